"""What befalls the library between two starts, row by row. 100 000 tags: `bench library`."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from reviewer.domain import errors
from reviewer.domain.errors import LibraryError
from reviewer.domain.times import WallMs
from reviewer.store.place import FILE, Connect, take_lock
from tests.store.desk import with_pragma

ROOT = Path(__file__).parents[2]
_YEAR_2001 = WallMs(1_000_000_000_000)


@dataclass(frozen=True)
class Row:
    """A fault of the library's folder, and what it comes to; what was made before is always there.

    `trouble` is told at the start, and nothing can be saved then; `refusal` is told for what is
    made; None where all goes on. `said` stands among the notices.
    """

    name: str
    harm: Callable[[Path], AbstractContextManager[object]]
    trouble: type[LibraryError] | None = None
    refusal: type[LibraryError] | None = None
    rescued: bool = False
    said: str = ""
    connect: Connect = sqlite3.connect


@contextmanager
def _unharmed(_folder: Path) -> Iterator[None]:
    yield


@contextmanager
def _killed(folder: Path) -> Iterator[None]:
    """Somebody else tags there, and is killed on the way."""
    command = [sys.executable, "-m", "tests.store.busy_desk", str(folder), "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as desk:
        assert desk.stdout is not None
        for _ in range(7):
            desk.stdout.readline()
        desk.kill()
    yield


@contextmanager
def _unlockable(folder: Path) -> Iterator[None]:
    """To root no folder is read-only; there, too, a lock that cannot be made is one."""
    lock = folder / "lock"
    lock.unlink()
    lock.mkdir()
    try:
        yield
    finally:
        lock.rmdir()


@contextmanager
def _newer(folder: Path) -> Iterator[None]:
    file = folder / FILE
    content = file.read_bytes()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    try:
        yield
    finally:
        file.write_bytes(content)


def _changed(change: Callable[[bytes], bytes]) -> Callable[[Path], AbstractContextManager[None]]:
    @contextmanager
    def harm(folder: Path) -> Iterator[None]:
        file = folder / FILE
        file.write_bytes(change(file.read_bytes()))
        yield

    return harm


def _without_header(content: bytes) -> bytes:
    return bytes(100) + content[100:]


def _halved(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _open_elsewhere(folder: Path) -> AbstractContextManager[object]:
    return closing(take_lock(folder))


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def _set_back(_folder: Path) -> AbstractContextManager[object]:
    return patch("reviewer.opening.wall_now", lambda: _YEAR_2001)


def _shared(_folder: Path) -> AbstractContextManager[object]:
    return patch("reviewer.store.place.on_network_drive", lambda _folder: True)


ROWS: tuple[Row, ...] = (
    Row("killed during a write", _killed),
    Row("the disk is full", _unharmed, refusal=errors.DiskFull,
        connect=with_pragma("max_page_count = 1")),
    Row("the file may only be read", _unharmed, refusal=errors.LibraryReadOnly,
        connect=with_pragma("query_only = ON")),
    Row("nothing can be made in the folder", _unlockable, errors.LibraryReadOnly,
        errors.LibraryReadOnly),
    Row("from a newer program", _newer, errors.LibraryNewer, errors.LibraryReadOnly),
    Row("no header", _changed(_without_header), rescued=True),
    Row("cut in half", _changed(_halved), rescued=True),
    Row("not a byte left", _changed(lambda _content: b"\0" * 50_000), rescued=True),
    Row("open elsewhere", _open_elsewhere, errors.LibraryBusy, errors.LibraryReadOnly),
    Row("held by another program", _held, refusal=errors.LibraryBusy,
        connect=with_pragma("busy_timeout = 0")),
    Row("the clock was set back", _set_back),
    Row("on a network drive", _shared, said="lies on a network drive"),
)  # fmt: skip

BY_NAME: Mapping[str, Row] = {row.name: row for row in ROWS}
