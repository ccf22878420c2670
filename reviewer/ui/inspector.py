"""The right column: one page at a time beside the work, and a home page that others give way to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from reviewer.ui.surface import Surface
from reviewer.ui.text import KeyButton, Label
from reviewer.ui.tokens import Tokens


class Inspector(Surface):
    """Pages known by their titles. The home page, where there is one, is shown from the start.

    It comes back when another page is closed; without one the column hides then.
    """

    def __init__(self, tokens: Tokens, foot: QWidget | None = None) -> None:
        """`foot` stays below every page."""
        super().__init__("inspector")
        self._pages: dict[str, QWidget] = {}
        self._home: str | None = None
        self._with_home = True
        self._title = Label("title")
        self._close = KeyButton("Close", "Esc", tokens.space)
        self._close.setProperty("kind", "quiet")
        self._stack = QStackedWidget()
        self.setFixedWidth(tokens.size.inspector_width)
        space = tokens.space
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(space.m, space.s, space.xs, space.xs)
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self._stack, 1)
        if foot is not None:
            column.addWidget(foot)
        self._close.clicked.connect(self.close_page)
        self.hide()

    @property
    def away(self) -> bool:
        """Whether another page than the home page is shown."""
        return not self.isHidden() and self._stack.currentWidget() is not self._home_page()

    def add_page(self, title: str, page: QWidget, *, home: bool = False) -> None:
        """Take in a page; it scrolls where it is too long. A home page brings its own title."""
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        self._pages[title] = scroll
        self._stack.addWidget(scroll)
        if home:
            self._home = title
            self._show(title)

    def set_home(self, *, on: bool) -> None:
        """Whether the home page has its place here; without it the column hides in its stead."""
        self._with_home = on
        if not self.away:
            self.setVisible(on)

    def toggle(self, title: str) -> None:
        """Show a page, or close it where it is shown already."""
        if not self.isHidden() and self._stack.currentWidget() is self._pages[title]:
            self.close_page()
        else:
            self._show(title)

    def close_page(self) -> None:
        """Go back to the home page; from there, or without one, hide."""
        if self._home is not None and self.away:
            self._show(self._home)
            self.setVisible(self._with_home)
        else:
            self.hide()

    def _home_page(self) -> QWidget | None:
        return self._pages[self._home] if self._home is not None else None

    def _show(self, title: str) -> None:
        self._stack.setCurrentWidget(self._pages[title])
        self._title.setText(title)
        self._top.setVisible(title != self._home)
        self.show()
