"""The right column: one page of explanation and remedy at a time, beside the work."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from reviewer.ui.surface import Surface
from reviewer.ui.text import KeyButton, Label
from reviewer.ui.tokens import Tokens


class Inspector(Surface):
    """Pages under their titles; hidden until one is asked for."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("inspector")
        self._titles: list[str] = []
        self._title = Label("title")
        self._close = KeyButton("Close", "Esc", tokens.space)
        self._close.setProperty("kind", "quiet")
        self._stack = QStackedWidget()
        self.setFixedWidth(tokens.size.inspector_width)
        space = tokens.space
        top = QHBoxLayout()
        top.setContentsMargins(space.m, space.s, space.xs, space.xs)
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack)
        self._close.clicked.connect(self.hide)
        self.hide()

    def add_page(self, title: str, page: QWidget) -> None:
        """Take in a page; it scrolls where it is too long."""
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        self._titles.append(title)
        self._stack.addWidget(scroll)

    def toggle(self, number: int) -> None:
        """Show the page of this number, or nothing where it is shown already."""
        shown = self.isVisible() and self._stack.currentIndex() == number
        self._stack.setCurrentIndex(number)
        self._title.setText(self._titles[number])
        self.setVisible(not shown)
