"""Palettes of tag buttons: what each says, looks like and is pressed by, and what may not be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Self

from reviewer.domain.edits import LIBRARY, Fields, Target
from reviewer.domain.entries import LONGEST_NOTE, Entry
from reviewer.domain.errors import BadEntry

LONGEST_LEAD_MS = 10 * 60 * 1000
_FORMAT = "reviewer-palette"
_VERSION = 1


class Press(StrEnum):
    """What a press tags."""

    CLIP = "clip"
    """The clip on screen, or all that are selected; where there is none, the moment."""
    MOMENT = "moment"
    """From `lead_ms` before the press to `lag_ms` after it."""
    UNTIL_AGAIN = "until_again"
    """From `lead_ms` before the press to `lag_ms` after the next press of the same button."""


@dataclass(frozen=True, slots=True)
class Group:
    """Values that belong together; `many` of them, or one at a time, can be said of a clip."""

    name: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """One value of a group. Colour and glyph say the same, so neither is needed alone.

    `links` are the ids of buttons that are pressed with it; `aliases` are found and imported as
    this value; `about` is its definition.
    """

    code: str
    title: str
    group: str
    colour: str
    glyph: str
    key: str = ""
    press: Press = Press.CLIP
    lead_ms: int = 5_000
    lag_ms: int = 3_000
    links: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    about: str = ""

    @property
    def id(self) -> str:
        """What links know it by."""
        return f"{self.group}/{self.code}"

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that this value goes by, in folded case."""
        return tuple(name.casefold() for name in (self.title, self.code, *self.aliases))


@dataclass(frozen=True, slots=True)
class Palette:
    """A panel of buttons, in their order."""

    KIND: ClassVar[str] = "palette"

    id: str
    name: str
    groups: tuple[Group, ...]
    buttons: tuple[Button, ...]

    @property
    def target(self) -> Target:
        return Target(self.KIND, LIBRARY, self.id)

    def fields(self) -> Fields:
        groups = [{"name": group.name, "many": group.many} for group in self.groups]
        buttons = [_button_json(button) for button in self.buttons]
        return {"name": self.name, "groups": groups, "buttons": buttons}

    @classmethod
    def from_fields(cls, target: Target, fields: Fields) -> Self:
        entry = Entry(fields, "A palette")
        groups = (Group(each.text("name"), each.flag("many")) for each in entry.entries("groups"))
        buttons = tuple(_button(each) for each in entry.entries("buttons"))
        return cls(target.id, entry.text("name"), tuple(groups), buttons)

    def completions(self, typed: str) -> tuple[Button, ...]:
        """The buttons of which a name begins as typed, those that are called exactly so first."""
        return _completed(self.buttons, typed)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values of several palettes; where two have the same one, the first is its look."""

    known: Mapping[str, Button] = field(default_factory=lambda: MappingProxyType({}))
    """Every value by its id."""
    many: frozenset[str] = frozenset()
    """Names of the groups of which several values can be said of a clip."""

    @classmethod
    def of(cls, palettes: Iterable[Palette]) -> Self:
        palettes = tuple(palettes)
        every = (button for palette in palettes for button in palette.buttons)
        once: dict[str, Button] = {}
        for button in every:
            once.setdefault(button.id, button)
        groups = (group for palette in palettes for group in palette.groups)
        return cls(once, frozenset(group.name for group in groups if group.many))

    def button(self, group: str, code: str) -> Button:
        """How a value looks; one that no palette knows is its own name."""
        return self.known.get(f"{group}/{code}") or Button(code, code, group, "", "")

    def completions(self, typed: str) -> tuple[Button, ...]:
        """The values of which a name begins as typed, those that are called exactly so first."""
        return _completed(self.known.values(), typed)


def problems(palette: Palette, reserved: Mapping[str, str]) -> tuple[str, ...]:
    """Why a palette cannot be used, a sentence each; none where it can.

    `reserved` are the keys that the program itself needs, and what for.
    """
    return (
        *_clashes(palette.buttons, {same_key(key): what for key, what in reserved.items()}),
        *_twice("button", (button.id for button in palette.buttons)),
        *_twice("group", (group.name for group in palette.groups)),
        *_unknown(palette),
    )


def same_key(key: str) -> str:
    """A key in one spelling: `shift + a` is `Shift+A`."""
    return "+".join(part.strip().capitalize() for part in key.split("+"))


def palette_json(palette: Palette) -> Fields:
    """A palette as a file for others."""
    return {"format": _FORMAT, "version": _VERSION, "id": palette.id, **palette.fields()}


def palette_from_json(value: object) -> Palette:
    """What `palette_json` wrote. Raises BadEntry on anything else."""
    if not isinstance(value, Mapping) or value.get("format") != _FORMAT:
        raise BadEntry("The file is not a palette.")
    if value.get("version") != _VERSION:
        raise BadEntry("The palette was made by a newer Reviewer.")
    target = Target(Palette.KIND, LIBRARY, Entry(value, "A palette").text("id"))
    return Palette.from_fields(target, value)


def _completed(buttons: Iterable[Button], typed: str) -> tuple[Button, ...]:
    wanted = typed.strip().casefold()
    begun = [button for button in buttons if any(name.startswith(wanted) for name in button.names)]
    return tuple(sorted(begun, key=lambda button: wanted not in button.names))


def _clashes(buttons: Iterable[Button], reserved: Mapping[str, str]) -> Iterable[str]:
    taken = dict(reserved)
    for button in buttons:
        key = same_key(button.key)
        if key and key in taken:
            yield f"{key} is “{taken[key]}” already; “{button.title}” needs another key."
        taken.setdefault(key, button.title)


def _twice(what: str, names: Iterable[str]) -> Iterable[str]:
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        spellings[name.casefold()].append(name)
    for same in spellings.values():
        if len(same) > 1:
            yield f"The {what} “{same[0]}” is there twice."


def _unknown(palette: Palette) -> Iterable[str]:
    groups = {group.name for group in palette.groups}
    ids = {button.id for button in palette.buttons}
    for button in palette.buttons:
        if button.group not in groups:
            yield f"“{button.title}” is in “{button.group}”, which is no group."
        for link in button.links:
            if link not in ids:
                yield f"“{button.title}” is linked to “{link}”, which is no button."


def _button_json(button: Button) -> Fields:
    return {
        "code": button.code,
        "title": button.title,
        "group": button.group,
        "colour": button.colour,
        "glyph": button.glyph,
        "key": button.key,
        "press": button.press.value,
        "lead_ms": button.lead_ms,
        "lag_ms": button.lag_ms,
        "links": list(button.links),
        "aliases": list(button.aliases),
        "about": button.about,
    }


def _button(entry: Entry) -> Button:
    return Button(
        code=entry.text("code"),
        title=entry.text("title"),
        group=entry.text("group"),
        colour=entry.text("colour"),
        glyph=entry.text("glyph"),
        key=entry.text("key"),
        press=entry.choice("press", Press),
        lead_ms=entry.whole("lead_ms", 0, LONGEST_LEAD_MS),
        lag_ms=entry.whole("lag_ms", 0, LONGEST_LEAD_MS),
        links=entry.texts("links"),
        aliases=entry.texts("aliases"),
        about=entry.text("about", LONGEST_NOTE),
    )
