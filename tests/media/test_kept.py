"""What is kept offline: sized, fetched once, played with nothing to ask, freed again."""

import asyncio
import errno
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from reviewer.domain.errors import DiskFull, LibraryFault, NoNetwork, StreamGone, Unplayable
from reviewer.domain.game import ClipId, EventId
from reviewer.domain.offline import KeptGame, KeptSoFar, Order, Part, Stretch
from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.kept import Keeper
from reviewer.media.pins import Pins, Record
from reviewer.media.source import HlsSource
from tests.faults.disk import failing_disk
from tests.hls import Packaging, Shelf, expected_numbers, make_hls, numbers_in, rewrite

GAME, CLIP, OTHER = EventId("555"), ClipId("clip-1"), ClipId("clip-2")
EARLY = MediaSpan(MediaMs(1_000), MediaMs(3_000))
LATE = MediaSpan(MediaMs(13_000), MediaMs(15_000))
ALL = MediaSpan(MediaMs(0), MediaMs(16_000))
SEGMENTS = [f"index{number}.ts" for number in range(4)]
LOST = httpx.ConnectError("no network")


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("footage")
    make_hls(folder, Packaging(frames=480))
    return folder


class Machine:
    """One start of the program: what it keeps lies in the same folder as before."""

    def __init__(self, shelf: Shelf, folder: Path, cache_bytes: int = 10**9) -> None:
        self.shelf = shelf
        self.web = shelf.web()
        self.pins = Pins(folder / "kept")
        self.cache = DiskCache(folder / "cache", cache_bytes, kept=self.pins)
        self.data_error: OSError | None = None
        """Why the data of a game cannot be kept."""

        self.keeper = Keeper(self.web, self.cache, self.pins, self.secure)
        self.source = HlsSource(self.web, self.cache)

    async def secure(self, _event: EventId) -> None:
        if self.data_error is not None:
            raise self.data_error

    async def keep(self, order: Order) -> list[KeptSoFar]:
        return [told async for told in self.keeper.keep(order)]

    async def kept(self) -> KeptGame:
        (game,) = await self.keeper.kept()
        return game


@pytest.fixture
def shelf(footage: Path) -> Shelf:
    return Shelf(footage)


@pytest.fixture
async def machine(shelf: Shelf, tmp_path: Path) -> AsyncIterator[Machine]:
    machine = Machine(shelf, tmp_path)
    yield machine
    await machine.web.aclose()


def whole(shelf: Shelf, path: str = "index.m3u8") -> Order:
    return Order(GAME, "Harbor City at North Ridge", (Part(None, (Stretch(shelf.url(path)),)),))


def clips(shelf: Shelf, **spans: MediaSpan) -> Order:
    parts = (
        Part(ClipId(name.replace("_", "-")), (Stretch(shelf.url(), span),))
        for name, span in spans.items()
    )
    return Order(GAME, "Harbor City at North Ridge", tuple(parts))


def pull_plug(shelf: Shelf) -> None:
    """From now on nothing answers."""
    for file in shelf.folder.rglob("*.*"):
        shelf.replies[str(file.relative_to(shelf.folder))] = LOST
    shelf.asked.clear()


async def test_a_kept_game_plays_with_nothing_asked(machine: Machine, tmp_path: Path):
    await machine.keep(whole(machine.shelf))
    pull_plug(machine.shelf)
    again = Machine(machine.shelf, tmp_path)
    window = await again.source.window(machine.shelf.url(), ALL)
    assert numbers_in(window) == expected_numbers(window)
    assert len(window.pictures) == 480
    assert machine.shelf.asked.total() == 0
    assert (await again.kept()).whole


async def test_a_kept_clip_plays_with_the_network_gone(machine: Machine, tmp_path: Path):
    await machine.keep(clips(machine.shelf, clip_1=LATE))
    assert machine.shelf.asked["index1.ts"] == 0
    pull_plug(machine.shelf)
    again = Machine(machine.shelf, tmp_path)
    window = await again.source.window(machine.shelf.url(), LATE)
    assert numbers_in(window) == expected_numbers(window)
    assert (await again.kept()).has(CLIP)
    assert not (await again.kept()).has(OTHER)


async def test_the_size_is_told_first_and_is_about_right(machine: Machine, footage: Path):
    size = await machine.keeper.measure(whole(machine.shelf))
    true_bytes = sum((footage / name).stat().st_size for name in SEGMENTS)
    assert size.here_bytes == 0
    assert size.fits
    assert true_bytes / 2 < size.total_bytes < true_bytes * 2
    told = await machine.keep(whole(machine.shelf))
    assert [so_far.done_bytes for so_far in told] == sorted(so_far.done_bytes for so_far in told)
    assert told[0].done_bytes == 0
    assert told[-1].done_bytes == told[-1].total_bytes >= true_bytes
    assert (await machine.keeper.measure(whole(machine.shelf))).here_bytes == told[-1].done_bytes


async def test_byte_ranges_tell_the_size_exactly(tmp_path: Path):
    make_hls(tmp_path / "footage", Packaging(frames=480, single_file=True))
    machine = Machine(Shelf(tmp_path / "footage"), tmp_path)
    size = await machine.keeper.measure(whole(machine.shelf))
    assert size.total_bytes == (tmp_path / "footage" / "index.ts").stat().st_size
    assert machine.shelf.asked["index.ts"] == 0
    await machine.web.aclose()


async def test_only_what_is_missing_is_fetched_after_a_restart(machine: Machine, tmp_path: Path):
    going = machine.keeper.keep(whole(machine.shelf))
    for _ in range(3):
        await anext(going)
    await going.aclose()
    assert [machine.shelf.asked[name] for name in SEGMENTS] == [1, 1, 0, 0]
    again = Machine(machine.shelf, tmp_path)
    assert (await again.kept()).unfinished
    first, *_ = await again.keep(whole(machine.shelf))
    assert first.done_bytes > 0
    assert [machine.shelf.asked[name] for name in SEGMENTS] == [1, 1, 1, 1]
    assert (await again.kept()).whole


async def test_what_the_cache_has_is_not_fetched_again(machine: Machine):
    await machine.source.window(machine.shelf.url(), ALL)
    await machine.keep(whole(machine.shelf))
    assert [machine.shelf.asked[name] for name in SEGMENTS] == [1, 1, 1, 1]


async def test_pruning_never_touches_what_is_kept(shelf: Shelf, tmp_path: Path):
    machine = Machine(shelf, tmp_path, cache_bytes=1)
    await machine.keep(whole(shelf))
    for key in "abc":
        machine.cache.put(key, bytes(1_000))
    machine.cache.set_limit(0)
    assert machine.cache.total_bytes == 0
    assert (await machine.kept()).whole
    await machine.web.aclose()


def damage(machine: Machine) -> None:
    """Turn over one byte of the largest kept file."""
    largest = max(machine.pins.folder.iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 1
    largest.write_bytes(data)


async def test_a_damaged_piece_is_fetched_anew(machine: Machine, tmp_path: Path):
    await machine.keep(whole(machine.shelf))
    damage(machine)
    again = Machine(machine.shelf, tmp_path)
    window = await again.source.window(machine.shelf.url(), ALL)
    assert not window.gaps
    assert not (await again.kept()).whole
    await again.keep(whole(machine.shelf))
    assert (await again.kept()).whole
    assert sorted(machine.shelf.asked[name] for name in SEGMENTS) == [1, 1, 1, 2]


async def test_a_damaged_piece_is_told_without_the_network(tmp_path: Path):
    make_hls(tmp_path / "own", Packaging(frames=480))
    machine = Machine(Shelf(tmp_path / "own"), tmp_path)
    await machine.keep(whole(machine.shelf))
    damage(machine)
    pull_plug(machine.shelf)
    again = Machine(machine.shelf, tmp_path)
    with pytest.raises(NoNetwork):
        await again.source.window(machine.shelf.url(), ALL)
    assert not (await again.kept()).whole
    assert (await again.kept()).unfinished
    await machine.web.aclose()


async def test_a_piece_that_fails_is_told_and_the_others_are_kept(machine: Machine):
    machine.shelf.replies["index2.ts"] = httpx.Response(404)
    told = await machine.keep(whole(machine.shelf))
    assert [type(so_far.error) for so_far in told if so_far.error] == [StreamGone]
    assert (await machine.kept()).unfinished
    del machine.shelf.replies["index2.ts"]
    await machine.keep(whole(machine.shelf))
    assert (await machine.kept()).whole


async def test_a_piece_that_comes_cut_short_is_not_taken_for_kept(machine: Machine, footage: Path):
    cut = (footage / "index3.ts").read_bytes()[:-200]
    machine.shelf.replies["index3.ts"] = httpx.Response(200, content=cut)
    told = await machine.keep(whole(machine.shelf))
    assert [str(so_far.error) for so_far in told if so_far.error] != []
    assert (await machine.kept()).unfinished


async def test_a_stream_that_is_gone_is_told_and_the_others_are_kept(machine: Machine):
    footage = Stretch(machine.shelf.url("gone.m3u8")), Stretch(machine.shelf.url())
    order = Order(GAME, "Game", (Part(None, footage),))
    told = await machine.keep(order)
    assert [type(so_far.error) for so_far in told if so_far.error] == [StreamGone]
    assert (await machine.kept()).whole
    lost = Part(OTHER, (Stretch(machine.shelf.url("gone.m3u8"), EARLY),))
    await machine.keep(replace(clips(machine.shelf, clip_1=EARLY), parts=(*order.parts, lost)))
    assert OTHER not in (await machine.kept()).wanted
    with pytest.raises(StreamGone):
        await machine.keep(whole(machine.shelf, "gone.m3u8"))


async def test_a_live_game_is_refused(tmp_path: Path):
    make_hls(tmp_path / "live", Packaging(frames=240))
    rewrite(tmp_path / "live", lambda line: "" if line == "#EXT-X-ENDLIST" else line)
    machine = Machine(Shelf(tmp_path / "live"), tmp_path)
    with pytest.raises(Unplayable, match="still live"):
        await machine.keeper.measure(whole(machine.shelf))
    with pytest.raises(Unplayable, match="still live"):
        await machine.keep(whole(machine.shelf))
    assert await machine.keeper.kept() == ()
    await machine.web.aclose()


async def test_parts_that_share_a_piece_are_freed_one_by_one(machine: Machine):
    await machine.keep(clips(machine.shelf, clip_1=EARLY, clip_2=LATE))
    both = (await machine.kept()).size_bytes
    await machine.keeper.remove(GAME, [OTHER])
    left = await machine.kept()
    assert left.has(CLIP)
    assert not left.has(OTHER)
    assert left.size_bytes < both
    await machine.keeper.remove(GAME)
    assert await machine.keeper.kept() == ()
    assert list(machine.pins.folder.iterdir()) == []


async def test_one_quality_is_kept_and_played(tmp_path: Path):
    for name, size in (("low", (256, 144)), ("high", (320, 180))):
        make_hls(tmp_path / "footage" / name, Packaging(frames=240, size=size))
    master = "#EXTM3U\n" + "".join(
        f"#EXT-X-STREAM-INF:BANDWIDTH={bits},RESOLUTION=16x{height}\n{name}/index.m3u8\n"
        for name, bits, height in (("low", 300_000, 144), ("high", 900_000, 180))
    )
    (tmp_path / "footage" / "index.m3u8").write_text(master)
    shelf = Shelf(tmp_path / "footage")
    machine = Machine(shelf, tmp_path)
    machine.shelf.replies["high/index.m3u8"] = httpx.Response(404)
    await machine.keep(whole(shelf))
    del machine.shelf.replies["high/index.m3u8"]
    await machine.keep(whole(shelf))
    assert machine.shelf.asked["high/index0.ts"] == 0
    pull_plug(shelf)
    window = await Machine(shelf, tmp_path).source.window(shelf.url(), EARLY)
    assert numbers_in(window) == expected_numbers(window)
    assert shelf.asked.total() == 0
    await machine.web.aclose()


async def test_no_signature_reaches_the_disk(tmp_path: Path):
    rewritten = tmp_path / "signed"
    make_hls(rewritten, Packaging(frames=240))
    rewrite(rewritten, lambda line: line.replace(".ts", ".ts?Signature=CANARY&part=1"))
    machine = Machine(Shelf(rewritten), tmp_path)
    url = machine.shelf.url() + "?token=CANARY"
    order = Order(GAME, "Game", (Part(None, (Stretch(url),)),))
    await machine.keep(order)
    pull_plug(machine.shelf)
    await Machine(machine.shelf, tmp_path).source.window(url.replace("CANARY", "NEW"), EARLY)
    assert machine.shelf.asked.total() == 0
    for folder in ("kept", "cache"):
        assert all(b"CANARY" not in path.read_bytes() for path in (tmp_path / folder).iterdir())
    await machine.web.aclose()


async def test_a_full_disk_is_told(machine: Machine, monkeypatch: pytest.MonkeyPatch):
    def refuse(_key: str, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(machine.pins, "put", refuse)
    with pytest.raises(DiskFull):
        await machine.keep(whole(machine.shelf))


class SlowPins(Pins):
    """A disk that takes its time over the second record."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.saved = 0
        self.writing, self.may_write = threading.Event(), threading.Event()

    def save(self, record: Record) -> None:
        self.saved += 1
        if self.saved == 2:
            self.writing.set()
            self.may_write.wait()
        super().save(record)


async def test_what_is_removed_while_it_is_written_stays_away(machine: Machine):
    pins = SlowPins(machine.pins.folder)
    keeper = Keeper(machine.web, machine.cache, pins, machine.secure)
    going = keeper.keep(whole(machine.shelf))
    await anext(going)
    fetching = asyncio.create_task(anext(going))
    await asyncio.to_thread(pins.writing.wait)
    fetching.cancel()
    removing = asyncio.create_task(keeper.remove(GAME))
    await asyncio.sleep(0)
    pins.may_write.set()
    await removing
    await asyncio.gather(fetching, return_exceptions=True)
    assert await keeper.kept() == ()


async def test_footage_whose_game_would_not_open_is_not_kept(machine: Machine):
    machine.data_error = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(DiskFull):
        await machine.keep(whole(machine.shelf))
    assert await machine.keeper.kept() == ()
    machine.data_error = None
    await machine.keep(whole(machine.shelf))
    assert (await machine.kept()).event == GAME


async def test_taking_it_up_again_asks_for_no_playlist(machine: Machine):
    going = machine.keeper.keep(whole(machine.shelf))
    await anext(going)
    await going.aclose()
    await machine.keep(whole(machine.shelf))
    assert machine.shelf.asked["index.m3u8"] == 1


async def test_a_record_that_cannot_be_read_now_is_not_written_over(
    machine: Machine, tmp_path: Path
):
    await machine.keep(clips(machine.shelf, clip_1=EARLY))
    with failing_disk(tmp_path, fails_at=1), pytest.raises(LibraryFault):
        await machine.keep(clips(machine.shelf, clip_2=LATE))
    await machine.keep(clips(machine.shelf, clip_2=LATE))
    assert (await machine.kept()).done == {CLIP, OTHER}


async def test_a_folder_that_could_not_be_made_is_made_when_something_is_kept(
    machine: Machine, tmp_path: Path
):
    (tmp_path / "kept").rmdir()
    order = clips(machine.shelf, clip_1=EARLY)
    assert (await machine.keeper.measure(order)).fits
    await machine.keep(order)
    assert (await machine.kept()).done == {CLIP}


async def test_what_is_taken_up_again_needs_no_folder_to_be_there(machine: Machine, tmp_path: Path):
    (tmp_path / "kept").rmdir()
    await machine.keep(clips(machine.shelf, clip_1=EARLY))
    assert (await machine.kept()).done == {CLIP}
    (tmp_path / "other").mkdir()
    pins = Pins(tmp_path / "other" / "games")
    pins.folder.rmdir()
    pins.put("game 555", b"answers")
    assert pins.get("game 555") == b"answers"


async def test_where_no_folder_can_be_made_it_is_told(machine: Machine, tmp_path: Path):
    (tmp_path / "kept").rmdir()
    (tmp_path / "kept").write_text("in the way")
    with pytest.raises(LibraryFault):
        await machine.keeper.measure(clips(machine.shelf, clip_1=EARLY))


async def test_nothing_is_freed_while_it_is_not_known_what_others_need(
    machine: Machine, tmp_path: Path
):
    order = clips(machine.shelf, clip_1=EARLY)
    for event in (GAME, EventId("777")):
        await machine.keep(replace(order, event=event))
    for number in range(1, 5):  # its own record, the folder, and every record in it
        with failing_disk(tmp_path, fails_at=number), pytest.raises(LibraryFault):
            await machine.keeper.remove(GAME)
        assert [game.done for game in await machine.keeper.kept()] == [{CLIP}, {CLIP}]
    await machine.keeper.remove(GAME)
    assert (await machine.kept()).done == {CLIP}
