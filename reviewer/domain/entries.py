"""What people type or import, checked on its way into the library."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Protocol, Self, TypeVar

from reviewer.domain.edits import Fields, Target
from reviewer.domain.errors import BadEntry
from reviewer.domain.times import WallMs, WallSpan

C = TypeVar("C", bound=StrEnum)

LONGEST_NAME = 200
LONGEST_NOTE = 20_000
MOST_VALUES = 1_000
_LARGEST = 2**53
_UNSEEN = frozenset({"Cc", "Cs"})
_KEPT_CONTROLS = frozenset("\n\t")


class Kept(Protocol):
    """A value that the library keeps: where, and as which fields.

    `from_fields` takes what `fields` gave, and raises BadEntry on anything else. Fields are set
    one by one, by several people: any mix of valid ones must be valid, and a field that comes
    with a later version must read null as its default.
    """

    KIND: ClassVar[str]

    @property
    def target(self) -> Target: ...

    def fields(self) -> Fields: ...

    @classmethod
    def from_fields(cls, target: Target, fields: Fields) -> Self: ...


def clean(text: str) -> str:
    """Typed or pasted text in one spelling, without control characters.

    Raises BadEntry where it is too long for anything.
    """
    if len(text) > LONGEST_NOTE:
        raise BadEntry(f"That is longer than {LONGEST_NOTE:,} characters.")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(filter(_seen, unicodedata.normalize("NFC", plain))).strip()


class Entry:
    """The fields of one thing, each read as what it must be. Raises BadEntry where it is not."""

    def __init__(self, fields: Mapping[str, object], what: str) -> None:
        self._fields = fields
        self._what = what

    def value(self, name: str) -> object:
        return self._fields.get(name)

    def text(self, name: str, longest: int = LONGEST_NAME) -> str:
        return self._text(name, self._fields.get(name), longest)

    def maybe_text(self, name: str, longest: int = LONGEST_NAME) -> str | None:
        return None if self._fields.get(name) is None else self.text(name, longest)

    def texts(self, name: str, longest: int = LONGEST_NAME) -> tuple[str, ...]:
        return tuple(self._text(name, value, longest) for value in self.items(name))

    def items(self, name: str) -> list[object]:
        value = self._fields.get(name)
        if not isinstance(value, list):
            raise self._wrong(name, "is not a list")
        if len(value) > MOST_VALUES:
            raise self._wrong(name, f"has more than {MOST_VALUES} values")
        return value

    def fields(self, name: str) -> Fields:
        value = self._fields.get(name)
        if not isinstance(value, Mapping):
            raise self._wrong(name, "is not an object")
        return value

    def entries(self, name: str) -> list["Entry"]:
        return [entry(value, f"{self._what}, {name}") for value in self.items(name)]

    def flag(self, name: str) -> bool:
        value = self._fields.get(name)
        if not isinstance(value, bool):
            raise self._wrong(name, "is neither yes nor no")
        return value

    def choice(self, name: str, choices: type[C]) -> C:
        try:
            return choices(self.text(name))
        except ValueError as error:
            raise self._wrong(name, "is none of the choices") from error

    def whole(self, name: str, least: int = 0, most: int = _LARGEST) -> int:
        value = self._fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(name, "is not a whole number")
        if not least <= value <= most:
            raise self._wrong(name, "is out of range")
        return value

    def span(self, name: str) -> WallSpan:
        match self._fields.get(name):
            case [int(start_ms), int(end_ms)] if 0 <= start_ms <= end_ms <= _LARGEST:
                return WallSpan(WallMs(start_ms), WallMs(end_ms))
        raise self._wrong(name, "is not a stretch of time")

    def maybe_span(self, name: str) -> WallSpan | None:
        return None if self._fields.get(name) is None else self.span(name)

    def _text(self, name: str, value: object, longest: int) -> str:
        if not isinstance(value, str):
            raise self._wrong(name, "is not text")
        if len(value) > longest:
            raise self._wrong(name, f"is longer than {longest:,} characters")
        if not all(map(_seen, value)):
            raise self._wrong(name, "holds characters that cannot be shown")
        return value

    def _wrong(self, name: str, why: str) -> BadEntry:
        return BadEntry(f"{self._what}: “{name.removesuffix('_ms')}” {why}.")


def span_json(span: WallSpan) -> list[int]:
    """A stretch of time as `Entry.span` reads it."""
    return [span.start, span.end]


def entry(value: object, what: str) -> Entry:
    """One thing of an imported file. Raises BadEntry where it is no JSON object."""
    if not isinstance(value, Mapping):
        raise BadEntry(f"{what}: not an object.")
    return Entry(value, what)


def _seen(character: str) -> bool:
    return character in _KEPT_CONTROLS or unicodedata.category(character) not in _UNSEEN
