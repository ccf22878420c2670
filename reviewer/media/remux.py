"""Segments as they came, to one local MP4 whose picture times are known to the microsecond.

Each segment is opened by itself, so the demuxer never has to seek across a change of time base,
and packets are copied, never decoded. Blocking: call it in a thread.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, zip_longest
from pathlib import Path
from typing import TypeAlias

from av.stream import Stream

from reviewer.domain.errors import BadSegment
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan
from reviewer.media.demux import Footage, Packet, is_heard, opened
from reviewer.media.mp4 import TICK_US, Mp4Writer, Placed
from reviewer.media.piece import Piece, Sound, settled_us

__all__ = ["NoKeyFrame", "Piece", "Remuxed", "Sound", "write_window"]

_log = logging.getLogger(__name__)

_FAR_US = 10_000_000
"""Nothing in a segment is shown as long before or after it, or decoded as long before."""

_LONGEST_STEP_US = 150_000
_STEPS = 3
"""Pictures further apart than both have something missing between them."""

_Shown: TypeAlias = tuple[int, int] | tuple[()] | None
"""Times of a piece's first and last picture in µs; none where they need the segment before.

None where the piece is lost.
"""


@dataclass(frozen=True, slots=True)
class Remuxed:
    """What stands in the file: picture times in the stream, the first at file time 0."""

    pictures: tuple[FrameTime, ...]
    end: FrameTime
    gaps: tuple[MediaSpan, ...]
    silent: bool = False
    """Whether some of the sound is lost."""


class NoKeyFrame(BadSegment):
    """All is there, but can only be shown together with the segment before it."""


def write_window(pieces: Sequence[Piece], path: Path) -> Remuxed:
    """Copy the pieces into one MP4; what is lost, damaged or cut short becomes a gap.

    Raises NoKeyFrame where the segment before them is needed to show anything, BadSegment where
    there is no picture left, NoRoom where the disk is full.
    """
    window = _Window(path, pieces)
    try:
        shown = [window.add(piece, after) for piece, after in zip_longest(pieces, pieces[1:])]
    finally:
        window.writer.close()
    pictures = tuple(sorted(window.writer.pictures))
    if not pictures:
        kind = BadSegment if None in shown else NoKeyFrame
        raise kind("There is no picture in this part of the stream.")
    step_us = _usual_duration(pictures)
    gaps = tuple(_gaps(pieces, shown, step_us))
    return Remuxed(pictures, FrameTime(pictures[-1] + step_us), gaps, window.silent)


class _Window:
    """A window being written, piece by piece."""

    def __init__(self, path: Path, pieces: Sequence[Piece]) -> None:
        self.writer = Mp4Writer(path)
        self.silent = any(piece.silent for piece in pieces)
        alone = [sound.data for piece in pieces for sound in piece.sounds]
        self._is_alone = bool(alone)
        self._heard_in = alone or [piece.data for piece in pieces if piece.data is not None]
        self._before: Piece | None = None
        """The piece before, where it is whole: pictures of this one may need it."""

    def add(self, piece: Piece, after: Piece | None) -> _Shown:
        """Append a piece. `after` is the one after it: a new run's pictures end those before."""
        before, self._before = self._before, None
        if piece.data is None or (before is not None and piece.data == before.data):
            return None
        try:
            with ExitStack() as files:
                footage = files.enter_context(opened(piece.data))
                return self._copy(footage, piece, before, after, files)
        except BadSegment as error:
            _log.info("a piece at %d us is left out: %s", piece.start_us, error.sentence)
            return None

    def _copy(
        self,
        footage: Footage,
        piece: Piece,
        before: Piece | None,
        after: Piece | None,
        files: ExitStack,
    ) -> _Shown:
        packets = footage.packets(footage.video, None if piece.sounds else footage.audio)
        found = [packet for packet in packets if packet.stream.type == "video"]
        shift_us = piece.shift_us(footage.first_us(found), wraps=footage.wraps)
        pictures = [_placed(footage, packet, shift_us) for packet in found]
        if not all(_is_near(piece, picture) for picture in pictures):
            raise BadSegment("The time stamps of a piece of the footage make no sense.")
        is_torn = _is_torn(footage, pictures, piece)
        if is_torn:
            pictures = pictures[:-1]
        if piece.arriving:
            pictures = _without_holes(pictures)
        if before is None or before.run_start_us != piece.run_start_us:
            pictures = _decodable(pictures)
        if not pictures:
            return ()
        others = (packet for packet in packets if packet.stream.type == "audio")
        sounds = [_placed(footage, packet, shift_us) for packet in others]
        sounds += self._heard(piece, shift_us, files)
        sounds = [sound for sound in sounds if _is_near(piece, sound)]
        if after is not None and after.run_start_us != piece.run_start_us:
            pictures = _ending_before(after.run_start_us, pictures)
            sounds = [sound for sound in sounds if sound.time_us < after.run_start_us]
        self._write(footage, pictures, sounds)
        self._before = None if is_torn else piece
        times = [picture.time_us for picture in pictures]
        return min(times), max(times)

    def _write(self, footage: Footage, pictures: list[Placed], sounds: list[Placed]) -> None:
        video = pictures[0].packet.stream
        if not self.writer.is_open:
            with ExitStack() as files:
                audio = footage.audio
                if self._is_alone or (audio is not None and not is_heard(audio)):
                    audio = self._first_sound(files)
                self.writer.open(video, audio, pictures[0].time_us)
        if not self.writer.takes(video):
            raise BadSegment("The footage is of another kind from here on.")
        self.writer.write(pictures, [s for s in sounds if self.writer.takes(s.packet.stream)])

    def _first_sound(self, files: ExitStack) -> Stream | None:
        """The track of sound is like the first one that there is."""
        for data in self._heard_in:
            try:
                footage = files.enter_context(opened(data))
            except BadSegment as error:
                _log.info("a piece of the sound is left out: %s", error.sentence)
                continue
            if footage.audio is not None and is_heard(footage.audio):
                return footage.audio
        return None

    def _heard(self, piece: Piece, shift_us: int, files: ExitStack) -> list[Placed]:
        """The packets of sound that comes by itself, on the same time stamps as the picture."""
        heard: list[Placed] = []
        for sound in piece.sounds:
            try:
                footage = files.enter_context(opened(sound.data))
                packets = footage.packets(footage.audio)
            except BadSegment as error:
                _log.info("a piece of the sound is left out: %s", error.sentence)
                self.silent = True
                continue
            if packets:
                at_us = settled_us(
                    shift_us,
                    footage.time_us(packets[0]),
                    sound.start_us,
                    piece.tolerance_us,
                    wraps=footage.wraps,
                )
                placed = (_placed(footage, packet, at_us) for packet in packets)
                heard += [packet for packet in placed if packet.time_us < piece.end_us]
        return heard


def _placed(footage: Footage, packet: Packet, shift_us: int) -> Placed:
    return Placed(packet, footage.time_us(packet) + shift_us, footage.decode_us(packet) + shift_us)


def _is_near(piece: Piece, placed: Placed) -> bool:
    in_time = piece.start_us - _FAR_US < placed.time_us < piece.end_us + _FAR_US
    return in_time and abs(placed.time_us - placed.decode_us) < _FAR_US


def _is_torn(footage: Footage, pictures: list[Placed], piece: Piece) -> bool:
    """Whether the segment was cut within its last picture."""
    if not footage.whole:
        return True
    times = sorted(picture.time_us for picture in pictures)
    step_us = (times[-1] - times[0]) / len(times)
    return piece.end_us - times[-1] > 2 * step_us and footage.may_end_torn


def _without_holes(pictures: list[Placed]) -> list[Placed]:
    """The longest beginning, in the order of decoding, before which nothing is still to come.

    What comes later is shown no earlier than it is decoded, and that is later than all here.
    """
    if not pictures:
        return []
    earliest_us = pictures[-1].decode_us + 1
    latest_us = list(accumulate((picture.time_us for picture in pictures), max))
    for count in range(len(pictures), 0, -1):
        if latest_us[count - 1] < earliest_us:
            return pictures[:count]
        earliest_us = min(earliest_us, pictures[count - 1].time_us)
    return []


def _decodable(pictures: list[Placed]) -> list[Placed]:
    """Those that can be shown without what came before."""
    keys = (index for index, picture in enumerate(pictures) if picture.packet.is_keyframe)
    first = next(keys, None)
    if first is None:
        return []
    return [later for later in pictures[first:] if later.time_us >= pictures[first].time_us]


def _ending_before(until_us: int, pictures: list[Placed]) -> list[Placed]:
    """Bring pictures that run into the next run to just before it: sums of a playlist are rough."""
    late = sorted(picture.time_us for picture in pictures if picture.time_us >= until_us)
    if not late:
        return pictures
    moved = {time_us: until_us - TICK_US * rank for rank, time_us in enumerate(reversed(late), 1)}
    latest_us = until_us - 2 * TICK_US * len(late)  # from here on the writer counts up in ticks
    return [
        replace(
            picture,
            time_us=moved.get(picture.time_us, picture.time_us),
            decode_us=min(picture.decode_us, latest_us),
        )
        for picture in pictures
    ]


def _gaps(pieces: Sequence[Piece], shown: Sequence[_Shown], step_us: int) -> Iterator[MediaSpan]:
    """Where no picture is: lost pieces, and the rest of those that were cut short."""
    end_us: int | None = None
    is_lost, run_us = False, pieces[0].run_start_us
    for piece, times in zip(pieces, shown, strict=True):
        if times is None and not is_lost:
            is_lost, end_us = True, piece.start_us if end_us is None else end_us
        if not times:
            continue
        exact = piece.run_start_us == run_us
        slack_us = max(_LONGEST_STEP_US, _STEPS * step_us) if exact else piece.tolerance_us
        if end_us is not None and (is_lost or times[0] - end_us > slack_us):
            yield _span(end_us, times[0])
        is_lost, run_us, end_us = False, piece.run_start_us, times[1] + step_us
    last = pieces[-1]
    if end_us is not None and (is_lost or last.end_us - end_us > last.tolerance_us):
        yield _span(end_us, max(end_us, last.end_us))


def _span(start_us: int, end_us: int) -> MediaSpan:
    return MediaSpan(MediaMs(round(start_us / 1000)), MediaMs(round(end_us / 1000)))


def _usual_duration(pictures: Sequence[FrameTime]) -> int:
    steps = sorted(later - earlier for earlier, later in pairwise(pictures))
    return steps[len(steps) // 2] if steps else 33_333
