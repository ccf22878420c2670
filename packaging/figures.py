"""What a benchmark measures: a value, the aim it is held to, and what others reach."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Aim:
    """A limit to stay under, or to reach where more is better; itself included."""

    limit: float
    more_is_better: bool = False

    def is_met_by(self, value: float) -> bool:
        return value >= self.limit if self.more_is_better else value <= self.limit

    def __str__(self) -> str:
        return f"{'at least' if self.more_is_better else 'at most'} {self.limit:g}"


def at_most(limit: float) -> Aim:
    """Times and sizes: less is better."""
    return Aim(limit)


def at_least(limit: float) -> Aim:
    """Rates and counts: more is better."""
    return Aim(limit, more_is_better=True)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value in `unit`; `peers` are other programs' values for the same thing.

    Raises ValueError for a value that is no number: that was not measured.
    """

    name: str
    value: float
    unit: str
    aim: Aim
    peers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"{self.name}: {self.value} is no measurement")

    @property
    def ok(self) -> bool:
        return self.aim.is_met_by(self.value)

    def as_json(self) -> dict[str, object]:
        """The row of the JSON report; `aim` is the bare limit."""
        return {
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "aim": self.aim.limit,
            "ok": self.ok,
            "peers": dict(self.peers),
        }
