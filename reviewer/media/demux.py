"""Footage as bytes in memory, taken apart: what it is, whether it is whole, its packets.

FFmpeg gets a format named here, and no protocol is open to it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import TypeAlias

import av
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer
from av.packet import Packet as AnyPacket
from av.stream import Stream

from reviewer.domain.errors import BadSegment

Packet: TypeAlias = "AnyPacket[Stream]"

_TS_PACKET = 188
_MP4_BOXES = frozenset((b"ftyp", b"styp", b"moov", b"moof", b"sidx", b"emsg", b"prft", b"free"))
_BOX_HEADER = 8
_ID3_HEADER = 10
_ID3_CLOCK = b"com.apple.streaming.transportStreamTimestamp\x00"
_CLOCK_BYTES = 8
_ADTS = b"\xff\xf0", b"\xff\xf1", b"\xff\xf8", b"\xff\xf9"
_WITHOUT_PARAMETERS = {"h264": "h264_mp4toannexb", "hevc": "hevc_mp4toannexb"}


@dataclass(frozen=True, slots=True)
class Footage:
    """One opened segment, valid as long as its context is."""

    container: InputContainer
    data: bytes
    whole: bool
    """Whether its last packet is complete."""
    wraps: bool
    """Whether its time stamps have 33 bits."""
    zero_us: int
    """What its time stamps count from, where they do not say so themselves."""

    @property
    def video(self) -> Stream | None:
        return _known(self.container.streams.video)

    @property
    def audio(self) -> Stream | None:
        return _known(self.container.streams.audio)

    @property
    def may_end_torn(self) -> bool:
        """Whether its last picture has the look of one that goes on: only MPEG-TS tells.

        There a picture's last packet is filled up with stuffing, but for one in 184 by chance.
        """
        if self.video is None or self.container.format.name != "mpegts":
            return False
        for at in range(len(self.data) - _TS_PACKET, -1, -_TS_PACKET):
            packet = self.data[at : at + _TS_PACKET]
            if int.from_bytes(packet[1:3], "big") & 0x1FFF == self.video.id:
                return not _is_stuffed(packet)
        return False

    def packets(self, *streams: Stream | None) -> list[Packet]:
        """All that can be placed in time, in the order of decoding."""
        with _reading():
            found = self._demuxed([stream for stream in streams if stream is not None])
            return [packet for packet in found if not packet.is_corrupt]

    def first_picture_us(self) -> int:
        """Time stamp of the first picture, be it whole or not; BadSegment where there is none."""
        with _reading():
            return self.first_us(self._demuxed([self.video] if self.video else []))

    def first_us(self, pictures: Iterable[Packet]) -> int:
        """The least time stamp up to the first key frame; raises BadSegment where there is none.

        What is decoded after a key frame and shown before it needs pictures of before: not counted.
        """
        times: list[int] = []
        for packet in pictures:
            times.append(self.time_us(packet))
            if packet.is_keyframe:
                break
        if not times:
            raise BadSegment("A piece of the footage holds no picture.")
        return min(times)

    def time_us(self, packet: Packet) -> int:
        """When a packet is shown; whole numbers, since there are thousands."""
        return self.zero_us + _microseconds(packet.pts, packet)

    def decode_us(self, packet: Packet) -> int:
        """When a packet is decoded."""
        ticks = packet.pts if packet.dts is None else packet.dts
        return self.zero_us + _microseconds(ticks, packet)

    def _demuxed(self, streams: Sequence[Stream]) -> Iterator[Packet]:
        for packet in self.container.demux(streams) if streams else ():
            if packet.pts is not None and packet.size:
                yield packet


def first_picture_us(data: bytes) -> int:
    """Time stamp, in microseconds, of a segment's first picture; its beginning is enough.

    Raises BadSegment where there is none in it.
    """
    with opened(data) as footage:
        return footage.first_picture_us()


@contextmanager
def opened(data: bytes) -> Iterator[Footage]:
    """Footage to read. Raises BadSegment, then or while it is read, where it is damaged."""
    kind = _format_of(data)
    start, zero_us = _after_id3(data) if kind == "aac" else (0, 0)
    with (
        _reading(),
        av.open(
            BytesIO(data[start:]),
            "r",
            format=kind,
            options={"protocol_whitelist": ""},
            metadata_errors="replace",
        ) as container,
    ):
        yield Footage(container, data, is_whole(data), kind != "mp4", zero_us)


def self_contained(stream: Stream, track: Stream | None = None) -> BitStreamFilterContext | None:
    """What makes key frames carry their parameter sets along; None where they do already.

    Only so can one track hold pictures of several sizes. `track` is one made like `stream`,
    which is told of the form.
    """
    name = _WITHOUT_PARAMETERS.get(stream.codec_context.name)
    extradata = stream.codec_context.extradata or b""
    return (
        BitStreamFilterContext(name, stream, track) if name and extradata[:1] == b"\x01" else None
    )


def without_adts(stream: Stream) -> BitStreamFilterContext | None:
    """What takes the headers off AAC that has them, as MP4 wants it; None where it has none."""
    bare = stream.codec_context.name != "aac" or stream.codec_context.extradata
    return None if bare else BitStreamFilterContext("aac_adtstoasc", stream)


def is_heard(stream: Stream) -> bool:
    """Whether there is sound in a track; some segments announce one that begins later."""
    context = stream.codec_context
    return isinstance(context, av.AudioCodecContext) and context.sample_rate > 0


def is_footage(data: bytes) -> bool:
    """Whether the first bytes are those of MPEG-TS, MP4 or packed AAC."""
    try:
        _format_of(data)
    except BadSegment:
        return False
    return True


def is_whole(data: bytes) -> bool:
    """Whether the last packet or box is complete."""
    kind = _format_of(data)
    if kind == "mpegts":
        return len(data) % _TS_PACKET == 0
    return kind == "aac" or _ends_with_a_box(data)


def _is_stuffed(packet: bytes) -> bool:
    """Whether a packet of MPEG-TS has room left."""
    if not packet[3] & 0x20:
        return False
    length, flags = packet[4], packet[5]
    clocks = bool(flags & 0x10) + bool(flags & 0x08)
    return flags == 0 or length > 1 + 6 * clocks


def _ends_with_a_box(data: bytes) -> bool:
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + _BOX_HEADER : at + 2 * _BOX_HEADER], "big")
        if size == 0:  # as long as the file
            return True
        if size < _BOX_HEADER:
            return False
        at += size
    return at == len(data)


def _format_of(data: bytes) -> str:
    if data[:1] == b"\x47" and data[_TS_PACKET : _TS_PACKET + 1] in (b"\x47", b""):
        return "mpegts"
    if data[4:8] in _MP4_BOXES:
        return "mp4"
    if data[:3] == b"ID3" or data[:2] in _ADTS:
        return "aac"
    raise BadSegment("A piece of the stream is no footage.")


def _after_id3(data: bytes) -> tuple[int, int]:
    """Where packed audio begins, and the time in microseconds that the tags before it give."""
    at, zero_us = 0, 0
    while data[at : at + 3] == b"ID3":
        size = 0
        for byte in data[at + 6 : at + _ID3_HEADER]:
            size = size << 7 | byte & 0x7F
        end = at + _ID3_HEADER + size
        clock = data.find(_ID3_CLOCK, at, end)
        if clock >= 0:
            stamp = data[clock + len(_ID3_CLOCK) :][:_CLOCK_BYTES]
            zero_us = round(Fraction(int.from_bytes(stamp, "big") * 1_000_000, 90_000))
        at = end
    return at, zero_us


def _known(streams: Iterable[Stream]) -> Stream | None:
    """The first whose codec FFmpeg knows; the others have no context, whatever the stub says."""
    known = (s for s in streams if s.codec_context is not None)  # type: ignore[redundant-expr]
    return next(known, None)


def _microseconds(ticks: int | None, packet: Packet) -> int:
    base = packet.time_base
    return ((ticks or 0) * base.numerator * 2_000_000 // base.denominator + 1) // 2


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (av.FFmpegError, IndexError) as error:  # PyAV loses count of streams that come late
        raise BadSegment("A piece of the footage is damaged.") from error
