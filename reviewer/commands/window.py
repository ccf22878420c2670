"""`reviewer` and `reviewer demo`: one window after the other, until the last one is closed."""

import argparse
import asyncio
from functools import partial
from typing import TYPE_CHECKING

from reviewer.commands.opened import DEMO
from reviewer.domain.links import Link
from reviewer.keychain import SystemKeychain
from reviewer.removal import remove_all
from reviewer.session.accounts import Left, SignedIn, Then
from reviewer.session.ports import Keychain
from reviewer.settings import Folders, SettingsFile, SettingsKeeper, account_given

if TYPE_CHECKING:
    from reviewer.app import Visit
    from reviewer.handed_links import HandedLinks


_BY_ENVIRONMENT = "EVENT_USERNAME and EVENT_SECRET name it."
_BY_DEMO = "It belongs to the demo game on this computer."


def show_window(wanted: argparse.Namespace, folders: Folders) -> int:
    return go_through(Then.ENTER, wanted, folders)


def show_demo(wanted: argparse.Namespace, folders: Folders) -> int:
    return go_through(Then.DEMO, wanted, folders)


def go_through(
    then: Then, wanted: argparse.Namespace, folders: Folders, link: Link | None = None
) -> int:
    """Follow where each window leads; the first one opens the link."""
    from reviewer import app
    from reviewer.handed_links import HandedLinks

    keychain = SystemKeychain()
    links = HandedLinks(app.application())
    if _somebody_answers(folders, link):
        return 0
    left = Left(then)
    while left.then is not Then.END:
        if left.then is Then.DEMO:
            left = _demo(wanted, folders, keychain, link, links)
        elif left.then is Then.REMOVE:
            book = SettingsKeeper(SettingsFile(folders.settings))
            told = asyncio.run(remove_all(folders, book, keychain))
            left = Left(Then.SIGN_IN, " ".join(told))
        else:
            left = _enter(left, folders, keychain, link, links)
        link = None
    return 0


def _somebody_answers(folders: Folders, link: Link | None) -> bool:
    """Whether a window is open, which comes forward: before anybody is asked who it is."""
    from reviewer.doorbell import ring

    keeper = SettingsKeeper(SettingsFile(folders.settings))
    who = account_given(keeper.now) or keeper.current or keeper
    if link is None:
        return ring(folders.library, None, who.api_url)
    return ring(folders.library, link.event, who.api_url, link.place)


def _enter(
    left: Left, folders: Folders, keychain: Keychain, link: Link | None, links: "HandedLinks"
) -> Left:
    """The games of the one who is signed in, once somebody is."""
    from reviewer import app, entrance

    who: SignedIn | Left
    given = account_given(SettingsKeeper(SettingsFile(folders.settings)).now)
    if given is not None:
        who = SignedIn(given, given=_BY_ENVIRONMENT)
    else:
        remembered = left.then is Then.ENTER
        ask = partial(entrance.sign_in, folders, keychain, remembered=remembered, told=left.told)
        who = app.run(ask)
    if isinstance(who, Left):
        return who
    event, place = (link.event, link.place) if link is not None else (None, "")
    show = partial(app.show_window, who.account, folders, event, keychain=keychain, who=who)
    return app.run(partial(show, place=place, links=links))


def _demo(
    wanted: argparse.Namespace,
    folders: Folders,
    keychain: Keychain,
    link: Link | None,
    links: "HandedLinks",
) -> Left:
    from reviewer import app, tour
    from reviewer.commands.embedded import filmed, served

    app.application()
    with app.progress_shown("Filming the demo game…") as progress:
        game, footage = filmed(wanted.demo, folders, progress)
    visit: Visit | None = None
    if getattr(wanted, "screenshot", None):
        visit = partial(tour.take_screenshot, file=wanted.screenshot)
    elif getattr(wanted, "tour", None):
        visit = partial(tour.show_halves, file=wanted.tour, truth=game)
    with served(game, footage) as account:
        who = SignedIn(account, given=_BY_DEMO)
        show = partial(app.show_window, account, folders, DEMO, visit)
        place = link.place if link is not None else ""
        return app.run(partial(show, keychain=keychain, who=who, place=place, links=links))
