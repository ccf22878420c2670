"""Which game is open: asks for it, and the newest request wins."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import EventId, Game
from reviewer.session.ports import GameSource
from reviewer.session.tasks import Tasks


@dataclass(frozen=True, slots=True)
class NoGame:
    """Nothing was asked for yet."""


@dataclass(frozen=True, slots=True)
class GameLoading:
    event: EventId


@dataclass(frozen=True, slots=True)
class GameLoaded:
    game: Game


@dataclass(frozen=True, slots=True)
class GameFailed:
    event: EventId
    error: ReviewerError


GameState: TypeAlias = NoGame | GameLoading | GameLoaded | GameFailed


class GameLoader(QObject):
    """Loads games. Signal: `changed(GameState)`."""

    changed = Signal(object)

    def __init__(self, source: GameSource, on_crash: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._source = source
        self._tasks = Tasks(on_crash)
        self._state: GameState = NoGame()

    @property
    def state(self) -> GameState:
        return self._state

    def open(self, event: EventId) -> None:
        """Load this game; one that is still loading is forgotten."""
        self._set(GameLoading(event))
        self._tasks.start("load game", self._load(event))

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _load(self, event: EventId) -> None:
        try:
            game = await self._source.load_game(event)
        except ReviewerError as error:
            self._set(GameFailed(event, error))
        else:
            self._set(GameLoaded(game))

    def _set(self, state: GameState) -> None:
        self._state = state
        self.changed.emit(state)
