"""Where games and footage come from: the adapters, wired for an account."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reviewer.api.calendar import Calendar
from reviewer.api.client import Credentials, ShotTracker
from reviewer.api.copies import FootageIds
from reviewer.api.diagnostics import diagnostics_zip
from reviewer.api.heard import Heard
from reviewer.api.offline import OfflineGames
from reviewer.domain.account import Account
from reviewer.domain.corrections import StreamCorrections
from reviewer.domain.errors import BadCredentials, ReviewerError
from reviewer.domain.game import EventId, Game, ScheduledGame, StreamId
from reviewer.domain.score import Score
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.times import WallMs
from reviewer.log import hide
from reviewer.media.cache import DiskCache
from reviewer.media.kept import Keeper
from reviewer.media.pins import Pins
from reviewer.media.source import HlsSource
from reviewer.media.stills import Stills
from reviewer.media.texts import PlaylistText, playlist_texts
from reviewer.net.web import Web
from reviewer.session.memory import Memory
from reviewer.session.ports import GameSource, Schedule
from reviewer.settings import Folders
from reviewer.store.look import look
from reviewer.store.palette_files import PaletteFiles, read_palette
from reviewer.wall_clock import wall_now

_DAY_MS = 86_400_000
_PALETTES = ("coach", "coordinator", "basketball")
_PLAYLISTS_AT_MOST = 40
"""Where every clip has a file of its own, more of them would tell nothing new."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where games and footage come from, and what keeps them on this machine.

    `answers` and `playlists` are what they said, raw.
    """

    games: GameSource
    schedule: Schedule
    media: HlsSource
    keeper: Keeper
    stills: Stills
    answers: Callable[[EventId], tuple[Heard, ...]]
    playlists: Callable[[str], Awaitable[tuple[PlaylistText, ...]]]


class _SignedOut:
    """Stands where ShotTracker does when there is no account."""

    def answers(self, _event: EventId, /) -> tuple[Heard, ...]:
        return ()

    async def load_game(self, _event: EventId, /) -> Game:
        raise _nobody()

    async def secure(self, _event: EventId, /) -> None:
        """Nothing is loaded: there is nothing to keep."""

    async def schedule(self, _start: WallMs, _end: WallMs, /) -> tuple[ScheduledGame, ...]:
        raise _nobody()

    async def score(self, _event: EventId, /) -> Score | None:
        raise _nobody()


def _nobody() -> BadCredentials:
    return BadCredentials(
        "No ShotTracker account is set.",
        remedy="Sign in in the window, or set EVENT_USERNAME and EVENT_SECRET.",
    )


@asynccontextmanager
async def connected(
    account: Account,
    folders: Folders,
    notice: Callable[[str], None],
    cache_bytes: int = Memory().cache_limit_bytes,
) -> AsyncIterator[Sources]:
    """The adapters, and their end. `notice` is told what the user should know."""
    web = Web(account.api_url)
    pins = Pins(folders.kept / "media")
    cache = DiskCache(folders.cache / "media", cache_bytes, notice, pins)
    credentials = Credentials(account.user, account.secret)
    media = HlsSource(web, cache, notice)
    games: OfflineGames | _SignedOut = _SignedOut()
    schedule: Schedule = _SignedOut()
    if account.complete:
        copies = Pins(folders.kept / "games")
        ids = FootageIds(copies)
        live = ShotTracker(web, account.api_url, credentials, notice=notice, ids=ids)
        games = OfflineGames(live, web, copies, ids, notice)
        schedule = Calendar(web, account.api_url, credentials, notice=notice)
    try:
        yield Sources(
            games,
            schedule,
            media,
            Keeper(web, cache, pins, games.secure),
            Stills(media.reader, cache),
            games.answers,
            partial(playlist_texts, web),
        )
    finally:
        await web.aclose()


class FrontDoor:
    """Tries accounts: the schedule is what every account may ask for."""

    async def knock(self, account: Account) -> tuple[str, ...]:
        """What to tell the user although ShotTracker lets the account in.

        The secret is kept out of the log before anything is done with it.
        """
        hide(account.secret)
        told: list[str] = []
        web = Web(account.api_url)
        credentials = Credentials(account.user, account.secret)
        tracker = ShotTracker(web, account.api_url, credentials, notice=told.append)
        now = wall_now()
        try:
            await tracker.schedule(WallMs(now - _DAY_MS), now)
        finally:
            await web.aclose()
        return tuple(told)


def palette_files(folder: Path) -> PaletteFiles:
    """The palettes that come with the program, from the simplest on. Raises LibraryErrors."""
    return PaletteFiles(tuple(read_palette(folder / f"{name}.json") for name in _PALETTES))


def kept_corrections(folders: Folders, game: EventId) -> dict[StreamId, StreamCorrections]:
    """The user's corrections of a game, for commands. Raises LibraryErrors."""
    return {sync.stream: sync.corrections for sync in look(folders.library, StreamSync, game)}


async def diagnostics(sources: Sources, game: Game, notice: Callable[[str], None]) -> bytes:
    """What ShotTracker and the streams said of a game, as a zip without names and addresses.

    A playlist that cannot be had is told and left out.
    """
    found: list[tuple[str, str]] = []
    urls = list(dict.fromkeys(clip.hls.url for clip in game.clips if clip.hls is not None))
    if len(urls) > _PLAYLISTS_AT_MOST:
        notice(f"The first {_PLAYLISTS_AT_MOST} of {len(urls)} playlists are saved.")
    for url in urls[:_PLAYLISTS_AT_MOST]:
        try:
            found += [(each.url, each.text) for each in await sources.playlists(url)]
        except ReviewerError as error:
            notice(f"Without a playlist: {error.sentence}")
    return await asyncio.to_thread(diagnostics_zip, sources.answers(game.id), found)
