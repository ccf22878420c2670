"""What a URL names, without what signs it."""

import pytest

from reviewer.net.signatures import unsigned, without_signatures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/g/seg.ts?sig=1", "https://a.example/g/seg.ts?sig=2"),
        ("https://a.example/seg.php?i=3&token=x", "https://a.example/seg.php?i=3&token=y"),
        ("https://a.example/s.ts?X-Amz-Date=1&Expires=2", "https://a.example/s.ts"),
    ],
)
def test_signing_anew_names_the_same(one: str, other: str):
    assert unsigned(one) == unsigned(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/index.m3u8", "https://b.example/index.m3u8"),
        ("http://127.0.0.1:1/index.m3u8", "http://127.0.0.1:2/index.m3u8"),
        ("https://a.example/seg.php?i=3", "https://a.example/seg.php?i=4"),
        ("https://a.example/h1/index.m3u8?take=1", "https://a.example/h1/index.m3u8?take=2"),
    ],
)
def test_another_host_piece_or_take_is_another_thing(one: str, other: str):
    assert unsigned(one) != unsigned(other)


@pytest.mark.parametrize(
    ("text", "opening_nothing"),
    [
        ("#EXTINF:4,\nseg.ts?i=3&Signature=abc\nplain.ts\n", "#EXTINF:4,\nseg.ts?i=3\nplain.ts\n"),
        ('"a.m3u8?Expires=1\\u0026Signature=abc"', '"a.m3u8"'),
        (
            '"a.m3u8?take\\u003d2\\u0026Expires\\u003d1\\u0026Signature\\u003Dabc=="',
            '"a.m3u8?take\\u003d2"',
        ),
    ],
    ids=["playlist", "JSON", "JSON with both as numbers"],
)
def test_a_text_without_signatures_opens_nothing(text: str, opening_nothing: str):
    assert without_signatures(text) == opening_nothing
