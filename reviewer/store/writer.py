"""How a change gets into the library: row and journal entry together, and taken back the same way.

The caller's transaction.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviewer.domain.edits import Edit, Fields, Record, Target, before_of, to_revert
from reviewer.domain.game import EventId
from reviewer.domain.times import WallMs
from reviewer.store import changes, imports, journal
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
        change = changes.to_undo(self.connection, game)
        return self._revert(change, "undone") if change else None

    def redo(self, game: EventId) -> Undone | None:
        """Do again what was undone last; None where there is nothing."""
        change = changes.to_redo(self.connection, game)
        if change is None:
            return None
        imported = journal.effects_of(self.connection, change.seq)
        return self._reimport(change, imported) if imported else self._revert(change, "done")

    def _revert(self, change: changes.Change, state: changes.State) -> Undone:
        effects = journal.effects_of(self.connection, change.seq) or [
            (edit.target, edit.before, edit.after)
            for edit in journal.edits_of_act(self.connection, change.seq, change.acts - 1)
        ]
        wanted = {
            target: to_revert(before, after, journal.record(self.connection, target))
            for target, before, after in effects
        }
        self._write(self._edits(wanted), change.seq, act=change.acts)
        changes.acted(self.connection, change, state)
        return Undone(change.what, tuple(target for target, _, _ in effects))

    def _reimport(self, change: changes.Change, effects: journal.Effects) -> Undone:
        """What undid an import is over: its history counts again as it was told."""
        changes.acted(self.connection, change, "done")
        targets = tuple(target for target, _, _ in effects)
        self._put({target: imports.record(self.connection, target) for target in targets})
        return Undone(change.what, targets)

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
        self._put(changed)

    def _put(self, changed: Mapping[Target, Record]) -> None:
        for target, record in changed.items():
            journal.put_record(self.connection, target, record)
        hang(self.connection, changed.items())
