"""A library as a whole: its copies, and what taking in another's history would do, told before."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewer.domain.game import EventId
from reviewer.domain.times import WallMs

_NAMES = {
    "item": "playlist item",
    "mark": "clip mark",
    "smart_list": "smart list",
    "sync": "sync correction",
}
"""Kinds whose own name is not what people say."""


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A copy of the library; the number says which is newer, whatever the clock said."""

    number: int
    made_ms: WallMs
    path: Path
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Rescued:
    """How many edits came through, of those how many from a backup alone, and the old file."""

    edits: int
    from_backup: int
    kept_as: Path


@dataclass(frozen=True, slots=True)
class Count:
    """What becomes of the things of one kind."""

    kind: str
    made: int = 0
    changed: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking in a history would do. `edits` counts those that do not count here yet."""

    authors: tuple[str, ...]
    games: tuple[EventId, ...]
    edits: int
    counts: tuple[Count, ...]

    @property
    def made(self) -> int:
        return sum(count.made for count in self.counts)

    @property
    def changed(self) -> int:
        return sum(count.changed for count in self.counts)

    @property
    def deleted(self) -> int:
        return sum(count.deleted for count in self.counts)


def preview_words(preview: Preview, names: Mapping[EventId, str]) -> tuple[str, ...]:
    """`12 tags new, 3 changed, 1 deleted`, a line for each kind; then by whom and in which games.

    `names` are those of the games that were opened here.
    """
    if not preview.edits:
        return ("Nothing new: all of it is here already.",)
    lines = [words for count in preview.counts if (words := count_words(count))]
    lines = lines or ["Nothing changes: what is here is newer."]
    games = [names.get(game) or f"game {game}" for game in preview.games]
    lines.append(f"By {', '.join(preview.authors)}")
    if games:
        lines.append(f"In {', '.join(games)}")
    return tuple(lines)


def count_words(count: Count) -> str:
    """`12 tags new, 3 changed`; empty where nothing becomes of any."""
    parts = ((count.made, "new"), (count.changed, "changed"), (count.deleted, "deleted"))
    told = [(number, what) for number, what in parts if number]
    if not told:
        return ""
    (first, what), *others = told
    noun = _NAMES.get(count.kind, count.kind) + ("" if first == 1 else "s")
    return ", ".join((f"{first} {noun} {what}", *(f"{number} {word}" for number, word in others)))


def rescued_words(rescued: Rescued) -> str:
    """What became of a damaged library, with numbers."""
    changes = "1 change" if rescued.edits == 1 else f"{rescued.edits:,} changes"
    copied = f", {rescued.from_backup:,} of them from a backup" if rescued.from_backup else ""
    kept = f"The damaged file is kept as “{rescued.kept_as.name}”."
    return f"The library was damaged. {changes} could be read and are in a new one{copied}. {kept}"
