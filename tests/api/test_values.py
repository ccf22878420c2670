"""Single values: ids, times, clocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.api.values import amount, clock, clock_pair, id_text, is_id, period, wall

SCALARS = st.none() | st.integers() | st.floats() | st.text()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (481, "481"),
        ("481", "481"),
        (481.0, "481"),
        (" a ", "a"),
        (0, "0"),
        *((nothing, None) for nothing in ("", None, 4.5, float("nan"), float("inf"))),
    ],
)
def test_ids_become_text(value, text):
    assert id_text(value) == text


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (1_663_870_476_541, 1_663_870_476_541),
        ("1663870476541", 1_663_870_476_541),
        (1_663_870_476, 1_663_870_476_000),
        (1_663_870_476.5, 1_663_870_476_500),
        (1e11, 100_000_000_000),
        *((nothing, None) for nothing in (0, -1, None, "", "soon", 2**63, 10**400, 1e14, 1, 999)),
        *((nothing, None) for nothing in ("nan", "inf", "1e999", "9" * 5000)),
    ],
)
def test_times_are_milliseconds_or_unknown(value, moment):
    assert wall(value) == moment


@given(SCALARS)
def test_any_time_is_plausible_or_unknown(value):
    moment = wall(value)
    assert moment is None or 10**11 <= moment <= 10**14


@given(SCALARS)
def test_any_amount_is_finite_or_unknown(value):
    number = amount(value)
    assert number is None or abs(number) <= 1e15


@pytest.mark.parametrize(
    ("value", "remaining"),
    [
        ("12:30.0", 750_000),
        ("1:2.3", 62_300),
        ("05.7", 5_700),
        *((nothing, None) for nothing in (None, 12, "00:15:00", "")),
    ],
)
def test_clocks_are_time_remaining(value, remaining):
    assert clock(value) == remaining


@pytest.mark.parametrize(
    ("start", "end", "pair"),
    [
        (12_000, 0, (12_000, 0)),
        ("12000", 5.4, (12_000, 5)),
        (0, 0, (None, None)),
        (0, None, (None, None)),
        (None, None, (None, None)),
        (None, 500, (None, 500)),
        (-1, 500, (None, 500)),
        (3_600_001, 500, (None, 500)),
        ("nan", 500, (None, 500)),
    ],
)
def test_two_zero_clocks_are_unknown(start, end, pair):
    assert clock_pair(start, end) == pair


@pytest.mark.parametrize(("value", "label"), [(" h1 ", "H1"), (None, ""), (3, "3"), ("OT", "OT")])
def test_periods_are_labels(value, label):
    assert period(value) == label


@pytest.mark.parametrize(
    "text", ["062a3726-3b0f-11eb-86c4-02420043683b", "481", "a.b_c", "a" * 100]
)
def test_ids_can_stand_in_a_path(text):
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "..", ".", "a/b", "a b", "a?b", "%41", "é", "a" * 101, "a\n"])
def test_other_texts_cannot(text):
    assert not is_id(text)
