"""From nobody signed in to the window of games and back out, against the demo's ShotTracker."""

import asyncio
import logging
import time
from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from reviewer import app, entrance
from reviewer.commands.window import go_through
from reviewer.crashes import TOLD
from reviewer.demo.server import DemoServer
from reviewer.domain.account import Account, AccountName
from reviewer.domain.errors import NoKeyStore, ReviewerError, UnknownName, WrongSecret
from reviewer.domain.game import EventId
from reviewer.handed_links import HandedLinks
from reviewer.player.deck import DeckView
from reviewer.removal import remove_all
from reviewer.session.accounts import Left, SignedIn, Then
from reviewer.session.loader import GameLoading
from reviewer.session.review import Review
from reviewer.settings import Folders, SettingsFile, SettingsKeeper
from reviewer.sources import FrontDoor
from reviewer.ui.sign_in_window import SignInWindow
from reviewer.ui.window import MainWindow
from tests.fakes import FakeKeychain
from tests.footage import short_game
from tests.logs import logging_to


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    with DemoServer(short_game(), tmp_path) as server:
        monkeypatch.setenv("REVIEWER_API_URL", server.base_url)
        yield server


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    folders = Folders.from_environment({"REVIEWER_HOME": str(tmp_path / "home")})
    folders.make()
    return folders


def knock(account: Account) -> tuple[str, ...]:
    return asyncio.run(FrontDoor().knock(account))


@pytest.mark.parametrize(
    ("user", "secret", "error"),
    [("nobody", "demo-secret", UnknownName), ("demo-user", "not-it", WrongSecret)],
)
def test_shottracker_says_which_of_the_two_is_wrong(
    server: DemoServer, user: str, secret: str, error: type[ReviewerError]
):
    with pytest.raises(error):
        knock(Account(server.base_url, user, secret))


def test_a_secret_that_is_refused_stays_out_of_the_log(server: DemoServer, folders: Folders):
    with logging_to(folders.log):
        with pytest.raises(WrongSecret):
            knock(Account(server.base_url, server.user, "wrong-whistle"))
        logging.getLogger("reviewer").info("they typed wrong-whistle")
    assert "they typed •••" in (folders.log / "reviewer.log").read_text("utf-8")


def test_a_clock_that_is_off_is_put_up_with_and_told(tmp_path: Path):
    with DemoServer(short_game(), tmp_path, now_s=lambda: time.time() + 420) as server:
        told = knock(Account(server.base_url, server.user, server.secret))
    assert told == ("This computer's clock is 7 minutes slow; set it right.",)


async def typing(user: str, secret: str) -> None:
    """What a user does in the first window."""
    window = await _appeared()
    for field in window.findChildren(QLineEdit):
        field.setText({"User name": user, "Secret": secret}[field.accessibleName()])
    field.returnPressed.emit()


async def closing() -> None:
    (await _appeared()).close()


async def _appeared() -> SignInWindow:
    while True:
        await asyncio.sleep(0.01)
        for window in QApplication.topLevelWidgets():
            if isinstance(window, SignInWindow) and window.isVisible():
                return window


def come_in(
    folders: Folders, keychain: FakeKeychain, user: Callable[[], Awaitable[None]] | None = None
) -> SignedIn | Left:
    async def both() -> SignedIn | Left:
        entering = entrance.sign_in(folders, keychain, remembered=True)
        if user is None:
            return await entering
        came, _ = await asyncio.gather(entering, user())
        return came

    return app.run(both)


def test_who_signed_in_once_is_signed_in_at_the_next_start(server: DemoServer, folders: Folders):
    keychain = FakeKeychain()
    account = Account(server.base_url, server.user, server.secret)
    first = come_in(folders, keychain, partial(typing, server.user, server.secret))
    assert isinstance(first, SignedIn)
    assert first.account == account
    assert server.secret not in folders.settings.read_text()
    again = come_in(folders, keychain)
    assert isinstance(again, SignedIn)
    assert again.account == account


def test_a_link_that_comes_while_nobody_is_signed_in_waits_for_the_window(
    server: DemoServer, folders: Folders
):
    asked: list[EventId] = []

    async def look(_window: MainWindow, review: Review, _view: DeckView) -> None:
        asked.append(_asked_for(review))
        hand_over("reviewer://game/778")
        asked.append(_asked_for(review))

    async def clicking_links() -> None:
        await _appeared()
        hand_over("reviewer://game/776")
        hand_over("reviewer://game/777?period=Q3&clock=4:12")
        await typing(server.user, server.secret)

    links = HandedLinks(app.application())
    came = come_in(folders, FakeKeychain(), clicking_links)
    assert isinstance(came, SignedIn)
    app.run(partial(app.show_window, came.account, folders, None, look, links=links))
    assert asked == ["777", "778"]


def _asked_for(review: Review) -> EventId:
    assert isinstance(review.loader.state, GameLoading)
    return review.loader.state.event


def hand_over(link: str) -> None:
    """As macOS does with a link that somebody clicked."""
    QApplication.sendEvent(app.application(), QFileOpenEvent(QUrl(link)))


def test_closing_the_first_window_ends_the_program(server: DemoServer, folders: Folders):
    assert come_in(folders, FakeKeychain(), closing) == Left(Then.END)


def test_what_is_told_before_a_sign_in_is_told_once(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
):
    keychain = FakeKeychain()
    keychain.failing = NoKeyStore("The key store of this computer refused.")
    SettingsKeeper(SettingsFile(folders.settings), {}).add(AccountName("coach"))
    said: list[str] = []
    ends = iter([Left(Then.SIGN_IN), Left(Then.END)])

    async def sign_in(*_where: object, told: str, **_how: object) -> Left:
        said.append(told)
        return next(ends)

    monkeypatch.setattr("reviewer.commands.window.SystemKeychain", lambda: keychain)
    monkeypatch.setattr(entrance, "sign_in", sign_in)
    assert go_through(Then.REMOVE, Namespace(), folders) == 0
    assert said == ["The secret of coach: The key store of this computer refused.", ""]


def test_removing_my_data_leaves_nothing_of_mine_and_all_else(folders: Folders):
    keychain = FakeKeychain()
    name = AccountName("coach")
    keychain.secrets[name] = "whistle"
    SettingsKeeper(SettingsFile(folders.settings), {}).add(name)
    ours = (
        folders.log / "reviewer.log.1",
        folders.log / "crash-1.txt",
        folders.log / TOLD,
        folders.cache / "media" / "ab",
        folders.kept / "games" / "cd",
        folders.library / "backups" / "library-000001.sqlite3",
        folders.library / "library.sqlite3-wal",
        folders.library / "damaged-1700000000000.sqlite3-wal",
        folders.season / "x.json",
        folders.season / "x.new",
    )
    for path in (*ours, folders.library / "holiday.jpg"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    book = SettingsKeeper(SettingsFile(folders.settings), {})
    with logging_to(folders.log):
        logging.getLogger("reviewer").info("game 555 is open")
        assert asyncio.run(remove_all(folders, book, keychain)) == ()
        logging.getLogger("reviewer").info("signing in")
    assert "game 555" not in (folders.log / "reviewer.log").read_text()
    assert (folders.log / "reviewer.log").read_text().endswith("signing in\n")
    assert not any(path.exists() for path in (*ours, folders.settings))
    assert (folders.library / "holiday.jpg").exists()
    assert keychain.secrets == {}


def test_what_would_not_go_is_told(folders: Folders):
    keychain = FakeKeychain()
    keychain.failing = NoKeyStore("The key store of this computer refused.")
    book = SettingsKeeper(SettingsFile(folders.settings), {})
    book.add(AccountName("coach"))
    assert asyncio.run(remove_all(folders, book, keychain)) == (
        "The secret of coach: The key store of this computer refused.",
    )
