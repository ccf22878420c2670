"""Small pictures show the moment they are asked for, and are made once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from PySide6.QtGui import QImage

from reviewer.demo import barcode
from reviewer.domain.errors import ReviewerError, Unplayable
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from reviewer.media.stills import Stills
from tests.hls import Packaging, Shelf, make_hls

HERE = MediaSpan(MediaMs(5_000), MediaMs(7_000))


@pytest.fixture(scope="module", params=["mpegts", "fmp4"])
def footage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    wide = barcode.WIDTH_PX, 108  # as large as posters are, so that the code can be read in them
    make_hls(folder, Packaging(container=request.param, frames=480, gop_s=1, size=wide))
    return folder


@dataclass
class Machine:
    shelf: Shelf
    source: HlsSource
    stills: Stills


@pytest.fixture
async def machine(footage: Path, tmp_path: Path) -> AsyncIterator[Machine]:
    shelf = Shelf(footage)
    web, cache = shelf.web(), DiskCache(tmp_path / "cache", 10**9)
    source = HlsSource(web, cache)
    yield Machine(shelf, source, Stills(source.reader, cache))
    await web.aclose()


def number_in(jpeg: bytes) -> int | None:
    """The frame number in a small picture."""
    image = QImage.fromData(jpeg)
    assert image.width() == barcode.WIDTH_PX
    return barcode.read_image(image)


@pytest.mark.parametrize(("at_ms", "frame"), [(0, 0), (4_900, 150), (6_400, 180), (15_990, 450)])
async def test_a_poster_shows_the_key_frame_nearest(machine: Machine, at_ms: int, frame: int):
    assert number_in(await machine.stills.poster(machine.shelf.url(), MediaMs(at_ms))) == frame


async def test_a_poster_is_made_once(machine: Machine):
    first = await machine.stills.poster(machine.shelf.url(), MediaMs(6_400))
    machine.shelf.replies = dict.fromkeys(machine.shelf.asked, httpx.Response(500))
    machine.shelf.asked.clear()
    assert await machine.stills.poster(machine.shelf.url(), MediaMs(6_400)) == first
    assert machine.shelf.asked.total() == 0


async def test_a_poster_of_footage_that_is_here_asks_for_none(machine: Machine):
    await machine.source.window(machine.shelf.url(), HERE)
    machine.shelf.asked.clear()
    await machine.stills.poster(machine.shelf.url(), MediaMs(6_400))
    assert machine.shelf.asked.total() == 0


async def test_no_poster_beyond_the_stream(machine: Machine):
    with pytest.raises(Unplayable):
        await machine.stills.poster(machine.shelf.url(), MediaMs(60_000))


async def test_no_poster_of_what_is_no_footage(machine: Machine):
    names = (path.name for path in machine.shelf.folder.iterdir() if path.suffix != ".m3u8")
    machine.shelf.replies = dict.fromkeys(names, httpx.Response(200, content=b"<html>"))
    with pytest.raises(ReviewerError):
        await machine.stills.poster(machine.shelf.url(), MediaMs(0))


@pytest.mark.parametrize(("at_ms", "frame"), [(4_000, 120), (5_500, 150), (7_990, 210)])
async def test_a_preview_comes_from_the_window(machine: Machine, at_ms: int, frame: int):
    window = await machine.source.window(machine.shelf.url(), HERE)
    assert number_in(await machine.stills.preview(window, FrameTime(at_ms * 1_000))) == frame


async def test_no_preview_of_a_window_that_is_gone(machine: Machine):
    window = await machine.source.window(machine.shelf.url(), HERE)
    window.path.unlink()
    with pytest.raises(Unplayable):
        await machine.stills.preview(window, FrameTime(5_000_000))
