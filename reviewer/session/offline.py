"""What is kept on this machine: asked for, sized, fetched while nobody waits, and freed again."""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from reviewer.domain.alignment import Alignment
from reviewer.domain.errors import DiskFull, ReviewerError, Unplayable
from reviewer.domain.game import Clip, ClipId, EventId, Game
from reviewer.domain.offline import (
    KeptGame,
    KeptSize,
    KeptSoFar,
    Order,
    Part,
    clip_part,
    game_part,
)
from reviewer.session.ports import Keeper
from reviewer.session.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Resting:
    """Nothing is being kept."""


@dataclass(frozen=True, slots=True)
class Sizing:
    """How much an order comes to is being found out."""

    order: Order


@dataclass(frozen=True, slots=True)
class Sized:
    """The user may say yes or no."""

    order: Order
    size: KeptSize


@dataclass(frozen=True, slots=True)
class Keeping:
    """`so_far` is None until the first piece is known of."""

    order: Order
    so_far: KeptSoFar | None = None
    lost: tuple[ReviewerError, ...] = ()
    paused: bool = False


@dataclass(frozen=True, slots=True)
class KeptAll:
    """All that can be had is here; `lost` is what became of the rest."""

    order: Order
    lost: tuple[ReviewerError, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepFailed:
    order: Order
    error: ReviewerError


OfflineState: TypeAlias = Resting | Sizing | Sized | Keeping | KeptAll | KeepFailed


class Offline(QObject):
    """One order at a time; the newest wins, and takes with it what was begun of the same game.

    Signals: `changed(OfflineState)`, `games_changed()` when what is kept did, `failed(str)` when
    something that nobody waits for went wrong.
    """

    changed = Signal(object)
    games_changed = Signal()
    failed = Signal(str)

    def __init__(self, keeper: Keeper, on_crash: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._keeper = keeper
        self._tasks = Tasks(on_crash)
        self._state: OfflineState = Resting()
        self._games: tuple[KeptGame, ...] = ()
        self._game: Game | None = None
        self._alignment: Alignment | None = None
        self._going: Keeping | None = None
        self._busy = False

    @property
    def state(self) -> OfflineState:
        return self._state

    @property
    def games(self) -> tuple[KeptGame, ...]:
        """What is kept, the latest change last."""
        return self._games

    @property
    def cached_bytes(self) -> int:
        return self._keeper.cached_bytes

    @property
    def limit_bytes(self) -> int:
        return self._keeper.limit_bytes

    @property
    def kept(self) -> KeptGame | None:
        """What is kept of the open game."""
        open_id = self._game.id if self._game is not None else None
        return next((game for game in self._games if game.event == open_id), None)

    def open(self, game: Game, alignment: Alignment) -> None:
        """This game is open; what was begun of it before is taken up again."""
        another = self._game is None or self._game.id != game.id
        self._game, self._alignment = game, alignment
        if another:
            self._tasks.start("take up", self._take_up(game))

    def ask_game(self) -> None:
        """Find out how much it takes to keep the open game."""
        self._ask(lambda game, _: (game_part(game),))

    def ask_clips(self, clips: Sequence[Clip]) -> None:
        """Find out how much it takes to keep these clips; those without footage are left out."""
        self._ask(lambda _, alignment: _clip_parts(clips, alignment))

    def confirm(self) -> None:
        """Keep what was sized."""
        if isinstance(self._state, Sized):
            self._keep(Keeping(self._state.order))

    def dismiss(self) -> None:
        """Leave the order, or what is said of one that ended; one that was under way goes on."""
        self._tasks.cancel("size")
        if self._going is not None:
            self._keep(self._going)
        else:
            self._set(Resting())

    def pause(self) -> None:
        """Stop for now; what is here stays."""
        if isinstance(self._state, Keeping):
            self._tasks.cancel("keep")
            self._go(replace(self._state, paused=True))

    def go_on(self) -> None:
        """Fetch what is still missing, after a pause or a failure."""
        if isinstance(self._state, Keeping):
            self._keep(replace(self._state, paused=False))
        elif isinstance(self._state, KeepFailed | KeptAll):
            self._keep(Keeping(self._state.order))

    def set_busy(self, *, busy: bool) -> None:
        """While the user waits for a clip, the line is hers."""
        if busy == self._busy:
            return
        self._busy = busy
        if busy:
            self._tasks.cancel("keep")
        elif isinstance(self._state, Keeping) and not self._state.paused:
            self._keep(self._state)

    def remove(self, event: EventId, clips: Iterable[ClipId | None] | None = None) -> None:
        """Free what these parts of a game take, or all that is kept of it."""
        if self._going is not None and self._going.order.event == event:
            self._tasks.cancel("keep")
            self._going = None
            self._set(Resting())
        self._tasks.start(f"remove {event}", self._remove(event, clips))

    def set_limit(self, limit_bytes: int) -> None:
        """Let the cache hold so much."""
        self._tasks.start("limit", self._set_limit(limit_bytes))

    def refresh(self) -> None:
        """Read again what is kept."""
        self._tasks.start("refresh", self._refresh())

    async def aclose(self) -> None:
        await self._tasks.aclose()

    def _ask(self, parts: Callable[[Game, Alignment], tuple[Part, ...]]) -> None:
        if self._game is None or self._alignment is None:
            return
        order = Order(self._game.id, self._game.name, ())
        self._tasks.cancel("keep")
        try:
            wanted = parts(self._game, self._alignment)
        except Unplayable as error:
            self._set(KeepFailed(order, error))
            return
        self._set(Sizing(order))
        self._tasks.start("size", self._size(self._with_begun(replace(order, parts=wanted))))

    def _with_begun(self, order: Order) -> Order:
        """What is under way of the same game comes first."""
        begun = self._going.order if self._going is not None else None
        if begun is None or begun.event != order.event:
            return order
        known = {part.clip for part in begun.parts}
        added = tuple(part for part in order.parts if part.clip not in known)
        return replace(order, parts=begun.parts + added)

    async def _size(self, order: Order) -> None:
        try:
            size = await self._keeper.measure(order)
        except ReviewerError as error:
            self._set(KeepFailed(order, error))
            return
        if size.fits:
            self._set(Sized(order, size))
        else:
            self._set(KeepFailed(order, DiskFull("There is not room enough on the disk.")))

    def _keep(self, keeping: Keeping) -> None:
        self._go(keeping)
        if not keeping.paused and not self._busy:
            self._tasks.start("keep", self._bring(keeping.order))

    def _go(self, keeping: Keeping) -> None:
        self._going = keeping
        self._set(keeping)

    async def _bring(self, order: Order) -> None:
        lost: tuple[ReviewerError, ...] = ()
        try:
            async with aclosing(self._keeper.keep(order)) as going:
                async for so_far in going:
                    lost += (so_far.error,) if so_far.error is not None else ()
                    self._go(Keeping(order, so_far, lost))
        except ReviewerError as error:
            self._end(KeepFailed(order, error))
        else:
            self._end(KeptAll(order, lost))
        await self._refresh()

    def _end(self, state: OfflineState) -> None:
        self._going = None
        self._set(state)

    async def _take_up(self, game: Game) -> None:
        await self._refresh()
        kept, alignment = self.kept, self._alignment
        if kept is None or not kept.unfinished or alignment is None or self._going is not None:
            return
        clips = [clip for clip in game.clips if clip.id in kept.wanted]
        try:
            parts = (game_part(game),) if None in kept.wanted else _clip_parts(clips, alignment)
        except Unplayable as error:
            self.failed.emit(str(error))
        else:
            self._keep(Keeping(Order(game.id, game.name, parts)))

    async def _refresh(self) -> None:
        games = await self._keeper.kept()
        if games != self._games:
            self._games = games
            self.games_changed.emit()

    async def _remove(self, event: EventId, clips: Iterable[ClipId | None] | None) -> None:
        await self._told(self._keeper.remove(event, clips))
        await self._refresh()

    async def _set_limit(self, limit_bytes: int) -> None:
        await self._told(self._keeper.set_limit(limit_bytes))
        self.games_changed.emit()

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except ReviewerError as error:
            self.failed.emit(str(error))

    def _set(self, state: OfflineState) -> None:
        self._state = state
        self.changed.emit(state)


def _clip_parts(clips: Iterable[Clip], alignment: Alignment) -> tuple[Part, ...]:
    """A part for every clip that has footage. Raises Unplayable where none has."""
    parts, refused = [], Unplayable("There is nothing to keep.")
    for clip in clips:
        try:
            parts.append(clip_part(clip, alignment))
        except Unplayable as error:
            refused = error
    if not parts:
        raise refused
    return tuple(parts)
