"""What the program promises of bad days, beyond each fault by itself."""

import asyncio
from asyncio import StreamWriter
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from shutil import rmtree

import pytest

from reviewer.domain.errors import NoNetwork, StreamGone
from reviewer.net.policy import API, INIT, KEY, PLAYLIST, SEGMENT, Policy
from reviewer.session.playback_state import Loading, PlaybackState, Showing
from tests.faults.desk import Desk, at_desk
from tests.faults.disk import failing_disk
from tests.faults.origin import RATE, STREAM, VIDEOS, Origin, open_origin
from tests.faults.stream_rows import LAST, PIECES, SECOND
from tests.hls import expected_numbers, numbers_in
from tests.net.faulty import Request, Script, answer, hang, in_turn, reset
from tests.virtual import in_virtual_time

Day = Callable[[Origin, Desk], Awaitable[None]]
SAID_WITHIN_S = 5.0


@pytest.fixture
def on_a_day(hls_of_faults: Path, tmp_path: Path) -> Callable[[Day], None]:
    """Goes through a day at the desk, the game being open."""

    async def spend(day: Day) -> None:
        async with open_origin(hls_of_faults) as (origin, api), at_desk(api.url, tmp_path) as desk:
            assert await desk.open() is None
            await day(origin, desk)
            assert desk.crashes == []

    return lambda day: in_virtual_time(partial(spend, day))


def assert_exact(shown: object) -> None:
    assert isinstance(shown, Showing)
    assert numbers_in(shown.window) == expected_numbers(shown.window, RATE)
    assert shown.window.gaps == ()


@pytest.mark.parametrize(
    ("policy", "limits"),
    [
        (API, (10, 15, 10, 60, 3, 64_000_000, 0)),
        (PLAYLIST, (10, 10, 5, 20, 3, 2_000_000, 3)),
        (SEGMENT, (10, 10, 5, 60, 4, 64_000_000, 3)),
        (INIT, (10, 10, 5, 20, 4, 1_000_000, 3)),
        (KEY, (10, 10, 5, 20, 3, 16, 3)),
    ],
    ids=["api", "playlist", "segment", "init", "key"],
)
def test_the_limits_are_those_of_the_manual(policy: Policy, limits: tuple[float, ...]):
    assert policy.lane.value == (2 if policy is API else 4)
    told = (policy.connect_s, policy.first_byte_s, policy.stall_s, policy.total_s)
    assert (*told, policy.tries, policy.max_bytes, policy.redirects) == limits


def test_a_stall_is_said_within_seconds_and_ends_by_itself(on_a_day):
    async def day(origin: Origin, desk: Desk) -> None:
        now = asyncio.get_running_loop().time
        told: list[float] = []

        def look(state: PlaybackState) -> None:
            if isinstance(state, Loading) and state.stalled:
                told.append(now())

        desk.review.playback.changed.connect(look)
        whole = answer((origin.footage / SECOND).read_bytes())
        with origin.struck({SECOND: in_turn(hang(), whole)}):
            begun_s = now()
            assert_exact(await desk.choose("second"))
        assert told[0] - begun_s <= SAID_WITHIN_S
        assert now() - begun_s > SAID_WITHIN_S

    on_a_day(day)


def test_an_outage_within_a_clip_leaves_what_is_there_and_ends_by_itself(on_a_day):
    async def day(origin: Origin, desk: Desk) -> None:
        states: list[PlaybackState] = []
        with origin.struck({LAST: reset()}):
            shown = await desk.choose("long")
            assert isinstance(shown, Showing)
            assert not shown.window.whole
            desk.review.playback.changed.connect(states.append)
        await desk.until(lambda: "The rest of this clip is here." in desk.said)
        assert {type(state) for state in states} == {Showing}
        assert_exact(desk.review.playback.state)

    on_a_day(day)


def only_signed(signature: str, body: bytes) -> Script:
    """Something for those alone who have the signature of the day."""

    async def script(request: Request, writer: StreamWriter) -> None:
        good = f"Signature={signature}" in request.target
        await (answer(body) if good else answer(status="403 Forbidden"))(request, writer)

    return script


def test_an_address_that_expires_is_asked_for_again_once(on_a_day):
    async def day(origin: Origin, desk: Desk) -> None:
        assert_exact(await desk.choose("first"))
        origin.signature = "two"
        fresh = answer((origin.footage / SECOND).read_bytes())
        playlist = (origin.footage / STREAM).read_bytes()
        scripts = {SECOND: in_turn(answer(status="403 Forbidden"), fresh)}
        with origin.struck({STREAM: only_signed("two", playlist), **scripts}):
            assert_exact(await _renewed(desk, "long"))
        assert {request.target for request in origin.asked if STREAM in request.target} == {
            f"/{STREAM}?Signature=one",
            f"/{STREAM}?Signature=two",
        }

    on_a_day(day)


async def _renewed(desk: Desk, name: str) -> object:
    """Choose a clip whose address turns out to be old, and wait for the new one."""
    desk.review.clips.choose(desk.clip(name).id)
    await desk.until(lambda: not _expired(desk))
    return desk.review.playback.state


def _expired(desk: Desk) -> bool:
    state = desk.review.playback.state
    return not isinstance(state, Showing) or state.window.expired or not state.window.whole


def test_who_goes_on_meanwhile_is_not_taken_back(on_a_day):
    async def day(origin: Origin, desk: Desk) -> None:
        with origin.struck({SECOND: answer(status="403 Forbidden")}):
            desk.review.clips.choose(desk.clip("second").id)
            await desk.until(lambda: desk.review.loader.state.__class__.__name__ == "GameLoading")
            assert_exact(await desk.choose("third"))
        state = desk.review.playback.state
        assert isinstance(state, Showing)
        assert state.clip.id == desk.clip("third").id

    on_a_day(day)


def test_footage_that_stays_refused_is_told(on_a_day):
    async def day(origin: Origin, desk: Desk) -> None:
        with origin.struck({SECOND: answer(status="403 Forbidden")}):
            assert isinstance(await desk.choose("second"), StreamGone)
            assert isinstance(await desk.choose("second"), StreamGone)

    on_a_day(day)


def test_what_nobody_wants_any_more_is_not_asked_for_any_longer(on_a_day):
    async def day(origin: Origin, desk: Desk) -> None:
        now = asyncio.get_running_loop().time
        with origin.struck(dict.fromkeys(PIECES, hang())):
            desk.review.clips.choose(desk.clip("long").id)
            await origin.until(lambda: origin.under_way == 2)
            begun_s, asked = now(), len(origin.asked)
            desk.review.playback.cancel()
            await origin.until(lambda: origin.under_way == 0)
            assert now() - begun_s < 0.1
            await asyncio.sleep(60)
            assert len(origin.asked) == asked
            desk.review.clips.choose(desk.clip("long").id)
            await origin.until(lambda: origin.under_way == 2)
            assert_exact(await desk.choose("elsewhere"))
            assert now() - begun_s < 61

    on_a_day(day)


def cache_of(home: Path) -> list[Path]:
    return [path for path in (home / "cache" / "media").iterdir() if path.is_file()]


def garbled(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)


def halved(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize("harm", [garbled, halved, Path.unlink])
def test_a_cache_that_is_harmed_is_noticed_and_fetched_anew(on_a_day, tmp_path: Path, harm):
    async def day(origin: Origin, desk: Desk) -> None:
        for name in ("first", "long"):
            assert_exact(await desk.choose(name))
        for file in cache_of(tmp_path):
            harm(file)
        asked = len(origin.asked)
        for name in ("first", "long"):
            assert_exact(await desk.choose(name))
        assert len(origin.asked) > asked

    on_a_day(day)


def test_a_cache_folder_that_goes_away_costs_the_cache_alone(on_a_day, tmp_path: Path):
    async def day(_origin: Origin, desk: Desk) -> None:
        assert_exact(await desk.choose("first"))
        rmtree(tmp_path / "cache" / "media")
        (tmp_path / "cache" / "media").write_text("a file in its place")
        for name in ("long", "first", "elsewhere"):
            assert_exact(await desk.choose(name))
        told = "The cache folder cannot be written: footage plays on but is not kept."
        assert desk.said.count(told) == 1

    on_a_day(day)


def test_a_disk_that_is_full_costs_the_cache_alone(on_a_day, tmp_path: Path):
    async def day(_origin: Origin, desk: Desk) -> None:
        assert_exact(await desk.choose("first"))
        with failing_disk(tmp_path / "cache" / "media", full=True) as disk:
            for name in ("long", "first", "elsewhere"):
                assert_exact(await desk.choose(name))
        assert disk.failed
        assert desk.said.count("The disk is full: footage plays on but is not kept.") == 1

    on_a_day(day)


def test_without_the_network_what_was_loaded_opens_and_comes_back_with_it(on_a_day):
    async def day(origin: Origin, desk: Desk) -> None:
        assert_exact(await desk.choose("first"))
        gone = dict.fromkeys((VIDEOS, STREAM, *PIECES), reset())
        with origin.struck(gone):
            assert await desk.open() is None
            assert any(words.startswith("Offline copy") for words in desk.said)
            assert_exact(await desk.choose("first"))
            assert isinstance(await desk.choose("third"), NoNetwork)
        assert await desk.open() is None
        assert_exact(await desk.choose("third"))

    on_a_day(day)
