"""When the program breaks: all of it goes into the log, and what ended it into a file beside.

The next start tells of that file. Nothing is sent anywhere.
"""

import faulthandler
import logging
import os
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from reviewer.domain.errors import ReviewerError
from reviewer.log import redacted

_log = logging.getLogger(__name__)

TOLD = "crash.txt"
"""The last crash, once it was told of."""

_FORGOTTEN_S = 30 * 86_400

_NAME = f"crash-{int(time.time())}-{os.getpid()}.txt"
"""Of this run's file: one that nobody was told of yet is not written over."""


class Watch:
    """Within it, errors that nobody foresaw are logged, and what ends the program leaves a file.

    A fault in native code is written there by faulthandler, with Python's call stacks alone: no
    values. Where faulthandler is on already, somebody else watches. Windows also has it write of
    exceptions that its own dialogs raise and handle: a run that ends well leaves no file.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._file: TextIO | None = None
        self._watching = False
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = self._path.open("w", encoding="utf-8")
            self._path.chmod(0o600)
        except OSError as error:
            _log.warning("a crash would leave no file: %s", error.strerror)
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = _on_error
        threading.excepthook = _on_thread_error
        sys.unraisablehook = _on_unraisable
        self._watching = self._file is not None and not faulthandler.is_enabled()
        if self._file is not None and self._watching:
            faulthandler.enable(self._file)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        stack: TracebackType | None,
    ) -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        unforeseen = isinstance(error, Exception) and not isinstance(error, ReviewerError)
        if unforeseen:
            _log.critical("the program ended", exc_info=error)
        if self._file is None:
            return
        if error is not None and unforeseen:
            self._file.write(redacted("".join(traceback.format_exception(error))))
        if self._watching:
            faulthandler.disable()
        self._file.close()
        if not unforeseen:
            self._path.unlink()


def last_crash(folder: Path) -> Path | None:
    """What an earlier run left when it broke, told once; None where none did."""
    try:
        return _latest(folder)
    except OSError as error:
        _log.info("it cannot be seen whether an earlier run broke: %s", error.strerror)
        return None


def _latest(folder: Path) -> Path | None:
    """Raises OSError."""
    found = sorted(_of_other_runs(folder), key=lambda path: path.stat().st_mtime)
    left = [path for path in found if path.stat().st_size]
    for path in found:
        if not path.stat().st_size and path.stat().st_mtime < time.time() - _FORGOTTEN_S:
            path.unlink()
    told: Path | None = None
    for path in left:
        told = path.replace(folder / TOLD)
    return told


def left_behind(folder: Path) -> list[Path]:
    """What earlier runs left, told or not."""
    return [*_of_other_runs(folder), *folder.glob(TOLD)]


def _of_other_runs(folder: Path) -> list[Path]:
    return [path for path in folder.glob("crash-*.txt") if path.name != _NAME]


def _on_error(kind: type[BaseException], error: BaseException, stack: TracebackType | None) -> None:
    """Python's last word, and where Qt hands over what a slot raised."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, stack)
    else:
        _log.error("something unforeseen went wrong", exc_info=error)


def _on_thread_error(told: threading.ExceptHookArgs) -> None:
    name = told.thread.name if told.thread is not None else "a thread"
    _log.error("%s went wrong", name, exc_info=told.exc_value)


def _on_unraisable(told: "sys.UnraisableHookArgs") -> None:
    _log.error("something went wrong on its way out", exc_info=told.exc_value)
