"""One stream's time line, and what speaks for it or against it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.domain.alignment.fit import Vote, fit_zero
from reviewer.domain.alignment.guesses import APART_MS, TOLERANCE_MS, DelayUse
from reviewer.domain.alignment.jumps import Recording, follow
from reviewer.domain.alignment.meaning import Meaning
from reviewer.domain.alignment.rows import MAJORITY, StreamRows
from reviewer.domain.timeline import Timeline, timeline_from
from reviewer.domain.times import WallMs

_NEVER_SET_MS = 3_600_000
_FRAME_MS = 20  # a delay below half a frame of the slowest footage is not worth a doubt


@dataclass(frozen=True, slots=True)
class Witness:
    """Another source for the time of the first picture, `off_ms` later than the fit."""

    name: str
    off_ms: int

    @property
    def agrees(self) -> bool:
        return abs(self.off_ms) <= TOLERANCE_MS

    @property
    def counts(self) -> bool:
        """A clock more than an hour off was never set, and says nothing."""
        return abs(self.off_ms) <= _NEVER_SET_MS


@dataclass(frozen=True, slots=True)
class FittedStream:
    """`recording` is None where no clip and no trusted start says anything.

    `unsettled_ms` is the delay, where nothing shows whether the offsets contain it; `bound_ms` is
    how far off the time line can be.
    """

    rows: StreamRows
    recording: Recording | None
    witnesses: tuple[Witness, ...]
    unsettled_ms: int
    bound_ms: int

    @property
    def line(self) -> Timeline | None:
        """The time line, at worst by the video's bare start."""
        if self.recording is not None:
            return self.recording.line
        start = self.rows.video_start
        return timeline_from(start) if start is not None else None

    @property
    def agreeing(self) -> int:
        return len(self.recording.agreeing) if self.recording else 0

    @property
    def settled(self) -> bool:
        return self.unsettled_ms <= _FRAME_MS

    @property
    def outvoted(self) -> bool:
        """Whether too many clips and other witnesses contradict the time line."""
        others = [witness.agrees for witness in self.witnesses if witness.counts]
        votes = self.agreeing + sum(others)
        return votes < MAJORITY * (len(self.rows.rows) + len(others))

    @property
    def checked(self) -> bool:
        """Whether two witnesses agree that could have disagreed."""
        if self.recording is None or not self.recording.agreeing:
            return False
        others = any(witness.agrees for witness in self.witnesses)
        return others or self.recording.spread_ms >= APART_MS


def fit_stream(rows: StreamRows, meaning: Meaning) -> FittedStream:
    """A stream's fit, with the game's meaning of its numbers."""
    votes = [
        Vote(row.clip, row.wall, WallMs(row.wall - meaning.place_ms(row.offset, row.delay_ms)))
        for row in rows.rows
    ]
    unsettled_ms = abs(rows.delay_ms) if meaning.delay.use is DelayUse.UNKNOWN else 0
    expected = None if unsettled_ms > _FRAME_MS else _zero_by_start(rows, meaning)
    fit = fit_zero(votes, expected if meaning.delay.starts_agree else None, meaning.grain)
    recording = follow(votes, fit) if fit else None
    witnesses = tuple(_witnesses(rows, expected, recording.zero)) if recording else ()
    off_ms = [abs(witness.off_ms) for witness in witnesses if witness.agrees]
    return FittedStream(
        rows=rows,
        recording=recording,
        witnesses=witnesses,
        unsettled_ms=unsettled_ms,
        bound_ms=max([fit.bound_ms if fit else 0, *off_ms]) + unsettled_ms,
    )


def _zero_by_start(rows: StreamRows, meaning: Meaning) -> WallMs | None:
    """The video's start is by the camera's clock, so the picture's delay still counts."""
    if rows.video_start is None:
        return None
    return WallMs(rows.video_start - meaning.delay.use.in_picture(rows.delay_ms))


def _witnesses(rows: StreamRows, expected: WallMs | None, zero: WallMs) -> Iterator[Witness]:
    if expected is not None:
        yield Witness("the start of the video", expected - zero)
    clock = rows.facts.zero_wall
    if clock is not None:  # it may be the camera's clock or the data's: the nearer reading counts
        offs = [clock - zero - late_ms for late_ms in (0, rows.delay_ms, -rows.delay_ms)]
        yield Witness("the playlist's clock", min(offs, key=abs))
