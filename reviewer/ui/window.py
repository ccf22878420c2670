"""The main window: top bar, clips, picture, a column for what is asked about, and notices."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from reviewer.domain.game import Game
from reviewer.session.accounts import Accounts, Then
from reviewer.session.games import Games
from reviewer.session.review import Review
from reviewer.ui.account_page import AccountPage, account_commands
from reviewer.ui.command_box import CommandBox
from reviewer.ui.drawer import Drawer
from reviewer.ui.find_page import FindPage
from reviewer.ui.games_page import GamesPage, game_commands
from reviewer.ui.health_page import HealthPage
from reviewer.ui.inspector import Inspector
from reviewer.ui.key_map import KeyMap, takes_text
from reviewer.ui.key_sheet import KeySheet
from reviewer.ui.keys import Command, commands, in_groups, palette_commands
from reviewer.ui.library_desk import LibraryDesk, library_commands
from reviewer.ui.main_menu import main_menu
from reviewer.ui.notice_bar import NoticeBar
from reviewer.ui.offline_page import OfflinePage
from reviewer.ui.palette_editor import PaletteEditor
from reviewer.ui.picture_pane import PicturePane
from reviewer.ui.pivot_page import PivotPage
from reviewer.ui.playlist_bar import PlaylistBar
from reviewer.ui.playlist_page import PlaylistPage, playlist_commands
from reviewer.ui.removal_dialog import RemovalDialog
from reviewer.ui.shots_page import ShotsPage
from reviewer.ui.side_panel import SidePanel
from reviewer.ui.status_bar import StatusBar
from reviewer.ui.surface import Surface, room_on_screen
from reviewer.ui.sync_page import SyncPage
from reviewer.ui.tag_desk import TagDesk
from reviewer.ui.theme import Theme
from reviewer.ui.top_bar import TopBar

_TAGS = "Tags"
_SYNC, _HEALTH, _OFFLINE = "Sync of this footage", "Game health", "Kept offline"
_ACCOUNT, _PLAYLIST = "Account", "Playlist"
"""Pages of the inspector."""

_FIND, _PIVOT, _SHOTS = "Find", "Pivot", "Shots"
"""Pages of the drawer."""


class MainWindow(QMainWindow):
    """One window on one session; it never closes by itself.

    Signals: `close_requested()`, `diagnostics_requested(Path)` with where to save them.
    """

    close_requested = Signal()
    diagnostics_requested = Signal(object)

    def __init__(
        self,
        review: Review,
        screen: QWidget,
        theme: Theme,
        more: tuple[Command, ...] = (),
        *,
        games: Games,
        accounts: Accounts | None = None,
    ) -> None:
        """`more` are commands about things beside the session. Without `accounts` nobody signs
        in or out.
        """
        super().__init__()
        self._review = review
        self._games = GamesPage(review, games, theme)
        self.news = NoticeBar(theme.tokens)
        self._accounts = accounts
        self._theme = theme
        self._top = TopBar(review, theme.tokens)
        self._side = SidePanel(review, theme)
        self._picture = PicturePane(review, screen, theme)
        self._sync = SyncPage(review, theme)
        self._desk = TagDesk(review, theme)
        self._health = HealthPage(review, theme.tokens)
        self._playlist = PlaylistPage(review, theme)
        self._playlist_bar = PlaylistBar(review, theme.tokens)
        self._inspector = Inspector(theme.tokens, self._playlist_bar)
        self._status = StatusBar(review, theme.tokens)
        self._drawer = Drawer(theme.tokens)
        finder = review.finder
        self._pivot = PivotPage(review.breakdown, theme)
        self._shots = ShotsPage(review, theme)
        self._find = FindPage(review, finder, theme) if finder is not None else None
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._middle = QStackedWidget()
        self._centre = QSplitter(Qt.Orientation.Vertical)
        self._arrange()
        mine = account_commands(accounts, self) if accounts is not None else ()
        lists = playlist_commands(review, self._playlist, self)
        care = review.care
        self.library = LibraryDesk(care, theme.tokens, self) if care is not None else None
        kept = library_commands(self.library) if self.library is not None else ()
        around = (*kept, *game_commands(games, self._games), *mine)
        self._table = in_groups((*commands(review, self), *lists, *around, *more))
        self._keys = KeyMap(self, self._table)
        review.palettes.reserve({key: each.title for each in self._table for key in each.keys})
        self._palette_keys = KeyMap(self, palette_commands(review))
        self._key_sheet = KeySheet(self._table, theme.tokens, self)
        self._palettes = PaletteEditor(review, theme, self)
        self._commands = CommandBox(self._table, theme.tokens, self)
        self._around: tuple[QWidget, ...] = ()
        """What gave way to the full screen."""
        self._connect()
        self._on_game(review.game)
        theme.dress(self)

    @property
    def table(self) -> tuple[Command, ...]:
        """Every command there is, with and without a key."""
        return self._table

    def save_layout(self) -> dict[str, str]:
        """Place of the window and width of its columns, to be kept as text."""
        return {
            "geometry": _text(self.saveGeometry()),
            "columns": _text(self._columns.saveState()),
            "centre": _text(self._centre.saveState()),
        }

    def restore_layout(self, layout: dict[str, str]) -> None:
        """Put the window where it was; what makes no sense changes nothing."""
        self.restoreGeometry(_bytes(layout.get("geometry", "")))
        self._columns.restoreState(_bytes(layout.get("columns", "")))
        self._centre.restoreState(_bytes(layout.get("centre", "")))

    def come_forward(self) -> None:
        """Be seen: not minimised, before other windows."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Hide for good."""
        self.hide()
        self._keys.let_go()
        self._palette_keys.let_go()

    def open_entry(self) -> None:
        """Show the games to choose from, or go back to the open one."""
        self._leave_full_screen()
        if self._middle.currentWidget() is self._games and self._review.game is not None:
            self._show_work()
        else:
            self._middle.setCurrentWidget(self._games)
            self._games.appear()

    def focus_search(self) -> None:
        """Let the user search the clips."""
        self._leave_full_screen()
        self._middle.setCurrentWidget(self._columns)
        self._side.focus_search()

    def open_goto(self) -> None:
        """Ask the user where to go."""
        self._middle.setCurrentWidget(self._columns)
        self._picture.open_field()

    def cycle_time(self) -> None:
        """Show the next of game clock, clip time and time of day."""
        self._picture.cycle_time()

    def nudge_frames(self, count: int) -> None:
        """Move the data against the footage by frames."""
        self._sync.nudge_frames(count)

    def nudge(self, by_ms: int) -> None:
        """Move the data against the footage."""
        self._sync.nudge(by_ms)

    def show_sync(self) -> None:
        """Show or hide how the footage on screen agrees with the data."""
        self._show_page(_SYNC)

    def show_health(self) -> None:
        """Show or hide what is wrong with the game."""
        self._show_page(_HEALTH)

    def show_offline(self) -> None:
        """Show or hide what is kept on this machine."""
        self._show_page(_OFFLINE)

    def show_account(self) -> None:
        """Show or hide who is signed in."""
        self._show_page(_ACCOUNT)

    def ask_removal(self) -> None:
        """Ask once whether all that is kept on this computer is to go."""
        if self._accounts is not None:
            dialog = RemovalDialog(self._theme.tokens, self)
            dialog.accepted.connect(partial(self._accounts.leave, Then.REMOVE))
            dialog.open()

    def show_find(self) -> None:
        """Let the user find clips in this game or in all."""
        if self._find is not None:
            self._leave_full_screen()
            self._drawer.show_page(_FIND)
            self._find.take_focus()

    def show_pivot(self) -> None:
        """Show or hide the clips of the game counted by any two things."""
        self._toggle_drawer(_PIVOT, self._pivot.take_focus)

    def show_shots(self) -> None:
        """Show or hide where the shots of the game were taken."""
        self._toggle_drawer(_SHOTS, self._shots.setFocus)

    def play_found(self) -> None:
        """Play what was found, one after another."""
        if self._review.finder is not None and self._drawer.page == _FIND:
            self._review.finder.play_all()

    def show_playlist(self) -> None:
        """Show or hide the playlist that is worked on."""
        self._show_page(_PLAYLIST)
        if self._playlist.isVisible():
            self._playlist.take_focus()

    def type_tag(self) -> None:
        """Let the user tag by name."""
        self._show_desk()
        self._desk.type_tag()

    def write_note(self) -> None:
        """Let the user write a note about the clip."""
        self._show_desk()
        self._desk.write_note()

    def edit_palettes(self) -> None:
        """Show where palettes are made and changed."""
        self._palettes.show()
        self._palettes.raise_()

    def toggle_full_screen(self) -> None:
        """The picture alone on the whole screen, and back."""
        self._middle.setCurrentWidget(self._columns)
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def step_back(self) -> None:
        """Leave the innermost of: key list, fields, pages, full screen, loading."""
        if self._key_sheet.isVisible():
            self._key_sheet.hide()
        elif self._picture.field_open:
            self._picture.close_field()
        elif self._middle.currentWidget() is self._games and not self._inspector.away:
            self._games.step_back()
        elif takes_text(QApplication.focusWidget()):
            self._side.clips.take_focus()
        elif self._inspector.away:
            self._inspector.close_page()
        elif self._drawer.isVisible():
            self._drawer.close_page()
        elif self.isFullScreen():
            self._leave_full_screen()
        elif self._review.clips.selected:
            self._review.clips.select(())
        else:
            self._review.playback.cancel()
            self._side.clips.take_focus()

    def show_keys(self) -> None:
        """Show or hide the list of keys, without stopping anything."""
        self._key_sheet.setVisible(not self._key_sheet.isVisible())

    def show_commands(self) -> None:
        """Ask which command to run."""
        self._commands.ask()

    def _arrange(self) -> None:
        size = self._theme.tokens.size
        self._centre.addWidget(self._picture)
        self._centre.addWidget(self._drawer)
        self._centre.setStretchFactor(0, 1)
        self._centre.setChildrenCollapsible(False)
        self._centre.setHandleWidth(1)
        self._columns.addWidget(self._side)
        self._columns.addWidget(self._centre)
        self._columns.setStretchFactor(1, 1)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        self._columns.setSizes([size.list_width, size.window_width - size.list_width])
        self._inspector.add_page(_TAGS, self._desk, home=True)
        self._inspector.add_page(_SYNC, self._sync)
        self._inspector.add_page(_HEALTH, self._health)
        self._inspector.add_page(_PLAYLIST, self._playlist)
        offline = self._review.offline
        if offline is not None:
            page = OfflinePage(self._review, offline, self._theme)
            self._inspector.add_page(_OFFLINE, page)
        if self._accounts is not None:
            account = AccountPage(self._accounts, self._theme)
            account.removal_requested.connect(self.ask_removal)
            self._inspector.add_page(_ACCOUNT, account)
        if self._find is not None:
            self._drawer.add_page(_FIND, self._find, "Ctrl+F")
        self._drawer.add_page(_PIVOT, self._pivot, "V")
        self._drawer.add_page(_SHOTS, self._shots, "S")
        body = Surface("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self.news)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._middle.addWidget(self._columns)
        self._middle.addWidget(self._games)
        middle.addWidget(self._middle, 1)
        middle.addWidget(self._inspector)
        column.addLayout(middle, 1)
        column.addWidget(self._status)
        self.setCentralWidget(body)
        wanted = QSize(size.window_width, size.window_height)
        self.resize(wanted.boundedTo(room_on_screen()))

    def _connect(self) -> None:
        self._theme.changed.connect(self._on_theme)
        self._review.palettes.changed.connect(self._on_palettes)
        self._review.game_changed.connect(self._on_game)
        self._drawer.shown.connect(self._on_drawer)
        self._desk.edit_requested.connect(self.edit_palettes)
        self._top.open_requested.connect(self.open_entry)
        self._games.left.connect(self._show_work)
        self._top.goto_requested.connect(self.open_goto)
        self._top.commands_requested.connect(self.show_commands)
        self._top.menu_requested.connect(self._on_menu)
        self._review.breakdown.playlist_wanted.connect(self._on_playlist_made)
        if self._review.finder is not None:
            self._review.finder.playlist_wanted.connect(self._on_playlist_made)
        self._playlist_bar.clicked.connect(self.show_playlist)
        self._status.keys_requested.connect(self.show_keys)
        self._status.health_requested.connect(self.show_health)
        self._picture.sync_requested.connect(self.show_sync)
        self._picture.field_left.connect(self._side.clips.take_focus)
        self._health.diagnostics_requested.connect(self.diagnostics_requested)
        self._picture.full_screen_requested.connect(self.toggle_full_screen)

    def _show_work(self) -> None:
        """The open game, in place of the games to choose from."""
        self._middle.setCurrentWidget(self._columns)
        self._side.clips.take_focus()

    def _leave_full_screen(self) -> None:
        if self.isFullScreen():
            self.toggle_full_screen()

    def _show_desk(self) -> None:
        self._leave_full_screen()
        if self._inspector.away or self._inspector.isHidden():
            self._inspector.toggle(_TAGS)

    def _show_page(self, title: str) -> None:
        """The column gives way in full screen, so that leaves it."""
        self._leave_full_screen()
        self._inspector.toggle(title)

    def _toggle_drawer(self, title: str, take_focus: Callable[[], None]) -> None:
        """The drawer gives way in full screen, so that leaves it."""
        self._leave_full_screen()
        self._drawer.toggle(title)
        if self._drawer.page == title:
            take_focus()

    def _on_drawer(self, page: str) -> None:
        if page:
            self._middle.setCurrentWidget(self._columns)
        self._review.breakdown.set_active(on=page == _PIVOT)
        if self._review.finder is not None:
            self._review.finder.set_active(on=page == _FIND)

    def _on_playlist_made(self) -> None:
        if not self._playlist.isVisible():
            self._show_page(_PLAYLIST)

    def _on_menu(self) -> None:
        main_menu(self._table, self).popup(self._top.menu_place())

    def _show_chrome(self, *, on: bool) -> None:
        chrome = (self._top, self._side, self._status, self._inspector, self._drawer)
        if not on:
            self._around = tuple(part for part in chrome if part.isVisible())
        for part in self._around:
            part.setVisible(on)
        self._picture.show_full_screen(on=not on)

    def _on_game(self, game: Game | None) -> None:
        self.setWindowTitle(f"{game.name} – Reviewer" if game is not None else "Reviewer")
        if game is not None:
            self._show_work()

    def _on_palettes(self) -> None:
        self._palette_keys.set_table(palette_commands(self._review))

    def _on_theme(self) -> None:
        self._theme.dress(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """The system, too, may take a window to full screen and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._show_chrome(on=not self.isFullScreen())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self._desk.flush()
        self.close_requested.emit()


def _text(state: QByteArray) -> str:
    return state.toBase64().toStdString()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode())
