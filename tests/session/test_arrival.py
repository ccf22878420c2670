"""A link is followed: the game opens, then its moment comes on screen."""

from datetime import UTC

from reviewer.domain.errors import UnknownGame
from reviewer.domain.game import EventId
from reviewer.session.arrival import Arrival
from reviewer.session.playback import Showing
from tests.session.room import Room, settled, until

EVENT = EventId("555")


async def test_the_moment_of_a_link_comes_on_screen_once_the_game_is_known(room: Room):
    arrival = Arrival(room.review, lambda _game: UTC)
    arrival.follow(EVENT, "H1 19:12")
    await until(lambda: room.review.game is not None)
    await room.arrived()
    assert room.clock == 1_152_000
    assert not room.player.playing


async def test_in_the_open_game_it_is_gone_to_at_once(playing: Room):
    arrival = Arrival(playing.review, lambda _game: UTC)
    arrival.follow(EVENT, "H2 19:55")
    await playing.arrived()
    assert playing.clock is not None
    assert abs(playing.clock - 1_195_000) <= 40


async def test_a_moment_that_the_game_has_not_is_told_and_the_game_stays(playing: Room):
    arrival = Arrival(playing.review, lambda _game: UTC)
    arrival.follow(EVENT, "Q9 4:12")
    assert "no Q9" in playing.noticed[-1]
    assert playing.showing.clip.id == "clip-1"


async def test_a_game_that_cannot_be_opened_leads_nowhere_later(room: Room):
    arrival = Arrival(room.review, lambda _game: UTC)
    room.games.failing[EVENT] = UnknownGame("No game 555.")
    arrival.follow(EVENT, "H1 19:12")
    await settled()
    del room.games.failing[EVENT]
    await room.open("555")
    assert not any(isinstance(state, Showing) for state in room.states)
