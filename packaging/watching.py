"""Waits for the right frame: read from the bar code of the picture on screen, and painted.

Also what windows are watched with that need no frame.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QListView

from reviewer.demo import barcode
from reviewer.domain.alignment import StreamFacts
from reviewer.domain.errors import StreamGone
from reviewer.domain.game import EventId, ScheduledGame
from reviewer.domain.media import MediaWindow
from reviewer.domain.moment import Moment
from reviewer.domain.score import Score
from reviewer.domain.season import Season
from reviewer.domain.times import FrameTime, MediaSpan, WallMs
from reviewer.player.deck import DeckView
from reviewer.session.playback_state import Failed, PlaybackState, Showing
from reviewer.session.ports import OnProgress
from reviewer.session.review import Review
from reviewer.ui.window import MainWindow

FPS = 30
_LONGEST_WAIT_S = 30.0


def number_of(time_us: FrameTime) -> int:
    """The number of the frame on screen at this time of a stream."""
    return int((time_us + 500) * FPS // 1_000_000)


@contextmanager
def heartbeat(stops: list[float]) -> Iterator[None]:
    """Note how much later than it should a timer of 5 ms comes, in milliseconds."""
    timer, watch = QTimer(), QElapsedTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(5)

    def tick() -> None:
        stops.append(max(0.0, watch.nsecsElapsed() / 1e6 - 5))
        watch.restart()

    timer.timeout.connect(tick)
    watch.start()
    timer.start()
    yield
    timer.stop()


async def ms_until_shown(
    review: Review, view: DeckView, act: Callable[[], None], number: Callable[[], int | None]
) -> float:
    """Do it, and wait until the frame with the number that is then wanted is painted."""
    shown: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def look(_: Moment) -> None:
        if shown.done():
            return
        view.repaint()
        if barcode.read_image(view.picture()) == number():
            shown.set_result(time.perf_counter())

    def fail(state: PlaybackState) -> None:
        if isinstance(state, Failed) and not shown.done():
            shown.set_exception(state.error)

    review.playback.moment_changed.connect(look)
    review.playback.changed.connect(fail)
    try:
        begun = time.perf_counter()
        act()
        return (await asyncio.wait_for(shown, _LONGEST_WAIT_S) - begun) * 1000
    finally:
        review.playback.changed.disconnect(fail)
        review.playback.moment_changed.disconnect(look)


def first_frame(review: Review) -> int | None:
    """The number that the chosen clip begins with, once that clip is the one on screen."""
    state = review.playback.state
    if isinstance(state, Showing) and state.clip.id == review.clips.current:
        return number_of(state.plan.start)
    return None


def paint_list(window: MainWindow) -> None:
    """At once; letting events run inside a task would have the loop enter itself."""
    clips = window.findChild(QListView)
    if clips is None:
        raise LookupError("the window has no list")
    clips.viewport().repaint()


class NoFootage:
    """Nothing is played here."""

    async def facts(self, url: str) -> StreamFacts:
        raise StreamGone(f"{url} is not there.")

    async def heights(self, url: str) -> tuple[int, ...]:
        raise StreamGone(f"{url} is not there.")

    def prefer(self, height: int | None) -> None:
        raise StreamGone(f"{height} is not there.")

    async def window(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> MediaWindow:
        raise StreamGone(f"{url} is not there: {span}, {on_progress}")

    async def windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> AsyncGenerator[MediaWindow, None]:
        yield await self.window(url, span, on_progress)


class NoSeason:
    """An account without games."""

    async def schedule(self, _start: WallMs, _end: WallMs, /) -> tuple[ScheduledGame, ...]:
        return ()

    async def score(self, _event: EventId, /) -> Score | None:
        return None

    def load(self) -> Season:
        return Season()

    def save(self, season: Season) -> None:
        raise OSError(f"nothing is kept of {season}")
