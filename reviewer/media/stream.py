"""The streams on the network: opened in the quality that fits, skipping those that fail."""

import logging
from collections.abc import Callable

from reviewer.domain.errors import (
    BadPlaylist,
    MediaError,
    NoNetwork,
    ReviewerError,
    ServiceError,
    StreamGone,
)
from reviewer.domain.game import StreamId, stream_id
from reviewer.media.arrival import Arrival
from reviewer.media.cache import DiskCache
from reviewer.media.fetch import Fetcher, OnProgress, unsigned
from reviewer.media.keys import Keys
from reviewer.media.piece import Piece
from reviewer.media.pieces import PieceReader
from reviewer.media.playlist import MediaPlaylist, Variant
from reviewer.media.quality import LineSpeed, by_preference
from reviewer.media.timebase import Stream
from reviewer.net.web import Web

_log = logging.getLogger(__name__)

_LOST_IN_A_ROW = 3
"""So many lost segments, and the next quality is tried from then on."""

_NOT_ANY_MORE = frozenset({401, 403, 410})
"""How a host says that an address was good once; 404 is a piece that is lost."""

_SILENT = "The sound of this footage cannot be had: it plays without."


def is_expiry(error: ReviewerError) -> bool:
    """Whether a host says that the address of a piece was good once."""
    return isinstance(error, StreamGone) and error.status in _NOT_ANY_MORE


class StreamReader:
    """Opens streams in the quality that fits, and fetches their segments through the cache.

    `on_trouble` is told once per stream, in words for the user, where the sound is lost.
    """

    def __init__(
        self,
        web: Web,
        cache: DiskCache,
        on_trouble: Callable[[str], None] | None = None,
        speed: LineSpeed | None = None,
    ) -> None:
        self._speed = speed or LineSpeed()
        self._fetcher = Fetcher(web, cache, self._speed)
        self._pieces = PieceReader(self._fetcher, Keys(web), self._tell_silent)
        self._on_trouble = on_trouble
        self._height: int | None = None
        self._variants: dict[str, tuple[Variant, ...]] = {}
        self._streams: dict[tuple[str, str], Stream] = {}
        self._playing: dict[str, str] = {}
        self._failed: set[str] = set()
        self._silent: set[StreamId] = set()

    def prefer(self, height: int | None) -> None:
        """Fix the quality: the nearest to this height. None: the best that the line sustains."""
        self._height = height

    async def qualities(self, url: str) -> tuple[Variant, ...]:
        """What a stream is offered in, the best first. Raises a MediaError or ServiceError."""
        async with self._fetcher.turn(url):
            variants = await self._known_variants(url)
        return tuple(sorted(variants, key=lambda variant: variant.bandwidth, reverse=True))

    async def stream(self, url: str) -> Stream:
        """The stream behind an `hlsFile`, in the quality that fits now.

        Raises what was wrong with the first choice where none can be had: a MediaError or
        ServiceError.
        """
        async with self._fetcher.turn(url):
            variants = await self._known_variants(url)
            failure: ReviewerError | None = None
            for variant in self._choices(url, variants):
                try:
                    stream = await self._opened(url, variant)
                except NoNetwork:
                    raise
                except (MediaError, ServiceError) as error:
                    _log.info("a quality cannot be had: %s", error.sentence)
                    self._failed.add(variant.url)
                    failure = failure or error
                else:
                    self._playing[url] = variant.url
                    return stream
            raise failure or BadPlaylist("The stream's playlist names no footage.")

    async def piece(
        self,
        stream: Stream,
        index: int,
        on_progress: OnProgress | None = None,
        arrival: Arrival | None = None,
    ) -> Piece:
        """The segment with this index. Raises a MediaError or ServiceError where it is lost."""
        try:
            piece = await self._pieces.piece(stream, index, on_progress, arrival)
        except (MediaError, ServiceError) as error:
            self._lost(stream, error)
            raise
        stream.lost_in_a_row = 0
        return piece

    async def part(self, stream: Stream, index: int, arrival: Arrival) -> Piece | None:
        """What has arrived of a segment; None where that cannot be shown in its place."""
        try:
            return await self._pieces.part(stream, index, arrival)
        except (MediaError, ServiceError) as error:
            _log.debug("not shown before it is whole: %s", error.sentence)
            return None

    def lost_piece(self, stream: Stream, index: int) -> Piece:
        """What stands for a segment that is lost: a hole of its length."""
        return stream.piece(stream.playlist.segments[index], None)

    def _choices(self, url: str, variants: tuple[Variant, ...]) -> list[Variant]:
        """The qualities to try, in order; all of them again where all have failed."""
        if all(variant.url in self._failed for variant in variants):
            self._failed.difference_update(variant.url for variant in variants)
        return by_preference(
            [variant for variant in variants if variant.url not in self._failed],
            bits_per_s=self._speed.bits_per_s,
            height=self._height,
            playing=self._playing.get(url),
        )

    async def _known_variants(self, url: str) -> tuple[Variant, ...]:
        """The qualities behind an address; a stream that comes in one has itself."""
        if url not in self._variants:
            playlist = await self._fetcher.playlist(url)
            if isinstance(playlist, MediaPlaylist):
                only = Variant(url, 0, None, None, None)
                self._streams[url, url] = Stream(stream_id(url), unsigned(url), only, playlist)
                self._variants[url] = (only,)
            else:
                self._variants[url] = playlist.variants
        return self._variants[url]

    async def _opened(self, url: str, variant: Variant) -> Stream:
        known = self._streams.get((url, variant.url))
        if known is None or not known.playlist.ended:
            known = await self._load(url, variant)
            self._streams[url, variant.url] = known
        return known

    async def _load(self, url: str, variant: Variant) -> Stream:
        name = unsigned(url)
        if variant.url != url:
            name += f" {variant.bandwidth} {variant.height} {unsigned(variant.url)}"
        stream = Stream(stream_id(url), name, variant, await self._media_playlist(variant.url))
        if variant.audio is not None:
            stream.sound = await self._sound(stream, variant.audio)
        return stream

    async def _sound(self, stream: Stream, url: str) -> Stream | None:
        try:
            playlist = await self._media_playlist(url)
        except (MediaError, ServiceError) as error:
            self._tell_silent(stream, error)
            return None
        only = Variant(url, 0, None, None, None)
        return Stream(stream.id, f"{stream.name} sound {unsigned(url)}", only, playlist)

    async def _media_playlist(self, url: str) -> MediaPlaylist:
        playlist = await self._fetcher.playlist(url)
        if isinstance(playlist, MediaPlaylist):
            return playlist
        raise BadPlaylist("The stream's playlist leads to another list of qualities.")

    def _lost(self, stream: Stream, error: ReviewerError) -> None:
        """Count a lost segment: a quality that loses one after the other is not worth it."""
        if isinstance(error, NoNetwork):
            return
        if is_expiry(error):
            self._forget(stream)
        stream.lost_in_a_row += 1
        if stream.lost_in_a_row >= _LOST_IN_A_ROW:
            self._failed.add(stream.variant.url)

    def _forget(self, stream: Stream) -> None:
        """Its list of pieces is asked for anew when it is opened again: they may be signed anew."""
        for url, variant in [
            key for key, known in self._streams.items() if stream is known or stream is known.sound
        ]:
            del self._streams[url, variant]
            self._variants.pop(url, None)

    def _tell_silent(self, stream: Stream, error: ReviewerError) -> None:
        _log.info("without sound: %s", error.sentence)
        if stream.id not in self._silent and self._on_trouble is not None:
            self._on_trouble(_SILENT)
        self._silent.add(stream.id)
