"""How well the clock foretells rows that it was not shown, on every row of a real game.

Each row but the substitutions is left out in turn, and its clock is read from a map built from
all the others, substitutions too. There are two ways to leave out. By *row*: another row of the
same moment may still tell, as a rebound does for its miss; here the straight line between
neighbours is off by 6.9 and 8.8 s at the 90th and 95th percentile. By *moment*: all rows of that
wall time and clock go, so that nothing tells what is asked; this is the harder and the fairer.
A period's first and last are not asked for: a line has no second end there.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles

from reviewer.domain.clock import build_clock
from reviewer.domain.game import EventId, Game, Play
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs

_FILE = Path(__file__).parents[1] / "tests" / "data" / "real_game.json"

Moment = tuple[WallMs, int]
"""A wall time and the clock that a row gives for it."""


@dataclass(frozen=True, slots=True)
class Errors:
    """How far off the readings are, without sign, in seconds."""

    count: int
    median_s: float
    p90_s: float
    p95_s: float

    @classmethod
    def of(cls, errors_ms: Iterable[float]) -> "Errors":
        sizes_s = [abs(error_ms) / 1000 for error_ms in errors_ms]
        cuts = quantiles(sizes_s, n=20, method="inclusive")
        return cls(len(sizes_s), median(sizes_s), cuts[17], cuts[18])

    def named(self) -> dict[str, float]:
        """The percentiles by their names in a table."""
        return {
            "median": self.median_s,
            "90th percentile": self.p90_s,
            "95th percentile": self.p95_s,
        }


def real_game() -> Game:
    """The plays of the real game."""
    document = json.loads(_FILE.read_text(encoding="utf-8"))
    first = document["first_wall_ms"]
    plays = (_play(str(i), first, *row) for i, row in enumerate(document["rows"]))
    return Game(EventId("real"), "A real game", plays=tuple(plays))


def map_by_row(game: Game) -> Errors:
    """The clock's errors at rows left out one at a time."""
    inner = [play for plays in _periods(game).values() for play in plays[1:-1]]
    return Errors.of(_error_ms(game, play, {play.id}) for play in inner)


def map_by_moment(game: Game) -> Errors:
    """The clock's errors at moments all of whose rows are left out."""
    return Errors.of(_moment_errors_ms(game))


def line_by_row(game: Game, *, across: int = 2) -> Errors:
    """The errors of the straight line over so many steps from row to row, at the rows within."""
    return Errors.of(
        error_ms
        for plays in _periods(game).values()
        for error_ms in _line_errors_ms([_moment(play) for play in plays], across)
    )


def line_by_moment(game: Game) -> Errors:
    """The errors of the straight line between neighbouring moments."""
    return Errors.of(
        error_ms
        for plays in _periods(game).values()
        for error_ms in _line_errors_ms(list(dict.fromkeys(map(_moment, plays))), 2)
    )


def _play(
    name: str, first_ms: int, wall_s: int, period: str, clock_s: float, kind: str, points: int
) -> Play:
    wall, clock = WallMs(first_ms + wall_s * 1000), ClockMs(round(clock_s * 1000))
    return Play(name, wall, Period(period), clock, None, None, None, None, kind, "", points)


def _periods(game: Game) -> dict[Period, list[Play]]:
    """The rows that are asked for, in the feed's order."""
    rows = defaultdict(list)
    for play in game.plays:
        if play.classification != "Substitution":
            rows[play.period].append(play)
    return rows


def _moment(play: Play) -> Moment:
    return play.wall, play.clock or 0


def _moment_errors_ms(game: Game) -> Iterator[float]:
    for period, plays in _periods(game).items():
        for moment in list(dict.fromkeys(map(_moment, plays)))[1:-1]:
            rows = [p for p in game.plays if p.period == period and _moment(p) == moment]
            yield _error_ms(game, rows[0], {row.id for row in rows})


def _error_ms(game: Game, asked: Play, left_out: set[str]) -> float:
    kept = tuple(play for play in game.plays if play.id not in left_out)
    reading = build_clock(replace(game, plays=kept)).at(asked.wall)
    if reading.clock is None or asked.clock is None:
        raise ValueError(f"no clock at {asked.period} {asked.clock}")
    return reading.clock - asked.clock


def _line_errors_ms(moments: Sequence[Moment], across: int) -> Iterator[float]:
    for first in range(len(moments) - across):
        start, *within, end = moments[first : first + across + 1]
        yield from (_on_line(start, end, wall) - clock for wall, clock in within)


def _on_line(start: Moment, end: Moment, wall: WallMs) -> float:
    length_ms = end[0] - start[0]
    share = (wall - start[0]) / length_ms if length_ms else 0.5
    return start[1] + share * (end[1] - start[1])
