"""What the user corrected in a stream's alignment: nudges and readings of the scoreboard."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from reviewer.domain.errors import DataError
from reviewer.domain.reading_fit import ReadingFit, fit_readings
from reviewer.domain.timeline import Stretch, Timeline, join, timeline_from
from reviewer.domain.times import MediaMs, WallMs, format_length

_LONGEST_NUDGE_MS = 24 * 3600 * 1000
_LONGEST_STREAM_MS = 7 * _LONGEST_NUDGE_MS
_WALL_RANGE_MS = (100_000_000_000, 100_000_000_000_000)


class BadCorrection(DataError):
    """A stored or typed correction makes no sense."""

    title: ClassVar[str] = "Correction not understood"
    remedy: ClassVar[str] = "Make the correction again."


@dataclass(frozen=True, slots=True)
class Nudge:
    """The data's moments are `by_ms` later in the picture: everywhere, or from a position on."""

    by_ms: int
    from_media: MediaMs | None = None

    def __post_init__(self) -> None:
        _check("nudge", self.by_ms, -_LONGEST_NUDGE_MS, _LONGEST_NUDGE_MS)
        if self.from_media is not None:
            _check("position", self.from_media, 0, _LONGEST_STREAM_MS)


@dataclass(frozen=True, slots=True)
class Reading:
    """The picture at `media` shows `wall`; `shown` is the clock that the user typed for it."""

    media: MediaMs
    wall: WallMs
    shown: str = ""

    def __post_init__(self) -> None:
        _check("position", self.media, 0, _LONGEST_STREAM_MS)
        _check("time", self.wall, *_WALL_RANGE_MS)
        if not isinstance(self.shown, str):
            raise BadCorrection("A correction's clock must be text.")


Correction = Nudge | Reading


@dataclass(frozen=True, slots=True)
class StreamCorrections:
    """One stream's corrections, oldest first."""

    history: tuple[Correction, ...] = ()

    def plus(self, correction: Correction) -> "StreamCorrections":
        return StreamCorrections((*self.history, correction))

    def undo(self) -> "StreamCorrections":
        """Without the newest; the same where there is none."""
        return StreamCorrections(self.history[:-1])


NO_CORRECTIONS = StreamCorrections()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A stream's time line as corrected, and how well the readings agree with it, if any."""

    line: Timeline
    fit: ReadingFit | None
    why: tuple[str, ...]

    @property
    def residual_ms(self) -> int | None:
        """How far the furthest obeyed reading is from the line; None where fewer than two say."""
        return self.fit.residual_ms if self.fit else None

    @property
    def drift_ppm(self) -> float:
        """How much faster the wall clock runs than the stream, by the readings."""
        return self.fit.drift_ppb / 1000 if self.fit else 0.0

    @property
    def contradictory(self) -> bool:
        """Whether the readings leave it open which of them are right."""
        return self.fit is not None and self.fit.contradictory


def correct(line: Timeline | None, corrections: StreamCorrections) -> Corrected | None:
    """The time line with the corrections applied; None where they change nothing.

    A reading counts absolutely: it replaces the nudges of the whole stream made before it and
    needs no line to start from. Nudges from a position on keep their jump; what comes after the
    last reading is added to it.
    """
    if not corrections.history:
        return None
    before, after = _split(corrections.history)
    readings = [item for item in before if isinstance(item, Reading)]
    if line is None and not readings:
        return None
    start = line or timeline_from(WallMs(0))
    if not readings:
        moved = _moved(start, after, None)
        return Corrected(moved, None, _nudge_sentences(after)) if moved != line else None
    shape = _moved(start, before, None)
    fit = fit_readings([(item.media, item.wall - shape.wall_at(item.media)) for item in readings])
    live = before + after
    return Corrected(_moved(start, live, fit), fit, (fit.why, *_nudge_sentences(live)))


def to_json(corrections: StreamCorrections) -> list[dict[str, object]]:
    """The history as plain JSON, oldest first."""
    return [_correction_json(item) for item in corrections.history]


def from_json(items: object) -> StreamCorrections:
    """What `to_json` wrote. Raises BadCorrection on anything else."""
    if not isinstance(items, list):
        raise BadCorrection("The corrections are not a list.")
    return StreamCorrections(tuple(_correction(item) for item in items))


def _split(history: tuple[Correction, ...]) -> tuple[tuple[Correction, ...], ...]:
    """What still counts up to the last reading, and what came after it."""
    last = max((i for i, item in enumerate(history) if isinstance(item, Reading)), default=-1)
    before = tuple(item for item in history[: last + 1] if not _is_whole_nudge(item))
    return before, history[last + 1 :]


def _is_whole_nudge(item: Correction) -> bool:
    return isinstance(item, Nudge) and item.from_media is None


def _moved(line: Timeline, items: tuple[Correction, ...], fit: ReadingFit | None) -> Timeline:
    nudges = [item for item in items if isinstance(item, Nudge)]
    places = {stretch.media for stretch in line.stretches}
    places |= {nudge.from_media for nudge in nudges if nudge.from_media is not None}
    return join([_moved_at(place, line, nudges, fit) for place in sorted(places)])


def _moved_at(
    place: MediaMs, line: Timeline, nudges: list[Nudge], fit: ReadingFit | None
) -> Stretch:
    stretch = [item for item in line.stretches if item.media <= place][-1]
    late = sum(
        nudge.by_ms for nudge in nudges if nudge.from_media is None or nudge.from_media <= place
    )
    shift, drift = (fit.shift_at(place), fit.drift_ppb) if fit else (0, 0)
    wall = stretch.wall_at(place) - late + shift
    return Stretch(place, WallMs(wall), stretch.drift_ppb + drift)


def _nudge_sentences(items: tuple[Correction, ...]) -> tuple[str, ...]:
    nudges = [item for item in items if isinstance(item, Nudge)]
    whole_ms = sum(nudge.by_ms for nudge in nudges if nudge.from_media is None)
    told = [f"You moved it by {whole_ms / 1000:+.3f} s."] if whole_ms else []
    told += [
        f"You moved it by {nudge.by_ms / 1000:+.3f} s from {format_length(place)} on."
        for nudge in nudges
        if (place := nudge.from_media) is not None
    ]
    return tuple(told)


def _correction_json(item: Correction) -> dict[str, object]:
    match item:
        case Nudge(by_ms, from_media):
            return {"kind": "nudge", "by_ms": by_ms, "from_media_ms": from_media}
        case Reading(media, wall, shown):
            return {"kind": "reading", "media_ms": media, "wall_ms": wall, "shown": shown}


def _correction(item: object) -> Correction:
    if not isinstance(item, Mapping):
        raise BadCorrection("A correction is not an object.")
    match item:
        case {"kind": "nudge", "by_ms": by_ms, "from_media_ms": from_media}:
            return Nudge(by_ms, from_media)
        case {"kind": "reading", "media_ms": media, "wall_ms": wall, "shown": shown}:
            return Reading(media, wall, shown)
    raise BadCorrection("A correction is neither a nudge nor a reading.")


def _check(name: str, value: object, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadCorrection(f"A correction's {name} must be whole milliseconds.")
    if not least <= value <= most:
        raise BadCorrection(f"A correction's {name} is out of range.")
