"""Times in three modes: what a frame's is, what a clip runs through, and where round ones lie."""

from dataclasses import replace
from datetime import UTC, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.game import Clip, Game
from reviewer.domain.moment import times_of
from reviewer.domain.plan import plan_clip
from reviewer.domain.play_clips import MOMENT
from reviewer.domain.times import ClockMs, MediaMs, MediaSpan, WallMs
from reviewer.ui.time_scale import TimeMode, TimeScale, game_zone
from tests.builders import make_game

GAME = make_game()
TIMES = times_of(GAME)
CLIP = GAME.clips[1]
ATHENS = timezone(timedelta(hours=2))


def scale(mode: TimeMode, clip: Clip = CLIP, game: Game = GAME) -> TimeScale:
    """Of clip 1: 19:40 to 19:20 on the clock, media 20 to 40 s, 22:13:40 in UTC."""
    times = TIMES if game is GAME else times_of(game)
    return TimeScale(mode, plan_clip(clip, times.alignment), times, ATHENS)


@pytest.mark.parametrize(
    ("mode", "words", "span"),
    [
        (TimeMode.CLOCK, "19:34.6", "of 19:40.0 – 19:20.0"),
        (TimeMode.CLIP, "0:05.4", "of 0:20"),
        (TimeMode.WALL, "00:13:45.4", "of 00:13:40 – 00:14:00"),
    ],
)
def test_each_mode_tells_its_own_time(mode: TimeMode, words: str, span: str):
    assert scale(mode).words_at(MediaMs(25_400)) == words
    assert scale(mode).span_words(CLIP) == span


def test_in_the_lead_the_clips_time_is_before_its_start():
    assert scale(TimeMode.CLIP).words_at(MediaMs(18_600)) == "−0:01.4"
    assert scale(TimeMode.CLIP).words_at(MediaMs(20_000)) == "0:00.0"


def test_the_modes_take_turns():
    assert TimeMode.CLOCK.next.next.next is TimeMode.CLOCK


def test_where_the_clock_is_not_known_nothing_is_said():
    lost = replace(TIMES, clock=replace(TIMES.clock, periods=()))
    bare = replace(scale(TimeMode.CLOCK), times=lost)
    assert bare.words_at(MediaMs(25_400)) == ""
    assert bare.ticks(6) == ()


@pytest.mark.parametrize(
    ("clip", "words"),
    [
        (replace(CLIP, start_clock=None), "of 0:20"),
        (replace(CLIP, end_clock=CLIP.start_clock), "at 19:40.0"),
        (replace(CLIP, source=MOMENT), ""),
        (replace(CLIP, start_clock=None, end=None), ""),
    ],
)
def test_what_a_clip_without_two_clocks_runs_through(clip: Clip, words: str):
    assert scale(TimeMode.CLOCK).span_words(clip) == words


def test_ticks_are_round_times_where_they_are_shown():
    assert [tick.words for tick in scale(TimeMode.CLOCK).ticks(5)] == [
        "19:40",
        "19:35",
        "19:30",
        "19:25",
        "19:20",
    ]
    assert [tick.media for tick in scale(TimeMode.CLOCK).ticks(5)] == pytest.approx(
        [20_000, 25_000, 30_000, 35_000, 40_000], abs=1
    )
    assert [tick.words for tick in scale(TimeMode.CLIP).ticks(5)][:3] == ["0:00", "0:05", "0:10"]
    assert scale(TimeMode.WALL).ticks(5)[0].words == "00:13:40"


@given(
    st.sampled_from(TimeMode),
    st.integers(0, 60_000),
    st.integers(1_000, 60_000),
    st.integers(2, 12),
)
def test_ticks_rise_through_the_bar_and_are_never_too_many(
    mode: TimeMode, start: int, length: int, most: int
):
    plain = scale(mode)
    played = MediaSpan(MediaMs(start), MediaMs(start + length))
    ticks = replace(plain, plan=replace(plain.plan, played=played)).ticks(most)
    assert len(ticks) <= most + 1
    assert all(played.start <= tick.media <= played.end for tick in ticks)
    assert all(before.media < after.media for before, after in pairwise(ticks))


def test_a_clock_that_stands_has_one_tick_for_its_time():
    stood = replace(CLIP, end_clock=ClockMs((CLIP.end_clock or 0) + 10_000))
    clips = (GAME.clips[0], stood, *GAME.clips[2:])
    game = replace(GAME, clips=clips, plays=())
    words = [tick.words for tick in scale(TimeMode.CLOCK, stood, game).ticks(5)]
    assert len(words) == len(set(words))


def test_the_zone_is_that_of_the_day_of_the_game():
    assert game_zone(GAME).utcoffset(None) is not None
    assert game_zone(replace(GAME, clips=())).utcoffset(None) is not None


def test_a_day_beyond_any_calendar_is_told_in_utc():
    far = replace(CLIP, start=WallMs(99_999_999_999_999))
    assert game_zone(replace(GAME, clips=(far,))).utcoffset(None) is not None
    assert UTC.utcoffset(None) == timedelta()
