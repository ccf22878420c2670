"""Wall time to game clock and back, for a whole game; every reading says how sure it is."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from reviewer.domain.clock.consensus import Knot, agree
from reviewer.domain.clock.labels import by_period, in_their_time
from reviewer.domain.clock.path import Leg, legs_through
from reviewer.domain.clock.witness import Stoppage, Witness, stoppages_of, witnesses_of
from reviewer.domain.game import Game
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs, WallSpan

_MARGIN_MS = 30_000
"""How far beyond its first and last row a period's clock is still worth a guess."""

_USEFUL_BOUND_MS = 60_000
"""A reading that can be off by more than this is no reading."""


class Certainty(StrEnum):
    """How sure a reading is: right to the frame, within a bound, or not known."""

    EXACT = "exact"
    BOUNDED = "bounded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The clock at one moment: off by `bound_ms` at most, 0 when exact, None when unknown.

    `running` is None where all that is known is that it ran and stood somewhere around here.
    """

    period: Period | None
    clock: ClockMs | None
    certainty: Certainty
    bound_ms: int | None
    running: bool | None


_NOTHING = ClockReading(None, None, Certainty.UNKNOWN, None, None)


@dataclass(frozen=True, slots=True)
class PeriodClock:
    """One period's map, from its first row to its last."""

    period: Period
    span: WallSpan
    first: ClockMs
    last: ClockMs
    contradictions: int
    """Rows that the others outvoted."""
    legs: tuple[Leg, ...] = field(repr=False)
    _starts: tuple[WallMs, ...] = field(repr=False)

    def leg(self, wall: WallMs) -> Leg | None:
        """The leg of the map that a moment lies in."""
        if not self._starts[0] <= wall < self.legs[-1].end:
            return None
        return self.legs[bisect_right(self._starts, wall) - 1]

    def when(self, clock: ClockMs) -> WallSpan | None:
        """The interval in which that clock was showing, None where no row reaches so far."""
        if not self.last <= clock <= self.first:
            return None
        start = max(self._first_wall(clock), self.span.start)
        end = min(self._first_wall(ClockMs(clock - 1)), WallMs(self.span.end + 1))
        return WallSpan(start, end)

    def _first_wall(self, clock: ClockMs) -> WallMs:
        """The first moment at which the clock reads this or less."""
        index = bisect_left(self.legs, -clock, key=lambda leg: -leg.low)
        return self.legs[index].wall(clock) if index < len(self.legs) else self.legs[-1].end


@dataclass(frozen=True, slots=True)
class GameClock:
    """The clock of a game. Periods are in the order in which they were played."""

    periods: tuple[PeriodClock, ...]

    def at(self, wall: WallMs) -> ClockReading:
        """What the clock showed at a moment."""
        found = [(p, leg) for p in self.periods if (leg := p.leg(wall)) is not None]
        if not found:
            return _NOTHING
        period, leg = found[0] if len(found) == 1 else min(found, key=_length_ms)
        bound_ms = leg.bound_ms(wall)
        if bound_ms > _USEFUL_BOUND_MS:
            return ClockReading(period.period, None, Certainty.UNKNOWN, None, None)
        certainty = Certainty.BOUNDED if bound_ms else Certainty.EXACT
        return ClockReading(period.period, leg.clock(wall), certainty, bound_ms, leg.running)

    def when(self, period: Period, clock: ClockMs) -> WallSpan | None:
        """When that clock was showing: a stop gives its whole span. None where no row tells."""
        maps = (each for each in self.periods if each.period == period)
        return next((each.when(clock) for each in maps), None)

    def stopped(self, span: WallSpan) -> tuple[WallSpan, ...]:
        """The stretches of `span` in which the clock stands by all that is known, in order."""
        merged: list[WallSpan] = []
        for stand in sorted(self._stands(span)):
            joins = bool(merged) and stand.start <= merged[-1].end
            start = merged.pop().start if joins else stand.start
            merged.append(WallSpan(start, stand.end))
        return tuple(merged)

    def _stands(self, span: WallSpan) -> Iterator[WallSpan]:
        for period in self.periods:
            for leg in period.legs:
                start, end = max(leg.start, span.start), min(leg.end, span.end)
                if start < end and leg.is_between_rows and leg.running is False:
                    yield WallSpan(start, end)


def build_clock(game: Game) -> GameClock:
    """The clock of a game from everything in it that carries both times."""
    return clock_from_witnesses(witnesses_of(game), stoppages_of(game))


def clock_from_witnesses(
    witnesses: Iterable[Witness], stoppages: Iterable[Stoppage] = ()
) -> GameClock:
    """The clock that most of the witnesses agree on, period by period.

    Theirs count down; their order is free.
    """
    rows = by_period(witnesses)
    stops = defaultdict(list)
    for stoppage in stoppages:
        stops[stoppage.period].append(stoppage)
    in_time = in_their_time(rows)
    agreed = {period: agree(each) for period, each in in_time.items()}
    played = sorted((p for p in agreed if agreed[p].knots), key=lambda p: agreed[p].knots[0].wall)
    margins = _margins_ms([agreed[period].knots for period in played])
    maps = []
    for period, margins_ms in zip(played, margins, strict=True):
        legs = legs_through(agreed[period], stops[period], *margins_ms)
        outvoted = len(rows[period]) - len(in_time[period]) + len(agreed[period].outvoted)
        maps.append(_period_clock(period, agreed[period].knots, outvoted, legs))
    return GameClock(tuple(maps))


def _margins_ms(knots: Sequence[Sequence[Knot]]) -> list[tuple[int, int]]:
    """How far each period's map may reach before its first and after its last knot."""
    breaks_ms = [(after[0].wall - before[-1].wall) // 2 for before, after in pairwise(knots)]
    inner = [min(_MARGIN_MS, max(1, break_ms)) for break_ms in breaks_ms]
    return list(pairwise([_MARGIN_MS, *inner, _MARGIN_MS])) if knots else []


def _period_clock(
    period: Period, knots: Sequence[Knot], contradictions: int, legs: tuple[Leg, ...]
) -> PeriodClock:
    first, last = knots[0], knots[-1]
    span = WallSpan(first.wall, last.wall)
    starts = tuple(leg.start for leg in legs)
    return PeriodClock(period, span, first.clock, last.clock, contradictions, legs, starts)


def _length_ms(found: tuple[PeriodClock, Leg]) -> int:
    """Where periods overlap, the one whose rows lie closer together is believed."""
    return found[1].end - found[1].start
