"""The list of keys, beside the work rather than in its way."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.ui.keys import Command
from reviewer.ui.surface import dismiss
from reviewer.ui.text import Label, key_words
from reviewer.ui.tokens import Spaces, Tokens

_ROWS = 26
"""So many rows a column has at the most, so that all of them fit on a small screen."""


class KeySheet(QDialog):
    """Draws the table of commands by their groups. The keys work while it is open."""

    def __init__(self, table: tuple[Command, ...], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)  # a tool leaves its window's keys working
        self.setWindowTitle("Keys")
        self._space = tokens.space
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(*(tokens.space.xl,) * 4)
        self._row.setSpacing(tokens.space.xl + tokens.space.l)
        self._column = self._add_column()
        self._palette = QWidget()
        self._add_groups([command for command in table if command.keys])
        self._column.addWidget(self._palette)

    def show_palette(self, table: tuple[Command, ...]) -> None:
        """Draw the keys of the palette that is shown now, in place of another's."""
        fresh = _group(table, self._space) if table else QWidget()
        self._column.replaceWidget(self._palette, fresh)
        dismiss(self._palette)
        self._palette = fresh
        self.adjustSize()

    def _add_groups(self, keyed: list[Command]) -> None:
        taken = 0
        for _, group in groupby(keyed, key=lambda command: command.group):
            members = tuple(group)
            rows = len(members) + 2
            if taken and taken + rows > _ROWS:
                self._column, taken = self._add_column(), 0
            self._column.addWidget(_group(members, self._space))
            taken += rows

    def _add_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._space.l)
        self._row.addLayout(column)
        self._row.setAlignment(column, Qt.AlignmentFlag.AlignTop)
        return column


def _group(members: tuple[Command, ...], space: Spaces) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(space.s)
    column.addWidget(Label("heading", members[0].group))
    column.addLayout(_grid(members, space.s))
    return made


def _grid(members: tuple[Command, ...], spacing_px: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(spacing_px)
    grid.setHorizontalSpacing(2 * spacing_px)
    grid.setColumnStretch(1, 1)
    for at, command in enumerate(members):
        caps = QHBoxLayout()
        for key in command.keys:
            caps.addWidget(Label("cap", key_words(key)))
        caps.addStretch()
        grid.addLayout(caps, at, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label("", command.title), at, 1)
    return grid
