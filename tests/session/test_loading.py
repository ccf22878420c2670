"""Games are opened, the newest request wins, and what was open stays until then."""

import pytest

from reviewer.domain.alignment import StreamFacts, align
from reviewer.domain.errors import NotPermitted, StreamGone
from reviewer.domain.game import EventId
from reviewer.domain.health import Severity
from reviewer.domain.listing import ClipFilter
from reviewer.domain.moment import GameTimes
from reviewer.domain.periods import Period
from reviewer.domain.times import WallMs
from reviewer.session.loader import GameFailed, GameLoaded, GameLoader, GameState
from reviewer.session.memory import Memory
from reviewer.session.playback_state import Idle, Showing
from reviewer.session.scout import scout
from tests.builders import TIPOFF, make_clip, make_game, without_footage
from tests.fakes import FakeMedia
from tests.session.room import Room, make_room, settled, until


async def test_the_newest_request_wins(room: Room):
    states: list[GameState] = []
    room.review.loader.changed.connect(states.append)
    room.games.gate.close()
    room.review.open_game(EventId("555"))
    await settled()
    room.review.open_game(EventId("777"))
    await settled()
    room.games.gate.open()
    await until(lambda: room.review.game is not None)
    await settled()
    assert room.games.asked == ["555", "777"]
    assert [state.game.id for state in states if isinstance(state, GameLoaded)] == ["777"]
    assert len(room.review.clips.shown) == 3


async def test_a_game_that_fails_leaves_the_open_one(playing: Room):
    refusal = NotPermitted("This account may not open game 403.")
    playing.games.failing[EventId("403")] = refusal
    playing.review.open_game(EventId("403"))
    await settled()
    assert playing.review.loader.state == GameFailed(EventId("403"), refusal)
    assert playing.review.game is not None
    assert playing.review.game.id == "555"
    assert isinstance(playing.review.playback.state, Showing)


async def test_another_game_takes_the_picture_away(playing: Room):
    await playing.open("777")
    assert isinstance(playing.review.playback.state, Idle)


async def test_the_same_game_loaded_again_goes_on_playing(playing: Room):
    playing.games.asked.clear()
    playing.review.open_game(EventId("555"))
    await until(lambda: isinstance(playing.review.loader.state, GameLoaded))
    await settled()
    assert playing.games.asked == ["555"]
    assert playing.showing.clip.id == "clip-1"
    assert playing.review.clips.current == "clip-1"


class _BrokenGames:
    async def load_game(self, event: EventId):
        raise RuntimeError(event)


async def test_what_is_no_trouble_of_the_world_goes_to_the_last_resort():
    heard: list[BaseException] = []
    loader = GameLoader(_BrokenGames(), heard.append)
    loader.open(EventId("555"))
    await settled()
    assert [str(error) for error in heard] == ["555"]
    await loader.aclose()


async def test_closing_while_a_game_loads_leaves_nothing_behind(room: Room):
    room.games.gate.close()
    room.review.open_game(EventId("555"))
    await settled()
    await room.review.aclose()
    room.games.gate.open()
    await settled()
    assert room.review.game is None


async def test_filter_and_volume_are_remembered(room: Room):
    memories: list[Memory] = []
    room.review.memory_changed.connect(memories.append)
    await room.open("555")
    room.review.clips.set_filter(ClipFilter(periods=frozenset({Period("H2")})))
    room.review.playback.set_volume(0.5)
    assert memories[-1].filter.periods == {"H2"}
    assert memories[-1].volume == 0.5
    count = len(memories)
    room.review.playback.set_volume(0.5)
    assert len(memories) == count


async def test_what_was_remembered_is_taken_up(crashes: list[BaseException]):
    memory = Memory(
        filter=ClipFilter(periods=frozenset({Period("H2")}), sources=frozenset({"NOWHERE"})),
        volume=0.25,
    )
    room = make_room(make_game(), crashes=crashes, memory=memory)
    assert room.player.told("volume") == [0.25]
    await room.open()
    assert room.review.clips.filter == ClipFilter(periods=frozenset({Period("H2")}))
    assert {row.clip.period for row in room.review.clips.shown} == {"H2"}
    await room.review.aclose()


class _SomeGone(FakeMedia):
    async def facts(self, url: str):
        if "H2" in url:
            raise StreamGone("Stream is gone (404).")
        return await super().facts(url)


async def test_every_stream_is_asked_once_and_its_trouble_is_told_with_its_clips():
    clips = [make_clip(0), make_clip(1, at_ms=60_000), make_clip(2, "H2")]
    found = await scout(_SomeGone(), clips)
    assert len(found.facts) == 1
    assert found.why_not(clips[0]) is None
    assert found.why_not(clips[2]) == "Stream is gone (404)."
    assert found.why_not(without_footage(clips[2])) is None
    (finding,) = found.findings(clips)
    assert finding.severity is Severity.PROBLEM
    assert finding.sentence.endswith("cannot be played. Stream is gone (404).")
    assert finding.clips == ("clip-2",)


async def test_what_streams_said_is_known_while_a_game_is_loaded_anew(room: Room):
    room.media.told = StreamFacts(3_600_000, WallMs(TIPOFF + 5_000))
    await room.open()
    assert room.review.times is not None
    report = room.review.times.alignment.report
    assert report != align(make_game().clips).report, "it makes a difference"
    told: list[GameTimes] = []
    room.review.times_changed.connect(told.append)
    room.media.told = StreamGone("Stream is gone (403).", status=403)
    await room.open()
    assert told
    assert all(times.alignment.report == report for times in told)


@pytest.mark.parametrize("event", ["404", ""])
async def test_a_game_nobody_knows_says_so(room: Room, event: str):
    room.review.open_game(EventId(event))
    await settled()
    state = room.review.loader.state
    assert isinstance(state, GameFailed)
    assert state.error.title == "No such game"
    assert room.review.game is None
    assert room.review.findings == ()
