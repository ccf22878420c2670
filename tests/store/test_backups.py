"""Copies: made when due, kept to ten, restored whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.domain.errors import LibraryDamaged
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.times import WallMs
from reviewer.store.backups import back_up_if_due
from reviewer.store.place import FILE
from tests.store.desk import GAME, NOON, Clock, nudged, open_library

DAY_MS = timedelta(days=1) // timedelta(milliseconds=1)


def test_a_restored_backup_brings_back_what_it_held(tmp_path: Path):
    with open_library(tmp_path) as library:
        library.save(GAME, "Before", [nudged(1)])
        backup = library.vault.back_up()
        library.save(GAME, "After", [nudged(2)])
        library.vault.restore(backup)
        assert library.kept(StreamSync) == (nudged(1),)
    with open_library(tmp_path) as library:
        assert library.kept(StreamSync) == (nudged(1),)


def test_what_a_restore_replaced_can_be_restored(tmp_path: Path):
    with open_library(tmp_path) as library:
        backup = library.vault.back_up()
        library.save(GAME, "After", [nudged(2)])
        library.vault.restore(backup)
        assert library.kept(StreamSync) == ()
        library.vault.restore(library.vault.backups()[0])
        assert library.kept(StreamSync) == (nudged(2),)


def test_a_backup_is_due_once_a_day(tmp_path: Path):
    open_library(tmp_path).close()
    assert back_up_if_due(tmp_path, NOON) is not None
    assert back_up_if_due(tmp_path, WallMs(NOON + DAY_MS)) is None
    assert back_up_if_due(tmp_path, WallMs(NOON + DAY_MS + 1000)) is not None


def test_the_daily_backup_can_be_made_by_another_thread_while_the_library_is_open(tmp_path: Path):
    with open_library(tmp_path) as library, ThreadPoolExecutor(1) as worker:
        library.save(GAME, "Before", [nudged(1)])
        backup = worker.submit(back_up_if_due, tmp_path, NOON).result()
        assert backup is not None
        library.save(GAME, "After", [nudged(2)])
        library.vault.restore(backup)
        assert library.kept(StreamSync) == (nudged(1),)


def test_a_clock_set_back_costs_one_backup_and_not_one_at_every_start(tmp_path: Path):
    open_library(tmp_path).close()
    assert back_up_if_due(tmp_path, NOON)
    assert back_up_if_due(tmp_path, WallMs(NOON - 30 * DAY_MS)) is not None
    assert back_up_if_due(tmp_path, WallMs(NOON - 30 * DAY_MS)) is None


def test_the_newest_ten_are_kept_whatever_the_clock_says(tmp_path: Path):
    clock = Clock()
    with open_library(tmp_path, clock=clock) as library:
        for by_ms in range(13):
            clock.ms -= DAY_MS
            library.save(GAME, "Move", [nudged(by_ms)])
            library.vault.back_up()
        kept = library.vault.backups()
        assert [backup.number for backup in kept] == list(range(13, 3, -1))
        library.vault.restore(kept[-1])
        assert library.kept(StreamSync) == (nudged(3),)


def test_the_oldest_backup_is_still_there_once_it_was_restored(tmp_path: Path):
    with open_library(tmp_path) as library:
        library.save(GAME, "Before", [nudged(1)])
        for _ in range(10):
            library.vault.back_up()
        oldest = library.vault.backups()[-1]
        library.save(GAME, "After", [nudged(2)])
        library.vault.restore(oldest)
        assert library.vault.backups()[-1] == oldest
        library.save(GAME, "After", [nudged(3)])
        library.vault.restore(oldest)
        assert library.kept(StreamSync) == (nudged(1),)


def test_a_damaged_library_does_not_push_out_good_backups(tmp_path: Path):
    with open_library(tmp_path) as library:
        for by_ms in range(200):
            library.save(GAME, "Move", [nudged(by_ms)])
    file = tmp_path / FILE
    content = bytearray(file.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    file.write_bytes(content)
    with pytest.raises(LibraryDamaged):
        back_up_if_due(tmp_path, NOON)
    assert not (tmp_path / "backups").exists()


def test_a_damaged_backup_is_refused_and_the_library_left_alone(tmp_path: Path):
    with open_library(tmp_path) as library:
        library.save(GAME, "Move", [nudged(1)])
        backup = library.vault.back_up()
        backup.path.write_bytes(backup.path.read_bytes()[:5000])
        with pytest.raises(LibraryDamaged):
            library.vault.restore(backup)
        assert library.kept(StreamSync) == (nudged(1),)


def test_another_file_in_the_backup_folder_is_none(tmp_path: Path):
    with open_library(tmp_path) as library:
        library.vault.back_up()
        (tmp_path / "backups" / "library-copy.sqlite3").write_bytes(b"")
        assert len(library.vault.backups()) == 1
