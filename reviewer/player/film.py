"""A window's file, decoded a stretch of pictures at a time. Blocking: use it in one thread."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from threading import Event
from typing import Final, TypeAlias

import av
from av import VideoFrame
from av.container import InputContainer
from av.video.stream import VideoStream

from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime

OnPicture: TypeAlias = Callable[[int, VideoFrame], bool]
"""Takes a picture's index and the picture; says whether to go on."""

STRETCH_BYTES: Final = 64_000_000
_HALF_MILLISECOND_US = 500


def cut(keys: Iterable[int], count: int, size: int) -> tuple[range, ...]:
    """`count` pictures in stretches of at most `size`, beginning anew at each key picture.

    What is longer is cut into equal parts, so that none is decoded for a few pictures' sake.
    """
    starts = sorted({0, *keys} - {count})
    return tuple(part for span in pairwise([*starts, count]) for part in _parts(*span, size))


def _parts(start: int, stop: int, size: int) -> Iterator[range]:
    parts = -(-(stop - start) // size)
    for part in range(parts):
        length = stop - start
        yield range(start + length * part // parts, start + length * (part + 1) // parts)


class Film:
    """The pictures of a window. All methods raise av.FFmpegError: damaged, or gone.

    FFmpeg may open this one local file and nothing else.
    """

    def __init__(self, window: MediaWindow) -> None:
        self._window = window
        self._opened: InputContainer | None = None
        self._keys: Sequence[int] = ()

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def stretches(self) -> tuple[range, ...]:
        """All the pictures' indexes, cut so that a stretch takes about `STRETCH_BYTES`."""
        file = self._file()
        video = file.streams.video[0]
        picture_bytes = video.codec_context.width * video.codec_context.height * 3 // 2
        size = max(STRETCH_BYTES // max(picture_bytes, 1), 2)
        times = [p.pts for p in file.demux(video) if p.is_keyframe and p.pts is not None]
        self._keys = sorted(self._index(pts) for pts in times)
        return cut(self._keys, len(self._window.pictures), size)

    def decode(self, stretch: range, on_picture: OnPicture) -> None:
        """Hand on the pictures of a stretch, rising; before them some that lead up to it."""
        key = max((key for key in self._keys if key <= stretch.start), default=0)
        for index, frame in self._from(key, stretch.start):
            if not on_picture(index, frame) or index >= stretch.stop - 1:
                return

    def picture(self, index: int, stop: Event) -> VideoFrame | None:
        """The picture with this index; None where it is not in the file, or on `stop`."""
        for found, frame in self._from(index, index):
            if stop.is_set():
                return None
            if found >= index:
                return frame
        return None

    def _from(self, place: int, start: int) -> Iterator[tuple[int, VideoFrame]]:
        """Decode from the key picture at or before `place`.

        What comes before `start` is decoded only as far as other pictures are made from it.
        """
        file = self._file()
        video = file.streams.video[0]
        time_us = self._window.pictures[place] - self._window.start + _HALF_MILLISECOND_US
        base = _time_base(video)
        file.seek(time_us * base.denominator // (base.numerator * 1_000_000), stream=video)
        for packet in file.demux(video):
            needed = packet.pts is None or self._index(packet.pts) >= start
            video.codec_context.skip_frame = "DEFAULT" if needed else "NONREF"
            for frame in packet.decode():
                yield self._index(frame.pts or 0), frame

    def _file(self) -> InputContainer:
        if self._opened is None:
            options = {"protocol_whitelist": "file"}
            self._opened = av.open(f"file:{self._window.path}", "r", format="mp4", options=options)
            self._opened.streams.video[0].thread_type = "AUTO"
        return self._opened

    def _index(self, pts: int) -> int:
        base = _time_base(self._file().streams.video[0])
        time_us = pts * base.numerator * 1_000_000 // base.denominator
        return self._window.index_at(FrameTime(self._window.start + time_us))


def _time_base(video: VideoStream) -> Fraction:
    return video.time_base or Fraction(1, 90_000)
