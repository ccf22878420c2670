"""Shows decoded pictures: steps and drags at once, and time running backwards."""

from dataclasses import dataclass
from typing import Final

from av import VideoFrame
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from reviewer.domain.media import MediaWindow
from reviewer.player.reel import Reel

_LATE_MS: Final = 100.0
"""Reverse play that is later than this goes on from here instead of hurrying after."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Time running backwards: the speed, and the pictures that are played over and over."""

    speed: float
    loop: range | None


def before(index: int, loop: range | None) -> int | None:
    """The picture that reverse play shows after this one; None at the window's start."""
    if loop is not None and index <= loop.start:
        return loop.stop - 1
    return index - 1 if index > 0 else None


class FilmPlayer(QObject):
    """Shows the pictures of a window by their index.

    Signals: `shown(int, VideoFrame)`, `reached_start()` where reverse play ends,
    `failed(str)` with the decoder's words.
    """

    shown = Signal(int, object)
    reached_start = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reel = Reel(self)
        self._window: MediaWindow | None = None
        self._next: int | None = None
        self._last = 0
        self._glimpsing = False
        self._run: _Run | None = None
        self._due_ms = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_time)
        self._reel.ready.connect(self._on_ready)
        self._reel.glimpsed.connect(self._on_glimpsed)
        self._reel.failed.connect(self.failed)

    @property
    def running(self) -> bool:
        """Whether time runs backwards."""
        return self._run is not None

    @property
    def coming(self) -> int | None:
        """The picture that was asked for and is not on screen yet."""
        return None if self._run else self._next

    def open(self, window: MediaWindow) -> None:
        """Close, and take pictures from this window from now on."""
        self.close()
        self._window = window
        self._reel.open(window)

    def close(self) -> None:
        """Let go of everything: window, pictures, thread."""
        self.stop()
        self._window = None
        self._reel.close()

    def rest(self) -> None:
        """Let go of pictures and thread until they are wanted again."""
        if self._window is not None:
            self.open(self._window)

    def holds(self, index: int) -> bool:
        """Whether this picture can be shown at once."""
        return self._reel.picture(index) is not None

    def prepare(self, index: int) -> None:
        """Have the pictures around this one ready, unless another is being waited for."""
        if self._next is None:
            self._last = index
            self._reel.want(index, 0)

    def show(self, index: int, *, glimpses: bool = False) -> None:
        """Show this picture as soon as it is decoded; `glimpses` of those on the way to it too."""
        self.stop()
        self._next, self._glimpsing = index, glimpses
        self._reel.want(index, (index > self._last) - (index < self._last))
        self._on_ready()

    def run_back(self, index: int, speed: float, loop: range | None) -> None:
        """Play backwards from this picture, round and round within `loop` where there is one."""
        self.stop()
        self._run, self._next, self._glimpsing = _Run(speed, loop), index, False
        self._clock.start()
        self._due_ms = 0.0
        self._on_time()

    def stop(self) -> None:
        """Keep what is on screen."""
        self._timer.stop()
        self._run = self._next = None

    def _on_ready(self) -> None:
        if self._run is not None:
            self._due_ms = max(self._due_ms, self._clock.elapsed())  # what was late is not skipped
            self._on_time()
        elif self._next is not None and self._reel.picture(self._next) is not None:
            index, self._next = self._next, None
            self._show(index)

    def _on_glimpsed(self, index: int, frame: VideoFrame) -> None:
        if self._glimpsing and self._next is not None:
            self.shown.emit(index, frame)

    def _on_time(self) -> None:
        """Show the newest picture that is due, and come back when the next one is."""
        if self._run is None:
            return
        newest = self._take_due(self._run)
        if newest is not None:
            self._show(newest)
        if self._next is not None:
            self._await(self._next)
        elif self.running:  # who was shown the picture may have stopped it
            self.stop()
            self.reached_start.emit()

    def _await(self, index: int) -> None:
        self._reel.want(index, -1)
        if self.holds(index):
            self._timer.start(max(0, round(self._due_ms - self._clock.elapsed())))

    def _take_due(self, run: _Run) -> int | None:
        """Go past every picture that is due and ready; returns the last of them."""
        now_ms = float(self._clock.elapsed())
        if now_ms - self._due_ms > _LATE_MS:
            self._due_ms = now_ms
        newest = None
        while self._next is not None and self._due_ms <= now_ms:
            if self._reel.picture(self._next) is None:
                break
            newest = self._next
            self._due_ms += self._duration_ms(newest) / run.speed
            self._next = before(newest, run.loop)
        return newest

    def _duration_ms(self, index: int) -> float:
        if self._window is None:
            return 0.0
        return (self._window.shown_until(index) - self._window.pictures[index]) / 1000

    def _show(self, index: int) -> None:
        frame = self._reel.picture(index)
        if frame is not None:
            self._last = index
            self.shown.emit(index, frame)
