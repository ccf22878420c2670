"""`reviewer clock`: wall times to the game clock and back, from the data alone."""

import argparse
import asyncio
import json
from typing import Any

from reviewer.commands.opened import account_for, load_game, say_missing
from reviewer.domain.clock import Certainty, ClockReading, GameClock, build_clock
from reviewer.domain.game import EventId, Game
from reviewer.domain.goto import showing, to_clock
from reviewer.domain.times import ClockMs, WallMs, format_clock
from reviewer.settings import Folders


def tell_clock(wanted: argparse.Namespace, folders: Folders) -> int:
    if (wanted.period is None) != (wanted.clock is None):
        wanted.refuse("--period and --clock go together")
    with account_for(wanted, folders) as who:
        game = asyncio.run(load_game(who, folders, EventId(wanted.event)))
    clock = build_clock(game)
    say_missing(game)
    if wanted.clock is None:
        rows = [_reading_facts(wall, clock.at(WallMs(wall))) for wall in wanted.wall]
        print(json.dumps(rows, indent=1) if wanted.json else "\n".join(map(_reading_line, rows)))
    else:
        facts = _span_facts(wanted, game, clock)
        print(json.dumps(facts, indent=1) if wanted.json else _span_line(facts))
    return 0


def _reading_facts(wall: int, reading: ClockReading) -> dict[str, Any]:
    return {
        "wall_ms": wall,
        "period": reading.period,
        "clock_ms": reading.clock,
        "certainty": reading.certainty,
        "bound_ms": reading.bound_ms,
    }


def _span_facts(wanted: argparse.Namespace, game: Game, clock: GameClock) -> dict[str, Any]:
    goto = to_clock(wanted.period, wanted.clock, game, clock)
    span = showing(goto, clock)
    return {
        "period": goto.period,
        "clock_ms": goto.clock,
        "start_wall_ms": span.start,
        "end_wall_ms": span.end,
    }


def _reading_line(row: dict[str, Any]) -> str:
    if row["clock_ms"] is None:
        return f"{row['wall_ms']}: not known"
    shown = f"{row['period'] or 'no period'} {format_clock(ClockMs(row['clock_ms']))}"
    if row["certainty"] is Certainty.EXACT:
        return f"{row['wall_ms']}: {shown}"
    return f"{row['wall_ms']}: about {shown}, ± {row['bound_ms'] / 1000:.1f} s"


def _span_line(row: dict[str, Any]) -> str:
    shown = f"{row['period']} {format_clock(ClockMs(row['clock_ms']))}"
    return f"{shown}: from {row['start_wall_ms']} to {row['end_wall_ms']}"
