"""Small pictures of footage: posters for the list, previews for the seek bar."""

import asyncio
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame

from reviewer.domain.errors import BadSegment, Unplayable
from reviewer.domain.game import stream_id
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaMs
from reviewer.media.cache import DiskCache
from reviewer.media.demux import opened
from reviewer.media.stream import StreamReader

_FORM = 1
"""Raised when posters are made in another way, so that old ones are not taken for new."""

_WIDTH_PX = 192
_JPEG = "yuvj420p"


class Stills:
    """Makes small JPEGs in worker threads; posters are kept in the cache."""

    def __init__(self, reader: StreamReader, cache: DiskCache) -> None:
        self._reader = reader
        self._cache = cache

    async def poster(self, url: str, at: MediaMs) -> bytes:
        """The key frame nearest to a moment of a stream, within its segment.

        Raises a MediaError or ServiceError.
        """
        key = f"poster {_FORM} {stream_id(url)} {at}"
        poster = await asyncio.to_thread(self._cache.get, key)
        if poster is None:
            poster = await self._made(url, at)
            await asyncio.to_thread(self._cache.put, key, poster)
        return poster

    async def preview(self, window: MediaWindow, at: FrameTime) -> bytes:
        """The key frame before a moment of a window that is here. Raises Unplayable."""
        return await asyncio.to_thread(_still_of_file, window.path, at - window.start)

    async def _made(self, url: str, at: MediaMs) -> bytes:
        stream = await self._reader.stream(url)
        indexes = stream.playlist.covering(at * 1000, at * 1000 + 1)
        if not indexes:
            raise Unplayable("The stream does not reach this clip.")
        piece = await self._reader.piece(stream, indexes[0])
        into_us = at * 1000 - stream.playlist.segments[indexes[0]].start_us
        return await asyncio.to_thread(_still_of_segment, piece.data or b"", into_us)


def _still_of_segment(data: bytes, into_us: int) -> bytes:
    """Raises BadSegment where there is no picture."""
    with opened(data) as footage:
        frame = _nearest(footage.container, into_us)
        if frame is None:
            raise BadSegment("A piece of the footage holds no picture.")
        return _jpeg(frame)


def _still_of_file(path: Path, at_us: int) -> bytes:
    try:
        options = {"protocol_whitelist": "file"}
        with av.open(str(path), "r", format="mp4", options=options) as file:
            file.seek(max(0, at_us))  # in microseconds: to the key frame before
            frame = next(file.decode(video=0), None)
            if frame is None:
                raise Unplayable("There is no picture.")
            return _jpeg(frame)
    except (av.FFmpegError, OSError) as error:
        raise Unplayable("The footage could not be decoded.") from error


def _nearest(container: InputContainer, into_us: int) -> VideoFrame | None:
    """Of the key frames the one nearest to a time after the first of them."""
    container.streams.video[0].codec_context.skip_frame = "NONKEY"
    best, first_s = None, None
    for frame in container.decode(video=0):
        now_s = (frame.pts or 0) * Fraction(frame.time_base or 0)
        first_s = now_s if first_s is None else first_s
        off_us = abs((now_s - first_s) * 1_000_000 - into_us)
        if best is not None and off_us >= best[0]:
            break
        best = (off_us, frame)
    return best[1] if best is not None else None


def _jpeg(frame: VideoFrame) -> bytes:
    height = max(2, round(_WIDTH_PX * frame.height / frame.width / 2) * 2)
    small = frame.reformat(width=_WIDTH_PX, height=height, format=_JPEG)
    encoder = av.VideoCodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = small.width, small.height, _JPEG
    encoder.time_base = Fraction(1, 25)
    small.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(small), *encoder.encode(None)])
