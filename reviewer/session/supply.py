"""The footage of one clip on its way: all of it, whatever that takes once some is shown."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from reviewer.domain.errors import ReviewerError, ServiceError
from reviewer.domain.media import MediaWindow
from reviewer.domain.plan import PlaybackPlan
from reviewer.domain.times import FrameTime
from reviewer.session.ports import MediaSource

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 5.0, 40.0
"""Before the rest of a clip is asked for again, doubled each time."""


class Supply:
    """Windows to show from `start` on. `tell` hears what is amiss while the picture stays."""

    def __init__(
        self,
        media: MediaSource,
        plan: PlaybackPlan,
        start: FrameTime,
        on_progress: Callable[[float], None],
        tell: Callable[[str], None],
    ) -> None:
        self._media = media
        self._plan = plan
        self._start = start
        self._on_progress = on_progress
        self._tell = tell
        self._shown: MediaWindow | None = None
        self._in_trouble = False

    async def windows(self) -> AsyncGenerator[MediaWindow, None]:
        """Longer and longer ones, until all of the clip is here.

        Raises a ReviewerError where nothing can be shown; after that the rest is asked for again
        and again while it is the network that fails.
        """
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                async with aclosing(self._grow()) as growing:
                    async for window in growing:
                        self._shown = window
                        yield window
            except ReviewerError as error:
                if self._shown is None:
                    raise
                self._trouble(f"The rest of this clip is missing. {error.sentence}")
                if not isinstance(error, ServiceError):
                    return
            else:
                self._tell_end()
                return
            await asyncio.sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def stall(self) -> None:
        """Nothing comes any more."""
        self._trouble("The rest of this clip does not come; it is asked for again.")

    async def _grow(self) -> AsyncGenerator[MediaWindow, None]:
        """From the first window on that has the start; the last one, where none has it."""
        early: MediaWindow | None = None
        growing = self._media.windows(self._plan.url, self._plan.played, self._on_progress)
        async with aclosing(growing) as windows:
            async for window in windows:
                early = window if not window.reaches(self._start) else None
                if early is None or self._shown is not None:
                    yield window
        if early is not None and self._shown is None:
            yield early  # the stream ends before the start

    def _trouble(self, words: str) -> None:
        self._in_trouble = True
        self._tell(words)

    def _tell_end(self) -> None:
        """All is here: as it should be, or with holes."""
        gaps = self._shown.gaps_in(self._plan.played) if self._shown is not None else ()
        if gaps:
            lost_s = sum(gap.end - gap.start for gap in gaps) / 1000
            self._tell(f"{lost_s:.1f} s of this footage are missing: the picture stands.")
        elif self._in_trouble:
            self._tell("The rest of this clip is here.")
