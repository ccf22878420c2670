"""A span of a stream, ready to play: the door that the rest of the program uses."""

import asyncio
import json
import logging
from pathlib import Path

from reviewer.domain.alignment import StreamFacts
from reviewer.domain.errors import Unplayable
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan, WallMs
from reviewer.media.cache import DiskCache
from reviewer.media.remux import Remuxed, write_window
from reviewer.media.stream import OnProgress, Stream, StreamReader
from reviewer.net.web import Web

_log = logging.getLogger(__name__)
_FORM = 1
"""Raised when windows are made in another way, so that old ones are not taken for new."""

_SLACK_US = 1_000


class HlsSource:
    """Brings HLS to this machine. Everything fetched is kept in the cache and used again."""

    def __init__(self, web: Web, cache: DiskCache) -> None:
        self._cache = cache
        self._reader = StreamReader(web, cache)

    async def facts(self, url: str) -> StreamFacts:
        """What a stream's playlist says of itself. Raises a MediaError or ServiceError."""
        playlist = (await self._reader.stream(url)).playlist
        dated = next((s for s in playlist.segments if s.wall is not None), None)
        zero = None
        if dated is not None and dated.wall is not None:
            zero = WallMs(dated.wall - round(dated.start_us / 1000))
        return StreamFacts(length_ms=round(playlist.length_us / 1000), zero_wall=zero)

    async def window(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> MediaWindow:
        """A local file that covers `span`, as far as the stream does; progress from 0 to 1.

        Raises a MediaError where there is nothing to show, a ServiceError where the network fails.
        """
        stream = await self._reader.stream(url)
        indexes = stream.playlist.covering(span.start * 1000, span.end * 1000)
        if not indexes:
            raise Unplayable("The stream does not reach this clip.")
        while True:
            window = await self._window(stream, indexes, on_progress)
            wider = _wider(window, indexes, span, len(stream.playlist.segments))
            if wider == indexes:
                return window
            indexes = wider

    async def _window(
        self, stream: Stream, indexes: range, on_progress: OnProgress | None
    ) -> MediaWindow:
        key = _key(stream, indexes)
        kept = await asyncio.to_thread(self._read, key, stream)
        if kept is not None:
            return kept
        pieces = await self._reader.pieces(stream, indexes, on_progress)
        made = self._cache.scratch(".mp4")
        remuxed = await asyncio.to_thread(write_window, pieces, made)
        return await asyncio.to_thread(self._keep, key, stream, made, remuxed)

    def _keep(self, key: str, stream: Stream, made: Path, remuxed: Remuxed) -> MediaWindow:
        """Put a window into the cache; one with gaps under no key, so that it is tried again."""
        if remuxed.gaps:
            return MediaWindow(made, stream.id, remuxed.pictures, remuxed.end, remuxed.gaps)
        path = self._cache.adopt(made, key)
        sidecar = {"bytes": path.stat().st_size, "pictures": remuxed.pictures, "end": remuxed.end}
        self._cache.put(key, json.dumps(sidecar).encode())
        return MediaWindow(path, stream.id, remuxed.pictures, remuxed.end)

    def _read(self, key: str, stream: Stream) -> MediaWindow | None:
        """The window of this key, if it is there and whole."""
        sidecar = self._cache.get(key)
        path = self._cache.file(key, ".mp4")
        if sidecar is None or not path.is_file():
            return None
        facts = json.loads(sidecar)
        if path.stat().st_size != facts["bytes"]:
            _log.info("a damaged window is made again: %s", path.name)
            return None
        pictures = tuple(FrameTime(time) for time in facts["pictures"])
        return MediaWindow(path, stream.id, pictures, FrameTime(facts["end"]))


def _key(stream: Stream, indexes: range) -> str:
    first, last = (stream.playlist.segments[i].number for i in (indexes[0], indexes[-1]))
    return f"window {_FORM} {stream.id} {first} {last}"


def _wider(window: MediaWindow, indexes: range, span: MediaSpan, count: int) -> range:
    """The segments to take where a window falls short of its span, as the sums misled."""
    start, stop = indexes.start, indexes.stop
    late = window.start - _SLACK_US > span.start * 1000
    short = window.end + _SLACK_US < span.end * 1000
    if late and start > 0 and not _gap_at(window, span.start):
        start -= 1
    if short and stop < count and not _gap_at(window, span.end):
        stop += 1
    return range(start, stop)


def _gap_at(window: MediaWindow, at: MediaMs) -> bool:
    return any(gap.start <= at <= gap.end for gap in window.gaps)
