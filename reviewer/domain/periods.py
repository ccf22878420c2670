"""Periods as the feed labels them: halves, quarters, overtimes, and labels never seen."""

import re
from typing import NewType

Period = NewType("Period", str)
"""A period's label as the feed gives it (`H1`, `Q3`, `OT`), upper case."""

_KNOWN = re.compile(r"(?P<kind>H|Q|OT)(?P<number>\d*)")
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def parse_period(text: str) -> Period:
    """The label of a period, trimmed and in upper case."""
    return Period(text.strip().upper())


def period_title(period: Period) -> str:
    """`1st half`, `3rd quarter`, `2nd overtime`; a label never seen is shown as it is."""
    match = _KNOWN.fullmatch(period)
    if match is None:
        return period or "No period"
    number = int(match["number"] or 0)
    if match["kind"] == "OT":
        return "Overtime" if number <= 1 else f"{_ordinal(number)} overtime"
    if number == 0:
        return period
    return f"{_ordinal(number)} {'half' if match['kind'] == 'H' else 'quarter'}"


def period_short(period: Period) -> str:
    """`1ST` for the overlay: the ordinal of a half or quarter, `OT` or `2OT`, else the label."""
    match = _KNOWN.fullmatch(period)
    if match is None:
        return period
    number = int(match["number"] or 0)
    if match["kind"] == "OT":
        return "OT" if number <= 1 else f"{number}OT"
    return _ordinal(number).upper() if number else period


def period_rank(period: Period) -> tuple[int, int]:
    """Regulation before overtime before labels never seen; within each by number."""
    match = _KNOWN.fullmatch(period)
    if match is None:
        return (2, 0)
    return (1 if match["kind"] == "OT" else 0, int(match["number"] or 0))


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else _SUFFIXES.get(number % 10, "th")
    return f"{number}{suffix}"
