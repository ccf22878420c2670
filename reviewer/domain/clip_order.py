"""How clips lie to each other: which ones overlap, and which ones contradict the game clock."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reviewer.domain.game import Clip
from reviewer.domain.times import ClockMs, MediaMs, WallMs

_OVERLAP_MS = 250
"""Clips that touch at a rebound or a whistle share a few pictures; that is no fault."""


class Placed(NamedTuple):
    """A clip where it lies in its stream."""

    media: MediaMs
    clock: ClockMs
    clip: Clip


def overlapping(clips: Iterable[Clip]) -> Iterator[Clip]:
    """The clips that start before one that started earlier is over."""
    reach: WallMs | None = None
    for clip in sorted(clips, key=lambda clip: (clip.start or 0, clip.end or 0)):
        if clip.start is None or clip.end is None:
            continue
        if reach is not None and clip.start < reach - _OVERLAP_MS:
            yield clip
        reach = clip.end if reach is None else max(reach, clip.end)


def against_the_clock(placed: Iterable[Placed]) -> list[Clip]:
    """The fewest clips of a stream without which the clock never rises from one to the next."""
    order = sorted(placed, key=lambda each: (each.media, -each.clock))
    kept = set(_longest_fall([each.clock for each in order]))
    return [each.clip for index, each in enumerate(order) if index not in kept]


def _longest_fall(clocks: Sequence[int]) -> Iterator[int]:
    """Indices of the longest part of a sequence that never rises, the last one first.

    Of the parts with n + 1 clocks `ends[n]` is where the one with the highest last clock ends.
    """
    ends: list[int] = []
    falls: list[int] = []
    before: list[int] = []
    for index, clock in enumerate(clocks):
        length = bisect_right(falls, -clock)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [index]
        falls[length : length + 1] = [-clock]
    index = ends[-1] if ends else -1
    while index >= 0:
        yield index
        index = before[index]
