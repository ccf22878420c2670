"""Which game is open: asks for it, and the newest request wins."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import EventId, Game
from reviewer.session.ports import GameSource
from reviewer.session.tasks import Tasks

_log = logging.getLogger(__name__)

_REMEMBERED = 8
"""Games that stay in memory: about as many as a playlist goes through."""


@dataclass(frozen=True, slots=True)
class NoGame:
    """Nothing is asked for."""


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
        self._games: OrderedDict[EventId, Game] = OrderedDict()

    @property
    def state(self) -> GameState:
        return self._state

    def open(self, event: EventId) -> None:
        """Load this game; one that is still loading is forgotten."""
        self._set(GameLoading(event))
        self._tasks.start("load game", self._load(event))

    def reopen(self, event: EventId) -> None:
        """Open this game as it was loaded before, at once; one that never was is loaded."""
        game = self._games.get(event)
        if game is None:
            self.open(event)
        else:
            self._tasks.cancel("load game")
            self._set(GameLoaded(game))

    def give_up(self, event: EventId) -> None:
        """This game is not waited for any more; the one that is shown stays."""
        if self._state == GameLoading(event):
            self._tasks.cancel("load game")
            self._set(NoGame())

    def load_ahead(self, event: EventId) -> None:
        """Load a game that will be asked for, where it never was."""
        if event not in self._games:
            self._tasks.start("load ahead", self._load_ahead(event))

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _load(self, event: EventId) -> None:
        try:
            game = await self._source.load_game(event)
        except ReviewerError as error:
            self._set(GameFailed(event, error))
        else:
            self._remember(event, game)
            self._set(GameLoaded(game))

    async def _load_ahead(self, event: EventId) -> None:
        try:
            self._remember(event, await self._source.load_game(event))
        except ReviewerError as error:
            # nobody asked for it yet; the same will be told when somebody does
            _log.info("game %s was not loaded ahead: %s", event, error.sentence)

    def _remember(self, event: EventId, game: Game) -> None:
        self._games[event] = game
        self._games.move_to_end(event)
        while len(self._games) > _REMEMBERED:
            self._games.popitem(last=False)

    def _set(self, state: GameState) -> None:
        self._state = state
        self.changed.emit(state)
