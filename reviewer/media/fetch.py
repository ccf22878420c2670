"""Resources of a stream through the cache. Two who want the same wait for one download."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from weakref import WeakValueDictionary

from reviewer.domain.errors import (
    BadSegment,
    NoNetwork,
    ReviewerError,
    ServerFault,
    StreamGone,
    TimedOut,
)
from reviewer.media.arrival import Arrival
from reviewer.media.cache import DiskCache
from reviewer.media.demux import is_whole
from reviewer.media.playlist import MasterPlaylist, MediaPlaylist, Resource, parse_playlist
from reviewer.media.quality import LineSpeed
from reviewer.net.policy import PLAYLIST, Policy
from reviewer.net.signatures import unsigned, without_signatures
from reviewer.net.web import ByteRange, Reply, Web

__all__ = ["Fetcher", "OnProgress", "playlist_key", "resource_name", "unsigned"]

OnProgress = Callable[[float], None]
Open = Callable[[bytes], Awaitable[bytes]]
"""Makes of what was fetched what is kept: takes an encryption off."""

BEGINNING_BYTES = 32_000
"""Says when the first picture of nearly every segment is; the picture need not be all there."""

_GONE = frozenset({401, 403, 404, 410})


class Fetcher:
    """Fetches playlists, and pieces of footage, which are kept in the cache."""

    def __init__(self, web: Web, cache: DiskCache, speed: LineSpeed) -> None:
        self._web = web
        self._cache = cache
        self._speed = speed
        self._turns: WeakValueDictionary[str, _Turn] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Held while `name` is fetched. Who waited for one that failed gets the same failure."""
        turn = self._turns.get(name)
        if turn is None:
            turn = self._turns[name] = _Turn()
        waiting = turn.lock.locked()
        async with turn.lock:
            if waiting and turn.failure is not None:
                raise turn.failure
            turn.failure = None
            try:
                yield
            except ReviewerError as failure:
                turn.failure = failure
                raise

    async def playlist(self, url: str) -> MediaPlaylist | MasterPlaylist:
        """As the server has it now; from the disk where it is kept offline, or nothing answers.

        Raises StreamGone, BadPlaylist or a ServiceError.
        """
        key = playlist_key(url)
        settled = await asyncio.to_thread(self._cache.settled, key)
        if settled is not None:
            return await asyncio.to_thread(_narrowed, _restored(settled), self._cache.settled)
        stored = await asyncio.to_thread(self._cache.get, key)
        try:
            # what is here plays while the network is gone: then one try tells soon enough
            policy = PLAYLIST if stored is None else replace(PLAYLIST, tries=1)
            reply = await self._web.get(url, policy)
        except (NoNetwork, TimedOut):
            if stored is None:
                raise
            return await asyncio.to_thread(_narrowed, _restored(stored), self._cache.get)
        _raise_for(reply, "The stream")
        text = reply.body.decode("utf-8", "replace")
        playlist = await asyncio.to_thread(parse_playlist, text, reply.url)
        await asyncio.to_thread(self._cache.put, key, _stored(reply.url, text))
        return playlist

    async def kept(
        self,
        name: str,
        resource: Resource,
        policy: Policy,
        *,
        opened: Open | None = None,
        on_progress: OnProgress | None = None,
        arrival: Arrival | None = None,
    ) -> bytes:
        """A piece of footage from the cache, or fetched, opened and put there if it is whole.

        `arrival` is given what is downloaded, as it comes. Raises StreamGone, BadSegment or a
        ServiceError.
        """
        key = _piece_key(name, resource)
        async with self.turn(key):
            data = await asyncio.to_thread(self._cache.get, key)
            if data is None:
                data = await self._fetched(resource, policy, on_progress, arrival)
                data = await opened(data) if opened is not None else data
                if is_whole(data):  # else it is worth fetching again
                    await asyncio.to_thread(self._cache.put, key, data)
        if on_progress is not None:
            on_progress(1.0)
        return data

    async def beginning(self, name: str, resource: Resource, policy: Policy) -> bytes | None:
        """The first `BEGINNING_BYTES` of a piece of footage that is not in the cache, as sent.

        None where it is: then there is no need to ask. Raises as `kept` does.
        """
        if await asyncio.to_thread(self._cache.holds, _piece_key(name, resource)):
            return None
        length = min(resource.length or BEGINNING_BYTES, BEGINNING_BYTES)
        return await self._fetched(Resource(resource.url, resource.start or 0, length), policy)

    async def forget(self, name: str, resource: Resource) -> None:
        """Throw a piece of footage away that turned out to be wrong."""
        await asyncio.to_thread(self._cache.throw_away, _piece_key(name, resource))

    async def noted(self, key: str) -> bytes | None:
        """A small thing that was noted under a key."""
        return await asyncio.to_thread(self._cache.get, key)

    async def note(self, key: str, data: bytes) -> None:
        """Note a small thing for the next time."""
        await asyncio.to_thread(self._cache.put, key, data)

    async def _fetched(
        self,
        resource: Resource,
        policy: Policy,
        on_progress: OnProgress | None = None,
        arrival: Arrival | None = None,
    ) -> bytes:
        got = 0

        def count(chunk: bytes, total: int | None) -> None:
            nonlocal got
            got = got + len(chunk) if chunk else 0  # an empty one: tried from the start again
            self._speed.arrived(len(chunk))
            if arrival is not None:
                arrival.add(chunk, total)
            if on_progress is not None:  # without a total it says at least that something comes
                on_progress(min(1.0, got / total) if total else 0.0)

        wanted = None
        if resource.length is not None:
            wanted = ByteRange(resource.start or 0, resource.length)
        with self._speed.download():
            reply = await self._web.get(resource.url, policy, byte_range=wanted, on_chunk=count)
        _raise_for(reply, "A piece of the footage")
        body = reply.body
        if wanted is not None and reply.status == 200:  # the server ignored the range
            body = body[wanted.offset : wanted.offset + wanted.length]
        if not body:
            raise BadSegment("A piece of the footage is empty.")
        return body


def resource_name(resource: Resource) -> str:
    """What a piece of footage is, however its address is signed."""
    return f"{unsigned(resource.url)} {resource.start} {resource.length}"


def _piece_key(name: str, resource: Resource) -> str:
    return f"{name} {resource_name(resource)}"


class _Turn:
    """One download at a time, and how the last one failed."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.failure: ReviewerError | None = None


def playlist_key(url: str) -> str:
    """What a playlist is called in the cache."""
    return f"playlist {unsigned(url)}"


def _stored(url: str, text: str) -> bytes:
    """A playlist with its address, for the disk: it names its pieces and opens none of them."""
    return without_signatures(f"{url}\n{text}").encode()


def _restored(stored: bytes) -> MediaPlaylist | MasterPlaylist:
    url, _, text = stored.decode().partition("\n")
    return parse_playlist(text, url)


def _narrowed(
    playlist: MediaPlaylist | MasterPlaylist, had: Callable[[str], bytes | None]
) -> MediaPlaylist | MasterPlaylist:
    """Of several qualities only those that can be had without the network."""
    if isinstance(playlist, MediaPlaylist):
        return playlist
    here = (variant for variant in playlist.variants if had(playlist_key(variant.url)) is not None)
    return MasterPlaylist(tuple(here) or playlist.variants)


def _raise_for(reply: Reply, what: str) -> None:
    if reply.ok:
        return
    if reply.status in _GONE:
        raise StreamGone(f"{what} is gone ({reply.status}).", status=reply.status)
    if reply.status >= 500:
        raise ServerFault(f"{what} could not be had ({reply.status}).", status=reply.status)
    raise StreamGone(f"{what} was refused ({reply.status}).", status=reply.status)
