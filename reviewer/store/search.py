"""Finding in the whole library: what the index found, as moments that say what they are."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from reviewer.domain.found import Found, FoundMoment
from reviewer.domain.times import WallMs, WallSpan
from reviewer.store.index import Sought

_MOMENTS = """
    SELECT moments.key, moments.game, games.name, period, start_ms, end_ms, clip, source, team,
        player, start_clock_ms, end_clock_ms, title
    FROM json_each(?) AS wanted JOIN moments ON moments.key = wanted.value
    LEFT JOIN games ON games.id = moments.game ORDER BY wanted.key
"""
_TAGS = """
    SELECT DISTINCT pins.moment, grp, pin_values.value
    FROM json_each(?) AS wanted JOIN pins ON pins.moment = wanted.value
    JOIN pin_values ON pin = pins.key ORDER BY pins.key, pin_values.value
"""


def found(connection: sqlite3.Connection, sought: Sought) -> Found:
    """What was found, read from its rows."""
    tags = _tags(connection, sought.keys)
    return Found(
        sought.total,
        tuple(
            FoundMoment(
                game,
                name or "",
                period,
                WallSpan(WallMs(start), WallMs(end)),
                *(*rest, tags.get(key, ())),
            )
            for key, game, name, period, start, end, *rest in connection.execute(
                _MOMENTS, (json.dumps(sought.keys),)
            )
        ),
        sought.counts,
    )


def _tags(
    connection: sqlite3.Connection, keys: Iterable[int]
) -> Mapping[int, tuple[tuple[str, str], ...]]:
    tags: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, group, value in connection.execute(_TAGS, (json.dumps(tuple(keys)),)):
        tags[key].append((group, value))
    return {key: tuple(said) for key, said in tags.items()}
