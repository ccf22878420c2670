"""Periods of any label."""

import pytest

from reviewer.domain.periods import Period, parse_period, period_rank, period_short, period_title


@pytest.mark.parametrize(
    ("label", "title", "short"),
    [
        ("H1", "1st half", "1ST"),
        ("h2", "2nd half", "2ND"),
        ("Q3", "3rd quarter", "3RD"),
        ("Q4", "4th quarter", "4TH"),
        ("Q11", "11th quarter", "11TH"),
        ("Q22", "22nd quarter", "22ND"),
        ("OT", "Overtime", "OT"),
        ("OT1", "Overtime", "OT"),
        ("OT2", "2nd overtime", "2OT"),
        ("PRE", "PRE", "PRE"),
        ("", "No period", ""),
        ("H", "H", "H"),
    ],
)
def test_periods_are_named(label: str, title: str, short: str):
    period = parse_period(label)
    assert period_title(period) == title
    assert period_short(period) == short


def test_overtime_comes_after_regulation_and_the_unknown_last():
    labels = ["X", "OT2", "Q2", "OT", "Q1"]
    assert sorted(labels, key=lambda label: period_rank(Period(label))) == [
        "Q1",
        "Q2",
        "OT",
        "OT2",
        "X",
    ]
