"""A clock read from the picture says when the picture was taken."""

import pytest

from reviewer.demo.script import SHORT
from reviewer.demo.simulate import SEED, simulate
from reviewer.domain.clock import GameClock, clock_from_witnesses
from reviewer.domain.clock.witness import Witness
from reviewer.domain.corrections import BadCorrection
from reviewer.domain.periods import Period
from reviewer.domain.scoreboard import read_scoreboard
from reviewer.domain.times import ClockMs, MediaMs, WallMs, format_clock

HALF = simulate(SEED, SHORT).halves[0]
MEDIA = MediaMs(12_345)


@pytest.fixture(scope="module")
def clock() -> GameClock:
    """The true clock of the demo game's first half."""
    return clock_from_witnesses(
        Witness(HALF.period, wall, HALF.clock(wall))
        for stretch in HALF.stretches
        for wall in (stretch.start, stretch.end)
    )


def running(ms: int) -> WallMs:
    """A moment of the half's first stretch, in which the clock runs."""
    return WallMs(HALF.tipoff + ms)


def test_a_clock_to_the_tenth_is_right_within_half_of_one(clock: GameClock):
    for ms in range(500, 3_000, 37):
        wall = running(ms)
        typed = format_clock(HALF.clock(wall))
        reading = read_scoreboard(typed, HALF.period, MEDIA, None, clock)
        assert abs(reading.wall - wall) <= 51
        assert reading.media == MEDIA


def test_a_clock_to_the_second_is_right_within_half_of_one(clock: GameClock):
    wall = running(1_700)
    typed = format_clock(HALF.clock(wall), tenths=False)
    assert abs(read_scoreboard(typed, HALF.period, MEDIA, None, clock).wall - wall) <= 501


def test_where_the_clock_stood_the_picture_stays_where_it_was_taken_to_be(clock: GameClock):
    stood = next(stretch for stretch in HALF.stretches if not stretch.running)
    typed = format_clock(stood.clock)
    inside = WallMs((stood.start + stood.end) // 2 + 300)
    assert read_scoreboard(typed, HALF.period, MEDIA, inside, clock).wall == inside
    long_before = WallMs(stood.start - 60_000)
    moved = read_scoreboard(typed, HALF.period, MEDIA, long_before, clock).wall
    assert stood.start - 100 <= moved <= stood.start


@pytest.mark.parametrize(
    ("typed", "period", "words"),
    [
        ("", HALF.period, "no game clock"),
        ("99:99", HALF.period, "no game clock"),
        ("seven", HALF.period, "no game clock"),
        ("19:59", HALF.period, "runs from 0:26.0"),
        ("0:10.0", Period("H7"), "no clock for the 7th half"),
    ],
)
def test_a_clock_that_cannot_be_is_refused(
    clock: GameClock, typed: str, period: Period, words: str
):
    with pytest.raises(BadCorrection, match=words):
        read_scoreboard(typed, period, MEDIA, None, clock)


def test_what_was_typed_is_kept_for_the_list(clock: GameClock):
    typed = format_clock(ClockMs(24_300))
    assert read_scoreboard(typed, HALF.period, MEDIA, None, clock).shown == "H1 0:24.3"
