"""How far the list of games reaches, and the way further."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from reviewer.domain.season import View, day_words
from reviewer.domain.times import WallMs
from reviewer.session.games import Games, Piece
from reviewer.ui.surface import Surface
from reviewer.ui.text import KeyButton, Label
from reviewer.ui.tokens import Tokens

FURTHER = "Ctrl+E"
_DAY_MS = 86_400_000


class GamesFooter(Surface):
    """Stands below the list."""

    def __init__(self, games: Games, tokens: Tokens) -> None:
        super().__init__("games_footer")
        self._games = games
        self._reach = Label("small")
        self._progress = QProgressBar(textVisible=False)
        self._progress.setRange(0, 0)
        keeps_room = self._progress.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(keeps_room)
        space = tokens.space
        self._buttons = {
            view: KeyButton(words, FURTHER, space)
            for view, words in ((View.PLAYED, "Earlier games"), (View.UPCOMING, "Later games"))
        }
        row = QHBoxLayout()
        row.setContentsMargins(space.m, space.s, 0, space.m)
        row.addWidget(self._reach)
        row.addStretch()
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(games.go_further)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._progress)
        column.addLayout(row)
        games.changed.connect(self._on_changed)
        self._on_changed()

    def words_of(self, pieces: Sequence[Piece]) -> str:
        """`24 Oct to 23 Nov`, for each piece."""
        return " · ".join(
            f"{self._day(piece.span.start)} to {self._day(WallMs(piece.span.end - _DAY_MS))}"
            for piece in sorted(pieces, key=lambda piece: piece.number)
        )

    def _day(self, moment: WallMs) -> str:
        return day_words(moment, self._games.now, self._games.zone)

    def _on_changed(self) -> None:
        upcoming = self._games.wanted.view is View.UPCOMING
        reach = self._games.reach
        words = ""
        if reach is not None and upcoming:
            words = f"Up to {self._day(WallMs(reach.span.end - _DAY_MS))}"
        elif reach is not None:
            words = f"Back to {self._day(reach.span.start)}"
        self._reach.setText(words)
        self._progress.setVisible(self._games.loading)
        can = reach is not None and not reach.loading and reach.error is None
        for view, button in self._buttons.items():
            button.setVisible(view is self._games.wanted.view)
            button.setEnabled(can)
