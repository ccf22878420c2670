"""The two-way map between a stream's positions and the wall clock, in whole milliseconds."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from reviewer.domain.times import MediaMs, WallMs

_BILLION = 1_000_000_000
_by_media = attrgetter("media")
_by_wall = attrgetter("wall")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `media` on, where the picture shows `wall`, both run on together.

    `drift_ppb` is how much faster the wall clock runs than the stream, in parts per billion.
    """

    media: MediaMs
    wall: WallMs
    drift_ppb: int = 0

    def wall_at(self, media: MediaMs) -> WallMs:
        passed = media - self.media
        return WallMs(self.wall + passed + divide(passed * self.drift_ppb, _BILLION))

    def media_at(self, wall: WallMs) -> MediaMs:
        """The last position that shows `wall`, or what came before where none does."""
        passed = wall - self.wall
        near = MediaMs(self.media + divide(passed * _BILLION, _BILLION + self.drift_ppb))
        later = MediaMs(near + 1)
        if self.wall_at(later) <= wall:
            return later
        return near if self.wall_at(near) <= wall else MediaMs(near - 1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Stretches whose media and wall times both rise; the first also reaches back without end.

    Neither direction ever runs backward. Where a later stretch starts at a wall time that is
    already past, the wall clock waits for it; where it starts ahead, the times between are in no
    picture and lead to the first one after them. Without drift the two directions are exact
    inverses elsewhere; with it they return to within a millisecond.
    """

    stretches: tuple[Stretch, ...]

    def wall_at(self, media: MediaMs) -> WallMs:
        """The wall time that the picture at a position shows."""
        index = max(bisect_right(self.stretches, media, key=_by_media) - 1, 0)
        wall = self.stretches[index].wall_at(media)
        after = self.stretches[index + 1 : index + 2]
        return min(wall, after[0].wall) if after else wall

    def media_at(self, wall: WallMs) -> MediaMs:
        """The position of the picture that shows a wall time."""
        index = max(bisect_right(self.stretches, wall, key=_by_wall) - 1, 0)
        media = self.stretches[index].media_at(wall)
        after = self.stretches[index + 1 : index + 2]
        return min(media, after[0].media) if after else media


def timeline_from(zero_wall: WallMs) -> Timeline:
    """A stream whose first picture shows `zero_wall`, without a jump or drift."""
    return Timeline((Stretch(MediaMs(0), zero_wall),))


def join(stretches: Iterable[Stretch]) -> Timeline:
    """One time line of stretches in order of media; one that a later jump back undoes is left out.

    There must be at least one stretch.
    """
    first, *others = stretches
    kept: list[Stretch] = []
    for stretch in reversed(others):
        if not kept or stretch.wall < kept[-1].wall:
            kept.append(stretch)
    return Timeline((first, *reversed(kept)))


def divide(amount: int, by: int) -> int:
    """Whole-number division to the nearest, halves upward; exact at any size. `by` is positive."""
    return (2 * amount + by) // (2 * by)
