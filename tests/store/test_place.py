"""Where a library may live, and what is said where it may not."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

import pytest

from reviewer.domain.errors import LibraryDamaged, LibraryReadOnly
from reviewer.domain.stream_sync import StreamSync
from reviewer.store.place import FILE, connected, on_network_drive, prepare, sqlite_uri
from tests.store.desk import GAME, looked_at, nudged, open_library

_NOBODY = 65_534

LINUX = """\
/dev/sda1 / ext4 rw 0 0
server:/staff /staff nfs4 rw 0 0
/dev/sdb1 /staff/local ext4 rw 0 0
//nas/share /mnt/film\\040room cifs rw 0 0
"""


MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//ada@nas._smb._tcp.local/film on tour on /Volumes/film (smbfs, nodev, nosuid, mounted by ada)
afp_0TQx on /Volumes/Film room (2) (afpfs, nodev, nosuid, mounted by ada)
nas:/export on /Volumes/export (nfs)
/dev/disk4s2 on /Volumes/export/stick (exfat, local, nodev, nosuid, noowners)
https://dav.example.test/ on /Volumes/dav (webdav, nodev, noexec, nosuid, mounted by ada)
"""


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/home/ada/film room/library"), "file:///home/ada/film%20room/library"),
        (PureWindowsPath("C:/Users/Ada/library"), "file:///C:/Users/Ada/library"),
        (PureWindowsPath("//nas/film/library"), "file:////nas/film/library"),
    ],
)
def test_sqlite_finds_a_library_by_its_address(path: PurePath, uri: str):
    assert sqlite_uri(path) == uri


@pytest.mark.skipif(os.name == "nt", reason="these are mounts of other systems")
@pytest.mark.parametrize(
    ("mounts", "folder", "remote"),
    [
        (LINUX, "/var/lib/reviewer", False),
        (LINUX, "/staff/ada/reviewer", True),
        (LINUX, "/staff/local/reviewer", False),
        (LINUX, "/mnt/film room/reviewer", True),
        (LINUX, "/staffs/ada", False),
        (MACOS, "/Users/ada/Library/Application Support/Reviewer", False),
        (MACOS, "/Volumes/film/reviewer", True),
        (MACOS, "/Volumes/Film room (2)/reviewer", True),
        (MACOS, "/Volumes/Film room", False),
        (MACOS, "/Volumes/export", True),
        (MACOS, "/Volumes/export/stick/reviewer", False),
        (MACOS, "/Volumes/dav/reviewer", True),
        ("", "/staff/ada/reviewer", False),
        ("nonsense\n\n( on /\n", "/staff/ada/reviewer", False),
    ],
)
def test_a_network_drive_is_known_by_its_mount(mounts: str, folder: str, remote: bool):
    assert on_network_drive(Path(folder), mounts) == remote


def test_this_folder_is_on_no_network_drive(tmp_path: Path):
    with open_library(tmp_path) as library:
        assert not library.vault.on_network_drive


@pytest.mark.parametrize(("shared", "mode"), [(False, "wal"), (True, "delete")])
def test_every_commit_is_on_the_disk_and_a_shared_drive_does_without_shared_memory(
    tmp_path: Path, shared: bool, mode: str
):
    with closing(connected(tmp_path, sqlite3.connect)) as connection:
        prepare(connection, shared=shared)
        settings = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
    full = 2
    assert settings == {
        "journal_mode": mode,
        "synchronous": full,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryReadOnly, match="cannot be used"):
        open_library(tmp_path / "file" / "library")


@pytest.mark.skipif(os.name == "nt", reason="folders have no mode there")
@pytest.mark.parametrize(("mode", "left"), [(0o755, 0o700), (0o750, 0o700), (0o700, 0o700)])
def test_others_are_shut_out_of_a_folder_that_was_there(tmp_path: Path, mode: int, left: int):
    tmp_path.chmod(mode)
    open_library(tmp_path).close()
    assert tmp_path.stat().st_mode & 0o777 == left


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """A folder of a user who is not root: to root nothing is read-only."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        root = os.geteuid() == 0
        if root:
            os.chown(folder, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="folders have no mode there")
def test_a_read_only_folder_is_said_left_so_and_can_be_looked_at(ordinary_folder: Path):
    with open_library(ordinary_folder) as library:
        library.save(GAME, "Move", [nudged(1)])
    ordinary_folder.chmod(0o500)
    with pytest.raises(LibraryReadOnly):
        open_library(ordinary_folder)
    with looked_at(ordinary_folder) as library:
        assert library.kept(StreamSync) == (nudged(1),)
    assert ordinary_folder.stat().st_mode & 0o777 == 0o500


def test_a_lock_that_cannot_be_taken_is_said(tmp_path: Path):
    (tmp_path / "lock").mkdir()
    with pytest.raises(LibraryReadOnly, match="cannot be opened"):
        open_library(tmp_path)


def test_a_file_that_is_no_library_is_refused_and_kept(tmp_path: Path):
    (tmp_path / FILE).write_bytes(b"holiday pictures" * 1000)
    with pytest.raises(LibraryDamaged):
        open_library(tmp_path)
    assert (tmp_path / FILE).read_bytes() == b"holiday pictures" * 1000


def test_a_refused_library_can_be_opened_by_the_next_who_tries(tmp_path: Path):
    (tmp_path / FILE).write_bytes(b"holiday pictures" * 1000)
    with pytest.raises(LibraryDamaged):
        open_library(tmp_path)
    (tmp_path / FILE).unlink()
    with open_library(tmp_path) as library:
        library.save(GAME, "Move", [nudged(1)])
