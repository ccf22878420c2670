"""The button for playlists: choose one, begin, rename, copy or delete one, add a title card."""

from functools import partial

from typing_extensions import override

from reviewer.session.playlists import Playlists
from reviewer.ui.menu_button import MenuButton, ask_words
from reviewer.ui.text import menu_words


class PlaylistButton(MenuButton):
    """Says which playlist is worked on; its menu has them all."""

    def __init__(self, playlists: Playlists) -> None:
        super().__init__()
        self._playlists = playlists
        self.setProperty("kind", "list")
        playlists.changed.connect(self._on_changed)
        self._on_changed()

    def ask_new(self) -> None:
        """Ask for the name of a new playlist."""
        ask_words(self.window(), "New playlist", "Name", "", self._playlists.create)

    def ask_card(self) -> None:
        """Ask what a title card says; it goes to the end."""
        if self._playlists.current is not None:
            ask_words(self.window(), "Title card", "Shown over the picture", "", self._add_card)

    def _add_card(self, title: str) -> None:
        self._playlists.add_card(title, len(self._playlists.items))

    def _on_rename(self) -> None:
        if self._playlists.current is not None:
            name = self._playlists.current.name
            ask_words(self.window(), "Rename the playlist", "Name", name, self._playlists.rename)

    def _on_changed(self) -> None:
        current = self._playlists.current
        self.setText(f"{menu_words(current.name)}  ▾" if current is not None else "No playlist  ▾")

    @override
    def _fill(self) -> None:
        self._menu.clear()
        current = self._playlists.current
        for each in self._playlists.lists:
            action = self._menu.addAction(menu_words(each.name))
            action.setCheckable(True)
            action.setChecked(each == current)
            action.triggered.connect(partial(self._playlists.choose, each.id))
        self._menu.addSeparator()
        self._menu.addAction("New playlist…", self.ask_new)
        if current is not None:
            self._menu.addAction("Add a title card…", self.ask_card)
            self._menu.addSeparator()
            self._menu.addAction(menu_words(f"Rename “{current.name}”…"), self._on_rename)
            self._menu.addAction(menu_words(f"Copy “{current.name}”"), self._playlists.duplicate)
            self._menu.addAction(menu_words(f"Delete “{current.name}”"), self._playlists.delete)
