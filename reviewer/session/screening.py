"""Plays a playlist, item by item and from game to game, with its title cards."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import Unplayable
from reviewer.domain.game import Clip, ClipId, Game
from reviewer.domain.moment import GameTimes
from reviewer.domain.play_clips import stretch_clip
from reviewer.domain.playlists import Item, without_repeats
from reviewer.domain.times import FrameTime, WallMs, WallSpan
from reviewer.session.loader import GameFailed, GameLoader, GameState
from reviewer.session.play_through import PlayThrough
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Failed, Idle, Loading, PlaybackState
from reviewer.session.playlists import Playlists
from reviewer.session.tasks import Tasks


@dataclass(frozen=True, slots=True)
class OpenGame:
    """The game on screen, with its time lines."""

    game: Game
    times: GameTimes


class Screening(QObject):
    """What of the current playlist is on screen.

    Signals: `changed()` when another item is, or how the list is played; `card_changed(str)` with
    the title to show over the picture, empty for none; `told(str)` where an item cannot be shown.
    A title card stands for `card_s` seconds where the list plays on by itself.
    """

    changed = Signal()
    card_changed = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        playlists: Playlists,
        playback: Playback,
        through: PlayThrough,
        loader: GameLoader,
        open_game: Callable[[], OpenGame | None],
        on_crash: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self.card_s = 4.0
        self._playlists = playlists
        self._playback = playback
        self._through = through
        self._loader = loader
        self._open_game = open_game
        self._item: Item | None = None
        self._clip: Clip | None = None
        self._before: ClipId | None = None
        """What was on screen when an item was asked for that is not there yet."""
        self._goes_on = True
        self._repeats = True
        self._loops = False
        self._tasks = Tasks(on_crash)
        playback.finished.connect(self._on_finished)
        playback.changed.connect(self._on_playback)
        playlists.changed.connect(self._on_playlists)
        loader.changed.connect(self._on_loader)

    @property
    def item(self) -> Item | None:
        """The item on screen, or on its way there."""
        return self._item

    @property
    def goes_on(self) -> bool:
        """Whether the next item follows by itself."""
        return self._goes_on

    @property
    def repeats(self) -> bool:
        """Whether footage that an item before has shown comes again."""
        return self._repeats

    @property
    def loops(self) -> bool:
        """Whether the list begins again after its last item."""
        return self._loops

    def play(self, id_: str | None = None) -> None:
        """Play the list from this item on, or from its first."""
        queue = self._without_repeats(self._playlists.items)
        item = next((item for item in queue if id_ in (None, item.id)), None)
        if item is None and id_ is not None:  # an item before it shows all of it
            item = self._playlists.item(id_)
        if item is not None:
            self._through.stop()
            self._show(item)

    def step(self, by: int) -> None:
        """Show the next (1) or the previous (-1) item."""
        following = self._neighbour(by)
        if following is not None:
            self._show(following)

    def stop(self) -> None:
        """What is on screen stays; the list plays no further."""
        if self._item is not None:
            self._end_card()
            self._wait_no_more()
            self._item = self._clip = None
            self.changed.emit()

    def toggle_goes_on(self) -> None:
        """Let the next item follow by itself, or not."""
        self._goes_on = not self._goes_on
        self.changed.emit()

    def toggle_repeats(self) -> None:
        """Show footage that several items have in common once, or each time."""
        self._repeats = not self._repeats
        self.changed.emit()

    def toggle_loops(self) -> None:
        """Begin again after the last item, or stop there."""
        self._loops = not self._loops
        self.changed.emit()

    def set_in(self, wall: WallMs) -> None:
        """The item on screen begins with the picture of this moment."""
        if self._item is not None and (played := self._item.played) is not None:
            self._trim(WallSpan(wall, played.end))

    def set_out(self, wall: WallMs) -> None:
        """The item on screen ends at this moment."""
        if self._item is not None and (played := self._item.played) is not None:
            self._trim(WallSpan(played.start, wall))

    def ahead(self, count: int) -> Sequence[Clip]:
        """The clips of the open game that follow; the next other game is loaded meanwhile."""
        queue, here = self._queue(), self._open_game()
        place = self._place(queue)
        if here is None or self._item is None or place is None:
            return ()
        following = queue[place + 1 :][:count]
        others = [item.footage.game for item in following if item.footage is not None]
        other = next((game for game in others if game != here.game.id), None)
        if other is not None:
            self._loader.load_ahead(other)
        return _clips(following, here)

    def on_game(self) -> None:
        """Another game is open, or the same one anew: the item that waited for it is shown."""
        item = self._item
        waits = self._clip is None or isinstance(self._playback.state, Failed)
        if item is not None and item.footage is not None and waits:
            here = self._open_game()
            if here is not None and here.game.id == item.footage.game:
                self._play(item, here)

    async def aclose(self) -> None:
        await self._tasks.aclose()

    def _trim(self, span: WallSpan) -> None:
        if self._item is not None:
            self._playlists.trim(self._item.id, span)

    def _queue(self) -> tuple[Item, ...]:
        """The list that is played, which need not be the one that is worked on."""
        if self._item is None:
            return ()
        return self._without_repeats(self._playlists.items_of(self._item.playlist))

    def _without_repeats(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return items if self._repeats else without_repeats(items)

    def _place(self, queue: Sequence[Item]) -> int | None:
        """Where the item on screen stands; the first of its parts where it has several."""
        places = [at for at, item in enumerate(queue) if self._item and item.id == self._item.id]
        same = [at for at in places if queue[at] == self._item]
        return next(iter((*same, *places)), None)

    def _neighbour(self, by: int) -> Item | None:
        queue = self._queue()
        place = self._place(queue)
        if place is None or not queue:
            return None
        to = place + by
        if self._loops:
            to %= len(queue)
        return queue[to] if 0 <= to < len(queue) else None

    def _show(self, item: Item) -> None:
        self._end_card()
        state = self._playback.state
        self._before = None if isinstance(state, Idle) else state.clip.id
        here = self._open_game()
        if item.footage is not None and here is not None and here.game.id == item.footage.game:
            self._wait_no_more()
        self._item, self._clip = item, None
        self.changed.emit()
        if item.footage is None:
            self._show_card(item)
        elif here is not None and here.game.id == item.footage.game:
            self._play(item, here)
        else:
            self._playback.pause()
            self._loader.reopen(item.footage.game)

    def _wait_no_more(self) -> None:
        """An item of another game that is on its way is not shown any more."""
        if self._item is not None and self._item.footage is not None and self._clip is None:
            self._loader.give_up(self._item.footage.game)

    def _show_card(self, item: Item) -> None:
        self._playback.pause()
        self.card_changed.emit(item.title)
        if self._goes_on:
            self._tasks.start("title card", self._stand())

    def _play(
        self, item: Item, here: OpenGame, *, play: bool = True, at: FrameTime | None = None
    ) -> None:
        try:
            self._clip = _clip(item, here)
        except Unplayable as error:
            self._pass_over(item, error)
            return
        self._playback.open(self._clip, play=play, at=at)

    def _pass_over(self, item: Item, error: Unplayable) -> None:
        """What has no footage is told, and the next item follows; not round and round."""
        self.told.emit(f"{item.title or 'An item'}: {error.sentence}")
        queue = self._queue()
        place = self._place(queue)
        if self._goes_on and place is not None and place + 1 < len(queue):
            self._show(queue[place + 1])
        else:
            self.stop()

    def _end_card(self) -> None:
        if self._item is not None and self._item.footage is None:
            self._tasks.cancel("title card")
            self.card_changed.emit("")

    async def _stand(self) -> None:
        await asyncio.sleep(self.card_s)
        following = self._neighbour(1)
        if following is not None:
            self._show(following)
        else:
            self.stop()

    def _on_finished(self) -> None:
        if self._clip is None or not self._goes_on:
            return
        following = self._neighbour(1)
        if following is not None:
            self._show(following)

    def _on_playback(self, state: PlaybackState) -> None:
        """Where something else was chosen to be watched, the list is left."""
        if self._item is None or isinstance(state, Idle):
            return
        ours = self._clip is not None and state.clip.id == self._clip.id
        stays = state.clip.id == self._before and not isinstance(state, Loading)
        if not ours and not stays:
            self.stop()

    def _on_playlists(self) -> None:
        """The item on screen may be gone, or be trimmed otherwise."""
        if self._item is None:
            return
        now = self._playlists.item(self._item.id)
        if now is None:
            self.stop()
        elif now.footage is not None and self._clip is not None and self._differs(now):
            self._item = now
            self._replan(now)
        elif replace(now, trim=self._item.trim) != self._item:
            self._item = replace(now, trim=self._item.trim)
            self.changed.emit()

    def _differs(self, now: Item) -> bool:
        """Whether the item was trimmed: a part of it, shown once, has a trim of its own."""
        return self._repeats and self._item is not None and now.trim != self._item.trim

    def _replan(self, item: Item) -> None:
        """Go on with the picture on screen, between the new ends."""
        here = self._open_game()
        if here is not None:
            self._play(item, here, play=self._playback.playing, at=self._playback.frame)
        self.changed.emit()

    def _on_loader(self, state: GameState) -> None:
        footage = self._item.footage if self._item is not None else None
        if isinstance(state, GameFailed) and footage is not None and footage.game == state.event:
            self.stop()


def _clip(item: Item, here: OpenGame) -> Clip:
    if item.footage is None or item.played is None:
        raise Unplayable("A title card has no footage.")
    return stretch_clip(
        here.game, here.times, item.footage.period, item.played, cut=item.trim is not None
    )


def _clips(items: Sequence[Item], here: OpenGame) -> tuple[Clip, ...]:
    """Those of the open game's items that can be played."""
    clips = []
    for item in items:
        if item.footage is not None and item.footage.game == here.game.id:
            try:
                clips.append(_clip(item, here))
            except Unplayable:
                continue
    return tuple(clips)
