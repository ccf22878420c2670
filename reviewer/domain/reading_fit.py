"""The straight line through what the scoreboard showed on several pictures of a stream."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from reviewer.domain.timeline import divide
from reviewer.domain.times import MediaMs

FAR_APART_MS = 60_000
_BILLION = 1_000_000_000
_HOUR_S = 3600
_AGREE_MS = 150  # a scoreboard shows tenths, and each of two readings may be a tenth off
_MOST_DRIFT_PPB = 1_500_000  # 30 frames a second taken for 29.97 is 1001 ppm; clocks drift far less

Point = tuple[MediaMs, int]
"""A position, and by how many milliseconds the picture's wall time is later there than thought."""


@dataclass(frozen=True, slots=True)
class ReadingFit:
    """Shift and drift that most readings agree on.

    `residual_ms` is how far off the worst of those is, None where only one reading is obeyed;
    `rejected` are the indices of the others. `contradictory` says that the readings do not
    decide which of them are right: then the newest is obeyed with those that agree with it.
    """

    media: MediaMs
    shift_ms: int
    drift_ppb: int
    residual_ms: int | None
    rejected: tuple[int, ...]
    contradictory: bool
    why: str

    def shift_at(self, media: MediaMs) -> int:
        return self.shift_ms + divide((media - self.media) * self.drift_ppb, _BILLION)


def fit_readings(points: Sequence[Point]) -> ReadingFit:
    """One reading gives a shift, two a minute apart also drift, more are outvoted or obeyed.

    `points` has at least one reading, oldest first.
    """
    camps = _camps(points)
    most = max(map(len, camps))
    largest = [camp for camp in camps if len(camp) == most]
    newest = len(points) - 1
    camp = max(largest, key=lambda camp: (newest in camp, -_misfit(points, camp), sorted(camp)))
    undecided = len(largest) > 1 or (len(points) > 1 and 2 * most <= len(points))
    return _fit(points, sorted(camp), contradictory=undecided)


def _camps(points: Sequence[Point]) -> set[frozenset[int]]:
    """Every group of readings that some plausible line explains."""
    return {
        frozenset(
            index
            for index, point in enumerate(points)
            if abs(_off(point, origin, drift)) <= _AGREE_MS
        )
        for origin, drift in _lines(points)
    }


def _lines(points: Sequence[Point]) -> Iterator[tuple[Point, int]]:
    for point in points:
        yield point, 0
    for first, second in combinations(points, 2):
        drift = _drift_ppb(first, second)
        if drift is not None and abs(drift) <= _MOST_DRIFT_PPB:
            yield first, drift


def _drift_ppb(first: Point, second: Point) -> int | None:
    passed = second[0] - first[0]
    if abs(passed) < FAR_APART_MS:
        return None
    change = second[1] - first[1]
    return divide(change * _BILLION * (1 if passed > 0 else -1), abs(passed))


def _off(point: Point, origin: Point, drift_ppb: int) -> int:
    return point[1] - origin[1] - divide((point[0] - origin[0]) * drift_ppb, _BILLION)


def _misfit(points: Sequence[Point], camp: frozenset[int]) -> int:
    origin, drift = _theil_sen([points[index] for index in sorted(camp)])
    return sum(abs(_off(points[index], origin, drift)) for index in camp)


def _theil_sen(points: Sequence[Point]) -> tuple[Point, int]:
    slopes = [_drift_ppb(first, second) for first, second in combinations(points, 2)]
    far = [slope for slope in slopes if slope is not None]
    drift = round(median(far)) if far else 0
    media = points[0][0]
    shift = round(median(_off(point, (media, 0), drift) for point in points))
    return (media, shift), drift


def _fit(points: Sequence[Point], camp: Sequence[int], *, contradictory: bool) -> ReadingFit:
    origin, drift = _theil_sen([points[index] for index in camp])
    residual = max(abs(_off(points[index], origin, drift)) for index in camp)
    rejected = tuple(index for index in range(len(points)) if index not in camp)
    return ReadingFit(
        media=origin[0],
        shift_ms=origin[1],
        drift_ppb=drift,
        residual_ms=residual if len(camp) > 1 else None,
        rejected=rejected,
        contradictory=contradictory,
        why=_why(len(points), len(rejected), residual, drift, contradictory=contradictory),
    )


def _why(
    total: int, rejected: int, residual_ms: int, drift_ppb: int, *, contradictory: bool
) -> str:
    if contradictory:
        return (
            f"Your {total} readings of the scoreboard contradict each other; the newest counts. "
            f"Check them."
        )
    if total == 1:
        return "Set by one reading of the scoreboard."
    told = f"Set by {total - rejected} readings of the scoreboard, right within {residual_ms} ms"
    if drift_ppb:
        told += f", with {abs(drift_ppb) * _HOUR_S / _BILLION:.2f} s an hour of drift"
    if rejected:
        told += f"; {rejected} more did not fit and {'is' if rejected == 1 else 'are'} not used"
    return f"{told}."
