"""The journal and the records it amounts to: rows to edits and back. The caller's transaction."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Literal

from reviewer.domain.edits import (
    NOTHING,
    Edit,
    Fields,
    Record,
    Register,
    Stamp,
    Target,
    before_of,
)
from reviewer.domain.game import EventId

_COLUMNS = "id, author, time_ms, kind, game, target, before, after"

Row = tuple[str, str, int, str, str, str, str, str]
Effects = list[tuple[Target, Fields, Fields]]


def append(connection: sqlite3.Connection, edits: Iterable[Edit], change: int, act: int) -> None:
    """Write the edits of one act of a change, in their order."""
    connection.executemany(
        f"INSERT INTO edits ({_COLUMNS}, change, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*_row(edit), change, act) for edit in edits),
    )


def edits_of_act(connection: sqlite3.Connection, change: int, act: int) -> list[Edit]:
    """What one act of a change wrote, in the order it was written."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM edits WHERE change = ? AND act = ? ORDER BY seq", (change, act)
    )
    return [edit_of(row) for row in found]


def effects_of(connection: sqlite3.Connection, change: int) -> Effects:
    """What an import did to this library: each target's fields before and after.

    That is not what its edits say, as some of them lost, and all are older. Empty for a change
    that is no import.
    """
    found = connection.execute(
        "SELECT kind, game, target, before, after FROM effects WHERE change = ? ORDER BY rowid",
        (change,),
    )
    return [
        (Target(kind, EventId(game), target), json.loads(before), json.loads(after))
        for kind, game, target, before, after in found
    ]


def put_effect(
    connection: sqlite3.Connection, change: int, target: Target, old: Record, after: Fields
) -> None:
    """Note what an import did to a target."""
    connection.execute(
        "INSERT INTO effects (change, kind, game, target, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (change, target.kind, target.game, target.id, _json(before_of(old, after)), _json(after)),
    )


def known(connection: sqlite3.Connection, edit: str) -> Edit | None:
    """The edit of this id, if it is here."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM edits WHERE id = ?", (edit,)).fetchone()
    return edit_of(row) if row else None


def edits_of(connection: sqlite3.Connection, target: Target, which: str) -> list[Edit]:
    """The edits of a target for which a condition holds, in the order they came here."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM edits WHERE kind = ? AND game = ? AND target = ? AND {which}"
        " ORDER BY seq",
        (target.kind, target.game, target.id),
    )
    return [edit_of(row) for row in found]


def all_edits(connection: sqlite3.Connection) -> Iterator[tuple[int, Edit]]:
    """The whole journal, as it was written: each edit with its place."""
    for seq, *row in connection.execute(f"SELECT seq, {_COLUMNS} FROM edits ORDER BY seq"):
        yield seq, edit_of(tuple(row))


def legible_edits(
    connection: sqlite3.Connection, order: Literal["ASC", "DESC"]
) -> Iterator[tuple[int, Edit]]:
    """Each edit with its place in the journal, as far as a damaged file lets itself be read.

    Raises sqlite3.DatabaseError where it breaks off; what is no edit any more is left out.
    """
    for seq, *row in connection.execute(f"SELECT seq, {_COLUMNS} FROM edits ORDER BY seq {order}"):
        with suppress(ValueError, TypeError):
            yield seq, edit_of(tuple(row))


def newest_ms(connection: sqlite3.Connection) -> int:
    """The time of the latest edit; 0 where there is none."""
    return int(connection.execute("SELECT coalesce(max(time_ms), 0) FROM edits").fetchone()[0])


def record(connection: sqlite3.Connection, target: Target) -> Record:
    """What is known of a target; an empty record where nothing is."""
    row = connection.execute(
        "SELECT registers FROM records WHERE kind = ? AND game = ? AND id = ?",
        (target.kind, target.game, target.id),
    ).fetchone()
    return _record(row[0]) if row else NOTHING


def put_record(connection: sqlite3.Connection, target: Target, record: Record) -> None:
    connection.execute(
        "INSERT INTO records (kind, game, id, alive, registers) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET alive = excluded.alive, registers = excluded.registers",
        (target.kind, target.game, target.id, record.alive, _registers_json(record)),
    )


def living(
    connection: sqlite3.Connection, kind: str, game: EventId | None
) -> Iterator[tuple[Target, Record]]:
    """The records of a kind that are not deleted: of one game, or of all, ordered by id."""
    found = connection.execute(
        "SELECT kind, game, id, registers FROM records"
        f" WHERE kind = ? AND alive {'' if game is None else 'AND game = ?'} ORDER BY game, id",
        (kind,) if game is None else (kind, game),
    )
    return map(_known, found)


def targets(connection: sqlite3.Connection, kind: str, game: EventId | None) -> list[Target]:
    """What there is of a kind, deleted or not: of one game, or of all."""
    found = connection.execute(
        "SELECT kind, game, id FROM records"
        f" WHERE kind = ? {'' if game is None else 'AND game = ?'} ORDER BY game, id",
        (kind,) if game is None else (kind, game),
    )
    return [Target(*row) for row in found]


def edit_of(row: Row) -> Edit:
    """An edit from the journal's columns, in the order of `Edit`'s own."""
    id_, author, time_ms, kind, game, target, before, after = row
    place = Target(kind, EventId(game), target)
    return Edit(id_, author, time_ms, place, json.loads(before), json.loads(after))


def _row(edit: Edit) -> Row:
    target = edit.target
    place = (target.kind, target.game, target.id)
    return (edit.id, edit.author, edit.time_ms, *place, _json(edit.before), _json(edit.after))


def _registers_json(record: Record) -> str:
    """The fields by who set them, as one stamp has most of them."""
    fields: defaultdict[Stamp, dict[str, object]] = defaultdict(dict)
    for name, held in record.registers.items():
        fields[held.stamp][name] = held.value
    return json.dumps(
        [[stamp.time_ms, stamp.author, stamp.edit, held] for stamp, held in fields.items()],
        separators=(",", ":"),
    )


def _known(row: tuple[str, EventId, str, str]) -> tuple[Target, Record]:
    kind, game, id_, registers = row
    return Target(kind, game, id_), _record(registers)


def _record(registers: str) -> Record:
    return Record(
        {
            name: Register(value, Stamp(time_ms, author, edit))
            for time_ms, author, edit, fields in json.loads(registers)
            for name, value in fields.items()
        }
    )


def _json(fields: Fields) -> str:
    return json.dumps(fields, separators=(",", ":"))
