"""The search tables: tags and marks hung on the clip that they belong to, or on their own moment.

They hold nothing that the records and the seen games do not. The caller's transaction.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from reviewer.domain.edits import Record, Target
from reviewer.domain.game import EventId, PlayerId
from reviewer.domain.periods import Period
from reviewer.domain.tags import ClipMark, Tag, best_match
from reviewer.domain.times import WallMs, WallSpan
from reviewer.store import journal

_SLICE = 25
"""Tags and marks at one step: some milliseconds."""


class _Placed(Protocol):
    @property
    def game(self) -> EventId: ...
    @property
    def period(self) -> Period: ...
    @property
    def span(self) -> WallSpan: ...


@dataclass(frozen=True, slots=True)
class _Pin:
    """What can be found by a tag or a mark."""

    place: _Placed
    group: str = ""
    values: tuple[str, ...] = ()
    player: PlayerId | None = None
    flag: str = ""
    reviewed: bool = False
    words: str = ""


def hang(connection: sqlite3.Connection, changed: Iterable[tuple[Target, Record]]) -> None:
    """Bring the search tables up to date with records that have changed."""
    moments: set[int] = set()
    for target, record in changed:
        if target.kind in _PINS:
            moments |= _taken_down(connection, target)
            if record.alive:
                moments.add(_hung(connection, target, _PINS[target.kind](target, record)))
    for moment in moments:
        _describe(connection, moment)


def hang_all(connection: sqlite3.Connection, game: EventId | None = None) -> Iterator[None]:
    """Hang all that is known, of a game or at all, on the clips as they are now: step by step."""
    for kind in _PINS:
        targets = journal.targets(connection, kind, game)
        for start in range(0, len(targets), _SLICE):
            some = targets[start : start + _SLICE]
            hang(connection, [(each, journal.record(connection, each)) for each in some])
            yield


def write_words(connection: sqlite3.Connection, moment: int, words: str) -> None:
    """What a moment's search text is, in place of what it was."""
    connection.execute("DELETE FROM moment_words WHERE rowid = ?", (moment,))
    connection.execute("INSERT INTO moment_words (rowid, words) VALUES (?, ?)", (moment, words))


def _taken_down(connection: sqlite3.Connection, target: Target) -> set[int]:
    taken = connection.execute(
        "DELETE FROM pins WHERE kind = ? AND game = ? AND id = ? RETURNING moment",
        (target.kind, target.game, target.id),
    )
    return {moment for (moment,) in taken.fetchall()}


def _hung(connection: sqlite3.Connection, target: Target, pin: _Pin) -> int:
    moment = _moment(connection, pin.place)
    made = connection.execute(
        "INSERT INTO pins (kind, game, id, moment, player, flag, reviewed, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(target.kind, target.game, target.id, moment),
            *(pin.player, pin.flag, pin.reviewed, pin.words),
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO pin_values (grp, value, moment, pin) VALUES (?, ?, ?, ?)",
        ((pin.group, value, moment, made.lastrowid) for value in pin.values),
    )
    return moment


def _moment(connection: sqlite3.Connection, place: _Placed) -> int:
    """The clip that a stretch belongs to; else the moment of just that stretch, made if need be."""
    where = (place.game, place.period, place.span.start, place.span.end)
    near = connection.execute(
        "SELECT key, start_ms, end_ms FROM moments WHERE game = ? AND period = ?"
        " AND end_ms >= ? AND start_ms <= ? AND clip IS NOT NULL ORDER BY key",
        where,
    )
    spans = [(int(key), WallSpan(WallMs(start), WallMs(end))) for key, start, end in near]
    found = best_match(place.span, spans)
    return _moment_of_its_own(connection, where) if found is None else found


def _moment_of_its_own(connection: sqlite3.Connection, where: tuple[str, str, int, int]) -> int:
    there = connection.execute(
        "SELECT key FROM moments WHERE game = ? AND period = ? AND start_ms = ? AND end_ms = ?"
        " AND clip IS NULL",
        where,
    ).fetchone()
    if there:
        return int(there[0])
    made = connection.execute(
        "INSERT INTO moments (game, period, start_ms, end_ms) VALUES (?, ?, ?, ?) RETURNING key",
        where,
    )
    return int(made.fetchone()[0])


def _describe(connection: sqlite3.Connection, moment: int) -> None:
    """Gather what a moment is found by; one that nothing hangs on and that is no clip goes."""
    clip, words = connection.execute(
        "SELECT clip, words FROM moments WHERE key = ?", (moment,)
    ).fetchone()
    said = connection.execute(
        "SELECT pins.words, people.name FROM pins"
        " LEFT JOIN people ON people.game = pins.game AND people.id = pins.player"
        " WHERE moment = ? ORDER BY key",
        (moment,),
    ).fetchall()
    if clip is None and not said:
        connection.execute("DELETE FROM moment_words WHERE rowid = ?", (moment,))
        connection.execute("DELETE FROM moments WHERE key = ?", (moment,))
        return
    parts = (part for row in said for part in row if part)
    write_words(connection, moment, "\n".join((words, *parts)))


def _tag_pin(target: Target, record: Record) -> _Pin:
    tag = Tag.from_fields(target, record.values)
    words = " ".join(filter(None, (tag.group, *tag.values, tag.note)))
    return _Pin(tag, tag.group, tag.values, tag.player, tag.flag, words=words)


def _mark_pin(target: Target, record: Record) -> _Pin:
    mark = ClipMark.from_fields(target, record.values)
    return _Pin(mark, reviewed=mark.reviewed, words=mark.note)


_PINS: Mapping[str, Callable[[Target, Record], _Pin]] = {
    Tag.KIND: _tag_pin,
    ClipMark.KIND: _mark_pin,
}
