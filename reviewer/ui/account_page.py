"""Who is signed in, who else may be, and the way out."""

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reviewer.session.accounts import Accounts, SignedIn, Then
from reviewer.ui.account_list import AccountList
from reviewer.ui.keys import Command
from reviewer.ui.text import ElidedLabel, Label
from reviewer.ui.theme import Theme

_KEPT = "The secret is in this computer's key store."
_THIS_RUN = "No key store has taken the secret."


class AccountShell(Protocol):
    """What the account's commands ask of the window."""

    def show_account(self) -> None: ...
    def ask_removal(self) -> None: ...


def account_commands(accounts: Accounts, shell: AccountShell) -> tuple[Command, ...]:
    """What can be done about accounts, for the menu."""

    def add() -> None:
        accounts.leave(Then.SIGN_IN)

    return (
        Command("Account", "Account", (), shell.show_account),
        Command("Account", "Sign in as somebody else", (), add),
        Command("Account", "Remove my data…", (), shell.ask_removal),
    )


class AccountPage(QWidget):
    """Shows the account, and changes it. Signal: `removal_requested()`."""

    removal_requested = Signal()

    def __init__(self, accounts: Accounts, theme: Theme) -> None:
        super().__init__()
        self._accounts = accounts
        self._user = ElidedLabel("title")
        self._host = Label("small")
        self._how = Label("mute")
        self._how.setWordWrap(True)
        self._sign_out = QPushButton("Sign out")
        self._add = QPushButton("Sign in as somebody else…")
        self._remove = QPushButton("Remove my data…")
        self._remove.setProperty("kind", "danger")
        self._arrange(theme)
        self._sign_out.clicked.connect(self._on_sign_out)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self.removal_requested)
        self._show(accounts.state)

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space.m,) * 4)
        column.setSpacing(space.xs)
        for label in (self._user, self._host, self._how):
            column.addWidget(label)
        column.addSpacing(space.s)
        column.addWidget(self._sign_out, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(space.l)
        column.addWidget(AccountList(self._accounts, theme))
        column.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        column.addWidget(Label("heading", "This computer"))
        what = Label("mute", "Tags, playlists, kept footage and sign-in are on this computer only.")
        what.setWordWrap(True)
        column.addWidget(what)
        column.addWidget(self._remove, alignment=Qt.AlignmentFlag.AlignLeft)
        for button in (self._sign_out, self._add, self._remove):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _show(self, state: object) -> None:
        if isinstance(state, SignedIn):
            self._user.show_text(state.account.user)
            self._host.setText(state.account.name.host)
            self._how.setText(state.given or (_KEPT if state.lasting else _THIS_RUN))
            self._sign_out.setVisible(not state.given)

    def _on_sign_out(self) -> None:
        if self._accounts.current is not None:
            self._accounts.sign_out(self._accounts.current)

    def _on_add(self) -> None:
        self._accounts.leave(Then.SIGN_IN)
