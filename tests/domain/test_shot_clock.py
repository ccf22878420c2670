"""The shot clock: right wherever it says it knows, and silent past anything that may reset it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.demo.script import FULL, SHORT, GameSize
from reviewer.demo.simulate import SEED, simulate
from reviewer.demo.truth import SimGame
from reviewer.domain.clock import build_clock
from reviewer.domain.game import Game, Play, Possession, TeamId
from reviewer.domain.moment import times_of
from reviewer.domain.shot_clock import build_shot_clock
from reviewer.domain.times import ClockMs, FrameTime, WallMs
from tests.builders import HOME, TIPOFF, make_clip, make_game, make_play
from tests.demo.told import told_game

STEP_MS = 33


def shown_and_true(truth: SimGame) -> list[tuple[ClockMs | None, ClockMs | None]]:
    """What is said and what is so, every frame of play."""
    game = told_game(truth)
    clock = build_clock(game)
    shot_clock = build_shot_clock(game, clock)
    return [
        (shot_clock.at(wall, clock.at(wall)), half.shot_clock(wall))
        for half in truth.halves
        for wall in map(WallMs, range(half.tipoff - 1_000, half.end + 1_000, STEP_MS))
    ]


@pytest.mark.parametrize(("size", "share"), [(SHORT, 0.6), (FULL, 0.6)], ids=["short", "full"])
def test_on_the_demo_it_is_the_burned_in_one_wherever_it_is_known(size: GameSize, share: float):
    pairs = shown_and_true(simulate(SEED, size))
    assert [pair for pair in pairs if pair[0] is not None and pair[0] != pair[1]] == []
    on = [shown for shown, true in pairs if true is not None]
    assert sum(shown is not None for shown in on) > share * len(on)


@settings(max_examples=25)
@given(st.integers(0, 100_000))
def test_whatever_game_is_played_it_is_never_wrong(seed: int):
    pairs = shown_and_true(simulate(seed, SHORT))
    assert [pair for pair in pairs if pair[0] is not None and pair[0] != pair[1]] == []


def test_a_moment_of_the_footage_carries_it():
    truth = simulate(SEED, SHORT)
    game = told_game(truth)
    times = times_of(game)
    half = truth.halves[0]
    clip = next(clip for clip in game.clips if clip.period == half.period)
    assert clip.hls is not None
    frame = half.frame_showing(half.tipoff + 1_500)
    moment = times.moment(clip.hls.stream, FrameTime(frame * 1_000_000 // 30))
    assert moment.shot_clock == half.reading(frame).shot_clock == 8_500


def row(at_ms: int, kind: str, shown_ms: int | None = None) -> Play:
    """A row so long after tip-off, the clock having run all the time."""
    play = make_play(make_clip(), kind)
    shown = None if shown_ms is None else ClockMs(shown_ms)
    return replace(
        play,
        id=f"{at_ms}-{kind}",
        wall=WallMs(TIPOFF + at_ms),
        clock=ClockMs(1_200_000 - at_ms),
        shot_clock=shown,
    )


def known(*rows: Play, at_ms: int, possessions: tuple[Possession, ...] = ()) -> ClockMs | None:
    clips = (make_clip(0, at_ms=0, length_ms=60_000), make_clip(1, at_ms=60_000))
    game: Game = replace(make_game(), clips=clips, plays=rows, possessions=possessions)
    clock = build_clock(game)
    wall = WallMs(TIPOFF + at_ms)
    return build_shot_clock(game, clock).at(wall, clock.at(wall))


def test_it_is_known_between_rows_that_agree():
    rows = row(5_000, "PERSONAL_FOUL", 25_100), row(9_000, "TIMEOUT", 21_100)
    assert known(*rows, at_ms=7_000) == 23_100
    assert known(*rows, at_ms=4_900) is None
    assert known(*rows, at_ms=9_000) is None


def test_rows_that_differ_leave_it_unknown():
    rows = row(5_000, "PERSONAL_FOUL", 25_100), row(9_000, "TIMEOUT", 19_100)
    assert known(*rows, at_ms=7_000) is None


def test_a_substitution_changes_nothing_so_it_goes_on_until_the_next_row():
    rows = row(5_000, "SUBSTITUTION", 25_100), row(9_000, "PERSONAL_FOUL")
    assert known(*rows, at_ms=8_999) == 21_101
    assert known(*rows, at_ms=9_001) is None


@pytest.mark.parametrize(
    "kind", ["OFFENSIVE_REB", "TWO_POINT_MISS", "LIVE_BALL_TURNOVER", "FREE_THROW_MAKE"]
)
def test_past_a_reset_it_is_not_known_even_where_the_next_row_would_fit(kind: str):
    rows = row(5_000, "SUBSTITUTION", 25_100), row(7_000, kind), row(9_000, "TIMEOUT", 21_100)
    assert known(*rows, at_ms=6_000) == 24_100
    assert known(*rows, at_ms=8_000) is None


def test_a_new_possession_ends_it():
    start, end = WallMs(TIPOFF + 6_000), WallMs(TIPOFF + 20_000)
    other = Possession(TeamId(HOME.id), make_clip().period, None, start, end, None, None, (), ())
    rows = row(5_000, "SUBSTITUTION", 25_100), row(9_000, "TIMEOUT", 21_100)
    assert known(*rows, at_ms=5_900, possessions=(other,)) == 24_200
    assert known(*rows, at_ms=6_000, possessions=(other,)) is None


def test_whole_seconds_say_nothing_to_the_tenth():
    rows = row(5_000, "PERSONAL_FOUL", 25_000), row(9_000, "TIMEOUT", 21_000)
    assert known(*rows, at_ms=7_000) is None


def test_it_is_off_while_less_than_it_is_left():
    rows = row(5_000, "PERSONAL_FOUL", 1_300_100), row(9_000, "TIMEOUT", 1_296_100)
    assert known(*rows, at_ms=7_000) is None
