"""What is to happen in a demo game: how long it is, and the cards each half is dealt from."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeVar

T = TypeVar("T")


class Ending(Enum):
    """How a possession ends."""

    MAKE_TWO = auto()
    MAKE_THREE = auto()
    MISS_TWO = auto()
    MISS_THREE = auto()
    PUTBACK = auto()
    AND_ONE = auto()
    FREE_THROWS = auto()
    STEAL = auto()
    OUT_OF_BOUNDS = auto()
    VIOLATION = auto()


class Pause(Enum):
    """What stops the clock in the middle of a possession."""

    FOUL = auto()
    TIMEOUT = auto()


@dataclass(frozen=True, slots=True)
class Card:
    ending: Ending
    pause: Pause | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A range of lengths in milliseconds, both ends included."""

    low_ms: int
    high_ms: int


@dataclass(frozen=True, slots=True)
class GameSize:
    """How long a demo game is and what happens in it, half by half."""

    name: str
    half_ms: int
    late_ms: int
    """In the last so many milliseconds of a half a made basket stops the clock."""
    shot_clock_ms: int
    second_shot_clock_ms: int
    """After an offensive rebound."""
    before_ms: int
    after_ms: int
    live: Span
    dead_ball: Span
    free_throw: Span
    timeout: Span
    decks: tuple[tuple[Card, ...], ...]
    shuffled: bool


class Dice:
    """Chance that falls alike on every machine: whole numbers from `Random.random` alone."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a game, not a secret

    def between(self, low: int, high: int, *, step: int = 1) -> int:
        """A whole number of `step`s from low to high, both included."""
        return low + step * int(self._random.random() * ((high - low) // step + 1))

    def length_ms(self, span: Span, *, step: int = 1) -> int:
        return self.between(span.low_ms, span.high_ms, step=step)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.between(0, len(items) - 1)]

    def shuffle(self, items: Sequence[T]) -> list[T]:
        rest = list(items)
        return [rest.pop(self.between(0, len(rest) - 1)) for _ in items]


def _cards(endings: Sequence[Ending], *pauses: Card) -> tuple[Card, ...]:
    return (*map(Card, endings), *pauses)


_FULL_DECK: Final = _cards(
    [Ending.MAKE_TWO] * 4
    + [Ending.MAKE_THREE] * 2
    + [Ending.MISS_TWO] * 3
    + [Ending.MISS_THREE] * 3
    + [Ending.STEAL] * 2
    + [Ending.PUTBACK, Ending.AND_ONE, Ending.FREE_THROWS]
    + [Ending.OUT_OF_BOUNDS, Ending.VIOLATION],
    Card(Ending.MAKE_TWO, Pause.FOUL),
    Card(Ending.MAKE_THREE, Pause.TIMEOUT),
)

FULL: Final = GameSize(
    name="full",
    half_ms=220_000,
    late_ms=60_000,
    shot_clock_ms=30_000,
    second_shot_clock_ms=20_000,
    before_ms=6_000,
    after_ms=5_000,
    live=Span(6_000, 11_000),
    dead_ball=Span(5_200, 8_500),
    free_throw=Span(7_000, 9_500),
    timeout=Span(17_000, 22_000),
    decks=(_FULL_DECK, _FULL_DECK),
    shuffled=True,
)

SHORT: Final = GameSize(
    name="short",
    half_ms=26_000,
    late_ms=10_000,
    shot_clock_ms=10_000,
    second_shot_clock_ms=7_000,
    before_ms=3_000,
    after_ms=3_000,
    live=Span(3_400, 4_200),
    dead_ball=Span(2_500, 3_200),
    free_throw=Span(2_200, 2_800),
    timeout=Span(5_000, 5_500),
    decks=(
        _cards(
            [Ending.MAKE_TWO, Ending.FREE_THROWS],
            Card(Ending.MAKE_THREE, Pause.TIMEOUT),
            Card(Ending.OUT_OF_BOUNDS),
        ),
        _cards(
            [Ending.PUTBACK, Ending.STEAL],
            Card(Ending.MISS_THREE, Pause.FOUL),
            Card(Ending.AND_ONE),
        ),
    ),
    shuffled=False,
)
