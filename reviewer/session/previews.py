"""The picture of a moment that the mouse is over, from footage that is on this machine."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import ReviewerError
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaMs
from reviewer.session.ports import Stills
from reviewer.session.tasks import Tasks

_log = logging.getLogger(__name__)


class Previews(QObject):
    """One is made at a time; of what is asked for meanwhile the newest is made next.

    Signal: `arrived(int, bytes)`, the moment in the stream in ms and its JPEG.
    """

    arrived = Signal(int, bytes)

    def __init__(self, stills: Stills, on_crash: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._stills = stills
        self._tasks = Tasks(on_crash)
        self._wanted: tuple[MediaWindow, MediaMs] | None = None
        self._running = False

    def ask(self, window: MediaWindow, at: MediaMs) -> None:
        """Make a picture of this moment, if the window reaches so far."""
        if not window.has(FrameTime(at * 1000)):
            self._wanted = None
            return
        self._wanted = window, at
        if not self._running:
            self._running = True
            self._tasks.start("previews", self._make())

    def stop(self) -> None:
        """None is wanted any more."""
        self._wanted = None

    async def aclose(self) -> None:
        self._running = True
        await self._tasks.aclose()

    async def _make(self) -> None:
        while self._wanted is not None:
            (window, at), self._wanted = self._wanted, None
            try:
                picture = await self._stills.preview(window, FrameTime(at * 1000))
            except ReviewerError as error:
                _log.info("no preview: %s", error.sentence)  # the mouse does without
            else:
                self.arrived.emit(at, picture)
        self._running = False
