"""The button for smart lists: choose one, save what is asked, rename, delete."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton

from reviewer.domain.entries import LONGEST_NAME
from reviewer.domain.finding import SmartList
from reviewer.session.finder import Finder
from reviewer.ui.surface import restyle
from reviewer.ui.text import menu_words


class SmartListButton(QPushButton):
    """Says which smart list is asked; its menu has them all."""

    def __init__(self, finder: Finder) -> None:
        super().__init__("Lists")
        self._finder = finder
        self._menu = QMenu(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        finder.changed.connect(self._on_changed)
        finder.lists_changed.connect(self._on_changed)

    @property
    def menu_words(self) -> list[str]:
        """What its menu offers now."""
        self._fill()
        return [action.text() for action in self._menu.actions() if action.text()]

    def pick(self, words: str) -> None:
        """Run the entry of its menu that says this."""
        self._fill()
        next(action for action in self._menu.actions() if action.text() == words).trigger()

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

    def _ask(self, title: str, name: str) -> QInputDialog:
        dialog = QInputDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText("Name")
        dialog.setTextValue(name[:LONGEST_NAME])
        return dialog

    def _on_clicked(self) -> None:
        self._fill()
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_changed(self) -> None:
        current = self._finder.current
        self.setText(menu_words(current.name) if current is not None else "Lists")
        restyle(self, "on", current is not None)

    def _on_chosen(self, chosen: SmartList) -> None:
        self._finder.use_list(chosen)

    def _on_save(self) -> None:
        dialog = self._ask("Save this search", self._finder.title)
        dialog.textValueSelected.connect(self._on_named)
        dialog.open()

    def _on_named(self, name: str) -> None:
        if name.strip():
            self._finder.save_list(name)

    def _on_rename(self, current: SmartList) -> None:
        dialog = self._ask("Rename the list", current.name)
        dialog.textValueSelected.connect(partial(self._finder.rename_list, current))
        dialog.open()

    def _on_delete(self, current: SmartList) -> None:
        self._finder.delete_list(current)
