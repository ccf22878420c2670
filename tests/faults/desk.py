"""The whole program but for its window: a session over the true adapters, and what it said."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reviewer.domain.account import Account
from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import Clip, EventId
from reviewer.domain.tags import Tag
from reviewer.domain.times import WallSpan
from reviewer.opening import open_anyhow
from reviewer.session.care import Care
from reviewer.session.loader import GameFailed, GameLoading
from reviewer.session.playback_state import Failed, Loading, PlaybackState, Showing
from reviewer.session.review import Review
from reviewer.settings import Folders, SettingsFile, SettingsKeeper
from reviewer.sources import connected, palette_files
from reviewer.store.library import Library
from reviewer.store.place import Connect
from reviewer.ui.tokens import RESOURCES
from tests.api.payloads import TIPOFF
from tests.api.service import EVENT
from tests.fakes import FakePlayer
from tests.faults.origin import when_s
from tests.virtual import VirtualLoop

GAME = EventId(EVENT)


class Unforeseen(Exception):
    """Something crashed; see its cause."""


@dataclass
class Desk:
    """A coach at work. `said` is what stood in the notices; there should be no `crashes`."""

    review: Review
    library: Library
    player: FakePlayer
    said: list[str]
    crashes: list[BaseException]
    _stirred: asyncio.Event
    _brought: bool = False
    """Whether all that can be had of the clip is here."""

    def __post_init__(self) -> None:
        review = self.review
        review.loader.changed.connect(self._stir)
        review.playback.changed.connect(self._on_playback)
        review.playback.fetched.connect(self._on_brought)
        review.playback.troubled.connect(self._on_troubled)
        review.noticed.connect(self._stir)
        for controller in (review.care, review.offline, review.finder):
            if controller is not None:
                controller.changed.connect(self._stir)
        if review.offline is not None:
            review.offline.games_changed.connect(self._stir)

    async def open(self) -> ReviewerError | None:
        """Open the game and wait until it is there; what went wrong instead."""
        await self._act(partial(self.review.open_game, GAME), lambda: not self._loading)
        state = self.review.loader.state
        return state.error if isinstance(state, GameFailed) else None

    async def choose(self, name: str) -> Showing | ReviewerError:
        """Choose a clip and wait for it."""
        return await self.shown(partial(self.review.clips.choose, self.clip(name).id))

    async def shown(self, act: Callable[[], None]) -> Showing | ReviewerError:
        """Do it, and wait until all that can be had of the clip that is then shown is there; what
        went wrong instead.
        """
        self._brought, failed = False, self._failed
        await self._act(
            act,
            lambda: not self._loading and (self._brought or self._failed not in (None, failed)),
        )
        state = self.review.playback.state
        if isinstance(state, Failed):
            return state.error
        assert isinstance(state, Showing)
        return state

    def clip(self, name: str) -> Clip:
        """The clip of this name; see `CLIPS`."""
        assert self.review.game is not None
        start_s, end_s = when_s(name)
        about = (TIPOFF + 1000 * start_s, TIPOFF + 1000 * end_s)
        return next(clip for clip in self.review.game.clips if (clip.start, clip.end) == about)

    def tag(self, word: str) -> Tag:
        """Tag the first clip, as somebody does who goes on working."""
        first = self.clip("first")
        assert first.start is not None
        assert first.end is not None
        span = WallSpan(first.start, first.end)
        tag = Tag(f"tag-{word}", GAME, first.period, span, "Play type", (word,))
        with self._loop.watched():
            self.library.save(GAME, "Tag", [tag])
        return tag

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait for this, however long it takes."""
        await self._act(lambda: None, holds)

    async def _act(self, act: Callable[[], None], holds: Callable[[], object]) -> None:
        """Do it, and wait for this. It is watched how the program stops, not what a test does."""
        with self._loop.watched():
            act()
            while not holds():
                if self.crashes:
                    raise Unforeseen from self.crashes[0]
                self._stirred.clear()
                await self._stirred.wait()

    @property
    def _loop(self) -> VirtualLoop:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        return loop

    @property
    def _loading(self) -> bool:
        return isinstance(self.review.loader.state, GameLoading)

    @property
    def _failed(self) -> ReviewerError | None:
        state = self.review.playback.state
        return state.error if isinstance(state, Failed) else None

    def _stir(self, _what: object = None) -> None:
        self._stirred.set()

    def _on_playback(self, state: PlaybackState) -> None:
        if isinstance(state, Loading):
            self._brought = False
        self._stirred.set()

    def _on_brought(self) -> None:
        self._brought = True
        self._stirred.set()

    def _on_troubled(self, words: str) -> None:
        if words.startswith("The rest of this clip is missing"):
            self._on_brought()


@asynccontextmanager
async def at_desk(
    api_url: str,
    home: Path,
    user: str = "demo-user",
    secret: str = "demo-secret",
    connect: Connect = sqlite3.connect,
) -> AsyncIterator[Desk]:
    """A start of the program, and its end. `connect` opens the library's file."""
    said: list[str] = []
    crashes: list[BaseException] = []
    stirred = asyncio.Event()

    def crashed(error: BaseException) -> None:
        crashes.append(error)
        stirred.set()

    player = FakePlayer()
    folders = Folders.from_environment({"REVIEWER_HOME": str(home)})
    account = Account(api_url, user, secret)
    settings = SettingsKeeper(SettingsFile(folders.settings), {}, said.append)
    opened = open_anyhow(folders, connect)
    with opened.library as library:
        async with connected(account, folders, said.append) as sources:
            review = Review(
                sources.games,
                sources.media,
                player,
                library,
                crashed,
                settings.now.memory,
                sources.keeper,
                sources.stills,
                palette_files(RESOURCES / "palettes"),
                library,
                Care(library.vault, library, crashed, opened.trouble),
            )
            review.memory_changed.connect(settings.keep_memory)
            review.noticed.connect(said.append)
            try:
                yield Desk(review, library, player, said, crashes, stirred)
            finally:
                await review.aclose()
