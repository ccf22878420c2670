"""The four time lines, each its own type, and how a game clock is written and read."""

import re
from dataclasses import dataclass
from typing import NewType

WallMs = NewType("WallMs", int)
"""Wall clock of the tracking data, milliseconds since the epoch."""

MediaMs = NewType("MediaMs", int)
"""Position in a stream, milliseconds; 0 is the first picture of the playlist's first segment."""

ClockMs = NewType("ClockMs", int)
"""Game clock: milliseconds remaining in a period."""

FrameTime = NewType("FrameTime", int)
"""Presentation time of one picture of a stream, in microseconds on the same zero as `MediaMs`."""


@dataclass(frozen=True, slots=True, order=True)
class WallSpan:
    """A stretch of wall-clock time, `start` included, `end` not."""

    start: WallMs
    end: WallMs

    @property
    def length_ms(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True, order=True)
class MediaSpan:
    """A stretch of one stream, `start` included, `end` not."""

    start: MediaMs
    end: MediaMs

    @property
    def length_ms(self) -> int:
        return self.end - self.start


def media_ms(frame: FrameTime) -> MediaMs:
    """The nearest whole millisecond of a picture's presentation time."""
    return MediaMs(round(frame / 1000))


_CLOCK = re.compile(r"(?:(?P<minutes>\d{1,3}):)?(?P<seconds>\d{1,2})(?:\.(?P<fraction>\d{1,3}))?")


def parse_clock(text: str) -> ClockMs | None:
    """Read `12:30.0`, `1:2.3` or `05.7` as time remaining; None where it is not a clock."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    minutes, seconds = int(match["minutes"] or 0), int(match["seconds"])
    if match["minutes"] is not None and seconds > 59:
        return None
    fraction = int((match["fraction"] or "").ljust(3, "0"))
    return ClockMs((minutes * 60 + seconds) * 1000 + fraction)


def format_clock(clock: ClockMs, *, tenths: bool = True) -> str:
    """`7:24.6`, as a scoreboard shows it: cut to the tenth, never rounded up."""
    minutes, rest = divmod(clock // 100, 600)
    text = f"{minutes}:{rest // 10:02d}"
    return f"{text}.{rest % 10}" if tenths else text


def format_length(length_ms: int) -> str:
    """`0:18`: a length in minutes and whole seconds, rounded to the nearest."""
    minutes, seconds = divmod(round(length_ms / 1000), 60)
    return f"{minutes}:{seconds:02d}"
