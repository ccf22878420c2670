"""Imports and their undoing, which is this library's own affair: nobody else is told of it.

The edits that undo an import are local: they count here alone, and only until the import is
redone or its history is taken in again. The caller's transaction.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from reviewer.domain.edits import NOTHING, Edit, Record, Target, fold
from reviewer.store import journal

_LOCAL = "(act > 0 AND EXISTS (SELECT 1 FROM effects WHERE effects.change = edits.change))"
_COUNTING = f"""(NOT {_LOCAL} OR (
    act + 1 = (SELECT acts FROM changes WHERE changes.seq = edits.change)
    AND NOT EXISTS (SELECT 1 FROM retaken WHERE retaken.edit = edits.seq)))"""
"""Redoing an import is one act more, and so ends what undid it."""

_UNDONE = """(act = 0 AND EXISTS (
    SELECT 1 FROM changes WHERE acts % 2 = 0
    AND seq = coalesce((SELECT change FROM retaken WHERE edit = edits.seq), edits.change)
    AND EXISTS (SELECT 1 FROM effects WHERE effects.change = changes.seq)))"""
"""What was brought by an import, the latest that did, and is taken back: after an even act."""


def shared_edits(connection: sqlite3.Connection) -> Iterator[Edit]:
    """The journal as others get it, in its order."""
    kept_back = withheld(connection)
    return (edit for seq, edit in journal.all_edits(connection) if seq not in kept_back)


def withheld(connection: sqlite3.Connection) -> frozenset[int]:
    """The places in the journal of what others do not get.

    That is what is local, and things of which nothing is known but by imports that are undone.
    """
    found = connection.execute(f"""
        WITH undone AS (SELECT seq, kind, game, target FROM edits WHERE {_UNDONE})
        SELECT seq FROM edits WHERE {_LOCAL}
        UNION SELECT seq FROM undone WHERE NOT EXISTS (
            SELECT 1 FROM edits
            WHERE (kind, game, target) = (undone.kind, undone.game, undone.target)
            AND NOT {_LOCAL} AND NOT {_UNDONE})
    """)
    return frozenset(seq for (seq,) in found)


def is_undone(connection: sqlite3.Connection, edit: Edit) -> bool:
    """Whether an edit came by an import that is undone."""
    found = connection.execute(f"SELECT {_UNDONE} FROM edits WHERE id = ?", (edit.id,)).fetchone()
    return bool(found[0])


def record(connection: sqlite3.Connection, target: Target) -> Record:
    """What the edits of a target amount to here."""
    return _folded(connection, target, _COUNTING)


def shared_record(connection: sqlite3.Connection, target: Target) -> Record:
    """What a target would be here if no import of it had been undone."""
    return _folded(connection, target, f"NOT {_LOCAL}")


def retake(connection: sqlite3.Connection, change: int, targets: Iterable[Target]) -> None:
    """Note that an import brings again what was undone of targets: what undid it is over."""
    connection.executemany(
        "INSERT OR REPLACE INTO retaken (edit, change) SELECT seq, ? FROM edits"
        f" WHERE kind = ? AND game = ? AND target = ? AND ({_LOCAL} OR {_UNDONE})",
        ((change, target.kind, target.game, target.id) for target in targets),
    )


def _folded(connection: sqlite3.Connection, target: Target, which: str) -> Record:
    edits = journal.edits_of(connection, target, which)
    return fold(edits).get(target, NOTHING)
