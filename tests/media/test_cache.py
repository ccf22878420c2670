"""What is kept on disk is whole, bounded, and never in the way of playing."""

import os
from pathlib import Path

import pytest

from reviewer.media.cache import DiskCache


@pytest.fixture
def cache(tmp_path: Path) -> DiskCache:
    return DiskCache(tmp_path / "cache", 10_000)


def test_a_blob_comes_back(cache: DiskCache):
    cache.put("a", b"footage")
    assert cache.get("a") == b"footage"
    assert cache.get("b") is None


def test_a_blob_outlives_the_program(tmp_path: Path):
    DiskCache(tmp_path, 1_000).put("a", b"footage")
    assert DiskCache(tmp_path, 1_000).get("a") == b"footage"


@pytest.mark.parametrize("damage", [b"", b"x", b"another footage, of another length"])
def test_a_damaged_blob_is_not_there(tmp_path: Path, damage: bytes):
    cache = DiskCache(tmp_path, 1_000)
    cache.put("a", b"footage")
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(damage)
    assert cache.get("a") is None
    assert not entry.exists()


def test_a_deleted_blob_is_not_there(tmp_path: Path):
    cache = DiskCache(tmp_path, 1_000)
    cache.put("a", b"footage")
    for entry in tmp_path.iterdir():
        entry.unlink()
    assert cache.get("a") is None


def test_the_least_recently_used_goes_first(tmp_path: Path):
    cache = DiskCache(tmp_path, 3_100)
    for age, key in enumerate("abc"):
        cache.put(key, bytes(900))
        for entry in tmp_path.iterdir():
            stat = entry.stat()
            os.utime(entry, (stat.st_atime, stat.st_mtime - 10 * (3 - age)))
    assert cache.get("a") is not None
    cache.put("d", bytes(900))
    assert cache.get("b") is None
    assert [cache.get(key) is not None for key in "acd"] == [True, True, True]


def test_a_file_is_adopted_whole(cache: DiskCache):
    made = cache.scratch(".mp4")
    made.write_bytes(b"window")
    path = cache.adopt(made, "w")
    assert path == cache.file("w", ".mp4")
    assert path.read_bytes() == b"window"
    assert not made.exists()


def test_a_folder_that_cannot_be_written_is_told_once(tmp_path: Path):
    told: list[str] = []
    folder = tmp_path / "cache"
    cache = DiskCache(folder, 1_000, told.append)
    folder.rmdir()
    cache.put("a", b"footage")
    cache.put("b", b"footage")
    assert told == ["The cache folder cannot be written: footage plays on but is not kept."]
    assert cache.get("a") is None


def test_the_folder_is_the_user_s_alone(tmp_path: Path):
    DiskCache(tmp_path / "cache", 1_000)
    if os.name == "posix":
        assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
