"""The game clock at any moment of a game, from rows that carry both times; and the way back."""

from reviewer.domain.clock.direction import with_time_remaining
from reviewer.domain.clock.game_clock import (
    Certainty,
    ClockReading,
    GameClock,
    PeriodClock,
    build_clock,
    clock_from_witnesses,
)
from reviewer.domain.clock.witness import (
    Halt,
    Stoppage,
    Witness,
    halt_of,
    stoppages_of,
    witnesses_of,
)

__all__ = [
    "Certainty",
    "ClockReading",
    "GameClock",
    "Halt",
    "PeriodClock",
    "Stoppage",
    "Witness",
    "build_clock",
    "clock_from_witnesses",
    "halt_of",
    "stoppages_of",
    "with_time_remaining",
    "witnesses_of",
]
