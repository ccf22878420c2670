"""Posters come for the rows in sight, when nobody waits for footage, and only once."""

from collections.abc import AsyncIterator

import pytest

from reviewer.domain.alignment import Alignment, align
from reviewer.domain.errors import NoNetwork, StreamGone
from reviewer.domain.game import Clip
from reviewer.session.posters import Posters
from tests.builders import make_game, without_footage
from tests.fakes import FakeStills
from tests.session.room import settled

GAME = make_game(12)
ALIGNMENT: Alignment = align(GAME.clips)


@pytest.fixture
def stills(qapp: object) -> FakeStills:
    return FakeStills()


@pytest.fixture
async def posters(stills: FakeStills) -> AsyncIterator[Posters]:
    crashes: list[BaseException] = []
    posters = Posters(stills, crashes.append)
    posters.open(GAME.id, ALIGNMENT)
    yield posters
    await posters.aclose()
    assert not crashes


def middles(*clips: Clip) -> list[int]:
    """Where in their streams the posters of these lie, to the second."""
    places = (ALIGNMENT.place(clip) for clip in clips)
    return [(at.start + at.end) // 2 // 1000 * 1000 for at in places if at is not None]


async def test_the_most_wanted_comes_first(posters: Posters, stills: FakeStills):
    arrived: list[str] = []
    posters.arrived.connect(arrived.append)
    wanted = [GAME.clips[3], GAME.clips[1]]
    posters.want(wanted)
    await settled()
    assert arrived == [clip.id for clip in wanted]
    assert [at for _, at in stills.asked] == middles(*wanted)
    assert posters.picture(GAME.clips[3].id) == stills.picture
    assert posters.picture(GAME.clips[2].id) is None


async def test_what_is_scrolled_away_is_not_made(posters: Posters, stills: FakeStills):
    stills.gate.close()
    posters.want(GAME.clips[:3])
    await settled()
    posters.want(GAME.clips[3:5])
    stills.gate.open()
    await settled()
    assert posters.picture(GAME.clips[0].id) is None
    assert [at for _, at in stills.asked] == middles(GAME.clips[0], *GAME.clips[3:5])


async def test_nothing_is_made_while_footage_is_fetched(posters: Posters, stills: FakeStills):
    posters.set_busy(busy=True)
    posters.want(GAME.clips[:2])
    await settled()
    assert stills.asked == []
    posters.set_busy(busy=False)
    await settled()
    assert len(stills.asked) == 2


async def test_a_poster_is_asked_for_once(posters: Posters, stills: FakeStills):
    posters.want(GAME.clips[:2])
    await settled()
    posters.want(GAME.clips[:1])
    posters.open(GAME.id, ALIGNMENT)
    await settled()
    assert len(stills.asked) == 2


async def test_another_game_begins_with_none(posters: Posters):
    posters.want(GAME.clips[:1])
    await settled()
    other = make_game(3, event="777")
    posters.open(other.id, align(other.clips))
    assert posters.picture(GAME.clips[0].id) is None


async def test_a_clip_without_a_poster_is_left_alone(posters: Posters, stills: FakeStills):
    first, second = GAME.clips[0], GAME.clips[-1]
    assert first.hls is not None
    stills.failing[first.hls.url] = StreamGone("It is gone.")
    posters.want([without_footage(GAME.clips[1]), first, second])
    await settled()
    assert posters.picture(second.id) == stills.picture
    stills.asked.clear()
    posters.want([first, second])
    await settled()
    assert stills.asked == []


async def test_without_the_network_it_is_tried_again_later(posters: Posters, stills: FakeStills):
    first = GAME.clips[0]
    assert first.hls is not None
    stills.failing[first.hls.url] = NoNetwork("There is no network.")
    posters.want([first])
    await settled()
    stills.failing.clear()
    posters.want([first, GAME.clips[1]])
    await settled()
    assert posters.picture(first.id) == stills.picture
