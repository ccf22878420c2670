"""Segments as they came, to one local MP4 whose picture times are known to the microsecond.

Each segment is opened by itself, so the demuxer never has to seek across a change of time base,
and packets are copied, never decoded. Blocking: call it in a thread. FFmpeg gets bytes in memory
and a format named here; no protocol is open to it.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from reviewer.domain.errors import BadSegment
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan

_log = logging.getLogger(__name__)

_TS_PACKET = 188
_TS_WRAP_US = (1 << 33) * 1_000_000 // 90_000
_MP4_BOXES = frozenset((b"ftyp", b"styp", b"moov", b"moof", b"sidx", b"emsg", b"prft", b"free"))
_TIME_BASE = Fraction(1, 90_000)
_Packet: TypeAlias = "Packet[Stream]"


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment of a window. Times are microseconds of the stream.

    `data` is the init section, where there is one, and the segment; None where it is lost.
    `origin_us` is the time stamp of the picture that its run begins with (None: not known),
    `run_start_us` that picture's place in the stream, `tolerance_us` how far the playlist's
    sums may be off here.
    """

    data: bytes | None
    start_us: int
    duration_us: int
    run_start_us: int
    origin_us: int | None
    tolerance_us: int

    @property
    def gap(self) -> MediaSpan:
        end_us = self.start_us + self.duration_us
        return MediaSpan(MediaMs(self.start_us // 1000), MediaMs(end_us // 1000))


@dataclass(frozen=True, slots=True)
class Remuxed:
    """What stands in the file: picture times in the stream, the first at file time 0."""

    pictures: tuple[FrameTime, ...]
    end: FrameTime
    gaps: tuple[MediaSpan, ...]


def first_picture_us(data: bytes) -> int:
    """Time stamp, in microseconds, of the first picture that can be decoded by itself.

    The beginning of a segment is enough. Raises BadSegment where there is none in it.
    """
    with _opened(data) as source:
        for packet in source.demux([*source.streams.video[:1]]):
            if packet.is_keyframe and packet.pts is not None:
                return _microseconds(packet)
    raise BadSegment("The first piece of the stream holds no picture.")


def write_window(pieces: Sequence[Piece], path: Path) -> Remuxed:
    """Copy the pieces into one MP4. Raises BadSegment where no picture is left to show."""
    writer = _Writer(path)
    try:
        gaps = tuple([piece.gap for piece in pieces if not _added(writer, piece)])
    finally:
        writer.close()
    if not writer.pictures:
        raise BadSegment("There is no picture in this part of the stream.")
    pictures = tuple(sorted(writer.pictures))
    return Remuxed(pictures, FrameTime(pictures[-1] + _usual_duration(pictures)), gaps)


def _added(writer: "_Writer", piece: Piece) -> bool:
    """Append a piece; False where it is lost or damaged, so that its time becomes a gap."""
    if piece.data is None:
        return False
    try:
        with _opened(piece.data) as source:
            writer.add(source, piece)
    except BadSegment as error:
        _log.info("a piece at %d ms is left out: %s", piece.gap.start, error.sentence)
        return False
    return True


class _Writer:
    """An MP4 being written: one video and at most one audio track, time 0 at the first picture."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._target: OutputContainer | None = None
        self._tracks: dict[str, Stream] = {}
        self._last_dts: dict[str, int] = {}
        self._zero_us = 0
        self.pictures: list[FrameTime] = []

    def add(self, source: InputContainer, piece: Piece) -> None:
        """Append a piece's packets, its time stamps brought to the stream's time."""
        chosen: list[Stream] = [*source.streams.video[:1], *source.streams.audio[:1]]
        packets = [packet for packet in source.demux(chosen) if packet.pts is not None]
        first = next((p for p in packets if p.stream.type == "video" and p.is_keyframe), None)
        if first is None:
            raise BadSegment("A piece of the footage holds no picture.")
        first_us = _microseconds(first)
        shift_us = _shift_us(first_us, piece, source)
        target = self._target or self._open(chosen, first_us + shift_us)
        offsets = {s.type: _ticks(shift_us - self._zero_us, s) for s in chosen}
        for packet in packets:
            time_us = _microseconds(packet) + shift_us
            if time_us >= self._zero_us:  # before it: sound, or pictures that need an earlier one
                self._mux(target, packet, offsets[packet.stream.type], FrameTime(time_us))

    def close(self) -> None:
        if self._target is not None:
            self._target.close()

    def _open(self, streams: Sequence[Stream], zero_us: int) -> OutputContainer:
        self._zero_us = zero_us
        self._target = av.open(str(self._path), "w", format="mp4")
        for stream in streams:
            track = self._target.add_stream_from_template(stream)
            if stream.type == "video":
                track.time_base = _TIME_BASE
            self._tracks[stream.type] = track
        return self._target

    def _mux(self, target: OutputContainer, packet: _Packet, offset: int, time: FrameTime) -> None:
        kind = packet.stream.type
        if kind not in self._tracks or packet.pts is None or packet.dts is None:
            return
        packet.pts += offset
        packet.dts += offset
        if packet.dts <= self._last_dts.get(kind, packet.dts - 1):  # runs may overlap by a little
            packet.dts = self._last_dts[kind] + 1
        self._last_dts[kind] = packet.dts
        packet.stream = self._tracks[kind]
        if kind == "video":
            self.pictures.append(time)
        target.mux(packet)


def _shift_us(first_us: int, piece: Piece, source: InputContainer) -> int:
    """What to add to the piece's time stamps to get the stream's time.

    The run's origin says it exactly. Where that lands far from where the playlist's sums put the
    piece, the time stamps jumped without a mark, and the playlist is believed.
    """
    if piece.origin_us is None:
        return piece.start_us - first_us
    shift_us = piece.run_start_us - piece.origin_us
    off_us = first_us + shift_us - piece.start_us
    if source.format.name == "mpegts":
        wraps = round(off_us / _TS_WRAP_US)
        shift_us -= wraps * _TS_WRAP_US
        off_us -= wraps * _TS_WRAP_US
    return shift_us if abs(off_us) <= piece.tolerance_us else piece.start_us - first_us


@contextmanager
def _opened(data: bytes) -> Iterator[InputContainer]:
    options = {"protocol_whitelist": ""}
    try:
        with av.open(BytesIO(data), "r", format=_format_of(data), options=options) as source:
            if not source.streams.video:
                raise BadSegment("A piece of the footage holds no picture.")
            yield source
    except av.FFmpegError as error:
        raise BadSegment("A piece of the footage is damaged.") from error


def _format_of(data: bytes) -> str:
    """`mpegts` or `mp4`, from the first bytes; anything else is no footage."""
    if data[:1] == b"\x47" and data[_TS_PACKET : _TS_PACKET + 1] in (b"\x47", b""):
        return "mpegts"
    if data[4:8] in _MP4_BOXES:
        return "mp4"
    raise BadSegment("A piece of the stream is no footage.")


def _microseconds(packet: _Packet) -> int:
    """Presentation time of a packet that has one; whole numbers, since there are thousands."""
    base = packet.time_base
    return ((packet.pts or 0) * base.numerator * 2_000_000 // base.denominator + 1) // 2


def _ticks(time_us: int, stream: Stream) -> int:
    base = stream.time_base or _TIME_BASE
    return round(Fraction(time_us, 1_000_000) / base)


def _usual_duration(pictures: Sequence[FrameTime]) -> int:
    steps = sorted(later - earlier for earlier, later in pairwise(pictures))
    return steps[len(steps) // 2] if steps else 33_333
