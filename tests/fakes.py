"""Stand-ins for the world behind `session/ports.py`: deterministic, with real signals."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from reviewer.domain.alignment import StreamFacts
from reviewer.domain.edits import Target
from reviewer.domain.entries import Kept
from reviewer.domain.errors import ReviewerError, UnknownGame
from reviewer.domain.game import EventId, Game, stream_id
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaSpan
from reviewer.session.ports import OnProgress

T = TypeVar("T", bound=Kept)
FRAME_US = 40_000


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
    """Every stream is there, 25 pictures a second; `failing` makes one fail by its address."""

    def __init__(self) -> None:
        self.failing: dict[str, ReviewerError] = {}
        self.asked: list[tuple[str, MediaSpan]] = []
        self.fraction: float | None = None
        """How far a window is reported to have come before the gate."""
        self.gate = Gate()

    async def facts(self, url: str) -> StreamFacts:
        return StreamFacts(None, None)

    async def window(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> MediaWindow:
        self.asked.append((url, span))
        if on_progress is not None and self.fraction is not None:
            on_progress(self.fraction)
        await self.gate.passed()
        if url in self.failing:
            raise self.failing[url]
        return _window(url, span)

    async def windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> AsyncGenerator[MediaWindow, None]:
        yield await self.window(url, span, on_progress)


class FakePlayer(QObject):
    """Shows the frame it is told to, at once. `calls` holds what it was told."""

    frame_shown = Signal(object)
    playing_changed = Signal(bool)
    finished = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.playing = False
        self.calls: list[tuple[str, object]] = []

    def load(self, window: MediaWindow, at: FrameTime, stop_at: FrameTime, *, play: bool) -> None:
        self.calls.append(("load", at))
        self.show_frame(window.picture_at(at))
        self._set_playing(playing=play)

    def prepare(self, window: MediaWindow, at: FrameTime) -> None:
        self.calls.append(("prepare", at))

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

    def step(self, count: int) -> None:
        self.calls.append(("step", count))

    def set_rate(self, rate: float) -> None:
        self.calls.append(("rate", rate))

    def set_volume(self, volume: float) -> None:
        self.calls.append(("volume", volume))

    def show_frame(self, time: FrameTime) -> None:
        """This frame is on screen now."""
        self.frame_shown.emit(time)

    def told(self, name: str) -> list[object]:
        """What it was told under this name, in order."""
        return [value for called, value in self.calls if called == name]

    def _set_playing(self, *, playing: bool) -> None:
        if self.playing != playing:
            self.playing = playing
            self.playing_changed.emit(playing)


def _window(url: str, span: MediaSpan) -> MediaWindow:
    times = range(span.start * 1000, span.end * 1000, FRAME_US)
    pictures = tuple(map(FrameTime, times))
    end = FrameTime(span.end * 1000)
    return MediaWindow(Path("window.mp4"), stream_id(url), pictures, end)


@dataclass(frozen=True)
class FakeUndone:
    what: str


class FakeLibrary:
    """Keeps values in memory, change by change; `failing` makes every save fail."""

    def __init__(self) -> None:
        self.failing: ReviewerError | None = None
        self.changes: list[tuple[EventId, str, dict[Target, Kept]]] = []
        self._undone: list[tuple[EventId, str, dict[Target, Kept]]] = []

    def kept(self, kind: type[T], game: EventId | None = None) -> tuple[T, ...]:
        values: dict[Target, Kept] = {}
        for _, _, change in self.changes:
            values |= change
        return tuple(
            value
            for target, value in values.items()
            if isinstance(value, kind) and game in (None, target.game)
        )

    def save(self, game: EventId, what: str, values: Iterable[Kept]) -> None:
        if self.failing is not None:
            raise self.failing
        self.changes.append((game, what, {value.target: value for value in values}))
        self._undone.clear()

    def undo(self, game: EventId) -> FakeUndone | None:
        return self._move(self.changes, self._undone, game)

    def redo(self, game: EventId) -> FakeUndone | None:
        return self._move(self._undone, self.changes, game)

    def _move(
        self,
        source: list[tuple[EventId, str, dict[Target, Kept]]],
        target: list[tuple[EventId, str, dict[Target, Kept]]],
        game: EventId,
    ) -> FakeUndone | None:
        if not source or source[-1][0] != game:
            return None
        target.append(source.pop())
        return FakeUndone(target[-1][1])
