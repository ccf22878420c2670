"""Changes of a palette, each a new palette: links follow a renamed button, groups those in use."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from reviewer.domain.palettes import Button, Group, Palette

_COLOUR = "#9aa3b2"


def with_button(palette: Palette, at: int, button: Button, *, many: bool) -> Palette:
    """Another button in the place of one; `many` is its group's."""
    before = palette.buttons[at].id
    buttons = [*palette.buttons[:at], button, *palette.buttons[at + 1 :]]
    renamed = [_linked(each, before, button.id) for each in buttons]
    return _kept(replace(palette, groups=_groups(palette, button.group, many=many)), renamed)


def with_new(palette: Palette, group: str = "Tags") -> Palette:
    """One button more, at the end."""
    codes = {button.code.casefold() for button in palette.buttons}
    code = next(name for number in count(1) if (name := f"NEW{number}").casefold() not in codes)
    known = palette.buttons[-1].group if palette.buttons else group
    many = is_many(palette, known)
    fresh = Button(code, "New tag", known, _COLOUR, "●")
    grown = replace(palette, groups=_groups(palette, known, many=many))
    return _kept(grown, [*palette.buttons, fresh])


def without_button(palette: Palette, at: int) -> Palette:
    """One button less, and no link to it."""
    gone = palette.buttons[at].id
    rest = [*palette.buttons[:at], *palette.buttons[at + 1 :]]
    links = (tuple(link for link in each.links if link != gone) for each in rest)
    freed = [replace(each, links=kept) for each, kept in zip(rest, links, strict=True)]
    return _kept(palette, freed)


def moved(palette: Palette, at: int, step: int) -> Palette:
    """A button further up (-1) or down (1); the same where it is at the end."""
    buttons = list(palette.buttons)
    to = at + step
    if 0 <= to < len(buttons):
        buttons[at], buttons[to] = buttons[to], buttons[at]
    return replace(palette, buttons=tuple(buttons))


def is_many(palette: Palette, group: str) -> bool:
    """Whether several values of a group can be said of a clip."""
    return any(each.many for each in palette.groups if each.name == group)


def _linked(button: Button, before: str, after: str) -> Button:
    links = tuple(after if link == before else link for link in button.links)
    return replace(button, links=tuple(link for link in links if link != button.id))


def _groups(palette: Palette, name: str, *, many: bool) -> tuple[Group, ...]:
    known = Group(name, many)
    if any(group.name == name for group in palette.groups):
        return tuple(known if group.name == name else group for group in palette.groups)
    return (*palette.groups, known)


def _kept(palette: Palette, buttons: Iterable[Button]) -> Palette:
    buttons = tuple(buttons)
    used = {button.group for button in buttons}
    groups = tuple(group for group in palette.groups if group.name in used)
    return replace(palette, groups=groups, buttons=buttons)
