"""Finding in the whole library: the moments that a filter leaves, and how many there are."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.domain.finding import Filter
from reviewer.domain.game import ClipId, EventId, PlayerId, TeamId
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs, WallSpan
from reviewer.store.query import condition

_KEYS = """
    SELECT key FROM moments LEFT JOIN games ON games.id = moments.game
    WHERE {condition} ORDER BY games.tipoff_ms DESC, moments.game, start_ms, key
"""
_MOMENTS = """
    SELECT moments.game, games.name, period, start_ms, end_ms, clip, source, team, player,
        start_clock_ms, end_clock_ms, title
    FROM json_each(?) AS wanted JOIN moments ON moments.key = wanted.value
    LEFT JOIN games ON games.id = moments.game ORDER BY wanted.key
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """A clip as last seen, or the stretch of tags that no clip covers (`clip` is None then)."""

    game: EventId
    game_name: str
    period: Period
    span: WallSpan
    clip: ClipId | None
    source: str
    team: TeamId | None
    player: PlayerId | None
    start_clock: ClockMs | None
    end_clock: ClockMs | None
    title: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a filter leaves, and how many moments that are in all."""

    total: int
    moments: tuple[Moment, ...]


def find(connection: sqlite3.Connection, wanted: Filter, limit: int, offset: int = 0) -> Found:
    """The moments that a filter leaves: the latest game first, each in the order of play."""
    where = condition(wanted)
    found = connection.execute(_KEYS.format(condition=where.sql), where.values).fetchall()
    page = [key for (key,) in found[offset : offset + limit]]
    return Found(
        len(found),
        tuple(
            Moment(game, name or "", period, WallSpan(WallMs(start), WallMs(end)), *rest)
            for game, name, period, start, end, *rest in connection.execute(
                _MOMENTS, (json.dumps(page),)
            )
        ),
    )


def count(connection: sqlite3.Connection, wanted: Filter) -> int:
    """How many moments a filter leaves."""
    where = condition(wanted)
    found = connection.execute(f"SELECT count(*) FROM moments WHERE {where.sql}", where.values)
    return int(found.fetchone()[0])


def tag_counts(connection: sqlite3.Connection, wanted: Filter) -> Mapping[tuple[str, str], int]:
    """For each group and value, on how many of the moments that a filter leaves it was tagged."""
    where = condition(wanted)
    found = connection.execute(
        "SELECT grp, value, count(DISTINCT moment) FROM pin_values"
        f" WHERE moment IN (SELECT key FROM moments WHERE {where.sql}) GROUP BY grp, value",
        where.values,
    )
    return {(group, value): number for group, value, number in found}
