"""Where a tag is typed: any of its names, with those that begin so listed below."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.errors import BadEntry
from reviewer.domain.palettes import Button
from reviewer.session.review import Review
from reviewer.ui.text import Label, key_words
from reviewer.ui.theme import Theme

_MOST = 7
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TagField(QWidget):
    """Tags in the session with what is picked, or says that there is no such tag."""

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__()
        self._review = review
        self._found: tuple[Button, ...] = ()
        self._entry = QLineEdit(placeholderText="Type a tag")
        self._entry.setAccessibleName("Type a tag")
        self._cap = Label("cap", key_words("T"), self._entry)
        self._error = Label("bad")
        self._error.setWordWrap(True)
        self._model = QStringListModel(self)
        self._list = QListView()
        self._list.setObjectName("completions")
        self._list.setAccessibleName("Tags that begin so")
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._arrange(theme)
        self._entry.textChanged.connect(self._on_typed)
        self._entry.returnPressed.connect(self._on_picked)
        self._list.clicked.connect(self._on_picked)

    def take_focus(self) -> None:
        """Let the user type a tag."""
        self._entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._entry.selectAll()

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        inside = QHBoxLayout(self._entry)
        inside.setContentsMargins(0, 0, space.s, 0)
        inside.addWidget(self._cap, alignment=_RIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.xs)
        for part in (self._entry, self._list, self._error):
            column.addWidget(part)
        self._list.hide()
        self._error.hide()

    def _on_typed(self, typed: str) -> None:
        completed = self._review.palettes.vocabulary.completions(typed) if typed.strip() else ()
        self._found = completed[:_MOST]
        self._model.setStringList([_told(button) for button in self._found])
        if self._found:
            self._list.setCurrentIndex(self._model.index(0))
            height = self._list.sizeHintForRow(0) * len(self._found)
            self._list.setFixedHeight(height + 2 * self._list.frameWidth() + 2)
        self._list.setVisible(bool(self._found))
        self._cap.setVisible(not typed)
        self._error.hide()

    def _on_picked(self) -> None:
        row, typed = self._list.currentIndex().row(), self._entry.text()
        if self._found:
            self._review.tagging.press(self._found[max(row, 0)])
            self._entry.clear()
        elif typed.strip():
            try:
                self._review.tagging.type(typed)
            except BadEntry as error:
                self._error.setText(str(error))
                self._error.show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move in the list while the field has the focus."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._found:
            super().keyPressEvent(event)
            return
        row = (self._list.currentIndex().row() + step) % len(self._found)
        self._list.setCurrentIndex(self._model.index(row))


def _told(button: Button) -> str:
    also = f"  ({', '.join(button.aliases)})" if button.aliases else ""
    return f"{button.glyph}  {button.title} · {button.group}{also}"
