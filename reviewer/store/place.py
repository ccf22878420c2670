"""Where a library lives: its folder, its file, and the lock that keeps others out."""

import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path, PurePath
from stat import S_IMODE, S_IRWXG, S_IRWXO

from reviewer.domain.errors import LibraryBusy

FILE = "library.sqlite3"
BACKUPS = "backups"
_LOCK = "lock"
_BUSY_MS = 2_000
_OTHERS = S_IRWXG | S_IRWXO
_PRAGMAS = (
    "synchronous = FULL",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    f"cache_size = -{64 * 1024}",
)
_REMOTE = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.sshfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "webdav",
    }
)
_MOUNT = re.compile(r"\S+ (/\S*) (\S+) .*|.+? on (/.*) \(([^,)]+)[,)].*")
"""Place and kind: as Linux lists a mount, or as macOS's `mount` says it."""

Connect = Callable[..., sqlite3.Connection]
"""`sqlite3.connect`, or something that fails like it."""


def make_folder(folder: Path) -> None:
    """The library's folder, for nobody but its user."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mode = S_IMODE(folder.stat().st_mode)
    if mode & _OTHERS:
        folder.chmod(mode & ~_OTHERS)


def take_lock(folder: Path) -> sqlite3.Connection:
    """Keep other processes out until the connection is closed, or this process ends.

    Raises LibraryBusy where one is in. The lock is SQLite's own: the same on every system.
    """
    lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise LibraryBusy("Another Reviewer has this library open.") from error
    return lock


def connected(folder: Path, connect: Connect) -> sqlite3.Connection:
    """The one connection that writes; nothing is read or written yet."""
    return connect(folder / FILE, timeout=_BUSY_MS / 1000, isolation_level=None)


def prepare(connection: sqlite3.Connection, *, shared: bool) -> None:
    """Make every commit durable. WAL needs memory that a shared drive cannot share."""
    connection.execute(f"PRAGMA journal_mode = {'DELETE' if shared else 'WAL'}")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def reading(path: Path, *, still: bool = False) -> "closing[sqlite3.Connection]":
    """A connection that can only read, for backups and for files that came from elsewhere.

    A file that keeps `still`, as nobody may write there, is read without so much as a lock.
    """
    asked = f"{sqlite_uri(path.resolve())}?mode=ro{'&immutable=1' if still else ''}"
    connection = sqlite3.connect(asked, uri=True)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return closing(connection)


def sqlite_uri(path: PurePath) -> str:
    """As SQLite wants it, which takes no host's name: a share of Windows' is a path in whole."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def on_network_drive(folder: Path, mounts: str | None = None) -> bool:
    """Whether the folder is on another computer: a share's path, or mounted as such."""
    place = folder.resolve()
    if place.drive.startswith("\\\\"):
        return True
    found = map(_MOUNT.fullmatch, (_mounts() if mounts is None else mounts).splitlines())
    kinds = {
        Path((each[1] or each[3]).replace("\\040", " ")): each[2] or each[4]
        for each in found
        if each is not None
    }
    mount = next((above for above in (place, *place.parents) if above in kinds), None)
    return mount is not None and kinds[mount] in _REMOTE


@cache
def _mounts() -> str:
    """What is mounted where, in the system's words; "" where it does not say."""
    listed = Path("/proc/self/mounts")
    if listed.exists():
        return listed.read_text("utf-8", "replace")
    if Path("/sbin/mount").exists():
        said = subprocess.run(["/sbin/mount"], capture_output=True, check=False)
        return said.stdout.decode("utf-8", "replace")
    return ""
