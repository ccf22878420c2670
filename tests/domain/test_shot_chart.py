"""Every shot counts in one zone, and the zones add up to all of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.alignment import align
from reviewer.domain.game import PlayerId, Shot
from reviewer.domain.periods import Period
from reviewer.domain.play_clips import extra_clips
from reviewer.domain.shot_chart import (
    ShotFilter,
    Tally,
    Zone,
    nearest,
    shot_chart,
    tally,
    zone_of,
)
from reviewer.domain.times import WallMs
from tests.builders import AWAY, HOME, TIPOFF, make_game

GAME = make_game()
PLACES = st.floats(-20_000, 30_000, allow_nan=False)
SHOTS = st.builds(
    Shot,
    wall=st.integers(0, 60_000).map(lambda ms: WallMs(TIPOFF + ms)),
    period=st.sampled_from([Period("H1"), Period("H2")]),
    clock=st.none(),
    shot_clock=st.none(),
    team=st.sampled_from([HOME.id, AWAY.id, None]),
    player=st.sampled_from([PlayerId("101"), PlayerId("202"), None]),
    session=st.none(),
    made=st.booleans(),
    is_three=st.booleans(),
    x_mm=PLACES | st.none(),
    y_mm=PLACES | st.none(),
)


@pytest.mark.parametrize(
    ("place", "is_three", "zone"),
    [
        ((250, 700), False, Zone.RIM),
        ((0, -1_000), False, Zone.RIM),
        ((-700, 2_300), False, Zone.PAINT),
        ((-2_400, 900), False, Zone.PAINT),
        ((-1_900, 4_300), False, Zone.MIDDLE_MID),
        ((4_400, 300), False, Zone.RIGHT_MID),
        ((-4_400, -500), False, Zone.LEFT_MID),
        ((-6_950, 300), True, Zone.LEFT_CORNER),
        ((6_950, -900), True, Zone.RIGHT_CORNER),
        ((-5_300, 5_100), True, Zone.LEFT_WING),
        ((5_200, 5_200), True, Zone.RIGHT_WING),
        ((300, 7_400), True, Zone.TOP),
        ((300, 15_000), True, Zone.BACKCOURT),
    ],
)
def test_a_place_is_in_the_zone_a_coach_would_say(
    place: tuple[float, float], is_three: bool, zone: Zone
):
    assert zone_of(*place, is_three=is_three) is zone


@given(PLACES, PLACES, st.booleans())
def test_left_and_right_mirror_each_other(x_mm, y_mm, is_three):
    mirrored = {
        "left": "right",
        "right": "left",
    }
    here = zone_of(x_mm, y_mm, is_three=is_three)
    there = zone_of(-x_mm, y_mm, is_three=is_three)
    words = (mirrored.get(word, word) for word in there.value.split())
    assert here.value == " ".join(words) or x_mm == 0


@given(st.lists(SHOTS, max_size=20))
def test_zones_add_up_to_all_that_have_a_place(shots):
    chart = shot_chart(replace(GAME, shots=tuple(shots)), ShotFilter())
    assert len(chart.dots) + chart.unplaced == len(shots)
    parts = [tally(chart.within(zone)) for zone in Zone]
    made = sum(part.made for part in parts)
    attempts = sum(part.attempts for part in parts)
    assert chart.total == Tally(made, attempts)
    placed = [shot for shot in shots if shot.x_mm is not None and shot.y_mm is not None]
    assert chart.total == Tally(sum(shot.made for shot in placed), len(placed))


@given(
    st.lists(SHOTS, max_size=20),
    st.frozensets(st.sampled_from([HOME.id, AWAY.id])),
    st.frozensets(st.sampled_from([PlayerId("101"), PlayerId("202")])),
    st.frozensets(st.sampled_from([Period("H1"), Period("H2")])),
)
def test_a_filter_leaves_what_it_names(shots, teams, players, periods):
    wanted = ShotFilter(periods, teams, players)
    chart = shot_chart(replace(GAME, shots=tuple(shots)), wanted)
    left = [
        shot
        for shot in shots
        if (not teams or shot.team in teams)
        and (not players or shot.player in players)
        and (not periods or shot.period in periods)
    ]
    assert len(chart.dots) + chart.unplaced == len(left)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_percentage_is_the_nearest_whole_one(made, missed):
    figures = Tally(made, made + missed)
    assert figures.percent is not None
    assert abs(figures.percent - 100 * made / (made + missed)) <= 0.5


def test_figures_in_words():
    assert Tally(4, 9).words == "4/9 44%"
    assert Tally().words == "0/0"


def shot_at(x_mm: float, y_mm: float, at_ms: int) -> Shot:
    return Shot(
        wall=WallMs(TIPOFF + at_ms),
        period=Period("H1"),
        clock=None,
        shot_clock=None,
        team=HOME.id,
        player=None,
        session=None,
        made=True,
        is_three=False,
        x_mm=x_mm,
        y_mm=y_mm,
    )


def test_a_dot_knows_the_clip_that_was_made_of_its_shot():
    game = replace(GAME, shots=(shot_at(0, 500, 5_000),))
    (dot,) = shot_chart(game, ShotFilter()).dots
    extras = extra_clips(game, align(game.clips))
    assert dot.clip in {clip.id for clip in extras if clip.source == "SHOTS"}


def test_the_nearest_dot_within_reach_is_meant_and_the_latest_of_those_in_one_place():
    shots = tuple(shot_at(x, 0, at) for at, x in enumerate((0, 500, 500)))
    dots = shot_chart(replace(GAME, shots=shots), ShotFilter()).dots
    assert nearest(dots, 100, 0, 300) == dots[0]
    assert nearest(dots, 450, 0, 300) == dots[2]
    assert nearest(dots, 5_000, 0, 300) is None
