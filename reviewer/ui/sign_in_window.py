"""The window that comes first while nobody is signed in."""

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from reviewer.session.accounts import Accounts, AccountState, Asking, SignedIn, Then
from reviewer.ui.sign_in_panel import SignInPanel
from reviewer.ui.surface import Surface, room_on_screen
from reviewer.ui.text import Label
from reviewer.ui.theme import Theme


class SignInWindow(Surface):
    """Stands where the main window will. Signal: `close_requested()`."""

    close_requested = Signal()

    def __init__(self, accounts: Accounts, theme: Theme, api_url: str) -> None:
        super().__init__("body")
        self._accounts = accounts
        self._theme = theme
        self._panel = SignInPanel(accounts, theme, api_url)
        self._notice = Label("warn")
        self._patience = QTimer(self, singleShot=True, interval=theme.tokens.time.unlock_ms)
        self.setWindowTitle("Sign in – Reviewer")
        self._arrange()
        self._panel.demo_requested.connect(self._on_demo)
        self._patience.timeout.connect(self.show)
        accounts.changed.connect(self._on_changed)
        accounts.failed.connect(self._notice.setText)
        theme.changed.connect(self._on_theme)
        for key, act in (("Ctrl+D", self._on_demo), ("Esc", accounts.cancel)):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        theme.dress(self)

    def restore_layout(self, layout: dict[str, str]) -> None:
        """Stand where the main window stood last."""
        self.restoreGeometry(QByteArray.fromBase64(layout.get("geometry", "").encode()))

    def appear(self) -> None:
        """Show itself; later, where the user may not have to be asked at all."""
        if isinstance(self._accounts.state, Asking):
            self.show()
            self._panel.take_focus()
        else:
            self._patience.start()

    def _arrange(self) -> None:
        tokens = self._theme.tokens
        row = QHBoxLayout()  # an alignment in its place would cut wrapped lines off
        row.addStretch()
        row.addWidget(self._panel)
        row.addStretch()
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        column.addWidget(self._notice, alignment=Qt.AlignmentFlag.AlignHCenter)
        wanted = QSize(tokens.size.window_width, tokens.size.window_height)
        self.resize(wanted.boundedTo(room_on_screen()))

    def _on_changed(self, state: AccountState) -> None:
        if isinstance(state, Asking):
            self.show()
        if isinstance(state, Asking | SignedIn):
            self._patience.stop()

    def _on_demo(self) -> None:
        self._accounts.leave(Then.DEMO)

    def _on_theme(self) -> None:
        self._theme.dress(self)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_requested.emit()
