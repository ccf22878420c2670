"""What `hlsDuration` means: a clip's length or its stream's, in seconds or milliseconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.domain.alignment.guesses import Unit
from reviewer.domain.alignment.rows import MAJORITY, StreamRows
from reviewer.domain.game import Clip

_SHORTEST_MS = 2_000
_ROUNDING_MS = 1_000
_LONGEST_STREAM_MS = 24 * 3600 * 1000


class DurationMeaning(StrEnum):
    CLIP = "clip"
    STREAM = "stream"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DurationFound:
    meaning: DurationMeaning
    unit: Unit | None
    why: str

    def clip_ms(self, clip: Clip) -> int | None:
        """A clip's length as its duration gives it, where durations are clips' lengths."""
        duration = _duration(clip)
        if self.meaning is not DurationMeaning.CLIP or self.unit is None or duration is None:
            return None
        return round(duration * self.unit.ms)

    def stream_ms(self, stream: StreamRows) -> int | None:
        """A stream's length: the playlist's, else its clips' duration where that is what it is."""
        if stream.facts.length_ms is not None or self.meaning is not DurationMeaning.STREAM:
            return stream.facts.length_ms
        durations = _durations(stream)
        return round(max(durations) * self.unit.ms) if durations and self.unit else None


def find_duration(streams: Sequence[StreamRows]) -> DurationFound:
    """Clip lengths where they fit the events' spans, else stream lengths, else nothing."""
    clips = [clip for item in streams for clip in item.clips]
    for unit in (Unit.MILLISECONDS, Unit.SECONDS):
        if _most(_fits_clip(clip, unit) for clip in clips):
            return DurationFound(
                DurationMeaning.CLIP, unit, f"Durations are the clips' lengths, in {unit}."
            )
    for unit in (Unit.MILLISECONDS, Unit.SECONDS):
        if _most(_fits_stream(item, unit) for item in streams):
            return DurationFound(
                DurationMeaning.STREAM, unit, f"Durations are the streams' lengths, in {unit}."
            )
    if any(_duration(clip) is not None for clip in clips):
        why = "Durations fit neither the clips nor the streams; they are not used."
    else:
        why = "No durations are given."
    return DurationFound(DurationMeaning.UNKNOWN, None, why)


def _fits_clip(clip: Clip, unit: Unit) -> bool | None:
    duration, length_ms = _duration(clip), clip.length_ms
    if duration is None or length_ms is None or length_ms < _SHORTEST_MS:
        return None
    return abs(duration * unit.ms - length_ms) <= max(length_ms / 10, _ROUNDING_MS)


def _fits_stream(stream: StreamRows, unit: Unit) -> bool | None:
    durations = _durations(stream)
    if not durations:
        return None
    longest = max(durations)
    if durations.count(longest) < MAJORITY * len(durations):
        return False
    length_ms = longest * unit.ms
    if stream.facts.length_ms is not None:
        return abs(length_ms - stream.facts.length_ms) <= stream.facts.length_ms / 20
    if len(stream.rows) < 2:
        return None
    return stream.rows[-1].wall - stream.rows[0].wall <= length_ms <= _LONGEST_STREAM_MS


def _durations(stream: StreamRows) -> list[float]:
    return [duration for clip in stream.clips if (duration := _duration(clip)) is not None]


def _duration(clip: Clip) -> float | None:
    """A usable duration; 0 means unknown."""
    duration = clip.hls.duration if clip.hls else None
    return duration if duration is not None and 0 < duration < _LONGEST_STREAM_MS else None


def _most(answers: Iterable[bool | None]) -> bool:
    known = [answer for answer in answers if answer is not None]
    return bool(known) and sum(known) >= MAJORITY * len(known)
