"""Playlists as values; whatever arrives, only BadPlaylist comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.errors import BadPlaylist
from reviewer.media.playlist import Key, MasterPlaylist, MediaPlaylist, Resource, parse_playlist
from tests.hostile import HOSTILE

URL = "https://cdn.example.com/games/7/index.m3u8?sig=abc"

MEDIA = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-MAP:URI="init.mp4",BYTERANGE="720@0"
#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.250Z
#EXTINF:4.004,
#EXT-X-BYTERANGE:100@720
a.mp4
#EXTINF:3.5,
#EXT-X-BYTERANGE:50
a.mp4
#EXT-X-DISCONTINUITY
#EXT-X-KEY:METHOD=AES-128,URI="key",IV=0x000000000000000000000000000000FF
#EXT-X-GAP
#EXTINF:2,
../b.ts?i=3
#EXT-X-ENDLIST
"""


def media(text: str) -> MediaPlaylist:
    playlist = parse_playlist(text, URL)
    assert isinstance(playlist, MediaPlaylist)
    return playlist


def test_segments_carry_all_that_is_needed():
    playlist = media(MEDIA)
    first, second, third = playlist.segments
    assert [segment.number for segment in playlist.segments] == [7, 8, 9]
    assert [segment.start_us for segment in playlist.segments] == [0, 4_004_000, 7_504_000]
    assert [segment.run for segment in playlist.segments] == [0, 0, 1]
    assert playlist.length_us == 9_504_000
    assert playlist.ended
    assert first.resource == Resource("https://cdn.example.com/games/7/a.mp4", 720, 100)
    assert second.resource == Resource("https://cdn.example.com/games/7/a.mp4", 820, 50)
    assert third.resource == Resource("https://cdn.example.com/games/b.ts?i=3")
    assert first.init == Resource("https://cdn.example.com/games/7/init.mp4", 0, 720)
    assert first.wall == 1_767_225_600_250
    assert first.key is None
    assert third.key == Key("AES-128", "https://cdn.example.com/games/7/key", bytes(15) + b"\xff")
    assert third.gap


def test_the_segments_that_a_stretch_touches():
    playlist = media(MEDIA)
    assert playlist.covering(0, 1) == range(1)
    assert playlist.covering(4_003_999, 4_004_001) == range(2)
    assert playlist.covering(4_004_000, 4_004_001) == range(1, 2)
    assert playlist.covering(0, 10**9) == range(3)
    assert playlist.covering(10**9, 2 * 10**9) == range(0)


def test_a_playlist_without_end_is_live():
    assert not media(MEDIA.replace("#EXT-X-ENDLIST\n", "")).ended


def test_a_master_playlist_lists_its_qualities():
    playlist = parse_playlist(
        '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="x",URI="sound.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=100,RESOLUTION=640x360,AUDIO="a"\nlow.m3u8\n'
        "#EXT-X-STREAM-INF:BANDWIDTH=900\nhigh.m3u8\n",
        URL,
    )
    assert isinstance(playlist, MasterPlaylist)
    low, high = playlist.variants
    assert (low.bandwidth, low.width, low.height) == (100, 640, 360)
    assert low.audio == "https://cdn.example.com/games/7/sound.m3u8"
    assert (high.bandwidth, high.width, high.audio) == (900, None, None)


def sounds(*media: str) -> list[str | None]:
    """Where the sound of the one quality comes from, given these tags."""
    tags = "\n".join(f"#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID={tag}" for tag in media)
    playlist = parse_playlist(
        f'#EXTM3U\n{tags}\n#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"\nlow.m3u8\n', URL
    )
    assert isinstance(playlist, MasterPlaylist)
    return [variant.audio for variant in playlist.variants]


def test_of_several_sounds_the_default_is_taken():
    one, two = '"a",NAME="x",URI="x.m3u8"', '"a",NAME="y",DEFAULT=YES,URI="y.m3u8"'
    assert sounds(one, two) == sounds(two, one) == ["https://cdn.example.com/games/7/y.m3u8"]
    assert sounds(one) == ["https://cdn.example.com/games/7/x.m3u8"]


def test_sound_that_is_in_the_footage_has_no_address():
    assert sounds('"a",NAME="x",DEFAULT=YES', '"a",NAME="y",URI="y.m3u8"') == [None]
    assert sounds('"other",NAME="y",URI="y.m3u8"') == [None]


def test_a_quality_of_sound_alone_is_none():
    playlist = parse_playlist(
        '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"\nsound.m3u8\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=900,CODECS="avc1.4d401f, mp4a.40.2"\nhigh.m3u8\n',
        URL,
    )
    assert isinstance(playlist, MasterPlaylist)
    assert [variant.bandwidth for variant in playlist.variants] == [900]


def test_a_key_says_what_kind_it_is():
    tag = '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://x",KEYFORMAT="com.apple.streamingkeydelivery"'
    (segment,) = media(f"#EXTM3U\n{tag}\n#EXTINF:4,\na.ts\n").segments
    assert segment.key == Key("SAMPLE-AES", "skd://x", None, "com.apple.streamingkeydelivery")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html></html>",
        "#EXTM3U\n",
        "#EXTM3U\na.ts\n",
        "#EXTM3U\n#EXTINF:nan,\na.ts\n",
        "#EXTM3U\n#EXTINF:-3,\na.ts\n",
        "#EXTM3U\n#EXTINF:0,\na.ts\n",
        "#EXTM3U\n#EXTINF:1e9,\na.ts\n",
        "#EXTM3U\n#EXTINF:,\na.ts\n",
        "#EXTM3U\n#EXTINF:4,\n#EXT-X-BYTERANGE:x\na.ts\n",
        "#EXTM3U\n#EXTINF:4,\nhttp://[/a.ts\n",
        "#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:0001-01-01T00:00:00\n#EXTINF:4,\na.ts\n",
        "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:-1\n#EXTINF:4,\na.ts\n",
        '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9,CODECS="mp4a.40.2"\nsound.m3u8\n',
        "#EXTM3U\n#EXTINF:4,\n#EXT-X-BYTERANGE:-5@0\na.ts\n",
        '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0xZZ\n#EXTINF:4,\na.ts\n',
        "#EXTM3U\n" + "#EXTINF:4,\na.ts\n" * 10_001,
        "#EXTM3U\n" + "#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n" * 21,
    ],
    ids=lambda text: repr(text[:40]),
)
def test_what_is_no_playlist_is_refused(text: str):
    with pytest.raises(BadPlaylist):
        parse_playlist(text, URL)


TAGS = st.sampled_from(
    [
        "#EXTINF:4,",
        "#EXTINF:",
        "#EXT-X-KEY:METHOD=AES-128",
        "#EXT-X-MAP:URI=",
        "#EXT-X-BYTERANGE:5@",
        "#EXT-X-STREAM-INF:BANDWIDTH=x",
        "#EXT-X-MEDIA:TYPE=AUDIO",
        "#EXT-X-PROGRAM-DATE-TIME:yesterday",
        "#EXT-X-PROGRAM-DATE-TIME:0001-01-01T00:00:00",
        "#EXT-X-DISCONTINUITY",
        "#EXT-X-MEDIA-SEQUENCE:-1",
        "#EXT-X-TARGETDURATION:a",
        "#EXT-X-DATERANGE:ID",
        "#EXT-X-SESSION-KEY:",
        "#EXT-X-PART:DURATION=1",
        "a.ts",
    ]
)


@HOSTILE
@given(st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=12))
def test_nothing_but_the_declared_error_comes_out(lines: list[str]):
    text = "\n".join(["#EXTM3U", *lines])
    try:
        playlist = parse_playlist(text, URL)
    except BadPlaylist:
        return
    if isinstance(playlist, MediaPlaylist):
        assert playlist.length_us > 0
