"""Dates of headers: read where they are any, and nothing else comes of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.net.dates import epoch_s


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Mon, 05 Jan 2026 12:00:00 GMT", 1_767_614_400.0),
        ("Mon, 05 Jan 2026 12:00:00 -0000", 1_767_614_400.0),
        ("Mon, 05 Jan 2026 13:00:00 +0100", 1_767_614_400.0),
        ("soon", None),
        ("", None),
        ("Mon, 05 Jan 99999 12:00:00 GMT", None),
        ("Mon, 05 Jan 2026 12:00:00 +99999999999999999999", None),
    ],
)
def test_a_date_is_a_moment(text: str, told: float | None):
    assert epoch_s(text) == told


@given(
    st.integers(-1, 40), st.integers(0, 10**20), st.integers(-1, 99), st.integers(-(10**20), 10**20)
)
def test_a_date_that_cannot_be_is_none(day: int, year: int, hour: int, offset: int):
    told = epoch_s(f"Mon, {day:02} Jan {year} {hour:02}:00:00 {offset:+05}")
    assert told is None or isinstance(told, float)
