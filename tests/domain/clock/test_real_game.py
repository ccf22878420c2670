"""The game clock on every row of a real game, its rows left out in turn."""

import pytest
from leave_one_out import line_by_row, map_by_moment, map_by_row, real_game

from reviewer.domain.clock import Certainty, GameClock, build_clock, with_time_remaining
from reviewer.domain.game import Game


@pytest.fixture(scope="module")
def game() -> Game:
    return real_game()


@pytest.fixture(scope="module")
def clock(game: Game) -> GameClock:
    return build_clock(game)


def test_rows_left_out_are_foretold_better_than_by_any_straight_line(game: Game):
    line, ours = line_by_row(game), map_by_row(game)
    assert line.p90_s == pytest.approx(6.9, abs=0.1)
    assert line.p95_s == pytest.approx(8.8, abs=0.1)
    assert ours.p90_s <= 2.1
    assert ours.p95_s <= 3.5


def test_moments_left_out_whole_are_foretold_nearly_as_well(game: Game):
    ours = map_by_moment(game)
    assert ours.p90_s <= 2.4
    assert ours.p95_s <= 4.5


def test_rows_that_are_kept_read_as_recorded(game: Game, clock: GameClock):
    readings = [(play, clock.at(play.wall)) for play in game.plays]
    kept = [r for play, r in readings if r.clock == play.clock]
    assert len(kept) >= 0.9 * len(readings)
    assert {reading.certainty for reading in kept} == {Certainty.EXACT}


def test_rows_that_are_not_kept_lie_within_the_bound_unless_they_contradict(
    game: Game, clock: GameClock
):
    beyond = [
        play
        for play in game.plays
        for reading in [clock.at(play.wall)]
        if reading.clock is None
        or play.clock is None
        or reading.bound_ms is None
        or abs(reading.clock - play.clock) > max(reading.bound_ms, 0)
    ]
    assert len(beyond) <= 3


def test_all_four_quarters_are_there_from_their_start_to_their_end(clock: GameClock):
    assert [period.period for period in clock.periods] == ["Q1", "Q2", "Q3", "Q4"]
    assert [period.last for period in clock.periods] == [0, 0, 0, 0]
    assert sum(period.contradictions for period in clock.periods) <= 3


def test_its_clock_counts_down_and_is_left_as_it_is(game: Game):
    assert with_time_remaining(game) is game
