"""Where a game is asked for: its event id, or one of those opened before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from reviewer.domain.game import EventId
from reviewer.session.memory import RecentGame
from reviewer.session.review import Review
from reviewer.ui.surface import Surface
from reviewer.ui.text import KeyButton, Label, SplitButton, tip
from reviewer.ui.tokens import Spaces, Tokens

_MOST_RECENTS = 6


class RecentButton(SplitButton):
    """One game opened before. Signal: `picked(str)` with its event id."""

    picked = Signal(str)

    def __init__(self, recent: RecentGame, space: Spaces) -> None:
        super().__init__(recent.name, Label("small", recent.id), space)
        self._event = recent.id
        self.setProperty("kind", "recent")
        self.setToolTip(tip(f"{recent.name}\nEvent {recent.id}"))
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.picked.emit(self._event)


class OpenPanel(Surface):
    """Entry and recent games; opens them in the session. Signal: `left()` to be closed."""

    left = Signal()

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__("open_panel")
        self._review = review
        self._space = tokens.space
        self._close = KeyButton("Close", "Esc", tokens.space)
        self._close.setProperty("kind", "quiet")
        self._hint = Label("mute", "Type the event id from ShotTracker, then press Enter.")
        self._hint.setWordWrap(True)
        self._entry = QLineEdit(placeholderText="Event id")
        self._entry.setAccessibleName("Event id")
        self._open = QPushButton("Open")
        self._open.setProperty("kind", "primary")
        self._open.setEnabled(False)
        self._heading = Label("heading", "Recent games")
        self._recents = QVBoxLayout()
        self._recent_buttons: list[RecentButton] = []
        self._arrange(tokens)
        self._entry.textChanged.connect(self._on_text)
        self._entry.returnPressed.connect(self._on_submit)
        self._open.clicked.connect(self._on_submit)
        self._close.clicked.connect(self.left)
        review.recents_changed.connect(self._on_recents)
        self._on_recents()

    def take_focus(self) -> None:
        """Let the user type an event id."""
        self._close.setVisible(self._review.game is not None)
        self._entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._entry.selectAll()

    def _arrange(self, tokens: Tokens) -> None:
        space = tokens.space
        top = QHBoxLayout()
        top.addWidget(Label("title", "Open a game"))
        top.addStretch()
        top.addWidget(self._close)
        row = QHBoxLayout()
        row.setSpacing(space.s)
        row.addWidget(self._entry)
        row.addWidget(self._open)
        self._recents.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.l, space.m, space.l)
        column.setSpacing(space.s)
        column.addLayout(top)
        column.addWidget(self._hint)
        column.addLayout(row)
        column.addSpacing(space.xs)
        column.addWidget(self._heading)
        column.addLayout(self._recents)

    def _on_text(self, text: str) -> None:
        self._open.setEnabled(bool(text.strip()))

    def _on_submit(self) -> None:
        self._on_picked(self._entry.text())

    def _on_picked(self, event: str) -> None:
        if event.strip():
            self._review.open_game(EventId(event.strip()))

    def _on_recents(self) -> None:
        for shown in self._recent_buttons:
            shown.setParent(None)
            shown.deleteLater()
        self._recent_buttons.clear()
        recents = self._review.recents[:_MOST_RECENTS]
        for recent in recents:
            button = RecentButton(recent, self._space)
            button.picked.connect(self._on_picked)
            self._recents.addWidget(button)
            self._recent_buttons.append(button)
        self._heading.setVisible(bool(recents))
