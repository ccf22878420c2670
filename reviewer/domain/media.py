"""A stretch of a stream brought to this machine: what the player gets to show."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reviewer.domain.game import StreamId
from reviewer.domain.times import FrameTime, MediaSpan

_SOME = 100
"""Pictures enough to tell the usual distance between two."""

_HALF_MS_US = 500
"""Positions are whole milliseconds: a picture may begin this long after its own."""

_ROUGH_US = 2_000
"""So far off is an end at most: rounded as a position, by drift, and once as a usual length."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class MediaWindow:
    """A local file whose picture at file time 0 is the stream's picture at `pictures[0]`.

    `pictures` are the presentation times of all its pictures, rising; `gaps` are stretches
    whose footage could not be had and in which the last picture stays on screen. One that is not
    `whole` ends early: a longer one is on its way. Times that it is asked about may be pictures'
    own, or those of positions, which are whole milliseconds.
    """

    path: Path
    stream: StreamId
    pictures: tuple[FrameTime, ...]
    end: FrameTime
    """When the last picture's time is over."""
    gaps: tuple[MediaSpan, ...] = ()
    whole: bool = True
    expired: bool = False
    """Whether a gap is there because the stream's address is not good any more."""

    @property
    def start(self) -> FrameTime:
        return self.pictures[0]

    @property
    def frame_us(self) -> int:
        """How long a picture usually stands, in microseconds."""
        steps = sorted(later - earlier for earlier, later in pairwise(self.pictures[:_SOME]))
        return steps[len(steps) // 2] if steps else self.end - self.start

    def index_at(self, time: FrameTime) -> int:
        """Index of the picture on screen at `time`; the first or last one outside the window."""
        return max(0, bisect_right(self.pictures, time + _HALF_MS_US) - 1)

    def last_before(self, stop: FrameTime) -> int:
        """Index of the last picture to show where playing stops before `stop`.

        That is the one on screen then, unless it has only just begun: `stop` means its beginning.
        """
        index = max(0, bisect_right(self.pictures, stop) - 1)
        begun_us = stop - self.pictures[index]
        has_begun = begun_us > min(_ROUGH_US, self.shown_until(index) - stop)
        return index if has_begun else max(0, index - 1)

    def has(self, time: FrameTime) -> bool:
        """Whether the picture on screen at `time` is one of these."""
        return self.start <= time + _HALF_MS_US < self.end

    def reaches(self, time: FrameTime) -> bool:
        """Whether it goes on far enough to have the picture on screen at `time`."""
        return time + _ROUGH_US < self.end

    def ends_before(self, stop: FrameTime) -> bool:
        """Whether pictures that come before `stop` follow its own."""
        return self.end + _ROUGH_US < stop

    def picture_at(self, time: FrameTime) -> FrameTime:
        """The picture on screen at `time`."""
        return self.pictures[self.index_at(time)]

    def stepped(self, time: FrameTime, count: int) -> FrameTime:
        """The picture `count` pictures after the one at `time` (before it where negative)."""
        index = min(max(self.index_at(time) + count, 0), len(self.pictures) - 1)
        return self.pictures[index]

    def shown_until(self, index: int) -> FrameTime:
        """When the picture with this index gives way to the next."""
        return self.pictures[index + 1] if index + 1 < len(self.pictures) else self.end

    def gaps_in(self, span: MediaSpan) -> tuple[MediaSpan, ...]:
        """The stretches of `span` whose footage could not be had."""
        return tuple(
            MediaSpan(max(gap.start, span.start), min(gap.end, span.end))
            for gap in self.gaps
            if gap.start < span.end and span.start < gap.end
        )
