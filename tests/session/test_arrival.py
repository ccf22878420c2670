"""A link is followed: the game opens, then its moment comes on screen."""

from datetime import UTC

from reviewer.domain.errors import UnknownGame
from reviewer.domain.game import ClipId, EventId
from reviewer.session.arrival import Arrival
from reviewer.session.playback_state import Showing
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


async def test_a_link_into_a_corrected_game_goes_by_that_game_s_own_clock(room: Room):
    room.review.open_game(EventId("777"))
    await until(lambda: room.review.game is not None and room.review.game.id == "777")
    await settled()
    room.review.clips.choose(ClipId("clip-1"))
    await room.arrived()
    room.review.correcting.nudge(1_000, from_here=False)
    arrival = Arrival(room.review, lambda _game: UTC)
    room.noticed.clear()
    arrival.follow(EVENT, "H1 19:12")
    await until(lambda: room.review.game is not None and room.review.game.id == EVENT)
    await room.arrived()
    assert room.noticed == []
    assert room.clock == 1_152_000


async def test_a_link_is_forgotten_where_another_game_is_opened_meanwhile(room: Room):
    arrival = Arrival(room.review, lambda _game: UTC)
    room.games.gate.close()
    arrival.follow(EVENT, "H1 19:12")
    room.review.open_game(EventId("777"))
    room.games.gate.open()
    await until(lambda: room.review.game is not None and room.review.game.id == "777")
    await room.open(EVENT)
    assert not any(isinstance(state, Showing) for state in room.states)


async def test_a_link_into_the_open_game_gives_up_one_that_is_still_loading(playing: Room):
    arrival = Arrival(playing.review, lambda _game: UTC)
    playing.games.gate.close()
    arrival.follow(EventId("777"), "H1 19:12")
    arrival.follow(EVENT, "H2 19:55")
    await playing.arrived()
    playing.games.gate.open()
    await settled()
    assert playing.review.game is not None
    assert playing.review.game.id == EVENT
