"""A room for every test that asks for one; what crashes in it fails the test."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.builders import make_game
from tests.session.room import Room, make_room


@pytest.fixture
def crashes() -> Iterator[list[BaseException]]:
    found: list[BaseException] = []
    yield found
    assert not found


@pytest.fixture
async def room(crashes: list[BaseException]) -> AsyncIterator[Room]:
    """No game is open; two can be had, `555` and `777`."""
    made = make_room(make_game(), make_game(3, event="777"), crashes=crashes)
    yield made
    await made.review.aclose()


@pytest.fixture
async def playing(room: Room) -> Room:
    """On clip 1 of the first half, 19:40 to 19:20; at 30 s of its footage the clock is 19:30."""
    await room.open()
    await room.choose("clip-1")
    room.show(30_000)
    return room
