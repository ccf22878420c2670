"""The moments of one period on which its witnesses agree, and how many were outvoted."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby
from statistics import median_low

from reviewer.domain.clock.witness import Halt, Witness
from reviewer.domain.times import ClockMs, WallMs

_FINE_MS = 10
_FINE_WEIGHT = 10
"""A source exact to the millisecond outweighs rows in tenths or seconds, unless it stands alone."""

_JITTER_MS = 250
"""Two sources, each exact, may read the same scoreboard this much apart; beyond, one is wrong."""

_PERIOD_AT_MOST_MS = 3 * 3_600_000
_CLOCK_AT_MOST_MS = 60 * 60_000
_FROZEN_MS = 5 * 60_000
"""Longer than any time-out: a feed that never moves in that time does not know its clock."""

Chain = tuple[int, int]
"""The weight and the last row of a chain of rows that agree."""

_NO_CHAIN: Chain = (0, -1)


@dataclass(frozen=True, slots=True)
class Knot:
    """A moment at which the clock is known; `doubt_ms` is 0 where it is known to the millisecond.

    `moved_ms` is how far the reading lies from what the row says.
    """

    wall: WallMs
    clock: ClockMs
    halt: Halt
    doubt_ms: int = 0
    moved_ms: int = 0


@dataclass(frozen=True, slots=True)
class Consensus:
    """Knots in wall order, between which the clock falls by 0 to 1 s per second.

    `outvoted` are the moments of the rows that contradict them, in order.
    """

    knots: tuple[Knot, ...]
    outvoted: tuple[WallMs, ...]


def agree(witnesses: Iterable[Witness]) -> Consensus:
    """What most of one period's witnesses say; their clocks count down, their order is free."""
    merged = _merged(witnesses)
    credible = _credible(merged)
    chosen = _weightiest_chain(credible)
    fine = [w for w in chosen if not _doubt(w)] or chosen
    knots = [Knot(w.wall, w.clock, w.halt, _doubt(w)) for w in fine]
    firm = set(chosen)
    rest = sorted(set(credible) - set(fine), key=lambda w: (w not in firm, w.wall, w.clock))
    outvoted = [w.wall for w in rest if not _settle(knots, w)]
    outvoted += [w.wall for w in set(merged) - set(credible)]
    return Consensus(tuple(knots), tuple(sorted(outvoted)))


def _doubt(witness: Witness) -> int:
    return witness.grain_ms if witness.grain_ms > _FINE_MS else 0


def _merged(witnesses: Iterable[Witness]) -> list[Witness]:
    """One witness for each moment and clock: the finest, knowing what all of them know."""
    order = sorted(witnesses, key=lambda w: (w.wall, w.clock, w.grain_ms))
    merged = []
    for _, group in groupby(order, key=lambda w: (w.wall, w.clock)):
        finest, *others = group
        halt = reduce(_both, (w.halt for w in others), finest.halt)
        merged.append(replace(finest, halt=halt) if others else finest)
    return merged


def _both(one: Halt, other: Halt) -> Halt:
    """What two rows of the same moment say together: the clock ran up to a whistle."""
    whistled = one.is_whistle or other.is_whistle
    before_ms = 0 if whistled else max(one.before_ms, other.before_ms)
    return Halt(before_ms, max(one.after_ms, other.after_ms))


def _credible(witnesses: Sequence[Witness]) -> list[Witness]:
    """Without times that no period can have, and nothing where the clock never moves."""
    if not witnesses:
        return []
    middle = median_low(w.wall for w in witnesses)
    kept = [
        w
        for w in witnesses
        if abs(w.wall - middle) <= _PERIOD_AT_MOST_MS and 0 <= w.clock <= _CLOCK_AT_MOST_MS
    ]
    frozen = len({w.clock for w in kept}) == 1 and kept[-1].wall - kept[0].wall > _FROZEN_MS
    return [] if frozen else kept


def _weightiest_chain(witnesses: Sequence[Witness]) -> list[Witness]:
    """The weightiest set in which the clock never rises and never outruns the wall clock.

    Both hold when, ordered by wall + clock (which grows only while the clock stands), the clock
    never rises. A fine row counts twice that agrees to the millisecond with the one before it in
    its chain that the clock ran all the time between them, or stood.
    """
    order = sorted(witnesses, key=lambda w: (w.wall + w.clock, -w.clock))
    clocks = sorted({witness.clock for witness in order}, reverse=True)
    places = {clock: place for place, clock in enumerate(clocks, 1)}
    chains = _Chains(len(clocks))
    by_line: dict[int, Chain] = {}
    by_clock: dict[int, Chain] = {}
    previous: list[int] = []
    for index, witness in enumerate(order):
        place, line = places[witness.clock], witness.wall + witness.clock
        own = 1 if _doubt(witness) else _FINE_WEIGHT
        agreeing = max(by_line.get(line, _NO_CHAIN), by_clock.get(witness.clock, _NO_CHAIN))
        backing = own if agreeing > _NO_CHAIN and not _doubt(witness) else 0
        weight, before = max((agreeing[0] + backing, agreeing[1]), chains.best(place))
        previous.append(before)
        chain = weight + own, index
        chains.add(place, chain)
        by_line[line] = max(by_line.get(line, _NO_CHAIN), chain)
        by_clock[witness.clock] = max(by_clock.get(witness.clock, _NO_CHAIN), chain)
    return _walk_back(order, previous, chains.best(len(clocks))[1])


class _Chains:
    """The weightiest chain that ends at or before a place: a Fenwick tree of maxima."""

    def __init__(self, places: int) -> None:
        self._best = [_NO_CHAIN] * (places + 1)

    def best(self, place: int) -> Chain:
        found = _NO_CHAIN
        while place > 0:
            found = max(found, self._best[place])
            place -= place & -place
        return found

    def add(self, place: int, chain: Chain) -> None:
        while place < len(self._best):
            self._best[place] = max(self._best[place], chain)
            place += place & -place


def _walk_back(order: Sequence[Witness], previous: Sequence[int], last: int) -> list[Witness]:
    chain = []
    while last >= 0:
        chain.append(order[last])
        last = previous[last]
    return chain[::-1]


def _settle(knots: list[Knot], witness: Witness) -> bool:
    """Fit a witness between its neighbours if it is off by no more than its own step.

    The row's clock is moved to where the laws allow; where it is known only to a step, to the
    clock that its sharper neighbours imply. False when it contradicts them.
    """
    place = bisect_left(knots, witness.wall, key=lambda knot: knot.wall)
    fresh = _fitted(knots[place - 1 : place], knots[place : place + 1], witness)
    if abs(fresh.clock - witness.clock) > _doubt(witness) + _JITTER_MS:
        return False
    if place < len(knots) and knots[place].wall == witness.wall:
        knots[place] = replace(knots[place], halt=_both(knots[place].halt, witness.halt))
    else:
        knots.insert(place, fresh)
    return True


def _fitted(before: Sequence[Knot], after: Sequence[Knot], witness: Witness) -> Knot:
    told, doubt_ms = witness.clock, _doubt(witness)
    lows = [k.clock - witness.wall + k.wall for k in before] + [k.clock for k in after]
    highs = [k.clock for k in before] + [k.clock + k.wall - witness.wall for k in after]
    low, high = max(0, max(lows, default=told)), min(highs, default=told)  # none is below zero
    sharp = [k for k in (*before, *after) if k.doubt_ms == 0]
    implied = {c for k in sharp for c in (k.clock, k.clock + k.wall - witness.wall)}
    near = [c for c in implied if low <= c <= high and abs(c - told) <= doubt_ms]
    if near:
        clock = ClockMs(min(near, key=lambda c: (abs(c - told), c)))
        return Knot(witness.wall, clock, witness.halt, 0, abs(clock - told))
    clock = ClockMs(min(max(told, low), high))
    moved_ms = abs(clock - told)
    room_ms = high - low + max(k.doubt_ms for k in (*before, *after))
    return Knot(witness.wall, clock, witness.halt, min(doubt_ms + moved_ms, room_ms), moved_ms)
