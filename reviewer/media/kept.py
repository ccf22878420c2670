"""Brings footage to this machine to stay: sized first, piece by piece, only what is missing."""

import asyncio
import errno
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from typing_extensions import override

from reviewer.domain.errors import (
    BadPlaylist,
    BadSegment,
    DiskFull,
    LibraryFault,
    MediaError,
    NoNetwork,
    ReviewerError,
    ServiceError,
    StreamGone,
    Unplayable,
)
from reviewer.domain.game import ClipId, EventId
from reviewer.domain.offline import KeptGame, KeptSize, KeptSoFar, Order, Stretch
from reviewer.media.cache import DiskCache, blob_name
from reviewer.media.fetch import playlist_key
from reviewer.media.pins import Blobs, Pins, Record
from reviewer.media.playlist import Segment
from reviewer.media.stream import StreamReader
from reviewer.media.timebase import Stream
from reviewer.net.web import Web

_log = logging.getLogger(__name__)

Secure: TypeAlias = Callable[[EventId], Awaitable[None]]

_EDGE_US = 500_000
"""The sums of a playlist may be off by this: a neighbour so near is kept as well."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One segment to keep. `name` is what its record calls it."""

    name: str
    stream: Stream
    index: int

    @property
    def segment(self) -> Segment:
        return self.stream.playlist.segments[self.index]

    def about_bytes(self, bytes_per_us: float) -> float:
        """By its byte range, else by the rate that was found, else by what the stream promises."""
        if self.segment.resource.length is not None:
            return self.segment.resource.length
        return self.segment.duration_us * (bytes_per_us or self.stream.variant.bandwidth / 8e6)


@dataclass(slots=True)
class _Plan:
    """All that an order needs: jobs in order, without repeats, and whose they are."""

    height: int | None
    jobs: dict[str, _Job] = field(default_factory=dict)
    parts: dict[ClipId | None, list[str]] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)
    gone: list[MediaError] = field(default_factory=list)
    """What became of streams that cannot be had."""


@dataclass(slots=True)
class _Tally:
    """What of a plan is here, and what is still to come."""

    left: list[_Job] = field(default_factory=list)
    here_bytes: int = 0
    here_us: int = 0

    def add(self, job: _Job, blobs: Blobs) -> None:
        self.here_bytes += sum(blobs.values())
        self.here_us += job.segment.duration_us

    def total_bytes(self, bytes_per_us: float = 0.0) -> int:
        rate = self.here_bytes / self.here_us if self.here_us else bytes_per_us
        return self.here_bytes + round(sum(job.about_bytes(rate) for job in self.left))

    def so_far(self, bytes_per_us: float, failure: ReviewerError | None = None) -> KeptSoFar:
        return KeptSoFar(self.here_bytes, self.total_bytes(bytes_per_us), failure)


class Keeper:
    """Keeps footage offline in `pins`; what `cache` has already is taken from there.

    `secure` keeps the data of a game, without which its footage does not open; it raises OSError.
    """

    def __init__(self, web: Web, cache: DiskCache, pins: Pins, secure: Secure) -> None:
        self._web = web
        self._cache = cache
        self._pins = pins
        self._secure = secure
        self._bytes_per_us: dict[EventId, float] = {}
        self._going: tuple[EventId, StreamReader, _Pinning] | None = None
        self._saving: asyncio.Future[None] | None = None

    @property
    def cached_bytes(self) -> int:
        """How much is in the cache, beside what is kept."""
        return self._cache.total_bytes

    @property
    def limit_bytes(self) -> int:
        return self._cache.limit_bytes

    async def set_limit(self, limit_bytes: int) -> None:
        """Let the cache hold so much; what is too much goes."""
        await asyncio.to_thread(self._cache.set_limit, limit_bytes)

    async def kept(self) -> tuple[KeptGame, ...]:
        """What is kept, the latest change last."""
        return await asyncio.to_thread(self._pins.games)

    async def remove(self, event: EventId, clips: Iterable[ClipId | None] | None = None) -> None:
        """Free what these parts of a game need, or all of it. Raises a LibraryError."""
        self._going = None
        if self._saving is not None:
            await asyncio.wait([self._saving])  # else what was left would write its record again
        try:
            await asyncio.to_thread(self._pins.remove, event, clips)
        except OSError as error:
            raise _disk_error(error) from error

    async def measure(self, order: Order) -> KeptSize:
        """How much an order comes to. Raises a MediaError, ServiceError or LibraryError."""
        reader = StreamReader(self._web, self._cache)
        record = await asyncio.to_thread(self._record, order)
        plan = await _planned(order, reader, record)
        tally = await asyncio.to_thread(self._tallied, plan, record)
        if tally.left and not tally.total_bytes():
            self._bytes_per_us[order.event] = await _rate(reader, tally.left[0])
        free_bytes = await asyncio.to_thread(self._room)
        total_bytes = tally.total_bytes(self._bytes_per_us.get(order.event, 0.0))
        return KeptSize(total_bytes, tally.here_bytes, free_bytes)

    async def keep(self, order: Order) -> AsyncGenerator[KeptSoFar, None]:
        """Fetch what is missing, told piece by piece; what is gone does not end it.

        It may be left at any piece and taken up again, after a restart too. Raises a MediaError
        where a stream cannot be had, NoNetwork, and a LibraryError where the disk refuses.
        """
        await self._secure_data(order.event)
        record = await asyncio.to_thread(self._record, order)
        reader, pinning = await self._reader(order.event)
        plan = await _planned(order, reader, record)
        _note(record, plan, pinning.taken)
        await self._save(record)
        tally = await asyncio.to_thread(self._tallied, plan, record)
        bytes_per_us = self._bytes_per_us.get(order.event, 0.0)
        yield tally.so_far(bytes_per_us)
        for error in plan.gone:
            yield tally.so_far(bytes_per_us, error)
        for job in list(tally.left):
            failure = await self._piece(job, reader, pinning, record)
            tally.left.remove(job)
            if failure is None:
                tally.add(job, record.pieces[job.name])
            yield tally.so_far(bytes_per_us, failure)

    async def _secure_data(self, event: EventId) -> None:
        try:
            await self._secure(event)
        except OSError as error:
            raise _disk_error(error) from error

    async def _reader(self, event: EventId) -> tuple[StreamReader, "_Pinning"]:
        """A game that is taken up again goes on with the playlists that were had."""
        if self._going is None or self._going[0] != event:
            pinning = await asyncio.to_thread(_Pinning, self._pins, self._cache)
            self._going = event, StreamReader(self._web, pinning), pinning
        _, reader, pinning = self._going
        pinning.forget()
        return reader, pinning

    async def _piece(
        self, job: _Job, reader: StreamReader, pinning: "_Pinning", record: Record
    ) -> ReviewerError | None:
        """Keep one piece; returns what went wrong with it."""
        pinning.forget()
        try:
            await reader.piece(job.stream, job.index)
        except NoNetwork:
            raise
        except (MediaError, ServiceError) as error:
            _log.info("a piece cannot be kept: %s", error.sentence)
            return error
        if pinning.lacking:
            return BadSegment("A piece of the footage arrives cut short.")
        record.pieces[job.name] = dict(pinning.taken)
        await self._save(record)
        return None

    def _record(self, order: Order) -> Record:
        try:
            return self._pins.record(order.event) or Record(order.event, order.name)
        except OSError as error:
            raise LibraryFault("What is kept offline cannot be read.") from error

    def _room(self) -> int:
        try:
            return self._pins.room()
        except OSError as error:
            raise _disk_error(error) from error

    def _tallied(self, plan: _Plan, record: Record) -> _Tally:
        tally = _Tally()
        for name, job in plan.jobs.items():
            blobs = record.pieces.get(name, {})
            if self._pins.has(blobs):
                tally.add(job, blobs)
            else:
                tally.left.append(job)
        return tally

    async def _save(self, record: Record) -> None:
        loop = asyncio.get_running_loop()
        self._saving = loop.run_in_executor(None, self._pins.save, record)
        try:
            await asyncio.shield(self._saving)
        except OSError as error:
            raise _disk_error(error) from error


class _Pinning(DiskCache):
    """A cache in which everything stays; tells what it was asked for since `forget`."""

    def __init__(self, pins: Pins, cache: DiskCache) -> None:
        super().__init__(pins.folder, limit_bytes=0)
        self._pins = pins
        self._cache = cache
        self.taken: Blobs = {}
        self.lacking: set[str] = set()
        """Keys that were asked for and are not kept."""

    def forget(self) -> None:
        self.taken = {}
        self.lacking = set()

    @override
    def get(self, key: str) -> bytes | None:
        data = self._pins.get(key)
        if data is not None:
            self._take(key, self._pins.size(blob_name(key)) or 0)
            return data
        data = self._cache.get(key)
        if data is None:
            self.lacking.add(key)
        else:
            self.put(key, data)
        return data

    @override
    def put(self, key: str, data: bytes) -> None:
        """Raises a LibraryError where the disk refuses."""
        try:
            self._take(key, self._pins.put(key, data))
        except OSError as error:
            raise _disk_error(error) from error

    @override
    def settled(self, key: str) -> bytes | None:
        """Nothing is: what is to be kept is asked for anew."""
        return None

    def _take(self, key: str, size: int) -> None:
        self.taken[blob_name(key)] = size
        self.lacking.discard(key)


async def _planned(order: Order, reader: StreamReader, record: Record) -> _Plan:
    """In the quality that was begun with, so that a game is not kept half in each.

    Streams that are gone are left out; raises what became of the first where all are.
    """
    if record.parts:
        reader.prefer(record.height)
    plan = _Plan(record.height)
    for part in order.parts:
        names: list[str] = []
        for stretch in part.footage:
            try:
                stream = await _opened(reader, stretch)
            except (StreamGone, BadPlaylist) as error:
                plan.gone.append(error)
                continue
            jobs = _jobs(stream, stretch)
            plan.jobs.update(jobs)
            names.extend(jobs)
            plan.height = stream.variant.height
            if stretch.span is None:
                plan.whole.extend(_playlists(stretch, stream))
        if names:
            plan.parts[part.clip] = names
    if plan.gone and not plan.jobs:
        raise plan.gone[0]
    return plan


async def _opened(reader: StreamReader, stretch: Stretch) -> Stream:
    stream = await reader.stream(stretch.url)
    if not stream.playlist.ended:
        raise Unplayable("This game is still live.", remedy="Keep it once it is over.")
    return stream


def _jobs(stream: Stream, stretch: Stretch) -> dict[str, _Job]:
    """The segments of a stretch, and those that its time bases begin with; holes hold nothing."""
    segments = stream.playlist.segments
    indexes = range(len(segments))
    if stretch.span is not None:
        start_us, end_us = stretch.span.start * 1000, stretch.span.end * 1000
        indexes = stream.playlist.covering(start_us - _EDGE_US, end_us + _EDGE_US)
    first = segments[0].number
    needed = {stream.run_starts(segments[index].run).number - first for index in indexes}
    jobs = {}
    for index in sorted(needed.union(indexes)):
        if not segments[index].gap:
            name = blob_name(f"{stream.name} {segments[index].number}")
            jobs[name] = _Job(name, stream, index)
    return jobs


def _playlists(stretch: Stretch, stream: Stream) -> list[str]:
    """Names of the playlists that lead to a stream."""
    urls = (stretch.url, stream.variant.url, stream.variant.audio)
    return [blob_name(playlist_key(url)) for url in urls if url is not None]


async def _rate(reader: StreamReader, job: _Job) -> float:
    """Bytes in a microsecond of footage of which nothing else tells; from the first piece."""
    piece = await reader.piece(job.stream, job.index)
    return len(piece.data or b"") / job.segment.duration_us


def _note(record: Record, plan: _Plan, playlists: Blobs) -> None:
    """Write down what is wanted, before any of it is here."""
    record.height = plan.height
    record.playlists |= playlists
    record.whole = list(dict.fromkeys([*record.whole, *plan.whole]))
    for clip, names in plan.parts.items():
        record.want(clip, names)


def _disk_error(error: OSError) -> ReviewerError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull("There is no room to keep more.", remedy="Free space, then go on.")
    return LibraryFault("What is kept offline cannot be written.")
