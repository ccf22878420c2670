"""First pictures of what may be watched next, decoded before anyone asks for them."""

import logging
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Final, TypeAlias

from av import FFmpegError, VideoFrame
from PySide6.QtCore import QObject, Qt, Signal

from reviewer.domain.media import MediaWindow
from reviewer.player.film import Film

_log = logging.getLogger(__name__)

LIMIT_BYTES: Final = 64_000_000
"""Some 45 pictures at 720p."""

_Key: TypeAlias = tuple[Path, int]


class Glances(QObject):
    """Pictures by window and index, made in a thread of their own; the oldest are dropped."""

    _made = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: OrderedDict[_Key, VideoFrame] = OrderedDict()
        self._wanted: dict[_Key, Future[None]] = {}
        self._thread: ThreadPoolExecutor | None = None
        self._stop = Event()
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)

    def picture(self, window: MediaWindow, index: int) -> VideoFrame | None:
        """A picture that was wanted, if it is there by now."""
        key = window.path, index
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def want(self, window: MediaWindow, index: int) -> None:
        """Have this picture ready, in its turn."""
        key = window.path, index
        if key not in self._pictures and key not in self._wanted:
            self._thread = self._thread or ThreadPoolExecutor(1, "glances")
            self._wanted[key] = self._thread.submit(self._make, key, window, self._stop)

    def close(self) -> None:
        """Let go of the pictures and the thread until some are wanted again."""
        self._stop.set()
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
        self._thread, self._stop = None, Event()
        self._wanted.clear()
        self._pictures.clear()

    def _make(self, key: _Key, window: MediaWindow, stop: Event) -> None:
        film = Film(window)
        picture = None
        try:
            picture = film.picture(key[1], stop)
        except FFmpegError as error:
            _log.info("no first picture: %s", error.strerror)  # it is told when it is played
        finally:
            film.close()
            self._made.emit(key, picture)

    def _on_made(self, key: _Key, picture: VideoFrame | None) -> None:
        if self._wanted.pop(key, None) is None or picture is None:
            return
        self._pictures[key] = picture
        while sum(map(_size, self._pictures.values())) > LIMIT_BYTES:
            self._pictures.popitem(last=False)


def _size(picture: VideoFrame) -> int:
    return sum(plane.buffer_size for plane in picture.planes)
