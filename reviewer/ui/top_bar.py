"""The bar at the top: which game, its score, and the way to another one."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from reviewer.domain.game import Game
from reviewer.domain.moment import Moment
from reviewer.domain.score import Score
from reviewer.domain.season import final_score
from reviewer.session.playback_state import PlaybackState, Showing
from reviewer.session.review import Review
from reviewer.ui.surface import Surface
from reviewer.ui.text import ElidedLabel, KeyButton, Label, tip
from reviewer.ui.tokens import Tokens


class TopBar(Surface):
    """Names the game; the score is that of the frame on screen, else the final one.

    Signals: `menu_requested()`, `open_requested()`, `goto_requested()`, `commands_requested()`.
    """

    open_requested = Signal()
    goto_requested = Signal()
    commands_requested = Signal()
    menu_requested = Signal()

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__("top_bar")
        self._review = review
        self._visitors = ElidedLabel("title")
        self._at = Label("mute", "at")
        self._hosts = ElidedLabel("title")
        self._away = Label("away")
        self._dash = Label("mute", "–")
        self._home = Label("home")
        self._status = Label("mute")
        self._goto = KeyButton("Go to…", "G", tokens.space)
        self._open = KeyButton("Games", "Ctrl+O", tokens.space)
        self._commands = KeyButton("Commands", "Ctrl+K", tokens.space)
        self._menu = QPushButton("☰")
        self._menu.setProperty("kind", "quiet")
        self._menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu.setAccessibleName("Menu")
        self._menu.setToolTip(tip("Everything, by group"))
        self._arrange(tokens)
        self._goto.clicked.connect(self.goto_requested)
        self._open.clicked.connect(self.open_requested)
        self._commands.clicked.connect(self.commands_requested)
        self._menu.clicked.connect(self.menu_requested)
        review.game_changed.connect(self._on_game)
        review.playback.changed.connect(self._on_playback)
        review.playback.moment_changed.connect(self._on_moment)
        self._show_teams(review.game)
        self._show_score(None)

    def _arrange(self, tokens: Tokens) -> None:
        space = tokens.space
        self.setFixedHeight(tokens.size.top_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.s, 0, space.m, 0)
        row.setSpacing(space.xs)
        row.addWidget(self._menu)
        row.addSpacing(space.xs)
        for label in (self._visitors, self._at, self._hosts):
            row.addWidget(label)
        row.addSpacing(space.m)
        for label in (self._away, self._dash, self._home):
            row.addWidget(label)
        row.addSpacing(space.m)
        row.addWidget(self._status)
        row.addStretch()
        row.addWidget(self._goto)
        row.addSpacing(space.xs)
        row.addWidget(self._open)
        row.addSpacing(space.xs)
        row.addWidget(self._commands)

    def menu_place(self) -> QPoint:
        """Where the menu opens, on the screen."""
        return self._menu.mapToGlobal(QPoint(0, self._menu.height()))

    def _show_teams(self, game: Game | None) -> None:
        both = game is not None and game.home is not None and game.away is not None
        self._at.setVisible(both)
        self._hosts.setVisible(both)
        self._goto.setVisible(game is not None)
        if game is None:
            self._visitors.show_text("Reviewer")
        elif game.home is not None and game.away is not None:
            self._visitors.show_text(game.away.name)
            self._hosts.show_text(game.home.name)
        else:
            self._visitors.show_text(game.name)

    def _show_score(self, now: Score | None) -> None:
        game = self._review.game
        final = final_score(game) if game is not None else None
        score = now or final
        for label in (self._away, self._dash, self._home):
            label.setVisible(score is not None)
        if score is not None:
            self._away.setText(str(score.away))
            self._home.setText(str(score.home))
        status = game.status.replace("_", " ").capitalize() if game is not None else ""
        past = f" {final.away} – {final.home}" if now is not None and final is not None else ""
        self._status.setText(f"{status or 'Final'}{past}" if past else status)

    def _on_game(self, game: Game) -> None:
        self._show_teams(game)
        self._show_score(None)

    def _on_playback(self, state: PlaybackState) -> None:
        if not isinstance(state, Showing):
            self._show_score(None)

    def _on_moment(self, moment: Moment) -> None:
        self._show_score(moment.score)
