"""How ShotTracker writes things: clocks, places and fixed ids."""

from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from reviewer.demo.court import HOOP_Y_MM, RIM_HEIGHT_MM
from reviewer.demo.truth import SimHalf, SimShot
from reviewer.domain.times import ClockMs, format_clock

Json = dict[str, Any]

RELEASE_HEIGHT_MM: Final = 2_300


def made_id(name: str) -> str:
    """An id that is the same in every run."""
    return str(uuid5(NAMESPACE_URL, f"demo/{name}"))


FACILITY_ID: Final = made_id("facility")
COURT_ID: Final = made_id("court")


def clock_text(clock: ClockMs) -> str:
    """`07:23.8`"""
    return format_clock(clock).rjust(7, "0")


def shot_clock_text(half: SimHalf, wall: int) -> str | None:
    """`05.7`, as it stood when something happened that may have reset it; None while it is off."""
    clock = half.shot_clock(wall - 1)
    return None if clock is None else f"{clock // 1000:02d}.{clock // 100 % 10}"


def hoop_relative(shot: SimShot) -> tuple[int, int]:
    """Where a shot was taken in the half-court frame of its hoop, millimetres."""
    return -shot.hoop_end * shot.x_mm, HOOP_Y_MM - shot.hoop_end * shot.y_mm


def hoop_place(shot: SimShot) -> tuple[int, int, int]:
    return 0, shot.hoop_end * HOOP_Y_MM, RIM_HEIGHT_MM
