"""What ShotTracker answered, word for word, kept small until somebody wants to send it on."""

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from reviewer.net.web import Reply


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer; `path` is what was asked, after `/v1/data/`, with its query."""

    path: str
    status: int
    packed: bytes

    @property
    def body(self) -> bytes:
        return zlib.decompress(self.packed)


_collected: ContextVar[dict[str, Heard] | None] = ContextVar("heard", default=None)


@contextmanager
def hearing() -> Iterator[Mapping[str, Heard]]:
    """Collects what is answered within, by what was asked, and in the tasks that begin there.

    What goes on beside it, another game's load for one, is not heard.
    """
    answers: dict[str, Heard] = {}
    before = _collected.set(answers)
    try:
        yield answers
    finally:
        _collected.reset(before)


def hear(path: str, reply: Reply) -> None:
    """Put an answer to those that are being collected here, if any are."""
    answers = _collected.get()
    if answers is not None:
        answers[path] = heard(path, reply)


def heard(path: str, reply: Reply) -> Heard:
    """An answer to keep: a game's are a few megabytes, a tenth of that when packed."""
    return Heard(path, reply.status, zlib.compress(reply.body, level=1))
