"""Clocks that count up, told from the data and turned into time remaining."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import TypeVar

from reviewer.domain.clock.consensus import agree
from reviewer.domain.clock.labels import by_period, in_their_time
from reviewer.domain.clock.witness import Witness, witnesses_of
from reviewer.domain.game import Clip, Game, Play, Possession, Shot
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs

_LENGTHS_MS = tuple(minutes * 60_000 for minutes in (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 18, 20))
"""The lengths of periods that are played, from overtimes to college halves."""

_HOUR_MS = 3_600_000
"""No less than any clock: which rows agree does not hang on the length of the period."""

_CLEAR_MOVES = 4

_SHORT_BY_AT_MOST_MS = 60_000
"""A period's last row lies within its last minute; else its length is not known."""

_Moment = TypeVar("_Moment", Play, Shot)
_Stretch = TypeVar("_Stretch", Clip, Possession)


def with_time_remaining(game: Game) -> Game:
    """The same game, its clocks that count up as time remaining; itself where none does.

    A period goes by its own rows where they are clear, else by those of the whole game; where
    neither are, it is left as it is. One that counts up to no known length loses its clocks.
    """
    rising = _rising(in_their_time(by_period(witnesses_of(game))))
    if not rising:
        return game
    lengths = _lengths(rising)

    def moment(row: _Moment) -> _Moment:
        if row.period not in rising:
            return row
        return replace(row, clock=_left(lengths.get(row.period), row.clock))

    def stretch(row: _Stretch) -> _Stretch:
        if row.period not in rising:
            return row
        is_known = row.start_clock or row.end_clock  # both 0: the feed does not know
        length_ms = lengths.get(row.period) if is_known else None
        start, end = _left(length_ms, row.start_clock), _left(length_ms, row.end_clock)
        return replace(row, start_clock=start, end_clock=end)

    return replace(
        game,
        clips=tuple(map(stretch, game.clips)),
        plays=tuple(map(moment, game.plays)),
        possessions=tuple(map(stretch, game.possessions)),
        shots=tuple(map(moment, game.shots)),
    )


def _rising(
    witnesses: Mapping[Period, Sequence[Witness]],
) -> dict[Period, Sequence[Witness]]:
    moves = {period: _moves(rows) for period, rows in witnesses.items()}
    usual = _clear_trend(list(chain.from_iterable(moves.values())))
    return {p: rows for p, rows in witnesses.items() if (_clear_trend(moves[p]) or usual) > 0}


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
        greatest[_kind(period)] = max(greatest[_kind(period)], _passed_ms(rows))
    known = {kind: _length(clock) for kind, clock in greatest.items()}
    return {p: length for p in rising if (length := known.get(_kind(p))) is not None}


def _passed_ms(rows: Sequence[Witness]) -> int:
    """The most that has passed by a row that the others do not contradict."""
    turned = (replace(w, clock=ClockMs(_HOUR_MS - w.clock)) for w in rows)
    outvoted = set(agree(turned).outvoted)
    return max((w.clock for w in rows if w.wall not in outvoted), default=0)


def _kind(period: Period) -> str:
    return period.rstrip("0123456789")


def _length(elapsed_ms: int) -> int | None:
    """The shortest period in which that much time can have passed, if it nearly ended there."""
    fitting = (ms for ms in _LENGTHS_MS if 0 <= ms - elapsed_ms <= _SHORT_BY_AT_MOST_MS)
    return min(fitting, default=None)


def _left(length_ms: int | None, elapsed: ClockMs | None) -> ClockMs | None:
    """What is left of a period, where its length is known and no less than what has passed."""
    if length_ms is None or elapsed is None or elapsed > length_ms:
        return None
    return ClockMs(length_ms - elapsed)
