"""Clocks that count up, told from the data and turned into time remaining."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from reviewer.domain.clock.witness import Witness
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs

_LENGTHS_MS = tuple(minutes * 60_000 for minutes in (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 18, 20))
"""The lengths of periods that are played, from overtimes to college halves."""

_CLEAR_MOVES = 4

_SHORT_BY_AT_MOST_MS = 60_000
"""A period's last row lies within its last minute; else its length is not known."""


def counting_down(
    witnesses: Mapping[Period, Sequence[Witness]],
) -> dict[Period, tuple[Witness, ...]]:
    """The same witnesses with time remaining; none for a period that counts up to no known length.

    A period goes by its own rows where they are clear, else by those of the whole game.
    """
    moves = {period: _moves(rows) for period, rows in witnesses.items()}
    usual = sum(map(sum, moves.values()))
    rising = {p: rows for p, rows in witnesses.items() if (_clear_trend(moves[p]) or usual) > 0}
    lengths = _lengths(rising)
    return {
        period: _turned(rows, lengths.get(period)) if period in rising else tuple(rows)
        for period, rows in witnesses.items()
    }


def _moves(rows: Iterable[Witness]) -> list[int]:
    """1 wherever the clock rises from one moment to the next, -1 wherever it falls."""
    moments = sorted((witness.wall, witness.clock) for witness in rows)
    steps = (b[1] - a[1] for a, b in pairwise(moments) if a[0] < b[0] and a[1] != b[1])
    return [1 if step > 0 else -1 for step in steps]


def _clear_trend(moves: Sequence[int]) -> int:
    """0 where there are few moves, or where they go both ways."""
    trend = sum(moves)
    return trend if len(moves) >= _CLEAR_MOVES and 2 * abs(trend) > len(moves) else 0


def _lengths(rising: Mapping[Period, Sequence[Witness]]) -> dict[Period, int]:
    """The length of each period; all quarters, halves or overtimes of a game are equally long."""
    greatest: dict[str, int] = defaultdict(int)
    for period, rows in rising.items():
        for witness in rows:
            greatest[_kind(period)] = max(greatest[_kind(period)], witness.clock)
    known = {kind: _length(clock) for kind, clock in greatest.items()}
    return {p: length for p in rising if (length := known.get(_kind(p))) is not None}


def _kind(period: Period) -> str:
    return period.rstrip("0123456789")


def _length(elapsed_ms: int) -> int | None:
    """The shortest period in which that much time can have passed, if it nearly ended there."""
    fitting = (ms for ms in _LENGTHS_MS if 0 <= ms - elapsed_ms <= _SHORT_BY_AT_MOST_MS)
    return min(fitting, default=None)


def _turned(rows: Iterable[Witness], length_ms: int | None) -> tuple[Witness, ...]:
    if length_ms is None:
        return ()
    return tuple(replace(w, clock=ClockMs(length_ms - w.clock)) for w in rows)
