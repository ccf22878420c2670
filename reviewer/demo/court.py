"""The court in millimetres, as ShotTracker lays it out: origin at centre court, y along it."""

from dataclasses import dataclass
from typing import Final, NamedTuple

HALF_LENGTH_MM: Final = 14_325
HALF_WIDTH_MM: Final = 7_620
HOOP_Y_MM: Final = 12_725
RIM_HEIGHT_MM: Final = 3_048
RIM_RADIUS_MM: Final = 229
THREE_RADIUS_MM: Final = 6_750
CORNER_THREE_X_MM: Final = 6_600
FREE_THROW_MM: Final = 4_190
"""From the hoop's centre to the free-throw line."""
LANE_HALF_WIDTH_MM: Final = 1_829
CIRCLE_RADIUS_MM: Final = 1_829


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to shoot from, in the half-court frame of its hoop: +y towards mid-court."""

    name: str
    x: int
    y: int
    is_three: bool
    zone: int
    advanced_zone: int


TWO_SPOTS: Final = (
    Spot("at the rim", 250, 700, is_three=False, zone=1, advanced_zone=1),
    Spot("from the lane", -700, 2_300, is_three=False, zone=2, advanced_zone=3),
    Spot("from the left elbow", -1_900, 4_300, is_three=False, zone=4, advanced_zone=7),
    Spot("from the right elbow", 2_000, 4_200, is_three=False, zone=5, advanced_zone=8),
    Spot("from the left block", -2_400, 900, is_three=False, zone=3, advanced_zone=5),
    Spot("from the right baseline", 4_400, 300, is_three=False, zone=6, advanced_zone=10),
)
THREE_SPOTS: Final = (
    Spot("from the left corner", -6_950, 300, is_three=True, zone=10, advanced_zone=15),
    Spot("from the right corner", 6_950, 200, is_three=True, zone=11, advanced_zone=16),
    Spot("from the left wing", -5_300, 5_100, is_three=True, zone=12, advanced_zone=18),
    Spot("from the right wing", 5_200, 5_200, is_three=True, zone=13, advanced_zone=19),
    Spot("from the top", 300, 7_400, is_three=True, zone=14, advanced_zone=21),
)


def on_court(x: float, y: float, hoop_end: int) -> Point:
    """A half-court place on the whole court; `hoop_end` is 1 for the +y hoop, -1 for the other."""
    return Point(-x * hoop_end, hoop_end * (HOOP_Y_MM - y))
