"""A note that is being written. What is typed stays here until it is on the disk."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.entries import LONGEST_NOTE, clean
from reviewer.domain.errors import ReviewerError
from reviewer.ui.text import Label
from reviewer.ui.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Noted:
    """What a note is about, what it says, and how it is kept, which raises ReviewerErrors."""

    id: str
    note: str
    keep: Callable[[str], None]


class NoteText(QPlainTextEdit):
    """Several lines of plain text. Signals: `left()` when the user goes elsewhere, `refused()`
    when more was pasted than any note can hold, which would take minutes to lay out.
    """

    left = Signal()
    refused = Signal()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if len(source.text()) > LONGEST_NOTE:
            self.refused.emit()
        else:
            super().insertFromMimeData(source)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NoteField(QWidget):
    """Keeps a note soon after the last key, when it is left, and when another takes its place.

    A note that cannot be kept says why, and waits until what it is about is shown again.
    """

    def __init__(self, name: str, hint: str, height: int, tokens: Tokens) -> None:
        super().__init__()
        self._noted: Noted | None = None
        self._kept = ""
        """What was typed of it when it was kept last."""
        self._said = ""
        """What it says where it is kept."""
        self._waiting: dict[str, str] = {}
        self._text = NoteText()
        self._text.setPlaceholderText(hint)
        self._text.setAccessibleName(name)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(height)
        self._error = Label("bad")
        self._error.setWordWrap(True)
        self._error.hide()
        self._pause = QTimer(self, singleShot=True, interval=tokens.time.note_ms)
        self.setFocusProxy(self._text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space.s)
        column.addWidget(self._text)
        column.addWidget(self._error)
        self._pause.timeout.connect(self.flush)
        self._text.textChanged.connect(self._on_typed)
        self._text.left.connect(self.flush)
        self._text.refused.connect(self._on_refused)
        self._show(None)

    def show_noted(self, noted: Noted | None) -> None:
        """Show the note of this; what is being typed is not disturbed."""
        if _id(noted) != _id(self._noted):
            self.flush()
            self._show(noted)
            return
        self._noted = noted
        is_news = noted is not None and noted.note != self._said
        if is_news and self._text.toPlainText() == self._kept:
            self._show(noted)

    def flush(self) -> None:
        """Keep what was typed, or say why that cannot be."""
        self._pause.stop()
        noted, typed, before = self._noted, self._text.toPlainText(), (self._kept, self._said)
        if noted is None or typed == self._kept:
            return
        try:
            self._kept, self._said = typed, clean(typed)  # keeping it may lead back here
            noted.keep(typed)
        except ReviewerError as error:
            self._kept, self._said = before
            self._waiting[noted.id] = typed
            self._show_error(f"Not kept yet. {error}")
        else:
            self._waiting.pop(noted.id, None)
            self._show_error("")

    def _show(self, noted: Noted | None) -> None:
        self._noted = noted
        self._kept = self._said = noted.note if noted is not None else ""
        waiting = self._waiting.get(noted.id) if noted is not None else None
        self._text.setPlainText(self._kept if waiting is None else waiting)
        self._text.setEnabled(noted is not None)
        self._pause.stop()
        self._show_error("" if waiting is None else "Not kept yet.")

    def _show_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _on_refused(self) -> None:
        self._show_error(
            f"A note holds {LONGEST_NOTE:,} characters. Nothing was pasted; shorten it first."
        )

    def _on_typed(self) -> None:
        if self._noted is not None and self._text.toPlainText() != self._kept:
            self._pause.start()


def _id(noted: Noted | None) -> str | None:
    return noted.id if noted is not None else None
