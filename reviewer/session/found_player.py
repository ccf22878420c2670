"""Plays what was found, one moment or all of them, in whatever game each is."""

from collections.abc import Callable, Iterable
from itertools import groupby

from PySide6.QtCore import QObject

from reviewer.domain.found import FoundMoment
from reviewer.domain.game import EventId
from reviewer.domain.times import WallMs
from reviewer.session.clip_list import ClipList
from reviewer.session.loader import GameLoader
from reviewer.session.play_through import PlayThrough
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Loading, PlaybackState


class FoundPlayer(QObject):
    """Opens the game of a moment where it is not open. `show_moment` shows one without a clip."""

    def __init__(
        self,
        loader: GameLoader,
        clips: ClipList,
        playback: Playback,
        through: PlayThrough,
        show_moment: Callable[[WallMs], None],
    ) -> None:
        super().__init__()
        self._loader = loader
        self._clips = clips
        self._playback = playback
        self._through = through
        self._show_moment = show_moment
        self._game: EventId | None = None
        self._awaited: EventId | None = None
        self._waiting: FoundMoment | None = None
        self._title = ""
        self._batches: list[tuple[EventId, tuple[FoundMoment, ...]]] = []
        through.changed.connect(self._on_through)
        playback.changed.connect(self._on_playback)

    def play(self, moment: FoundMoment) -> None:
        """Play one moment."""
        self._batches.clear()
        self._waiting = moment
        self._go_to(moment.game)

    def play_all(self, title: str, moments: Iterable[FoundMoment]) -> None:
        """List the clips of these moments under a title and play them, game after game."""
        clips = [moment for moment in moments if moment.clip is not None]
        self._waiting, self._title = None, title
        self._batches = [
            (game, tuple(batch)) for game, batch in groupby(clips, key=lambda each: each.game)
        ]
        if self._batches:
            self._go_to(self._batches[0][0])

    def on_game(self, game: EventId) -> None:
        """This game is open: what waited for it plays; where it is another, nothing waits."""
        awaited, self._awaited = self._awaited, None
        if game == self._game and awaited is None:
            return
        self._game = game
        waiting, self._waiting = self._waiting, None
        if game != awaited:
            self._batches.clear()
        elif waiting is not None:
            self._play(waiting)
        elif self._batches:
            self._play_batch()

    def _go_to(self, game: EventId) -> None:
        before, self._awaited = self._awaited, game
        if game == self._game:
            if before is not None:
                self._loader.give_up(before)
            self.on_game(game)
        else:
            self._playback.pause()
            self._loader.reopen(game)

    def _play(self, moment: FoundMoment) -> None:
        if moment.clip is None:
            self._show_moment(moment.span.start)
        else:
            self._clips.choose(moment.clip)

    def _play_batch(self) -> None:
        _, moments = self._batches[0]
        clips = [moment.clip for moment in moments if moment.clip is not None]
        self._clips.show_only(self._title, clips)
        self._through.play_from_first()

    def _on_playback(self, state: PlaybackState) -> None:
        """Who chooses something else meanwhile waits for no other game any more."""
        if isinstance(state, Loading) and self._awaited is not None:
            self._loader.give_up(self._awaited)
            self._awaited = self._waiting = None
            self._batches.clear()

    def _on_through(self) -> None:
        """Where the list of one game has come to its end by itself, the next game's follows."""
        if self._through.on or not self._batches:
            return
        ended = not self._playback.playing and not self._clips.after_current()
        if not ended or len(self._batches) == 1:
            self._batches.clear()
            return
        del self._batches[0]
        self._go_to(self._batches[0][0])
