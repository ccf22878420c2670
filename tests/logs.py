"""The program's own log in a test."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.log import start_log


@contextmanager
def logging_to(folder: Path, secrets: Iterable[str] = ()) -> Iterator[None]:
    """Within it the program's log is written there; then it is as before."""
    with log_put_back():
        start_log(folder, secrets)
        yield


@contextmanager
def log_put_back() -> Iterator[None]:
    """Within it a log may be started; then it is as before."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers.clear()  # else what listens for the test is closed
    try:
        yield
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers[:] = before
        root.setLevel(level)
