"""The first picture out of a part of its segment: in its place, or not before the segment is."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest

from reviewer.domain.errors import BadSegment
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from tests.hls import Packaging, Shelf, expected_numbers, make_hls, numbers_in
from tests.media.test_encryption import IV, encrypt
from tests.media.test_sound import make_stream

SPAN = MediaSpan(MediaMs(8_500), MediaMs(11_000))
"""In the third segment of 4 s and nothing else; the picture waited for is number 255."""

PACKAGINGS = {
    "ts": Packaging(frames=480, gop_s=1.0),
    "fmp4": Packaging("fmp4", frames=480, gop_s=1.0),
    "timestamps that wrap": Packaging(frames=480, gop_s=1.0, first_pts_s=95_438.0),
}


async def windows(shelf: Shelf, cache: Path) -> AsyncGenerator[MediaWindow, None]:
    web = shelf.web()
    try:
        source = HlsSource(web, DiskCache(cache, 10**9))
        async with aclosing(source.windows(shelf.url(), SPAN)) as growing:
            async for window in growing:
                yield window
    finally:
        await web.aclose()


def held(shelf: Shelf, share: float) -> tuple[str, asyncio.Event]:
    """The third segment stops at this share of it until the event is set."""
    (name,) = (path.name for path in shelf.folder.glob("index2.*"))
    release = asyncio.Event()
    shelf.held[name] = share, release
    return name, release


@pytest.mark.parametrize("name", PACKAGINGS)
@pytest.mark.parametrize("secret", [False, True], ids=["in clear", "encrypted"])
async def test_a_part_of_a_segment_is_shown_in_its_place(
    name: str, *, secret: bool, tmp_path: Path
):
    make_hls(tmp_path / "hls", PACKAGINGS[name])
    if secret:
        encrypt(tmp_path / "hls", iv=IV)
    shelf = Shelf(tmp_path / "hls")
    _, release = held(shelf, 0.5)
    async with aclosing(windows(shelf, tmp_path / "cache")) as growing:
        early = await anext(growing)
        assert not early.whole
        assert early.gaps == ()
        assert numbers_in(early) == expected_numbers(early)
        assert 255 in numbers_in(early)
        release.set()
        *_, last = [window async for window in growing]
    assert last.whole
    assert numbers_in(last) == list(range(240, 360))
    assert early.pictures == last.pictures[: len(early.pictures)]


async def test_of_the_runs_first_segment_no_more_than_its_beginning_is_asked(tmp_path: Path):
    make_hls(tmp_path / "hls", PACKAGINGS["ts"])
    shelf = Shelf(tmp_path / "hls")
    async for _ in windows(shelf, tmp_path / "cache"):
        pass
    assert shelf.asked["index0.ts"] == 0
    assert shelf.glimpsed == {"index0.ts": 1}
    again = Shelf(tmp_path / "hls")
    web = again.web()
    source = HlsSource(web, DiskCache(tmp_path / "cache", 10**9))
    window = await source.window(again.url(), MediaSpan(MediaMs(12_500), MediaMs(13_000)))
    await web.aclose()
    assert numbers_in(window) == expected_numbers(window)
    assert again.asked["index0.ts"] == 0
    assert not again.glimpsed


async def test_a_server_that_ignores_ranges_is_no_worse(tmp_path: Path):
    make_hls(tmp_path / "hls", PACKAGINGS["ts"])
    shelf = Shelf(tmp_path / "hls", ranges=False)
    found = [window async for window in windows(shelf, tmp_path / "cache")]
    assert numbers_in(found[-1]) == expected_numbers(found[-1])


async def test_a_swapped_segment_is_never_shown_as_another(tmp_path: Path):
    make_hls(tmp_path / "hls", PACKAGINGS["ts"])
    third, fourth = (tmp_path / "hls" / f"index{number}.ts" for number in (2, 3))
    kept = third.read_bytes()
    third.write_bytes(fourth.read_bytes())
    fourth.write_bytes(kept)
    shelf = Shelf(tmp_path / "hls")
    _, release = held(shelf, 0.5)
    release.set()
    with pytest.raises(BadSegment, match="out of place"):
        await anext(windows(shelf, tmp_path / "cache"))


async def test_where_sound_lies_apart_the_segment_is_waited_for(tmp_path: Path):
    shelf = make_stream(tmp_path / "hls", PACKAGINGS["ts"], "ts")
    release = asyncio.Event()
    release.set()
    shelf.held["picture/index2.ts"] = 0.5, release
    found = [window async for window in windows(shelf, tmp_path / "cache")]
    assert shelf.asked["picture/index2.ts"] == 1
    assert [window.whole for window in found] == [True]
