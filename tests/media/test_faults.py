"""What the network can do to a stream, in both containers: every picture keeps its time.

What is said of it, and when: `tests/faults`.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from reviewer.domain.errors import (
    AddressRefused,
    BadSegment,
    NotAnAnswer,
    StreamGone,
    Unplayable,
)
from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.remux import write_window
from reviewer.media.stream import StreamReader
from tests.hls import (
    Packaging,
    Shelf,
    expected_numbers,
    make_hls,
    numbers_in,
    rewrite,
    window_of,
)

WHOLE = (0.5, 15.5)
SECOND = (4.5, 7.5)
MEGABYTE = 1_000_000

FULL = Path("/dev/full")

CONTAINERS = {"ts": Packaging(), "fmp4": Packaging("fmp4")}
SUFFIXES = {"ts": "ts", "fmp4": "m4s"}


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both containers, in four segments of 4 s."""
    folder = tmp_path_factory.mktemp("footage")
    for name, packaging in CONTAINERS.items():
        make_hls(folder / name, packaging)
    return folder


@pytest.fixture
def hls(footage: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    shutil.copytree(footage, tmp_path / "hls")
    return tmp_path / "hls"


SEGMENTS: dict[str, httpx.Response | httpx.RequestError] = {
    "401": httpx.Response(401),
    "403": httpx.Response(403),
    "404": httpx.Response(404),
    "410": httpx.Response(410),
    "400": httpx.Response(400),
    "429": httpx.Response(429),
    "500": httpx.Response(500),
    "503": httpx.Response(503),
    "204": httpx.Response(204),
    "empty": httpx.Response(200),
    "a page": httpx.Response(200, content=b"<html>sign in</html>"),
    "a playlist": httpx.Response(200, content=b"#EXTM3U\n#EXTINF:4,\na.ts\n"),
    "zeros": httpx.Response(200, content=bytes(5_000)),
    "too large": httpx.Response(200, content=bytes(65 * MEGABYTE)),
    "silence": httpx.ReadTimeout("silent"),
    "broken off": httpx.RemoteProtocolError("cut"),
}


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("why", SEGMENTS)
async def test_a_lost_segment_is_a_gap(why: str, container: str, footage: Path, tmp_path: Path):
    shelf = Shelf(footage)
    shelf.replies[f"{container}/index1.{SUFFIXES[container]}"] = SEGMENTS[why]
    window = await window_of(shelf, tmp_path, WHOLE, f"{container}/index.m3u8")
    assert numbers_in(window) == expected_numbers(window)
    assert window.gaps == (MediaSpan(MediaMs(4_000), MediaMs(8_000)),)


@pytest.mark.parametrize("why", SEGMENTS)
async def test_a_lost_first_segment_moves_nothing(why: str, footage: Path, tmp_path: Path):
    shelf = Shelf(footage)
    shelf.replies["ts/index0.ts"] = SEGMENTS[why]
    for span_s in (SECOND, WHOLE):
        window = await window_of(shelf, tmp_path, span_s, "ts/index.m3u8")
        assert numbers_in(window) == expected_numbers(window)


REFUSED = [
    "file:///etc/passwd",
    "concat:index0.ts|index1.ts",
    "data:video/mp2t;base64,RwAA",
    "subfile:,start,0,end,9,,:index0.ts",
    "async:/index0.ts",
    "http://169.254.169.254/latest/meta-data",
    "https://192.168.1.1/a.ts",
    "http://example.com/a.ts",
    "https://user:secret@example.com/a.ts",
    "ftp://example.com/a.ts",
]


@pytest.mark.parametrize("address", REFUSED)
@pytest.mark.parametrize("tag", ["segment", "init", "key"])
async def test_addresses_that_are_not_asked(tag: str, address: str, hls: Path, tmp_path: Path):
    folder = hls / "fmp4"
    changes: dict[str, Callable[[str], str]] = {
        "segment": lambda line: address if line == "index1.m4s" else line,
        "init": lambda line: f'#EXT-X-MAP:URI="{address}"' if "MAP" in line else line,
        "key": lambda line: (
            f'#EXT-X-KEY:METHOD=AES-128,URI="{address}"\n{line}' if "TARGET" in line else line
        ),
    }
    rewrite(folder, changes[tag])
    shelf = Shelf(folder)
    with pytest.raises((AddressRefused, BadSegment, StreamGone)):
        await window_of(shelf, tmp_path / "cache", SECOND)
    assert set(shelf.asked) <= {"index.m3u8", "index0.m4s", "index1.m4s", "index2.m4s", "init.mp4"}


def cut_in_a_packet(data: bytes) -> bytes:
    return data[: len(data) // 2 // 188 * 188 + 100]


def cut_between_packets(data: bytes) -> bytes:
    return data[: len(data) // 2 // 188 * 188]


def cut_in_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


CUTS = {
    "ts in a packet": ("ts", cut_in_a_packet),
    "ts between packets": ("ts", cut_between_packets),
    "fmp4": ("fmp4", cut_in_half),
}


@pytest.mark.parametrize("which", [0, 1, 2, 3])
@pytest.mark.parametrize("how", CUTS)
async def test_a_segment_that_is_cut_short_is_a_gap_from_there(
    how: str, which: int, hls: Path, tmp_path: Path
):
    container, cut = CUTS[how]
    segment = hls / container / f"index{which}.{SUFFIXES[container]}"
    segment.write_bytes(cut(segment.read_bytes()))
    window = await window_of(Shelf(hls / container), tmp_path / "cache", WHOLE)
    assert numbers_in(window) == expected_numbers(window)
    (gap,) = window.gaps
    assert 4_000 * which < gap.start < 4_000 * which + 3_900
    assert gap.end == 4_000 * which + 4_000
    assert not any(gap.start * 1000 <= time < gap.end * 1000 for time in window.pictures)


async def test_a_segment_that_was_cut_is_fetched_again(hls: Path, tmp_path: Path):
    segment = hls / "ts" / "index1.ts"
    whole = segment.read_bytes()
    segment.write_bytes(cut_in_a_packet(whole))
    shelf = Shelf(hls / "ts")
    assert (await window_of(shelf, tmp_path / "cache", WHOLE)).gaps
    segment.write_bytes(whole)
    assert not (await window_of(shelf, tmp_path / "cache", WHOLE)).gaps


@pytest.mark.parametrize("which", [0, 1, 3])
async def test_noise_in_a_segment_never_moves_a_picture(which: int, hls: Path, tmp_path: Path):
    segment = hls / "ts" / f"index{which}.ts"
    data = bytearray(segment.read_bytes())
    middle = len(data) // 2 // 188 * 188
    data[middle : middle + 20 * 188] = b"\x47\x1f\xff\x10".ljust(188, b"\xff") * 20
    segment.write_bytes(data)
    window = await window_of(Shelf(hls / "ts"), tmp_path / "cache", WHOLE)
    right = zip(numbers_in(window), expected_numbers(window), strict=False)
    assert sum(number == expected for number, expected in right) > 400


async def test_an_init_section_that_is_too_large_is_refused(hls: Path, tmp_path: Path):
    shelf = Shelf(hls / "fmp4")
    shelf.replies["init.mp4"] = httpx.Response(200, content=bytes(MEGABYTE + 1))
    with pytest.raises(NotAnAnswer, match="more than 1 MB"):
        await window_of(shelf, tmp_path / "cache", SECOND)


@pytest.mark.skipif(not FULL.exists(), reason="no device here that is always full")
async def test_a_full_disk_is_said(hls: Path, tmp_path: Path):
    shelf = Shelf(hls / "ts")
    web = shelf.web()
    reader = StreamReader(web, DiskCache(tmp_path / "cache", 10**9))
    stream = await reader.stream(shelf.url())
    pieces = [await reader.piece(stream, index) for index in range(2)]
    await web.aclose()
    with pytest.raises(Unplayable, match="disk is full"):
        write_window(pieces, FULL)
