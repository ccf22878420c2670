"""Playlists across games: items that keep their own footage, trim, note and place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from reviewer.domain.edits import LIBRARY, Fields, Target
from reviewer.domain.entries import LONGEST_NOTE, Entry, entry, span_json
from reviewer.domain.errors import BadEntry
from reviewer.domain.game import EventId
from reviewer.domain.periods import Period
from reviewer.domain.times import WallMs, WallSpan

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LONGEST_RANK = 100


@dataclass(frozen=True, slots=True)
class Footage:
    """A stretch of a game, named so that it outlives any clip of it."""

    game: EventId
    period: Period
    span: WallSpan


@dataclass(frozen=True, slots=True)
class Pick:
    """Footage that is put on a playlist, and what it is called there, come what may."""

    footage: Footage
    title: str = ""


@dataclass(frozen=True, slots=True)
class Playlist:
    """A named list; its items are kept one by one, so that two people can work on it."""

    KIND: ClassVar[str] = "playlist"

    id: str
    name: str
    note: str = ""

    @property
    def target(self) -> Target:
        return Target(self.KIND, LIBRARY, self.id)

    def fields(self) -> Fields:
        return {"name": self.name, "note": self.note}

    @classmethod
    def from_fields(cls, target: Target, fields: Fields) -> Self:
        made = Entry(fields, "A playlist")
        return cls(target.id, made.text("name"), made.text("note", LONGEST_NOTE))


@dataclass(frozen=True, slots=True)
class Item:
    """Footage, or a title card where there is none. `trim` is what is played in its place.

    `rank` says where it stands: items are ordered by it, then by id.
    """

    KIND: ClassVar[str] = "item"

    id: str
    playlist: str
    rank: str
    footage: Footage | None
    trim: WallSpan | None = None
    title: str = ""
    note: str = ""

    @property
    def target(self) -> Target:
        return Target(self.KIND, LIBRARY, self.id)

    @property
    def played(self) -> WallSpan | None:
        """The stretch that is shown; None for a title card."""
        return (self.trim or self.footage.span) if self.footage else None

    def fields(self) -> Fields:
        return {
            "playlist": self.playlist,
            "rank": self.rank,
            "footage": _footage_json(self.footage) if self.footage else None,
            "trim": span_json(self.trim) if self.trim else None,
            "title": self.title,
            "note": self.note,
        }

    @classmethod
    def from_fields(cls, target: Target, fields: Fields) -> Self:
        made = Entry(fields, "A playlist's item")
        return cls(
            id=target.id,
            playlist=made.text("playlist"),
            rank=_rank(made),
            footage=_footage(fields.get("footage")),
            trim=made.maybe_span("trim"),
            title=made.text("title"),
            note=made.text("note", LONGEST_NOTE),
        )


def in_order(items: Iterable[Item], playlist: str) -> tuple[Item, ...]:
    """A playlist's items as they are played."""
    return tuple(
        sorted(
            (item for item in items if item.playlist == playlist),
            key=lambda item: (item.rank, item.id),
        )
    )


def put_at(items: Sequence[Item], item: Item, index: int) -> tuple[Item, ...]:
    """The items to save so that `item`, new or moved, stands at `index` of the others.

    That is one, so that people who reorder at the same time keep each other's work; only where
    there is no room left between two items do all get new ranks.
    """
    others = [other for other in items if other.id != item.id]
    index = max(0, min(index, len(others)))
    low = others[index - 1].rank if index else ""
    high = others[index].rank if index < len(others) else None
    if (high is None or low < high) and len(rank := rank_between(low, high)) <= _LONGEST_RANK:
        return (replace(item, rank=rank),)
    others.insert(index, item)
    return tuple(
        replace(each, rank=rank)
        for each, rank in zip(others, ranks_after("", len(others)), strict=True)
    )


def put_all_at(items: Sequence[Item], moved: Sequence[Item], index: int) -> tuple[Item, ...]:
    """The items to save so that `moved` stand in their order at `index` of the others."""
    ids = {item.id for item in moved}
    others = [item for item in items if item.id not in ids]
    index = max(0, min(index, len(others)))
    saved: dict[str, Item] = {}
    for place, item in enumerate(moved, index):
        changed = {each.id: each for each in put_at(others, item, place)}
        saved |= changed
        now = {each.id: each for each in (*others, item)} | changed
        others = list(in_order(now.values(), item.playlist))
    return tuple(saved.values())


def ranks_after(low: str, count: int) -> list[str]:
    """Ranks in ascending order for items that are put at the end, after `low`."""
    ranks = [low]
    for _ in range(count):
        ranks.append(rank_between(ranks[-1], None))
    return ranks[1:]


def rank_between(low: str, high: str | None) -> str:
    """A rank after `low` and before `high`; "" is before and None after every rank."""
    rank, place = "", 0
    while True:
        least = _DIGITS.index(low[place]) if place < len(low) else 0
        most = _digit_below(high, place)
        if most - least > 1:
            middle = least + 1 if high is None else (least + most) // 2
            return rank + _DIGITS[middle]
        if most > least:
            high = None
        rank += _DIGITS[least]
        place += 1


def items_of(
    picks: Iterable[Pick], playlist: str, low: str, new_id: Callable[[], str]
) -> tuple[Item, ...]:
    """Picks as items that stand in their order after the rank `low`."""
    picked = tuple(picks)
    return tuple(
        Item(new_id(), playlist, rank, pick.footage, title=pick.title)
        for pick, rank in zip(picked, ranks_after(low, len(picked)), strict=True)
    )


def copied(items: Iterable[Item], playlist: str, new_id: Callable[[], str]) -> tuple[Item, ...]:
    """The same items once more, on another playlist."""
    return tuple(replace(item, id=new_id(), playlist=playlist) for item in items)


def length_ms(items: Iterable[Item]) -> int:
    """How long the footage of these items is together."""
    return sum(item.played.length_ms for item in items if item.played)


def without_repeats(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items trimmed to what none before them has shown; those with nothing new are left out."""
    seen: dict[tuple[EventId, Period], list[WallSpan]] = {}
    kept: list[Item] = []
    for item in items:
        if item.footage is None or item.played is None:
            kept.append(item)
            continue
        shown = seen.setdefault((item.footage.game, item.footage.period), [])
        kept += [replace(item, trim=part) for part in _unseen(item.played, shown)]
        shown.append(item.played)
    return tuple(kept)


def _unseen(span: WallSpan, seen: Iterable[WallSpan]) -> list[WallSpan]:
    parts = [span]
    for past in seen:
        parts = [
            part
            for whole in parts
            for part in (
                WallSpan(whole.start, WallMs(min(whole.end, past.start))),
                WallSpan(WallMs(max(whole.start, past.end)), whole.end),
            )
            if part.length_ms > 0
        ]
    return parts


def _digit_below(high: str | None, place: int) -> int:
    if high is None or place >= len(high):
        return len(_DIGITS)
    return _DIGITS.index(high[place])


def _rank(made: Entry) -> str:
    rank = made.text("rank")
    if not rank or rank.endswith(_DIGITS[0]) or set(rank) - set(_DIGITS):
        raise BadEntry("A playlist's item has no place in it.")
    return rank


def _footage_json(footage: Footage) -> Fields:
    return {"game": footage.game, "period": footage.period, "span": span_json(footage.span)}


def _footage(value: object) -> Footage | None:
    if value is None:
        return None
    made = entry(value, "A playlist's footage")
    return Footage(EventId(made.text("game")), Period(made.text("period")), made.span("span"))
