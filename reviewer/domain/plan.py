"""What to play for a clip: which stretch of which stream."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reviewer.domain.alignment import Alignment
from reviewer.domain.errors import Unplayable
from reviewer.domain.game import Clip, ClipId, Game, StreamId
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan, WallMs, WallSpan, media_ms

LEAD_MS = 2_000
LAG_MS = 1_000
CUT = "CUT"
"""The source of a clip that was cut to the frame: it plays without lead and lag."""


@dataclass(frozen=True, slots=True)
class PlaybackPlan:
    """`played` is the clip with its lead and lag, `marked` the clip itself."""

    clip: ClipId
    stream: StreamId
    url: str
    played: MediaSpan
    marked: MediaSpan

    @property
    def start(self) -> FrameTime:
        return FrameTime(self.played.start * 1000)

    @property
    def stop(self) -> FrameTime:
        return FrameTime(self.played.end * 1000)

    def shows(self, frame: FrameTime) -> bool:
        """Whether this picture of the stream is among those it plays."""
        return self.played.start <= media_ms(frame) < self.played.end


@dataclass(frozen=True, slots=True)
class FrameTarget:
    """One moment of one stream."""

    stream: StreamId
    url: str
    media: MediaMs


def target_in_clip(clip: Clip, alignment: Alignment, after_ms: int) -> FrameTarget:
    """The moment `after_ms` after a clip's start. Raises Unplayable."""
    plan = plan_clip(clip, alignment)
    return FrameTarget(plan.stream, plan.url, MediaMs(max(0, plan.marked.start + after_ms)))


def target_at(game: Game, alignment: Alignment, wall: WallMs) -> FrameTarget:
    """The moment of the game's footage that shows this wall time. Raises Unplayable."""
    urls = {clip.hls.stream: clip.hls.url for clip in game.clips if clip.hls is not None}
    for place in alignment.streams_at(wall):
        return FrameTarget(place.stream, urls[place.stream], place.media)
    raise Unplayable("No footage covers that time.")


def plan_clip(
    clip: Clip, alignment: Alignment, *, lead_ms: int = LEAD_MS, lag_ms: int = LAG_MS
) -> PlaybackPlan:
    """Where a clip lies in its stream. Raises Unplayable, saying why it cannot be told."""
    reason = why_not(clip, alignment)
    marked = alignment.place(clip)
    if reason is not None or marked is None or clip.hls is None:
        raise Unplayable(reason or "It is not known where this clip lies in its stream.")
    if clip.source == CUT:
        lead_ms = lag_ms = 0
    start = MediaMs(max(0, marked.start - lead_ms))
    played = MediaSpan(start, MediaMs(max(marked.end, start) + lag_ms))
    return PlaybackPlan(clip.id, clip.hls.stream, clip.hls.url, played, marked)


def unseen_from(played: MediaSpan, seen: Iterable[MediaSpan]) -> MediaMs | None:
    """Where a stretch first shows what none of the others did; None where they showed it all."""
    start = played.start
    for past in sorted(seen):
        if past.start <= start < past.end:
            start = past.end
    return start if start < played.end else None


def trimmed(
    plan: PlaybackPlan,
    alignment: Alignment,
    trim: WallSpan,
    *,
    lead_ms: int = LEAD_MS,
    lag_ms: int = LAG_MS,
) -> PlaybackPlan:
    """The same clip from its in to its out; as it was where its stream does not show those."""
    marked = alignment.span(plan.stream, trim)
    if marked is None:
        return plan
    first, last = MediaMs(max(0, marked.start - lead_ms)), MediaMs(marked.end + lag_ms)
    return replace(plan, played=MediaSpan(first, last), marked=marked)


def why_not(clip: Clip, alignment: Alignment) -> str | None:
    """Why a clip cannot be played, in a few words; None where nothing speaks against it."""
    if clip.hls is None:
        return "No footage for this clip"
    if alignment.place(clip) is None:
        return "Its place in the stream is not known"
    return None
