"""The left column: the game's state, and its clips with their filter."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout

from reviewer.session.loader import GameFailed, GameLoading, GameState
from reviewer.session.review import Review
from reviewer.ui.clip_view import ClipView
from reviewer.ui.filter_bar import FilterBar
from reviewer.ui.keep_panel import KeepPanel
from reviewer.ui.message_panel import Message, MessagePanel, failure
from reviewer.ui.surface import Surface
from reviewer.ui.theme import Theme

_NO_CLIPS = Message("No clips yet", "ShotTracker has no footage of this game.", "Try again later.")
_NO_MATCH = Message(
    "No clip fits", "Nothing in this game matches the filters.", action="Clear filters"
)


class SidePanel(Surface):
    """Shows what the loader says, and the clip list once there is a game."""

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__("side")
        self._review = review
        self._state = MessagePanel(theme.tokens)
        self._keep = KeepPanel(review.offline, theme.tokens) if review.offline else None
        self._filter = FilterBar(review.clips, review.through, theme.tokens)
        self._clips = ClipView(review, theme)
        self._none = MessagePanel(theme.tokens)
        self._state.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._clips)
        self._stack.addWidget(self._none)
        self._arrange(theme)
        self._state.acted.connect(self._on_retry)
        self._state.dismissed.connect(self._state.hide)
        self._none.acted.connect(self._filter.clear)
        self._filter.left.connect(self._clips.take_focus)
        review.loader.changed.connect(self._on_loader)
        review.game_changed.connect(self._on_game)
        review.clips.changed.connect(self._on_clips)
        self._on_loader(review.loader.state)
        self._on_clips()

    @property
    def clips(self) -> ClipView:
        return self._clips

    def focus_search(self) -> None:
        """Let the user type what to search for."""
        if self._review.game is not None:
            self._filter.focus_search()

    def _arrange(self, theme: Theme) -> None:
        self.setMinimumWidth(theme.tokens.size.list_min_width)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._state)
        if self._keep is not None:
            self._keep.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            column.addWidget(self._keep)
        column.addWidget(self._filter)
        column.addWidget(self._stack, 1)
        column.addStretch()

    def _on_loader(self, state: GameState) -> None:
        has_game = self._review.game is not None
        self._state.setVisible(isinstance(state, GameLoading | GameFailed))
        if isinstance(state, GameLoading):
            self._state.show_message(Message(f"Loading game {state.event}…", progress=-1))
        elif isinstance(state, GameFailed):
            message = failure(state.error, f"Event {state.event}")
            self._state.show_message(message, can_dismiss=has_game)
        self._filter.setVisible(has_game)
        self._stack.setVisible(has_game)

    def _on_game(self) -> None:
        self._on_loader(self._review.loader.state)

    def _on_clips(self) -> None:
        clips = self._review.clips
        if not clips.shown:
            self._none.show_message(_NO_MATCH if clips.total else _NO_CLIPS)
        self._stack.setCurrentWidget(self._clips if clips.shown else self._none)

    def _on_retry(self) -> None:
        state = self._review.loader.state
        if isinstance(state, GameFailed):
            self._review.open_game(state.event)
