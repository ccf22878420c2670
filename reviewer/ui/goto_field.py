"""Where a moment is asked for: `Q3 4:12`, typed or pasted, over the picture."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.domain.errors import Unplayable
from reviewer.domain.goto import NotAPlace
from reviewer.session.review import Review
from reviewer.ui.surface import Surface
from reviewer.ui.text import Label, key_words
from reviewer.ui.time_scale import game_zone
from reviewer.ui.tokens import Tokens


class GoToField(Surface):
    """Goes there in the session, or says why it cannot. Signal: `left()` when it is done."""

    left = Signal()

    def __init__(self, review: Review, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__("goto", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._review = review
        self._entry = QLineEdit(placeholderText="Q3 4:12")
        self._entry.setAccessibleName("Go to")
        self._hint = Label("small", "Period and clock, a clock of this period, or a time of day.")
        self._error = Label("bad")
        self._arrange(tokens)
        self._entry.returnPressed.connect(self._on_submit)
        self._entry.textEdited.connect(self._on_edited)
        self.hide()

    def open(self) -> None:
        """Let the user type where to go."""
        if self._review.game is None:
            return
        self._show_error("")
        self.show()
        self.raise_()
        self._entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._entry.selectAll()

    def close_field(self) -> None:
        """Hide it; what was typed stays for the next time."""
        self.hide()
        self.left.emit()

    def _arrange(self, tokens: Tokens) -> None:
        space = tokens.space
        self.setFixedWidth(tokens.size.goto_width)
        caps = QHBoxLayout()
        caps.setSpacing(space.xs)
        for key, words in (("Enter", "goes"), ("Esc", "leaves")):
            caps.addWidget(Label("cap", key_words(key)))
            caps.addWidget(Label("small", words))
            caps.addSpacing(space.s)
        caps.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.m, space.m, space.m)
        column.setSpacing(space.s)
        column.addWidget(self._entry)
        for label in (self._error, self._hint):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addLayout(caps)

    def _show_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self._hint.setVisible(not words)
        self.resize(self.width(), self.heightForWidth(self.width()))

    def _on_submit(self) -> None:
        game = self._review.game
        if game is None:
            return
        try:
            self._review.go_to(self._entry.text(), game_zone(game))
        except (NotAPlace, Unplayable) as error:
            self._show_error(str(error))
        else:
            self.close_field()

    def _on_edited(self) -> None:
        self._show_error("")
