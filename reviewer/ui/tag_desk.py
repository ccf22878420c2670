"""The home page of the right column: the palette, what is suggested, and what is said of a clip."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.subject import Subject, all_reviewed
from reviewer.session.review import Review
from reviewer.ui.clip_tags import ClipTags
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.note_box import NoteBox
from reviewer.ui.palette_button import PaletteButton
from reviewer.ui.suggestions import Suggestions
from reviewer.ui.tag_field import TagField
from reviewer.ui.tag_grid import TagGrid
from reviewer.ui.text import KeyButton, tip
from reviewer.ui.theme import Theme


class TagDesk(QWidget):
    """Shows what the session says of the clip on screen, or of all that are selected.

    Signal: `edit_requested()` for the palettes.
    """

    edit_requested = Signal()

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__()
        self._review = review
        space = theme.tokens.space
        self._chooser = PaletteButton(review.palettes)
        self._field = TagField(review, theme)
        self._grid = TagGrid(theme)
        self._suggestions = Suggestions(review, theme.tokens)
        self._tags = ClipTags(review, theme)
        self._note = NoteBox(review, theme.tokens)
        self._in = KeyButton("In", "I", space)
        self._out = KeyButton("Out", "O", space)
        self._reviewed = KeyButton("Reviewed", "X", space)
        self._reviewed.setCheckable(True)
        self._whole = QPushButton("Whole clip")
        self._whole.setProperty("kind", "quiet")
        self._whole.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._whole.setToolTip(tip("Take in and out away again"))
        self._arrange(theme)
        self._connect()
        self._on_tagging()

    def type_tag(self) -> None:
        """Let the user type a tag."""
        self._field.take_focus()

    def write_note(self) -> None:
        """Let the user write a note."""
        self._note.take_focus()

    def flush(self) -> None:
        """Keep what is being written."""
        self._note.flush()

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.s, space.m, space.m)
        column.setSpacing(space.m)
        top = QHBoxLayout()
        top.addWidget(self._chooser)
        top.addStretch()
        column.addLayout(top)
        column.addWidget(self._field)
        column.addWidget(self._grid, 1)
        column.addWidget(self._suggestions)
        column.addWidget(self._tags)
        column.addWidget(self._note)
        row = FlowLayout(space.xs)
        for button in (self._in, self._out, self._reviewed):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self._whole, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def _connect(self) -> None:
        tagging = self._review.tagging
        tagging.changed.connect(self._on_tagging)
        self._review.palettes.changed.connect(self._on_tagging)
        self._review.screening.changed.connect(self._on_tagging)
        self._chooser.edit_requested.connect(self.edit_requested)
        self._grid.pushed.connect(tagging.press)
        self._in.clicked.connect(self._review.set_in)
        self._out.clicked.connect(self._review.set_out)
        self._reviewed.clicked.connect(self._on_reviewed)
        self._whole.clicked.connect(tagging.clear_trim)

    def _show_subjects(self, subjects: tuple[Subject, ...], subject: Subject | None) -> None:
        self._tags.show_subjects(subjects)
        self._note.show_subject(subject)
        self._reviewed.setChecked(all_reviewed(subjects))
        for button in (self._in, self._out):
            button.setEnabled(self._review.trimmable)
        self._reviewed.setEnabled(bool(subjects))
        self._whole.setVisible(subject is not None and subject.mark.trim is not None)

    def _on_tagging(self) -> None:
        tagging = self._review.tagging
        self._grid.show_palette(self._review.palettes.current, tagging.on)
        self._suggestions.show_suggestions(tagging.suggestions)
        self._show_subjects(tagging.subjects, tagging.subject)

    def _on_reviewed(self) -> None:
        """The button looks as the session says, whatever the click made of it."""
        self._review.tagging.toggle_reviewed()
        self._on_tagging()
