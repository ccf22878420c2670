"""A session over fakes, without a widget, and what it said."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import SignalInstance

from reviewer.domain.game import ClipId, EventId, Game
from reviewer.domain.moment import Moment
from reviewer.domain.times import FrameTime
from reviewer.session.memory import Memory
from reviewer.session.playback_state import Failed, PlaybackState, Showing
from reviewer.session.review import Review
from tests.fakes import FakeGames, FakeLibrary, FakeMedia, FakePaletteFiles, FakePlayer

_PATIENCE = 2000
_LONGEST_WAIT_S = 60


async def until(condition: Callable[[], object]) -> None:
    """Let tasks run until this holds."""
    for _ in range(_PATIENCE):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came about")


async def heard(signal: SignalInstance, condition: Callable[[], object]) -> None:
    """Wait until this holds, looking whenever the signal comes: for what a thread works out."""
    came = asyncio.Event()
    signal.connect(came.set)
    async with asyncio.timeout(_LONGEST_WAIT_S):
        while not condition():
            came.clear()
            await came.wait()
    signal.disconnect(came.set)


async def settled() -> None:
    """Let all that is on its way arrive."""
    for _ in range(20):
        await asyncio.sleep(0)


@dataclass
class Room:
    games: FakeGames
    media: FakeMedia
    player: FakePlayer
    library: FakeLibrary
    palette_files: FakePaletteFiles
    review: Review
    noticed: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    states: list[PlaybackState] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)

    async def open(self, event: str = "555") -> None:
        """Open a game and wait until all is known of it."""
        self.review.open_game(EventId(event))
        await until(lambda: self.review.game is not None and self.review.game.id == event)
        await settled()

    async def choose(self, clip: str) -> None:
        """Choose a clip and wait until it is on screen or has failed."""
        self.review.clips.choose(ClipId(clip))
        await self.arrived()

    async def arrived(self) -> None:
        await until(lambda: isinstance(self.review.playback.state, Showing | Failed))
        await settled()

    def show(self, media: int) -> None:
        """The picture at this position of the stream is on screen."""
        self.player.show_frame(FrameTime(media * 1000))

    @property
    def showing(self) -> Showing:
        state = self.review.playback.state
        assert isinstance(state, Showing)
        return state

    @property
    def clock(self) -> int | None:
        """What the game clock showed on the frame on screen."""
        return self.moments[-1].reading.clock

    def why_not(self, clip: str) -> str | None:
        """What the row of a clip says against it."""
        return next(row.why_not for row in self.review.clips.shown if row.id == clip)


def make_room(
    *games: Game,
    crashes: list[BaseException],
    library: FakeLibrary | None = None,
    memory: Memory = Memory(),  # noqa: B008 - a frozen value
) -> Room:
    """A new session on these games; with another's library it is the next start of the program."""
    source, media, player = FakeGames(*games), FakeMedia(), FakePlayer()
    kept = library or FakeLibrary()
    files = FakePaletteFiles()
    review = Review(source, media, player, kept, crashes.append, memory, palettes=files)
    room = Room(source, media, player, kept, files, review)
    review.noticed.connect(room.noticed.append)
    review.answered.connect(room.answered.append)
    review.playback.changed.connect(room.states.append)
    review.playback.moment_changed.connect(room.moments.append)
    return room
