"""The game clock of the embedded game, against the clock that is burned into its footage."""

import pytest

from reviewer.demo.script import FULL, SHORT, GameSize
from reviewer.demo.simulate import SEED, simulate
from reviewer.domain.clock import Certainty, ClockReading, build_clock
from reviewer.domain.times import ClockMs, WallMs
from tests.demo.told import told_game

FRAME_MS = 33


def readings(size: GameSize) -> list[tuple[ClockReading, ClockMs]]:
    """What is read and what is so, for every frame from tip-off to the end of each half."""
    truth = simulate(SEED, size)
    clock = build_clock(told_game(truth))
    return [
        (clock.at(wall), half.clock(wall))
        for half in truth.halves
        for wall in map(WallMs, range(half.tipoff, half.end, FRAME_MS))
    ]


@pytest.mark.parametrize("size", [SHORT, FULL], ids=["short", "full"])
def test_it_is_exact_nearly_always_and_then_right_to_the_frame(size: GameSize):
    pairs = readings(size)
    exact = [pair for pair in pairs if pair[0].certainty is Certainty.EXACT]
    assert len(exact) >= 0.9 * len(pairs)
    wrong = [
        (read, true)
        for read, true in exact
        if read.clock is None or abs(read.clock - true) > FRAME_MS
    ]
    assert wrong == []


@pytest.mark.parametrize("size", [SHORT, FULL], ids=["short", "full"])
def test_what_is_only_bounded_is_within_its_bound(size: GameSize):
    off = [
        (read, true)
        for read, true in readings(size)
        if read.clock is not None and read.bound_ms is not None
        if abs(read.clock - true) > max(read.bound_ms, FRAME_MS)
    ]
    assert off == []
