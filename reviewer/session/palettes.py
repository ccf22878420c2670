"""The palettes of tag buttons: those that ship and the user's own, and which one is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from reviewer.domain.edits import LIBRARY
from reviewer.domain.entries import clean
from reviewer.domain.errors import BadEntry
from reviewer.domain.game import EventId
from reviewer.domain.palettes import Palette, Vocabulary, problems
from reviewer.session.ports import Library, PaletteFiles, Undone

_NONE = Palette("", "No palette", (), ())


class Palettes(QObject):
    """A shipped palette that the user changes is kept as the user's own under its id.

    Signal: `changed()` when there are others, or another one is shown.
    """

    changed = Signal()

    def __init__(self, library: Library, files: PaletteFiles | None, current: str) -> None:
        super().__init__()
        self._library = library
        self._files = files
        self._shipped = files.shipped if files is not None else ()
        self._own: dict[str, Palette] = {}
        self._current = current
        self._reserved: Mapping[str, str] = {}
        self._game = LIBRARY
        self._vocabulary = Vocabulary()
        self._told: tuple[object, ...] | None = None
        self._set(())

    @property
    def all(self) -> tuple[Palette, ...]:
        """Those that ship, as they are now, then the others by name."""
        shipped = [self._own.get(each.id, each) for each in self._shipped]
        ids = {each.id for each in self._shipped}
        others = (each for each in self._own.values() if each.id not in ids)
        return (*shipped, *sorted(others, key=lambda each: each.name.casefold()))

    @property
    def current(self) -> Palette:
        """The one whose buttons are shown."""
        return self._found(self._current) or next(iter(self.all), _NONE)

    @property
    def vocabulary(self) -> Vocabulary:
        """Every value of every palette; the current one says how they look."""
        return self._vocabulary

    @property
    def reserved(self) -> Mapping[str, str]:
        """The keys that the program needs itself, and what for."""
        return self._reserved

    def reserve(self, keys: Mapping[str, str]) -> None:
        """These keys are the program's own."""
        self._reserved = keys

    def open(self, game: EventId) -> None:
        """Read what is kept; changes are undone where the user is. Raises LibraryErrors."""
        self._game = game
        self.refresh()

    def refresh(self) -> None:
        """Read again what is kept: another part of the program changed it. Raises LibraryErrors."""
        self._set(self._library.kept(Palette))

    def turned(self, undone: Undone) -> None:
        """Look again where an undo or redo touched a palette. Raises LibraryErrors."""
        if any(target.kind == Palette.KIND for target in undone.targets):
            self.refresh()

    def choose(self, palette: str) -> None:
        """Show the buttons of this one."""
        if palette != self._current:
            self._current = palette
            self._set(self._own.values())

    def is_own(self, palette: str) -> bool:
        """Whether the user made or changed it."""
        return palette in self._own

    def is_shipped(self, palette: str) -> bool:
        """Whether it comes with the program; deleted, it is as it came."""
        return any(each.id == palette for each in self._shipped)

    def save(self, palette: Palette, what: str = "") -> None:
        """Keep a palette, new or changed. Raises BadEntry with why it cannot be, LibraryErrors."""
        palette = replace(palette, name=clean(palette.name))
        self._check(palette)
        self._keep(what or f"Palette {palette.name}", palette)

    def create(self) -> Palette:
        """Make an empty palette. Raises LibraryErrors."""
        return self._add(replace(_NONE, name="New palette"))

    def copy(self, palette: str) -> Palette:
        """Make another one like this. Raises LibraryErrors."""
        source = self._found(palette) or _NONE
        return self._add(replace(source, name=f"{source.name} copy"))

    def delete(self, palette: str) -> None:
        """Take away what the user made; a shipped one is as it came. Raises LibraryErrors."""
        own = self._own.get(palette)
        if own is not None:
            word = "reset" if self.is_shipped(palette) else "deleted"
            self._library.save(self._game, f"Palette {own.name} {word}", (), gone=[own])
            self.refresh()

    def take_in(self, path: Path) -> Palette:
        """Add the palette of a file. Raises BadEntry, LibraryErrors."""
        palette = self._files.read(path) if self._files is not None else _NONE
        self._check(palette)
        return self._add(palette)

    def hand_out(self, palette: str, path: Path) -> None:
        """Write a palette as a file for others. Raises LibraryErrors."""
        found = self._found(palette)
        if found is not None and self._files is not None:
            self._files.write(path, found)

    def _add(self, palette: Palette) -> Palette:
        made = replace(palette, id=str(uuid4()), name=self._free_name(palette.name))
        self._keep(f"Palette {made.name}", made)
        return made

    def _keep(self, what: str, palette: Palette) -> None:
        self._library.save(self._game, what, [palette])
        self.refresh()

    def _check(self, palette: Palette) -> None:
        if not palette.name:
            raise BadEntry("A palette needs a name.")
        wrong = problems(palette, self._reserved)
        if wrong:
            raise BadEntry(" ".join(wrong))

    def _free_name(self, wanted: str) -> str:
        taken = {each.name.casefold() for each in self.all}
        names = (wanted if number == 1 else f"{wanted} {number}" for number in count(1))
        return next(name for name in names if name.casefold() not in taken)

    def _found(self, palette: str) -> Palette | None:
        return next((each for each in self.all if each.id == palette), None)

    def _set(self, own: Iterable[Palette]) -> None:
        self._own = {palette.id: palette for palette in own}
        now = self.current, self.all, frozenset(self._own)
        if now != self._told:
            self._told = now
            self._vocabulary = Vocabulary.of((self.current, *self.all))
            self.changed.emit()
