"""The shot clock where it is known: between rows that agree on it, and never past a reset."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby
from operator import attrgetter

from reviewer.domain.clock import Certainty, ClockReading, GameClock
from reviewer.domain.game import Game
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs, WallSpan

_AGREE_MS = 150
"""Both clocks are told in tenths, and either may be cut by one."""

_TOLD_AT_LEAST = 3
"""So many possessions have to agree on how long a full shot clock is."""


class _Reset(IntEnum):
    """What a row may do to the shot clock; of several at one moment the greatest counts."""

    NONE = 0
    PERHAPS = 1
    SURE = 2
    FULL = 3


# After these it is another shot clock, or none. A foul, a time-out, a ball kicked out of play and
# whatever was never seen may leave it or not, by the rule book: there the next row has to tell.
_SURE = re.compile(r"_POINT_|FREE.?THROW|REB|TURNOVER|STEAL|JUMP.?BALL|PERIOD|GAME")
_NONE = re.compile(r"SUBSTITUTION")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Within `span` the shot clock reads `behind_ms` less than the game clock of `period`."""

    span: WallSpan
    period: Period
    behind_ms: int


@dataclass(frozen=True, slots=True)
class ShotClock:
    """All that is known of a game's shot clock, in order."""

    stretches: tuple[Stretch, ...] = ()

    def at(self, wall: WallMs, reading: ClockReading) -> ClockMs | None:
        """The shot clock at a moment, given the game clock's reading there; None: not known.

        It runs and stands with the game clock, so it is known only where that is exact.
        """
        index = bisect_right(self.stretches, wall, key=lambda stretch: stretch.span.start) - 1
        if index < 0 or reading.clock is None or reading.certainty is not Certainty.EXACT:
            return None
        stretch = self.stretches[index]
        if wall >= stretch.span.end or reading.period != stretch.period:
            return None
        shown = reading.clock - stretch.behind_ms
        return ClockMs(shown) if 0 <= shown <= reading.clock else None


@dataclass(frozen=True, slots=True)
class _Row:
    wall: WallMs
    shown: ClockMs | None
    reset: _Reset


@dataclass(frozen=True, slots=True)
class _Moment:
    """What the rows of one moment say; `behind_ms` holds just before it, None where untold."""

    wall: WallMs
    clock: ClockMs | None
    behind_ms: int | None
    reset: _Reset


@dataclass(frozen=True, slots=True)
class _Line:
    """From `since` on it should be `behind_ms`; where not `is_sure`, the next row has to agree."""

    since: WallMs
    behind_ms: int
    is_sure: bool


def build_shot_clock(game: Game, clock: GameClock) -> ShotClock:
    """The shot clock of a game from its rows; empty where the feed gives it in whole seconds."""
    rows = _rows(game)
    shown = [row.shown for each in rows.values() for row in each if row.shown is not None]
    if 2 * sum(value % 1_000 == 0 for value in shown) > len(shown):
        return ShotClock()
    periods = {period: _moments(period, each, clock) for period, each in rows.items()}
    full_ms = _full_ms(list(periods.values()))
    stretches = (
        Stretch(span, period, behind_ms)
        for period, moments in periods.items()
        for span, behind_ms in _known(moments, full_ms)
    )
    return ShotClock(tuple(sorted(stretches, key=attrgetter("span"))))


def _rows(game: Game) -> dict[Period, list[_Row]]:
    rows: dict[Period, list[_Row]] = defaultdict(list)
    for play in game.plays:
        rows[play.period].append(_Row(play.wall, play.shot_clock, _reset(play.classification)))
    for shot in game.shots:
        rows[shot.period].append(_Row(shot.wall, shot.shot_clock, _Reset.SURE))
    for possession in game.possessions:
        rows[possession.period] += [
            _Row(possession.start, None, _Reset.FULL),
            _Row(possession.end, None, _Reset.SURE),
        ]
    return rows


def _reset(classification: str) -> _Reset:
    kind = classification.upper()
    if _SURE.search(kind):
        return _Reset.SURE
    return _Reset.NONE if _NONE.search(kind) else _Reset.PERHAPS


def _moments(period: Period, rows: Sequence[_Row], clock: GameClock) -> list[_Moment]:
    in_order = sorted(rows, key=attrgetter("wall"))
    grouped = groupby(in_order, key=attrgetter("wall"))
    return [_moment(period, wall, list(members), clock) for wall, members in grouped]


def _moment(period: Period, wall: WallMs, rows: Sequence[_Row], clock: GameClock) -> _Moment:
    reading = clock.at(wall)
    is_exact = reading.certainty is Certainty.EXACT and reading.period == period
    now = reading.clock if is_exact else None
    shown = sorted(row.shown for row in rows if row.shown is not None)
    agree = bool(shown) and shown[-1] - shown[0] <= _AGREE_MS
    behind_ms = now - shown[0] if now is not None and agree else None
    return _Moment(wall, now, behind_ms, max(row.reset for row in rows))


def _full_ms(periods: Sequence[Sequence[_Moment]]) -> int | None:
    """What most possessions start with, by the first row that tells; None where they differ."""
    implied = [full_ms for moments in periods for full_ms in _implied(moments)]
    counted = Counter(round(full_ms / 100) * 100 for full_ms in implied)
    for full_ms, count in counted.most_common(1):
        if count >= _TOLD_AT_LEAST and 2 * count > len(implied):
            return full_ms
    return None


def _implied(moments: Sequence[_Moment]) -> Iterator[int]:
    start: ClockMs | None = None
    for moment in moments:
        if start is not None and moment.behind_ms is not None:
            yield start - moment.behind_ms
            start = None
        if moment.reset >= _Reset.SURE:
            start = moment.clock if moment.reset is _Reset.FULL else None


def _known(moments: Sequence[_Moment], full_ms: int | None) -> Iterator[tuple[WallSpan, int]]:
    line: _Line | None = None
    for moment in moments:
        if line is not None and _holds(line, moment):
            yield WallSpan(line.since, moment.wall), line.behind_ms
            line = replace(line, since=moment.wall)
        line = _after(line, moment, full_ms)


def _holds(line: _Line, moment: _Moment) -> bool:
    """Whether the shot clock went on from the line's start to this moment without a reset."""
    if moment.behind_ms is None:
        return line.is_sure
    return abs(moment.behind_ms - line.behind_ms) <= _AGREE_MS


def _after(line: _Line | None, moment: _Moment, full_ms: int | None) -> _Line | None:
    if moment.reset is _Reset.FULL and moment.clock is not None and full_ms is not None:
        return _Line(moment.wall, moment.clock - full_ms, is_sure=False)
    if moment.reset >= _Reset.SURE:
        return None
    if moment.behind_ms is not None:
        return _Line(moment.wall, moment.behind_ms, is_sure=moment.reset is _Reset.NONE)
    if line is not None and moment.reset is _Reset.PERHAPS:
        return replace(line, is_sure=False)
    return line
