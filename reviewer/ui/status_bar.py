"""The line at the bottom: what could not be had, what was noticed, and where the keys are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from reviewer.domain.game import Game, Missing
from reviewer.session.review import Review
from reviewer.ui.surface import Surface
from reviewer.ui.text import ElidedLabel, Label, tip
from reviewer.ui.tokens import Tokens


class StatusBar(Surface):
    """Shows notices and counts. Signal: `keys_requested()`."""

    keys_requested = Signal()

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__("status_bar")
        self._review = review
        self._missing = ElidedLabel("warn")
        self._notice = ElidedLabel("small")
        self._counts = Label("small")
        self._keys = QPushButton("? keys")
        self._keys.setProperty("kind", "quiet")
        self._keys.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._keys.setToolTip(tip("List of keys", "?"))
        self._arrange(tokens)
        self._keys.clicked.connect(self.keys_requested)
        review.game_changed.connect(self._on_game)
        review.noticed.connect(self._notice.show_text)
        review.clips.changed.connect(self._on_clips)

    def _arrange(self, tokens: Tokens) -> None:
        self.setFixedHeight(tokens.size.status_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space.m, 0, tokens.space.s, 0)
        row.setSpacing(tokens.space.l)
        row.addWidget(self._missing)
        row.addWidget(self._notice, 1)
        row.addWidget(self._counts)
        row.addWidget(self._keys)

    def _on_game(self, game: Game) -> None:
        self._missing.show_text(
            " · ".join(f"{gap.what}: {gap.why}" for gap in game.missing),
            "\n".join(map(_told_in_full, game.missing)),
        )
        self._missing.setVisible(bool(game.missing))

    def _on_clips(self) -> None:
        bad = sum(row.why_not is not None for row in self._review.clips.shown)
        self._counts.setText(f"{bad} cannot play" if bad else "")


def _told_in_full(gap: Missing) -> str:
    request = f" (request id {gap.request_id})" if gap.request_id else ""
    return f"{gap.what}: {gap.why}{request}"
