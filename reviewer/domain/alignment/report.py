"""How a game's data and video were brought together, for a panel, a badge and JSON."""

from dataclasses import dataclass
from enum import StrEnum

from reviewer.domain.alignment.durations import DurationMeaning
from reviewer.domain.alignment.guesses import DelayUse, Unit
from reviewer.domain.corrections import NO_CORRECTIONS, StreamCorrections, to_json
from reviewer.domain.game import ClipId, StreamId
from reviewer.domain.times import WallMs


class Sync(StrEnum):
    """What a stream's badge says."""

    VERIFIED = "verified"
    CORRECTED = "corrected"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Outlier:
    """A clip whose own offset starts it `late_ms` after where its stream's other clips put it."""

    clip: ClipId
    stream: StreamId
    late_ms: int


@dataclass(frozen=True, slots=True)
class Residuals:
    """How far clips' own offsets are from where they are played, outliers left out."""

    median_ms: int
    p95_ms: int
    max_ms: int


@dataclass(frozen=True, slots=True)
class StreamReport:
    """One stream: `residual_ms` is the ± of its badge, None where nothing bounds it.

    `zero_wall` is the data's wall time that its first picture shows before corrections, None
    where the data do not tell.
    """

    stream: StreamId
    clips: int
    sync: Sync
    residual_ms: int | None
    zero_wall: WallMs | None
    delay_ms: int
    why: tuple[str, ...]
    drift_ppm: float = 0.0
    corrections: StreamCorrections = NO_CORRECTIONS

    @property
    def verified(self) -> bool:
        return self.sync is Sync.VERIFIED


@dataclass(frozen=True, slots=True)
class AlignmentReport:
    """What was decided for the whole game, on what evidence, and how well it holds.

    `verified` holds where every stream is verified from the data alone.
    """

    unit: Unit
    unit_decided: bool
    delay: DelayUse
    duration: DurationMeaning
    duration_unit: Unit | None
    residuals: Residuals | None
    outliers: tuple[Outlier, ...]
    streams: tuple[StreamReport, ...]
    why: tuple[str, ...]

    @property
    def verified(self) -> bool:
        return bool(self.streams) and all(item.verified for item in self.streams)

    def stream(self, stream: StreamId) -> StreamReport | None:
        return next((item for item in self.streams if item.stream == stream), None)


def report_json(report: AlignmentReport) -> dict[str, object]:
    """The report as plain JSON values."""
    residuals = report.residuals
    return {
        "verified": report.verified,
        "unit": report.unit.value,
        "unit_decided": report.unit_decided,
        "delay": report.delay.value,
        "duration": report.duration.value,
        "duration_unit": report.duration_unit.value if report.duration_unit else None,
        "residual_ms": residuals
        and {"median": residuals.median_ms, "p95": residuals.p95_ms, "max": residuals.max_ms},
        "outliers": [
            {"clip": item.clip, "stream": item.stream, "late_ms": item.late_ms}
            for item in report.outliers
        ],
        "streams": [_stream_json(item) for item in report.streams],
        "why": list(report.why),
    }


def _stream_json(item: StreamReport) -> dict[str, object]:
    return {
        "stream": item.stream,
        "clips": item.clips,
        "sync": item.sync.value,
        "residual_ms": item.residual_ms,
        "zero_wall_ms": item.zero_wall,
        "delay_ms": item.delay_ms,
        "drift_ppm": item.drift_ppm,
        "why": list(item.why),
        "corrections": to_json(item.corrections),
    }
