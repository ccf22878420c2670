"""What is done to a library as a whole: backed up, restored, handed on, taken in."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from reviewer.domain.errors import LibraryMissing, LibraryReadOnly
from reviewer.domain.sharing import Backup, Preview
from reviewer.domain.times import WallMs
from reviewer.store import backups, imports, place, schema
from reviewer.store.failures import told, transaction
from reviewer.store.merge import merge_of, take_in
from reviewer.store.package import read_package, write_package
from reviewer.store.pins import hang_all


@dataclass(frozen=True, slots=True)
class Vault:
    """Opens the file anew for every call, so any thread may call. All of it raises LibraryErrors.

    What changes the library is for the process that has it open; one that is only `watching`
    may look.
    """

    folder: Path
    now: Callable[[], WallMs]
    author: str
    watching: bool = False

    @property
    def on_network_drive(self) -> bool:
        """Whether other computers might reach the file: it must be used from one at a time."""
        return place.on_network_drive(self.folder)

    def export(self, path: Path) -> None:
        """Write the history as a package for another library; imports that are undone stay out."""
        with told(), self._reading() as source:
            write_package(path, imports.shared_edits(source), self.author, self.now())

    def preview(self, path: Path) -> Preview:
        """What importing a package would do. Raises BadPackage, LibraryNewer."""
        edits = read_package(path)
        with told(), self._reading() as source:
            return merge_of(source, edits).preview

    def take_in(self, path: Path, what: str) -> Preview:
        """Import a package, all of it or nothing, after a backup; `undo(LIBRARY)` takes it back.

        Returns what it did. Raises BadPackage, LibraryNewer.
        """
        edits = read_package(path)
        self._may_change()
        self.back_up()
        with told(), self._writing() as connection, transaction(connection):
            merge = merge_of(connection, edits)
            if merge.edits:
                take_in(connection, merge, what)
        return merge.preview

    def back_up(self, *, spare: Backup | None = None) -> Backup:
        """Copy the library as it stands; where old copies go, one may be spared."""
        self._may_change()
        with told(), self._reading() as source:
            return backups.back_up(source, self.folder / place.BACKUPS, self.now(), spare=spare)

    def back_up_if_due(self) -> Backup | None:
        """Copy the library where the newest copy is over a day old; never a damaged one."""
        self._may_change()
        return backups.back_up_if_due(self.folder, self.now())

    def backups(self) -> list[Backup]:
        """The copies there are, newest first."""
        with told():
            return backups.backups(self.folder / place.BACKUPS)

    def restore(self, backup: Backup) -> Backup:
        """Put a backup in the place of everything; what was there is backed up, as returned.

        Raises LibraryDamaged or LibraryNewer for a backup that cannot be used.
        """
        self._may_change()
        with told(), place.reading(backup.path) as source:
            schema.check(source)
            replaced = self.back_up(spare=backup)
            with self._writing() as connection:
                source.backup(connection)
                bring_up_to_date(connection, self.folder, self.now(), spare=backup)
        return replaced

    def _may_change(self) -> None:
        if self.watching:
            raise LibraryReadOnly("The library is only looked at: nothing in it can be changed.")

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        file = self.folder / place.FILE
        if not file.is_file():
            raise LibraryMissing("Nothing was kept on this computer so far.")
        with place.reading(file) as connection:
            if schema.version(connection) == len(schema.MIGRATIONS):
                yield connection
                return
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
                connection.backup(copy)  # an older program's, which is only looked at
                schema.migrate(copy)
                yield copy

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with closing(place.connected(self.folder, sqlite3.connect)) as connection:
            place.prepare(connection, shared=self.on_network_drive)
            yield connection


def bring_up_to_date(
    connection: sqlite3.Connection, folder: Path, now: WallMs, *, spare: Backup | None = None
) -> None:
    """Take a library through the steps of a newer program, after a backup."""
    done = schema.version(connection)
    if 0 < done < len(schema.MIGRATIONS):
        backups.back_up(connection, folder / place.BACKUPS, now, spare=spare)
    schema.migrate(connection)
    if 0 < done < schema.SEARCHABLE:
        with transaction(connection):
            for _ in hang_all(connection):
                pass
