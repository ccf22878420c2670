"""Decoded pictures around the one that is wanted, made ready in a thread of their own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any, Final

from av import FFmpegError, VideoFrame
from PySide6.QtCore import QObject, Qt, Signal

from reviewer.domain.media import MediaWindow
from reviewer.player.film import Film

GLIMPSE_S: Final = 0.025
"""While the picture wanted is being reached, one on the way to it is told this often."""


@dataclass(slots=True)
class _Work:
    """What the worker does: a stretch (None: cutting the film up). `stop` makes it end early."""

    stretch: range | None
    stop: Event = field(default_factory=Event)
    future: "Future[Any] | None" = None


class Reel(QObject):
    """At most three stretches of pictures: around the one wanted, and on both sides of it.

    Signals: `ready()` once the picture wanted is there, `glimpsed(int, VideoFrame)` for some
    on the way to it, `failed(str)` with the decoder's words.
    """

    ready = Signal()
    glimpsed = Signal(int, object)
    failed = Signal(str)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._film: Film | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._work: _Work | None = None
        self._stretches: tuple[range, ...] = ()
        self._whole: set[range] = set()
        self._pictures: dict[int, VideoFrame] = {}
        self._wanted = 0
        self._ahead = 0
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def open(self, window: MediaWindow) -> None:
        """Close, and take pictures from this window when they are wanted."""
        self.close()
        self._film = Film(window)

    def close(self) -> None:
        """Let go of pictures, thread and file; waits for the picture that is being decoded."""
        if self._work is not None:
            self._work.stop.set()
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
        if self._film is not None:
            self._film.close()
        self._thread = self._work = self._film = None
        self._stretches = ()
        self._whole.clear()
        self._pictures.clear()

    def picture(self, index: int) -> VideoFrame | None:
        """The picture with this index, where it is ready."""
        return self._pictures.get(index)

    def want(self, index: int, ahead: int) -> None:
        """Make this picture ready, then those around it, and those `ahead` (-1, 0 or 1) of it."""
        self._wanted, self._ahead = index, ahead
        if self._film is not None:
            self._pump(self._film)

    def _pump(self, film: Film) -> None:
        """Have the worker do what is most wanted now."""
        missing = [stretch for stretch in self._nearest() if stretch not in self._whole]
        if self._work is not None:
            if self._work.stretch is not None and self._work.stretch not in missing[:1]:
                self._work.stop.set()
        elif not self._stretches:
            self._start(_Work(None), film.stretches)
        elif missing:
            work = _Work(missing[0])
            self._start(work, lambda: film.decode(missing[0], self._keeper(missing[0], work.stop)))

    def _start(self, work: _Work, job: Callable[[], object]) -> None:
        self._work = work
        self._thread = self._thread or ThreadPoolExecutor(1, "reel")
        work.future = self._thread.submit(job)
        work.future.add_done_callback(self._ended.emit)

    def _nearest(self) -> list[range]:
        """The stretch of the picture wanted, then the one ahead; those elsewhere are dropped."""
        at = next((i for i, s in enumerate(self._stretches) if self._wanted in s), None)
        if at is None:
            return []
        near = self._stretches[max(at - 1, 0) : at + 2]
        self._whole.intersection_update(near)
        kept = range(near[0].start, near[-1].stop)
        for index in [index for index in list(self._pictures) if index not in kept]:
            del self._pictures[index]
        ahead = at + self._ahead
        beside = self._stretches[ahead : ahead + 1] if self._ahead and ahead >= 0 else ()
        return [self._stretches[at], *beside]

    def _keeper(self, stretch: range, stop: Event) -> Callable[[int, VideoFrame], bool]:
        """What the worker does with each picture. Kept first, then compared: `want` does it in
        the other order before it looks, so none is missed."""
        told = monotonic()

        def keep(index: int, frame: VideoFrame) -> bool:
            nonlocal told
            if stop.is_set():
                return False
            if index in stretch:
                self._pictures[index] = frame
            if index in stretch and index == self._wanted:
                self.ready.emit()
            elif monotonic() - told > GLIMPSE_S:
                told = monotonic()
                self.glimpsed.emit(index, frame)
            return True

        return keep

    def _on_ended(self, future: "Future[Any]") -> None:
        work = self._work
        if work is None or work.future is not future or self._film is None:
            return
        self._work = None
        try:
            self._keep_result(work, future.result())
        except FFmpegError as error:
            self.failed.emit(str(error.strerror))
        else:
            self._pump(self._film)

    def _keep_result(self, work: _Work, result: tuple[range, ...] | None) -> None:
        if result is not None:
            self._stretches = result
        elif work.stretch is not None and not work.stop.is_set():
            self._whole.add(work.stretch)
