"""A line below the top bar: what happened while nobody looked, and the one thing to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout

from reviewer.ui.surface import Surface
from reviewer.ui.text import ElidedLabel, Label
from reviewer.ui.tokens import Tokens


@dataclass(frozen=True, slots=True)
class News:
    """What to say; `more` are further lines, `action` names what `act` does."""

    title: str
    sentence: str
    action: str
    act: Callable[[], object]
    more: str = ""


class NoticeBar(Surface):
    """Shows one piece of news after another; hidden while there is none."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("notice_bar")
        self._waiting: list[News] = []
        self._title = Label("strong")
        self._sentence = ElidedLabel("mute")
        self._more = Label("mute")
        self._more.setWordWrap(True)
        self._action = QPushButton()
        self._dismiss = QPushButton("Dismiss")
        space = tokens.space
        row = QHBoxLayout()
        row.setSpacing(space.s)
        row.addWidget(self._title)
        row.addWidget(self._sentence, 1)
        for button in (self._action, self._dismiss):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.l, space.xs, space.m, space.xs)
        column.addLayout(row)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._more)
        self._scroll.setWidgetResizable(True)
        self._scroll.setMaximumHeight(tokens.size.news_height)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._scroll)
        self._action.clicked.connect(self._on_action)
        self._dismiss.clicked.connect(self._on_dismiss)
        self.hide()

    def tell(self, news: News) -> None:
        """Show this, after what is shown already."""
        self._waiting.append(news)
        self._show_first()

    def _show_first(self) -> None:
        self.setVisible(bool(self._waiting))
        if self._waiting:
            news = self._waiting[0]
            self._title.setText(news.title)
            self._sentence.show_text(news.sentence)
            self._more.setText(news.more)
            self._scroll.setVisible(bool(news.more))
            self._action.setText(news.action)

    def _on_action(self) -> None:
        self._waiting[0].act()

    def _on_dismiss(self) -> None:
        del self._waiting[0]
        self._show_first()
