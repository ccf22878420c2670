"""Arriving by a link: the game is opened, and then the moment is shown that the link names."""

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import QObject

from reviewer.domain.errors import Unplayable
from reviewer.domain.game import EventId, Game
from reviewer.domain.goto import NotAPlace
from reviewer.session.loader import GameFailed, GameLoading, GameState
from reviewer.session.review import Review


class Arrival(QObject):
    """Follows links; the newest one wins. `zone` says where a game's times of day hold."""

    def __init__(self, review: Review, zone: Callable[[Game], tzinfo]) -> None:
        super().__init__()
        self._review = review
        self._zone = zone
        self._place = ""
        self._event: EventId | None = None
        review.times_changed.connect(self._on_times)
        review.loader.changed.connect(self._on_loader)

    def follow(self, event: EventId, place: str) -> None:
        """Open this game, and go to a place like `Q3 4:12` in it; "" is the game alone."""
        before, self._event, self._place = self._event, event, place
        game = self._review.game
        if game is None or game.id != event or self._review.times is None:
            self._review.open_game(event)
            return
        if before is not None:
            self._review.loader.give_up(before)
        self._arrive(game)

    def _on_times(self) -> None:
        game = self._review.game
        if game is not None and game.id == self._event:
            self._arrive(game)

    def _on_loader(self, state: GameState) -> None:
        """Where another game is asked for meanwhile, the link leads nowhere any more."""
        elsewhere = isinstance(state, GameLoading) and state.event != self._event
        if elsewhere or isinstance(state, GameFailed):
            self._event = None

    def _arrive(self, game: Game) -> None:
        self._event = None
        if self._place:
            try:
                self._review.go_to(self._place, self._zone(game))
            except (NotAPlace, Unplayable) as error:
                self._review.notice(str(error))
