"""The button for playlists: choose one, begin, rename, copy or delete one, add a title card."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton

from reviewer.domain.entries import LONGEST_NAME
from reviewer.session.playlists import Playlists
from reviewer.ui.text import menu_words


class PlaylistButton(QPushButton):
    """Says which playlist is worked on; its menu has them all."""

    def __init__(self, playlists: Playlists) -> None:
        super().__init__()
        self._playlists = playlists
        self._menu = QMenu(self)
        self.setProperty("kind", "list")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        playlists.changed.connect(self._on_changed)
        self._on_changed()

    @property
    def menu_words(self) -> list[str]:
        """What its menu offers now."""
        self._fill()
        return [action.text() for action in self._menu.actions() if action.text()]

    def pick(self, words: str) -> None:
        """Run the entry of its menu that says this."""
        self._fill()
        next(action for action in self._menu.actions() if action.text() == words).trigger()

    def ask_new(self) -> None:
        """Ask for the name of a new playlist."""
        self._ask("New playlist", "Name", "", self._playlists.create)

    def ask_card(self) -> None:
        """Ask what a title card says; it goes to the end."""
        if self._playlists.current is not None:
            self._ask("Title card", "Shown over the picture", "", self._add_card)

    def _add_card(self, title: str) -> None:
        self._playlists.add_card(title, len(self._playlists.items))

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

    def _ask(self, title: str, label: str, text: str, answer: Callable[[str], None]) -> None:
        dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(text[:LONGEST_NAME])
        dialog.textValueSelected.connect(answer)
        dialog.open()

    def _on_rename(self) -> None:
        if self._playlists.current is not None:
            name = self._playlists.current.name
            self._ask("Rename the playlist", "Name", name, self._playlists.rename)

    def _on_clicked(self) -> None:
        self._fill()
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_changed(self) -> None:
        current = self._playlists.current
        self.setText(f"{menu_words(current.name)}  ▾" if current is not None else "No playlist  ▾")
