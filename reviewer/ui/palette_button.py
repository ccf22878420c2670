"""The button for palettes: choose whose buttons are shown, or edit them."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from typing_extensions import override

from reviewer.session.palettes import Palettes
from reviewer.ui.menu_button import MenuButton
from reviewer.ui.text import menu_words, tip


class PaletteButton(MenuButton):
    """Says which palette is shown; its menu has them all. Signal: `edit_requested()`."""

    edit_requested = Signal()

    def __init__(self, palettes: Palettes) -> None:
        super().__init__()
        self._palettes = palettes
        self.setProperty("kind", "quiet")
        self.setToolTip(tip("Choose or edit palettes"))
        self._menu.triggered.connect(self._on_triggered)
        palettes.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        self.setText(menu_words(f"Palette · {self._palettes.current.name}  ▾"))

    def _on_triggered(self, action: QAction) -> None:
        if action.data() is not None:
            self._palettes.choose(action.data())

    @override
    def _fill(self) -> None:
        self._menu.clear()
        group = QActionGroup(self._menu)
        for palette in self._palettes.all:
            action = QAction(menu_words(palette.name), group, checkable=True)
            action.setData(palette.id)
            action.setChecked(palette.id == self._palettes.current.id)
            self._menu.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction("Edit palettes…", self.edit_requested.emit)
