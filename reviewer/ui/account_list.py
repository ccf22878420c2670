"""The accounts of this computer: one click goes on as another, one signs it out."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.domain.account import AccountName
from reviewer.session.accounts import Accounts
from reviewer.ui.icon_button import IconButton
from reviewer.ui.surface import dismiss
from reviewer.ui.text import Label, SplitButton, tip
from reviewer.ui.theme import Theme


class AccountList(QWidget):
    """Shows them under a heading; hidden where there are none to change to."""

    def __init__(self, accounts: Accounts, theme: Theme) -> None:
        super().__init__()
        self._accounts = accounts
        self._theme = theme
        self._shown: tuple[AccountName, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.tokens.space.m)
        self._column.setSpacing(theme.tokens.space.xs)
        self._column.addWidget(Label("heading", "Accounts on this computer"))
        accounts.changed.connect(self._on_changed)
        accounts.names_changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        names = self._accounts.others
        self.setVisible(bool(names))
        if names == self._shown:
            return
        for row in self._rows:
            dismiss(row)
        self._shown, self._rows = names, [self._row(name) for name in names]
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, name: AccountName) -> QWidget:
        button = SplitButton(name.user, Label("small", name.host), self._theme.tokens.space)
        button.setProperty("kind", "choice")
        button.setToolTip(tip(f"Go on as {name.user}"))
        button.clicked.connect(partial(self._accounts.use, name))
        remove = IconButton(self._theme, "close", f"Sign {name.user} out")
        remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        remove.clicked.connect(partial(self._accounts.sign_out, name))
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.tokens.space.xs)
        row.addWidget(button, 1)
        row.addWidget(remove)
        return made
