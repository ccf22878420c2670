"""The main window: top bar, clips, picture, a column for what is asked about, and notices."""

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

from reviewer.domain.game import EventId, Game
from reviewer.session.accounts import Accounts
from reviewer.session.games import Games
from reviewer.session.review import Review
from reviewer.ui.command_box import CommandBox
from reviewer.ui.games_page import GamesPage, game_commands
from reviewer.ui.key_map import KeyMap, takes_text
from reviewer.ui.key_sheet import KeySheet
from reviewer.ui.keys import Command, commands, in_groups, palette_commands
from reviewer.ui.library_desk import LibraryDesk, library_commands
from reviewer.ui.main_menu import main_menu
from reviewer.ui.notice_bar import NoticeBar
from reviewer.ui.pages import Pages
from reviewer.ui.picture_pane import PicturePane
from reviewer.ui.side_panel import SidePanel
from reviewer.ui.status_bar import StatusBar
from reviewer.ui.surface import Surface, room_on_screen
from reviewer.ui.theme import Theme
from reviewer.ui.top_bar import TopBar


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
        self._theme = theme
        self._top = TopBar(review, theme.tokens)
        self._side = SidePanel(review, theme)
        self._picture = PicturePane(review, screen, theme)
        self.pages = Pages(review, theme, accounts, self)
        self._status = StatusBar(review, theme.tokens)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._middle = QStackedWidget()
        self._centre = QSplitter(Qt.Orientation.Vertical)
        self._arrange()
        care = review.care
        self.library = LibraryDesk(care, theme.tokens, self) if care is not None else None
        kept = library_commands(self.library) if self.library is not None else ()
        around = (*self.pages.commands(), *kept, *game_commands(games, self._games), *more)
        self._table = in_groups((*commands(review, self, self.pages), *around))
        self._keys = KeyMap(self, self._table)
        review.palettes.reserve({key: each.title for each in self._table for key in each.keys})
        self._palette_keys = KeyMap(self, ())
        self._key_sheet: KeySheet | None = None
        self._commands = CommandBox(self._table, theme.tokens, self)
        self._around: tuple[QWidget, ...] = ()
        """What gave way to the full screen."""
        self._full = False
        self._shown: EventId | None = None
        """The game whose work was shown last."""
        self._connect()
        self._on_palettes()
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

    def show_work(self) -> None:
        """Show the open game, in place of the games to choose from."""
        self._show_columns()
        self._side.clips.take_focus()

    def open_entry(self) -> None:
        """Show the games to choose from, or go back to the open one."""
        self._leave_full_screen()
        if self._choosing and self._review.game is not None:
            self.show_work()
        else:
            self._show_middle(self._games)
            self._games.appear()

    def focus_search(self) -> None:
        """Let the user search the clips."""
        self._leave_full_screen()
        self._show_columns()
        self._side.focus_search()

    def open_goto(self) -> None:
        """Ask the user where to go."""
        self._show_columns()
        self._picture.open_field()

    def cycle_time(self) -> None:
        """Show the next of game clock, clip time and time of day."""
        self._picture.cycle_time()

    def toggle_full_screen(self) -> None:
        """The picture alone on the whole screen, and back."""
        self._show_columns()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def step_back(self) -> None:
        """Leave the innermost of: key list, fields, pages, full screen, loading."""
        if self._key_sheet is not None and self._key_sheet.isVisible():
            self._key_sheet.hide()
        elif self._picture.field_open:
            self._picture.close_field()
        elif self._choosing and self.pages.close_page():
            self._games.take_focus()
        elif self._choosing:
            self._games.step_back()
        elif takes_text(QApplication.focusWidget()) or self.pages.close_page():
            self._side.clips.take_focus()
        elif self.isFullScreen():
            self._leave_full_screen()
        elif self._review.clips.selected:
            self._review.clips.select(())
        else:
            self._review.playback.cancel()
            self._side.clips.take_focus()

    def show_keys(self) -> None:
        """Show or hide the list of keys, without stopping anything."""
        if self._key_sheet is None:
            self._key_sheet = KeySheet(self._table, self._theme.tokens, self)
            self._key_sheet.show_palette(palette_commands(self._review))
        self._key_sheet.setVisible(not self._key_sheet.isVisible())

    def show_commands(self) -> None:
        """Ask which command to run."""
        self._commands.ask()

    def _arrange(self) -> None:
        size = self._theme.tokens.size
        self._centre.addWidget(self._picture)
        self._centre.addWidget(self.pages.drawer)
        self._centre.setStretchFactor(0, 1)
        self._centre.setChildrenCollapsible(False)
        self._centre.setHandleWidth(1)
        self._columns.addWidget(self._side)
        self._columns.addWidget(self._centre)
        self._columns.setStretchFactor(1, 1)
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(1)
        self._columns.setSizes([size.list_width, size.window_width - size.list_width])
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
        middle.addWidget(self.pages.inspector)
        column.addLayout(middle, 1)
        column.addWidget(self._status)
        self.setCentralWidget(body)
        wanted = QSize(size.window_width, size.window_height)
        self.resize(wanted.boundedTo(room_on_screen()))

    def _connect(self) -> None:
        self._theme.changed.connect(self._on_theme)
        self._review.palettes.changed.connect(self._on_palettes)
        self._review.game_changed.connect(self._on_game)
        self.pages.coming.connect(self._leave_full_screen)
        self.pages.work_wanted.connect(self._show_columns)
        self.pages.diagnostics_requested.connect(self.diagnostics_requested)
        self._top.open_requested.connect(self.open_entry)
        self._games.left.connect(self.show_work)
        self._top.goto_requested.connect(self.open_goto)
        self._top.commands_requested.connect(self.show_commands)
        self._top.menu_requested.connect(self._on_menu)
        self._status.keys_requested.connect(self.show_keys)
        self._status.health_requested.connect(self.pages.show_health)
        self._picture.sync_requested.connect(self.pages.show_sync)
        self._picture.field_left.connect(self._side.clips.take_focus)
        self._picture.full_screen_requested.connect(self.toggle_full_screen)

    @property
    def _choosing(self) -> bool:
        """Whether the games to choose from are shown."""
        return self._middle.currentWidget() is self._games

    def _leave_full_screen(self) -> None:
        if self.isFullScreen():
            self.toggle_full_screen()

    def _show_columns(self) -> None:
        self._show_middle(self._columns)

    def _show_middle(self, widget: QWidget) -> None:
        self._middle.setCurrentWidget(widget)
        self._show_home()

    def _show_home(self) -> None:
        """Where games are chosen there is no clip to tag."""
        if not self.isFullScreen():
            self.pages.inspector.set_home(on=not self._choosing)

    def _on_menu(self) -> None:
        main_menu(self._table, self).popup(self._top.menu_place())

    def _show_chrome(self, *, on: bool) -> None:
        pages = (self.pages.inspector, self.pages.drawer)
        chrome = (self._top, self._side, self._status, *pages)
        if not on:
            self._around = tuple(part for part in chrome if part.isVisible())
        for part in self._around:
            part.setVisible(on)
        self._show_home()
        self._picture.show_full_screen(on=not on)
        if on:
            self._side.clips.take_focus()
        else:
            self._picture.setFocus()  # what is hidden would hand the keys to any button

    def _on_game(self, game: Game | None) -> None:
        """Another game is shown; a sentence that somebody writes is not broken off for it."""
        self.setWindowTitle(f"{game.name} – Reviewer" if game is not None else "Reviewer")
        if game is None or game.id == self._shown:
            return
        self._shown = game.id
        focus = QApplication.focusWidget()
        if takes_text(focus) and not self._games.isAncestorOf(focus):
            self._show_columns()
        else:
            self.show_work()

    def _on_palettes(self) -> None:
        table = palette_commands(self._review)
        self._palette_keys.set_table(table)
        if self._key_sheet is not None:
            self._key_sheet.show_palette(table)

    def _on_theme(self) -> None:
        self._theme.dress(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        """The system, too, may take a window to full screen and back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self._full != self.isFullScreen():
            self._full = not self._full
            self._show_chrome(on=not self._full)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.pages.flush()
        self.close_requested.emit()


def _text(state: QByteArray) -> str:
    return state.toBase64().toStdString()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode())
