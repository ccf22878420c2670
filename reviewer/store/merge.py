"""Taking in another library's history: what it would do, doing it, and what that did."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewer.domain.edits import LIBRARY, NOTHING, Edit, Record, Target, difference, fold
from reviewer.domain.errors import BadEntry, BadPackage
from reviewer.domain.sharing import Count, Preview
from reviewer.store import changes, imports, journal, kinds
from reviewer.store.pins import hang


@dataclass(frozen=True, slots=True)
class Merge:
    """The edits that do not count here yet, and the records they touch before and after.

    `known` are the ids of those that are here already: by an import that is undone.
    """

    edits: tuple[Edit, ...]
    known: frozenset[str]
    before: Mapping[Target, Record]
    after: Mapping[Target, Record]

    @property
    def preview(self) -> Preview:
        return Preview(
            authors=tuple(sorted({edit.author for edit in self.edits})),
            games=tuple(sorted({target.game for target in self.after} - {LIBRARY})),
            edits=len(self.edits),
            counts=tuple(self._count(kind) for kind in sorted({to.kind for to in self.after})),
        )

    def _count(self, kind: str) -> Count:
        pairs = [
            (self.before[target], new) for target, new in self.after.items() if target.kind == kind
        ]
        alive = [(old.alive, new.alive) for old, new in pairs]
        changed = (old.alive and new.alive and bool(difference(old, new)) for old, new in pairs)
        made, deleted = alive.count((False, True)), alive.count((True, False))
        return Count(kind, made, sum(changed), deleted)


def merge_of(connection: sqlite3.Connection, edits: Iterable[Edit]) -> Merge:
    """What a history adds to the library's own. Changes nothing.

    Raises BadPackage where it contradicts what is here, or makes something that cannot be kept.
    """
    new, undone = [], set()
    for edit, is_known in _told(connection, edits):
        if is_known and imports.is_undone(connection, edit):
            undone.add(edit.id)
        elif is_known:
            continue
        new.append(edit)
    before = {edit.target: journal.record(connection, edit.target) for edit in new}
    shared = {target: imports.shared_record(connection, target) for target in before}
    after = fold(new, shared)
    try:
        for target, record in after.items():
            kinds.check(target, record)
    except BadEntry as error:
        raise BadPackage(error.sentence) from error
    return Merge(tuple(new), frozenset(undone), before, after)


def take_in(
    connection: sqlite3.Connection, merge: Merge, what: str, *, undoable: bool = True
) -> None:
    """Add a history to the library as one change, which undo takes back as a whole."""
    change = changes.begin(connection, LIBRARY, what, undoable=undoable)
    new = (edit for edit in merge.edits if edit.id not in merge.known)
    imports.retake(connection, change, merge.after)
    journal.append(connection, new, change, act=0)
    for target, record in merge.after.items():
        old = merge.before.get(target, NOTHING)
        journal.put_effect(connection, change, target, old, difference(old, record))
        journal.put_record(connection, target, record)
    hang(connection, merge.after.items())


def _told(connection: sqlite3.Connection, edits: Iterable[Edit]) -> Iterator[tuple[Edit, bool]]:
    """Every edit once, and whether it is here already."""
    seen: dict[str, Edit] = {}
    for edit in edits:
        known = seen.get(edit.id) or journal.known(connection, edit.id)
        if known is not None and known != edit:
            raise BadPackage("It tells the history otherwise than this library does.")
        if edit.id not in seen:
            yield edit, known is not None
        seen[edit.id] = edit
