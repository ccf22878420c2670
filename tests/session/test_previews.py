"""Previews follow the mouse: the newest moment wins, and none is made of what is not here."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from reviewer.domain.errors import Unplayable
from reviewer.domain.game import stream_id
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaMs
from reviewer.session.ports import Stills
from reviewer.session.previews import Previews
from tests.fakes import FakeStills
from tests.session.room import settled

TEN_S = tuple(FrameTime(at) for at in range(0, 10_000_000, 40_000))
WINDOW = MediaWindow(Path("a.mp4"), stream_id("a"), TEN_S, FrameTime(10_000_000))


@pytest.fixture
def stills(qapp: object) -> FakeStills:
    return FakeStills()


@pytest.fixture
async def previews(stills: Stills) -> AsyncIterator[Previews]:
    crashes: list[BaseException] = []
    previews = Previews(stills, crashes.append)
    yield previews
    await previews.aclose()
    assert not crashes


async def test_only_the_newest_of_many_is_made(previews: Previews, stills: FakeStills):
    arrived: list[int] = []
    previews.arrived.connect(lambda at, _picture: arrived.append(at))
    stills.gate.close()
    for at in (1_000, 2_000, 3_000, 4_000):
        previews.ask(WINDOW, MediaMs(at))
        await settled()
    stills.gate.open()
    await settled()
    assert arrived == [1_000, 4_000]


async def test_none_is_made_beyond_what_is_here(previews: Previews, stills: FakeStills):
    previews.ask(WINDOW, MediaMs(10_000))
    await settled()
    assert stills.previewed == []


async def test_a_mouse_that_left_wants_none(previews: Previews, stills: FakeStills):
    stills.gate.close()
    previews.ask(WINDOW, MediaMs(1_000))
    await settled()
    previews.ask(WINDOW, MediaMs(2_000))
    previews.stop()
    stills.gate.open()
    await settled()
    assert stills.previewed == [1_000_000]


class BrokenOnce(FakeStills):
    """The first picture cannot be made."""

    async def preview(self, window: MediaWindow, at: FrameTime) -> bytes:
        picture = await super().preview(window, at)
        if len(self.previewed) == 1:
            raise Unplayable("The footage could not be decoded.")
        return picture


async def test_one_that_fails_does_not_end_it(qapp: object):
    stills = BrokenOnce()
    crashes: list[BaseException] = []
    previews = Previews(stills, crashes.append)
    for at_ms in (1_000, 2_000):
        previews.ask(WINDOW, MediaMs(at_ms))
        await settled()
    await previews.aclose()
    assert stills.previewed == [1_000_000, 2_000_000]
    assert not crashes
