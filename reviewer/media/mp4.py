"""The MP4 that a window is written to: one track of pictures, at most one of sound."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from operator import attrgetter
from pathlib import Path

import av
from av.bitstream import BitStreamFilterContext
from av.container import OutputContainer
from av.stream import Stream

from reviewer.domain.errors import BadSegment, NoRoom, Unplayable
from reviewer.domain.times import FrameTime
from reviewer.media.demux import Packet, self_contained, without_adts

_MICROSECONDS = Fraction(1, 1_000_000)
_PICTURE_TICKS = Fraction(1, 90_000)
_SAME_SOUND_US = 5_000
_LONGEST_US = 10_000_000
TICK_US = 12
"""A little more than one tick of the file's clock: two pictures apart by it never share one."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Placed:
    """A packet and its place in the stream, in microseconds: when it is shown, when decoded."""

    packet: Packet
    time_us: int
    decode_us: int


class Mp4Writer:
    """Copies packets into a file whose time 0 is its first picture; `pictures` are all of them.

    Raises BadSegment where packets cannot be copied, NoRoom where the disk is full.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: OutputContainer | None = None
        self._zero_us = 0
        self._tracks: dict[str, Stream] = {}
        self._forms: dict[str, tuple[object, ...]] = {}
        self._last_decode_us: dict[str, int] = {}
        self._heard_us: int | None = None
        self.pictures: list[FrameTime] = []

    @property
    def is_open(self) -> bool:
        return self._file is not None

    def open(self, video: Stream, audio: Stream | None, zero_us: int) -> None:
        """Begin the file: tracks like these, time 0 at `zero_us` of the stream."""
        self._zero_us = zero_us
        with _writing():
            _check_parameters(video)
            file = av.open(str(self._path), "w", format="mp4")
            if not _is_supported(video, file):
                file.close()
                raise Unplayable("This footage is of a kind that Reviewer cannot show.")
            self._file = file
            track = self._track(video, file)
            self_contained(video, track)
            track.time_base = _PICTURE_TICKS
            if audio is not None and _is_supported(audio, file):
                self._track(audio, file)

    def takes(self, stream: Stream) -> bool:
        """Whether packets of this kind go into a track; the size of pictures does not matter."""
        return self._forms.get(stream.type) == _form(stream)

    def write(self, pictures: Sequence[Placed], sounds: Sequence[Placed]) -> None:
        """Append packets, each kind in the order of decoding."""
        forms = {
            "video": self_contained(pictures[0].packet.stream) if pictures else None,
            "audio": without_adts(sounds[0].packet.stream) if sounds else None,
        }
        with _writing():
            for placed in merge(pictures, sounds, key=attrgetter("decode_us")):
                self._write(placed, forms[placed.packet.stream.type])

    def close(self) -> None:
        """End the file; without that it cannot be played."""
        if self._file is not None:
            with _writing():
                self._file.close()

    def _track(self, like: Stream, file: OutputContainer) -> Stream:
        track = self._tracks[like.type] = file.add_stream_from_template(like)
        self._forms[like.type] = _form(like)
        return track

    def _write(self, placed: Placed, form: BitStreamFilterContext | None) -> None:
        kind = placed.packet.stream.type
        if placed.time_us < self._zero_us or (kind == "audio" and self._was_heard(placed)):
            return
        base = placed.packet.time_base
        lasts_us = round((placed.packet.duration or 0) * base / _MICROSECONDS)
        for packet in form.filter(placed.packet) if form else [placed.packet]:
            packet.time_base = _MICROSECONDS
            packet.pts = placed.time_us - self._zero_us
            packet.dts = self._next_decode_us(kind, placed.decode_us - self._zero_us)
            packet.duration = lasts_us if 0 < lasts_us < _LONGEST_US else 0
            packet.stream = self._tracks[kind]
            self._mux(packet)
        if kind == "video":
            self.pictures.append(FrameTime(placed.time_us))

    def _was_heard(self, placed: Placed) -> bool:
        """Segments of sound may overlap, and runs may by a little."""
        heard_us, time_us = self._heard_us, placed.time_us
        if heard_us is not None and time_us < heard_us + _SAME_SOUND_US:
            return True
        self._heard_us = time_us
        return False

    def _next_decode_us(self, kind: str, decode_us: int) -> int:
        """Rises by a tick at least, as the format wants it."""
        last_us = self._last_decode_us.get(kind, decode_us - TICK_US)
        self._last_decode_us[kind] = max(decode_us, last_us + TICK_US)
        return self._last_decode_us[kind]

    def _mux(self, packet: Packet) -> None:
        if self._file is not None:
            self._file.mux(packet)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except av.FFmpegError as error:
        if error.errno in _NO_ROOM:
            raise NoRoom("The disk is full: there is no room for this clip.") from error
        raise BadSegment("A piece of the footage cannot be used.") from error


def _check_parameters(video: Stream) -> None:
    """Let the decoder judge the parameter sets: on damaged ones the writer may never come back."""
    context = video.codec_context
    decoder = av.CodecContext.create(context.name, "r")
    decoder.extradata = context.extradata
    decoder.options = {"err_detect": "explode"}
    decoder.thread_count = 1
    decoder.open()


def _is_supported(stream: Stream, file: OutputContainer) -> bool:
    return stream.codec_context.name in file.supported_codecs


def _form(stream: Stream) -> tuple[object, ...]:
    """What has to be the same in all of a track."""
    context = stream.codec_context
    if isinstance(context, av.AudioCodecContext):
        return context.name, context.sample_rate, context.channels
    return (context.name,)
