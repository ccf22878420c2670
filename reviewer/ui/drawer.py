"""The drawer below the picture: wide pages about the whole game, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from reviewer.ui.surface import Surface, restyle
from reviewer.ui.text import KeyButton, Label, SplitButton, tip
from reviewer.ui.tokens import Tokens


class DrawerPage(QWidget):
    """A page of the drawer; it takes the keys itself where no part of it is better at that."""

    def take_focus(self) -> None:
        """Let the user work in it with keys."""
        self.setFocus()


class Drawer(Surface):
    """Pages behind tabs, known by their titles; hidden until one is asked for.

    Signal: `shown(str)` with the title of the page that came up, empty when the drawer closed.
    """

    shown = Signal(str)

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("drawer")
        self._space = tokens.space
        self._height = tokens.size.drawer_height
        self._makers: dict[str, Callable[[], DrawerPage]] = {}
        self._pages: dict[str, DrawerPage] = {}
        self._tabs: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        self._close = KeyButton("Close", "Esc", tokens.space)
        self._close.setProperty("kind", "quiet")
        self._close.clicked.connect(self.close_page)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(tokens.space.m, tokens.space.xs, tokens.space.xs, 0)
        self._row.setSpacing(tokens.space.xs)
        self._row.addStretch()
        self._row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self._stack, 1)
        self.setMinimumHeight(tokens.size.drawer_min_height)
        self.hide()

    @override
    def sizeHint(self) -> QSize:
        """As high whichever page is made first: the others are to have room too."""
        return super().sizeHint().expandedTo(QSize(0, self._height))

    @property
    def page(self) -> str:
        """The title of the page in sight; empty while the drawer is closed."""
        current = self._stack.currentWidget()
        titles = (title for title, page in self._pages.items() if page is current)
        return "" if self.isHidden() else next(titles, "")

    def add_page(self, title: str, make: Callable[[], DrawerPage], key: str = "") -> None:
        """Take in a page under a tab that carries its key; it is made when it is first shown."""
        tab = SplitButton(title, Label("cap", key), self._space) if key else QPushButton(title)
        tab.setProperty("kind", "tab")
        tab.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        tab.setToolTip(tip(title, key))
        tab.clicked.connect(self._on_tab)
        self._row.insertWidget(len(self._tabs), tab)
        self._tabs[title], self._makers[title] = tab, make

    def toggle(self, title: str) -> None:
        """Bring up a page, or close the drawer where it is in sight already."""
        if self.page == title:
            self.close_page()
        else:
            self.show_page(title)

    def show_page(self, title: str) -> None:
        """Bring up a page."""
        if title not in self._pages:
            self._pages[title] = self._makers[title]()
            self._stack.addWidget(self._pages[title])
        self._stack.setCurrentWidget(self._pages[title])
        self.show()
        for name, tab in self._tabs.items():
            restyle(tab, "on", name == title)
        self.shown.emit(title)

    def take_focus(self) -> None:
        """Let the user work with keys in the page that was brought up last."""
        page = self._stack.currentWidget()
        if isinstance(page, DrawerPage):
            page.take_focus()

    def close_page(self) -> None:
        """Close the drawer."""
        self.hide()
        self.shown.emit("")

    def _on_tab(self) -> None:
        tab = self.sender()
        self.show_page(next(title for title, each in self._tabs.items() if each is tab))
