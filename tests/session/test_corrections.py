"""Corrections: they move all that shows a time at once, are kept, undone, listed and survive."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.alignment import Sync as SyncState
from reviewer.domain.corrections import BadCorrection, Nudge, Reading
from reviewer.domain.errors import DiskFull
from reviewer.domain.game import ClipId, EventId, StreamId
from reviewer.domain.moment import GameTimes
from reviewer.domain.periods import Period
from reviewer.domain.times import MediaMs
from reviewer.session.playback_state import Loading
from reviewer.session.sync import Sync
from tests.builders import make_game
from tests.fakes import FakeLibrary
from tests.session.room import Room, make_room, settled, until

STREAM = StreamId("stream")


def start_of(room: Room, clip: int) -> int:
    """Where a clip of the open game starts in its stream."""
    game, times = room.review.game, room.review.times
    assert game is not None
    assert times is not None
    place = times.alignment.place(game.clips[clip])
    assert place is not None
    return place.start


def history(room: Room) -> tuple[Any, ...]:
    """The corrections of the stream on screen."""
    report = room.review.stream_report
    assert report is not None
    return report.corrections.history


async def test_a_nudge_moves_clips_clock_and_plan_at_once(playing: Room):
    told: list[GameTimes] = []
    playing.review.times_changed.connect(told.append)
    playing.review.correcting.nudge_frames(5)
    await playing.arrived()
    assert len(told) == 1
    assert start_of(playing, 0) == 200
    assert start_of(playing, 3) == 0, "the second half has a stream of its own"
    assert playing.showing.plan.marked.start == 20_200
    assert playing.clock == 1_170_200
    assert playing.answered == ["Footage +200 ms"]
    assert playing.review.stream_report is not None
    assert playing.review.stream_report.sync is SyncState.CORRECTED


async def test_the_frame_on_screen_stays_while_footage_beyond_the_old_end_is_fetched(
    playing: Room,
):
    playing.review.correcting.nudge(520)
    assert isinstance(playing.review.playback.state, Loading)
    await playing.arrived()
    assert playing.player.told("load") == [18_000_000, 30_000_000]
    assert playing.player.playing


async def test_a_clip_that_is_still_loading_comes_where_the_correction_puts_it(playing: Room):
    stream = playing.showing.plan.stream
    playing.media.gate.close()
    playing.review.clips.choose(ClipId("clip-2"))
    await settled()
    playing.review.sync.nudge(stream, 400)
    playing.media.gate.open()
    await until(lambda: not isinstance(playing.review.playback.state, Loading))
    await settled()
    assert playing.showing.clip.id == "clip-2"
    assert playing.showing.plan.marked.start == 40_400


async def test_a_reading_that_leaves_the_clip_no_footage_can_be_seen_and_undone(playing: Room):
    playing.review.correcting.read_scoreboard("19:31.0", Period("H2"))
    await settled()
    assert playing.showing.clip.id == "clip-1"
    assert playing.moments[-1].reading.period == "H2"
    assert playing.clock is not None
    assert abs(playing.clock - 1_171_000) <= 100
    playing.review.history.undo()
    await settled()
    assert playing.moments[-1].reading.period == "H1"


async def test_a_paused_clip_stays_paused(playing: Room):
    playing.review.playback.pause()
    playing.review.correcting.nudge(-40)
    await playing.arrived()
    assert not playing.player.playing


async def test_nudges_at_one_place_are_one_and_back_again_is_none(playing: Room):
    for frames in (1, 1, 1):
        playing.review.correcting.nudge_frames(frames)
        await playing.arrived()
    assert history(playing) == (Nudge(120),)
    playing.review.correcting.nudge_frames(-3)
    await playing.arrived()
    assert history(playing) == ()
    assert start_of(playing, 1) == 20_000


async def test_from_here_on_leaves_what_came_before(playing: Room):
    playing.review.correcting.nudge(400, from_here=True)
    await playing.arrived()
    assert start_of(playing, 1) == 20_000
    assert start_of(playing, 2) == 40_400
    assert history(playing) == (Nudge(400, MediaMs(30_000)),)
    assert playing.answered == ["Footage +400 ms from here on"]


async def test_undo_and_redo_say_what_and_do_it(playing: Room):
    playing.review.history.undo()
    assert playing.answered == ["Nothing to undo"]
    playing.review.correcting.nudge(-400)
    await playing.arrived()
    playing.review.history.undo()
    await playing.arrived()
    assert start_of(playing, 1) == 20_000
    assert playing.clock == 1_170_000
    playing.review.history.redo()
    await playing.arrived()
    assert start_of(playing, 1) == 19_600
    playing.review.history.redo()
    assert playing.answered == [
        "Nothing to undo",
        "Footage −400 ms",
        "Undone: Nudge",
        "Done again: Nudge",
        "Nothing to redo",
    ]


async def test_corrections_survive_the_program_and_stay_with_their_game(
    playing: Room, crashes: list[BaseException]
):
    playing.review.correcting.nudge(400)
    await playing.arrived()
    again = make_room(
        make_game(), make_game(3, event="777"), crashes=crashes, library=playing.library
    )
    await again.open("777")
    assert start_of(again, 1) == 20_000
    await again.open("555")
    assert start_of(again, 1) == 20_400
    await again.open("777")
    assert again.review.sync.corrections == {}
    await again.review.aclose()


async def test_one_correction_of_a_list_can_be_taken_away(playing: Room):
    playing.review.correcting.nudge(400, from_here=True)
    await playing.arrived()
    playing.review.correcting.nudge(80)
    await playing.arrived()
    playing.review.correcting.remove(playing.showing.plan.stream, 0)
    await playing.arrived()
    assert history(playing) == (Nudge(80),)
    playing.review.history.undo()
    await playing.arrived()
    assert history(playing) == (Nudge(400, MediaMs(30_000)), Nudge(80))


async def test_a_library_that_fails_says_so_and_nothing_moves(playing: Room):
    playing.library.failing = DiskFull("There is no room left.")
    playing.review.correcting.nudge(400)
    playing.review.correcting.read_scoreboard("19:31.0")
    await settled()
    assert start_of(playing, 1) == 20_000
    assert playing.clock == 1_170_000
    assert history(playing) == ()
    assert playing.noticed == ["There is no room left. Make room and do it again."] * 2
    assert playing.answered == []


async def test_a_nudge_that_cannot_be_says_so(playing: Room):
    playing.review.correcting.nudge(10**12)
    assert playing.noticed == ["A correction's nudge is out of range. Make the correction again."]
    assert playing.library.changes == []


async def test_without_a_picture_nothing_is_corrected(room: Room):
    await room.open()
    room.review.correcting.nudge_frames(1)
    room.review.correcting.nudge(500)
    with pytest.raises(BadCorrection, match="no picture"):
        room.review.correcting.read_scoreboard("19:31.0")
    assert room.library.changes == []


async def test_without_a_game_there_is_nothing_to_undo(room: Room):
    room.review.history.undo()
    room.review.history.redo()
    assert room.answered == ["Nothing to undo", "Nothing to redo"]


async def test_a_reading_puts_its_clock_on_the_frame(playing: Room):
    playing.review.correcting.read_scoreboard("19:31.0")
    await playing.arrived()
    assert playing.clock is not None
    assert abs(playing.clock - 1_171_000) <= 100
    (reading,) = history(playing)
    assert isinstance(reading, Reading)
    assert reading.media == 30_000
    assert reading.shown == "H1 19:31.0"
    assert playing.answered == ["Scoreboard H1 19:31.0"]


@pytest.mark.parametrize("typed", ["99:99", "25:00", "abc", "", "7:60", "-1:00"])
async def test_a_clock_that_cannot_be_is_refused_with_a_sentence(playing: Room, typed: str):
    with pytest.raises(BadCorrection) as refused:
        playing.review.correcting.read_scoreboard(typed)
    assert refused.value.sentence
    assert playing.library.changes == []
    assert playing.clock == 1_170_000


async def test_a_period_without_a_clock_is_refused(playing: Room):
    with pytest.raises(BadCorrection, match="no clock"):
        playing.review.correcting.read_scoreboard("7:30", Period("Q9"))


@given(st.lists(st.integers(-5_000, 5_000), max_size=12))
def test_nudges_add_up_and_are_undone_one_by_one(steps: list[int]):
    library = FakeLibrary()
    sync = Sync(library)
    sync.open(EventId("1"))
    for by_ms in steps:
        sync.nudge(STREAM, by_ms)
    kept = sync.corrections.get(STREAM)
    total = sum(item.by_ms for item in kept.history if isinstance(item, Nudge)) if kept else 0
    assert total == sum(steps)
    assert kept is None or len(kept.history) == 1
    for _ in steps:
        library.undo(EventId("1"))
    sync.refresh()
    assert sync.corrections == {}


def test_a_correction_made_elsewhere_is_taken_up_once():
    library = FakeLibrary()
    one, other = Sync(library), Sync(library)
    told: list[bool] = []
    other.changed.connect(lambda: told.append(True))
    for sync in (one, other):
        sync.open(EventId("1"))
    one.nudge(STREAM, 40)
    other.refresh()
    other.refresh()
    assert other.corrections == one.corrections
    assert told == [True]


def test_without_a_game_nothing_is_kept():
    library = FakeLibrary()
    sync = Sync(library)
    sync.refresh()
    sync.nudge(STREAM, 40)
    assert library.changes == []
