"""A span of a stream, ready to play: the door that the rest of the program uses."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from reviewer.domain.alignment import StreamFacts
from reviewer.domain.errors import Unplayable
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import MediaMs, MediaSpan, WallMs
from reviewer.media.cache import DiskCache
from reviewer.media.fetch import OnProgress
from reviewer.media.growth import Growth
from reviewer.media.remux import NoKeyFrame
from reviewer.media.stream import StreamReader
from reviewer.media.timebase import Stream
from reviewer.media.window_files import WindowFiles
from reviewer.net.web import Web

_SLACK_US = 1_000


class HlsSource:
    """Brings HLS to this machine. Everything fetched is kept in the cache and used again."""

    def __init__(
        self, web: Web, cache: DiskCache, on_trouble: Callable[[str], None] | None = None
    ) -> None:
        self._files = WindowFiles(cache)
        self._reader = StreamReader(web, cache, on_trouble)

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

    async def heights(self, url: str) -> tuple[int, ...]:
        """Lines of the pictures that a stream is offered in, the best first.

        One that does not say them is left out. Raises a MediaError or ServiceError.
        """
        offered = {variant.height for variant in await self._reader.qualities(url)}
        return tuple(sorted((height for height in offered if height is not None), reverse=True))

    def prefer(self, height: int | None) -> None:
        """Fetch what is nearest to this from now on; None: the best that the line sustains."""
        self._reader.prefer(height)

    async def window(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> MediaWindow:
        """A local file that covers `span`, as far as the stream does; see `windows`."""
        async with aclosing(self._windows(url, span, on_progress, None)) as growing:
            async for window in growing:  # noqa: B007 - the last one is wanted
                pass
        return window

    def windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> AsyncGenerator[MediaWindow, None]:
        """Windows that begin with `span` and grow until they cover it; progress from 0 to 1.

        The first comes as soon as there is something to play, be it of a part of a segment. Raises
        a MediaError where there is nothing to show, a ServiceError where the network fails.
        """
        return self._windows(url, span, on_progress, span.start * 1000)

    async def _windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None, show_us: int | None
    ) -> AsyncGenerator[MediaWindow, None]:
        """`show_us` is the picture that somebody waits for."""
        self._files.sweep()
        stream = await self._reader.stream(url)
        indexes = stream.playlist.covering(span.start * 1000, span.end * 1000)
        if not indexes:
            raise Unplayable("The stream does not reach this clip.")
        window = None
        try:
            async with aclosing(self._covering(stream, indexes, on_progress, show_us)) as growing:
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
        self, stream: Stream, indexes: range, on_progress: OnProgress | None, show_us: int | None
    ) -> AsyncGenerator[MediaWindow, None]:
        """The window of these segments: as it was kept, or as it grows."""
        kept = await self._files.kept(stream, indexes)
        if kept is not None:
            yield kept
            return
        growth = Growth(self._reader, self._files, stream, indexes, on_progress)
        async with aclosing(growth.windows(show_us)) as growing:
            async for window in growing:
                yield window


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
