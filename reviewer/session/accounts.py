"""Who is signed in: tries accounts, has their secrets kept, and says which one it is to be."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from reviewer.domain.account import Account, AccountName
from reviewer.domain.errors import NoKeyStore, ReviewerError
from reviewer.session.ports import AccountBook, Door, Keychain
from reviewer.session.tasks import Tasks

_THIS_RUN = "You are signed in for this run only."
_BY_HAND = "If it kept the secret, take “Reviewer” out of it by hand."


class Then(IntEnum):
    """Where a window leads when it is left."""

    END = 0
    ENTER = auto()
    """The account that the book names now."""
    SIGN_IN = auto()
    DEMO = auto()
    REMOVE = auto()
    """Everything that is kept on this computer goes."""


@dataclass(frozen=True, slots=True)
class Left:
    """Where a window led when it was left, and what the next one says first."""

    then: Then
    told: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """The user is asked; `error` is what became of the last try."""

    user: str = ""
    error: ReviewerError | None = None


@dataclass(frozen=True, slots=True)
class Trying:
    """ShotTracker is asked whether it knows this account."""

    name: AccountName


@dataclass(frozen=True, slots=True)
class Unlocking:
    """The key store is asked, which may ask the user in turn."""

    name: AccountName


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`told` is what the user should know although all is well.

    `given` says by what, where the account is none of this computer's; `lasting` whether its
    secret is kept for the next start.
    """

    account: Account
    told: tuple[str, ...] = ()
    given: str = ""
    lasting: bool = True


AccountState: TypeAlias = Asking | Trying | Unlocking | SignedIn


class Accounts(QObject):
    """The accounts of this computer. Signals: `changed(AccountState)`, `names_changed()`,
    `left(Left)` when another window is wanted, and `failed(str)`.
    """

    changed = Signal(object)
    names_changed = Signal()
    left = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        door: Door,
        keychain: Keychain,
        book: AccountBook,
        on_crash: Callable[[BaseException], None],
        state: AccountState = Asking(),
    ) -> None:
        super().__init__()
        self._door = door
        self._keychain = keychain
        self._book = book
        self._tasks = Tasks(on_crash)
        self._state = state

    @property
    def state(self) -> AccountState:
        return self._state

    @property
    def names(self) -> tuple[AccountName, ...]:
        """The accounts to choose from, the latest first."""
        return self._book.names

    @property
    def current(self) -> AccountName | None:
        """The account that is signed in, or was last."""
        return self._state.account.name if isinstance(self._state, SignedIn) else self._book.current

    @property
    def others(self) -> tuple[AccountName, ...]:
        """The accounts that may be gone on as instead."""
        signed_in = self.current if isinstance(self._state, SignedIn) else None
        return tuple(name for name in self.names if name != signed_in)

    def enter(self) -> None:
        """Sign the book's account in with the secret that was kept; else ask for one."""
        name = self._book.current
        if name is None:
            self._set(Asking())
        else:
            self._set(Unlocking(name))
            self._tasks.start("sign in", self._enter(name))

    def sign_in(self, user: str, secret: str) -> None:
        """Try an account, and keep it where ShotTracker knows it. Blanks around are no part."""
        account = Account(self._book.api_url, user.strip(), secret.strip())
        self._set(Trying(account.name))
        self._tasks.start("sign in", self._sign_in(account))

    def cancel(self) -> None:
        """Ask again instead of going on waiting."""
        self._tasks.cancel("sign in")
        if isinstance(self._state, Trying | Unlocking):
            self._set(Asking(self._state.name.user))

    def use(self, name: AccountName) -> None:
        """Go on as another account of this computer."""
        self._book.choose(name)
        self.leave(Then.ENTER)

    def sign_out(self, name: AccountName) -> None:
        """Forget an account and its secret; leaves where it is the one that is signed in."""
        self._tasks.start(f"sign out {name}", self._sign_out(name))

    def leave(self, then: Then) -> None:
        """Ask for another window."""
        self.left.emit(Left(then))

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _enter(self, name: AccountName) -> None:
        try:
            secret = await self._keychain.secret(name)
        except NoKeyStore as error:
            self._set(Asking(name.user, error))
            return
        if secret is None:
            self._set(Asking(name.user))
        else:
            self._set(SignedIn(Account(name.api_url, name.user, secret)))

    async def _sign_in(self, account: Account) -> None:
        try:
            told = await self._door.knock(account)
        except ReviewerError as error:
            self._set(Asking(account.user, error))
            return
        self._book.add(account.name)  # first: what is kept now can be taken away by it
        self._set(Unlocking(account.name))
        lasting = True
        try:
            await self._keychain.keep(account.name, account.secret)
        except NoKeyStore as error:
            told, lasting = (*told, f"{error.sentence} {_THIS_RUN}"), False
        self._set(SignedIn(account, told, lasting=lasting))

    async def _sign_out(self, name: AccountName) -> None:
        """Until the secret is gone the account is known: a program that ends meanwhile has it."""
        leaving = isinstance(self._state, SignedIn) and name == self.current
        told = ""
        try:
            await self._keychain.forget(name)
        except NoKeyStore as error:
            told = f"{name.user} is signed out. {error.sentence} {_BY_HAND}"
        self._book.remove(name)
        self.names_changed.emit()
        if leaving:
            self.left.emit(Left(Then.SIGN_IN, told))
        elif told:
            self.failed.emit(told)

    def _set(self, state: AccountState) -> None:
        self._state = state
        self.changed.emit(state)
