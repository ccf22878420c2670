"""Where shots were taken: places and zones on one half court, and what came of them.

All shots lie in the frame of their own hoop: its centre is (0, 0), +y leads to mid-court, and +x
is to the right of who looks that way. Whether a shot was a three the data say, as they know the
league's line; where it lies within the twos or the threes is geometry, with the distances below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import atan2, degrees, hypot

from reviewer.domain.game import ClipId, Game, PlayerId, Shot, TeamId
from reviewer.domain.periods import Period
from reviewer.domain.play_clips import shot_clip_id

HALF_WIDTH_MM = 7_620
BASELINE_MM = -1_600
"""The baseline, seen from the hoop."""
MID_COURT_MM = 12_725

RIM_MM = 1_250
LANE_HALF_WIDTH_MM = 2_450
FREE_THROW_MM = 4_190
CORNER_MM = 2_670
"""How far from the hoop towards mid-court a three is still one from the corner."""
MIDDLE_DEGREES = 27
"""How far left and right of straight ahead the middle reaches."""


class Zone(StrEnum):
    RIM = "At the rim"
    PAINT = "Paint"
    LEFT_MID = "Mid left"
    MIDDLE_MID = "Mid middle"
    RIGHT_MID = "Mid right"
    LEFT_CORNER = "Corner 3 left"
    LEFT_WING = "Wing 3 left"
    TOP = "Top 3"
    RIGHT_WING = "Wing 3 right"
    RIGHT_CORNER = "Corner 3 right"
    BACKCOURT = "Beyond half"


@dataclass(frozen=True, slots=True)
class Dot:
    """A shot with a known place, the zone it counts for, and the clip that shows it."""

    clip: ClipId
    x_mm: float
    y_mm: float
    made: bool
    zone: Zone


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of some shots."""

    made: int = 0
    attempts: int = 0

    @property
    def percent(self) -> int | None:
        """Rounded to the nearest, half up; None without an attempt."""
        return (200 * self.made + self.attempts) // (2 * self.attempts) if self.attempts else None

    @property
    def words(self) -> str:
        """`4/9 44%`."""
        return f"{self.made}/{self.attempts} {self.percent}%" if self.attempts else "0/0"


@dataclass(frozen=True, slots=True)
class ShotFilter:
    """Which shots to show; an empty set lets everything through."""

    periods: frozenset[Period] = frozenset()
    teams: frozenset[TeamId] = frozenset()
    players: frozenset[PlayerId] = frozenset()

    def passes(self, shot: Shot) -> bool:
        return (
            (not self.periods or shot.period in self.periods)
            and (not self.teams or shot.team in self.teams)
            and (not self.players or shot.player in self.players)
        )


@dataclass(frozen=True, slots=True)
class ShotChart:
    """The dots in game order; `unplaced` counts the shots of which the place is not known."""

    dots: tuple[Dot, ...] = ()
    unplaced: int = 0

    @property
    def total(self) -> Tally:
        return tally(self.dots)

    def within(self, zone: Zone) -> tuple[Dot, ...]:
        """The dots of one zone."""
        return tuple(dot for dot in self.dots if dot.zone is zone)


def shot_chart(game: Game, wanted: ShotFilter) -> ShotChart:
    """The shots of a game that a filter leaves."""
    shots = [shot for shot in game.shots if wanted.passes(shot)]
    dots = [dot for shot in shots if (dot := _dot(shot)) is not None]
    return ShotChart(tuple(dots), len(shots) - len(dots))


def zone_of(x_mm: float, y_mm: float, *, is_three: bool) -> Zone:
    """The zone of a shot from here."""
    if y_mm > MID_COURT_MM:
        return Zone.BACKCOURT
    side = degrees(atan2(x_mm, y_mm))
    if is_three:
        return _three_zone(x_mm, y_mm, side)
    if hypot(x_mm, y_mm) <= RIM_MM:
        return Zone.RIM
    if abs(x_mm) <= LANE_HALF_WIDTH_MM and y_mm <= FREE_THROW_MM:
        return Zone.PAINT
    if abs(side) <= MIDDLE_DEGREES:
        return Zone.MIDDLE_MID
    return Zone.LEFT_MID if x_mm < 0 else Zone.RIGHT_MID


def tally(dots: Iterable[Dot]) -> Tally:
    """What came of these."""
    made = [dot.made for dot in dots]
    return Tally(sum(made), len(made))


def nearest(dots: Sequence[Dot], x_mm: float, y_mm: float, within_mm: float) -> Dot | None:
    """The dot closest to a place, the latest of several there; None where none is so near."""
    near = [(hypot(dot.x_mm - x_mm, dot.y_mm - y_mm), -at, dot) for at, dot in enumerate(dots)]
    found = min((each for each in near if each[0] <= within_mm), default=None, key=lambda e: e[:2])
    return found[2] if found is not None else None


def _three_zone(x_mm: float, y_mm: float, side: float) -> Zone:
    left = x_mm < 0
    if y_mm <= CORNER_MM:
        return Zone.LEFT_CORNER if left else Zone.RIGHT_CORNER
    if abs(side) <= MIDDLE_DEGREES:
        return Zone.TOP
    return Zone.LEFT_WING if left else Zone.RIGHT_WING


def _dot(shot: Shot) -> Dot | None:
    if shot.x_mm is None or shot.y_mm is None:
        return None
    zone = zone_of(shot.x_mm, shot.y_mm, is_three=shot.is_three)
    return Dot(shot_clip_id(shot), shot.x_mm, shot.y_mm, shot.made, zone)
