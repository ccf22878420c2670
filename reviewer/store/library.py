"""The library: what the staff made, safe on the disk before a call returns."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self, TypeVar

from reviewer.domain.edits import DELETED, Record, Target, to_hold
from reviewer.domain.entries import Kept
from reviewer.domain.finding import Filter
from reviewer.domain.found import Found, KnownGame, Names
from reviewer.domain.game import EventId
from reviewer.domain.question import Facet
from reviewer.domain.seen import SeenGame
from reviewer.domain.times import WallMs
from reviewer.store import changes, games, journal, place, schema, search
from reviewer.store.failures import told, transaction
from reviewer.store.index import Index
from reviewer.store.vault import Vault, bring_up_to_date
from reviewer.store.writer import Undone, Writer

T = TypeVar("T", bound=Kept)
_DONE = object()


class Library:
    """One library, open for one process and one thread. Every method raises LibraryErrors.

    `vault` is what is done to it as a whole, from any thread.
    """

    def __init__(self, vault: Vault, lock: sqlite3.Connection, writer: Writer) -> None:
        self.vault = vault
        self._lock = lock
        self._writer = writer
        self._connection = writer.connection
        self._index = Index(writer.connection)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        now: Callable[[], WallMs],
        author: str,
        new_id: Callable[[], str],
        connect: place.Connect = sqlite3.connect,
    ) -> Self:
        """Open a folder's library, made or brought up to date where needed.

        Raises LibraryBusy where another process has it, LibraryNewer, LibraryDamaged (see
        `rescue`), LibraryReadOnly, DiskFull.
        """
        with told(), ExitStack() as opened:
            place.make_folder(folder)
            lock = opened.enter_context(closing(place.take_lock(folder)))
            connection = opened.enter_context(closing(place.connected(folder, connect)))
            schema.version(connection)
            place.prepare(connection, shared=place.on_network_drive(folder))
            bring_up_to_date(connection, folder, now())
            opened.pop_all()
        return cls(Vault(folder, now, author), lock, Writer(connection, now, author, new_id))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. What was saved is on the disk already."""
        self._connection.close()
        self._lock.close()

    def save(
        self, game: EventId, what: str, values: Iterable[Kept], *, gone: Iterable[Kept] = ()
    ) -> None:
        """Keep new or changed values, and delete others, as one change that undo takes back.

        `what` names it to the user; `game` is where the user was: whose undo takes it back.
        Raises BadEntry for a value that could not be read again.
        """
        wanted = {}
        for value in values:
            wanted[value.target] = value.fields()
            value.from_fields(value.target, wanted[value.target])
        targets = [value.target for value in gone]
        with transaction(self._connection):
            held = {target: to_hold(self._record(target), wanted[target]) for target in wanted}
            there = [target for target in targets if self._record(target).alive]
            self._writer.change(game, what, held | {target: {DELETED: True} for target in there})

    def kept(self, kind: type[T], game: EventId | None = None) -> tuple[T, ...]:
        """What there is of a kind: in one game, or everywhere; ordered by game and id."""
        with told():
            found = journal.living(self._connection, kind.KIND, game)
            return tuple(kind.from_fields(target, record.values) for target, record in found)

    def known(self, kind: type[T], target: Target) -> T | None:
        """What is known of one thing, deleted or not: where an undo was, for one."""
        with told():
            fields = self._record(target).values
            return kind.from_fields(target, fields) if fields else None

    def is_kept(self, target: Target) -> bool:
        """Whether a thing is there: made, and not deleted."""
        with told():
            return self._record(target).alive

    def undo(self, game: EventId) -> Undone | None:
        """Take back the latest change that stands of a game or of the library; None without one."""
        with transaction(self._connection):
            return self._writer.undo(game)

    def redo(self, game: EventId) -> Undone | None:
        """Do again what was undone last there; None where a change came after it."""
        with transaction(self._connection):
            return self._writer.redo(game)

    def to_undo(self, game: EventId) -> str | None:
        """What `undo` would take back, in the words it was done under."""
        with told():
            change = changes.to_undo(self._connection, game)
            return change.what if change else None

    def to_redo(self, game: EventId) -> str | None:
        """What `redo` would do again, in the words it was done under."""
        with told():
            change = changes.to_redo(self._connection, game)
            return change.what if change else None

    def saving_game(self, game: SeenGame) -> Iterator[None]:
        """Keep a game as it was last seen; its tags hang on its clips as they are now.

        A little is done at each step, so that others can do something in between.
        """
        steps = games.put_game(self._connection, game)
        while True:
            with transaction(self._connection):
                if next(steps, _DONE) is _DONE:
                    return
            yield

    def games(self) -> list[KnownGame]:
        """Every game that was seen, the latest first."""
        with told():
            return games.seen_games(self._connection)

    def names(self) -> Names:
        """What the teams and players of all games are called."""
        with told():
            return games.names(self._connection)

    def read_ahead(self) -> Iterator[None]:
        """Read what searches need, a game at each step; without it the first search does."""
        steps = self._index.read_ahead()
        while True:
            with told():
                if next(steps, _DONE) is _DONE:
                    return
            yield

    def find(self, wanted: Filter, limit: int, offset: int = 0) -> Found:
        """The moments that a filter leaves, counted, and a page of them: latest game first."""
        with told():
            return search.found(self._connection, self._index.find(wanted, limit, offset))

    def answer(
        self,
        wanted: Filter,
        around: Mapping[Facet, Filter],
        game: EventId | None,
        limit: int,
    ) -> Found:
        """The first of what a filter leaves, with counts for all choices of a game (None: all).

        Those of a facet in `around` are counted among what its filter leaves.
        """
        with told():
            sought = self._index.answer(wanted, around, game, limit)
            return search.found(self._connection, sought)

    def _record(self, target: Target) -> Record:
        return journal.record(self._connection, target)
