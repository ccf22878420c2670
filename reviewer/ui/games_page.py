"""The games of the account: by day, searched as one types, and the one way to open any."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from reviewer.domain.game import EventId
from reviewer.domain.season import SeasonGame, View
from reviewer.session.games import Games
from reviewer.session.loader import GameFailed, GameLoading, GameState
from reviewer.session.review import Review
from reviewer.ui.clip_view import ClipListView
from reviewer.ui.filter_bar import FilterChip
from reviewer.ui.game_delegate import GameDelegate
from reviewer.ui.game_model import GameModel
from reviewer.ui.games_footer import FURTHER, GamesFooter
from reviewer.ui.keys import Command
from reviewer.ui.list_keys import moved_in
from reviewer.ui.message_panel import Message, MessagePanel, failure
from reviewer.ui.row_model import ITEM
from reviewer.ui.surface import Surface
from reviewer.ui.switch_chip import SwitchChip
from reviewer.ui.text import KeyButton, Label
from reviewer.ui.theme import Theme

_BY_ID = ("Shift+Return",)
_HINT = "Search teams, dates, places, or paste an event id"
_NOTHING = Message("No games here", "The schedule lists none.", "Earlier games may be there.")
_NO_MATCH = Message("No game fits", "Nothing in the schedule matches.", action="Clear search")


def game_commands(games: Games, page: "GamesPage") -> tuple[Command, ...]:
    """What can be done about games while they are in sight."""
    return (
        Command("Library", "Open the typed event id", _BY_ID, page.open_typed, in_text=True),
        Command("Library", "Earlier or later games", (FURTHER,), games.go_further, in_text=True),
    )


class GamesPage(Surface):
    """Shows the account's games and opens them. Signal: `left()` to go back to the open game."""

    left = Signal()

    def __init__(self, review: Review, games: Games, theme: Theme) -> None:
        super().__init__("games_page")
        self._review = review
        self._games = games
        self._search = QLineEdit(
            placeholderText="Search teams, dates, places, or paste an event id"
        )
        self._search.setAccessibleName("Search games")
        self._by_id = KeyButton("Open as an event id", *_BY_ID, theme.tokens.space)
        self._back = KeyButton("Back to the game", "Esc", theme.tokens.space)
        self._back.setProperty("kind", "quiet")
        self._views = {view: SwitchChip(view.value) for view in View}
        self._team = FilterChip("teams", "Team", theme.tokens.size.chip_max_width)
        self._state = MessagePanel(theme.tokens)
        self._trouble = MessagePanel(theme.tokens)
        self._model = GameModel(games.zone, self)
        self._delegate = GameDelegate(theme, lambda: games.now, self._is_kept)
        self._list = ClipListView()
        self._none = MessagePanel(theme.tokens, centred=True)
        self._stack = QStackedWidget()
        self._footer = GamesFooter(games, theme.tokens)
        self._theme = theme
        self._arrange()
        self._set_up_list()
        self._connect()
        self._on_games()
        self._on_loader(review.loader.state)

    def appear(self) -> None:
        """Be ready to be typed into, with what is near today asked anew."""
        self._back.setVisible(self._review.game is not None)
        self.take_focus()
        self._search.selectAll()
        self._select(0)
        self._games.refresh()

    def take_focus(self) -> None:
        """Give the search the keys."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step_back(self) -> None:
        """Clear the search; without one go back to the open game."""
        if self._search.text():
            self._search.clear()
        elif self._review.game is not None:
            self.left.emit()

    def _arrange(self) -> None:
        space, size = self._theme.tokens.space, self._theme.tokens.size
        column = QVBoxLayout()
        column.setContentsMargins(0, space.l, 0, 0)
        column.setSpacing(space.s)
        top = QHBoxLayout()
        top.addWidget(Label("large", "Games"))
        top.addStretch()
        top.addWidget(self._back)
        column.addLayout(top)
        column.addWidget(self._search)
        column.addLayout(self._chips(space.s))
        self._state.setObjectName("games_state")
        self._trouble.setObjectName("games_trouble")
        for panel in (self._state, self._trouble):
            column.addWidget(panel)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._none)
        column.addWidget(self._stack, 1)
        column.addWidget(self._footer)
        middle = QWidget()
        middle.setMaximumWidth(size.games_width)
        middle.setLayout(column)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.xl, 0, space.xl, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)  # all the room there is, up to its greatest width
        row.addStretch(1)

    def _chips(self, spacing_px: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(spacing_px)
        for chip in self._views.values():
            chip.setAutoExclusive(True)
            row.addWidget(chip)
        row.addWidget(self._team)
        row.addStretch()
        row.addWidget(self._by_id)
        return row

    def _set_up_list(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName("Games")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _connect(self) -> None:
        games, review = self._games, self._review
        games.changed.connect(self._on_games)
        review.loader.changed.connect(self._on_loader)
        self._search.textChanged.connect(self._on_typed)
        self._search.returnPressed.connect(self._on_submit)
        self._by_id.clicked.connect(self.open_typed)
        self._back.clicked.connect(self.left)
        for chip in self._views.values():
            chip.clicked.connect(self._on_view)
        self._team.picked.connect(self._on_team)
        self._list.clicked.connect(self._on_activated)
        self._list.moved.connect(self._on_moved)
        self._list.verticalScrollBar().valueChanged.connect(self._on_moved)
        self._state.acted.connect(self._on_retry)
        self._state.dismissed.connect(self._state.hide)
        self._trouble.acted.connect(games.retry)
        self._none.acted.connect(self._search.clear)
        self._theme.changed.connect(self._on_theme)
        if review.offline is not None:
            review.offline.games_changed.connect(self._list.viewport().update)

    def _is_kept(self, event: EventId) -> bool:
        offline = self._review.offline
        kept = () if offline is None else offline.games
        return any(game.event == event and game.done for game in kept)

    def _select(self, row: int) -> None:
        """The game at or after a row; the title above the first one stays in sight."""
        found = self._model.next_game(row, 1)
        if found >= 0:
            self._list.setCurrentIndex(self._model.index(found))
        if row == 0:
            self._list.scrollToTop()

    def _open(self, event: str) -> None:
        if event.strip():
            self._games.choose(EventId(event.strip()))

    def open_typed(self) -> None:
        """Open the game whose event id stands in the search."""
        if self.isVisible():
            self._open(self._search.text())

    def _on_games(self) -> None:
        wanted = self._games.wanted
        chosen = self._model.game(self._list.currentIndex().row())
        self._model.show_sections(self._games.sections, self._games.now)
        if not self._list.currentIndex().isValid():
            self._select_game(chosen)
        self._stack.setCurrentWidget(self._list if self._model.rowCount() else self._none)
        self._none.show_message(_NO_MATCH if wanted.text or wanted.teams else self._empty())
        for view, chip in self._views.items():
            chip.setChecked(view is wanted.view)
        self._team.show_choices(self._games.teams, frozenset(wanted.teams))
        self._show_trouble()
        self._show_by_id()
        self._on_moved()

    def _select_game(self, chosen: SeasonGame | None) -> None:
        rows = range(self._model.rowCount())
        same = (row for row in rows if chosen is not None and self._id(row) == chosen.id)
        self._select(next(same, 0))

    def _id(self, row: int) -> EventId | None:
        game = self._model.game(row)
        return None if game is None else game.id

    def _empty(self) -> Message:
        if self._games.loading:
            return Message("Asking for the schedule…", progress=-1)
        return _NOTHING

    def _show_trouble(self) -> None:
        failed = self._games.failures
        self._trouble.setVisible(bool(failed))
        if failed and failed[0].error is not None:
            told = failure(failed[0].error, "The schedule")
            self._trouble.show_message(replace(told, fine_print=self._footer.words_of(failed)))

    def _show_by_id(self) -> None:
        """Anything without a blank may be an id; it is offered where it looks like one."""
        text = self._search.text().strip()
        looks = bool(text) and " " not in text
        digits = any(letter.isdigit() for letter in text)
        self._by_id.setVisible(looks and (digits or not self._model.rowCount()))

    def _on_loader(self, state: GameState) -> None:
        self._state.setVisible(isinstance(state, GameLoading | GameFailed))
        if isinstance(state, GameLoading):
            game = self._games.game(state.event)
            name = game.name if game is not None else f"game {state.event}"
            self._state.show_message(Message(f"Loading {name}…", progress=-1))
        elif isinstance(state, GameFailed):
            message = failure(state.error, f"Event {state.event}")
            self._state.show_message(message, can_dismiss=True)

    def _on_retry(self) -> None:
        state = self._review.loader.state
        if isinstance(state, GameFailed):
            self._review.open_game(state.event)

    def _on_typed(self, text: str) -> None:
        self._games.look_for(replace(self._games.wanted, text=text))
        self._select(0)

    def _on_submit(self) -> None:
        """A known id opens its game, whatever else fits; else the row that is marked."""
        typed = self._search.text().strip()
        row = self._list.currentIndex().row()
        chosen = self._id(row) if self._model.rowCount() else None
        self._open(typed if self._games.game(EventId(typed)) else chosen or typed)

    def _on_view(self) -> None:
        chosen = next(view for view, chip in self._views.items() if chip.isChecked())
        self._games.look_for(replace(self._games.wanted, view=chosen))
        self._select(0)

    def _on_team(self, _field: str, teams: frozenset[Any]) -> None:
        self._games.look_for(replace(self._games.wanted, teams=teams))
        self._select(0)

    def _on_activated(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if isinstance(item, SeasonGame):
            self._open(item.id)

    def _on_moved(self) -> None:
        """Of what can be seen the scores are wanted."""
        if not self.isVisible():
            return
        view = self._list.viewport().rect()
        first = max(self._list.indexAt(QPoint(0, 0)).row(), 0)
        bottom = self._list.indexAt(view.bottomLeft()).row()
        last = bottom if bottom >= 0 else self._model.rowCount() - 1
        ids = (self._id(row) for row in range(first, last + 1))
        self._games.want_scores([event for event in ids if event is not None])

    def _on_theme(self) -> None:
        self._delegate.update_look()
        self._list.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The search has the focus; what moves in a list moves in the list."""
        if not moved_in(self._list, event):
            super().keyPressEvent(event)
