"""A span of a stream, ready to play: the door that the rest of the program uses."""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

from reviewer.domain.alignment import StreamFacts
from reviewer.domain.errors import BadSegment, NoNetwork, ReviewerError, Unplayable
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan, WallMs
from reviewer.media.cache import DiskCache
from reviewer.media.remux import NoKeyFrame, Piece, Remuxed, write_window
from reviewer.media.stream import OnProgress, Stream, StreamReader
from reviewer.net.web import Web

_log = logging.getLogger(__name__)
_FORM = 2
"""Raised when windows are made in another way, so that old ones are not taken for new."""

_SLACK_US = 1_000
_PASSING_KEPT = 8


class HlsSource:
    """Brings HLS to this machine. Everything fetched is kept in the cache and used again."""

    def __init__(
        self, web: Web, cache: DiskCache, on_trouble: Callable[[str], None] | None = None
    ) -> None:
        self._cache = cache
        self._reader = StreamReader(web, cache, on_trouble)
        self._passing: list[Path] = []

    @property
    def reader(self) -> StreamReader:
        """What opens the streams: shared, so that each is asked for once."""
        return self._reader

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
        """A local file that covers `span`, as far as the stream does; see `windows`."""
        async with aclosing(self.windows(url, span, on_progress)) as growing:
            async for window in growing:  # noqa: B007 - the last one is wanted
                pass
        return window

    async def windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> AsyncGenerator[MediaWindow, None]:
        """Windows that begin with `span` and grow until they cover it; progress from 0 to 1.

        The first comes as soon as there is something to play. Raises a MediaError where there is
        nothing to show, a ServiceError where the network fails.
        """
        self._sweep()
        stream = await self._reader.stream(url)
        indexes = stream.playlist.covering(span.start * 1000, span.end * 1000)
        if not indexes:
            raise Unplayable("The stream does not reach this clip.")
        window = None
        try:
            async with aclosing(self._covering(stream, indexes, on_progress)) as growing:
                async for window in growing:
                    yield window
        except NoKeyFrame:
            if indexes.start == 0:
                raise
        wider = _wider(window, indexes, span, len(stream.playlist.segments))
        if wider != indexes:
            start, stop = (stream.playlist.segments[i] for i in (wider[0], wider[-1]))
            whole = MediaSpan(MediaMs(start.start_us // 1000 + 1), MediaMs(stop.end_us // 1000 - 1))
            yield await self.window(url, whole, on_progress)

    async def _covering(
        self, stream: Stream, indexes: range, on_progress: OnProgress | None
    ) -> AsyncGenerator[MediaWindow, None]:
        """The window of these segments: as it was kept, or as it grows."""
        kept = await asyncio.to_thread(self._read, _key(stream, indexes), stream)
        if kept is not None:
            yield kept
            return
        async with aclosing(self._growing(stream, indexes, on_progress)) as growing:
            async for window in growing:
                yield window

    async def _growing(
        self, stream: Stream, indexes: range, on_progress: OnProgress | None
    ) -> AsyncGenerator[MediaWindow, None]:
        """A window of the first segment, then of twice as many, and so on up to all of them.

        The next segment is fetched while the window is made. A lost segment is a gap; raises
        what went wrong where all are lost, or the network is.
        """
        pieces: list[Piece] = []
        failures: list[ReviewerError] = []

        async def fetched(position: int) -> None:
            try:
                share = _share(on_progress, position, len(indexes))
                pieces.append(await self._reader.piece(stream, indexes[position], share))
            except NoNetwork:
                raise
            except ReviewerError as error:
                failures.append(error)
                pieces.append(self._reader.lost_piece(stream, indexes[position]))

        await fetched(0)
        for count in range(1, len(indexes)):
            if count & (count - 1) == 0 and len(failures) < count:
                window, _ = await asyncio.gather(
                    self._made_so_far(stream, pieces[:count]), fetched(count)
                )
                if window is not None:
                    yield window
            else:
                await fetched(count)
        if len(failures) == len(indexes):
            raise failures[0]
        yield await self._made(stream, pieces, _key(stream, indexes))

    async def _made_so_far(self, stream: Stream, pieces: list[Piece]) -> MediaWindow | None:
        """The window of the first pieces; None where they cannot be shown by themselves."""
        try:
            return await self._made(stream, pieces, None)
        except BadSegment as error:
            _log.debug("nothing to show of %d pieces yet: %s", len(pieces), error.sentence)
            return None

    async def _made(self, stream: Stream, pieces: list[Piece], key: str | None) -> MediaWindow:
        """The window of these pieces; kept under `key` unless something is missing in it."""
        made = self._cache.scratch(".mp4")
        remuxed = await asyncio.to_thread(write_window, pieces, made)
        if key is not None and not remuxed.gaps and not remuxed.silent:
            return await asyncio.to_thread(self._keep, key, stream, made, remuxed)
        self._passing.append(made)
        return MediaWindow(made, stream.id, remuxed.pictures, remuxed.end, remuxed.gaps)

    def _keep(self, key: str, stream: Stream, made: Path, remuxed: Remuxed) -> MediaWindow:
        path = self._cache.adopt(made, key)
        sidecar = {"bytes": path.stat().st_size, "pictures": remuxed.pictures, "end": remuxed.end}
        self._cache.put(key, json.dumps(sidecar).encode())
        return MediaWindow(path, stream.id, remuxed.pictures, remuxed.end)

    def _sweep(self) -> None:
        """Drop windows made in passing, but for the last few: one of them may be on screen."""
        while len(self._passing) > _PASSING_KEPT:
            self._cache.drop(self._passing.pop(0))

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


def _share(on_progress: OnProgress | None, position: int, count: int) -> OnProgress | None:
    """The progress of one segment as that of all."""
    if on_progress is None:
        return None
    return lambda fraction: on_progress((position + fraction) / count)


def _key(stream: Stream, indexes: range) -> str:
    first, last = (stream.playlist.segments[i].number for i in (indexes[0], indexes[-1]))
    return f"window {_FORM} {stream.name} {first} {last}"


def _wider(window: MediaWindow | None, indexes: range, span: MediaSpan, count: int) -> range:
    """The segments to take where a window falls short of its span, as the playlist's sums misled.

    Without a window the segments need the one before them.
    """
    start, stop = indexes.start, indexes.stop
    if window is None:
        return range(start - 1, stop)
    late = window.start - _SLACK_US > span.start * 1000
    short = window.end + _SLACK_US < span.end * 1000
    if late and start > 0 and not _gap_at(window, span.start):
        start -= 1
    if short and stop < count and not _gap_at(window, span.end):
        stop += 1
    return range(start, stop)


def _gap_at(window: MediaWindow, at: MediaMs) -> bool:
    return any(gap.start <= at <= gap.end for gap in window.gaps)
