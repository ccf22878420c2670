"""Which clips the simulated game is cut into."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from reviewer.demo.people import SimPlayer
from reviewer.demo.truth import SimGame, SimHalf
from reviewer.domain.times import WallMs

_GONE = ("H1", 2)
_WITHOUT_CLOCK = ("H2", 1)
"""Half and possession of the two odd clips."""


@dataclass(frozen=True, slots=True)
class SimClip:
    """A piece of a half. `is_gone`: its own stream does not exist any more."""

    half: SimHalf
    source: str
    side: int
    player: SimPlayer | None
    start: WallMs
    end: WallMs
    is_gone: bool = False
    without_clock: bool = False


def clips(game: SimGame) -> list[SimClip]:
    """Every possession, shot, turnover and trip to the line, ordered by start."""
    found: list[SimClip] = []
    for half in game.halves:
        pieces = (*_possessions(half), *_shots(half), *_turnovers(half), *_free_throws(half))
        found.extend(sorted(pieces, key=attrgetter("start", "end")))
    return found


def _possessions(half: SimHalf) -> Iterator[SimClip]:
    for index, possession in enumerate(half.possessions):
        yield SimClip(
            half,
            "POSSESSION",
            possession.side,
            None,
            possession.start,
            possession.end,
            is_gone=(half.period, index) == _GONE,
            without_clock=(half.period, index) == _WITHOUT_CLOCK,
        )


def _shots(half: SimHalf) -> Iterator[SimClip]:
    for shot in half.shots:
        start, end = WallMs(shot.release - 1_500), WallMs(shot.wall + 700)
        yield SimClip(half, "SHOT", shot.side, shot.player, start, end)


def _turnovers(half: SimHalf) -> Iterator[SimClip]:
    for play in half.plays:
        if play.kind.endswith("_TURNOVER") and play.side is not None:
            start, end = WallMs(play.wall - 2_000), WallMs(play.wall + 500)
            yield SimClip(half, "TURNOVER", play.side, play.player, start, end)


def _free_throws(half: SimHalf) -> Iterator[SimClip]:
    for play in half.plays:
        if play.kind.startswith("FREE_THROW_") and play.side is not None:
            start, end = WallMs(play.wall - 1_800), WallMs(play.wall + 600)
            yield SimClip(half, "FREE_THROW", play.side, play.player, start, end)
