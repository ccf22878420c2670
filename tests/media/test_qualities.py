"""A stream in several qualities: which is fetched, and that a picture's time is the same in all."""

from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.errors import NoNetwork, StreamGone
from reviewer.media.cache import DiskCache
from reviewer.media.playlist import Variant
from reviewer.media.quality import LineSpeed, by_preference
from reviewer.media.remux import write_window
from reviewer.media.stream import StreamReader
from tests.hls import (
    Packaging,
    Shelf,
    expected_numbers,
    make_hls,
    numbers_in,
    numbers_in_file,
    window_of,
)

HEIGHTS = {"low": 144, "middle": 360, "high": 720}
BANDWIDTHS = {"low": 800_000, "middle": 3_000_000, "high": 8_000_000}


def variant(name: str) -> Variant:
    return Variant(name, BANDWIDTHS[name], None, HEIGHTS[name], None)


VARIANTS = [variant(name) for name in BANDWIDTHS]


def order(**asked: float | str | None) -> list[str]:
    settings = {"bits_per_s": None, "height": None, "playing": None, **asked}
    return [each.url for each in by_preference(VARIANTS, **settings)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mbit", "first"),
    [(None, "middle"), (0.1, "low"), (2, "low"), (5, "middle"), (11, "middle"), (13, "high")],
)
def test_the_best_that_the_line_sustains_comes_first(mbit: float | None, first: str):
    speed = None if mbit is None else mbit * 1e6
    assert order(bits_per_s=speed)[0] == first


def test_a_quality_is_not_left_for_a_small_dip():
    assert order(bits_per_s=9e6, playing="high")[0] == "high"
    assert order(bits_per_s=9e6, playing="middle")[0] == "middle"
    assert order(bits_per_s=8e6, playing="high")[0] == "middle"


def test_what_the_line_does_not_sustain_is_tried_last_and_the_least_first():
    assert order(bits_per_s=5e6) == ["middle", "low", "high"]
    assert order(bits_per_s=1e3) == ["low", "middle", "high"]


def test_a_height_that_was_asked_for_comes_first_whatever_the_line():
    assert order(height=720, bits_per_s=1e5)[0] == "high"
    assert order(height=300, bits_per_s=1e9)[0] == "middle"


@given(st.floats(0, 1e12) | st.none(), st.integers(1, 5000) | st.none())
def test_every_quality_is_tried_once(bits_per_s: float | None, height: int | None):
    assert sorted(order(bits_per_s=bits_per_s, height=height)) == sorted(BANDWIDTHS)


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_downloads_at_the_same_time_share_the_line():
    clock = Clock()
    speed = LineSpeed(clock)
    assert speed.bits_per_s is None
    with speed.download():
        clock.now_s = 1.0
        with speed.download():
            speed.arrived(500_000)
            clock.now_s = 2.0
            speed.arrived(500_000)
    clock.now_s = 100.0  # nothing was asked for
    assert speed.bits_per_s == pytest.approx(4e6)


def test_the_speed_follows_the_line():
    clock = Clock()
    speed = LineSpeed(clock)
    for rate in [1_000_000] * 60 + [100_000] * 200:
        with speed.download():
            clock.now_s += 1
            speed.arrived(rate)
    assert speed.bits_per_s == pytest.approx(8e5, rel=0.1)


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three qualities, cut at different places."""
    folder = tmp_path_factory.mktemp("qualities")
    lines = ["#EXTM3U"]
    for segment_s, name in zip((4, 4, 2), BANDWIDTHS, strict=True):
        size = {"low": (256, 144), "middle": (320, 180), "high": (400, 226)}[name]
        make_hls(folder / name, Packaging(frames=360, segment_s=segment_s, size=size))
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={BANDWIDTHS[name]},RESOLUTION=16x{HEIGHTS[name]}\n"
            f"{name}/index.m3u8"
        )
    (folder / "index.m3u8").write_text("\n".join(lines))
    return folder


@pytest.fixture
def shelf(footage: Path) -> Shelf:
    return Shelf(footage)


def reader(shelf: Shelf, cache: Path, speed: LineSpeed | None = None) -> StreamReader:
    return StreamReader(shelf.web(), DiskCache(cache, 10**9), speed=speed)


async def test_the_qualities_are_listed_best_first(shelf: Shelf, tmp_path: Path):
    offered = await reader(shelf, tmp_path).qualities(shelf.url())
    assert [each.height for each in offered] == [720, 360, 144]


async def test_a_stream_in_one_quality_lists_itself(shelf: Shelf, tmp_path: Path):
    (only,) = await reader(shelf, tmp_path).qualities(shelf.url("low/index.m3u8"))
    assert only.url == shelf.url("low/index.m3u8")


async def test_a_picture_has_the_same_time_in_every_quality(shelf: Shelf, tmp_path: Path):
    source = reader(shelf, tmp_path / "cache")
    shown: list[dict[int, int | None]] = []
    for name, height in HEIGHTS.items():
        source.prefer(height)
        stream = await source.stream(shelf.url())
        pieces = [
            await source.piece(stream, i) for i in stream.playlist.covering(4_100_000, 7_900_000)
        ]
        remuxed = write_window(pieces, tmp_path / f"{name}.mp4")
        numbers = numbers_in_file(tmp_path / f"{name}.mp4")
        shown.append(dict(zip(remuxed.pictures, numbers, strict=True)))
    assert shown[0] == shown[1] == shown[2]
    assert len(shown[0]) == 120


async def test_a_fast_line_brings_the_best_from_the_next_time_on(shelf: Shelf, tmp_path: Path):
    clock = Clock()
    speed = LineSpeed(clock)
    source = reader(shelf, tmp_path, speed)
    assert (await source.stream(shelf.url())).variant.height == 360
    with speed.download():
        clock.now_s = 0.1
        speed.arrived(1_000_000)
    assert (await source.stream(shelf.url())).variant.height == 720


BROKEN = {
    "gone": httpx.Response(404),
    "refused": httpx.Response(403),
    "server fault": httpx.Response(500),
    "a page": httpx.Response(200, content=b"<html></html>"),
    "another master playlist": httpx.Response(
        200, content=b"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nindex.m3u8\n"
    ),
}


@pytest.mark.parametrize("why", BROKEN)
async def test_a_quality_that_fails_is_skipped(why: str, shelf: Shelf, tmp_path: Path):
    shelf.replies["middle/index.m3u8"] = BROKEN[why]
    source = reader(shelf, tmp_path)
    assert (await source.stream(shelf.url())).variant.height == 144
    asked = shelf.asked["middle/index.m3u8"]
    await source.stream(shelf.url())
    assert shelf.asked["middle/index.m3u8"] == asked


async def test_where_all_fail_the_first_choice_says_why(shelf: Shelf, tmp_path: Path):
    for name in BANDWIDTHS:
        shelf.replies[f"{name}/index.m3u8"] = httpx.Response(404)
    shelf.replies["middle/index.m3u8"] = httpx.Response(403)
    source = reader(shelf, tmp_path)
    with pytest.raises(StreamGone) as gone:
        await source.stream(shelf.url())
    assert gone.value.status == 403
    shelf.replies.clear()
    assert (await source.stream(shelf.url())).variant.height == 360


async def test_without_network_no_quality_is_to_blame(shelf: Shelf, tmp_path: Path):
    shelf.replies["middle/index.m3u8"] = httpx.ConnectError("no route")
    source = reader(shelf, tmp_path)
    with pytest.raises(NoNetwork):
        await source.stream(shelf.url())
    shelf.replies.clear()
    assert (await source.stream(shelf.url())).variant.height == 360


async def test_a_quality_whose_footage_is_lost_is_left(shelf: Shelf, tmp_path: Path):
    for index in range(3):
        shelf.replies[f"middle/index{index}.ts"] = httpx.Response(404)
    source = reader(shelf, tmp_path)
    stream = await source.stream(shelf.url())
    for index in range(3):
        with pytest.raises(StreamGone):
            await source.piece(stream, index)
    assert (await source.stream(shelf.url())).variant.height == 144


async def test_qualities_do_not_meet_in_the_cache(footage: Path, tmp_path: Path):
    """Not even where all their pieces have one name, but for the query."""
    folder = tmp_path / "hls"
    folder.mkdir()
    shelf = Shelf(folder)
    lines = ["#EXTM3U"]
    for name in ("low", "high"):
        text = (footage / name / "index.m3u8").read_text()
        text = (
            text.replace("index", f"seg.php?quality={name}&i=")
            .replace("=.", "=")
            .replace(".ts", "")
        )
        (folder / f"{name}.m3u8").write_text(text)
        lines += [f"#EXT-X-STREAM-INF:BANDWIDTH={BANDWIDTHS[name]}", f"{name}.m3u8"]
        for segment in (footage / name).glob("*.ts"):
            number = segment.stem.removeprefix("index")
            copy = folder / f"{name}{number}.ts"
            copy.write_bytes(segment.read_bytes())
            shelf.aliases[f"seg.php?quality={name}&i={number}"] = copy.name
    (folder / "index.m3u8").write_text("\n".join(lines))
    source = reader(shelf, tmp_path / "cache")
    sizes = []
    for name in ("low", "high"):
        source.prefer(None)
        stream = await source.stream(shelf.url(f"{name}.m3u8"))
        sizes.append(len((await source.piece(stream, 0)).data or b""))
    assert sizes[0] != sizes[1]


async def test_a_window_of_a_master_playlist_is_exact(shelf: Shelf, tmp_path: Path):
    window = await window_of(shelf, tmp_path, (5, 7))
    assert numbers_in(window) == expected_numbers(window)
