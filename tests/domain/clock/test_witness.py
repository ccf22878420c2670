"""What rows say of the clock around them, and how coarse their source is."""

import pytest

from reviewer.domain.clock import halt_of, stoppages_of, witnesses_of
from reviewer.domain.game import Clip, ClipId, EventId, Game, Play, Possession, Shot, TeamId
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs
from tests.domain.clock.made_game import TIP_OFF

Q1 = Period("Q1")


def play(wall_ms: int, clock_ms: int | None, kind: str = "TWO_POINT_MISS", points: int = 0) -> Play:
    clock = None if clock_ms is None else ClockMs(clock_ms)
    wall = WallMs(TIP_OFF + wall_ms)
    return Play("", wall, Q1, clock, None, None, None, None, kind, "", points)


def clip(start: WallMs, end: WallMs, first: ClockMs, last: ClockMs) -> Clip:
    return Clip(ClipId("c"), Q1, "S", None, None, None, start, end, first, last, None)


def possession(start: WallMs, end: WallMs, first: ClockMs, last: ClockMs) -> Possession:
    return Possession(TeamId("1"), Q1, None, start, end, first, last, (), ())


def game(*plays: Play) -> Game:
    return Game(EventId("e"), "", plays=plays)


@pytest.mark.parametrize(
    "kind",
    [
        *("PERSONAL_FOUL", "Shooting Foul", "Offensive Charge", "DEAD_BALL_TURNOVER"),
        *("Out of Bounds - Step Turnover", "Kicked Ball", "SHOT_CLOCK_VIOLATION"),
    ],
)
def test_the_clock_runs_up_to_a_whistle_and_stands_after_it(kind: str):
    assert halt_of(kind).is_whistle


@pytest.mark.parametrize(
    "kind",
    ["FREE_THROW_MAKE", "TIMEOUT", "Full Timeout", "SUBSTITUTION", "JUMP_BALL", "PERIOD_END"],
)
def test_the_clock_stands_on_both_sides_of_what_happens_in_a_stop(kind: str):
    assert halt_of(kind).before_ms > 0
    assert halt_of(kind).after_ms > 0


@pytest.mark.parametrize(
    "kind", ["TWO_POINT_MAKE", "LIVE_BALL_TURNOVER", "DEFENSIVE_REB", "Lost Ball Turnover", "NEW"]
)
def test_live_rows_and_kinds_never_seen_say_nothing(kind: str):
    assert halt_of(kind) == halt_of("")


def test_a_basket_stops_the_clock_only_when_the_period_is_nearly_over():
    early, late = witnesses_of(game(play(0, 300_000, points=2), play(250_000, 50_000, points=2)))
    assert early.halt == halt_of("")
    assert late.halt.is_whistle


def test_clips_possessions_plays_and_shots_all_testify():
    walls = [WallMs(TIP_OFF + second * 1_000) for second in range(6)]
    clocks = [ClockMs(60_000 - second * 1_000) for second in range(6)]
    none = (None,) * 4
    shot = Shot(walls[5], Q1, clocks[5], *none, made=True, is_three=False, x_mm=0, y_mm=0)
    everything = Game(
        EventId("e"),
        "",
        clips=(clip(walls[0], walls[1], clocks[0], clocks[1]),),
        possessions=(possession(walls[2], walls[3], clocks[2], clocks[3]),),
        plays=(play(4_000, 56_000),),
        shots=(shot,),
    )
    told = [(witness.wall, witness.clock) for witness in witnesses_of(everything)]
    assert sorted(told) == list(zip(walls, clocks, strict=True))


def test_rows_without_a_clock_testify_only_that_it_stood():
    clockless = game(play(0, None, "PERSONAL_FOUL"), play(5, None), play(9, 700_000))
    assert [witness.clock for witness in witnesses_of(clockless)] == [700_000]
    assert [stoppage.wall for stoppage in stoppages_of(clockless)] == [TIP_OFF]


def test_rows_cut_to_the_tenth_show_it_by_disagreeing_by_less():
    cut = game(play(0, 600_000), play(1_050, 598_900), play(2_090, 597_900), play(3_140, 596_800))
    assert {witness.grain_ms for witness in witnesses_of(cut)} == {100}


def test_rows_cut_to_the_tenth_show_it_by_only_falling_behind_too():
    cut = game(play(742, 10_200), play(1_347, 9_600), play(2_557, 8_400), play(4_977, 6_000))
    assert {witness.grain_ms for witness in witnesses_of(cut)} == {100}


def test_round_figures_that_all_agree_are_taken_at_their_word():
    rows = (play(second * 1_000, 600_000 - second * 1_000) for second in range(10))
    assert {witness.grain_ms for witness in witnesses_of(game(*rows))} == {0}


def test_rows_that_disagree_now_and_then_are_as_coarse_as_they_disagree():
    early_and_late = (0, 310, 30, 270, 10, 320, 0, 290)
    rows = (
        play(second * 1_000 + off_ms, 599_997 - second * 1_000)
        for second, off_ms in enumerate(early_and_late)
    )
    (grain_ms,) = {witness.grain_ms for witness in witnesses_of(game(*rows))}
    assert 200 < grain_ms < 400
