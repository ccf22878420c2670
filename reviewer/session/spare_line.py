"""What the line does while nobody waits for it: what comes next, what is kept, then posters."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reviewer.domain.alignment import Alignment
from reviewer.domain.game import Game
from reviewer.session.ahead import Ahead
from reviewer.session.clip_list import ClipList
from reviewer.session.offline import Offline
from reviewer.session.play_through import PlayThrough
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Loading, PlaybackState, Showing
from reviewer.session.ports import MediaSource, Player
from reviewer.session.posters import Posters
from reviewer.session.screening import Screening

_AHEAD = 10
"""Clips that are fetched before anyone asks for them: about a page of the list."""


class SpareLine(QObject):
    """Gives the line to what is wanted now, and to the rest in its order.

    `offline` and `posters` are None where nothing can be kept and no pictures can be made.
    """

    def __init__(
        self,
        media: MediaSource,
        player: Player,
        playback: Playback,
        clips: ClipList,
        through: PlayThrough,
        screening: Screening,
        offline: Offline | None,
        posters: Posters | None,
        on_crash: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._ahead = Ahead(media, player, playback.plan, on_crash, self._share)
        self._playback = playback
        self._clips = clips
        self._through = through
        self._screening = screening
        self._offline = offline
        self._posters = posters
        self._wanted = False
        playback.changed.connect(self._on_playback)
        playback.fetched.connect(self._fetch)
        for order in (clips.changed, through.changed, screening.changed):
            order.connect(self._on_order)

    def open(self, game: Game, alignment: Alignment) -> None:
        """The game whose footage it is, or where that lies by now."""
        if self._offline is not None:
            self._offline.open(game, alignment)
        if self._posters is not None:
            self._posters.open(game.id, alignment)

    async def aclose(self) -> None:
        await self._ahead.aclose()

    def _fetch(self) -> None:
        """All that is wanted now is here."""
        begins = dict([following]) if (following := self._through.following()) else {}
        near = self._screening.ahead(_AHEAD) or self._clips.ahead(_AHEAD)
        self._ahead.fetch(tuple(dict.fromkeys((*begins, *near))), begins)
        self._wanted = False
        self._share()

    def _share(self) -> None:
        """What is kept waits for what is wanted, posters for what comes next as well."""
        if self._offline is not None:
            self._offline.set_busy(busy=self._wanted)
        if self._posters is not None:
            self._posters.set_busy(busy=self._wanted or self._ahead.running)

    def _on_playback(self, state: PlaybackState) -> None:
        if not isinstance(state, Showing):
            self._wanted = isinstance(state, Loading)
            if self._wanted:
                self._ahead.stop()
            self._share()

    def _on_order(self) -> None:
        """Another clip may come next now."""
        if isinstance(self._playback.state, Showing) and not self._wanted:
            self._fetch()
