"""The disk fails or fills: a clear error, and nothing lost but what was said to have failed."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from reviewer.domain.edits import fold
from reviewer.domain.errors import (
    DiskFull,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryFault,
    LibraryReadOnly,
)
from reviewer.domain.tags import Tag
from reviewer.store.failures import told
from reviewer.store.library import Library
from reviewer.store.place import FILE
from tests.store.desk import Ids, edits, open_library, records, see_game, with_pragma
from tests.store.faulty import Faulty
from tests.store.season import GAMES, TAGS

GAME = TAGS[0].game


class Rig:
    """A library on a connection that can be told to fail, and a new one for every folder."""

    def __init__(self, folder: Path) -> None:
        self.connections: list[Faulty] = []
        self.library = open_library(folder, connect=self._connect)

    @property
    def connection(self) -> Faulty:
        return self.connections[0]

    def _connect(self, *given, **named) -> sqlite3.Connection:
        made = sqlite3.connect(*given, **named, factory=Faulty)
        self.connections.append(made)
        return made


def session(library: Library) -> Iterator[Callable[[], object]]:
    """What a coordinator does in a minute, a step at a time."""
    first, second, third, *_ = TAGS
    save = partial(library.save, GAME)
    yield lambda: see_game(library, GAMES[0])
    yield lambda: save("Tag", [first])
    yield lambda: save("Tag", [second, third])
    yield lambda: save("Note", [replace(first, note="watch the roll")])
    yield lambda: library.undo(GAME)
    yield lambda: library.redo(GAME)
    yield lambda: library.save(GAME, "Delete", (), gone=[second])
    yield lambda: library.undo(GAME)
    yield lambda: save("Tag", [replace(third, values=("ISO",))])


def tried(library: Library) -> tuple[int, list[tuple[Tag, ...]]]:
    """Do the session; how many steps failed, and the tags after each that did not."""
    failed, states = 0, [library.kept(Tag)]
    for step in session(library):
        try:
            step()
        except LibraryFault:
            failed += 1
            assert library.kept(Tag) == states[-1]
        else:
            states.append(library.kept(Tag))
    return failed, states


def writes_of_a_session(folder: Path) -> int:
    rig = Rig(folder)
    with rig.library:
        before = rig.connection.writes
        tried(rig.library)
        return rig.connection.writes - before


def assert_sound(folder: Path, expected: tuple[Tag, ...]) -> None:
    with open_library(folder, ids=Ids("later")) as library:
        assert library.kept(Tag) == expected
        assert records(library) == fold(edits(library))
        library.undo(GAME)
    connection = sqlite3.connect(folder / FILE)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_whichever_write_fails_only_its_own_step_is_lost(tmp_path: Path):
    total = writes_of_a_session(tmp_path / "whole")
    assert total > 50
    for number in range(1, total + 1):
        folder = tmp_path / str(number)
        rig = Rig(folder)
        with rig.library as library:
            rig.connection.fails_at = rig.connection.writes + number
            failed, states = tried(library)
        assert failed == 1
        assert_sound(folder, states[-1])


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_BUSY, LibraryBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LibraryBusy),
        (sqlite3.SQLITE_READONLY, LibraryReadOnly),
        (sqlite3.SQLITE_IOERR_FSYNC, LibraryFault),
        (sqlite3.SQLITE_CORRUPT, LibraryDamaged),
    ],
)
def test_each_fault_has_its_name_and_says_what_is_kept(
    tmp_path: Path, code: int, error: type[LibraryError]
):
    rig = Rig(tmp_path)
    with rig.library as library:
        rig.connection.code = code
        rig.connection.fails_at = rig.connection.writes + 2
        with pytest.raises(error) as caught:
            library.save(GAME, "Tag", [TAGS[0]])
        assert caught.value.title
        assert "kept" in str(caught.value)
        library.save(GAME, "Tag", [TAGS[0]])
        assert library.kept(Tag) == (TAGS[0],)


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EACCES, LibraryReadOnly)]
)
def test_faults_of_files_beside_the_library_are_told_too(number: int, error: type[LibraryError]):
    with pytest.raises(error, match=r"room|Permission"), told():
        raise OSError(number, os.strerror(number), "backups")


def test_a_fault_of_ours_is_no_fault_of_the_disk(tmp_path: Path):
    rig = Rig(tmp_path)
    with rig.library as library:
        rig.connection.code = sqlite3.SQLITE_ERROR
        rig.connection.fails_at = rig.connection.writes + 2
        with pytest.raises(sqlite3.OperationalError):
            library.save(GAME, "Tag", [TAGS[0]])


def test_a_game_that_is_known_already_is_not_written_again(tmp_path: Path):
    rig = Rig(tmp_path)
    with rig.library as library:
        see_game(library, GAMES[0])
        before = rig.connection.writes
        see_game(library, GAMES[0])
        assert rig.connection.writes == before + len(("BEGIN", "COMMIT"))


def test_a_full_disk_loses_nothing_but_what_it_refused(tmp_path: Path):
    """SQLite itself refuses to grow the file."""
    saved: list[Tag] = []

    def tag_without_end(library: Library) -> None:
        for number in count():
            tag = replace(TAGS[0], id=f"{number:04}", note="x" * 15_000)
            library.save(GAME, "Tag", [tag])
            saved.append(tag)

    with open_library(tmp_path, connect=with_pragma("max_page_count = 120")) as library:
        with pytest.raises(DiskFull, match="no room left"):
            tag_without_end(library)
        assert library.kept(Tag) == tuple(saved)
    assert len(saved) > 1
    assert_sound(tmp_path, tuple(saved))


def test_a_file_that_may_only_be_read_is_said_and_can_be_looked_at(tmp_path: Path):
    with open_library(tmp_path) as library:
        library.save(GAME, "Tag", [TAGS[0]])

    with open_library(tmp_path, connect=with_pragma("query_only = ON")) as library:
        with pytest.raises(LibraryReadOnly, match="only be read"):
            library.save(GAME, "Tag", [TAGS[1]])
        assert library.kept(Tag) == (TAGS[0],)


def test_a_library_that_another_program_holds_is_said(tmp_path: Path):
    open_library(tmp_path).close()
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with open_library(tmp_path, connect=with_pragma("busy_timeout = 0")) as library:
        with pytest.raises(LibraryBusy, match="Another program"):
            library.save(GAME, "Tag", [TAGS[0]])
        other.execute("ROLLBACK")
        library.save(GAME, "Tag", [TAGS[0]])
        assert library.kept(Tag) == (TAGS[0],)
    other.close()
