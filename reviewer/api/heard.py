"""What ShotTracker answered, word for word, kept small until somebody wants to send it on."""

import zlib
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


def heard(path: str, reply: Reply) -> Heard:
    """An answer to keep: a game's are a few megabytes, a tenth of that when packed."""
    return Heard(path, reply.status, zlib.compress(reply.body, level=1))
