"""The button for smart lists: choose one, save what is asked, rename, delete."""

from functools import partial

from PySide6.QtGui import QAction
from typing_extensions import override

from reviewer.domain.entries import LONGEST_NAME
from reviewer.session.finder import Finder
from reviewer.ui.menu_button import MenuButton, ask_words
from reviewer.ui.surface import restyle
from reviewer.ui.text import menu_words


class SmartListButton(MenuButton):
    """Says which smart list is asked; its menu has them all."""

    def __init__(self, finder: Finder) -> None:
        super().__init__("Lists")
        self._finder = finder
        self._menu.triggered.connect(self._on_triggered)
        finder.changed.connect(self._on_changed)
        finder.lists_changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        current = self._finder.current
        self.setText(menu_words(current.name) if current is not None else "Lists")
        restyle(self, "on", current is not None)

    def _on_triggered(self, action: QAction) -> None:
        for each in self._finder.lists:
            if each.id == action.data():
                self._finder.use_list(each)

    def _on_save(self) -> None:
        name = self._finder.title[:LONGEST_NAME]
        ask_words(self.window(), "Save this search", "Name", name, self._on_named)

    def _on_named(self, name: str) -> None:
        if name.strip():
            self._finder.save_list(name)

    def _on_rename(self) -> None:
        current = self._finder.current
        if current is not None:
            answer = partial(self._finder.rename_list, current)
            ask_words(self.window(), "Rename the list", "Name", current.name, answer)

    def _on_delete(self) -> None:
        if self._finder.current is not None:
            self._finder.delete_list(self._finder.current)

    @override
    def _fill(self) -> None:
        self._menu.clear()
        current = self._finder.current
        for each in self._finder.lists:
            action = self._menu.addAction(menu_words(each.name))
            action.setCheckable(True)
            action.setChecked(each == current)
            action.setData(each.id)
        self._menu.addSeparator()
        self._menu.addAction("Save this search…", self._on_save)
        if current is not None:
            self._menu.addAction(menu_words(f"Rename “{current.name}”…"), self._on_rename)
            self._menu.addAction(menu_words(f"Delete “{current.name}”"), self._on_delete)
