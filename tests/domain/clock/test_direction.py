"""Games whose clock counts up, and that every other game is left alone."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.domain.clock import build_clock, with_time_remaining
from reviewer.domain.game import EventId, Game, Play
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs
from tests.domain.clock.made_game import TIP_OFF, WHISTLES, MadeGame, made_games


def play(wall_ms: int, clock_ms: int, period: str = "H1") -> Play:
    wall, clock = WallMs(TIP_OFF + wall_ms), ClockMs(clock_ms)
    name = f"{period} {wall_ms} {clock_ms}"
    return Play(name, wall, Period(period), clock, None, None, None, None, "TWO_POINT_MISS", "", 0)


def clocks(plays: Sequence[Play]) -> list[int | None]:
    """The clocks of a game of these plays, as time remaining."""
    game = Game(EventId("e"), "", plays=tuple(plays))
    return [row.clock for row in with_time_remaining(game).plays]


@given(made_games(kinds=[*WHISTLES, None]))
def test_a_game_that_counts_up_is_the_same_with_time_remaining(made: MadeGame):
    assume(all(truth.clocks[-1] == 0 for truth in made.truths))
    game = with_time_remaining(counted_up(made.game))
    assert game == made.game
    assert build_clock(game) == build_clock(made.game)


@given(made_games(kinds=[*WHISTLES, None]))
def test_a_game_that_counts_down_is_left_as_it_is(made: MadeGame):
    assert with_time_remaining(made.game) is made.game


def test_a_clock_that_counts_up_is_turned_into_time_remaining():
    rising = [(0, 0), (5_000, 5_000), (9_000, 9_000), (700_000, 690_000), (720_000, 710_000)]
    left = [720_000, 715_000, 711_000, 30_000, 10_000]
    assert clocks([play(*row) for row in rising]) == left


def test_a_clock_that_counts_up_to_no_known_length_is_not_known():
    rising = [play(second * 1_000, 70_000 + second * 1_000) for second in range(5)]
    assert clocks(rising) == [None] * 5


def test_a_period_with_few_rows_goes_by_those_of_the_others():
    first = [play(second * 1_000, second * 1_000, "Q1") for second in range(0, 601, 60)]
    few = [play(900_000, 60_000, "Q2"), play(910_000, 61_000, "Q2")]
    assert clocks([*first, *few])[-2:] == [540_000, 539_000]


@given(st.lists(st.tuples(st.integers(0, 99_000), st.integers(0, 720_000)), max_size=4))
def test_where_there_are_too_few_rows_to_tell_they_are_left_as_they_are(rows):
    assert clocks([play(*row) for row in rows]) == [clock for _, clock in rows]


@given(st.integers(1, 599), st.integers(660_001, 3_600_000))
def test_one_row_that_is_wrong_costs_no_other_its_clock(second: int, clock_ms: int):
    rising = [play(second * 1_000, second * 1_000) for second in range(601)]
    rising[second] = play(second * 1_000, clock_ms)
    left = [600_000 - second * 1_000 for second in range(601)]
    assert clocks(rising) == [*left[:second], None, *left[second + 1 :]]


def counted_up(game: Game) -> Game:
    """The same game on a scoreboard that counts up to ten minutes."""

    def elapsed(clock: ClockMs | None) -> ClockMs | None:
        return None if clock is None else ClockMs(600_000 - clock)

    clips = tuple(
        replace(c, start_clock=elapsed(c.start_clock), end_clock=elapsed(c.end_clock))
        for c in game.clips
    )
    plays = tuple(replace(play, clock=elapsed(play.clock)) for play in game.plays)
    return replace(game, clips=clips, plays=plays)
