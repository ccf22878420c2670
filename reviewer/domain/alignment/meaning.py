"""What the numbers of a game's clips mean, decided once from all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.domain.alignment.delay import DelayFound, find_delay
from reviewer.domain.alignment.durations import DurationFound, find_duration
from reviewer.domain.alignment.fit import Grain
from reviewer.domain.alignment.guesses import find_grain
from reviewer.domain.alignment.rows import StreamRows
from reviewer.domain.alignment.unit import UnitFound, find_unit


@dataclass(frozen=True, slots=True)
class Meaning:
    unit: UnitFound
    delay: DelayFound
    duration: DurationFound
    grain: Grain

    def place_ms(self, offset: float, delay_ms: int) -> int:
        """The position at which the picture shows what an offset points at."""
        return round(offset * self.unit.unit.ms) + self.delay.use.to_add(delay_ms)


def find_meaning(streams: Sequence[StreamRows]) -> Meaning:
    duration = find_duration(streams)
    unit = find_unit(streams, duration.unit)
    grain_ms = find_grain(streams, unit.unit)
    delay = find_delay(streams, unit.unit, grain_ms)
    return Meaning(unit, delay, duration, Grain(grain_ms, delay.roundings))
