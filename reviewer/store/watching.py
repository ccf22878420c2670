"""A library that is only looked at: what can be read of one that cannot be opened, in memory."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from reviewer.domain.errors import LibraryError
from reviewer.domain.times import WallMs
from reviewer.store import place, schema
from reviewer.store.failures import told
from reviewer.store.library import Library
from reviewer.store.rescue import fill, legible
from reviewer.store.vault import Vault
from reviewer.store.writer import Writer


def watching(
    folder: Path, *, now: Callable[[], WallMs], author: str, new_id: Callable[[], str]
) -> Library:
    """All that can be seen of a folder's library; whatever would change it raises LibraryReadOnly.

    Of a damaged library, and of a newer program's, it holds what this program understands.
    """
    with ExitStack() as opened:
        connection = opened.enter_context(closing(_seen(folder)))
        connection.set_authorizer(_allowed)
        lock = opened.enter_context(closing(sqlite3.connect(":memory:")))
        opened.pop_all()
    vault = Vault(folder, now, author, watching=True)
    return Library(vault, lock, Writer(connection, now, author, new_id))


def _seen(folder: Path) -> sqlite3.Connection:
    for still in (False, True):
        with suppress(LibraryError):
            return _copied(folder / place.FILE, still=still)
    made = _in_memory()
    read, saved = legible(folder)
    fill(made, [*read, *saved])
    return made


def _copied(file: Path, *, still: bool) -> sqlite3.Connection:
    with ExitStack() as opened, told(), place.reading(file, still=still) as source:
        made = opened.enter_context(closing(_in_memory()))
        schema.check(source)
        source.backup(made)
        schema.migrate(made)
        opened.pop_all()
    return made


def _allowed(action: int, *_about: str | None) -> int:
    """All but a transaction, without which the library changes nothing."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK


def _in_memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)
