"""What this program is: its versions, the licences of all its parts, and what they mean."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.about import About, Part
from reviewer.ui.text import Label
from reviewer.ui.tokens import Tokens

_NO_TEXT = "No text came with it."


class AboutDialog(QDialog):
    """Shown with `open`. Versions can be selected and copied."""

    def __init__(self, about: About, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Reviewer")
        self._about = about
        self._parts = QListWidget()
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setAccessibleName("Licence")
        self._parts.setAccessibleName("Parts")
        self._parts.setObjectName("parts")
        self._parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        space, size = tokens.space, tokens.size
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space.l,) * 4)
        column.setSpacing(space.m)
        column.addLayout(_versions(about, space.xs))
        told = Label("", about.consequence)
        told.setWordWrap(True)
        column.addWidget(told)
        if about.parts:
            row = QHBoxLayout()
            row.setSpacing(space.s)
            row.addWidget(self._parts, 2)
            row.addWidget(self._text, 3)
            column.addLayout(row, 1)
            self.resize(2 * size.command_width, size.command_height + size.command_width // 2)
        else:
            self.setFixedWidth(size.command_width)
        self._parts.currentRowChanged.connect(self._on_part)
        self._parts.addItems([_heading(part) for part in about.parts])
        self._parts.setCurrentRow(0)

    def _on_part(self, row: int) -> None:
        if 0 <= row < len(self._about.parts):
            self._text.setPlainText(self._about.parts[row].text or _NO_TEXT)


def _heading(part: Part) -> str:
    return f"{part.name} {part.version}".rstrip() + f"  –  {part.licence}"


def _versions(about: About, spacing_px: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(spacing_px)
    grid.setHorizontalSpacing(4 * spacing_px)
    grid.setColumnStretch(1, 1)
    for row, (name, version) in enumerate(about.versions.items()):
        value = Label("title" if row == 0 else "", version)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(Label("title" if row == 0 else "mute", name), row, 0)
        grid.addWidget(value, row, 1)
    return grid
