"""Single values as ShotTracker writes them: ids of two types, times of two units, clocks."""

import math
import re

from reviewer.domain.periods import Period, parse_period
from reviewer.domain.times import ClockMs, WallMs, parse_clock

Scalar = int | float | str | None
"""Any of these may stand for an id, a time or an amount."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_LARGEST = 1e15
_LONGEST_PERIOD_MS = 3_600_000


def is_id(text: str) -> bool:
    """Whether a text can be an id in a path; percent-escapes would break the signature."""
    return _ID.fullmatch(text) is not None


def id_text(value: Scalar) -> str | None:
    """An id as text, whichever type its endpoint gives it; None where there is none."""
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None
    text = "" if value is None else str(value).strip()
    return text or None


def amount(value: Scalar) -> float | None:
    """A finite number, also where it comes as text."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if value is None or not -_LARGEST < value < _LARGEST:
        return None
    return float(value)


def wall(value: Scalar) -> WallMs | None:
    """Epoch milliseconds from milliseconds or seconds; 0, negative and nonsense are unknown."""
    moment = amount(value)
    if moment is None:
        return None
    if 1e9 <= moment < 1e11:
        return WallMs(round(moment * 1000))
    return WallMs(round(moment)) if 1e11 <= moment < 1e14 else None


def clock(value: Scalar) -> ClockMs | None:
    """A clock written as `12:30.0`."""
    return parse_clock(value) if isinstance(value, str) else None


def clock_pair(start: Scalar, end: Scalar) -> tuple[ClockMs | None, ClockMs | None]:
    """Milliseconds remaining at a start and an end; both 0 means that neither is known."""
    first, last = _clock_ms(start), _clock_ms(end)
    return (first, last) if first or last else (None, None)


def period(value: Scalar) -> Period:
    """A period's label; empty where it is not given."""
    return parse_period(id_text(value) or "")


def _clock_ms(value: Scalar) -> ClockMs | None:
    remaining = amount(value)
    if remaining is None or math.isnan(remaining) or not 0 <= remaining <= _LONGEST_PERIOD_MS:
        return None
    return ClockMs(round(remaining))
