"""The button for smart lists: choose one, save what is asked, rename, delete."""

from functools import partial

from typing_extensions import override

from reviewer.domain.entries import LONGEST_NAME
from reviewer.domain.finding import SmartList
from reviewer.session.finder import Finder
from reviewer.ui.menu_button import MenuButton, ask_words
from reviewer.ui.surface import restyle
from reviewer.ui.text import menu_words


class SmartListButton(MenuButton):
    """Says which smart list is asked; its menu has them all."""

    def __init__(self, finder: Finder) -> None:
        super().__init__("Lists")
        self._finder = finder
        finder.changed.connect(self._on_changed)
        finder.lists_changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        current = self._finder.current
        self.setText(menu_words(current.name) if current is not None else "Lists")
        restyle(self, "on", current is not None)

    def _on_chosen(self, chosen: SmartList) -> None:
        self._finder.use_list(chosen)

    def _on_save(self) -> None:
        name = self._finder.title[:LONGEST_NAME]
        ask_words(self.window(), "Save this search", "Name", name, self._on_named)

    def _on_named(self, name: str) -> None:
        if name.strip():
            self._finder.save_list(name)

    def _on_rename(self, current: SmartList) -> None:
        answer = partial(self._finder.rename_list, current)
        ask_words(self.window(), "Rename the list", "Name", current.name, answer)

    def _on_delete(self, current: SmartList) -> None:
        self._finder.delete_list(current)

    @override
    def _fill(self) -> None:
        self._menu.clear()
        current = self._finder.current
        for each in self._finder.lists:
            action = self._menu.addAction(menu_words(each.name))
            action.setCheckable(True)
            action.setChecked(each == current)
            action.triggered.connect(partial(self._on_chosen, each))
        self._menu.addSeparator()
        self._menu.addAction("Save this search…").triggered.connect(self._on_save)
        if current is not None:
            rename = self._menu.addAction(menu_words(f"Rename “{current.name}”…"))
            rename.triggered.connect(partial(self._on_rename, current))
            delete = self._menu.addAction(menu_words(f"Delete “{current.name}”"))
            delete.triggered.connect(partial(self._on_delete, current))
