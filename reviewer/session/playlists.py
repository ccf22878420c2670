"""The staff's playlists: which there are, which one is worked on, and every change to them.

Changes belong to the library, so undo takes them back in whatever game the user is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from reviewer.domain.counted import counted
from reviewer.domain.edits import LIBRARY
from reviewer.domain.entries import LONGEST_NAME, Kept, clean
from reviewer.domain.errors import LibraryError
from reviewer.domain.playlists import (
    Item,
    Pick,
    Playlist,
    copied,
    in_order,
    items_of,
    put_all_at,
)
from reviewer.domain.times import WallSpan
from reviewer.session.ports import Library


def _new_id() -> str:
    return str(uuid4())


class Playlists(QObject):
    """What the library has of them.

    Signals: `changed()`, `answered(str)` with what a change came to, `failed(str)` where one could
    not be kept; then nothing has changed.
    """

    changed = Signal()
    answered = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        library: Library,
        new_id: Callable[[], str] = _new_id,
        current: str | None = None,
    ) -> None:
        """`current` is the one that was worked on last."""
        super().__init__()
        self._library = library
        self._new_id = new_id
        self._lists: tuple[Playlist, ...] = ()
        self._items: tuple[Item, ...] = ()
        self._current = current
        self.refresh()

    @property
    def lists(self) -> tuple[Playlist, ...]:
        """All of them, by name."""
        return self._lists

    @property
    def current(self) -> Playlist | None:
        """The one that is worked on."""
        return next((each for each in self._lists if each.id == self._current), None)

    @property
    def items(self) -> tuple[Item, ...]:
        """Those of the current playlist, as they are played."""
        return self.items_of(self._current) if self._current is not None else ()

    def items_of(self, playlist: str) -> tuple[Item, ...]:
        """Those of any playlist, as they are played."""
        return in_order(self._items, playlist)

    def item(self, id_: str) -> Item | None:
        """One of any playlist."""
        return next((item for item in self._items if item.id == id_), None)

    def refresh(self) -> None:
        """Read again what is kept: another part of the program undid or imported something."""
        try:
            lists = self._library.kept(Playlist)
            self._items = self._library.kept(Item)
        except LibraryError as error:
            self.failed.emit(str(error))
            return
        self._lists = tuple(sorted(lists, key=lambda each: (each.name.casefold(), each.id)))
        if self.current is None:
            self._current = self._lists[0].id if self._lists else None
        self.changed.emit()

    def choose(self, playlist: str) -> None:
        """Work on this one."""
        self._current = playlist
        self.changed.emit()

    def create(self, name: str) -> None:
        """Begin a new one, and work on it."""
        self.make(name, ())

    def make(self, name: str, picks: Iterable[Pick]) -> None:
        """Begin a new one with these items, and work on it."""
        made = Playlist(self._new_id(), self._name(name))
        items = items_of(picks, made.id, "", self._new_id)
        if self._save(f"Playlist “{made.name}”", [made, *items]):
            self.choose(made.id)

    def rename(self, name: str) -> None:
        """Call the current one otherwise."""
        if self.current is not None and name.strip():
            self._save("Playlist renamed", [replace(self.current, name=_cleaned(name))])

    def duplicate(self) -> None:
        """Make another one with the same items, and work on it."""
        if self.current is not None:
            made = replace(
                self.current, id=self._new_id(), name=self._name(f"{self.current.name} copy")
            )
            items = copied(self.items, made.id, self._new_id)
            if self._save(f"Playlist “{made.name}”", [made, *items]):
                self.choose(made.id)

    def delete(self) -> None:
        """Delete the current one with its items; undo brings them back."""
        if self.current is not None:
            gone: list[Kept] = [self.current, *self.items]
            self._save(f"Playlist “{self.current.name}” deleted", (), gone=gone)

    def add(self, picks: Sequence[Pick], at: int | None = None) -> None:
        """Put these on the current playlist, at the end or before the item there now.

        Where there is no playlist yet, one is begun.
        """
        if not picks:
            return
        made = [] if self.current is not None else [Playlist(self._new_id(), self._name(""))]
        playlist = self.current or made[0]
        items = in_order(self._items, playlist.id)
        added = items_of(picks, playlist.id, items[-1].rank if items else "", self._new_id)
        placed = added if at is None else put_all_at(items, added, at)
        if self._save(
            f"{counted(len(picks), 'clip')} added to “{playlist.name}”", [*made, *placed]
        ):
            self._current = playlist.id
            self.changed.emit()

    def add_card(self, title: str, at: int) -> None:
        """Put a title before the item there now; it is shown over the picture for a moment."""
        if self.current is not None and title.strip():
            card = Item(self._new_id(), self.current.id, "V", None, title=_cleaned(title))
            self._save("Title added", put_all_at(self.items, [card], at))

    def move(self, ids: Sequence[str], to: int) -> None:
        """Put items before the one that is there now; they keep their order."""
        moved = [item for item in self.items if item.id in ids]
        others = [item for item in self.items if item.id not in ids]
        place = to - sum(item.id in ids for item in self.items[:to])
        if [*others[:place], *moved, *others[place:]] != [*self.items]:
            self._save("Moved in the playlist", put_all_at(self.items, moved, place))

    def remove(self, ids: Sequence[str]) -> None:
        """Take items off the list; their footage and tags stay."""
        gone = [item for item in self.items if item.id in ids]
        if gone:
            self._save(f"{counted(len(gone), 'item')} removed", (), gone=gone)

    def trim(self, id_: str, span: WallSpan | None) -> None:
        """Play this stretch in the item's place, or all of it again; no tag is touched."""
        item = self.item(id_)
        if item is None or item.footage is None or (span is not None and span.length_ms <= 0):
            return
        trim = None if span == item.footage.span else span
        if trim != item.trim:
            self._save("Item trimmed" if trim else "Item whole again", [replace(item, trim=trim)])

    def set_title(self, id_: str, title: str) -> None:
        """What an item is called, or what a title card says."""
        item = self.item(id_)
        if item is not None and title.strip() and title != item.title:
            self._save("Title changed", [replace(item, title=_cleaned(title))])

    def set_note(self, id_: str, note: str) -> None:
        """What is to be said when the item is shown. Raises BadEntry, LibraryErrors."""
        item, cleaned = self.item(id_), clean(note)
        if item is not None and cleaned != item.note:
            self._keep("Note" if cleaned else "Note removed", [replace(item, note=cleaned)])

    def _name(self, wanted: str) -> str:
        """A name that no other list has: with a number where need be."""
        name = _cleaned(wanted) or "Playlist"
        taken = {each.name.casefold() for each in self._lists}
        numbered = (f"{name} {number}" for number in count(2))
        return next(each for each in chain([name], numbered) if each.casefold() not in taken)

    def _save(self, what: str, values: Iterable[Kept], *, gone: Iterable[Kept] = ()) -> bool:
        try:
            self._keep(what, values, gone=gone)
        except LibraryError as error:
            self.failed.emit(str(error))
            return False
        return True

    def _keep(self, what: str, values: Iterable[Kept], *, gone: Iterable[Kept] = ()) -> None:
        self._library.save(LIBRARY, what, values, gone=gone)
        self.refresh()
        self.answered.emit(what)


def _cleaned(title: str) -> str:
    """One line, no longer than a name may be."""
    return clean(title[:LONGEST_NAME]).replace("\n", " ").replace("\t", " ")
