"""How the clock went between knots, as straight legs, and how far from them the truth can lie."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reviewer.domain.clock.consensus import Consensus, Knot
from reviewer.domain.clock.witness import FRAME_MS, Stoppage
from reviewer.domain.times import ClockMs, WallMs

_WHOLE_MINUTE_MS = 60_000
_TOLD_AT_LEAST = 3
_UNTOLD_AT_MOST = 0.05
"""A feed tells of its stops when rows explain at least three, and leave one in twenty unsaid."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch, `end` not included, in which the clock falls evenly from `high` to `low`.

    It lies between the knots `before` and `after`; beyond the first and the last there is one.
    """

    start: WallMs
    end: WallMs
    high: ClockMs
    low: ClockMs
    before: Knot | None
    after: Knot | None
    is_exact: bool

    @property
    def is_between_rows(self) -> bool:
        """False beyond the first and the last knot, where the clock is a guess."""
        return self.before is not None and self.after is not None

    @property
    def running(self) -> bool | None:
        """None where all that is known is that the clock ran and stood somewhere in the leg."""
        fall_ms, length_ms = self.high - self.low, self.end - self.start
        if fall_ms == 0:
            return False
        if length_ms - fall_ms <= FRAME_MS:
            return True
        return False if self.is_exact else None

    def clock(self, wall: WallMs) -> ClockMs:
        """The reading at a moment of this leg."""
        fell_ms = (self.high - self.low) * (wall - self.start) // (self.end - self.start)
        return ClockMs(self.high - fell_ms)

    def wall(self, clock: ClockMs) -> WallMs:
        """The first moment of this leg at which it reads `clock` or less; it does at its end."""
        if clock >= self.high:
            return self.start
        fall_ms, length_ms = self.high - self.low, self.end - self.start
        return WallMs(self.start - (clock - self.high) * length_ms // fall_ms)

    def bound_ms(self, wall: WallMs) -> int:
        """The greatest error that a reading at `wall` can have; 0 where it is exact."""
        before, after, clock = self.before, self.after, self.clock(wall)
        if self.is_exact:
            return 0
        doubt_ms = max(knot.doubt_ms for knot in (before, after) if knot is not None)
        highs: list[int] = []
        lows = [0]
        if before is not None:
            if wall == before.wall:
                return min(before.moved_ms, before.doubt_ms)
            highs.append(before.clock)
            lows.append(before.clock - wall + before.wall)
        if after is not None:
            highs.append(after.clock + after.wall - wall)
            lows.append(after.clock)
        return max(min(highs) - clock, clock - max(lows)) + doubt_ms


def legs_through(
    consensus: Consensus, stoppages: Sequence[Stoppage], lead_ms: int, tail_ms: int
) -> tuple[Leg, ...]:
    """The whole way of one period, and `lead_ms` and `tail_ms` beyond its first and last knot."""
    knots = _carry_halts(consensus.knots)
    unsaid = sorted([*consensus.outvoted, *(stoppage.wall for stoppage in stoppages)])
    if tells_stops := _tells_stops(knots, unsaid):
        knots = _place_whistles(knots, stoppages, unsaid)
    sure = [False, *(_is_sure(before, after) for before, after in pairwise(knots)), False]
    backed = (left and right for left, right in zip(sure, sure[2:], strict=False))
    legs = [_lead(knots[0], lead_ms)]
    for (before, after), is_backed in zip(pairwise(knots), backed, strict=True):
        is_told = tells_stops and is_backed and not _count(unsaid, before, after)
        legs.extend(_between(before, after, is_told=is_told))
    return (*legs, *_tail(knots[-1], tail_ms))


def _is_sure(before: Knot, after: Knot) -> bool:
    """Whether the clock ran all the time, or stood: two rows that agree on it back each other."""
    return _slack_ms(before, after) <= FRAME_MS or before.clock - after.clock <= FRAME_MS


def _slack_ms(before: Knot, after: Knot) -> int:
    """How long the clock stood in all between two knots."""
    return (after.wall - before.wall) - (before.clock - after.clock)


def _carry_halts(knots: Sequence[Knot]) -> list[Knot]:
    """A row that says nothing leaves the clock standing as the one before it did."""
    carried = [knots[0]]
    for knot in knots[1:]:
        before, halt = carried[-1], knot.halt
        stood = before.clock - knot.clock <= FRAME_MS
        if stood and halt.after_ms == 0 and before.halt.after_ms > 0:
            halt = replace(halt, after_ms=before.halt.after_ms)
        carried.append(knot if halt is knot.halt else replace(knot, halt=halt))
    return carried


def _tells_stops(knots: Sequence[Knot], unsaid: Sequence[WallMs]) -> bool:
    """Whether nearly every stop is explained by a row, so that a told one is the only one."""
    told = untold = ran = 0
    for before, after in pairwise(knots):
        if _slack_ms(before, after) <= FRAME_MS:
            ran += 1
        elif before.clock - after.clock > FRAME_MS:
            is_told = _is_told(before, after) or _count(unsaid, before, after) > 0
            told, untold = told + is_told, untold + (not is_told)
    return ran + told >= _TOLD_AT_LEAST and untold <= _UNTOLD_AT_MOST * (ran + told)


def _is_told(before: Knot, after: Knot) -> bool:
    """Whether the rows say that the clock stood at one end of the gap, and only there."""
    return (before.halt.after_ms > 0) != (after.halt.before_ms > 0)


def _count(walls: Sequence[WallMs], before: Knot, after: Knot) -> int:
    """How many of the moments lie inside the gap."""
    return bisect_left(walls, after.wall) - bisect_right(walls, before.wall)


def _place_whistles(
    knots: Sequence[Knot], stoppages: Sequence[Stoppage], unsaid: Sequence[WallMs]
) -> list[Knot]:
    """A lone whistle in a stretch with a stop that nothing else explains: it ran up to there."""
    placed = list(knots)
    for stoppage in stoppages:
        place = bisect_left(knots, stoppage.wall, key=lambda knot: knot.wall)
        if not (0 < place < len(knots) and stoppage.halt.is_whistle):
            continue
        before, after = knots[place - 1], knots[place]
        is_silent = before.halt.after_ms == 0 and after.halt.before_ms == 0
        clock = ClockMs(before.clock - stoppage.wall + before.wall)
        fits = 0 <= clock - after.clock <= after.wall - stoppage.wall
        if is_silent and fits and _count(unsaid, before, after) == 1:
            knot = Knot(stoppage.wall, clock, stoppage.halt, before.doubt_ms, before.doubt_ms)
            insort(placed, knot, key=lambda knot: knot.wall)
    return placed


def _between(before: Knot, after: Knot, *, is_told: bool) -> Iterator[Leg]:
    """Stood, ran, stood: the slack is shared out by how long each kind of row is known to take.

    Where neither row says that the clock stood, the fall is spread evenly over the whole gap.
    """
    slack_ms = _slack_ms(before, after)
    halts_ms = before.halt.after_ms + after.halt.before_ms
    is_sure = _is_sure(before, after)
    is_sharp = max(before.doubt_ms, after.doubt_ms) <= FRAME_MS
    is_exact = is_sharp and (is_sure or (is_told and _is_told(before, after)))
    points = [(before.wall, before.clock), (after.wall, after.clock)]
    if halts_ms > 0 and not is_sure:
        starts = WallMs(before.wall + slack_ms * before.halt.after_ms // halts_ms)
        stops = WallMs(starts + before.clock - after.clock)
        points[1:1] = [(starts, before.clock), (stops, after.clock)]
    for (start, high), (end, low) in pairwise(points):
        if start < end:
            yield Leg(start, end, high, low, before, after, is_exact)


def _lead(first: Knot, lead_ms: int) -> Leg:
    """Before the first knot: it stood if that is a period's start, else it most likely ran."""
    is_start = first.clock > 0 and first.clock % _WHOLE_MINUTE_MS == 0
    high = first.clock if is_start else ClockMs(first.clock + lead_ms)
    is_exact = is_start and first.halt.before_ms > 0 and first.doubt_ms == 0
    return Leg(WallMs(first.wall - lead_ms), first.wall, high, first.clock, None, first, is_exact)


def _tail(last: Knot, tail_ms: int) -> Iterator[Leg]:
    """After the last knot: it stands at 0 or after a whistle, else it most likely ran on to 0."""
    stands = last.clock == 0 or last.halt.after_ms > 0
    is_exact = last.clock == 0 and last.doubt_ms == 0
    low = last.clock if stands else ClockMs(max(0, last.clock - tail_ms))
    end = WallMs(last.wall + tail_ms)
    stops = end if stands else WallMs(last.wall + last.clock - low)
    yield Leg(last.wall, stops, last.clock, low, last, None, is_exact)
    if stops < end:
        yield Leg(stops, end, low, low, last, None, is_exact)
