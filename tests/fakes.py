"""Stand-ins for the world behind `session/ports.py`: deterministic, with real signals."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from reviewer.domain.account import Account, AccountName
from reviewer.domain.alignment import StreamFacts
from reviewer.domain.edits import LIBRARY, Target
from reviewer.domain.entries import Kept
from reviewer.domain.errors import BadEntry, ReviewerError, UnknownGame
from reviewer.domain.game import ClipId, EventId, Game, ScheduledGame, stream_id
from reviewer.domain.media import MediaWindow
from reviewer.domain.offline import KeptGame, KeptSize, KeptSoFar, Order
from reviewer.domain.palettes import Palette
from reviewer.domain.score import Score
from reviewer.domain.season import Season
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan, WallMs
from reviewer.session.ports import OnProgress
from tests.builders import PALETTES

T = TypeVar("T", bound=Kept)


class Gate:
    """Lets calls through, or holds them until it is opened."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()

    def close(self) -> None:
        self._open.clear()

    def open(self) -> None:
        self._open.set()

    async def passed(self) -> None:
        await self._open.wait()


class FakeGames:
    """Answers with the games it was given; `failing` makes an event fail."""

    def __init__(self, *games: Game) -> None:
        self.games = {game.id: game for game in games}
        self.failing: dict[EventId, ReviewerError] = {}
        self.asked: list[EventId] = []
        self.gate = Gate()

    async def load_game(self, event: EventId) -> Game:
        self.asked.append(event)
        await self.gate.passed()
        if event in self.failing:
            raise self.failing[event]
        if event not in self.games:
            raise UnknownGame(f"ShotTracker knows no game {event}.")
        return self.games[event]


class FakeMedia:
    """Every stream is there, `rate` pictures a second; `failing` makes one fail by its address,
    and what comes from those in `expiring` is not whole.
    """

    def __init__(self) -> None:
        self.failing: dict[str, ReviewerError] = {}
        self.expiring: set[str] = set()
        self.rate = Fraction(25)
        self.told: StreamFacts | ReviewerError = StreamFacts(None, None)
        """What every stream says of itself."""
        self.asked: list[tuple[str, MediaSpan]] = []
        self.fraction: float | None = None
        """How far a window is reported to have come before the gate."""
        self.gate = Gate()
        self.offered: tuple[int, ...] = ()
        self.preferred: int | None = None

    async def facts(self, url: str) -> StreamFacts:
        if isinstance(self.told, ReviewerError):
            raise self.told
        return self.told

    async def heights(self, url: str) -> tuple[int, ...]:
        if url in self.failing:
            raise self.failing[url]
        return self.offered

    def prefer(self, height: int | None) -> None:
        self.preferred = height

    async def window(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> MediaWindow:
        self.asked.append((url, span))
        if on_progress is not None and self.fraction is not None:
            on_progress(self.fraction)
        await self.gate.passed()
        if url in self.failing:
            raise self.failing[url]
        return replace(_window(url, span, self.rate), expired=url in self.expiring)

    async def windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> AsyncGenerator[MediaWindow, None]:
        yield await self.window(url, span, on_progress)


class FakePlayer(QObject):
    """Shows the frame it is told to, at once unless `slow`. `calls` holds what it was told."""

    frame_shown = Signal(object)
    playing_changed = Signal(bool)
    waiting_changed = Signal(bool)
    finished = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.playing = False
        self.slow = False
        self.calls: list[tuple[str, object]] = []

    def load(self, window: MediaWindow, at: FrameTime, stop_at: FrameTime, *, play: bool) -> None:
        self.calls.append(("load", at))
        if not self.slow:
            self.show_frame(window.picture_at(at))
        self._set_playing(playing=play)

    def prepare(self, window: MediaWindow, at: FrameTime) -> None:
        self.calls.append(("prepare", at))

    def glance(self, window: MediaWindow, at: FrameTime) -> None:
        self.calls.append(("glance", window.picture_at(at)))

    def extend(self, window: MediaWindow) -> None:
        self.calls.append(("extend", window.end))

    def set_stop(self, stop_at: FrameTime) -> None:
        self.calls.append(("stop", stop_at))

    def clear(self) -> None:
        self.calls.append(("clear", None))
        self._set_playing(playing=False)

    def play(self) -> None:
        self.calls.append(("play", None))
        self._set_playing(playing=True)

    def pause(self) -> None:
        self._set_playing(playing=False)

    def seek(self, time: FrameTime) -> None:
        self.calls.append(("seek", time))
        self.show_frame(time)

    def scrub(self, time: FrameTime) -> None:
        self.calls.append(("scrub", time))
        self._set_playing(playing=False)
        self.show_frame(time)

    def set_loop(self, loop: MediaSpan | None) -> None:
        self.calls.append(("loop", loop))

    def step(self, count: int) -> None:
        self.calls.append(("step", count))

    def set_rate(self, rate: float) -> None:
        self.calls.append(("rate", rate))

    def set_volume(self, volume: float) -> None:
        self.calls.append(("volume", volume))

    def show_frame(self, time: FrameTime) -> None:
        """This frame is on screen now."""
        self.frame_shown.emit(time)

    def set_waiting(self, *, waiting: bool) -> None:
        """It came to the end of what is here so far, or there is more by now."""
        self.waiting_changed.emit(waiting)

    def told(self, name: str) -> list[object]:
        """What it was told under this name, in order."""
        return [value for called, value in self.calls if called == name]

    def _set_playing(self, *, playing: bool) -> None:
        if self.playing != playing:
            self.playing = playing
            self.playing_changed.emit(playing)


def _window(url: str, span: MediaSpan, rate: Fraction) -> MediaWindow:
    numbers = range(floor(span.start * rate / 1000), ceil(span.end * rate / 1000))
    *pictures, end = (
        FrameTime(round(number * 1_000_000 / rate)) for number in (*numbers, numbers.stop)
    )
    return MediaWindow(Path("window.mp4"), stream_id(url), tuple(pictures), end)


@dataclass(frozen=True)
class FakeUndone:
    what: str
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class FakeChange:
    """What a change made of its targets: None where it deleted them."""

    game: EventId
    what: str
    made: dict[Target, Kept | None]


class FakeLibrary:
    """Keeps values in memory, change by change; `failing` makes every save fail."""

    def __init__(self) -> None:
        self.failing: ReviewerError | None = None
        self.changes: list[FakeChange] = []
        self._undone: list[FakeChange] = []
        self._known: dict[Target, Kept] = {}

    def kept(self, kind: type[T], game: EventId | None = None) -> tuple[T, ...]:
        return tuple(
            value
            for target, value in self._now().items()
            if isinstance(value, kind) and game in (None, target.game)
        )

    def known(self, kind: type[T], target: Target) -> T | None:
        value = self._now().get(target) or self._known.get(target)
        return value if isinstance(value, kind) else None

    def is_kept(self, target: Target) -> bool:
        return self._now().get(target) is not None

    def save(
        self, game: EventId, what: str, values: Iterable[Kept], *, gone: Iterable[Kept] = ()
    ) -> None:
        if self.failing is not None:
            raise self.failing
        made: dict[Target, Kept | None] = {value.target: value for value in values}
        for value in made.values():
            if value is not None:
                value.from_fields(value.target, value.fields())
        made |= dict.fromkeys([value.target for value in gone])
        now = self._now()
        if any(now.get(target) != value for target, value in made.items()):
            self._known |= {target: value for target, value in made.items() if value is not None}
            self.changes.append(FakeChange(game, what, made))
            self._undone = [change for change in self._undone if change.game != game]

    def undo(self, game: EventId) -> FakeUndone | None:
        return self._move(self.changes, self._undone, game)

    def redo(self, game: EventId) -> FakeUndone | None:
        return self._move(self._undone, self.changes, game)

    def to_undo(self, game: EventId) -> str | None:
        return next(
            (each.what for each in reversed(self.changes) if each.game in (game, LIBRARY)), None
        )

    def to_redo(self, game: EventId) -> str | None:
        return next(
            (each.what for each in reversed(self._undone) if each.game in (game, LIBRARY)), None
        )

    def _now(self) -> dict[Target, Kept | None]:
        values: dict[Target, Kept | None] = {}
        for change in self.changes:
            values |= change.made
        return values

    def _move(
        self, source: list[FakeChange], target: list[FakeChange], game: EventId
    ) -> FakeUndone | None:
        if self.failing is not None:
            raise self.failing
        change = next((each for each in reversed(source) if each.game in (game, LIBRARY)), None)
        if change is None:
            return None
        source.remove(change)
        target.append(change)
        return FakeUndone(change.what, tuple(change.made))


def _latest(changes: list[FakeChange], game: EventId) -> str | None:
    ours = (each.what for each in reversed(changes) if each.game in (game, LIBRARY))
    return next(ours, None)


class FakePaletteFiles:
    """Two small palettes come with the program; `files` are on the disk."""

    def __init__(self, *shipped: Palette) -> None:
        self.shipped = shipped or PALETTES
        self.files: dict[Path, Palette] = {}
        self.failing: ReviewerError | None = None

    def read(self, path: Path) -> Palette:
        if path not in self.files:
            raise BadEntry("The file is not a palette.")
        return self.files[path]

    def write(self, path: Path, palette: Palette) -> None:
        if self.failing is not None:
            raise self.failing
        self.files[path] = palette


PIECE_BYTES = 1_000_000


class FakeKeeper:
    """Every part of an order is one piece of a megabyte. `gate` holds the next piece."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.here: dict[EventId, KeptGame] = {}
        self.fetched: list[ClipId | None] = []
        self.failing: ReviewerError | None = None
        self.losing: dict[ClipId | None, ReviewerError] = {}
        self.free_bytes = 10**12
        self.cached_bytes = 3_400_000_000
        self.limit_bytes = 10**10
        self.gate = Gate()

    async def set_limit(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.cached_bytes = min(self.cached_bytes, limit_bytes)

    async def kept(self) -> tuple[KeptGame, ...]:
        return tuple(self.here.values())

    async def measure(self, order: Order) -> KeptSize:
        if self.failing is not None:
            raise self.failing
        return KeptSize(PIECE_BYTES * len(order.parts), 0, self.free_bytes)

    async def keep(self, order: Order) -> AsyncGenerator[KeptSoFar, None]:
        self.orders.append(order)
        if self.failing is not None:
            raise self.failing
        total = PIECE_BYTES * len(order.parts)
        self._note(order, None)
        done = PIECE_BYTES * len(self.here[order.event].done)
        yield KeptSoFar(done, total)
        for part in order.parts:
            if part.clip in self.here[order.event].done:
                continue
            await self.gate.passed()
            self.fetched.append(part.clip)
            error = self.losing.get(part.clip)
            if error is None:
                done += PIECE_BYTES
                self._note(order, [part.clip])
            yield KeptSoFar(done, total, error)

    async def remove(self, event: EventId, clips: Iterable[ClipId | None] | None = None) -> None:
        game = self.here.pop(event)
        gone = game.wanted if clips is None else frozenset(clips)
        if game.wanted - gone:
            done = game.done - gone
            size = PIECE_BYTES * len(done)
            self.here[event] = replace(game, wanted=game.wanted - gone, done=done, size_bytes=size)

    def _note(self, order: Order, done: Iterable[ClipId | None] | None) -> None:
        nothing = KeptGame(order.event, order.name, frozenset(), frozenset(), 0)
        before = self.here.get(order.event, nothing)
        wanted = before.wanted | {part.clip for part in order.parts}
        here = before.done | frozenset(done or ())
        size = PIECE_BYTES * len(here)
        self.here[order.event] = KeptGame(order.event, order.name, wanted, here, size)


class FakeStills:
    """Answers with `picture`; `failing` makes a stream fail by its address."""

    def __init__(self, picture: bytes = b"picture") -> None:
        self.picture = picture
        self.failing: dict[str, ReviewerError] = {}
        self.asked: list[tuple[str, MediaMs]] = []
        self.previewed: list[FrameTime] = []
        self.gate = Gate()

    async def poster(self, url: str, at: MediaMs) -> bytes:
        self.asked.append((url, at))
        await self.gate.passed()
        if url in self.failing:
            raise self.failing[url]
        return self.picture

    async def preview(self, window: MediaWindow, at: FrameTime) -> bytes:
        self.previewed.append(at)
        await self.gate.passed()
        return self.picture


class FakeDoor:
    """Lets every account in, and tells `told`; `failing` is what it refuses with."""

    def __init__(self) -> None:
        self.failing: ReviewerError | None = None
        self.told: tuple[str, ...] = ()
        self.asked: list[Account] = []
        self.gate = Gate()

    async def knock(self, account: Account) -> tuple[str, ...]:
        self.asked.append(account)
        await self.gate.passed()
        if self.failing is not None:
            raise self.failing
        return self.told


class FakeKeychain:
    """A key store in memory; `failing` makes every call fail."""

    def __init__(self) -> None:
        self.secrets: dict[AccountName, str] = {}
        self.failing: ReviewerError | None = None
        self.gate = Gate()

    async def secret(self, name: AccountName) -> str | None:
        await self._passed()
        return self.secrets.get(name)

    async def keep(self, name: AccountName, secret: str) -> None:
        await self._passed()
        self.secrets[name] = secret

    async def forget(self, name: AccountName) -> None:
        await self._passed()
        self.secrets.pop(name, None)

    async def _passed(self) -> None:
        await self.gate.passed()
        if self.failing is not None:
            raise self.failing


class FakeBook:
    """The accounts of a computer."""

    def __init__(self, *names: AccountName) -> None:
        self.names = names
        self.current = names[0] if names else None
        self.api_url = "https://api.test"

    def add(self, name: AccountName) -> None:
        self.names = (name, *(other for other in self.names if other != name))
        self.current = name

    def choose(self, name: AccountName) -> None:
        self.add(name)

    def remove(self, name: AccountName) -> None:
        self.names = tuple(other for other in self.names if other != name)
        self.current = None if self.current == name else self.current


class FakeSchedule:
    """Lists the games it was given, in their time; `failing` makes every piece fail."""

    def __init__(self, *games: ScheduledGame) -> None:
        self.games = list(games)
        self.scores: dict[EventId, Score] = {}
        self.failing: ReviewerError | None = None
        self.asked: list[tuple[WallMs, WallMs]] = []
        self.scored: list[EventId] = []
        self.gate = Gate()

    async def schedule(self, start: WallMs, end: WallMs, /) -> tuple[ScheduledGame, ...]:
        self.asked.append((start, end))
        listed = [game for game in self.games if start <= (game.tipoff or 0) < end]
        await self.gate.passed()
        if self.failing is not None:
            raise self.failing
        return tuple(listed)

    async def score(self, event: EventId, /) -> Score | None:
        self.scored.append(event)
        await self.gate.passed()
        if self.failing is not None:
            raise self.failing
        return self.scores.get(event)


class FakeSeason:
    """Keeps an account's games in memory; `failing` makes saving fail."""

    def __init__(self, season: Season = Season()) -> None:  # noqa: B008 - a frozen value
        self.season = season
        self.failing: OSError | None = None

    def load(self) -> Season:
        return self.season

    def save(self, season: Season) -> None:
        if self.failing is not None:
            raise self.failing
        self.season = season
