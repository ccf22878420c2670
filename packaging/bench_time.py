"""How far off the game clock is at rows of a real game that it was not shown, and how quick."""

from collections.abc import Callable, Iterator, Mapping
from time import perf_counter_ns

from figures import Figure, at_most
from leave_one_out import (
    Errors,
    line_by_moment,
    line_by_row,
    map_by_moment,
    map_by_row,
    real_game,
)

from reviewer.domain.clock import build_clock
from reviewer.domain.times import WallMs

_AIMS_S = {"median": 1.0, "90th percentile": 2.5, "95th percentile": 6.0}
_ROUNDS = 20


def measure() -> Iterator[Figure]:
    game = real_game()
    by_row = {
        "straight line between neighbours": line_by_row(game),
        "straight line across four events": line_by_row(game, across=4),
    }
    yield from _errors("row left out", map_by_row(game), by_row)
    by_moment = {"straight line between neighbours": line_by_moment(game)}
    yield from _errors("moment left out", map_by_moment(game), by_moment)
    yield from _speed()


def _errors(name: str, ours: Errors, lines: Mapping[str, Errors]) -> Iterator[Figure]:
    """The aims are those for a row left out; for a whole moment they are harder to meet."""
    for what, value_s in ours.named().items():
        peers = {line: round(errors.named()[what], 2) for line, errors in lines.items()}
        aim = at_most(_AIMS_S[what])
        yield Figure(f"clock error, {name}, {what}", round(value_s, 2), "s", aim, peers)


def _speed() -> Iterator[Figure]:
    game = real_game()
    build_us = min(_took_us(lambda: build_clock(game)) for _ in range(_ROUNDS))
    yield Figure("clock, building a whole game", build_us / 1000, "ms", at_most(50))
    clock = build_clock(game)
    walls = [WallMs(play.wall + 1_234) for play in game.plays]
    read_us = min(_took_us(lambda: [clock.at(wall) for wall in walls]) for _ in range(_ROUNDS))
    yield Figure("clock, one reading", read_us / len(walls), "µs", at_most(10))


def _took_us(work: Callable[[], object]) -> float:
    before = perf_counter_ns()
    work()
    return (perf_counter_ns() - before) / 1000
