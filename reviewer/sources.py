"""Where games and footage come from: the adapters, wired for an account."""

import getpass
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from reviewer.api.client import Credentials, ShotTracker
from reviewer.api.heard import Heard
from reviewer.domain.corrections import StreamCorrections
from reviewer.domain.errors import BadCredentials
from reviewer.domain.game import EventId, Game, StreamId
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.times import WallMs
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from reviewer.media.texts import PlaylistText, playlist_texts
from reviewer.net.web import Web
from reviewer.session.ports import GameSource
from reviewer.settings import Account, Folders
from reviewer.store.library import Library
from reviewer.store.look import look

_CACHE_BYTES = 10_000_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """Where games and footage come from; `answers` and `playlists` are what they said, raw."""

    games: GameSource
    media: HlsSource
    answers: Callable[[], tuple[Heard, ...]]
    playlists: Callable[[str], Awaitable[tuple[PlaylistText, ...]]]


class _SignedOut:
    """Stands where ShotTracker does when there is no account."""

    answers: tuple[Heard, ...] = ()

    async def load_game(self, event: EventId) -> Game:  # noqa: ARG002 - the port's name
        raise BadCredentials(
            "No ShotTracker account is set.",
            remedy="Set EVENT_USERNAME and EVENT_SECRET, or look at the demo game.",
        )


@asynccontextmanager
async def connected(
    account: Account, folders: Folders, notice: Callable[[str], None]
) -> AsyncIterator[Sources]:
    """The adapters, and their end. `notice` is told what the user should know."""
    web = Web(account.api_url)
    cache = DiskCache(folders.cache / "media", _CACHE_BYTES, notice)
    credentials = Credentials(account.user, account.secret)
    games: ShotTracker | _SignedOut = _SignedOut()
    if account.complete:
        games = ShotTracker(web, account.api_url, credentials, notice=notice)
    try:
        yield Sources(
            games, HlsSource(web, cache), lambda: games.answers, partial(playlist_texts, web)
        )
    finally:
        await web.aclose()


def open_library(folders: Folders) -> Library:
    """The library of this user, made where there is none yet. Raises LibraryErrors."""
    return Library.open(
        folders.library,
        now=lambda: WallMs(time.time_ns() // 1_000_000),
        author=getpass.getuser(),
        new_id=lambda: str(uuid4()),
    )


def kept_corrections(folders: Folders, game: EventId) -> dict[StreamId, StreamCorrections]:
    """The user's corrections of a game, for commands. Raises LibraryErrors."""
    return {sync.stream: sync.corrections for sync in look(folders.library, StreamSync, game)}
