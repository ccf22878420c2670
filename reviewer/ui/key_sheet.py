"""The list of keys, beside the work rather than in its way."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.ui.keys import Command
from reviewer.ui.text import Label, key_words
from reviewer.ui.tokens import Tokens


class KeySheet(QDialog):
    """Draws the table of commands, a column for every group. The keys work while it is open."""

    def __init__(self, table: tuple[Command, ...], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)  # a tool leaves its window's keys working
        self.setWindowTitle("Keys")
        space = tokens.space
        row = QHBoxLayout(self)
        row.setContentsMargins(space.xl, space.l, space.xl, space.xl)
        row.setSpacing(space.xl + space.l)
        keyed = [command for command in table if command.keys]
        for group, members in groupby(keyed, key=lambda command: command.group):
            column = QVBoxLayout()
            column.setSpacing(space.s)
            column.addWidget(Label("heading", group))
            column.addLayout(_grid(tuple(members), space.s))
            column.addStretch()
            row.addLayout(column)


def _grid(members: tuple[Command, ...], spacing_px: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(spacing_px)
    grid.setHorizontalSpacing(2 * spacing_px)
    for at, command in enumerate(members):
        caps = QHBoxLayout()
        for key in command.keys:
            caps.addWidget(Label("cap", key_words(key)))
        caps.addStretch()
        grid.addLayout(caps, at, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label("", command.title), at, 1)
    return grid
