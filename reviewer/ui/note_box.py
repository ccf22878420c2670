"""The note of the clip on screen, under its heading."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer.domain.subject import Subject
from reviewer.session.review import Review
from reviewer.ui.note_field import Noted, NoteField
from reviewer.ui.text import Label, key_words
from reviewer.ui.tokens import Tokens


class NoteBox(QWidget):
    """Shows what is said of a clip as a whole, and has it changed."""

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__()
        self._review = review
        self._field = NoteField("Note", "What to say about this clip", tokens.size.note, tokens)
        top = QHBoxLayout()
        top.addWidget(Label("heading", "Note"))
        top.addStretch()
        top.addWidget(Label("cap", key_words("N")), alignment=Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space.s)
        column.addLayout(top)
        column.addWidget(self._field)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def take_focus(self) -> None:
        """Let the user write."""
        self._field.setFocus()

    def flush(self) -> None:
        """Keep what was typed, or say why that cannot be."""
        self._field.flush()

    def show_subject(self, subject: Subject | None) -> None:
        """Show what is said of this clip."""
        if subject is None:
            self._field.show_noted(None)
        else:
            keep = partial(self._review.tagging.set_note, subject.clip)
            self._field.show_noted(Noted(subject.clip.id, subject.said.note, keep))
