"""The simulated game as it truly was; documents, pictures and tests are read from it."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from reviewer.demo.court import Spot
from reviewer.demo.people import SimPlayer, SimTeam
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs

FPS: Final = 30
FOOTAGE_VERSION: Final = 3
"""Raised whenever the footage of an equal game would look different."""


def frame_start_ms(frame: int) -> int:
    """Where frame `frame` of a stream begins, to the nearest whole millisecond."""
    return (2_000 * frame + FPS) // (2 * FPS)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Wall time during which the game clock ran, or stood at `clock`, its value at `start`."""

    start: WallMs
    end: WallMs
    clock: ClockMs
    running: bool

    def clock_at(self, wall: int) -> ClockMs:
        return ClockMs(self.clock - (wall - self.start)) if self.running else self.clock


@dataclass(frozen=True, slots=True)
class ShotClockReset:
    """From `wall` on the shot clock counts down from `shot_clock`; None turns it off."""

    wall: WallMs
    shot_clock: ClockMs | None


@dataclass(frozen=True, slots=True)
class SimPlay:
    """What happened at one moment. `side` is 0 for the home team, 1 for the away team."""

    wall: WallMs
    kind: str
    text: str
    side: int | None = None
    player: SimPlayer | None = None
    points: int = 0
    clock_known: bool = True
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class SimShot:
    """A field goal attempt: released at `release` from (`x_mm`, `y_mm`), at the rim at `wall`."""

    wall: WallMs
    release: WallMs
    side: int
    player: SimPlayer
    defender: SimPlayer
    passer: SimPlayer | None
    made: bool
    spot: Spot
    x_mm: int
    y_mm: int
    hoop_end: int

    @property
    def points(self) -> int:
        return 3 if self.spot.is_three else 2


@dataclass(frozen=True, slots=True)
class SimPossession:
    start: WallMs
    end: WallMs
    side: int
    began: str
    players: tuple[SimPlayer, ...]
    opponents: tuple[SimPlayer, ...]


@dataclass(frozen=True, slots=True)
class Lineup:
    """A side's five from `wall` on."""

    wall: WallMs
    side: int
    players: tuple[SimPlayer, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the scoreboard of one frame shows, and the wall time of the game it shows."""

    wall: WallMs
    period: Period
    clock: ClockMs
    shot_clock: ClockMs | None
    home_score: int
    away_score: int


@dataclass(frozen=True, slots=True)
class SimHalf:
    """One half. `tipoff` to `end` is play; the stream starts before and ends after it.

    `score_before` is home and away at tip-off. `home_end` is the hoop the home team attacks.
    """

    period: Period
    session: str
    home_end: int
    video_start: WallMs
    delay_ms: int
    frames: int
    score_before: tuple[int, int]
    stretches: tuple[Stretch, ...]
    shot_clock_resets: tuple[ShotClockReset, ...]
    plays: tuple[SimPlay, ...]
    shots: tuple[SimShot, ...]
    possessions: tuple[SimPossession, ...]
    lineups: tuple[Lineup, ...]

    @property
    def tipoff(self) -> WallMs:
        return self.stretches[0].start

    @property
    def end(self) -> WallMs:
        return self.stretches[-1].end

    def hoop_end(self, side: int) -> int:
        """The hoop a side attacks: 1 for the one at +y, -1 for the other."""
        return self.home_end if side == 0 else -self.home_end

    def clock(self, wall: int) -> ClockMs:
        """The game clock; its full length before tip-off, 0 after the end."""
        if wall >= self.end:
            return ClockMs(0)
        index = bisect_right(self.stretches, wall, key=lambda stretch: stretch.start) - 1
        return self.stretches[index].clock_at(wall) if index >= 0 else self.stretches[0].clock

    def standing_since(self, wall: int) -> WallMs | None:
        """When the clock was stopped; None while it runs and before tip-off."""
        if wall >= self.end:
            return self.end
        index = bisect_right(self.stretches, wall, key=lambda stretch: stretch.start) - 1
        if index < 0 or self.stretches[index].running:
            return None
        return self.stretches[index].start

    def shot_clock(self, wall: int) -> ClockMs | None:
        """The shot clock; None before tip-off, after the end, and while it is off."""
        index = bisect_right(self.shot_clock_resets, wall, key=lambda reset: reset.wall) - 1
        if index < 0 or wall >= self.end:
            return None
        reset = self.shot_clock_resets[index]
        if reset.shot_clock is None:
            return None
        return ClockMs(reset.shot_clock - (self.clock(reset.wall) - self.clock(wall)))

    def score(self, wall: int) -> tuple[int, int]:
        """Home and away at a moment, the points scored in that millisecond included."""
        totals = list(self.score_before)
        for play in self.plays:
            if play.points and play.side is not None and play.wall <= wall:
                totals[play.side] += play.points
        return totals[0], totals[1]

    def lineup(self, side: int, wall: int) -> tuple[SimPlayer, ...]:
        """The five of a side on the floor at a moment."""
        known = [lineup for lineup in self.lineups if lineup.side == side]
        index = bisect_right(known, wall, key=lambda lineup: lineup.wall) - 1
        return known[max(index, 0)].players

    def wall_of_media(self, media_ms: int) -> WallMs:
        """The moment of the game that this half's stream shows at a position."""
        return WallMs(self.video_start + media_ms - self.delay_ms)

    def wall_of_frame(self, frame: int) -> WallMs:
        """The moment of the game that a frame of this half's stream shows."""
        return self.wall_of_media(frame_start_ms(frame))

    def frame_showing(self, wall: int) -> int:
        """The frame on screen when the picture of a moment is due: the last that has begun."""
        return (wall - self.video_start + self.delay_ms) * FPS // 1000

    def reading(self, frame: int) -> Reading:
        """What is burned into a frame of this half's stream."""
        wall = self.wall_of_frame(frame)
        return Reading(
            wall, self.period, self.clock(wall), self.shot_clock(wall), *self.score(wall)
        )


@dataclass(frozen=True, slots=True)
class SimGame:
    """A whole game. Equal seed and size give an equal game, on any machine."""

    seed: int
    size: str
    home: SimTeam
    away: SimTeam
    halves: tuple[SimHalf, ...]

    @property
    def teams(self) -> tuple[SimTeam, SimTeam]:
        return self.home, self.away

    @property
    def take(self) -> str:
        """Names this game's footage, in its addresses too: another take is in no cache."""
        return f"{self.size}-{self.seed}-{self.frames}-{FOOTAGE_VERSION}"

    @property
    def frames(self) -> int:
        return sum(half.frames for half in self.halves)
