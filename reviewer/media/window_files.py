"""Windows on disk: made of pieces, kept for the next time where nothing is missing in them."""

import asyncio
import json
import logging
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias
from weakref import finalize

from reviewer.domain.errors import BadSegment, MediaError, NoRoom
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime
from reviewer.media.cache import DiskCache
from reviewer.media.fetch import resource_name
from reviewer.media.piece import Piece
from reviewer.media.remux import Remuxed, write_window
from reviewer.media.timebase import Stream

_log = logging.getLogger(__name__)
_FORM = 3
"""Raised when windows are made in another way, so that old ones are not taken for new."""

_Stamp: TypeAlias = tuple[int, int]


class WindowFiles:
    """Makes windows in worker threads. What is made in passing goes when nobody has it any more."""

    def __init__(self, cache: DiskCache) -> None:
        self._cache = cache
        self._left: list[Path] = []
        self._sound: dict[Path, _Stamp | None] = {}
        """Windows that were found whole, by size and time of the file: they need no second look."""

    async def kept(self, stream: Stream, indexes: range) -> MediaWindow | None:
        """The window of these segments, if it is there and whole."""
        return await asyncio.to_thread(self._read, _key(stream, indexes), stream)

    async def make(
        self, stream: Stream, indexes: range, pieces: Sequence[Piece], *, expired: bool
    ) -> MediaWindow:
        """The window of these segments; kept unless something is missing in it.

        Raises BadSegment where there is no picture, NoRoom where the disk is full.
        """
        made, remuxed = await self._write(pieces)
        if not remuxed.gaps and not remuxed.silent:
            key = _key(stream, indexes)
            return await asyncio.to_thread(self._keep, key, stream, made, remuxed)
        pictures, end, gaps = remuxed.pictures, remuxed.end, remuxed.gaps
        return self._passing(MediaWindow(made, stream.id, pictures, end, gaps, expired=expired))

    async def make_early(self, stream: Stream, pieces: Sequence[Piece]) -> MediaWindow | None:
        """A window of what is here so far; None where that cannot be shown by itself."""
        try:
            made, remuxed = await self._write(pieces)
        except BadSegment as error:
            _log.debug("nothing to show of %d pieces yet: %s", len(pieces), error.sentence)
            return None
        pictures, end = remuxed.pictures, remuxed.end
        gaps = tuple(gap for gap in remuxed.gaps if gap.end * 1000 <= pictures[-1])
        return self._passing(MediaWindow(made, stream.id, pictures, end, gaps, whole=False))

    def sweep(self) -> None:
        """Drop the windows made in passing that nobody has any more."""
        while self._left:
            self._cache.drop(self._left.pop())

    def _passing(self, window: MediaWindow) -> MediaWindow:
        finalize(window, self._left.append, window.path)
        return window

    async def _write(self, pieces: Sequence[Piece]) -> tuple[Path, Remuxed]:
        """A window in the making; on a full disk the cache gives way, once."""
        try:
            return await asyncio.to_thread(self._written, pieces)
        except NoRoom:
            if not await asyncio.to_thread(self._cache.make_room):
                raise
        return await asyncio.to_thread(self._written, pieces)

    def _written(self, pieces: Sequence[Piece]) -> tuple[Path, Remuxed]:
        made = self._cache.scratch(".mp4")
        try:
            return made, write_window(pieces, made)
        except MediaError:
            self._cache.drop(made)
            raise

    def _keep(self, key: str, stream: Stream, made: Path, remuxed: Remuxed) -> MediaWindow:
        path = self._cache.adopt(made, key)
        if path is None:
            return self._passing(MediaWindow(made, stream.id, remuxed.pictures, remuxed.end))
        sidecar = {"crc": _crc(path), "pictures": remuxed.pictures, "end": remuxed.end}
        self._cache.put(key, json.dumps(sidecar).encode())
        self._sound[path] = _stamp(path)
        return MediaWindow(path, stream.id, remuxed.pictures, remuxed.end)

    def _read(self, key: str, stream: Stream) -> MediaWindow | None:
        sidecar = self._cache.get(key)
        path = self._cache.file(key, ".mp4")
        stamp = _stamp(path)
        if sidecar is None or stamp is None:
            return None
        facts = json.loads(sidecar)
        if self._sound.get(path) != stamp and _crc(path) != facts["crc"]:
            _log.info("a damaged window is made again: %s", path.name)
            return None
        with suppress(OSError):  # a file that cannot be touched is the sooner thrown away, no more
            path.touch()
        self._sound[path] = _stamp(path)
        pictures = tuple(FrameTime(time) for time in facts["pictures"])
        return MediaWindow(path, stream.id, pictures, FrameTime(facts["end"]))


def _key(stream: Stream, indexes: range) -> str:
    """A stream that is published anew may number other pieces as these were, or move them."""
    ends = (stream.playlist.segments[i] for i in (indexes[0], indexes[-1]))
    names = (f"{end.number} {end.start_us} {resource_name(end.resource)}" for end in ends)
    return f"window {_FORM} {stream.name} {' '.join(names)}"


def _stamp(path: Path) -> _Stamp | None:
    """What changes when the file does; None where there is none to be had."""
    try:
        stat = path.stat()
    except OSError as error:
        _log.debug("no window: %s", error.strerror)
        return None
    return stat.st_size, stat.st_mtime_ns


def _crc(path: Path) -> int | None:
    """Tells a damaged file; None where it cannot be read."""
    try:
        return zlib.crc32(path.read_bytes())
    except OSError as error:
        _log.info("a window cannot be read: %s", error.strerror)
        return None
