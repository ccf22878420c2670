"""What plays: loading and giving up, failures in their rows, and what the player is told."""

from dataclasses import replace

import pytest

from reviewer.domain.errors import ReviewerError, StreamGone, Unplayable
from reviewer.domain.game import ClipId
from reviewer.domain.times import FrameTime, MediaMs
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Failed, Idle, Loading
from tests.builders import make_game, without_footage
from tests.fakes import FakeMedia, FakePlayer
from tests.session.room import Room, settled, until

FIRST_HALF = "https://video.test/H1.m3u8"


def error(room: Room) -> ReviewerError:
    state = room.review.playback.state
    assert isinstance(state, Failed)
    return state.error


async def test_a_clip_plays_from_its_lead_in(playing: Room):
    assert playing.player.told("load") == [18_000_000]
    assert playing.player.playing
    assert playing.showing.plan.marked.start == 20_000
    assert playing.clock == 1_170_000


async def test_until_the_first_picture_stands_nothing_is_made_ready(room: Room):
    room.player.slow = True
    await room.open()
    await room.choose("clip-1")
    await settled()
    assert room.player.told("prepare") == room.player.told("glance") == []
    room.player.show_frame(room.showing.plan.start)
    await settled()
    assert room.player.told("glance")[0] == room.showing.plan.start
    assert len(room.player.told("prepare")) == 1


async def test_a_trimmed_clip_stands_ready_at_its_in(room: Room):
    await room.open()
    await room.choose("clip-2")
    room.show(50_000)
    room.review.tagging.set_in()
    await settled()
    trimmed = room.showing.plan
    await room.choose("clip-1")
    assert room.player.told("prepare")[-1] == trimmed.start


async def test_progress_is_told_until_the_footage_is_there(room: Room):
    await room.open()
    room.media.gate.close()
    room.media.fraction = 0.25
    room.review.clips.choose(ClipId("clip-1"))
    await settled()
    assert [state.fraction for state in room.states if isinstance(state, Loading)] == [0.0, 0.25]
    room.media.gate.open()
    await room.arrived()
    assert room.showing.clip.id == "clip-1"


async def test_cancelling_gives_up_and_nothing_comes_later(playing: Room):
    playing.media.gate.close()
    playing.review.clips.choose(ClipId("clip-2"))
    await settled()
    playing.review.playback.cancel()
    playing.media.gate.open()
    await settled()
    assert isinstance(playing.review.playback.state, Idle)
    assert playing.player.told("load") == [18_000_000]


async def test_cancelling_stops_nothing_that_plays(playing: Room):
    playing.review.playback.cancel()
    assert playing.showing.clip.id == "clip-1"
    assert playing.player.playing


async def test_the_clip_chosen_last_is_the_one_that_plays(playing: Room):
    playing.media.gate.close()
    for clip in ("clip-0", "clip-2", "clip-4"):
        playing.review.clips.choose(ClipId(clip))
        await settled()
    playing.media.gate.open()
    await playing.arrived()
    assert playing.showing.clip.id == "clip-4"
    assert len(playing.player.told("load")) == 2


async def test_a_failure_stands_in_its_row_until_the_clip_plays(playing: Room):
    playing.media.failing[FIRST_HALF] = StreamGone("Stream is gone (404).")
    await playing.choose("clip-2")
    assert error(playing).title == "Stream is gone"
    assert playing.why_not("clip-2") == "Stream is gone (404)."
    assert not playing.player.playing
    playing.media.failing.clear()
    await playing.choose("clip-2")
    assert playing.why_not("clip-2") is None


async def test_what_was_not_to_be_found_is_sought_where_the_times_put_it_now(playing: Room):
    lost = Unplayable("The stream does not reach this clip.")
    playing.media.failing[FIRST_HALF] = lost
    await playing.choose("clip-2")
    playing.media.failing.clear()
    await playing.open()
    assert error(playing) is lost, "it lies where it lay"
    footage = make_game().clips[2].hls
    assert footage is not None
    playing.review.sync.nudge(footage.stream, 5_000)
    await playing.arrived()
    assert playing.showing.clip.id == "clip-2"
    assert playing.showing.plan.marked.start == 45_000
    assert playing.player.playing


async def test_a_clip_without_footage_says_so_before_and_after(room: Room):
    game = make_game()
    bare = without_footage(game.clips[2])
    room.games.games[game.id] = replace(game, clips=(*game.clips[:2], bare, *game.clips[3:]))
    await room.open()
    assert room.why_not("clip-2") == "No footage for this clip"
    await room.choose("clip-2")
    assert isinstance(error(room), Unplayable)
    assert room.media.asked == []


async def test_a_player_that_fails_is_a_failure_of_its_clip(playing: Room):
    playing.player.failed.emit("no decoder")
    assert "no decoder" in error(playing).sentence
    assert "no decoder" in (playing.why_not("clip-1") or "")
    assert playing.player.told("clear")[-1:] == [None]


async def test_a_player_that_fails_with_nothing_on_screen_changes_nothing(room: Room):
    room.player.failed.emit("no decoder")
    assert isinstance(room.review.playback.state, Idle)


async def test_before_a_game_is_loaded_nothing_can_play(crashes: list[BaseException]):
    playback = Playback(FakeMedia(), FakePlayer(), crashes.append)
    playback.open(make_game().clips[0])
    await until(lambda: isinstance(playback.state, Failed))
    await playback.aclose()


async def test_replay_goes_back_to_the_lead_in_and_plays(playing: Room):
    playing.review.playback.pause()
    playing.review.playback.replay()
    assert playing.player.told("seek") == [18_000_000]
    assert playing.player.playing
    assert playing.player.told("load") == [18_000_000]


async def test_at_its_end_a_clip_is_played_again(playing: Room):
    playing.review.playback.pause()
    playing.player.show_frame(FrameTime(40_960_000))
    playing.review.playback.toggle()
    assert playing.player.told("seek") == [18_000_000]
    assert playing.player.playing


@pytest.mark.parametrize(("wanted", "sought"), [(25_000, 25_000), (0, 18_000), (99_999, 41_000)])
async def test_seeking_stays_within_the_clip(playing: Room, wanted: int, sought: int):
    playing.review.playback.seek(MediaMs(wanted))
    assert playing.player.told("seek") == [sought * 1000]


async def test_with_nothing_on_screen_the_player_is_told_nothing(room: Room):
    playback = room.review.playback
    for act in (playback.toggle, playback.replay):
        act()
    playback.skip(1000)
    playback.step(1)
    playback.seek(MediaMs(0))
    assert [call for call, _ in room.player.calls if call != "volume"] == []


async def test_speed_stays_within_its_steps(playing: Room):
    for _ in range(20):
        playing.review.playback.pace.change_rate(1)
    assert playing.review.playback.pace.rate == 4.0
    for _ in range(20):
        playing.review.playback.pace.change_rate(-1)
    assert playing.review.playback.pace.rate == 0.1
    assert playing.player.told("rate")[-1] == 0.1
