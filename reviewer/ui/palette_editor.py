"""Where palettes are made: a list of them, the buttons of one, and all that a button says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.errors import ReviewerError
from reviewer.domain.palette_edits import moved, with_button, with_new, without_button
from reviewer.domain.palettes import Button, Palette
from reviewer.session.review import Review
from reviewer.ui.button_form import ButtonForm
from reviewer.ui.file_dialog import ask_for_file
from reviewer.ui.text import Label, key_words, tip
from reviewer.ui.theme import Theme

_FILES = "Palettes (*.json)"
_LONGEST_NAME = 60


class PaletteEditor(QDialog):
    """Keeps every change at once; what cannot be kept says why, and stays in the form."""

    def __init__(self, review: Review, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette_editor")
        self.setWindowTitle("Palettes")
        self._review = review
        self._palettes = review.palettes
        self._theme = theme
        self._list = QListWidget()
        self._list.setAccessibleName("Palettes")
        self._name = QLineEdit()
        self._name.setAccessibleName("Name of the palette")
        self._buttons = QListWidget()
        self._buttons.setAccessibleName("Buttons")
        self._form = ButtonForm(theme)
        self._error = Label("bad")
        self._error.setWordWrap(True)
        self._new = _button("New")
        self._copy = _button("Copy")
        self._delete = _button("Delete")
        self._import = _button("Import…")
        self._export = _button("Export…")
        self._add, self._remove = _button("Add"), _button("Remove")
        self._up, self._down = _button("Up"), _button("Down")
        self._arrange()
        self._connect()
        self._on_palettes()

    @property
    def _palette(self) -> Palette:
        return self._palettes.current

    @property
    def _at(self) -> int:
        return self._buttons.currentRow()

    def _arrange(self) -> None:
        space, size = self._theme.tokens.space, self._theme.tokens.size
        self.resize(size.editor_width, size.editor_height)
        self._list.setFixedWidth(size.editor_list)
        self._form.setFixedWidth(size.editor_form)
        left = _column("Palettes", space.s, self._list)
        acts = QGridLayout()
        acts.setSpacing(space.xs)
        for place, act in enumerate((self._new, self._copy, self._import, self._export)):
            acts.addWidget(act, place // 2, place % 2)
        acts.addWidget(self._delete, 2, 0, 1, 2)
        left.addLayout(acts)
        middle = _column("Name", space.s, self._name)
        middle.addWidget(Label("heading", "Buttons"))
        middle.addWidget(self._buttons, 1)
        row = QHBoxLayout()
        row.setSpacing(space.xs)
        for act in (self._add, self._remove, self._up, self._down):
            row.addWidget(act)
        row.addStretch()
        middle.addLayout(row)
        right = _column("Button", space.s, self._form)
        right.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(space.l)
        columns.addLayout(left)
        columns.addLayout(middle, 1)
        columns.addLayout(right)
        foot = QHBoxLayout()
        foot.addWidget(self._error, 1)
        undo = key_words("Ctrl+Z")
        foot.addWidget(Label("small", f"Kept at once; {undo} in the main window takes it back."))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.l, space.l, space.l, space.m)
        outer.setSpacing(space.m)
        outer.addLayout(columns, 1)
        outer.addLayout(foot)

    def _connect(self) -> None:
        self._palettes.changed.connect(self._on_palettes)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._buttons.currentRowChanged.connect(self._on_button)
        self._name.editingFinished.connect(self._on_renamed)
        self._form.edited.connect(self._on_edited)
        self._new.clicked.connect(self._on_new)
        self._copy.clicked.connect(self._on_copy)
        self._delete.clicked.connect(self._on_delete)
        self._import.clicked.connect(self._on_import)
        self._export.clicked.connect(self._on_export)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)

    def _do(self, act: Callable[[], object]) -> bool:
        """Whether it could be done; where not, that is said."""
        try:
            act()
        except ReviewerError as error:
            self._error.setText(str(error))
            return False
        self._error.setText("")
        return True

    def _save(self, palette: Palette, what: str) -> bool:
        return self._do(lambda: self._palettes.save(palette, f"{what} in palette {palette.name}"))

    def _show_palettes(self) -> None:
        palettes = self._palettes.all
        with QSignalBlocker(self._list):
            while self._list.count() > len(palettes):
                self._list.takeItem(self._list.count() - 1)
            for row, palette in enumerate(palettes):
                self._show_palette(row, palette)
        own, shipped = (
            self._palettes.is_own(self._palette.id),
            self._palettes.is_shipped(self._palette.id),
        )
        self._delete.setText("As it came" if shipped else "Delete")
        self._delete.setEnabled(own)
        self._delete.setToolTip(tip("It comes with Reviewer" if shipped else "Undo brings it back"))

    def _show_palette(self, row: int, palette: Palette) -> None:
        if row == self._list.count():
            self._list.addItem("")
        changed = self._palettes.is_shipped(palette.id) and self._palettes.is_own(palette.id)
        item = self._list.item(row)
        item.setText(f"{palette.name} · changed" if changed else palette.name)
        item.setData(Qt.ItemDataRole.UserRole, palette.id)
        if palette.id == self._palette.id:
            self._list.setCurrentItem(item)

    def _show_buttons(self) -> None:
        at = max(self._at, 0)
        with QSignalBlocker(self._buttons):
            self._buttons.clear()
            for button in self._palette.buttons:
                self._buttons.addItem(self._item(button))
            self._buttons.setCurrentRow(min(at, len(self._palette.buttons) - 1))
        self._on_button()

    def _item(self, button: Button) -> QListWidgetItem:
        side = self._theme.tokens.size.icon
        patch = QPixmap(side, side)
        patch.fill(QColor(button.colour or self._theme.colors.mute))
        key = f"   [{key_words(button.key)}]" if button.key else ""
        words = f"{button.glyph}  {button.title} · {button.group}{key}"
        return QListWidgetItem(QIcon(patch), words)

    def _on_palettes(self) -> None:
        self._show_palettes()
        self._name.setText(self._palette.name)
        self._show_buttons()

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self._error.setText("")
        self._buttons.setCurrentRow(0)
        self._palettes.choose(item.data(Qt.ItemDataRole.UserRole))

    def _on_button(self) -> None:
        at, buttons = self._at, self._palette.buttons
        there = 0 <= at < len(buttons)
        self._form.show_button(self._palette, buttons[at] if there else None)
        self._remove.setEnabled(there)
        self._up.setEnabled(at > 0)
        self._down.setEnabled(0 <= at < len(buttons) - 1)

    def _on_renamed(self) -> None:
        if self._name.text() != self._palette.name:
            self._do(lambda: self._palettes.save(replace(self._palette, name=self._name.text())))

    def _on_edited(self, button: Button, many: bool) -> None:
        if 0 <= self._at < len(self._palette.buttons):
            changed = with_button(self._palette, self._at, button, many=many)
            if changed != self._palette:
                self._save(changed, f"“{button.title}”")

    def _on_add(self) -> None:
        if self._save(with_new(self._palette), "A new button"):
            self._buttons.setCurrentRow(self._buttons.count() - 1)
            self._form.take_focus()

    def _on_remove(self) -> None:
        title = self._palette.buttons[self._at].title
        self._save(without_button(self._palette, self._at), f"“{title}” removed")

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        at = self._at
        if self._save(moved(self._palette, at, step), "The order"):
            self._buttons.setCurrentRow(at + step)

    def _on_new(self) -> None:
        self._do(lambda: self._palettes.choose(self._palettes.create().id))

    def _on_copy(self) -> None:
        self._do(lambda: self._palettes.choose(self._palettes.copy(self._palette.id).id))

    def _on_delete(self) -> None:
        self._do(lambda: self._palettes.delete(self._palette.id))

    def _on_import(self) -> None:
        ask_for_file(self, "Import a palette", _FILES, self._on_import_picked)

    def _on_import_picked(self, path: Path) -> None:
        self._do(lambda: self._palettes.choose(self._palettes.take_in(path).id))

    def _on_export(self) -> None:
        name = f"{_file_name(self._palette.name)}.json"
        ask_for_file(self, "Export the palette", _FILES, self._on_export_picked, save_as=name)

    def _on_export_picked(self, path: Path) -> None:
        self._do(lambda: self._palettes.hand_out(self._palette.id, path))


def _column(title: str, spacing_px: int, first: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(spacing_px)
    column.addWidget(Label("heading", title))
    column.addWidget(first)
    return column


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    return button


def _file_name(name: str) -> str:
    """A palette's name as a file's, whatever it holds; none that Windows keeps for devices."""
    composed = normalize("NFC", name)
    kept = "".join(each if each.isalnum() or each in " -_" else "_" for each in composed)
    return f"Palette {kept[:_LONGEST_NAME].strip()}".strip()
