"""A clip's times as the user wants them: game clock, the clip's own, or time of day."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum
from itertools import pairwise

from reviewer.domain.game import Clip, Game
from reviewer.domain.moment import GameTimes, Moment
from reviewer.domain.plan import PlaybackPlan
from reviewer.domain.play_clips import MOMENT
from reviewer.domain.times import (
    ClockMs,
    FrameTime,
    MediaMs,
    WallMs,
    format_clock,
    format_length,
    media_ms,
)
from reviewer.ui.clock_overlay import clock_words

_STEPS_MS = tuple(1000 * step for step in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600))
_SAMPLES = 240
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TimeMode(Enum):
    """Which of a frame's times is shown."""

    CLOCK = "Game clock"
    CLIP = "Clip time"
    WALL = "Time of day"

    @property
    def next(self) -> "TimeMode":
        modes = list(TimeMode)
        return modes[(modes.index(self) + 1) % len(modes)]


@dataclass(frozen=True, slots=True)
class Tick:
    """A round time and where in the stream it is."""

    media: MediaMs
    words: str


@dataclass(frozen=True, slots=True)
class TimeScale:
    """The times of what is played, in one mode; times of day are those of `zone`."""

    mode: TimeMode
    plan: PlaybackPlan
    times: GameTimes
    zone: tzinfo

    def words(self, moment: Moment) -> str:
        """A frame's time to the tenth; empty where it is not known."""
        if self.mode is TimeMode.CLOCK:
            return clock_words(moment.reading)
        if self.mode is TimeMode.CLIP:
            return _signed(media_ms(moment.frame) - self.plan.marked.start)
        return self._time_of_day(moment.wall, tenths=True) if moment.wall is not None else ""

    def words_at(self, media: MediaMs) -> str:
        """The time of the frame at a position."""
        return self.words(self._moment(media))

    def span_words(self, clip: Clip) -> str:
        """What the time runs through while the clip plays."""
        if self.mode is TimeMode.CLIP:
            return f"of {format_length(self.plan.marked.length_ms)}"
        if self.mode is TimeMode.WALL and clip.start is not None and clip.end is not None:
            return f"of {self._time_of_day(clip.start)} – {self._time_of_day(clip.end)}"
        if clip.source == MOMENT or self.mode is TimeMode.WALL:
            return ""
        return _clock_span(clip)

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """Round times at a step that leaves no more than `most` of them, about."""
        wanted_ms = self.plan.played.length_ms / most
        step_ms = next((step for step in _STEPS_MS if step >= wanted_ms), _STEPS_MS[-1])
        return tuple(self._ticks(step_ms))

    def _ticks(self, step_ms: int) -> Iterator[Tick]:
        played = self.plan.played
        places = [
            MediaMs(played.start + played.length_ms * index // _SAMPLES)
            for index in range(_SAMPLES + 1)
        ]
        values = [(place, self._value(place)) for place in places]
        for (start, before), (end, after) in pairwise(values):
            if before is None or after is None or before // step_ms == after // step_ms:
                continue
            place = self._first_beyond(start, end, before // step_ms, step_ms)
            rounded_ms = max(before // step_ms, after // step_ms) * step_ms
            yield Tick(place, self._rounded_words(rounded_ms))

    def _first_beyond(self, start: MediaMs, end: MediaMs, step: int, step_ms: int) -> MediaMs:
        """Where between two positions the time leaves this step."""

        def steps_left(media: int) -> int:
            value = self._value(MediaMs(media))
            return 0 if value is None else abs(value // step_ms - step)

        return MediaMs(start + bisect_left(range(start, end), 1, key=steps_left))

    def _value(self, media: MediaMs) -> int | None:
        """The time at a position as milliseconds that ticks are round in."""
        if self.mode is TimeMode.CLIP:
            return media - self.plan.marked.start
        moment = self._moment(media)
        if self.mode is TimeMode.CLOCK:
            return moment.reading.clock
        if moment.wall is None:
            return None
        return moment.wall + self._offset_ms(moment.wall)

    def _rounded_words(self, value_ms: int) -> str:
        if self.mode is TimeMode.CLOCK:
            return format_clock(ClockMs(value_ms), tenths=False)
        if self.mode is TimeMode.CLIP:
            return _signed(value_ms).removesuffix(".0")
        return f"{_EPOCH + timedelta(milliseconds=value_ms):%H:%M:%S}"

    def _moment(self, media: MediaMs) -> Moment:
        return self.times.moment(self.plan.stream, FrameTime(media * 1000))

    def _time_of_day(self, wall: WallMs, *, tenths: bool = False) -> str:
        words = f"{_local(wall, self.zone):%H:%M:%S}"
        return f"{words}.{wall % 1000 // 100}" if tenths else words

    def _offset_ms(self, wall: WallMs) -> int:
        offset = _local(wall, self.zone).utcoffset() or timedelta()
        return offset // timedelta(milliseconds=1)


def game_zone(game: Game) -> tzinfo:
    """This computer's zone, as it held on the day of the game."""
    walls = [clip.start for clip in game.clips if clip.start is not None]
    try:
        moment = _local(walls[0], UTC) if walls else datetime.now(UTC)
        return moment.astimezone().tzinfo or UTC
    except (OSError, OverflowError):  # a day that this computer's calendar does not reach
        return UTC


def _local(wall: WallMs, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(milliseconds=wall)).astimezone(zone)


def _signed(length_ms: int) -> str:
    """`0:09.4`; in the lead before the clip `−0:01.4`."""
    sign = "−" if length_ms <= -100 else ""
    return sign + format_clock(ClockMs(abs(length_ms)))


def _clock_span(clip: Clip) -> str:
    if clip.start_clock is None or clip.end_clock is None:
        return f"of {format_length(clip.length_ms)}" if clip.length_ms is not None else ""
    if clip.start_clock == clip.end_clock:
        return f"at {format_clock(clip.start_clock)}"
    return f"of {format_clock(clip.start_clock)} – {format_clock(clip.end_clock)}"
