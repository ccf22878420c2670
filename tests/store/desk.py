"""A coordinator's desk: a library with a clock and ids that the test holds in its hand."""

import sqlite3
from itertools import count
from pathlib import Path

from reviewer.domain.corrections import Nudge, StreamCorrections
from reviewer.domain.edits import LIBRARY
from reviewer.domain.game import EventId, StreamId
from reviewer.domain.playlists import Playlist
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.times import WallMs
from reviewer.store.library import Library
from reviewer.store.place import Connect
from reviewer.store.watching import watching

NOON = WallMs(1_790_000_000_000)
GAME = EventId("game-1")
OTHER_GAME = EventId("game-2")


class Clock:
    """Stands still until it is set."""

    def __init__(self, ms: int = NOON) -> None:
        self.ms = ms

    def __call__(self) -> WallMs:
        return WallMs(self.ms)


class Ids:
    """Ids that nobody else makes, in order."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._numbers = count(1)

    def __call__(self) -> str:
        return f"{self._name}-{next(self._numbers):06}"


def open_library(
    folder: Path,
    *,
    author: str = "Ada",
    clock: Clock | None = None,
    ids: Ids | None = None,
    connect: Connect | None = None,
) -> Library:
    more = {"connect": connect} if connect else {}
    return Library.open(
        folder, now=clock or Clock(), author=author, new_id=ids or Ids(author), **more
    )


def looked_at(folder: Path) -> Library:
    """A library that is only watched."""
    return watching(folder, now=Clock(), author="Ada", new_id=Ids("Ada"))


def with_pragma(pragma: str) -> Connect:
    """Opens a library's file with a setting of SQLite's that the program does not make."""

    def connect(*given, **named) -> sqlite3.Connection:
        connection: sqlite3.Connection = sqlite3.connect(*given, **named)
        connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


def nudged(*by_ms: int, stream: str = "s1", game: EventId = GAME) -> StreamSync:
    history = tuple(Nudge(each) for each in by_ms)
    return StreamSync(game, StreamId(stream), StreamCorrections(history))


def kims_package(folder: Path) -> Path:
    """A colleague's file, with one playlist in it."""
    with open_library(folder / "kim", author="Kim") as kim:
        kim.save(LIBRARY, "Film", [Playlist("k", "Kim's film")])
        kim.vault.export(folder / "kim.zip")
    return folder / "kim.zip"
