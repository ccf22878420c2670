"""A new library out of what can still be read of a damaged one and of its newest backup."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile

from reviewer.domain.edits import Edit, Target, fold
from reviewer.domain.errors import BadEntry
from reviewer.domain.sharing import Rescued
from reviewer.domain.times import WallMs
from reviewer.store import backups, imports, journal, kinds, merge, place, schema
from reviewer.store.failures import told, transaction

_BESIDE = ("", "-wal", "-shm")
"""What SQLite keeps of one database, by the end of the name."""


def rescue(folder: Path, now: Callable[[], WallMs]) -> Rescued:
    """Put a new library in the place of a damaged one, of which a copy stays beside it.

    Undo begins anew; the footage's lists come back when the games are opened.
    Raises LibraryBusy, LibraryReadOnly, DiskFull; then the damaged library is where it was.
    """
    with told(), closing(place.take_lock(folder)):
        read, saved = legible(folder)
        made = folder / f"{place.FILE}.unfinished"
        try:
            edits = _built(made, [*read, *saved])
            kept_as = _copy_aside(folder, now())
            _replace(folder, made)
        finally:
            made.unlink(missing_ok=True)
    return Rescued(edits, len(saved), kept_as)


def legible(folder: Path) -> tuple[list[Edit], list[Edit]]:
    """The edits that a damaged library still shows, and those that a backup alone has."""
    rows, kept_back = _legible(folder / place.FILE)
    known = {edit.id for edit in rows.values()}
    read = [rows[seq] for seq in sorted(rows) if seq not in kept_back]
    return read, [edit for edit in _of_backup(folder) if edit.id not in known]


def fill(connection: sqlite3.Connection, edits: Iterable[Edit]) -> int:
    """Make an empty database a library of those edits that make sense; how many they are."""
    schema.migrate(connection)
    sound = list(_sound(edits))
    with transaction(connection):
        merge.take_in(connection, merge.merge_of(connection, sound), "Rescue", undoable=False)
    return len(sound)


def _legible(path: Path) -> tuple[dict[int, Edit], frozenset[int]]:
    """The edits from the first on, and from the last back, up to where the file is broken.

    By their places in the journal, with those of what others do not get.
    """
    rows: dict[int, Edit] = {}
    with suppress(sqlite3.DatabaseError), place.reading(path) as damaged:
        for order in ("ASC", "DESC"):
            with suppress(sqlite3.DatabaseError):
                for seq, edit in journal.legible_edits(damaged, order):
                    rows.setdefault(seq, edit)
        return rows, _withheld(damaged)
    return rows, frozenset()


def _withheld(source: sqlite3.Connection) -> frozenset[int]:
    """As far as the file tells: an older one has no such table."""
    with suppress(sqlite3.DatabaseError):
        return imports.withheld(source)
    return frozenset()


def _of_backup(folder: Path) -> list[Edit]:
    """The history in the newest backup that can be read."""
    for backup in backups.backups(folder / place.BACKUPS):
        with suppress(sqlite3.DatabaseError), place.reading(backup.path) as source:
            kept_back = _withheld(source)
            return [edit for seq, edit in journal.all_edits(source) if seq not in kept_back]
    return []


def _built(path: Path, edits: Iterable[Edit]) -> int:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return fill(connection, edits)


def _sound(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits of things that read as what they claim to be."""
    histories: defaultdict[Target, list[Edit]] = defaultdict(list)
    for edit in edits:
        histories[edit.target].append(edit)
    for target, history in histories.items():
        with suppress(BadEntry):
            kinds.check(target, fold(history)[target])
            yield from history


def _copy_aside(folder: Path, now: WallMs) -> Path:
    """Copy what SQLite keeps of the damaged library, so that at no time there is none."""
    aside = folder / f"damaged-{now}.sqlite3"
    for end in _BESIDE:
        old = folder / f"{place.FILE}{end}"
        if old.exists():
            copyfile(old, folder / f"{aside.name}{end}")
    return aside


def _replace(folder: Path, made: Path) -> None:
    """The new file goes in the old one's place, and must not meet the old one's log."""
    for end in _BESIDE[1:]:
        (folder / f"{place.FILE}{end}").unlink(missing_ok=True)
    made.replace(folder / place.FILE)
