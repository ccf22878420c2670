"""Where an account is signed in: name and secret, the accounts known here, or the demo game."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.account import DEFAULT_API_URL, AccountName
from reviewer.domain.errors import ReviewerError, UnknownName
from reviewer.session.accounts import Accounts, AccountState, Asking, SignedIn, Trying, Unlocking
from reviewer.ui.account_list import AccountList
from reviewer.ui.message_panel import MessagePanel, failure
from reviewer.ui.surface import Surface
from reviewer.ui.text import KeyButton, Label
from reviewer.ui.theme import Theme

_PROMISE = "The secret goes into this computer's key store, never into a file."


class SignInPanel(Surface):
    """Shows how far signing in has come. Signal: `demo_requested()`."""

    demo_requested = Signal()

    def __init__(self, accounts: Accounts, theme: Theme, api_url: str) -> None:
        super().__init__("sign_in")
        self._accounts = accounts
        self._api_url = api_url
        space = theme.tokens.space
        self._known = AccountList(accounts, theme)
        self._user = QLineEdit()
        self._user.setAccessibleName("User name")
        self._secret = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._secret.setAccessibleName("Secret")
        self._reveal = QPushButton("Show")
        self._reveal.setCheckable(True)
        self._reveal.setProperty("kind", "quiet")
        self._reveal.setAccessibleName("Show the secret")
        self._enter = KeyButton("Sign in", "Return", space)
        self._enter.setProperty("kind", "primary")
        self._demo = KeyButton("Look at the demo game", "Ctrl+D", space)
        self._cancel = KeyButton("Cancel", "Esc", space)
        self._cancel.setProperty("kind", "quiet")
        self._failure = MessagePanel(theme.tokens)
        self._failure.setObjectName("sign_in_failure")
        self._waiting = QWidget()
        self._doing = Label("mute")
        self._fields = QWidget()
        self._arrange(theme)
        self._connect()
        self._on_changed(accounts.state)

    def take_focus(self) -> None:
        """Let the user type what is missing."""
        self._give_focus(self._secret if self._user.text() else self._user)

    def submit(self) -> None:
        """Try what was typed, once there is something in both fields."""
        if self._enter.isEnabled() and isinstance(self._accounts.state, Asking):
            self._accounts.sign_in(self._user.text(), self._secret.text())

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        self.setFixedWidth(theme.tokens.size.sign_in_width)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space.xl,) * 4)
        column.setSpacing(space.s)
        column.addWidget(Label("large", "Sign in to ShotTracker"))
        hint = Label("mute", "With the user name and secret that ShotTracker issued.")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addSpacing(space.s)
        column.addWidget(self._known)
        self._arrange_fields(space.s)
        column.addWidget(self._fields)
        column.addWidget(self._failure)
        self._arrange_waiting(space.s)
        column.addWidget(self._waiting)
        column.addSpacing(space.xs)
        column.addWidget(self._row(self._enter, self._demo, space.s))
        column.addSpacing(space.s)
        for words in (_PROMISE, self._host_words()):
            fine_print = Label("small", words)
            fine_print.setWordWrap(True)
            fine_print.setVisible(bool(words))
            column.addWidget(fine_print)

    def _arrange_fields(self, spacing_px: int) -> None:
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(spacing_px // 2)
        grid.addWidget(Label("heading", "User name"), 0, 0, 1, 2)
        grid.addWidget(self._user, 1, 0, 1, 2)
        grid.setRowMinimumHeight(2, spacing_px // 2)
        grid.addWidget(Label("heading", "Secret"), 3, 0)
        grid.addWidget(self._reveal, 3, 1)
        grid.addWidget(self._secret, 4, 0, 1, 2)
        grid.setRowMinimumHeight(5, spacing_px)
        grid.setColumnStretch(0, 1)
        for one, other in pairwise((self._user, self._secret, self._reveal)):
            self.setTabOrder(one, other)

    def _arrange_waiting(self, spacing_px: int) -> None:
        column = QVBoxLayout(self._waiting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing_px)
        row = QHBoxLayout()
        row.addWidget(self._doing, 1)
        row.addWidget(self._cancel)
        column.addLayout(row)
        progress = QProgressBar(textVisible=False)
        progress.setRange(0, 0)
        column.addWidget(progress)

    def _row(self, first: QWidget, second: QWidget, spacing_px: int) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(spacing_px)
        row.addWidget(first)
        row.addStretch()
        row.addWidget(second)
        return buttons

    def _connect(self) -> None:
        for field in (self._user, self._secret):
            field.textChanged.connect(self._on_typed)
            field.returnPressed.connect(self.submit)
        for button in (self._enter, self._demo, self._cancel, self._reveal):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._reveal.toggled.connect(self._on_reveal)
        self._enter.clicked.connect(self.submit)
        self._demo.clicked.connect(self.demo_requested)
        self._cancel.clicked.connect(self._accounts.cancel)
        self._accounts.changed.connect(self._on_changed)

    def _host_words(self) -> str:
        if self._api_url == DEFAULT_API_URL:
            return ""
        return f"Asks {AccountName('', self._api_url).host}."

    def _on_changed(self, state: AccountState) -> None:
        waiting = isinstance(state, Trying | Unlocking)
        self._waiting.setVisible(waiting)
        self._fields.setEnabled(not waiting)
        self._failure.hide()
        self._on_typed()
        match state:
            case Asking(user, error):
                self._ask(user, error)
            case Trying(name):
                self._doing.setText(f"Asking {name.host}…")
            case Unlocking():
                self._doing.setText("Asking this computer's key store…")
            case SignedIn():
                self._secret.clear()

    def _ask(self, user: str, error: ReviewerError | None) -> None:
        if user != self._user.text().strip():
            self._user.setText(user)
        if error is not None:
            message = failure(error, f"Signing in as {user}", can_retry=False)
            self._failure.show_message(message)
            self._failure.show()
        self._give_focus(self._user if isinstance(error, UnknownName) or not user else self._secret)

    def _give_focus(self, field: QLineEdit) -> None:
        """Ready to be typed over, and only this one."""
        for each in (self._user, self._secret):
            each.deselect()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def _on_typed(self) -> None:
        ready = bool(self._user.text().strip() and self._secret.text().strip())
        self._enter.setEnabled(ready and isinstance(self._accounts.state, Asking))

    def _on_reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self._secret.setEchoMode(mode.Normal if shown else mode.Password)
        self._reveal.setText("Hide" if shown else "Show")
