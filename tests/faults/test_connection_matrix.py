"""Every fault on the way to ShotTracker and to the footage, through the whole program."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from re import search
from typing import Any

import pytest

from reviewer.domain.errors import ReviewerError
from reviewer.domain.tags import Tag
from reviewer.session.playback_state import Showing
from tests.faults.api_rows import told
from tests.faults.connection_rows import BY_NAME, Row
from tests.faults.desk import Desk, at_desk
from tests.faults.origin import ELSEWHERE, RATE
from tests.faults.roads import RoadLoop
from tests.faults.suffering import SLACK_S, suffer
from tests.faults.town import Town, Way, open_town
from tests.hls import expected_numbers, numbers_in
from tests.net.certificates import Authority
from tests.virtual import in_virtual_time

# WORKAROUND httpcore lets go of a connection, and does not close it, that is given up while TLS
# is agreed on: what is fetched ahead is given up so at any time
pytestmark = [
    pytest.mark.filterwarnings(f"ignore:Exception ignored in. <{what}:pytest.PytestWarning")
    for what in ("function _SelectorTransport.__del__", "socket.socket")
]


@pytest.mark.parametrize("name", BY_NAME)
def test_a_fault_on_the_way_to_shottracker(
    name: str, hls_of_faults: Path, authority: Authority, tmp_path: Path
):
    row = BY_NAME[name]
    _go(row.way, partial(to_shottracker, row, authority, hls_of_faults, tmp_path))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_fault_on_the_way_to_the_footage(
    name: str, hls_of_faults: Path, authority: Authority, tmp_path: Path
):
    row = BY_NAME[name]
    _go(row.way, partial(to_the_footage, row, authority, hls_of_faults, tmp_path))


async def to_shottracker(row: Row, authority: Authority, footage: Path, home: Path) -> None:
    async with in_town(row.way, authority, footage, home) as (town, desk):
        said = await suffer(desk, told(row.error, row.api_s), partial(row.strike, town.api))
        assert search(row.says, said)


async def to_the_footage(row: Row, authority: Authority, footage: Path, home: Path) -> None:
    async with in_town(row.way, authority, footage, home) as (town, desk):
        with row.strike(town.footage):
            assert await desk.open() is None
            tag = desk.tag("before")
            await _check_failing(desk, "first", row, row.playlist_s)
            await _check_exact(desk, ELSEWHERE)
        await _check_exact(desk, "first")
        with row.strike(town.footage):
            await _check_failing(desk, "third", row, row.piece_s)
            await _check_exact(desk, "first")
        await _check_exact(desk, "third")
        assert desk.library.kept(Tag) == (tag,)


@asynccontextmanager
async def in_town(
    way: Way, authority: Authority, footage: Path, home: Path
) -> AsyncIterator[tuple[Town, Desk]]:
    """At the desk in a town that is reached this way."""
    async with open_town(footage, way, authority) as town, at_desk(town.api.url, home) as desk:
        yield town, desk
        assert desk.crashes == []


def _go(way: Way, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    if not way.is_open:
        pytest.skip("no authority of our own is trusted here")
    in_virtual_time(work, RoadLoop)


async def _check_failing(desk: Desk, clip: str, row: Row, within_s: float) -> None:
    now = asyncio.get_running_loop().time
    begun_s = now()
    error = await desk.choose(clip)
    assert now() - begun_s <= within_s + SLACK_S
    assert isinstance(error, ReviewerError)
    assert type(error) is row.error
    assert search(row.says, error.sentence)
    assert error.title
    assert error.advice


async def _check_exact(desk: Desk, clip: str) -> None:
    shown = await desk.choose(clip)
    assert isinstance(shown, Showing)
    assert numbers_in(shown.window) == expected_numbers(shown.window, RATE)
    assert shown.window.gaps == ()


@pytest.mark.parametrize("name", ["no such name", "no way there", "connecting never ends"])
def test_offline_what_is_here_plays_and_online_again_the_rest_does(
    name: str, hls_of_faults: Path, authority: Authority, tmp_path: Path
):
    row = BY_NAME[name]

    async def work() -> None:
        async with in_town(row.way, authority, hls_of_faults, tmp_path) as (town, desk):
            assert await desk.open() is None
            await _check_exact(desk, "first")
            with row.strike(town.api), row.strike(town.footage):
                assert await desk.open() is None
                assert any(words.startswith("Offline copy from") for words in desk.said)
                await _check_exact(desk, "first")
                await _check_failing(desk, "third", row, row.piece_s)
            assert await desk.open() is None
            await _check_exact(desk, "third")

    _go(row.way, work)
