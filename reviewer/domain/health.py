"""What is wrong with a loaded game: gaps, contradictions and doubts, in a coach's words."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from operator import attrgetter

from reviewer.domain.alignment import StreamReport, Sync
from reviewer.domain.clip_order import Placed, against_the_clock, overlapping
from reviewer.domain.counted import counted
from reviewer.domain.game import Clip, ClipId, Game
from reviewer.domain.moment import GameTimes
from reviewer.domain.periods import Period, period_title
from reviewer.domain.play_clips import without_clip
from reviewer.domain.times import ClockMs, format_clock

FRAME_MS = 33
"""One picture at 30 a second: what is off by no more cannot be seen."""

_NAMED_AT_MOST = 5


class Severity(StrEnum):
    """How much a finding matters to somebody who watches."""

    NOTE = "note"
    WARNING = "warning"
    PROBLEM = "problem"


class FindingKind(StrEnum):
    """What was found."""

    MISSING_DATA = "missing data"
    NO_FOOTAGE = "no footage"
    NO_CLOCK = "no clock"
    NO_CLIP = "no clip"
    OVERLAP = "overlap"
    ORDER = "order"
    DUPLICATE = "duplicate"
    STREAM = "stream"
    OUTLIER = "outlier"
    CLOCK_MAP = "clock map"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a game; `clips` are those that it is about, in game order."""

    kind: FindingKind
    severity: Severity
    sentence: str
    clips: tuple[ClipId, ...] = ()


_Check = Callable[[Game, GameTimes], Iterator[Finding]]


def check_health(game: Game, times: GameTimes) -> tuple[Finding, ...]:
    """Everything found in a game, the gravest first; empty where all is well."""
    found = chain.from_iterable(check(game, times) for check in _CHECKS)
    gravest = list(Severity)[::-1]
    return tuple(sorted(found, key=lambda finding: gravest.index(finding.severity)))


def finding_json(finding: Finding) -> dict[str, object]:
    """A finding as plain JSON values."""
    return {
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "sentence": finding.sentence,
        "clips": list(finding.clips),
    }


def _missing_data(game: Game, _times: GameTimes) -> Iterator[Finding]:
    for missing in game.missing:
        sentence = f"Without {missing.what}: {missing.why}"
        yield Finding(FindingKind.MISSING_DATA, Severity.WARNING, sentence)


def _clips_without(game: Game, times: GameTimes) -> Iterator[Finding]:
    unfilmed = [clip for clip in game.clips if clip.hls is None]
    if unfilmed:
        sentence = f"{_have(unfilmed, 'clip')} no footage."
        yield _about(FindingKind.NO_FOOTAGE, Severity.PROBLEM, sentence, unfilmed)
    placeless = [
        clip for clip in game.clips if clip.hls is not None and not times.alignment.place(clip)
    ]
    if placeless:
        sentence = f"{_have(placeless, 'clip')} no known place in {_their(placeless)} footage."
        yield _about(FindingKind.NO_FOOTAGE, Severity.PROBLEM, sentence, placeless)
    untimed = [clip for clip in game.clips if clip.start_clock is None or clip.end_clock is None]
    if untimed:
        sentence = f"{_have(untimed, 'clip')} no game clock of {_their(untimed)} own."
        yield _about(FindingKind.NO_CLOCK, Severity.NOTE, sentence, untimed)


def _possessions_without_clip(game: Game, _times: GameTimes) -> Iterator[Finding]:
    rows = without_clip(game)
    if rows:
        places = _named([_place(row.period, row.start_clock) for row in rows])
        sentence = f"{_have(rows, 'possession')} no clip: {places}."
        yield Finding(FindingKind.NO_CLIP, Severity.WARNING, sentence)


def _overlaps(game: Game, _times: GameTimes) -> Iterator[Finding]:
    series: dict[tuple[str, str | None], list[Clip]] = defaultdict(list)
    for clip in game.clips:
        if clip.length_ms is not None:
            series[clip.source, clip.team].append(clip)
    found = {clip.id for clips in series.values() for clip in overlapping(clips)}
    clips = [clip for clip in game.clips if clip.id in found]
    if clips:
        sentence = (
            f"{_have(clips, 'clip')} footage in common with another of the same kind and team: "
            f"{_named(map(_clip_place, clips))}."
        )
        yield _about(FindingKind.OVERLAP, Severity.NOTE, sentence, clips)


def _out_of_order(game: Game, times: GameTimes) -> Iterator[Finding]:
    series: dict[tuple[Period, str], list[Placed]] = defaultdict(list)
    for clip in game.clips:
        place = times.alignment.place(clip)
        if clip.hls is not None and place is not None and clip.start_clock is not None:
            key = (clip.period, clip.hls.stream)
            series[key].append(Placed(place.start, clip.start_clock, clip))
    found = {clip.id for placed in series.values() for clip in against_the_clock(placed)}
    clips = [clip for clip in game.clips if clip.id in found]
    if clips:
        verb = "comes" if len(clips) == 1 else "come"
        sentence = (
            f"{counted(len(clips), 'clip')} {verb} at another place in the footage than "
            f"{_their(clips)} game clock says: {_named(map(_clip_place, clips))}."
        )
        yield _about(FindingKind.ORDER, Severity.PROBLEM, sentence, clips)


def _duplicates(game: Game, _times: GameTimes) -> Iterator[Finding]:
    count = game.repeated_clips
    if count:
        shown = "is" if count == 1 else "are"
        sentence = f"{counted(count, 'clip')} came twice and {shown} shown once."
        yield Finding(FindingKind.DUPLICATE, Severity.NOTE, sentence)


def _streams(game: Game, times: GameTimes) -> Iterator[Finding]:
    for report in times.alignment.report.streams:
        sentence = _stream_sentence(report)
        if sentence is not None:
            clips = [clip for clip in game.clips if clip.hls and clip.hls.stream == report.stream]
            yield _about(FindingKind.STREAM, Severity.WARNING, sentence, clips)


def _stream_sentence(report: StreamReport) -> str | None:
    name = f"Footage {report.stream[:6]}"
    if report.sync is Sync.UNVERIFIED:
        return f"{name} is not verified. {' '.join(report.why)}"
    if report.residual_ms is not None and report.residual_ms > FRAME_MS:
        return f"{name} may be off by {report.residual_ms} ms, which is more than one picture."
    return None


def _outliers(game: Game, times: GameTimes) -> Iterator[Finding]:
    late_ms = {outlier.clip: outlier.late_ms for outlier in times.alignment.report.outliers}
    clips = [clip for clip in game.clips if clip.id in late_ms]
    if clips:
        worst_ms = max(abs(late_ms[clip.id]) for clip in clips)
        sentence = (
            f"{counted(len(clips), 'clip')} would start in the wrong place by "
            f"{_their(clips)} own figures, by up to {worst_ms / 1000:.1f} s, and "
            f"{'is' if len(clips) == 1 else 'are'} played by the rest of the footage instead: "
            f"{_named(map(_clip_place, clips))}."
        )
        yield _about(FindingKind.OUTLIER, Severity.WARNING, sentence, clips)


def _clock_maps(game: Game, times: GameTimes) -> Iterator[Finding]:
    for period in times.clock.periods:
        count = period.contradictions
        if count:
            verb = "contradicts" if count == 1 else "contradict"
            told = f"{counted(count, 'row')} {verb} the game clock"
            sentence = f"{told} of the {period_title(period.period)}. The rest outvote it."
            yield Finding(FindingKind.CLOCK_MAP, Severity.NOTE, sentence)
    known = {period.period for period in times.clock.periods}
    for label in dict.fromkeys(clip.period for clip in game.clips):
        if label not in known:
            clips = [clip for clip in game.clips if clip.period == label]
            sentence = f"Nothing tells the game clock of {_the(label)}."
            yield _about(FindingKind.CLOCK_MAP, Severity.WARNING, sentence, clips)


_CHECKS: tuple[_Check, ...] = (
    _missing_data,
    _clips_without,
    _out_of_order,
    _possessions_without_clip,
    _streams,
    _outliers,
    _clock_maps,
    _overlaps,
    _duplicates,
)


def _about(kind: FindingKind, severity: Severity, sentence: str, clips: Iterable[Clip]) -> Finding:
    return Finding(kind, severity, sentence, tuple(map(attrgetter("id"), clips)))


def _the(period: Period) -> str:
    return f"the {period_title(period)}" if period else "clips without a period"


def _have(things: Sequence[object], name: str) -> str:
    return f"{counted(len(things), name)} {'has' if len(things) == 1 else 'have'}"


def _their(things: Sequence[object]) -> str:
    return "its" if len(things) == 1 else "their"


def _clip_place(clip: Clip) -> str:
    return _place(clip.period, clip.start_clock)


def _place(period: Period, clock: ClockMs | None) -> str:
    shown = f" {format_clock(clock)}" if clock is not None else ""
    return f"{period or 'no period'}{shown}"


def _named(places: Iterable[str]) -> str:
    """The first few places, and how many more there are."""
    every = list(places)
    more = len(every) - _NAMED_AT_MOST
    shown = ", ".join(every[:_NAMED_AT_MOST])
    return f"{shown} and {more} more" if more > 0 else shown
