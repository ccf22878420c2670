"""The movement: smooth, on the floor, and where the shot rows say."""

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.demo.choreography import choreograph
from reviewer.demo.court import HALF_LENGTH_MM, HALF_WIDTH_MM, HOOP_Y_MM
from reviewer.demo.script import FULL, SHORT
from reviewer.demo.simulate import SEED, simulate

HALVES = [half for size in (SHORT, FULL) for half in simulate(SEED, size).halves]
MOTIONS = [choreograph(half) for half in HALVES]
FRAME_MS = 33
SWAY_MM = 300

motions = pytest.mark.parametrize("motion", MOTIONS)


def anywhere(data: st.DataObject):
    motion = data.draw(st.sampled_from(MOTIONS))
    return motion, data.draw(st.integers(motion.half.tipoff - 4_000, motion.half.end + 4_000))


@motions
def test_shots_leave_from_where_the_rows_say(motion):
    for shot in motion.half.shots:
        scene = motion.at(shot.release)
        (shooter,) = (
            disc
            for disc in scene.discs
            if (disc.side, disc.jersey) == (shot.side, shot.player.jersey)
        )
        assert hypot(shooter.place.x - shot.x_mm, shooter.place.y - shot.y_mm) < SWAY_MM


@motions
def test_shots_reach_the_hoop_when_the_rows_say(motion):
    for shot in motion.half.shots:
        assert motion.at(shot.wall).ball == pytest.approx((0, shot.hoop_end * HOOP_Y_MM))


@settings(max_examples=300)
@given(st.data())
def test_nobody_jumps(data: st.DataObject):
    motion, wall = anywhere(data)
    for before, after in zip(motion.at(wall).discs, motion.at(wall + FRAME_MS).discs, strict=True):
        gone_mm = hypot(after.place.x - before.place.x, after.place.y - before.place.y)
        assert gone_mm < 20 * FRAME_MS


@given(st.data())
def test_ten_players_stay_on_the_floor(data: st.DataObject):
    motion, wall = anywhere(data)
    scene = motion.at(wall)

    assert len({(disc.side, disc.jersey) for disc in scene.discs}) == 10
    for disc in scene.discs:
        assert abs(disc.place.x) < HALF_WIDTH_MM + 450
        assert abs(disc.place.y) < HALF_LENGTH_MM + 450
