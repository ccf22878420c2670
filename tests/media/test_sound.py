"""Sound that comes by itself is heard where it belongs, and its loss costs the sound alone."""

import asyncio
from pathlib import Path
from typing import Literal

import httpx
import pytest
from typing_extensions import override

from reviewer.media.cache import DiskCache
from reviewer.media.remux import write_window
from reviewer.media.stream import StreamReader
from tests.hls import (
    Packaging,
    Shelf,
    beeps_in,
    expected_numbers,
    join_runs,
    make_hls,
    numbers_in,
    pack_sound,
    window_of,
)

SPAN_S = (4.5, 9.5)
MASTER = """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="arena",DEFAULT=YES,URI="sound/index.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION=256x144,AUDIO="a"
picture/index.m3u8
"""
PICTURES = {
    "ts": Packaging(sound=False, first_pts_s=10),
    "ts whose time stamps wrap": Packaging(sound=False, first_pts_s=(1 << 33) / 90_000 - 6),
    "fmp4": Packaging(container="fmp4", sound=False, first_pts_s=10),
}
SOUNDS = {"ts": "mpegts", "fmp4": "fmp4", "packed": "mpegts"}


def make_stream(folder: Path, picture: Packaging, sound: str) -> Shelf:
    make_hls(folder / "picture", picture)
    offset_s = picture.first_pts_s
    alone = Packaging(SOUNDS[sound], picture=False, first_pts_s=offset_s, segment_s=3)
    make_hls(folder / "sound", alone)
    if sound == "packed":
        pack_sound(folder / "sound")
    (folder / "index.m3u8").write_text(MASTER)
    return Shelf(folder)


class Gate(asyncio.Event):
    """Says of each who waits at it."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Semaphore(0)

    @override
    async def wait(self) -> Literal[True]:
        self.reached.release()
        return await super().wait()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_stream(tmp_path_factory.mktemp("plain"), PICTURES["ts"], "ts").folder


async def test_every_task_that_brings_a_piece_has_a_name(plain: Path, tmp_path: Path):
    shelf = Shelf(plain)
    gate = Gate()
    for kind in ("picture", "sound"):
        shelf.held[f"{kind}/index1.ts"] = 0.5, gate
    coming = asyncio.create_task(window_of(shelf, tmp_path, SPAN_S), name="window")
    for _ in shelf.held:
        await gate.reached.acquire()
    names = {task.get_name() for task in asyncio.all_tasks() - {asyncio.current_task()}}
    assert {"window", "footage", "sound 1"} <= names
    assert not any(name.startswith("Task-") for name in names)
    gate.set()
    await coming


@pytest.mark.parametrize("sound", SOUNDS)
@pytest.mark.parametrize("picture", PICTURES)
async def test_sound_from_its_own_playlist_is_in_time(picture: str, sound: str, tmp_path: Path):
    shelf = make_stream(tmp_path, PICTURES[picture], sound)
    window = await window_of(shelf, tmp_path / "cache", SPAN_S)
    assert numbers_in(window) == expected_numbers(window)
    assert not window.gaps
    heard = [second for second in beeps_in(window) if 4.5 < second < 11.5]
    assert heard == pytest.approx(list(range(5, 12)), abs=0.03)


async def test_sound_that_is_all_lost_costs_the_sound_alone(plain: Path, tmp_path: Path):
    shelf = Shelf(plain)
    shelf.replies["sound/index.m3u8"] = httpx.Response(404)
    window = await window_of(shelf, tmp_path, SPAN_S)
    assert numbers_in(window) == expected_numbers(window)
    assert not window.gaps
    assert beeps_in(window) == []


LOST: dict[str, httpx.Response | httpx.RequestError] = {
    "gone": httpx.Response(404),
    "a page": httpx.Response(200, content=b"<html>sign in</html>"),
    "damaged": httpx.Response(200, content=b"\x47" + bytes(187) + b"\x47" + bytes(187)),
    "no network": httpx.ConnectError("no route"),
}


@pytest.mark.parametrize("why", LOST)
async def test_a_lost_piece_of_sound_costs_that_sound(why: str, plain: Path, tmp_path: Path):
    shelf = Shelf(plain)
    shelf.replies["sound/index2.ts"] = LOST[why]  # from 6 to 9 s
    window = await window_of(shelf, tmp_path, SPAN_S)
    assert numbers_in(window) == expected_numbers(window)
    assert not window.gaps
    assert {5, 7, 8, 10} & {round(second) for second in beeps_in(window)} == {5, 10}


async def test_lost_sound_is_told_once(plain: Path, tmp_path: Path):
    told: list[str] = []
    shelf = Shelf(plain)
    shelf.replies["sound/index1.ts"] = shelf.replies["sound/index2.ts"] = httpx.Response(404)
    web = shelf.web()
    reader = StreamReader(web, DiskCache(tmp_path, 10**9), told.append)
    stream = await reader.stream(shelf.url())
    pieces = [await reader.piece(stream, index) for index in range(4)]
    await web.aclose()
    assert write_window(pieces, tmp_path / "some.mp4").silent
    assert not write_window(pieces[3:], tmp_path / "last.mp4").silent
    assert told == ["The sound of this footage cannot be had: it plays without."]


async def test_sound_of_another_kind_after_a_discontinuity_is_left_out(tmp_path: Path):
    """The picture goes on; nothing is heard at a wrong pitch."""
    make_hls(tmp_path / "a", Packaging(frames=120))
    make_hls(tmp_path / "b", Packaging(frames=120, first_number=120, sound_hz=32_000))
    join_runs(tmp_path, ["a", "b"])
    window = await window_of(Shelf(tmp_path), tmp_path / "cache", (0.5, 7))
    assert numbers_in(window) == expected_numbers(window)
    assert [round(second) for second in beeps_in(window) if second > 0.5] == [1, 2, 3, 4]


async def test_sound_in_another_wrapping_after_a_discontinuity_is_heard(tmp_path: Path):
    make_hls(tmp_path / "a", Packaging(frames=120))
    make_hls(tmp_path / "b", Packaging("fmp4", frames=120, first_number=120, first_pts_s=50))
    join_runs(tmp_path, ["a", "b"])
    window = await window_of(Shelf(tmp_path), tmp_path / "cache", (0.5, 7))
    assert numbers_in(window) == expected_numbers(window)
    assert [round(second) for second in beeps_in(window)] == list(range(9))


@pytest.mark.parametrize("silent", [("index0.ts",), ("index0.ts", "index1.ts", "index2.ts")])
async def test_sound_that_is_announced_and_begins_later(silent: tuple[str, ...], tmp_path: Path):
    make_hls(tmp_path / "hls", Packaging(frames=360))
    for name in silent:
        segment = tmp_path / "hls" / name
        segment.write_bytes(without_sound(segment.read_bytes()))
    window = await window_of(Shelf(tmp_path / "hls"), tmp_path / "cache", (0.5, 11))
    assert numbers_in(window) == expected_numbers(window)
    assert not window.gaps
    heard = [round(second) for second in beeps_in(window)]
    assert heard[:1] == ([4] if len(silent) == 1 else [])


def without_sound(segment: bytes) -> bytes:
    """MPEG-TS whose tables still name the sound, which is taken out."""
    packets = [segment[at : at + 188] for at in range(0, len(segment), 188)]
    return b"".join(p for p in packets if int.from_bytes(p[1:3], "big") & 0x1FFF != 0x101)
