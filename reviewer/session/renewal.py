"""Addresses of footage expire: the game is asked for once more, and what played goes on."""

from dataclasses import replace

from PySide6.QtCore import QObject

from reviewer.domain.errors import StreamGone
from reviewer.domain.game import Clip, EventId, Game, StreamId
from reviewer.domain.play_clips import streams_of
from reviewer.session.clip_list import ClipList
from reviewer.session.loader import GameLoader, GameLoading
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Failed, Loading, PlaybackState, Showing

_EXPIRED = frozenset({401, 403, 404, 410})
"""How a stream's host says that an address is not good any more."""


class Renewal(QObject):
    """Asks once for a stream's address, and again only after all of a clip came from it."""

    def __init__(self, loader: GameLoader, clips: ClipList, playback: Playback) -> None:
        super().__init__()
        self._loader = loader
        self._clips = clips
        self._playback = playback
        self._game: EventId | None = None
        self._asked: set[StreamId | None] = set()
        self._waiting: Clip | None = None
        playback.changed.connect(self._on_playback)
        playback.fetched.connect(self._on_fetched)

    def on_game(self, game: Game) -> None:
        """This game is open: where it is the same one anew, what waited goes on from its frame."""
        if game.id != self._game:
            self._game = game.id
            self._asked.clear()
            self._waiting = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            playback = self._playback
            goes_on = playback.playing or isinstance(playback.state, Failed)
            playback.open(self._anew(waiting, game), play=goes_on, at=playback.frame)

    def _anew(self, clip: Clip, game: Game) -> Clip:
        """The clip as the list has it by now; one of no row with the new address of its stream."""
        listed = next((row.clip for row in self._clips.rows if row.id == clip.id), None)
        if listed is not None or clip.hls is None:
            return listed or clip
        return replace(clip, hls=streams_of(game).get(clip.hls.stream, clip.hls))

    def _on_playback(self, state: PlaybackState) -> None:
        if isinstance(state, Loading):
            if self._waiting is not None and state.clip.id != self._waiting.id:
                self._waiting = None
        elif (isinstance(state, Failed) and _is_expiry(state)) or (
            isinstance(state, Showing) and state.window.expired
        ):
            self._ask(state.clip)

    def _ask(self, clip: Clip) -> None:
        """Nothing is asked while another game comes: that one is wanted more."""
        stream = clip.hls.stream if clip.hls is not None else None
        loading = self._loader.state
        if isinstance(loading, GameLoading) and loading.event != self._game:
            return
        if self._game is not None and stream not in self._asked:
            self._asked.add(stream)
            self._waiting = clip
            self._loader.open(self._game)

    def _on_fetched(self) -> None:
        """What has come whole may expire once more."""
        state = self._playback.state
        if isinstance(state, Showing) and not state.window.expired:
            self._asked.discard(state.plan.stream)


def _is_expiry(state: Failed) -> bool:
    return isinstance(state.error, StreamGone) and state.error.status in _EXPIRED
