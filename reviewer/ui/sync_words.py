"""How data and footage were brought together, in the words of the badge and its panel."""

from collections.abc import Iterator

from reviewer.domain.alignment import AlignmentReport, Residuals, StreamReport, Sync
from reviewer.domain.corrections import Correction, Nudge
from reviewer.domain.times import format_length

_STATES = {
    Sync.VERIFIED: "● Sync verified",
    Sync.CORRECTED: "● Corrected by you",
    Sync.UNVERIFIED: "● Sync not verified",
}
_LONG_MS = 1_000


def badge_words(report: StreamReport) -> str:
    """`● Sync verified ±12 ms`; without a bound where nothing gives one."""
    state = _STATES[report.sync]
    return state if report.residual_ms is None else f"{state} ±{_length(report.residual_ms)}"


def stream_evidence(report: StreamReport, whole: AlignmentReport) -> tuple[str, ...]:
    """What speaks for and against a stream's alignment, a sentence each."""
    return tuple(_stream_evidence(report, whole))


def game_evidence(whole: AlignmentReport) -> tuple[str, ...]:
    """What was decided for the whole game, and how well it holds."""
    found = whole.residuals
    return whole.why if found is None else (*whole.why, _residual_words(found))


def correction_words(item: Correction) -> str:
    """`+33 ms everywhere`, `−0.5 s from 12:30 on`, `Scoreboard H1 7:32.4 at 12:30`."""
    if isinstance(item, Nudge):
        place = "everywhere" if item.from_media is None else _from(item.from_media)
        return f"{'+' if item.by_ms > 0 else '−'}{_length(abs(item.by_ms))} {place}"
    return f"Scoreboard {item.shown} at {format_length(item.media)}"


def _stream_evidence(report: StreamReport, whole: AlignmentReport) -> Iterator[str]:
    yield from report.why
    outliers = sum(outlier.stream == report.stream for outlier in whole.outliers)
    if outliers:
        clips = "1 clip of it is" if outliers == 1 else f"{outliers} clips of it are"
        yield f"{clips} played where the other clips put {'it' if outliers == 1 else 'them'}."
    if report.drift_ppm:
        yield f"The two clocks drift apart by {abs(report.drift_ppm) * 3.6:.0f} ms an hour."


def _residual_words(found: Residuals) -> str:
    if not found.max_ms:
        return "Every clip lies exactly where its own figures put it."
    return (
        f"Clips lie close to where their own figures put them: half within "
        f"{_length(found.median_ms)}, 19 of 20 within {_length(found.p95_ms)}, all within "
        f"{_length(found.max_ms)}."
    )


def _from(media: int) -> str:
    return f"from {format_length(media)} on"


def _length(length_ms: int) -> str:
    return f"{length_ms} ms" if length_ms < _LONG_MS else f"{length_ms / 1000:.1f} s"
