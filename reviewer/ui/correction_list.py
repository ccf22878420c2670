"""The user's corrections of one stream, each with the way to take it away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.domain.corrections import Correction
from reviewer.ui.icon_button import IconButton
from reviewer.ui.surface import dismiss
from reviewer.ui.sync_words import correction_words
from reviewer.ui.text import ElidedLabel, Label
from reviewer.ui.theme import Theme


class _Row(QWidget):
    """One correction. Signal: `removed(int)` with its place in the list."""

    removed = Signal(int)

    def __init__(self, number: int, words: str, theme: Theme) -> None:
        super().__init__()
        self._number = number
        remove = IconButton(theme, "close", f"Remove: {words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(text=words), 1)
        row.addWidget(remove)
        remove.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.removed.emit(self._number)


class CorrectionList(QWidget):
    """Oldest first. Signal: `removed(int)` with the place in the list."""

    removed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Correction, ...] = ()
        self._rows: list[_Row] = []
        self._none = Label("mute", "None yet.")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.tokens.space.xs)
        self._column.addWidget(self._none)

    def show_corrections(self, corrections: tuple[Correction, ...]) -> None:
        """List these."""
        if corrections == self._shown:
            return
        self._shown = corrections
        for row in self._rows:
            dismiss(row)
        self._rows = [
            _Row(number, correction_words(item), self._theme)
            for number, item in enumerate(corrections)
        ]
        for row in self._rows:
            row.removed.connect(self.removed)
            self._column.addWidget(row)
        self._none.setVisible(not corrections)
