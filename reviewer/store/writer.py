"""How a change gets into the library: row and journal entry together, and taken back the same way.

The caller's transaction.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviewer.domain.edits import Edit, Fields, Target, before_of, to_revert
from reviewer.domain.game import EventId
from reviewer.domain.times import WallMs
from reviewer.store import changes, journal
from reviewer.store.pins import hang


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone or redone, in the words it was done under, and where: what it touched."""

    what: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes in one author's name."""

    connection: sqlite3.Connection
    now: Callable[[], WallMs]
    author: str
    new_id: Callable[[], str]

    def change(self, game: EventId, what: str, wanted: Mapping[Target, Fields]) -> None:
        """Set fields of targets as one change of a game; nothing at all where nothing is new."""
        edits = self._edits(wanted)
        if edits:
            self._write(edits, changes.begin(self.connection, game, what), act=0)

    def undo(self, game: EventId) -> Undone | None:
        """Take back the latest change that stands; None where there is none."""
        return self._revert(changes.to_undo(self.connection, game), "undone")

    def redo(self, game: EventId) -> Undone | None:
        """Do again what was undone last; None where there is nothing."""
        return self._revert(changes.to_redo(self.connection, game), "done")

    def _revert(self, change: changes.Change | None, state: changes.State) -> Undone | None:
        if change is None:
            return None
        effects = journal.effects_of_act(self.connection, change.seq, change.acts - 1)
        wanted = {
            target: to_revert(before, after, journal.record(self.connection, target))
            for target, before, after in effects
        }
        self._write(self._edits(wanted), change.seq, act=change.acts)
        changes.acted(self.connection, change, state)
        return Undone(change.what, tuple(target for target, _, _ in effects))

    def _edits(self, wanted: Mapping[Target, Fields]) -> list[Edit]:
        time_ms = max(self.now(), journal.newest_ms(self.connection) + 1)
        return [
            Edit(
                self.new_id(),
                self.author,
                time_ms,
                target,
                before_of(journal.record(self.connection, target), after),
                after,
            )
            for target, after in wanted.items()
            if after
        ]

    def _write(self, edits: list[Edit], change: int, act: int) -> None:
        journal.append(self.connection, edits, change, act)
        changed = {}
        for edit in edits:
            changed[edit.target] = journal.record(self.connection, edit.target).after(edit)
            journal.put_record(self.connection, edit.target, changed[edit.target])
        hang(self.connection, changed.items())
