"""A library that cannot be opened keeps nobody from looking: what there is to see, and no more."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.domain.errors import LibraryReadOnly
from reviewer.domain.finding import Says
from reviewer.domain.tags import Tag
from reviewer.store.place import FILE
from tests.store.desk import Ids, how_many, looked_at, open_library, see_game
from tests.store.season import GAMES, TAGS

GAME = TAGS[0].game


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_library(tmp_path) as library:
        see_game(library, GAMES[0])
        library.save(GAME, "Tag", TAGS[:3])
    return tmp_path


def content(folder: Path) -> bytes:
    return (folder / FILE).read_bytes()


def test_all_can_be_seen_and_found_and_nothing_changed(folder: Path):
    before = content(folder)
    with looked_at(folder) as library:
        assert library.kept(Tag) == TAGS[:3]
        assert how_many(library, Says("tagger")) == 1
        assert library.to_undo(GAME) == "Tag"
        for change in (
            lambda: library.save(GAME, "Tag", [TAGS[3]]),
            lambda: library.undo(GAME),
            lambda: see_game(library, GAMES[1]),
            library.vault.back_up,
            library.vault.back_up_if_due,
        ):
            with pytest.raises(LibraryReadOnly):
                change()
        assert library.kept(Tag) == TAGS[:3]
    assert content(folder) == before


def test_an_older_library_is_handed_on_as_it_is(folder: Path, tmp_path: Path):
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute("DROP TABLE retaken")
        connection.execute("PRAGMA user_version = 3")
    before = content(folder)
    with looked_at(folder) as library:
        library.vault.export(tmp_path / "ada.zip")
    assert content(folder) == before
    with open_library(tmp_path / "bo", author="Bo") as bo:
        assert bo.vault.take_in(tmp_path / "ada.zip", "Import").made == 3


def test_it_can_be_looked_at_while_another_window_writes(folder: Path):
    with open_library(folder, ids=Ids("Bo")) as other:
        other.save(GAME, "Tag", [TAGS[3]])
        with looked_at(folder) as library:
            assert len(library.kept(Tag)) == 4


def test_of_a_damaged_library_the_rest_is_seen(folder: Path):
    file = folder / FILE
    file.write_bytes(b"\0" * 100 + file.read_bytes()[100:])
    with open_library(folder / "good", ids=Ids("good")) as library:
        library.save(GAME, "Tag", TAGS[:2])
        library.vault.back_up()
    (folder / "good" / "backups").rename(folder / "backups")
    before = content(folder)
    with looked_at(folder) as library:
        assert library.kept(Tag) == TAGS[:2]
    assert content(folder) == before


def test_of_a_newer_library_what_is_understood_is_seen(folder: Path):
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with looked_at(folder) as library:
        assert library.kept(Tag) == TAGS[:3]


@pytest.mark.parametrize("made", [b"", b"holiday pictures" * 100])
def test_what_is_no_library_looks_empty(tmp_path: Path, made: bytes):
    (tmp_path / FILE).write_bytes(made)
    with looked_at(tmp_path) as library:
        assert library.kept(Tag) == ()
    assert (tmp_path / FILE).read_bytes() == made


def test_without_a_folder_there_is_nothing_to_see(tmp_path: Path):
    with looked_at(tmp_path / "none") as library:
        assert library.kept(Tag) == ()
        assert library.games() == []
    assert not (tmp_path / "none").exists()
