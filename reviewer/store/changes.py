"""What undo and redo go by: the user's changes, and which of them stand.

A change belongs to a game, or to the library as a whole: playlists, palettes, an import. In a
game the latest of either is undone, so that undo takes back what was done last there.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from reviewer.domain.edits import LIBRARY
from reviewer.domain.game import EventId

State = Literal["done", "undone"]
_seq = attrgetter("seq")


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
        "UPDATE changes SET state = 'gone' WHERE state = 'undone' AND (? OR game IN (?, ?))",
        (game == LIBRARY, game, LIBRARY),
    )
    made = connection.execute(
        "INSERT INTO changes (game, what, state, acts) VALUES (?, ?, ?, 1) RETURNING seq",
        (game, what, "done" if undoable else "gone"),
    )
    return int(made.fetchone()[0])


def to_undo(connection: sqlite3.Connection, game: EventId) -> Change | None:
    """The latest change that stands of a game or of the library."""
    found = _found(connection, "state = 'done' ORDER BY seq DESC", game)
    return max(found, key=_seq, default=None)


def to_redo(connection: sqlite3.Connection, game: EventId) -> Change | None:
    """The change of a game or of the library that was undone last: the earliest of those undone."""
    found = _found(connection, "state = 'undone' ORDER BY seq", game)
    return min(found, key=_seq, default=None)


def acted(connection: sqlite3.Connection, change: Change, state: State) -> None:
    """Note one act more of a change, and whether it stands now."""
    connection.execute(
        "UPDATE changes SET state = ?, acts = acts + 1 WHERE seq = ?", (state, change.seq)
    )


def _found(connection: sqlite3.Connection, which: str, game: EventId) -> Iterator[Change]:
    """The first of the game's changes, and the first of the library's."""
    for whose in {game, LIBRARY}:
        row = connection.execute(
            f"SELECT seq, what, acts FROM changes WHERE game = ? AND {which} LIMIT 1", (whose,)
        ).fetchone()
        if row:
            yield Change(*row)
