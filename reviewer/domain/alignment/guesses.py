"""Ways to read a game's offsets, and how many clips bear each of them out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.domain.alignment.rows import MAJORITY, StreamRows

APART_MS = 5_000
TOLERANCE_MS = 250
SLACKS_MS = (2, 20, 100, TOLERANCE_MS)
_GRAINS_MS = (1000, 100, 10)
_ENOUGH = 0.4  # so many clips to the millisecond are no accident; an interruption shifts the rest
_FEWEST = 3


class Unit(StrEnum):
    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"

    @property
    def ms(self) -> int:
        return 1000 if self is Unit.SECONDS else 1


class DelayUse(StrEnum):
    """How a stream's delay goes into a position."""

    NONE = "none"
    """There is no delay."""
    ADDED = "added"
    """The offsets leave it out: it is added."""
    INCLUDED = "included"
    """The offsets contain it: nothing is added."""
    INCLUDED_NEGATIVE = "included_negative"
    """The offsets contain it with the other sign: nothing is added."""
    UNKNOWN = "unknown"
    """Nothing shows whether they contain it. Nothing is added: a clip that starts early costs a
    moment's wait, one that starts late loses the play."""

    def in_offset(self, delay_ms: int) -> int:
        """The part of an offset that is delay."""
        return delay_ms * {DelayUse.INCLUDED: 1, DelayUse.INCLUDED_NEGATIVE: -1}.get(self, 0)

    def in_picture(self, delay_ms: int) -> int:
        """By how much the picture is later than the video's start alone would have it."""
        return delay_ms if self is DelayUse.ADDED else self.in_offset(delay_ms)

    def to_add(self, delay_ms: int) -> int:
        """What an offset lacks."""
        return delay_ms if self is DelayUse.ADDED else 0


POSSIBLE_USES = (DelayUse.ADDED, DelayUse.INCLUDED, DelayUse.INCLUDED_NEGATIVE)


class Rounding(StrEnum):
    NEAREST = "nearest"
    DOWN = "down"

    def span(self, grain_ms: int) -> tuple[int, int]:
        """How far rounding may move a number: at least, at most."""
        if grain_ms == 1:
            return (0, 0)
        half = grain_ms // 2
        return (-half, half) if self is Rounding.NEAREST else (-grain_ms, 0)


@dataclass(frozen=True, slots=True)
class Guess:
    """One way to read the numbers, and by how much each clip's offset misses it, in order."""

    unit: Unit
    use: DelayUse
    rounding: Rounding
    grain_ms: int
    misses_ms: list[int]

    def explains(self, slack_ms: int) -> int:
        """How many offsets are as they would be, but for rounding and the slack."""
        least, most = self.rounding.span(self.grain_ms)
        first = bisect_left(self.misses_ms, least - slack_ms)
        return bisect_right(self.misses_ms, most + slack_ms) - first


def guesses(
    streams: Sequence[StreamRows], unit: Unit, grain_ms: int, uses: Iterable[DelayUse]
) -> Iterator[Guess]:
    """Every use and rounding, judged by the streams whose start is known."""
    misses = [
        (round(row.offset * unit.ms) - row.wall + item.start, row.delay_ms)
        for item in streams
        if item.start is not None
        for row in item.rows
    ]
    for use in uses:
        times = use.in_offset(1)
        left = sorted(miss - times * delay_ms for miss, delay_ms in misses)
        for rounding in Rounding:
            yield Guess(unit, use, rounding, grain_ms, left)


def unrefuted(made: Sequence[Guess], slacks_ms: Sequence[int]) -> tuple[list[Guess], int]:
    """The guesses that explain enough clips as tightly as can be, and how many clips that is.

    A rival falls when it leaves a tenth more of the clips unexplained, and three at least, or
    explains less than half as many: single damaged clips decide nothing.
    """
    asked = len(made[0].misses_ms)
    for slack in slacks_ms if asked else ():
        counts = [guess.explains(slack) for guess in made]
        best = max(counts)
        if best >= _ENOUGH * asked:
            fallen = best - max(_FEWEST, best / 10)
            counted = zip(made, counts, strict=True)
            return [guess for guess, count in counted if count > fallen and 2 * count >= best], best
    return [], 0


def find_grain(streams: Sequence[StreamRows], unit: Unit) -> int:
    """What the offsets are rounded to, in milliseconds: 1000, 100, 10 or 1."""
    offsets = [round(row.offset * unit.ms) for item in streams for row in item.rows if row.offset]
    for grain in _GRAINS_MS:
        if offsets and sum(not offset % grain for offset in offsets) > MAJORITY * len(offsets):
            return grain
    return 1
