"""The unit of a game's offsets, decided once, from all its clips together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.domain.alignment.guesses import (
    APART_MS,
    POSSIBLE_USES,
    SLACKS_MS,
    Unit,
    find_grain,
    guesses,
    unrefuted,
)
from reviewer.domain.alignment.rows import MAJORITY, Row, StreamRows

_LOOSE_MS = 2_000
_OUTVOTED = 3


@dataclass(frozen=True, slots=True)
class UnitFound:
    """`decided` is False where the unit is only the likelier one."""

    unit: Unit
    why: str
    decided: bool = True


def find_unit(streams: Sequence[StreamRows], duration_unit: Unit | None) -> UnitFound:
    """The unit of the offsets: by slope, video start, durations, playlist length; else a guess.

    The guess is seconds, because the API marks the fields that are in milliseconds by their names.
    """
    return (
        _unit_by_slope(streams)
        or _unit_by_start(streams)
        or _unit_by_duration(duration_unit)
        or _unit_by_length(streams)
        or _unit_guessed(streams)
    )


def _unit_by_slope(streams: Sequence[StreamRows]) -> UnitFound | None:
    """Over pairs of clips of one stream: base, delay and nearly all rounding cancel out."""
    votes = Counter(vote for item in streams for vote in _slope_votes(item.rows))
    for unit, other in ((Unit.SECONDS, Unit.MILLISECONDS), (Unit.MILLISECONDS, Unit.SECONDS)):
        if votes[unit] > _OUTVOTED * votes[other]:
            return UnitFound(
                unit,
                f"Offsets are in {unit}: they grow with the time of play in {votes[unit]} of "
                f"{votes.total()} comparisons of two clips of one stream.",
            )
    return None


def _slope_votes(rows: Sequence[Row]) -> Iterator[Unit | None]:
    """Neighbours, and clips a quarter, a third and half of the stream apart."""
    count = len(rows)
    for stride in sorted({1, count // 4, count // 3, count // 2} - {0}):
        for first, second in zip(rows, rows[stride:], strict=False):
            passed = second.wall - first.wall
            if passed >= APART_MS:
                yield _unit_of_slope((second.offset - first.offset) / passed)


def _unit_of_slope(slope: float) -> Unit | None:
    if 0.9 <= slope <= 1.1:
        return Unit.MILLISECONDS
    return Unit.SECONDS if 0.0009 <= slope <= 0.0011 else None


def _unit_by_start(streams: Sequence[StreamRows]) -> UnitFound | None:
    made = [
        guess
        for unit in Unit
        for guess in guesses(streams, unit, find_grain(streams, unit), POSSIBLE_USES)
    ]
    left, explained = unrefuted(made, (*SLACKS_MS, _LOOSE_MS))
    units = {guess.unit for guess in left}
    if len(units) != 1:
        return None
    unit, asked = units.pop(), len(made[0].misses_ms)
    return UnitFound(
        unit,
        f"Offsets are in {unit}: so read, {explained} of {asked} clips lie where the start of "
        f"their video puts them.",
    )


def _unit_by_duration(unit: Unit | None) -> UnitFound | None:
    if unit is None:
        return None
    return UnitFound(unit, f"Offsets are in {unit}, as the durations are.")


def _unit_by_length(streams: Sequence[StreamRows]) -> UnitFound | None:
    beyond = [
        row.offset * Unit.SECONDS.ms > item.facts.length_ms
        for item in streams
        for row in item.rows
        if item.facts.length_ms is not None
    ]
    if not beyond or sum(beyond) < MAJORITY * len(beyond):
        return None
    return UnitFound(
        Unit.MILLISECONDS,
        "Offsets are in milliseconds: as seconds they would lie beyond the end of the footage.",
    )


def _unit_guessed(streams: Sequence[StreamRows]) -> UnitFound:
    broken = [row.offset % 1 != 0 for item in streams for row in item.rows]
    if broken and sum(broken) >= MAJORITY * len(broken):
        why = "Offsets have fractions, so they are probably in seconds; nothing else shows it."
    else:
        why = "Nothing shows the unit of the offsets; they are taken as seconds."
    return UnitFound(Unit.SECONDS, why, decided=False)
