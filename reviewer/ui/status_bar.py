"""The line at the bottom: what could not be had, what was noticed, and the game's health."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from reviewer.domain.counted import counted
from reviewer.domain.game import Game, Missing
from reviewer.domain.health import Severity
from reviewer.session.review import Review
from reviewer.ui.surface import Surface, restyle
from reviewer.ui.text import ElidedLabel, Label, tip
from reviewer.ui.tokens import Tokens


class StatusBar(Surface):
    """Shows notices and counts. Signals: `keys_requested()`, `health_requested()`."""

    keys_requested = Signal()
    health_requested = Signal()

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__("status_bar")
        self._review = review
        self._missing = ElidedLabel("warn")
        self._watching = Label("warn", "▲ Nothing is saved")
        self._watching.setVisible(review.care is not None and review.care.trouble is not None)
        self._notice = ElidedLabel("small")
        self._counts = Label("small")
        self._health = _quiet("", tip("Game health", "H"))
        self._health.hide()
        self._keys = _quiet("? keys", tip("List of keys", "?"))
        self._arrange(tokens)
        self._keys.clicked.connect(self.keys_requested)
        self._health.clicked.connect(self.health_requested)
        review.times_changed.connect(self._on_times)
        review.game_changed.connect(self._on_game)
        review.noticed.connect(self._notice.show_text)
        review.clips.changed.connect(self._on_clips)

    def _arrange(self, tokens: Tokens) -> None:
        self.setFixedHeight(tokens.size.status_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space.m, 0, tokens.space.s, 0)
        row.setSpacing(tokens.space.l)
        row.addWidget(self._watching)
        row.addWidget(self._missing)
        row.addWidget(self._notice, 1)
        row.addWidget(self._counts)
        row.addWidget(self._health)
        row.addWidget(self._keys)

    def _on_game(self, game: Game) -> None:
        self._missing.show_text(
            " · ".join(f"{gap.what}: {gap.why}" for gap in game.missing),
            "\n".join(map(_told_in_full, game.missing)),
        )
        self._missing.setVisible(bool(game.missing))

    def _on_times(self) -> None:
        count = sum(item.severity is not Severity.NOTE for item in self._review.findings)
        self._health.setText(
            f"▲ {counted(count, 'thing')} to check" if count else "✓ Nothing to check"
        )
        restyle(self._health, "state", "warn" if count else "")
        self._health.show()

    def _on_clips(self) -> None:
        bad = sum(row.why_not is not None for row in self._review.clips.shown)
        self._counts.setText(f"{bad} cannot play" if bad else "")


def _quiet(words: str, explained: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("kind", "quiet")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(explained)
    return button


def _told_in_full(gap: Missing) -> str:
    request = f" (request id {gap.request_id})" if gap.request_id else ""
    return f"{gap.what}: {gap.why}{request}"
