"""What can be found in one game, as sets of bits: for every choice, which of its moments have it.

A bit stands for a moment, the lowest for the first. Read again when the game's rows change.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from reviewer.domain import finding
from reviewer.domain.finding import Filter
from reviewer.domain.game import EventId
from reviewer.domain.question import CLOCKS, MARGINS, Facet, facet_of

_MOMENTS = """
    SELECT key, period, source, team, player, start_clock_ms, outcome, margin, after_timeout
    FROM moments WHERE game = ? ORDER BY start_ms, key
"""
_FLOOR = """
    SELECT moments.key, floor.player FROM moments JOIN floor ON moment = key WHERE game = ?
"""
_PINS = """
    SELECT moments.key, pins.player, flag, reviewed FROM moments
    JOIN pins ON moment = moments.key WHERE moments.game = ?
"""
_VALUES = """
    SELECT moments.key, grp, value FROM moments JOIN pins ON pins.moment = moments.key
    JOIN pin_values ON pin = pins.key WHERE moments.game = ?
"""


_Raw: TypeAlias = tuple[Any, ...]
"""A kind of filter and what it is made with: told apart faster than the filter itself."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The moments of one game in the order of play, and the bits of every choice there is."""

    game: EventId
    keys: tuple[int, ...]
    bits: Mapping[Filter, int]
    margins: tuple[int | None, ...]
    clocks: tuple[int | None, ...]
    facets: Mapping[Facet, tuple[tuple[int, int], ...]]
    """The same by facet, each choice by its place among the choices of all shelves."""
    places: Mapping[int, int]
    """The bit of each moment."""
    members: frozenset[int]

    @property
    def whole(self) -> int:
        """The bits of all moments."""
        return (1 << len(self.keys)) - 1

    def having(self, choice: Filter) -> int:
        """The bits of the moments that a filter of one facet leaves."""
        if choice in self.bits:
            return self.bits[choice]
        if isinstance(choice, finding.Margin):
            return _between(self.margins, choice.least, choice.most)
        if isinstance(choice, finding.Clock):
            return _between(self.clocks, choice.least_ms, choice.most_ms)
        return 0

    def among(self, keys: frozenset[int]) -> int:
        """The bits of those of the moments that have these keys."""
        return sum(map(self.places.__getitem__, self.members & keys))

    def keys_of(self, bits: int) -> Iterator[int]:
        """The moments of a set, in the order of play."""
        while bits:
            lowest = bits & -bits
            yield self.keys[lowest.bit_length() - 1]
            bits ^= lowest


def shelf_of(connection: sqlite3.Connection, game: EventId, choices: dict[Filter, int]) -> Shelf:
    """Read a game's rows. `choices` gives every choice a place, also those that are new."""
    rows = connection.execute(_MOMENTS, (game,)).fetchall()
    keys = tuple(key for key, *_ in rows)
    places = {key: 1 << place for place, key in enumerate(keys)}
    clocks, margins = (tuple(row[at] for row in rows) for at in (5, 7))
    raw: defaultdict[_Raw, int] = defaultdict(int)
    for key, choice in (*_of_clips(rows), *_of_pins(connection, game)):
        raw[choice] |= places[key]
    bits: dict[Filter, int] = {make(*values): having for (make, *values), having in raw.items()}
    bits[finding.InGame(game)] = (1 << len(keys)) - 1
    for margin in MARGINS:
        bits[margin] = _between(margins, margin.least, margin.most)
    for clock in CLOCKS:
        bits[clock] = _between(clocks, clock.least_ms, clock.most_ms)
    facets = _by_facet(bits, choices)
    return Shelf(game, keys, bits, margins, clocks, facets, places, frozenset(keys))


def _by_facet(
    bits: Mapping[Filter, int], choices: dict[Filter, int]
) -> Mapping[Facet, tuple[tuple[int, int], ...]]:
    facets: defaultdict[Facet, list[tuple[int, int]]] = defaultdict(list)
    for choice, having in bits.items():
        place = choices.setdefault(choice, len(choices))
        facets[facet_of(choice)].append((place, having))
    return {facet: tuple(members) for facet, members in facets.items()}


def _of_clips(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, _Raw]]:
    for key, period, source, team, player, _, outcome, _, after_timeout in rows:
        yield key, (finding.InPeriod, period)
        if source:
            yield key, (finding.From, source)
        if team is not None:
            yield key, (finding.Of, team)
        if player is not None:
            yield key, (finding.Involves, player)
        if outcome:
            yield key, (finding.Ended, outcome)
        if after_timeout:
            yield key, (finding.AfterTimeOut,)


def _of_pins(connection: sqlite3.Connection, game: EventId) -> Iterator[tuple[int, _Raw]]:
    for key, player in connection.execute(_FLOOR, (game,)):
        yield key, (finding.OnFloor, player)
    for key, player, flag, reviewed in connection.execute(_PINS, (game,)):
        if player is not None:
            yield key, (finding.Involves, player)
        if flag:
            yield key, (finding.Flagged, flag)
        if reviewed:
            yield key, (finding.Reviewed,)
    for key, group, value in connection.execute(_VALUES, (game,)):
        yield key, (finding.Tagged, group, value)
        if value == finding.AFTER_TIMEOUT:
            yield key, (finding.AfterTimeOut,)


def _between(values: Iterable[int | None], least: int, most: int) -> int:
    having = 0
    for place, value in enumerate(values):
        if value is not None and least <= value <= most:
            having |= 1 << place
    return having
