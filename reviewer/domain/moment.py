"""From the frame on screen to what the scoreboard said then."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.domain.alignment import Alignment, StreamFacts, align
from reviewer.domain.clock import Certainty, ClockReading, GameClock, build_clock
from reviewer.domain.corrections import StreamCorrections
from reviewer.domain.game import Game, StreamId
from reviewer.domain.score import Score, ScoreLine, score_line
from reviewer.domain.shot_clock import ShotClock, build_shot_clock
from reviewer.domain.times import ClockMs, FrameTime, MediaSpan, WallMs, WallSpan

_NO_CLOCK = ClockReading(None, None, Certainty.UNKNOWN, None, None)


@dataclass(frozen=True, slots=True)
class Moment:
    """What holds at one frame: when it was, the game clock, score and shot clock where known."""

    frame: FrameTime
    wall: WallMs | None
    reading: ClockReading
    score: Score | None
    shot_clock: ClockMs | None = None


@dataclass(frozen=True, slots=True)
class GameTimes:
    """All that turns one time line of a game into another."""

    alignment: Alignment
    clock: GameClock
    scores: ScoreLine
    shot_clock: ShotClock = ShotClock()  # noqa: RUF009 - a frozen value

    def moment(self, stream: StreamId, frame: FrameTime) -> Moment:
        """What holds at this frame of this stream."""
        wall = self.alignment.to_wall(stream, frame)
        if wall is None:
            return Moment(frame, None, _NO_CLOCK, None)
        reading = self.clock.at(wall)
        shot_clock = self.shot_clock.at(wall, reading)
        return Moment(frame, wall, reading, self.scores.at(wall), shot_clock)

    def stops(self, stream: StreamId, span: MediaSpan) -> tuple[MediaSpan, ...]:
        """The stretches of a stream in which the game clock is known to stand, within `span`."""
        start = self.alignment.to_wall(stream, FrameTime(span.start * 1000))
        end = self.alignment.to_wall(stream, FrameTime(span.end * 1000))
        if start is None or end is None:
            return ()
        ends = (
            (self.alignment.to_media(stream, stop.start), self.alignment.to_media(stream, stop.end))
            for stop in self.clock.stopped(WallSpan(start, end))
        )
        return tuple(MediaSpan(a, b) for a, b in ends if a is not None and b is not None)


def times_of(
    game: Game,
    facts: Mapping[StreamId, StreamFacts] | None = None,
    corrections: Mapping[StreamId, StreamCorrections] | None = None,
) -> GameTimes:
    """The time lines of a game from its data, what its streams say, and the user's corrections."""
    clock = build_clock(game)
    return GameTimes(
        align(game.clips, facts or {}, corrections or {}),
        clock,
        score_line(game),
        build_shot_clock(game, clock),
    )
