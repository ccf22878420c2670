"""The journal's arithmetic: what a history of edits amounts to, in whatever order it is read.

Every field keeps the value that the latest edit gave it, by time, author and id. So histories
can be folded in any order and merged in any direction, and always give the same records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reviewer.domain.game import EventId

Fields = Mapping[str, object]
"""Named values as JSON has them: null, booleans, whole numbers, text, lists and objects."""

LIBRARY = EventId("")
"""The game of what belongs to no game."""

DELETED = "deleted"
"""The field of a tombstone; a record that nobody ever made counts as deleted."""


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """Who set a field last; the greatest of several wins."""

    time_ms: int
    author: str
    edit: str


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What an edit is about: a kind of thing, the game it belongs to, and its id there."""

    kind: str
    game: EventId
    id: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of the journal: fields of a target before, as its author saw them, and after.

    `time_ms` is later than that of every edit its author had seen, whatever the clock said.
    """

    id: str
    author: str
    time_ms: int
    target: Target
    before: Fields
    after: Fields

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.time_ms, self.author, self.id)


@dataclass(frozen=True, slots=True)
class Register:
    """A field's value, and who set it."""

    value: object
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Record:
    """What the edits of one target amount to."""

    registers: Mapping[str, Register] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def alive(self) -> bool:
        return self.value(DELETED) is False

    @property
    def values(self) -> Fields:
        """Every field but the tombstone's."""
        return {name: held.value for name, held in self.registers.items() if name != DELETED}

    def value(self, name: str) -> object:
        held = self.registers.get(name)
        return held.value if held else None

    def after(self, edit: Edit) -> "Record":
        """The record with one more edit, which may be older than those it already holds."""
        new = {
            name: Register(value, edit.stamp)
            for name, value in edit.after.items()
            if name not in self.registers or self.registers[name].stamp < edit.stamp
        }
        return Record({**self.registers, **new})


NOTHING = Record()


def fold(
    edits: Iterable[Edit], start: Mapping[Target, Record] = MappingProxyType({})
) -> dict[Target, Record]:
    """The records that a history makes of those it starts from; the edits' order is no matter."""
    records = dict(start)
    for edit in edits:
        records[edit.target] = records.get(edit.target, NOTHING).after(edit)
    return records


def to_hold(record: Record, wanted: Fields) -> Fields:
    """The fields to set so that the record is alive and holds what is wanted."""
    alive: Fields = {**wanted, DELETED: False}
    return {name: value for name, value in alive.items() if not _holds(record, name, value)}


def difference(old: Record, new: Record) -> Fields:
    """The fields that a later state of a record has otherwise."""
    return {
        name: held.value
        for name, held in new.registers.items()
        if not _holds(old, name, held.value)
    }


def before_of(record: Record, after: Fields) -> Fields:
    """What a record says of the fields that are about to be set."""
    if not record.registers:
        return {DELETED: True}
    return {name: record.value(name) for name in after}


def to_revert(before: Fields, after: Fields, record: Record) -> Fields:
    """The fields to set to take a change back; those that say something else by now are left."""
    return {
        name: value
        for name, value in before.items()
        if name in after and _holds(record, name, after[name])
    }


def _holds(record: Record, name: str, value: object) -> bool:
    return name in record.registers and record.value(name) == value
