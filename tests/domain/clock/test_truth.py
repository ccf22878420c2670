"""The game clock against generated games whose clock is known at every millisecond."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.clock import Certainty, ClockReading, GameClock, build_clock
from reviewer.domain.game import Game, Play
from reviewer.domain.times import ClockMs, WallMs, WallSpan
from tests.domain.clock.made_game import WHISTLES, MadeGame, Stint, made_game, made_games

FRAME_MS = 33


def wrong_readings(made: MadeGame, clock: GameClock) -> list[tuple[ClockReading, ClockMs]]:
    """The readings that are further from the truth than they admit, by more than a frame."""
    return [
        (reading, truth.clock(wall))
        for truth, wall in made.moments()
        for reading in [clock.at(wall)]
        if reading.clock is not None and reading.bound_ms is not None
        if reading.period != truth.period
        or abs(reading.clock - truth.clock(wall)) > max(reading.bound_ms, FRAME_MS)
    ]


def exact_share(made: MadeGame, clock: GameClock) -> float:
    readings = [clock.at(wall) for _, wall in made.moments()]
    return sum(r.certainty is Certainty.EXACT for r in readings) / len(readings)


def with_plays(game: Game, change: Callable[[Play], Play]) -> Game:
    return replace(game, plays=tuple(map(change, game.plays)))


@given(made_games())
def test_where_rows_tell_of_every_stop_each_reading_is_exact_and_right(made: MadeGame):
    clock = build_clock(made.game)
    assert wrong_readings(made, clock) == []
    assert exact_share(made, clock) == 1


@given(made_games(kinds=[None], restarts_told=True))
def test_clips_that_begin_and_end_with_the_clock_need_no_other_row(made: MadeGame):
    clock = build_clock(replace(made.game, plays=()))
    assert wrong_readings(made, clock) == []
    assert exact_share(made, clock) == 1


@given(made_games(kinds=[*WHISTLES, None]))
def test_stops_that_no_row_tells_of_are_bounded_and_never_shown_as_exact(made: MadeGame):
    assert wrong_readings(made, build_clock(made.game)) == []


@given(made_games(restarts_told=True))
def test_rows_in_tenths_are_sharpened_by_clips_exact_to_the_millisecond(made: MadeGame):
    clock = build_clock(with_plays(made.game, in_tenths))
    assert wrong_readings(made, clock) == []
    assert exact_share(made, clock) > 0.9


@given(made_games(), st.sets(st.integers(0, 200)))
def test_rows_without_a_clock_cost_certainty_and_never_truth(made: MadeGame, lost: set[int]):
    plays = tuple(
        replace(play, clock=None) if index in lost else play
        for index, play in enumerate(made.game.plays)
    )
    assert wrong_readings(made, build_clock(replace(made.game, plays=plays))) == []


@given(made_games(restarts_told=True), st.data())
def test_one_row_that_is_wrong_makes_no_exact_reading_wrong(made: MadeGame, data: st.DataObject):
    index = data.draw(st.integers(0, len(made.game.plays) - 1))
    clock_ms = data.draw(st.integers(0, 1_200_000))
    late_ms = data.draw(st.sampled_from([0, 3_000, 10_000_000, -1_600_000_000_000]))
    plays = list(made.game.plays)
    wall = WallMs(plays[index].wall + late_ms)
    plays[index] = replace(plays[index], clock=ClockMs(clock_ms), wall=wall)
    wrong = wrong_readings(made, build_clock(replace(made.game, plays=tuple(plays))))
    assert [reading for reading, _ in wrong if reading.certainty is Certainty.EXACT] == []


def test_a_tenth_of_the_rows_being_wrong_makes_next_to_no_exact_reading_wrong():
    asked = exact = wrong = 0
    for seed in range(40):
        made, game = game_with_wrong_rows(Random(seed))
        clock = build_clock(game)
        readings = [(clock.at(wall), truth.clock(wall)) for truth, wall in made.moments()]
        sure = [(r.clock, true) for r, true in readings if r.certainty is Certainty.EXACT]
        asked, exact = asked + len(readings), exact + len(sure)
        wrong += sum(read is None or abs(read - true) > FRAME_MS for read, true in sure)
    assert exact > 0.9 * asked
    assert wrong < 0.005 * exact


@given(made_games(), st.randoms(use_true_random=False))
def test_the_order_of_the_feed_does_not_matter(made: MadeGame, random):
    plays, clips = list(made.game.plays), list(made.game.clips)
    random.shuffle(plays)
    random.shuffle(clips)
    shuffled = replace(made.game, plays=tuple(plays), clips=tuple(clips))
    assert build_clock(shuffled) == build_clock(made.game)


@given(made_games())
def test_the_stretches_in_which_it_stands_are_the_stops_of_the_game(made: MadeGame):
    clock = build_clock(made.game)
    for truth in made.truths:
        assert clock.stopped(truth.played) == truth.stops


@given(made_games())
def test_a_stop_is_given_whole_and_a_run_to_the_millisecond(made: MadeGame):
    clock = build_clock(made.game)
    for truth in made.truths:
        for stop in truth.stops:
            shown = truth.clock(stop.start)
            assert clock.when(truth.period, shown) == WallSpan(stop.start, WallMs(stop.end + 1))
        running = truth.clock(truth.played.start + 1_000)
        start = WallMs(truth.played.start + 1_000)
        assert clock.when(truth.period, running) == WallSpan(start, WallMs(start + 1))


@pytest.mark.parametrize("clock", [None, ClockMs(0)])
@given(made_games())
def test_a_feed_without_clocks_has_no_readings(clock: ClockMs | None, made: MadeGame):
    clips = tuple(replace(c, start_clock=clock, end_clock=clock) for c in made.game.clips)
    blind = replace(made.game, clips=clips, plays=())
    readings = [build_clock(blind).at(wall) for _, wall in made.moments(10)]
    assert {reading.certainty for reading in readings} == {Certainty.UNKNOWN}


def game_with_wrong_rows(random: Random) -> tuple[MadeGame, Game]:
    """A half whose clips are right, and in whose plays one row in ten is late or absurd."""
    stints = [
        Stint(
            random.randint(5_000, 40_000),
            (0.3, random.uniform(0.4, 0.9)),
            random.choice(WHISTLES),
            random.randint(5_000, 60_000),
        )
        for _ in range(20)
    ]
    made = made_game([("H1", stints)], restarts_told=True)

    def at_times_wrong(play: Play) -> Play:
        late = replace(play, wall=WallMs(play.wall + random.randint(500, 8_000)))
        absurd = replace(play, clock=ClockMs(random.randint(0, 1_200_000)))
        return random.choice((late, absurd)) if random.random() < 0.1 else play

    return made, with_plays(made.game, at_times_wrong)


def in_tenths(play: Play) -> Play:
    return replace(play, clock=None if play.clock is None else ClockMs(play.clock // 100 * 100))
