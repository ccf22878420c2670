"""The library's shelves, game by game, and filters answered from them: sets instead of queries.

Live counts ask about every choice at once, at every keystroke: over a season that is some
hundreds of sets, which take a fraction of the time of as many queries.
"""

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import islice
from operator import and_, itemgetter, or_

from reviewer.domain.finding import All, AnyOf, Filter, Not, Says
from reviewer.domain.game import EventId
from reviewer.domain.question import Facet
from reviewer.store.shelf import Shelf, shelf_of

_GAMES = """
    SELECT DISTINCT moments.game FROM moments LEFT JOIN games ON games.id = moments.game
    ORDER BY games.tipoff_ms DESC, moments.game
"""
_STALE = """
CREATE TEMP TABLE stale (game TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TRIGGER moment_made AFTER INSERT ON main.moments
    BEGIN INSERT OR IGNORE INTO stale VALUES (new.game); END;
CREATE TEMP TRIGGER moment_gone AFTER DELETE ON main.moments
    BEGIN INSERT OR IGNORE INTO stale VALUES (old.game); END;
CREATE TEMP TRIGGER pin_made AFTER INSERT ON main.pins
    BEGIN INSERT OR IGNORE INTO stale VALUES (new.game); END;
CREATE TEMP TRIGGER pin_gone AFTER DELETE ON main.pins
    BEGIN INSERT OR IGNORE INTO stale VALUES (old.game); END;
CREATE TEMP TRIGGER game_made AFTER INSERT ON main.games
    BEGIN INSERT OR IGNORE INTO stale VALUES (new.id); END;
"""
"""Which games have changed is noted by the database, so that a rollback takes the note back."""

_MOST_WORDS = 64
"""Words whose places are remembered, so that a keystroke looks up the one that is typed."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a filter leaves: how many moments, the keys of a page, and each choice's count."""

    total: int
    keys: tuple[int, ...]
    counts: Mapping[Filter, int]


@dataclass(frozen=True, slots=True)
class _Word:
    """Where a word is: in which moments, and as bits of the shelves that were asked."""

    keys: frozenset[int]
    bits: dict[EventId, int]


class Index:
    """Shelves, read when they are first asked for, and again when their game has changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._games: list[EventId] | None = None
        self._shelves: dict[EventId, Shelf] = {}
        self._choices: dict[Filter, int] = {}
        self._words: dict[str, _Word] = {}
        self._watching = False
        self._others = 0
        """Changes whenever another connection wrote: an import, a backup put back."""

    def read_ahead(self) -> Iterator[None]:
        """Read the shelves that are missing, one at each step."""
        self._refresh()
        for game in self._games or ():
            if game not in self._shelves:
                self._shelf(game)
                yield

    def find(self, wanted: Filter, limit: int, offset: int = 0) -> Sought:
        """A page of the moments that a filter leaves, without counts."""
        return _page(self._found(wanted, self._all()), {}, limit, offset)

    def answer(
        self, wanted: Filter, around: Mapping[Facet, Filter], game: EventId | None, limit: int
    ) -> Sought:
        """The first page, and what every choice of the game (of all, for None) would leave.

        Choices are counted among what is found, those of a facet in `around` among what its
        filter leaves.
        """
        found = self._found(wanted, self._all() if game is None else self._one(game))
        counts: Counter[int] = Counter()
        for shelf, having in found:
            among = {facet: self._bits(shelf, each) for facet, each in around.items()}
            _count(counts, shelf, having, among)
        told = {choice: counts[at] for choice, at in self._choices.items() if at in counts}
        return _page(found, told, limit, 0)

    def _found(self, wanted: Filter, shelves: Iterable[Shelf]) -> list[tuple[Shelf, int]]:
        return [(shelf, self._bits(shelf, wanted)) for shelf in shelves]

    def _all(self) -> Iterator[Shelf]:
        self._refresh()
        return map(self._shelf, self._games or ())

    def _one(self, game: EventId) -> Iterator[Shelf]:
        self._refresh()
        return map(self._shelf, (game,))

    def _shelf(self, game: EventId) -> Shelf:
        if game not in self._shelves:
            self._shelves[game] = shelf_of(self._connection, game, self._choices)
        return self._shelves[game]

    def _refresh(self) -> None:
        if not self._watching:
            self._connection.executescript(_STALE)
            self._watching = True
        (others,) = self._connection.execute("PRAGMA data_version").fetchone()
        if others != self._others:
            self._forget()
            self._others = others
        stale = self._connection.execute("SELECT game FROM stale").fetchall()
        if stale:
            for (game,) in stale:
                self._shelves.pop(game, None)
            self._connection.execute("DELETE FROM stale")
            self._words.clear()
            self._games = None
        if self._games is None:
            self._games = [game for (game,) in self._connection.execute(_GAMES)]

    def _forget(self) -> None:
        self._games = None
        self._shelves.clear()
        self._words.clear()

    def _bits(self, shelf: Shelf, wanted: Filter) -> int:
        match wanted:
            case All(parts):
                return reduce(and_, (self._bits(shelf, part) for part in parts), shelf.whole)
            case AnyOf(parts):
                return reduce(or_, (self._bits(shelf, part) for part in parts), 0)
            case Not(part):
                return shelf.whole & ~self._bits(shelf, part)
            case Says(text):
                return self._saying(shelf, match_of(text))
        return shelf.having(wanted)

    def _saying(self, shelf: Shelf, match: str) -> int:
        if not match:
            return shelf.whole
        if match not in self._words:
            if len(self._words) == _MOST_WORDS:
                self._words.clear()
            self._words[match] = self._word(match)
        word = self._words[match]
        if shelf.game not in word.bits:
            word.bits[shelf.game] = shelf.among(word.keys)
        return word.bits[shelf.game]

    def _word(self, match: str) -> _Word:
        found = self._connection.execute(
            "SELECT rowid FROM moment_words WHERE moment_words MATCH ?", (match,)
        )
        return _Word(frozenset(map(itemgetter(0), found)), {})


@lru_cache(maxsize=_MOST_WORDS)
def match_of(text: str) -> str:
    """Typed text as an FTS5 query: all of its words, each perhaps only begun; "" for none."""
    plain = unicodedata.normalize("NFC", text)
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return " ".join(f'"{word}"*' for word in words)


def _count(counts: Counter[int], shelf: Shelf, found: int, among: Mapping[Facet, int]) -> None:
    for facet, choices in shelf.facets.items():
        left = among.get(facet, found)
        for place, having in choices:
            counts[place] += (having & left).bit_count()


def _page(
    found: Iterable[tuple[Shelf, int]], counts: Mapping[Filter, int], limit: int, offset: int
) -> Sought:
    left = list(found)
    keys = (key for shelf, having in left for key in shelf.keys_of(having))
    total = sum(having.bit_count() for _, having in left)
    return Sought(total, tuple(islice(keys, offset, offset + limit)), counts)
