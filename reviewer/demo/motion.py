"""Where the ten players and the ball are at any moment of a half."""

from bisect import bisect_right
from dataclasses import dataclass
from math import hypot, sin
from typing import Final

from reviewer.demo.court import HOOP_Y_MM, Point
from reviewer.demo.truth import SimHalf

Slot = tuple[int, int]
"""One of a side's five places: (side, 0 to 4); who fills it changes with substitutions."""

_SWAY_MM: Final = 130
_REACH_MM: Final = 480
"""How far from a player's centre the ball is held."""


@dataclass(frozen=True, slots=True)
class Key:
    """A slot is at `place` at `wall`."""

    wall: int
    place: Point


@dataclass(frozen=True, slots=True)
class Touch:
    """The ball reaches its owner at `wall`, after a flight that rises `peak_mm` above the hands."""

    wall: int
    owner: Slot | Point
    flight_ms: int = 420
    peak_mm: int = 600


@dataclass(frozen=True, slots=True)
class Disc:
    side: int
    jersey: str
    place: Point


@dataclass(frozen=True, slots=True)
class Scene:
    """The floor at one moment, in court millimetres; `lift_mm` is how high the ball flies."""

    discs: tuple[Disc, ...]
    ball: Point
    lift_mm: float


@dataclass(frozen=True, slots=True)
class Motion:
    """The floor of one half as a function of time; smooth at any frame rate."""

    half: SimHalf
    tracks: dict[Slot, tuple[Key, ...]]
    touches: tuple[Touch, ...]

    def at(self, wall: int) -> Scene:
        places = {slot: self._place(slot, wall) for slot in self.tracks}
        fives = [self.half.lineup(side, wall) for side in (0, 1)]
        discs = tuple(
            Disc(side, fives[side][index].jersey, place) for (side, index), place in places.items()
        )
        return Scene(discs, *self._ball(wall, places))

    def _place(self, slot: Slot, wall: int) -> Point:
        keys = self.tracks[slot]
        after = bisect_right(keys, wall, key=lambda key: key.wall)
        here = keys[max(after - 1, 0)]
        there = keys[min(after, len(keys) - 1)]
        x, y = between(here.place, there.place, _ease(_share(wall, here.wall, there.wall)))
        phase = wall / 640 + 2.4 * slot[1] + slot[0]
        return Point(x + _SWAY_MM * sin(phase), y + _SWAY_MM * sin(0.73 * phase + 1))

    def _ball(self, wall: int, places: dict[Slot, Point]) -> tuple[Point, float]:
        after = bisect_right(self.touches, wall, key=lambda touch: touch.wall)
        here = self.touches[max(after - 1, 0)]
        there = self.touches[min(after, len(self.touches) - 1)]
        share = _share(wall, max(here.wall, there.wall - there.flight_ms), there.wall)
        start, end = self._hands(here.owner, places), self._hands(there.owner, places)
        return between(start, end, share), 4 * share * (1 - share) * there.peak_mm

    def _hands(self, owner: Slot | Point, places: dict[Slot, Point]) -> Point:
        """The owner's reach towards the hoop that side attacks, or the bare place."""
        if isinstance(owner, Point):
            return owner
        place, side = places[owner], owner[0]
        hoop = Point(0, HOOP_Y_MM * self.half.hoop_end(side))
        return towards(place, hoop, _REACH_MM)


def between(start: Point, end: Point, share: float) -> Point:
    """The place a share of the way from start to end."""
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def towards(start: Point, end: Point, length_mm: float) -> Point:
    """The place `length_mm` from start on the way to end, and never beyond it."""
    distance = hypot(end.x - start.x, end.y - start.y)
    return between(start, end, min(1.0, length_mm / distance) if distance else 1.0)


def _share(wall: int, start: int, end: int) -> float:
    if end <= start:
        return 0.0 if wall < end else 1.0
    return min(max((wall - start) / (end - start), 0.0), 1.0)


def _ease(share: float) -> float:
    return share * share * (3 - 2 * share)
