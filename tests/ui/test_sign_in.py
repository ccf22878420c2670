"""The first window: it asks, says exactly what is wrong, and leads on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from reviewer.domain.account import AccountName
from reviewer.domain.errors import (
    NoKeyStore,
    NoNetwork,
    ProxySignIn,
    ReviewerError,
    UnknownName,
    WrongComputerClock,
    WrongSecret,
)
from reviewer.session.accounts import Accounts, Left, SignedIn, Then
from reviewer.ui.sign_in_window import SignInWindow
from reviewer.ui.theme import Theme
from reviewer.ui.tokens import Tokens
from tests.fakes import FakeBook, FakeDoor, FakeKeychain
from tests.ui.desk import settled

URL = "https://api.test"
COACH, VIDEO = AccountName("coach", URL), AccountName("video", URL)


@dataclass
class Porch:
    accounts: Accounts
    window: SignInWindow
    door: FakeDoor
    keychain: FakeKeychain
    book: FakeBook
    left: list[Left] = field(default_factory=list)

    def edit(self, name: str) -> QLineEdit:
        (found,) = (e for e in self.window.findChildren(QLineEdit) if e.accessibleName() == name)
        return found

    def button(self, name: str) -> QAbstractButton:
        buttons = self.window.findChildren(QAbstractButton)
        (found,) = (b for b in buttons if b.isVisible() and name in (b.accessibleName(), b.text()))
        return found

    def sees(self, text: str) -> bool:
        return any(text in w.text() for w in self.window.findChildren(QLabel) if w.isVisible())

    async def sign_in(self, user: str = "coach", secret: str = "whistle") -> None:
        self.edit("User name").setText(user)
        self.edit("Secret").setText(secret)
        QTest.keyClick(self.edit("Secret"), Qt.Key.Key_Return)
        await settled()


@pytest.fixture
async def porch(qtbot: QtBot, tokens: Tokens) -> AsyncIterator[Porch]:
    """Nobody is signed in; two accounts were here before."""
    crashes: list[BaseException] = []
    door, keychain, book = FakeDoor(), FakeKeychain(), FakeBook(COACH, VIDEO)
    book.current = None
    accounts = Accounts(door, keychain, book, crashes.append)
    window = SignInWindow(accounts, Theme("dark", tokens), URL)
    qtbot.addWidget(window)
    made = Porch(accounts, window, door, keychain, book)
    accounts.left.connect(made.left.append)
    window.appear()
    await settled()
    yield made
    await accounts.aclose()
    assert not crashes


async def test_it_asks_and_takes_the_name_at_once(porch: Porch):
    assert porch.sees("Sign in to ShotTracker")
    assert porch.sees("Asks api.test.")
    assert porch.edit("User name").hasFocus()
    assert not porch.button("Sign in").isEnabled()
    await porch.sign_in()
    assert isinstance(porch.accounts.state, SignedIn)
    assert porch.edit("Secret").text() == ""


async def test_tab_leads_from_the_name_to_the_secret(porch: Porch):
    QTest.keyClicks(porch.edit("User name"), "coach")
    QTest.keyClick(porch.window, Qt.Key.Key_Tab)
    assert porch.edit("Secret").hasFocus()
    QTest.keyClick(porch.window, Qt.Key.Key_Tab)
    assert porch.button("Show the secret").hasFocus()


async def test_a_secret_is_hidden_until_it_is_asked_for(porch: Porch):
    secret = porch.edit("Secret")
    assert secret.echoMode() == QLineEdit.EchoMode.Password
    porch.button("Show the secret").click()
    assert secret.echoMode() == QLineEdit.EchoMode.Normal


@pytest.mark.parametrize(
    ("error", "field"),
    [
        (UnknownName("ShotTracker does not know this user name."), "User name"),
        (WrongSecret("ShotTracker knows the user name, but not this secret."), "Secret"),
        (WrongComputerClock("This computer's clock is 7 minutes slow."), "Secret"),
        (NoNetwork("api.test could not be found."), "Secret"),
        (ProxySignIn("api.test is not reached: the proxy asks for a password (407)."), "Secret"),
    ],
)
async def test_what_is_wrong_is_said_and_the_field_is_ready(
    porch: Porch, error: ReviewerError, field: str
):
    porch.door.failing = error
    await porch.sign_in()
    for words in (error.title, error.sentence, error.advice):
        assert porch.sees(words)
    assert porch.edit(field).hasFocus()
    assert porch.edit("User name").text() == "coach"
    porch.door.failing = None
    QTest.keyClick(porch.edit("Secret"), Qt.Key.Key_Return)
    await settled()
    assert isinstance(porch.accounts.state, SignedIn)


async def test_waiting_is_shown_and_can_be_left(porch: Porch):
    porch.door.gate.close()
    await porch.sign_in()
    assert porch.sees("Asking api.test…")
    assert not porch.button("Sign in").isEnabled()
    QTest.keyClick(porch.window, Qt.Key.Key_Escape)
    assert not porch.sees("Asking api.test…")
    assert porch.button("Sign in").isEnabled()


async def test_accounts_of_this_computer_are_one_click_away(porch: Porch):
    porch.button("video").click()
    assert porch.left == [Left(Then.ENTER)]
    assert porch.book.current == VIDEO


async def test_an_account_can_be_signed_out_here(porch: Porch):
    porch.button("Sign video out").click()
    await settled()
    assert porch.book.names == (COACH,)
    assert not porch.sees("video")


async def test_the_demo_game_needs_no_account(porch: Porch):
    porch.button("Look at the demo game").click()
    QTest.keyClick(porch.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert porch.left == [Left(Then.DEMO), Left(Then.DEMO)]


async def test_who_is_known_is_let_in_without_a_window(porch: Porch, qtbot: QtBot, tokens: Tokens):
    porch.book.choose(COACH)
    porch.keychain.secrets[COACH] = "whistle"
    window = SignInWindow(porch.accounts, Theme("dark", tokens), URL)
    qtbot.addWidget(window)
    porch.accounts.enter()
    window.appear()
    assert not window.isVisible()
    await settled()
    assert isinstance(porch.accounts.state, SignedIn)
    assert not window.isVisible()


async def test_a_key_store_that_does_not_help_is_told(porch: Porch):
    porch.book.choose(COACH)
    porch.keychain.failing = NoKeyStore("The key store did not answer within 60 s.")
    porch.accounts.enter()
    await settled()
    assert porch.sees("The key store did not answer within 60 s.")
    assert porch.edit("User name").text() == "coach"
    assert porch.edit("Secret").hasFocus()
