"""A playlist's title card: a few words over the whole picture."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.surface import Surface
from reviewer.ui.text import Label
from reviewer.ui.tokens import Spaces


class TitleCard(Surface):
    """Hidden while it has nothing to say."""

    def __init__(self, space: Spaces, parent: QWidget) -> None:
        super().__init__("title_card")
        self.setParent(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = Label("card")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space.xl,) * 4)
        column.addWidget(self._words)
        self.hide()

    def say(self, title: str) -> None:
        """Show this, or nothing."""
        self._words.setText(title)
        self.setVisible(bool(title))
