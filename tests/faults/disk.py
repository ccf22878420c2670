"""A disk that fails the call whose number is due: every open, rename, removal below a folder. Or
it is full.

What SQLite does by itself is none of Python's calls: see `tests/store/faulty.py`.
"""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

_CONNECT = "sqlite3.connect"
_LOOKS = frozenset({"os.listdir", "os.scandir"})
_CALLS = _LOOKS | {_CONNECT, "open", "os.rename", "os.remove", "os.mkdir", "os.utime"}


class FailingDisk:
    """Counts the calls below `folder`, from whichever thread, and fails one of them.

    A `full` one fails whatever writes.
    """

    def __init__(self, folder: Path, fails_at: int | None, *, full: bool = False) -> None:
        self._folder = str(folder)
        self._fails_at = fails_at
        self._full = full
        self._lock = Lock()
        self.calls = 0
        self.failed = ""

    def called(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in _CALLS or self._folder not in str(arguments[0]):
            return
        with self._lock:
            self.calls += 1
            due = self.calls == self._fails_at
        if not due and not (self._full and _writes(event, arguments)):
            return
        self.failed = f"{event} {Path(str(arguments[0])).name}"
        if event == _CONNECT:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        number = errno.ENOSPC if _writes(event, arguments) else errno.EIO
        raise OSError(number, os.strerror(number), str(arguments[0]))


_armed: list[FailingDisk] = []
_hooked: list[bool] = []


@contextmanager
def failing_disk(
    folder: Path, fails_at: int | None = None, *, full: bool = False
) -> Iterator[FailingDisk]:
    """Within this, the disk counts, and fails once, or is full."""
    if not _hooked:
        sys.addaudithook(_on_call)  # there is no way to take it out again
        _hooked.append(True)
    disk = FailingDisk(folder, fails_at, full=full)
    _armed.append(disk)
    try:
        yield disk
    finally:
        _armed.remove(disk)


@contextmanager
def looking_on() -> Iterator[None]:
    """What a test looks up itself is no call of the program's: it neither counts nor fails."""
    armed = _armed[:]
    _armed.clear()
    try:
        yield
    finally:
        _armed.extend(armed)


def _on_call(event: str, arguments: tuple[object, ...]) -> None:
    for disk in _armed:
        disk.called(event, arguments)


def _writes(event: str, arguments: tuple[object, ...]) -> bool:
    if event != "open":
        return event not in _LOOKS
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
