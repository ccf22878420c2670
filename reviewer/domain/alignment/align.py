"""From what the API, the playlists and the user say to one alignment of the whole game."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from reviewer.domain.alignment.meaning import Meaning, find_meaning
from reviewer.domain.alignment.placing import Alignment, Track
from reviewer.domain.alignment.report import (
    AlignmentReport,
    Outlier,
    Residuals,
    StreamReport,
    Sync,
)
from reviewer.domain.alignment.rows import StreamFacts, stream_rows
from reviewer.domain.alignment.streams import FittedStream, fit_stream
from reviewer.domain.alignment.words import game_sentences, stream_doubts, stream_sentences
from reviewer.domain.corrections import NO_CORRECTIONS, Corrected, StreamCorrections, correct
from reviewer.domain.game import Clip, StreamId

_NO_FACTS: Mapping[StreamId, StreamFacts] = MappingProxyType({})
_UNCORRECTED: Mapping[StreamId, StreamCorrections] = MappingProxyType({})


def align(
    clips: Iterable[Clip],
    facts: Mapping[StreamId, StreamFacts] = _NO_FACTS,
    corrections: Mapping[StreamId, StreamCorrections] = _UNCORRECTED,
) -> Alignment:
    """Decide once what the game's numbers mean, fit each stream, apply the corrections.

    Where the data decide, the report says verified and the residual bounds every placement; where
    they do not, it says unverified and why.
    """
    rows = stream_rows(clips, facts)
    meaning = find_meaning(rows)
    fitted = [fit_stream(item, meaning) for item in rows]
    reports: list[StreamReport] = []
    tracks: dict[StreamId, Track] = {}
    for item in fitted:
        stream = item.rows.stream
        history = corrections.get(stream, NO_CORRECTIONS)
        api_line = item.line
        corrected = correct(api_line, history)
        reports.append(_stream_report(item, meaning, history, corrected))
        if line := corrected.line if corrected else api_line:
            length_ms = meaning.duration.stream_ms(item.rows)
            tracks[stream] = Track(line, api_line, length_ms, item.rows.last_wall)
    report = _report(meaning, fitted, tuple(reports))
    return Alignment(report, MappingProxyType(tracks), meaning)


def _report(
    meaning: Meaning, fitted: list[FittedStream], streams: tuple[StreamReport, ...]
) -> AlignmentReport:
    return AlignmentReport(
        unit=meaning.unit.unit,
        unit_decided=meaning.unit.decided,
        delay=meaning.delay.use,
        duration=meaning.duration.meaning,
        duration_unit=meaning.duration.unit,
        residuals=_residuals(fitted),
        outliers=tuple(outlier for item in fitted for outlier in _outliers(item)),
        streams=streams,
        why=game_sentences(meaning, fitted),
    )


def _stream_report(
    item: FittedStream, meaning: Meaning, history: StreamCorrections, corrected: Corrected | None
) -> StreamReport:
    doubts = stream_doubts(item, meaning)
    sync, residual_ms = Sync.UNVERIFIED, None
    if corrected is not None:
        sync = Sync.UNVERIFIED if corrected.contradictory else Sync.CORRECTED
        residual_ms = corrected.residual_ms
    elif not doubts:
        sync, residual_ms = Sync.VERIFIED, item.bound_ms
    return StreamReport(
        stream=item.rows.stream,
        clips=len(item.rows.clips),
        sync=sync,
        residual_ms=residual_ms,
        zero_wall=item.line.stretches[0].wall if item.line else None,
        delay_ms=item.rows.delay_ms,
        why=(corrected.why if corrected else ()) + (doubts or stream_sentences(item)),
        drift_ppm=corrected.drift_ppm if corrected else 0.0,
        corrections=history,
    )


def _outliers(item: FittedStream) -> list[Outlier]:
    recording = item.recording
    if recording is None:
        return []
    return [
        Outlier(vote.clip, item.rows.stream, recording.late_ms(vote)) for vote in recording.outliers
    ]


def _residuals(fitted: list[FittedStream]) -> Residuals | None:
    recordings = [item.recording for item in fitted if item.recording]
    off_ms = sorted(abs(each.late_ms(vote)) for each in recordings for vote in each.agreeing)
    if not off_ms:
        return None
    last = len(off_ms) - 1
    return Residuals(off_ms[last // 2], off_ms[-(-last * 95 // 100)], off_ms[last])
