"""One stream on the network: its playlist, its segments, and where its time bases begin."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from reviewer.domain.errors import (
    BadPlaylist,
    BadSegment,
    MediaError,
    NoNetwork,
    ReviewerError,
    ServerFault,
    StreamGone,
    Unplayable,
)
from reviewer.domain.game import StreamId, stream_id
from reviewer.media.cache import DiskCache
from reviewer.media.playlist import (
    MasterPlaylist,
    MediaPlaylist,
    Resource,
    Segment,
    parse_playlist,
)
from reviewer.media.remux import Piece, first_picture_us
from reviewer.net.policy import INIT, PLAYLIST, SEGMENT, Policy
from reviewer.net.web import ByteRange, Reply, Web

_log = logging.getLogger(__name__)

OnProgress = Callable[[float], None]
_GONE = frozenset({401, 403, 404, 410})
_EXTINF_SLACK_US = 500_000
_WHOLE_SECOND_SLACK_US = 500_000
"""A playlist that gives whole seconds may be off by half of one for every segment."""


@dataclass(slots=True)
class Stream:
    """A media playlist and what was learnt of it. `origins_us` is by run."""

    id: StreamId
    url: str
    playlist: MediaPlaylist
    origins_us: dict[int, int] = field(default_factory=dict)

    def run_starts(self, run: int) -> Segment:
        return next(s for s in self.playlist.segments if s.run == run)

    def tolerance_us(self, segment: Segment) -> int:
        """How far the sums of the playlist may be off at this segment."""
        whole = all(s.duration_us % 1_000_000 == 0 for s in self.playlist.segments)
        return _EXTINF_SLACK_US + (segment.number * _WHOLE_SECOND_SLACK_US if whole else 0)


class StreamReader:
    """Fetches playlists and segments through the cache. Two who want the same wait for one."""

    def __init__(self, web: Web, cache: DiskCache) -> None:
        self._web = web
        self._cache = cache
        self._streams: dict[str, Stream] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def stream(self, url: str) -> Stream:
        """The stream behind an `hlsFile`. Raises a MediaError or ServiceError."""
        async with self._lock(url):
            known = self._streams.get(url)
            if known is None or not known.playlist.ended:
                known = await self._load(url)
                self._streams[url] = known
            return known

    async def pieces(
        self, stream: Stream, indexes: range, on_progress: OnProgress | None = None
    ) -> list[Piece]:
        """The segments with these indexes; one that is lost is a piece without data.

        Raises what went wrong where all are lost or the network is gone.
        """
        segments = [stream.playlist.segments[index] for index in indexes]
        shares = _Shares(len(segments), on_progress)
        fetched, origins = await asyncio.gather(
            asyncio.gather(
                *(self._or_error(stream, s, shares.of(i)) for i, s in enumerate(segments))
            ),
            self._origins(stream, sorted({segment.run for segment in segments})),
        )
        failures = [result for result in fetched if isinstance(result, ReviewerError)]
        offline = next((error for error in failures if isinstance(error, NoNetwork)), None)
        if offline is not None or len(failures) == len(fetched):
            raise offline or failures[0]
        return [
            Piece(
                data=data if isinstance(data, bytes) else None,
                start_us=segment.start_us,
                duration_us=segment.duration_us,
                run_start_us=stream.run_starts(segment.run).start_us,
                origin_us=origins[segment.run],
                tolerance_us=stream.tolerance_us(segment),
            )
            for segment, data in zip(segments, fetched, strict=True)
        ]

    async def _load(self, url: str) -> Stream:
        playlist, media_url = await self._playlist(url), url
        if isinstance(playlist, MasterPlaylist):
            media_url = max(playlist.variants, key=lambda variant: variant.bandwidth).url
            playlist = await self._playlist(media_url)
        if isinstance(playlist, MasterPlaylist):
            raise BadPlaylist("The stream's playlist leads to another list of qualities.")
        return Stream(stream_id(url), media_url, playlist)

    async def _playlist(self, url: str) -> MediaPlaylist | MasterPlaylist:
        reply = await self._web.get(url, PLAYLIST)
        _raise_for(reply, "The stream")
        return parse_playlist(reply.body.decode("utf-8", "replace"), reply.url)

    async def _origins(self, stream: Stream, runs: list[int]) -> dict[int, int | None]:
        return dict(zip(runs, [await self._origin_us(stream, run) for run in runs], strict=True))

    async def _origin_us(self, stream: Stream, run: int) -> int | None:
        """Time stamp of a run's first picture: its segment has to be looked into.

        None where that segment is lost; then the playlist's sums have to do.
        """
        if run not in stream.origins_us:
            try:
                data = await self._segment(stream, stream.run_starts(run), None)
                stream.origins_us[run] = await asyncio.to_thread(first_picture_us, data)
            except MediaError as error:
                _log.info("the time base of run %d is not known: %s", run, error.sentence)
                return None
        return stream.origins_us[run]

    async def _or_error(
        self, stream: Stream, segment: Segment, on_progress: OnProgress
    ) -> bytes | ReviewerError:
        try:
            return await self._segment(stream, segment, on_progress)
        except ReviewerError as error:
            return error

    async def _segment(
        self, stream: Stream, segment: Segment, on_progress: OnProgress | None
    ) -> bytes:
        """Init section and segment together."""
        if segment.gap:
            raise BadSegment("The stream has a hole here.")
        if segment.key is not None:
            raise Unplayable(
                "This footage is encrypted in a way that Reviewer cannot open.",
                remedy="Ask ShotTracker for footage without encryption.",
            )
        init = b""
        if segment.init is not None:
            init = await self._kept(f"{stream.id} init", segment.init, INIT, None)
        name = f"{stream.id} {segment.number}"
        return init + await self._kept(name, segment.resource, SEGMENT, on_progress)

    async def _kept(
        self, name: str, resource: Resource, policy: Policy, on_progress: OnProgress | None
    ) -> bytes:
        """A resource from the cache, or fetched into it. Signatures in its query may change."""
        key = f"{name} {urlsplit(resource.url).path} {resource.start} {resource.length}"
        async with self._lock(key):
            data = await asyncio.to_thread(self._cache.get, key)
            if data is None:
                data = await self._fetch(resource, policy, on_progress)
                await asyncio.to_thread(self._cache.put, key, data)
        if on_progress is not None:
            on_progress(1.0)
        return data

    async def _fetch(
        self, resource: Resource, policy: Policy, on_progress: OnProgress | None
    ) -> bytes:
        got = 0

        def count(chunk: bytes, total: int | None) -> None:
            nonlocal got
            got = got + len(chunk) if chunk else 0  # an empty one: tried from the start again
            if on_progress is not None and total:
                on_progress(min(1.0, got / total))

        wanted = None
        if resource.length is not None:
            wanted = ByteRange(resource.start or 0, resource.length)
        reply = await self._web.get(resource.url, policy, byte_range=wanted, on_chunk=count)
        _raise_for(reply, "A piece of the footage")
        body = reply.body
        if wanted is not None and reply.status == 200:  # the server ignored the range
            body = body[wanted.offset : wanted.offset + wanted.length]
        if not body:
            raise BadSegment("A piece of the footage is empty.")
        return body

    def _lock(self, key: str) -> asyncio.Lock:
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        return lock


class _Shares:
    """Adds up the progress of several downloads."""

    def __init__(self, count: int, on_progress: OnProgress | None) -> None:
        self._done = [0.0] * count
        self._on_progress = on_progress

    def of(self, index: int) -> OnProgress:
        def report(fraction: float) -> None:
            self._done[index] = fraction
            if self._on_progress is not None:
                self._on_progress(sum(self._done) / len(self._done))

        return report


def _raise_for(reply: Reply, what: str) -> None:
    if reply.ok:
        return
    if reply.status in _GONE:
        raise StreamGone(f"{what} is gone ({reply.status}).", status=reply.status)
    if reply.status >= 500:
        raise ServerFault(f"{what} could not be had ({reply.status}).", status=reply.status)
    raise StreamGone(f"{what} was refused ({reply.status}).", status=reply.status)
