"""A coordinator's desk: a library with a clock and ids that the test holds in its hand."""

import sqlite3
from itertools import count
from pathlib import Path

from reviewer.domain.corrections import Nudge, StreamCorrections
from reviewer.domain.edits import LIBRARY, Edit, Record, Target
from reviewer.domain.finding import Filter
from reviewer.domain.game import EventId, StreamId
from reviewer.domain.playlists import Playlist
from reviewer.domain.seen import SeenGame
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.times import WallMs
from reviewer.store import imports, journal
from reviewer.store.library import Library
from reviewer.store.place import FILE, Connect, reading
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


def see_game(library: Library, game: SeenGame) -> None:
    """Keep a game as it was last seen, at one go."""
    for _ in library.saving_game(game):
        pass


def how_many(library: Library, wanted: Filter) -> int:
    """How many moments a filter leaves."""
    return library.find(wanted, 0).total


def edits(library: Library, target: Target | None = None) -> tuple[Edit, ...]:
    """Every edit that is on the disk, in the order it came there: of one thing, or of all."""
    with reading(library.vault.folder / FILE) as file:
        found = tuple(edit for _, edit in journal.all_edits(file))
    return found if target is None else tuple(edit for edit in found if edit.target == target)


def shared(library: Library) -> tuple[Edit, ...]:
    """The history as others get it."""
    with reading(library.vault.folder / FILE) as file:
        return tuple(imports.shared_edits(file))


def records(library: Library) -> dict[Target, Record]:
    """What is known there of everything, tombstones too: what the edits amount to."""
    kinds = {edit.target.kind for edit in edits(library)}
    with reading(library.vault.folder / FILE) as file:
        found = (target for kind in kinds for target in journal.targets(file, kind, None))
        return {target: journal.record(file, target) for target in found}


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
