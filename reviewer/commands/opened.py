"""A game opened from the command line: the account, and what was told."""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reviewer.domain.account import Account
from reviewer.domain.game import EventId, Game
from reviewer.keychain import SystemKeychain
from reviewer.log import hide
from reviewer.session.scout import Scouted, scout
from reviewer.settings import Folders, SettingsFile, SettingsKeeper, account_given
from reviewer.sources import connected

DEMO = EventId("demo")


async def load_game(who: Account, folders: Folders, event: EventId) -> Game:
    """The game's data alone: no stream is opened."""
    async with connected(who, folders, say) as sources:
        return await sources.games.load_game(event)


async def load_scouted(who: Account, folders: Folders, event: EventId) -> tuple[Game, Scouted]:
    """The game, and what its streams say of themselves."""
    async with connected(who, folders, say) as sources:
        game = await sources.games.load_game(event)
        return game, await scout(sources.media, game.clips)


@contextmanager
def account_for(wanted: argparse.Namespace, folders: Folders) -> Iterator[Account]:
    """The account for a game; the embedded game brings its own, and its server."""
    if wanted.event != DEMO:
        yield signed_in(folders)
        return
    from reviewer.commands.embedded import filmed, served

    with served(*filmed(wanted.demo, folders, _print_progress)) as account:
        yield account


def signed_in(folders: Folders) -> Account:
    """The account of the environment, else the one that is signed in. Raises NoKeyStore."""
    keeper = SettingsKeeper(SettingsFile(folders.settings))
    given, name = account_given(keeper.now), keeper.current
    if given is not None or name is None:
        return given or Account(keeper.api_url, "", "")
    secret = asyncio.run(SystemKeychain().secret(name)) or ""
    hide(secret)
    return Account(name.api_url, name.user, secret)


def say(words: str) -> None:
    """Tell the user something beside the answer."""
    print(words, file=sys.stderr)


def say_missing(game: Game) -> None:
    """Tell which kinds of data could not be had."""
    for missing in game.missing:
        say(f"Without {missing.what}: {missing.why}")


def _print_progress(done: int, total: int) -> None:
    ending = "\n" if done >= total else ""
    print(f"\rfilming the demo game: {done * 100 // total} %", end=ending, file=sys.stderr)
