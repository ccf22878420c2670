"""Clocks as they are written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.times import (
    ClockMs,
    FrameTime,
    format_clock,
    format_length,
    media_ms,
    parse_clock,
)

CLOCKS = st.integers(0, 20 * 60_000).map(ClockMs)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("12:30.0", 750_000),
        ("12:30.00", 750_000),
        ("07:23.8", 443_800),
        ("1:2.3", 62_300),
        ("05.7", 5_700),
        ("4.5", 4_500),
        ("12", 12_000),
        ("0:00.0", 0),
        (" 4:12 ", 252_000),
    ],
)
def test_clocks_of_the_feed_are_read(text: str, clock: int):
    assert parse_clock(text) == clock


@pytest.mark.parametrize("text", ["", "99:99", "1:60.0", "-1:00", "1:2:3", "ab", "1:00.1234"])
def test_what_is_no_clock_is_none(text: str):
    assert parse_clock(text) is None


@given(CLOCKS)
def test_a_clock_is_cut_to_the_tenth_never_rounded_up(clock: ClockMs):
    read = parse_clock(format_clock(clock))
    assert read is not None
    assert 0 <= clock - read < 100


@given(CLOCKS)
def test_without_tenths_it_is_cut_to_the_second(clock: ClockMs):
    assert format_clock(clock, tenths=False) == format_clock(clock).rpartition(".")[0]


@pytest.mark.parametrize(("length_ms", "text"), [(0, "0:00"), (17_600, "0:18"), (60_000, "1:00")])
def test_lengths(length_ms: int, text: str):
    assert format_length(length_ms) == text


def test_the_frames_at_30_a_second_have_their_millisecond():
    times = [FrameTime(round(n * 1_000_000 / 30)) for n in range(4)]
    assert [media_ms(time) for time in times] == [0, 33, 67, 100]
