"""The account's games: asks the schedule piece by piece, and knows them with the network gone."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import EventId, Game
from reviewer.domain.listing import Choice
from reviewer.domain.season import SeasonGame, Section, View, Wanted, sections
from reviewer.domain.times import WallMs, WallSpan
from reviewer.session.ports import Schedule, SeasonStore
from reviewer.session.tasks import Tasks

_log = logging.getLogger(__name__)

_PIECE = timedelta(days=31)
"""As much as ShotTracker is asked for at once."""
_MOST_EMPTY = 12
"""Pieces without a game before nobody looks further: about a year."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the schedule; the `number` counts from today, below 0 into the past.

    `error` is why it could not be had, `loading` whether it is being asked for.
    """

    number: int
    span: WallSpan
    loading: bool = True
    error: ReviewerError | None = None
    games: int = 0


class Games(QObject):
    """Signals: `changed()`, `chosen(EventId)` when a game is to be opened, and `failed(str)`.

    `now` is asked for the present moment, epoch milliseconds; without a `zone` days are those of
    this computer.
    """

    changed = Signal()
    chosen = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        schedule: Schedule,
        store: SeasonStore,
        on_crash: Callable[[BaseException], None],
        now: Callable[[], WallMs],
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__()
        self._schedule = schedule
        self._store = store
        self._now = now
        self._zone = zone
        self._tasks = Tasks(on_crash)
        self._season = store.load()
        self._wanted = Wanted()
        self._pieces: dict[int, Piece] = {}
        self._unscored: list[EventId] = []
        self._asked: set[EventId] = set()
        self._scoring = False

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    @property
    def now(self) -> WallMs:
        return self._now()

    @property
    def zone(self) -> tzinfo | None:
        return self._zone

    @property
    def sections(self) -> tuple[Section, ...]:
        """What fits, by day."""
        return sections(self._season, self._wanted, self._now(), self._zone)

    def game(self, event: EventId) -> SeasonGame | None:
        """A game of the season by its id."""
        return self._season.games.get(event)

    @property
    def latest(self) -> EventId | None:
        """The game that was opened last."""
        return next((game.id for game in self._season.lately), None)

    @property
    def teams(self) -> tuple[Choice, ...]:
        """The teams to choose from."""
        return self._season.teams

    @property
    def loading(self) -> bool:
        return any(piece.loading for piece in self._pieces.values())

    @property
    def failures(self) -> tuple[Piece, ...]:
        """Pieces that could not be had."""
        return tuple(piece for piece in self._pieces.values() if piece.error is not None)

    @property
    def reach(self) -> Piece | None:
        """The piece that goes furthest in the direction of the view."""
        upcoming = self._wanted.view is View.UPCOMING
        numbers = [number for number in self._pieces if (number >= 0) == upcoming]
        if not numbers:
            return None
        return self._pieces[max(numbers) if upcoming else min(numbers)]

    def look_for(self, wanted: Wanted) -> None:
        """Show these games."""
        self._wanted = wanted
        self.changed.emit()

    def refresh(self) -> None:
        """Ask for what is near today, again where it was asked for already."""
        self._asked.clear()
        self._ask(-1)
        self._ask(0)

    def retry(self) -> None:
        """Ask again for what could not be had."""
        for piece in self.failures:
            self._ask(piece.number)

    def go_further(self) -> None:
        """Ask for the next piece of the view, and on until there is a game in one."""
        reach = self.reach
        if reach is not None and reach.error is None and not reach.loading:
            self._ask(reach.number + (1 if reach.number >= 0 else -1))

    def want_scores(self, events: Iterable[EventId]) -> None:
        """These games are in sight: find out how they ended."""
        now = self._now()
        found = (self._season.games.get(event) for event in events)
        self._unscored = [
            game.id
            for game in found
            if game is not None
            and game.over(now)
            and not game.decided
            and game.id not in self._asked
        ]
        if self._unscored and not self._scoring:
            self._scoring = True
            self._tasks.start("scores", self._fetch_scores())

    def choose(self, event: EventId) -> None:
        """Have a game opened."""
        self.chosen.emit(event)

    def opened(self, game: Game) -> None:
        """A game is open: it is among the latest ones from now on."""
        self._season = self._season.seen(game, self._now())
        self._keep()

    async def aclose(self) -> None:
        await self._tasks.aclose()

    def _ask(self, number: int) -> None:
        self._set(Piece(number, self._span(number)))
        self._tasks.start(f"schedule {number}", self._load(number))

    async def _load(self, number: int) -> None:
        piece = self._pieces[number]
        try:
            listed = await self._schedule.schedule(piece.span.start, piece.span.end)
        except ReviewerError as error:
            self._set(replace(piece, loading=False, error=error))
            return
        self._season = self._season.heard(piece.span, listed)
        self._set(replace(piece, loading=False, games=len(listed)))
        self._keep()
        if not listed and number < 0:
            self._look_further_back(number)

    def _look_further_back(self, number: int) -> None:
        """Between two seasons there is nothing for months, and the last one before that."""
        since = range(number, min(number + _MOST_EMPTY, 0))
        empty = all(each in self._pieces and not self._pieces[each].games for each in since)
        if number - 1 not in self._pieces and not (empty and len(since) == _MOST_EMPTY):
            self._ask(number - 1)

    async def _fetch_scores(self) -> None:
        while self._unscored:
            event = self._unscored.pop(0)
            try:
                score = await self._schedule.score(event)
            except ReviewerError as error:
                _log.info("no score of game %s: %s", event, error.sentence)
                score = None
            self._asked.add(event)
            if score is not None:
                self._season = self._season.scored(event, score, self._now())
                self._keep()
        self._scoring = False

    def _span(self, number: int) -> WallSpan:
        """The days of a piece: the one before tomorrow is -1, the one from then on is 0."""
        today = datetime.fromtimestamp(self._now() / 1000, self._zone)  # here, where no zone is
        tomorrow = today.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return WallSpan(_wall(tomorrow + number * _PIECE), _wall(tomorrow + (number + 1) * _PIECE))

    def _set(self, piece: Piece) -> None:
        self._pieces[piece.number] = piece
        self.changed.emit()

    def _keep(self) -> None:
        try:
            self._store.save(self._season)
        except OSError as error:
            self.failed.emit(f"The games are not kept for offline use: {error.strerror}.")
        self.changed.emit()


def _wall(moment: datetime) -> WallMs:
    return WallMs(round(moment.timestamp() * 1000))
