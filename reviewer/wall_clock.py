"""What time it is: the one place that asks the computer for it in the data's unit."""

import time

from reviewer.domain.times import WallMs


def wall_now() -> WallMs:
    return WallMs(time.time_ns() // 1_000_000)
