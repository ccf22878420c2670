"""Where a game's moments lie in its streams, both ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer.domain.alignment.meaning import Meaning
from reviewer.domain.alignment.report import AlignmentReport, Sync
from reviewer.domain.game import Clip, StreamId
from reviewer.domain.timeline import Timeline
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan, WallMs, WallSpan, media_ms

_BEST_FIRST = (Sync.VERIFIED, Sync.CORRECTED, Sync.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a stream."""

    stream: StreamId
    media: MediaMs


@dataclass(frozen=True, slots=True)
class Track:
    """A stream's time line with and without the user's corrections, and the end of its footage.

    `length_ms` is None where it is not known; `last_wall` is the end of its last clip.
    """

    line: Timeline
    api_line: Timeline | None
    length_ms: int | None
    last_wall: WallMs | None

    def has(self, media: MediaMs) -> bool:
        return media >= 0 and (self.length_ms is None or media <= self.length_ms)

    def surely_has(self, media: MediaMs) -> bool:
        """A stream of unknown length is taken to end with its last clip."""
        if self.length_ms is not None:
            return self.has(media)
        return self.last_wall is not None and 0 <= media <= self.line.media_at(self.last_wall)


@dataclass(frozen=True, slots=True)
class Alignment:
    """A game's data and video brought together; all answers for a stream are on one time line.

    So a clip starts at the very picture whose wall time is the clip's start, and one whose own
    offset contradicts its stream is placed where the others put it.
    """

    report: AlignmentReport
    _tracks: Mapping[StreamId, Track] = field(repr=False)
    _meaning: Meaning = field(repr=False)

    def place(self, clip: Clip) -> MediaSpan | None:
        """A clip's span of its stream, cut to the footage; None where it cannot be known.

        Without an event time the clip's own offset counts, without an end its duration.
        """
        track = self._tracks.get(clip.hls.stream) if clip.hls else None
        if track is None or (start := self._start(clip, track)) is None:
            return None
        if (end := self._end(clip, start)) is None:
            return None
        first, last = track.line.media_at(start), track.line.media_at(end)
        if track.length_ms is not None:
            last = MediaMs(min(last, track.length_ms))
        first = MediaMs(max(first, 0))
        return MediaSpan(first, last) if first < last else None

    def to_media(self, stream: StreamId, wall: WallMs) -> MediaMs | None:
        """Where a stream shows a wall time; None where it has no footage of it."""
        track = self._tracks.get(stream)
        if track is None:
            return None
        media = track.line.media_at(wall)
        return media if track.has(media) else None

    def span(self, stream: StreamId, span: WallSpan) -> MediaSpan | None:
        """Where a stream shows a stretch; None where it has no footage of its first or last."""
        start = self.to_media(stream, span.start)
        last = self.to_media(stream, WallMs(span.end - 1))  # the end may be that of the footage
        if start is None or last is None or start > last:
            return None
        return MediaSpan(start, MediaMs(last + 1))

    def to_wall(self, stream: StreamId, frame: FrameTime) -> WallMs | None:
        """The wall time of the data that a picture shows; None where the stream has no place."""
        track = self._tracks.get(stream)
        return track.line.wall_at(media_ms(frame)) if track else None

    def streams_at(self, wall: WallMs) -> tuple[Place, ...]:
        """The footage of a wall time, what is verified first."""
        reports = sorted(self.report.streams, key=lambda item: _BEST_FIRST.index(item.sync))
        return tuple(
            Place(item.stream, media)
            for item in reports
            if (track := self._tracks.get(item.stream))
            and track.surely_has(media := track.line.media_at(wall))
        )

    def _start(self, clip: Clip, track: Track) -> WallMs | None:
        if clip.start is not None or clip.hls is None or clip.hls.start_offset is None:
            return clip.start
        if track.api_line is None:
            return None
        media = self._meaning.place_ms(clip.hls.start_offset, clip.hls.delay_ms)
        return track.api_line.wall_at(MediaMs(media))

    def _end(self, clip: Clip, start: WallMs) -> WallMs | None:
        if clip.end is not None and clip.end > start:
            return clip.end
        length_ms = self._meaning.duration.clip_ms(clip)
        return WallMs(start + length_ms) if length_ms is not None else None
