"""A library as a whole, while its window has it open: copied and handed on by another thread."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.domain.errors import BadPackage, LibraryMissing, LibraryNewer
from reviewer.domain.playlists import Playlist
from reviewer.domain.sharing import Count
from reviewer.domain.tags import Tag
from reviewer.store.library import Library
from reviewer.store.place import FILE
from reviewer.store.vault import Vault
from tests.store.desk import Clock, Ids, open_library
from tests.store.season import TAGS

GAME = TAGS[0].game


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "kim.zip"
    with open_library(tmp_path / "kim", author="Kim") as kim:
        kim.save(GAME, "Tag", TAGS[:2])
        kim.save(GAME, "Playlist", [Playlist("p", "Film")])
        kim.vault.export(path)
    return path


@pytest.fixture
def library(tmp_path: Path):
    with open_library(tmp_path / "ada", ids=Ids("Ada")) as opened:
        opened.save(GAME, "Tag", [TAGS[2]])
        yield opened


def elsewhere(work: Callable[[], object]) -> object:
    with ThreadPoolExecutor(1) as worker:
        return worker.submit(work).result()


def test_another_thread_takes_a_package_in_and_the_window_sees_it(library: Library, package: Path):
    preview = elsewhere(lambda: library.vault.preview(package))
    assert len(library.kept(Tag)) == 1
    assert elsewhere(lambda: library.vault.take_in(package, "Import")) == preview
    assert len(library.kept(Tag)) == 3
    undone = library.undo(GAME)
    assert undone is not None
    assert undone.what == "Import"
    assert library.kept(Tag) == (TAGS[2],)


def test_a_preview_counts_by_kind(library: Library, package: Path):
    preview = library.vault.preview(package)
    assert preview.counts == (Count("playlist", 1), Count("tag", 2))
    assert preview.authors == ("Kim",)


def test_another_thread_restores_and_the_window_sees_it(library: Library):
    backup = library.vault.back_up()
    library.save(GAME, "Tag", [TAGS[3]])
    replaced = elsewhere(lambda: library.vault.restore(backup))
    assert library.kept(Tag) == (TAGS[2],)
    library.save(GAME, "Tag", [TAGS[4]])
    assert library.vault.backups()[0] == replaced


def test_a_command_hands_on_what_the_window_has_open(library: Library, tmp_path: Path):
    beside = Vault(library.vault.folder, Clock(), "Ada")
    beside.export(tmp_path / "ada.zip")
    with open_library(tmp_path / "bo", author="Bo") as bo:
        bo.vault.take_in(tmp_path / "ada.zip", "Import")
        assert bo.kept(Tag) == (TAGS[2],)


def test_without_a_library_there_is_nothing_to_hand_on(tmp_path: Path):
    with pytest.raises(LibraryMissing, match="Nothing was kept"):
        Vault(tmp_path, Clock(), "Ada").export(tmp_path / "ada.zip")
    assert not list(tmp_path.iterdir())


def test_a_refused_package_costs_no_backup(library: Library, tmp_path: Path):
    (tmp_path / "odd.zip").write_bytes(b"holiday pictures")
    with pytest.raises(BadPackage):
        library.vault.take_in(tmp_path / "odd.zip", "Import")
    assert library.vault.backups() == []


def test_a_newer_library_is_not_handed_on(library: Library, tmp_path: Path):
    library.close()
    _age(library.vault.folder / FILE, 99)
    with pytest.raises(LibraryNewer):
        library.vault.export(tmp_path / "ada.zip")


def _age(file: Path, version: int) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
