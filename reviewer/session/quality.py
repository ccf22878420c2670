"""In which quality footage is fetched: what the stream on screen offers, and what is wished for."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import StreamId
from reviewer.session.playback import Playback
from reviewer.session.playback_state import PlaybackState, Showing
from reviewer.session.ports import MediaSource
from reviewer.session.tasks import Tasks

_log = logging.getLogger(__name__)


class Quality(QObject):
    """Heights of pictures in lines. Signal: `changed()` when the offer or the wish did."""

    changed = Signal()

    def __init__(
        self, media: MediaSource, playback: Playback, on_crash: Callable[[BaseException], None]
    ) -> None:
        super().__init__()
        self._media = media
        self._playback = playback
        self._tasks = Tasks(on_crash)
        self._stream: StreamId | None = None
        self._offered: tuple[int, ...] = ()
        self._wanted: int | None = None
        playback.changed.connect(self._on_playback)

    @property
    def offered(self) -> tuple[int, ...]:
        """What there is to choose from, the best first."""
        return self._offered

    @property
    def wanted(self) -> int | None:
        """What is wished for; None for the best that the line sustains."""
        return self._wanted

    def want(self, height: int | None) -> None:
        """Fetch footage of this height, or the nearest, from the frame on screen on."""
        if height != self._wanted:
            self._wanted = height
            self._media.prefer(height)
            self._playback.reload()
            self.changed.emit()

    async def aclose(self) -> None:
        await self._tasks.aclose()

    def _on_playback(self, state: PlaybackState) -> None:
        if isinstance(state, Showing) and state.plan.stream != self._stream:
            self._stream = state.plan.stream
            self._tasks.start("qualities", self._ask(state.plan.url))

    async def _ask(self, url: str) -> None:
        try:
            offered = await self._media.heights(url)
        except ReviewerError as error:
            _log.info("no qualities to choose from: %s", error.sentence)
            offered = ()
        if offered != self._offered:
            self._offered = offered
            self.changed.emit()
