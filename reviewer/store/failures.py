"""What SQLite and the disk complain of, said as the library's own errors."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.domain.errors import (
    DiskFull,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFault,
    LibraryReadOnly,
)

_KEPT = "What was saved before is kept."
_MEANINGS: dict[int, tuple[type[LibraryError], str]] = {
    sqlite3.SQLITE_FULL: (DiskFull, "There is no room left to keep that."),
    sqlite3.SQLITE_BUSY: (LibraryBusy, "Another program holds the library."),
    sqlite3.SQLITE_LOCKED: (LibraryBusy, "Another program holds the library."),
    sqlite3.SQLITE_AUTH: (LibraryReadOnly, "The library is only looked at."),
    sqlite3.SQLITE_READONLY: (LibraryReadOnly, "The library's file may only be read."),
    sqlite3.SQLITE_PERM: (LibraryReadOnly, "The library's file may not be opened."),
    sqlite3.SQLITE_CANTOPEN: (LibraryReadOnly, "The library's file cannot be opened."),
    sqlite3.SQLITE_CORRUPT: (LibraryDamaged, "The library's file is garbled."),
    sqlite3.SQLITE_NOTADB: (LibraryDamaged, "The library's file is not a library."),
    sqlite3.SQLITE_IOERR: (LibraryFault, "The disk did not do as it was told."),
}
_PRIMARY = 0xFF
"""The bits of an extended result code that say what kind it is."""


@contextmanager
def told() -> Iterator[None]:
    """Raise the library's errors for what the world does to a database; ours pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY
        if code not in _MEANINGS:
            raise
        kind, sentence = _MEANINGS[code]
        raise kind(sentence, kept=_KEPT) from error
    except OSError as error:
        raise _of_file(error) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, on the disk when it ends. Raises LibraryErrors."""
    with told():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _of_file(error: OSError) -> LibraryError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull("There is no room left for the file.", kept=_KEPT)
    name = Path(str(error.filename)).name if error.filename else "The file"
    return LibraryReadOnly(f"“{name}” cannot be used: {error.strerror or 'no reason given'}.")
