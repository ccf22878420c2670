"""The note of the clip on screen. What is typed stays here until it is on the disk."""

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.entries import LONGEST_NOTE, clean
from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import Clip, ClipId
from reviewer.domain.subject import Subject
from reviewer.session.review import Review
from reviewer.ui.text import Label, key_words
from reviewer.ui.tokens import Tokens


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


class NoteBox(QWidget):
    """Keeps a note soon after the last key, when it is left, and when another clip comes.

    A note that cannot be kept says why, and waits with its clip.
    """

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__()
        self._review = review
        self._clip: Clip | None = None
        self._kept = ""
        """What was typed of it when it was kept last."""
        self._said = ""
        """What the session says of it."""
        self._waiting: dict[ClipId, str] = {}
        self._text = NoteText()
        self._text.setPlaceholderText("What to say about this clip")
        self._text.setAccessibleName("Note")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(tokens.size.note)
        self._error = Label("bad")
        self._error.setWordWrap(True)
        self._error.hide()
        self._pause = QTimer(self, singleShot=True, interval=tokens.time.note_ms)
        self._arrange(tokens)
        self._pause.timeout.connect(self.flush)
        self._text.textChanged.connect(self._on_typed)
        self._text.left.connect(self.flush)
        self._text.refused.connect(self._on_refused)
        self._show(None)

    def take_focus(self) -> None:
        """Let the user write."""
        self._text.setFocus()

    def show_subject(self, subject: Subject | None) -> None:
        """Show what is said of this clip; what is being typed is not disturbed."""
        clip = subject.clip if subject is not None else None
        if _id(clip) != _id(self._clip):
            self.flush()
            self._show(subject)
            return
        is_news = subject is not None and subject.said.note != self._said
        if is_news and self._text.toPlainText() == self._kept:
            self._show(subject)

    def flush(self) -> None:
        """Keep what was typed, or say why that cannot be."""
        self._pause.stop()
        clip, typed = self._clip, self._text.toPlainText()
        if clip is None or typed == self._kept:
            return
        try:
            self._review.tagging.set_note(clip, typed)
        except ReviewerError as error:
            self._waiting[clip.id] = typed
            self._show_error(f"Not kept yet. {error}")
        else:
            self._kept, self._said = typed, clean(typed)
            self._waiting.pop(clip.id, None)
            self._show_error("")

    def _arrange(self, tokens: Tokens) -> None:
        space = tokens.space
        top = QHBoxLayout()
        top.addWidget(Label("heading", "Note"))
        top.addStretch()
        top.addWidget(Label("cap", key_words("N")), alignment=Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s)
        column.addLayout(top)
        column.addWidget(self._text)
        column.addWidget(self._error)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _show(self, subject: Subject | None) -> None:
        self._clip = subject.clip if subject is not None else None
        self._kept = self._said = subject.said.note if subject is not None else ""
        waiting = self._waiting.get(self._clip.id) if self._clip is not None else None
        self._text.setPlainText(self._kept if waiting is None else waiting)
        self._text.setEnabled(subject is not None)
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
        if self._clip is not None and self._text.toPlainText() != self._kept:
            self._pause.start()


def _id(clip: Clip | None) -> ClipId | None:
    return clip.id if clip is not None else None
