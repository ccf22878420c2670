"""What each clip says of its place in its stream, as numbers still without a unit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from reviewer.domain.game import Clip, ClipId, StreamId, stream_id
from reviewer.domain.times import WallMs

MAJORITY = 0.6
"""Up to three clips in ten may be wrong; what six in ten say is believed."""

_LARGEST_OFFSET = 1e12  # beyond any footage, in milliseconds too


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What a playlist itself says: its length, and the wall time of its first picture."""

    length_ms: int | None = None
    zero_wall: WallMs | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One clip's witness: the data's wall time and the API's numbers for the same moment."""

    clip: ClipId
    wall: WallMs
    offset: float
    delay_ms: int


@dataclass(frozen=True, slots=True)
class StreamRows:
    """A stream with its witnesses in order of wall time; `video_start` is what most clips say."""

    stream: StreamId
    clips: tuple[Clip, ...]
    rows: tuple[Row, ...]
    video_start: WallMs | None
    delay_ms: int
    facts: StreamFacts

    @property
    def start(self) -> WallMs | None:
        """When the video starts, by the API or else by the playlist's own clock."""
        return self.video_start if self.video_start is not None else self.facts.zero_wall

    @property
    def last_wall(self) -> WallMs | None:
        """When the last of its clips ends."""
        return max((clip.end for clip in self.clips if clip.end is not None), default=None)


def stream_rows(
    clips: Iterable[Clip], facts: Mapping[StreamId, StreamFacts]
) -> tuple[StreamRows, ...]:
    """The clips by stream, in order of first appearance; clips without a stream are left out."""
    names: dict[str, StreamId] = {}
    grouped: dict[StreamId, list[Clip]] = {}
    for clip in clips:
        if clip.hls is not None:
            name = names.get(clip.hls.url) or stream_id(clip.hls.url)
            grouped.setdefault(names.setdefault(clip.hls.url, name), []).append(clip)
    return tuple(
        _stream(name, members, facts.get(name, StreamFacts())) for name, members in grouped.items()
    )


def _most_common(values: Iterable[int]) -> int | None:
    counted = Counter(values)
    return max(counted, key=counted.__getitem__, default=None)


def _stream(name: StreamId, clips: Sequence[Clip], facts: StreamFacts) -> StreamRows:
    rows = [row for clip in clips if (row := _row(clip)) is not None]
    heard = [clip.hls for clip in clips if clip.hls is not None]
    start = _most_common(hls.video_start for hls in heard if hls.video_start is not None)
    return StreamRows(
        stream=name,
        clips=tuple(clips),
        rows=tuple(sorted(rows, key=lambda row: (row.wall, row.clip))),
        video_start=None if start is None else WallMs(start),
        delay_ms=_most_common(hls.delay_ms for hls in heard) or 0,
        facts=facts,
    )


def _row(clip: Clip) -> Row | None:
    if clip.hls is None or clip.start is None or clip.hls.start_offset is None:
        return None
    offset = clip.hls.start_offset
    if not isfinite(offset) or not 0 <= offset < _LARGEST_OFFSET:
        return None
    return Row(clip.id, clip.start, offset, clip.hls.delay_ms)
