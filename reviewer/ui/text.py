"""Small pieces of text: labels that never read markup, key caps, and words for tips and menus."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.ui.tokens import Spaces


class Label(QLabel):
    """Plain text in one of the style sheet's roles."""

    def __init__(self, role: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)


class ElidedLabel(Label):
    """One line that gives way: it ends in … where there is no room, and its tip has all of it."""

    def __init__(self, role: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(role, parent=parent)
        self._whole = ""
        self.show_text(text)

    def show_text(self, text: str, in_full: str = "") -> None:
        """Say this; `in_full` is for the tip where that has more to say."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(tip(in_full or text))
        self.updateGeometry()
        self._elide()

    def _elide(self) -> None:
        mode = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, mode, self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Sentences(QWidget):
    """Sentences below each other, each a paragraph of its own."""

    def __init__(self, role: str, spacing_px: int) -> None:
        super().__init__()
        self._role = role
        self._labels: list[Label] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing_px)

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Say these; labels are made as they are needed, and kept."""
        while len(self._labels) < len(sentences):
            label = Label(self._role)
            label.setWordWrap(True)
            self._column.addWidget(label)
            self._labels.append(label)
        for number, label in enumerate(self._labels):
            label.setText(sentences[number] if number < len(sentences) else "")
            label.setVisible(number < len(sentences))


class SplitButton(QPushButton):
    """A button with words on the left and something quieter on the right."""

    def __init__(self, words: str, aside: Label, space: Spaces) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(space.m, 0, space.s, 0)
        self._row.setSpacing(space.s)
        for label in (ElidedLabel(text=words), aside):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._row.addWidget(label, alignment=Qt.AlignmentFlag.AlignVCenter)
        self._row.setStretch(0, 1)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width(), super().sizeHint().height())


class KeyButton(SplitButton):
    """A button that carries its key in a cap."""

    def __init__(self, words: str, key: str, space: Spaces) -> None:
        super().__init__(words, Label("cap", key_words(key)), space)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip(words, key))


def key_words(sequence: str) -> str:
    """A key as this system writes it: `Ctrl+O`, `⌘O`."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)


def tip(words: str, key: str = "") -> str:
    """A tool tip that shows foreign text as it is, and the key of what it explains."""
    told = f"{words} ({key_words(key)})" if key else words
    return "<p>" + escape(told).replace("\n", "<br>") + "</p>"


def menu_words(words: str) -> str:
    """Text for a button or menu, in which `&` is no more than itself."""
    return words.replace("&", "&&")
