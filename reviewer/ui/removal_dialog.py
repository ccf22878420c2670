"""Asks once before all that the program keeps on this computer goes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.ui.text import Label
from reviewer.ui.tokens import Tokens

_WHAT = (
    "Tags, notes, playlists and corrections, with their backups.",
    "Footage kept offline and seen lately.",
    "The accounts of this computer, and their secrets in its key store.",
    "The settings, and what was written down of errors.",
)
_LAST_WORD = "It cannot be taken back. To keep your work, export the library first."


class RemovalDialog(QDialog):
    """Accepted where everything is to go."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Remove my data")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        space = tokens.space
        remove = QPushButton("Remove everything")
        remove.setProperty("kind", "danger")
        keep = QPushButton("Keep it")
        keep.setDefault(True)
        remove.clicked.connect(self.accept)
        keep.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(space.s)
        buttons.addStretch()
        buttons.addWidget(remove)
        buttons.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space.xl,) * 4)
        column.setSpacing(space.s)
        column.addWidget(Label("title", "Remove everything from this computer?"))
        for words in _WHAT:
            column.addWidget(Label("", f"•  {words}"))
        column.addSpacing(space.s)
        last = Label("mute", _LAST_WORD)
        last.setWordWrap(True)
        column.addWidget(last)
        column.addSpacing(space.m)
        column.addLayout(buttons)
