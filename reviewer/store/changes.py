"""What undo and redo go by: the user's changes per game, and which of them stand."""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from reviewer.domain.game import EventId

State = Literal["done", "undone"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the user did. Act 0 did it; each undo and redo is one act more."""

    seq: int
    what: str
    acts: int


def begin(
    connection: sqlite3.Connection, game: EventId, what: str, *, undoable: bool = True
) -> int:
    """Note a new change; what was undone before it can no longer be redone."""
    connection.execute(
        "UPDATE changes SET state = 'gone' WHERE game = ? AND state = 'undone'", (game,)
    )
    made = connection.execute(
        "INSERT INTO changes (game, what, state, acts) VALUES (?, ?, ?, 1) RETURNING seq",
        (game, what, "done" if undoable else "gone"),
    )
    return int(made.fetchone()[0])


def to_undo(connection: sqlite3.Connection, game: EventId) -> Change | None:
    """The latest change of a game that stands."""
    return _one(connection, "state = 'done' ORDER BY seq DESC", game)


def to_redo(connection: sqlite3.Connection, game: EventId) -> Change | None:
    """The change of a game that was undone last: the earliest of those undone."""
    return _one(connection, "state = 'undone' ORDER BY seq", game)


def acted(connection: sqlite3.Connection, change: Change, state: State) -> None:
    """Note one act more of a change, and whether it stands now."""
    connection.execute(
        "UPDATE changes SET state = ?, acts = acts + 1 WHERE seq = ?", (state, change.seq)
    )


def _one(connection: sqlite3.Connection, which: str, game: EventId) -> Change | None:
    row = connection.execute(
        f"SELECT seq, what, acts FROM changes WHERE game = ? AND {which} LIMIT 1", (game,)
    ).fetchone()
    return Change(*row) if row else None
