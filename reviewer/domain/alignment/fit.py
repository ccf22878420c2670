"""The wall time that a stream's first picture shows, by what most of its clips say."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from reviewer.domain.alignment.guesses import TOLERANCE_MS, Rounding
from reviewer.domain.game import ClipId
from reviewer.domain.times import WallMs

_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Vote:
    """The wall time of the stream's first picture as one clip has it."""

    clip: ClipId
    wall: WallMs
    zero: WallMs


@dataclass(frozen=True, slots=True)
class Grain:
    """What the offsets are rounded to, and the ways in which that may have been done."""

    ms: int
    roundings: tuple[Rounding, ...]

    @property
    def reach_ms(self) -> int:
        """How far a clip's own place may be from its stream's before it contradicts it."""
        return TOLERANCE_MS + self.ms - 1


@dataclass(frozen=True, slots=True)
class Fit:
    """`bound_ms` is how far off the zero can be if the clips that agree with it are right."""

    zero: WallMs
    bound_ms: int
    agreeing: tuple[Vote, ...]
    outliers: tuple[Vote, ...]


def fit_zero(votes: Sequence[Vote], expected: WallMs | None, grain: Grain) -> Fit | None:
    """The zero on which most clips agree; the start of the video counts as one more witness.

    `expected` is the zero by the video's start, where that is to be trusted. Rounded offsets
    leave an interval each, and all of them together a narrower one than any alone.
    None where there is neither a clip nor a start to go by.
    """
    camp = _camp(sorted(vote.zero for vote in votes), expected, grain)
    if camp:
        zero, bound_ms = _settle(camp, expected, grain)
    elif expected is not None:
        zero, bound_ms = expected, grain.reach_ms
    else:
        return None
    agreeing = tuple(vote for vote in votes if abs(vote.zero - zero) <= grain.reach_ms)
    outliers = tuple(vote for vote in votes if abs(vote.zero - zero) > grain.reach_ms)
    return Fit(zero, bound_ms, agreeing, outliers)


def _camp(zeros: Sequence[WallMs], expected: WallMs | None, grain: Grain) -> Sequence[WallMs]:
    densest = _densest(zeros, max(2 * TOLERANCE_MS, grain.ms))
    if expected is None:
        return densest
    near = max(TOLERANCE_MS, grain.ms)
    first, last = bisect_left(zeros, expected - near), bisect_right(zeros, expected + near)
    expected_camp = zeros[first:last]
    return expected_camp if len(expected_camp) + 1 >= len(densest) else densest


def _densest(zeros: Sequence[WallMs], width_ms: int) -> Sequence[WallMs]:
    """The most numbers that lie within a width of each other."""
    best, first = range(0), 0
    for last, zero in enumerate(zeros):
        while zero - zeros[first] > width_ms:
            first += 1
        if last + 1 - first > len(best):
            best = range(first, last + 1)
    return zeros[best.start : best.stop]


def _settle(camp: Sequence[WallMs], expected: WallMs | None, grain: Grain) -> tuple[WallMs, int]:
    """The zero and its bound; rounding explains a camp only if it leaves next to none out."""
    rounded = _densest(camp, grain.ms)
    if grain.ms > 1 and len(rounded) >= _NEARLY_ALL * len(camp):
        return _settle_rounded(rounded[0], rounded[-1], expected, grain)
    zero = median_low(camp)
    near = [other for other in camp if abs(other - zero) <= TOLERANCE_MS]
    return zero, max(near[-1] - zero, zero - near[0], 1)


def _settle_rounded(
    low: WallMs, high: WallMs, expected: WallMs | None, grain: Grain
) -> tuple[WallMs, int]:
    """Each vote is off by its rounding: what they all allow, by any way of rounding still open."""
    spans = [rounding.span(grain.ms) for rounding in grain.roundings]
    least = min(high + early for early, _ in spans)
    most = max(low + late for _, late in spans)
    early, late = spans[0]
    middle = WallMs((low + late + high + early) // 2)
    zero = expected if expected is not None and least <= expected <= most else middle
    return zero, max(zero - least, most - zero, 1)
