"""Stretches of footage on the wall clock: exact, monotone, and back again."""

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.timeline import Stretch, Timeline, divide, join, timeline_from
from reviewer.domain.times import MediaMs, WallMs

_ZERO = WallMs(1_767_571_200_123)

_stretches = st.lists(
    st.builds(
        lambda media, shift, drift: Stretch(MediaMs(media), WallMs(_ZERO + media + shift), drift),
        st.integers(0, 10_000_000),
        st.integers(-60_000, 60_000),
        st.integers(-1_500_000, 1_500_000),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda stretch: stretch.media,
).map(lambda items: sorted(items, key=lambda stretch: stretch.media))


@given(st.integers(-(10**9), 10**9))
def test_one_stretch_is_exact_both_ways(media):
    line = timeline_from(_ZERO)
    assert line.wall_at(MediaMs(media)) == _ZERO + media
    assert line.media_at(WallMs(_ZERO + media)) == media


@given(_stretches, st.integers(-1_000_000, 12_000_000), st.integers(0, 1_000_000))
def test_neither_direction_runs_backward(stretches, media, later_ms):
    line = join(stretches)
    assert line.wall_at(MediaMs(media)) <= line.wall_at(MediaMs(media + later_ms))
    wall = WallMs(_ZERO + media)
    assert line.media_at(wall) <= line.media_at(WallMs(wall + later_ms))


@given(_stretches, st.integers(-1_000_000, 12_000_000))
def test_a_shown_moment_is_found_again(stretches, media):
    line = join(stretches)
    wall = line.wall_at(MediaMs(media))
    assert abs(line.wall_at(line.media_at(wall)) - wall) <= 1


@given(st.integers(-1_500_000, 1_500_000), st.integers(0, 10_000_000))
def test_with_drift_a_moment_leads_to_the_last_position_that_shows_it(drift_ppb, start):
    line = Timeline((Stretch(MediaMs(0), _ZERO, drift_ppb),))
    for media in map(MediaMs, range(start, start + 2_000)):
        wall = line.wall_at(media)
        shows_it_too = line.wall_at(MediaMs(media + 1)) == wall
        assert line.media_at(wall) == media + shows_it_too
        assert line.wall_at(line.media_at(WallMs(wall + 1))) <= wall + 1


@given(_stretches)
def test_each_stretch_starts_where_it_says(stretches):
    line = join(stretches)
    for stretch in line.stretches:
        assert line.wall_at(stretch.media) <= stretch.wall
    assert line.wall_at(line.stretches[-1].media) == line.stretches[-1].wall


def test_times_in_no_picture_lead_to_the_next_one():
    line = Timeline((Stretch(MediaMs(0), _ZERO), Stretch(MediaMs(10_000), WallMs(_ZERO + 13_000))))
    assert line.wall_at(MediaMs(9_999)) == _ZERO + 9_999
    assert line.wall_at(MediaMs(10_000)) == _ZERO + 13_000
    assert line.media_at(WallMs(_ZERO + 11_500)) == 10_000


def test_pictures_shown_twice_make_the_wall_clock_wait():
    line = Timeline((Stretch(MediaMs(0), _ZERO), Stretch(MediaMs(10_000), WallMs(_ZERO + 7_000))))
    assert line.wall_at(MediaMs(8_500)) == _ZERO + 7_000
    assert line.wall_at(MediaMs(10_500)) == _ZERO + 7_500
    assert line.media_at(WallMs(_ZERO + 7_000)) == 10_000
    assert line.media_at(WallMs(_ZERO + 6_999)) == 6_999


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**12))
def test_division_goes_to_the_nearest(amount, by):
    assert abs(2 * (amount - divide(amount, by) * by)) <= by
