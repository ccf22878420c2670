"""What the session needs of the world. Adapters fit these by shape; each has a fake in tests."""

from collections.abc import AsyncGenerator, Callable, Iterable
from typing import Protocol, TypeVar

from PySide6.QtCore import SignalInstance

from reviewer.domain.alignment import StreamFacts
from reviewer.domain.entries import Kept
from reviewer.domain.game import EventId, Game
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaSpan

OnProgress = Callable[[float], None]
T = TypeVar("T", bound=Kept)


class GameSource(Protocol):
    """Where games come from. Raises ReviewerErrors."""

    async def load_game(self, event: EventId) -> Game: ...


class MediaSource(Protocol):
    """Where footage comes from. Raises ReviewerErrors."""

    async def facts(self, url: str) -> StreamFacts: ...

    async def window(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> MediaWindow: ...

    def windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> AsyncGenerator[MediaWindow, None]: ...


class Undone(Protocol):
    """What was undone or redone, in the words it was done under."""

    @property
    def what(self) -> str: ...


class Library(Protocol):
    """What the user makes, safe on the disk before a call returns. Raises LibraryErrors."""

    def kept(self, kind: type[T], game: EventId | None = None) -> tuple[T, ...]: ...

    def save(self, game: EventId, what: str, values: Iterable[Kept]) -> None: ...

    def undo(self, game: EventId) -> Undone | None: ...

    def redo(self, game: EventId) -> Undone | None: ...


class Player(Protocol):
    """What shows windows and says which frame is on screen.

    Signals: `frame_shown(FrameTime)`, `playing_changed(bool)`, `finished()`, `failed(str)`.
    """

    @property
    def frame_shown(self) -> SignalInstance: ...
    @property
    def playing_changed(self) -> SignalInstance: ...
    @property
    def finished(self) -> SignalInstance: ...
    @property
    def failed(self) -> SignalInstance: ...
    @property
    def playing(self) -> bool: ...

    def load(
        self, window: MediaWindow, at: FrameTime, stop_at: FrameTime, *, play: bool
    ) -> None: ...
    def prepare(self, window: MediaWindow, at: FrameTime) -> None: ...
    def extend(self, window: MediaWindow) -> None: ...
    def set_stop(self, stop_at: FrameTime) -> None: ...
    def clear(self) -> None: ...
    def play(self) -> None: ...
    def pause(self) -> None: ...
    def seek(self, time: FrameTime) -> None: ...
    def step(self, count: int) -> None: ...
    def set_rate(self, rate: float) -> None: ...
    def set_volume(self, volume: float) -> None: ...
