"""The game clock on small feeds, and its laws on any feed at all."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.domain.clock import (
    Certainty,
    GameClock,
    Stoppage,
    Witness,
    clock_from_witnesses,
    halt_of,
)
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs, WallSpan

H1, H2 = Period("H1"), Period("H2")
LIVE, FOUL, FREE_THROW = "TWO_POINT_MISS", "PERSONAL_FOUL", "FREE_THROW_MAKE"
START = 1_700_000_000_000


def row(wall_ms: int, clock_ms: int, kind: str = LIVE, period: Period = H1) -> Witness:
    return Witness(period, WallMs(START + wall_ms), ClockMs(clock_ms), halt_of(kind))


def read(clock: GameClock, wall_ms: int) -> tuple[int | None, str, int | None]:
    reading = clock.at(WallMs(START + wall_ms))
    return reading.clock, reading.certainty.value, reading.bound_ms


def span(start_ms: int, end_ms: int) -> WallSpan:
    return WallSpan(WallMs(START + start_ms), WallMs(START + end_ms))


def test_where_the_differences_are_equal_it_ran():
    clock = clock_from_witnesses([row(0, 500_137), row(20_000, 480_137)])
    assert read(clock, 7_001) == (493_136, "exact", 0)
    assert clock.at(WallMs(START + 7_001)).running is True


def test_where_nothing_fell_it_stood():
    clock = clock_from_witnesses([row(0, 500_137), row(20_000, 500_137)])
    assert read(clock, 7_001) == (500_137, "exact", 0)
    assert clock.at(WallMs(START + 7_001)).running is False


def test_after_a_foul_it_stands_before_it_runs():
    clock = clock_from_witnesses([row(0, 500_137, FOUL), row(20_000, 492_137)])
    assert read(clock, 12_000)[0] == 500_137
    assert read(clock, 16_000)[0] == 496_137


def test_before_a_free_throw_it_runs_before_it_stands():
    clock = clock_from_witnesses([row(0, 500_137), row(20_000, 492_137, FREE_THROW)])
    assert read(clock, 4_000)[0] == 496_137
    assert read(clock, 8_000)[0] == 492_137


def test_with_nothing_to_tell_where_it_stood_the_bound_covers_both_ways():
    clock = clock_from_witnesses([row(0, 500_137), row(20_000, 490_137)])
    assert read(clock, 10_000) == (495_137, "bounded", 5_000)
    assert clock.at(WallMs(START + 10_000)).running is None


def test_rows_that_are_kept_read_as_recorded_and_a_late_one_does_not():
    rows = [row(0, 500_137), row(10_000, 490_137), row(24_000, 480_137), row(30_000, 470_137)]
    clock = clock_from_witnesses(rows)
    assert read(clock, 10_000) == (490_137, "exact", 0)
    assert read(clock, 24_000) == (476_137, "exact", 0)
    assert [period.contradictions for period in clock.periods] == [1]


def test_a_whistle_without_a_clock_says_where_an_untold_stop_began():
    rows = [row(0, 500_137), row(5_000, 495_137), row(30_000, 480_137), row(34_000, 476_137)]
    whistle = Stoppage(H1, WallMs(START + 8_000), halt_of(FOUL))
    clock = clock_from_witnesses(rows, [whistle])
    assert read(clock, 9_000)[0] == 492_137
    assert clock.stopped(span(0, 34_000)) == (span(8_000, 18_000),)


@pytest.mark.parametrize("wall_ms", [-START, -START + 5, 40_000_000, 9 * 10**15])
def test_absurd_wall_times_are_outvoted(wall_ms: int):
    rows = [row(0, 500_137), row(5_000, 495_137), row(9_000, 491_137)]
    clock = clock_from_witnesses([*rows, row(wall_ms, 493_000)])
    assert clock.periods[0].span == span(0, 9_000)
    assert clock.periods[0].contradictions == 1


@pytest.mark.parametrize("clock_ms", [-1, 3_600_001])
def test_clocks_that_no_scoreboard_shows_are_outvoted(clock_ms: int):
    clock = clock_from_witnesses([row(0, 500_137), row(5_000, 495_137), row(2_000, clock_ms)])
    assert read(clock, 2_000) == (498_137, "exact", 0)


def test_a_clock_that_never_moves_is_not_known():
    frozen = [row(minute * 60_000, 720_000) for minute in range(8)]
    assert clock_from_witnesses(frozen).periods == ()


def test_no_reading_far_from_every_row_and_none_for_a_stretch_that_tells_nothing():
    clock = clock_from_witnesses([row(0, 500_137), row(600_000, 200_137)])
    assert read(clock, 300_000) == (None, "unknown", None)
    assert clock.at(WallMs(START + 300_000)).period == H1
    assert read(clock, 700_000) == (None, "unknown", None)
    assert clock.at(WallMs(START + 700_000)).period is None


def test_a_period_starts_from_a_standing_clock_and_ends_on_nought():
    clock = clock_from_witnesses(
        [row(0, 1_200_000, "PERIOD_START"), row(4_000, 1_196_000), row(1_200_000, 0)]
    )
    assert read(clock, -5_000) == (1_200_000, "exact", 0)
    assert read(clock, 1_205_000) == (0, "exact", 0)


def test_before_a_first_row_in_mid_play_the_reading_is_a_bounded_guess():
    clock = clock_from_witnesses([row(0, 500_137), row(5_000, 495_137)])
    assert read(clock, -2_000) == (502_137, "bounded", 2_000)
    assert read(clock, 7_000) == (493_137, "bounded", 2_000)


def test_after_a_last_row_in_mid_play_the_clock_runs_on_to_nought_and_stays_there():
    clock = clock_from_witnesses([row(0, 15_000), row(10_000, 5_000)])
    after = [read(clock, 10_000 + ms) for ms in (1_000, 4_999, 5_000, 10_000, 29_000)]
    assert [reading[0] for reading in after] == [4_000, 1, 0, 0, 0]
    assert [reading[2] for reading in after] == [1_000, 4_999, 5_000, 5_000, 5_000]
    states = [clock.at(WallMs(START + ms)).running for ms in (10_001, 14_999, 15_000)]
    assert states == [True, True, False]
    assert clock.stopped(span(0, 40_000)) == ()


@given(
    st.integers(0, 60_000),
    st.lists(st.tuples(st.booleans(), st.integers(1, 9_000)), max_size=9),
    st.integers(1, 29_999),
)
def test_however_the_clock_stops_after_the_last_row_the_bound_covers_it(
    left_ms: int, pattern: list[tuple[bool, int]], later_ms: int
):
    clock = clock_from_witnesses([row(0, left_ms + 10_000), row(10_000, left_ms)])
    reading = clock.at(WallMs(START + 10_000 + later_ms))
    ran_ms = seen_ms = 0
    for runs, length_ms in pattern:
        within_ms = min(length_ms, later_ms - seen_ms)
        ran_ms, seen_ms = ran_ms + runs * within_ms, seen_ms + within_ms
    assert reading.clock == max(0, left_ms - later_ms)
    assert reading.bound_ms is not None
    assert abs(max(0, left_ms - ran_ms) - reading.clock) <= reading.bound_ms
    assert reading.bound_ms <= min(left_ms, later_ms)


def test_each_period_has_its_own_clock_and_they_come_as_played():
    later = [row(2_000_000, 300_137, period=H2), row(2_010_000, 290_137, period=H2)]
    clock = clock_from_witnesses([*later, row(0, 300_137), row(10_000, 290_137)])
    assert [period.period for period in clock.periods] == [H1, H2]
    assert clock.when(H2, ClockMs(295_137)) == span(2_005_000, 2_005_001)
    assert clock.when(H1, ClockMs(295_137)) == span(5_000, 5_001)


def test_a_row_labelled_with_another_period_does_not_split_the_one_it_lies_in():
    first = [row(second * 1_000, 900_137 - second * 1_000) for second in range(100)]
    second = [replace(w, period=H2, wall=WallMs(w.wall + 2_000_000)) for w in first]
    stray = row(50_500, 880_000, period=H2)
    clock = clock_from_witnesses([*first, *second, stray])
    assert [period.contradictions for period in clock.periods] == [0, 1]
    assert read(clock, 50_500) == (849_637, "exact", 0)


@pytest.mark.parametrize("clock_ms", [999_999_999, 500_138, 480_136, -1])
def test_a_clock_that_no_row_reaches_is_nowhere(clock_ms: int):
    clock = clock_from_witnesses([row(0, 500_137), row(20_000, 480_137)])
    assert clock.when(H1, ClockMs(clock_ms)) is None
    assert clock.when(H2, ClockMs(490_000)) is None


def test_a_stop_at_either_end_of_the_span_asked_for_is_cut():
    clock = clock_from_witnesses([row(0, 500_137), row(20_000, 500_137), row(30_000, 490_137)])
    assert clock.stopped(span(5_000, 10_000)) == (span(5_000, 10_000),)
    assert clock.stopped(span(15_000, 30_000)) == (span(15_000, 20_000),)
    assert clock.stopped(span(21_000, 30_000)) == ()


any_witness = st.builds(
    row,
    st.integers(0, 300_000),
    st.integers(0, 300_000),
    st.sampled_from([LIVE, FOUL, FREE_THROW, "TIMEOUT"]),
    st.sampled_from([H1, H2]),
)
coarse_witness = st.builds(
    lambda witness, grain_ms: replace(witness, grain_ms=grain_ms),
    any_witness,
    st.sampled_from([0, 100, 2_000]),
)


@given(st.lists(coarse_witness, max_size=40))
def test_on_any_feed_the_clock_never_rises_and_never_outruns_the_wall_clock(rows: list[Witness]):
    for period in clock_from_witnesses(rows).periods:
        for before, after in pairwise(period.legs):
            assert (before.end, before.low) == (after.start, after.high)
        for leg in period.legs:
            assert 0 <= leg.high - leg.low <= leg.end - leg.start


def test_a_coarse_row_at_the_horn_takes_no_clock_below_zero():
    rows = [row(0, 1), replace(row(2, 0), grain_ms=100)]
    (period,) = clock_from_witnesses(rows).periods
    assert all(0 <= leg.low <= leg.high for leg in period.legs)


@given(st.lists(coarse_witness, min_size=2, max_size=40), st.floats(0, 1))
def test_a_reading_leads_back_to_the_time_at_which_it_shows(rows: list[Witness], share: float):
    clock = clock_from_witnesses([replace(witness, period=H1) for witness in rows])
    assume(clock.periods)
    within = clock.periods[0].span
    wall = WallMs(within.start + round(share * within.length_ms))
    reading = clock.at(wall)
    assume(reading.clock is not None)
    shown = clock.when(H1, ClockMs(reading.clock or 0))
    assert shown is not None
    assert shown.start <= wall < shown.end
    ends = clock.at(shown.start).clock, clock.at(WallMs(shown.end - 1)).clock
    assert set(ends) <= {reading.clock, None}


@given(st.lists(coarse_witness, max_size=40), st.integers(-40_000, 340_000))
def test_a_bound_goes_with_every_reading_and_no_digits_with_none(rows, wall_ms: int):
    reading = clock_from_witnesses(rows).at(WallMs(START + wall_ms))
    known = reading.certainty is not Certainty.UNKNOWN
    assert (reading.clock is not None) == (reading.bound_ms is not None) == known
    assert (reading.bound_ms == 0) == (reading.certainty is Certainty.EXACT)
