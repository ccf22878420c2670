"""Composition root of the window that comes first while nobody is signed in."""

from functools import partial

from reviewer.app import crashed
from reviewer.log import hide
from reviewer.session.accounts import Accounts, AccountState, Left, SignedIn, Then
from reviewer.session.notices import Notices
from reviewer.session.ports import Keychain
from reviewer.settings import Folders, SettingsFile, SettingsKeeper
from reviewer.sources import FrontDoor
from reviewer.ui.sign_in_window import SignInWindow
from reviewer.ui.theme import Theme
from reviewer.workplace import Leaving


async def sign_in(
    folders: Folders, keychain: Keychain, *, remembered: bool, told: str = ""
) -> SignedIn | Left:
    """Who is signed in, or where the window led instead.

    With `remembered` the account of the last time is entered where its secret is at hand. `told`
    is what there is to say before.
    """
    notices = Notices()
    keeper = SettingsKeeper(SettingsFile(folders.settings), on_trouble=notices.told.emit)
    accounts = Accounts(FrontDoor(), keychain, keeper, crashed)
    notices.told.connect(accounts.failed)
    leaving = Leaving()
    window = SignInWindow(accounts, Theme(), keeper.api_url)
    window.restore_layout(dict(keeper.now.layout))
    window.close_requested.connect(leaving.end)
    accounts.left.connect(leaving.leave)
    accounts.changed.connect(partial(_on_changed, leaving))
    accounts.failed.emit(told)
    if remembered:
        accounts.enter()
    window.appear()
    try:
        await leaving.wait()
    finally:
        window.hide()
        await accounts.aclose()
    return accounts.state if isinstance(accounts.state, SignedIn) else leaving.left


def _on_changed(leaving: Leaving, state: AccountState) -> None:
    """The secret is kept out of the log before anything is done with it."""
    if isinstance(state, SignedIn):
        hide(state.account.secret)
        leaving.leave(Left(Then.ENTER))
