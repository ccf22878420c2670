"""The pages beside the picture and below it: which there are, and how each comes and goes."""

from functools import cached_property, partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.session.accounts import Accounts, Then
from reviewer.session.review import Review
from reviewer.ui.account_page import AccountPage, account_commands
from reviewer.ui.drawer import Drawer
from reviewer.ui.find_page import FindPage
from reviewer.ui.health_page import HealthPage
from reviewer.ui.inspector import Inspector
from reviewer.ui.key_map import takes_text
from reviewer.ui.keys import Command
from reviewer.ui.offline_page import OfflinePage
from reviewer.ui.palette_editor import PaletteEditor
from reviewer.ui.pivot_page import PivotPage
from reviewer.ui.playlist_bar import PlaylistBar
from reviewer.ui.playlist_page import PlaylistPage, playlist_commands
from reviewer.ui.removal_dialog import RemovalDialog
from reviewer.ui.shots_page import ShotsPage
from reviewer.ui.sync_page import SyncPage
from reviewer.ui.tag_desk import TagDesk
from reviewer.ui.theme import Theme

_TAGS = "Tags"
_SYNC, _HEALTH, _OFFLINE = "Sync of this footage", "Game health", "Kept offline"
_ACCOUNT, _PLAYLIST = "Account", "Playlist"
"""Pages of the inspector."""

_FIND, _PIVOT, _SHOTS = "Find", "Pivot", "Shots"
"""Pages of the drawer."""


class Pages(QObject):
    """Fills the `inspector` and the `drawer`, and shows what is asked for in them.

    What is wide, or a window of its own, is made when it is first asked for, not at the start.

    Signals: `coming()` before a page comes, `work_wanted()` where it is about the open game, and
    `diagnostics_requested(Path)` with where to save them.
    """

    coming = Signal()
    work_wanted = Signal()
    diagnostics_requested = Signal(object)

    def __init__(
        self, review: Review, theme: Theme, accounts: Accounts | None, window: QWidget
    ) -> None:
        """Without `accounts` nobody signs in or out."""
        super().__init__(window)
        self._review = review
        self._theme = theme
        self._accounts = accounts
        self._window = window
        bar = PlaylistBar(review, theme.tokens)
        self.inspector = Inspector(theme.tokens, bar)
        self.drawer = Drawer(theme.tokens)
        self._desk = TagDesk(review, theme)
        self._sync = SyncPage(review, theme)
        self._health = HealthPage(review, theme.tokens)
        self._playlist = PlaylistPage(review, theme)
        self._fill_inspector()
        self._fill_drawer()
        bar.clicked.connect(self.show_playlist)
        self._connect()

    def commands(self) -> tuple[Command, ...]:
        """What can be asked of pages, beside showing them."""
        mine = account_commands(self._accounts, self) if self._accounts is not None else ()
        return (*playlist_commands(self._review, self._playlist, self), *mine)

    def nudge_frames(self, count: int) -> None:
        """Move the data against the footage by frames."""
        self._sync.nudge_frames(count)

    def nudge(self, by_ms: int) -> None:
        """Move the data against the footage."""
        self._sync.nudge(by_ms)

    def show_sync(self) -> None:
        """Show or hide how the footage on screen agrees with the data."""
        self._toggle(_SYNC)

    def show_health(self) -> None:
        """Show or hide what is wrong with the game."""
        self._toggle(_HEALTH)

    def show_offline(self) -> None:
        """Show or hide what is kept on this machine."""
        self._toggle(_OFFLINE)

    def show_account(self) -> None:
        """Show or hide who is signed in."""
        self._toggle(_ACCOUNT)

    def ask_removal(self) -> None:
        """Ask once whether all that is kept on this computer is to go."""
        if self._accounts is not None:
            dialog = RemovalDialog(self._theme.tokens, self._window)
            dialog.accepted.connect(partial(self._accounts.leave, Then.REMOVE))
            dialog.open()

    def show_playlist(self) -> None:
        """Show or hide the playlist that is worked on."""
        self._toggle(_PLAYLIST)
        if self._playlist.isVisible():
            self._playlist.take_focus()

    def show_find(self) -> None:
        """Let the user find clips in this game or in all."""
        if self._review.finder is not None:
            self.coming.emit()
            self.drawer.show_page(_FIND)
            self.drawer.take_focus()

    def play_found(self) -> None:
        """Play what was found, one after another; a key typed into another field is not for it."""
        focus = QApplication.focusWidget()
        elsewhere = takes_text(focus) and not self.drawer.isAncestorOf(focus)
        if self._review.finder is not None and self.drawer.page == _FIND and not elsewhere:
            self._review.finder.play_all()

    def show_pivot(self) -> None:
        """Show or hide the clips of the game counted by any two things."""
        self._toggle_drawer(_PIVOT)

    def show_shots(self) -> None:
        """Show or hide where the shots of the game were taken."""
        self._toggle_drawer(_SHOTS)

    def type_tag(self) -> None:
        """Let the user tag by name."""
        self._show_desk()
        self._desk.type_tag()

    def write_note(self) -> None:
        """Let the user write a note about the clip."""
        self._show_desk()
        self._desk.write_note()

    @cached_property
    def _palettes(self) -> PaletteEditor:
        return PaletteEditor(self._review, self._theme, self._window)

    def edit_palettes(self) -> None:
        """Show where palettes are made and changed."""
        self._palettes.show()
        self._palettes.raise_()

    def close_page(self) -> bool:
        """Close the page that was opened last but for the home page; whether there was one."""
        if self.inspector.away:
            self.inspector.close_page()
        elif self.drawer.isVisible():
            self.drawer.close_page()
        else:
            return False
        return True

    def flush(self) -> None:
        """Keep what is being written."""
        self._desk.flush()
        self._playlist.flush()

    def _fill_inspector(self) -> None:
        self.inspector.add_page(_TAGS, self._desk, home=True)
        self.inspector.add_page(_SYNC, self._sync)
        self.inspector.add_page(_HEALTH, self._health)
        self.inspector.add_page(_PLAYLIST, self._playlist)
        offline = self._review.offline
        if offline is not None:
            page = OfflinePage(self._review, offline, self._theme)
            self.inspector.add_page(_OFFLINE, page)
        if self._accounts is not None:
            account = AccountPage(self._accounts, self._theme)
            account.removal_requested.connect(self.ask_removal)
            self.inspector.add_page(_ACCOUNT, account)

    def _fill_drawer(self) -> None:
        review, finder, theme = self._review, self._review.finder, self._theme
        if finder is not None:
            self.drawer.add_page(_FIND, partial(FindPage, review, finder, theme), "Ctrl+F")
        self.drawer.add_page(_PIVOT, partial(PivotPage, review.breakdown, theme), "V")
        self.drawer.add_page(_SHOTS, partial(ShotsPage, review, theme), "S")

    def _connect(self) -> None:
        self.drawer.shown.connect(self._on_drawer)
        self._desk.edit_requested.connect(self.edit_palettes)
        self._playlist.work_wanted.connect(self.work_wanted)
        self._health.diagnostics_requested.connect(self.diagnostics_requested)
        self._review.breakdown.playlist_wanted.connect(self._on_playlist_made)
        if self._review.finder is not None:
            self._review.finder.playlist_wanted.connect(self._on_playlist_made)

    def _show_desk(self) -> None:
        self.coming.emit()
        self.work_wanted.emit()
        if self.inspector.away or self.inspector.isHidden():
            self.inspector.toggle(_TAGS)

    def _toggle(self, title: str) -> None:
        self.coming.emit()
        self.inspector.toggle(title)

    def _toggle_drawer(self, title: str) -> None:
        self.coming.emit()
        self.drawer.toggle(title)
        if self.drawer.page == title:
            self.drawer.take_focus()

    def _on_drawer(self, page: str) -> None:
        if page:
            self.work_wanted.emit()
        self._review.breakdown.set_active(on=page == _PIVOT)
        if self._review.finder is not None:
            self._review.finder.set_active(on=page == _FIND)

    def _on_playlist_made(self) -> None:
        if not self._playlist.isVisible():
            self._toggle(_PLAYLIST)
