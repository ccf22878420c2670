"""Where a recording was interrupted: clips in a row that agree on another place than the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.domain.alignment.fit import Fit, Vote
from reviewer.domain.timeline import Stretch, Timeline, join, timeline_from
from reviewer.domain.times import MediaMs, WallMs

_IN_A_ROW = 4
_CLOSE_MS = 20  # so close, so often and side by side is no accident
_LEAD_MS = 10_000


@dataclass(frozen=True, slots=True)
class Recording:
    """A stream's time line with a new stretch shortly before the first clip after each jump."""

    line: Timeline
    agreeing: tuple[Vote, ...]
    outliers: tuple[Vote, ...]

    @property
    def zero(self) -> WallMs:
        """The wall time that the first picture shows."""
        return self.line.stretches[0].wall

    @property
    def jumps(self) -> tuple[Stretch, ...]:
        return self.line.stretches[1:]

    @property
    def spread_ms(self) -> int:
        """The time from the first to the last clip that agrees."""
        walls = [vote.wall for vote in self.agreeing]
        return max(walls) - min(walls) if walls else 0

    def late_ms(self, vote: Vote) -> int:
        """By how much a clip's own place is late against the time line."""
        return vote.wall - vote.zero - self.line.media_at(vote.wall)


def follow(votes: Sequence[Vote], fit: Fit) -> Recording:
    """The fit, and outliers that are right after all: they follow on each other and agree.

    `votes` are in order of time.
    """
    if len(fit.outliers) < _IN_A_ROW:
        return Recording(timeline_from(fit.zero), fit.agreeing, fit.outliers)
    zeros = {vote.clip: fit.zero for vote in fit.agreeing}
    for run in _runs(votes, set(fit.outliers)):
        zeros |= {vote.clip: run[0].zero for vote in run}
    parts = [(vote.wall, zeros[vote.clip]) for vote in votes if vote.clip in zeros]
    if any(wall - zero < before - earlier for (before, earlier), (wall, zero) in pairwise(parts)):
        return Recording(timeline_from(fit.zero), fit.agreeing, fit.outliers)
    agreeing = tuple(vote for vote in votes if vote.clip in zeros)
    outliers = tuple(vote for vote in votes if vote.clip not in zeros)
    first = parts[0][1] if parts else fit.zero
    line = join([Stretch(MediaMs(0), first), *_jumps(parts)])
    return Recording(line, agreeing, outliers)


def _runs(votes: Sequence[Vote], outliers: set[Vote]) -> list[list[Vote]]:
    runs: list[list[Vote]] = [[]]
    for vote in votes:
        run = runs[-1]
        if vote not in outliers or (run and abs(vote.zero - run[0].zero) > _CLOSE_MS):
            runs.append([])
        if vote in outliers:
            runs[-1].append(vote)
    return [run for run in runs if len(run) >= _IN_A_ROW]


def _jumps(parts: Sequence[tuple[WallMs, WallMs]]) -> Iterator[Stretch]:
    for (wall_before, zero_before), (wall, zero) in pairwise(parts):
        if zero != zero_before:
            media, media_before = wall - zero, wall_before - zero_before
            start = media - min(_LEAD_MS, (media - media_before) // 2)
            yield Stretch(MediaMs(start), WallMs(start + zero))
