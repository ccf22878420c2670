"""From a picture to its moment and back: the same picture at every rate, as In, as Out, in a loop.

Positions and wall times are whole milliseconds, pictures are not.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.alignment import StreamFacts
from reviewer.domain.corrections import Nudge, Reading, StreamCorrections
from reviewer.domain.game import StreamId
from reviewer.domain.media import MediaWindow
from reviewer.domain.moment import GameTimes, times_of
from reviewer.domain.periods import Period
from reviewer.domain.plan import PlaybackPlan, plan_clip, target_at, trimmed
from reviewer.domain.play_clips import stretch_clip
from reviewer.domain.times import FrameTime, MediaMs, WallMs, WallSpan, media_ms
from tests.builders import TIPOFF, make_game

RATES = (
    *(Fraction(24_000, 1001), Fraction(24), Fraction(25), Fraction(30_000, 1001)),
    *(Fraction(30), Fraction(50), Fraction(60_000, 1001), Fraction(60)),
)
GAME = make_game(6, length_ms=300_000)
PERIOD = Period("H1")
LENGTH_S = 900
_hls = GAME.clips[0].hls
assert _hls is not None
STREAM: StreamId = _hls.stream
FAR_MS = 840_000


@dataclass(frozen=True)
class Footage:
    """Some pictures of a stream, all of them in one window, and the game's time lines."""

    window: MediaWindow
    times: GameTimes
    drifts: bool = False

    def wall(self, time: FrameTime) -> WallMs:
        wall = self.times.alignment.to_wall(STREAM, time)
        assert wall is not None
        return wall

    def begin(self, index: int) -> WallMs:
        """The moment of a picture, as an In keeps it."""
        return self.wall(self.window.pictures[index])

    def end(self, index: int) -> WallMs:
        """When a picture is over, as an Out keeps it."""
        return self.wall(self.window.shown_until(index))

    def item(self, span: WallSpan) -> PlaybackPlan:
        """How a playlist's item plays this stretch."""
        clip = stretch_clip(GAME, self.times, PERIOD, span, cut=True)
        return plan_clip(clip, self.times.alignment)

    def played(self, plan: PlaybackPlan) -> tuple[int, int]:
        """The first and the last picture."""
        return self.window.index_at(plan.start), self.window.last_before(plan.stop)


def window_of(pictures: tuple[int, ...], last_us: int) -> MediaWindow:
    times = tuple(map(FrameTime, pictures))
    return MediaWindow(Path("window.mp4"), STREAM, times, FrameTime(times[-1] + last_us))


def made_times(nudge_ms: int, drift_ppm: int, length_ms: int | None = None) -> GameTimes:
    zero = TIPOFF - nudge_ms
    history: tuple[Nudge | Reading, ...] = (Nudge(nudge_ms),) if nudge_ms else ()
    if drift_ppm:
        far = zero + FAR_MS + round(FAR_MS * drift_ppm / 1_000_000)
        history = (Reading(MediaMs(0), WallMs(zero)), Reading(MediaMs(FAR_MS), WallMs(far)))
    facts = {STREAM: StreamFacts(length_ms, None)} if length_ms is not None else {}
    return times_of(GAME, facts, {STREAM: StreamCorrections(history)})


@st.composite
def footages(draw: st.DrawFn) -> Footage:
    """Steady pictures from anywhere in the stream, which need not begin at a millisecond."""
    rate = draw(st.sampled_from(RATES))
    first = draw(st.one_of(st.just(0), st.integers(0, int(LENGTH_S * rate) - 400)))
    off_us = draw(st.integers(0, 1_000))
    numbers = range(first, first + draw(st.integers(2, 300)))
    pictures = tuple(off_us + round(number * 1_000_000 / rate) for number in numbers)
    drift_ppm = draw(st.one_of(st.just(0), st.integers(-1_400, 1_400)))
    window = window_of(pictures, round(1_000_000 / rate))
    times = made_times(draw(st.integers(-90, 90)), drift_ppm)
    return Footage(window, times, drifts=drift_ppm != 0)


@st.composite
def uneven(draw: st.DrawFn) -> Footage:
    """Pictures at any distance from each other, none nearer than can be."""
    steps_us = draw(st.lists(st.integers(1_001, 200_000), min_size=3, max_size=60))
    pictures = tuple(accumulate(steps_us, initial=draw(st.integers(0, 10_000_000))))
    return Footage(window_of(pictures, steps_us[-1]), made_times(0, 0))


any_footage = st.one_of(footages(), uneven())


def two_of(data: st.DataObject, footage: Footage) -> tuple[int, int]:
    """Two pictures in order, which may be one; the first and the last of all are tried often."""
    count = len(footage.window.pictures)
    picks = st.one_of(st.sampled_from([0, 1, count - 2, count - 1]), st.integers(0, count - 1))
    one, other = data.draw(picks), data.draw(picks)
    return min(one, other), max(one, other)


@given(any_footage, st.data())
def test_an_item_plays_from_its_in_to_its_out(footage: Footage, data: st.DataObject):
    first, last = two_of(data, footage)
    plan = footage.item(WallSpan(footage.begin(first), footage.end(last)))
    assert footage.played(plan) == (first, last)
    assert all(plan.shows(footage.window.pictures[index]) for index in (first, last))
    beyond = [index for index in (first - 1, last + 1) if 0 <= index < len(footage.window.pictures)]
    if not footage.drifts:
        assert not any(plan.shows(footage.window.pictures[index]) for index in beyond)


@given(any_footage, st.data())
def test_a_clip_is_trimmed_from_its_in_to_its_out(footage: Footage, data: st.DataObject):
    first, last = two_of(data, footage)
    whole = plan_clip(GAME.clips[1], footage.times.alignment)
    trim = WallSpan(footage.begin(first), footage.end(last))
    plan = trimmed(whole, footage.times.alignment, trim, lead_ms=0, lag_ms=0)
    assert footage.played(plan) == (first, last)
    assert plan.played == plan.marked


@given(any_footage, st.data())
def test_what_is_gone_to_is_the_picture_it_was(footage: Footage, data: st.DataObject):
    index, _ = two_of(data, footage)
    media = footage.times.alignment.to_media(STREAM, footage.begin(index))
    assert media is not None
    assert footage.window.index_at(FrameTime(media * 1000)) == index
    target = target_at(GAME, footage.times.alignment, footage.begin(index))
    assert footage.window.index_at(FrameTime(target.media * 1000)) == index
    assert footage.window.has(FrameTime(target.media * 1000))


@given(any_footage, st.data())
def test_a_loop_holds_the_pictures_it_was_marked_on(footage: Footage, data: st.DataObject):
    first, last = two_of(data, footage)
    window = footage.window
    start, end = media_ms(window.pictures[first]), media_ms(window.shown_until(last))
    assert window.index_at(FrameTime(start * 1000)) == first
    assert window.last_before(FrameTime(end * 1000)) == last


@given(footages(), st.data())
def test_items_that_meet_share_no_picture_and_lose_none(footage: Footage, data: st.DataObject):
    meets, last = two_of(data, footage)
    if meets == 0:
        return
    met = footage.begin(meets)
    before = footage.item(WallSpan(footage.begin(0), met))
    after = footage.item(WallSpan(met, footage.end(last)))
    assert footage.played(before) == (0, meets - 1)
    assert footage.played(after) == (meets, last)


@given(footages(), st.data())
def test_an_out_kept_as_a_picture_s_moment_and_its_usual_length_still_ends_with_it(
    footage: Footage, data: st.DataObject
):
    """As versions before this one kept it."""
    first, last = two_of(data, footage)
    out = WallMs(footage.begin(last) + round(footage.window.frame_us / 1000))
    plan = footage.item(WallSpan(footage.begin(first), out))
    assert footage.played(plan) == (first, last)


@given(footages(), st.data())
def test_a_window_that_ends_before_a_picture_does_not_reach_it(
    footage: Footage, data: st.DataObject
):
    """The part of a stream that comes first, and the picture where the rest begins."""
    _, index = two_of(data, footage)
    if index == 0:
        return
    window = footage.window
    part = MediaWindow(window.path, STREAM, window.pictures[:index], window.pictures[index])
    begins, ends = footage.begin(index), footage.end(index)
    plan = footage.item(WallSpan(begins, ends))
    assert not part.reaches(plan.start)
    assert part.ends_before(plan.stop)
    assert window.reaches(plan.start)
    assert not window.ends_before(plan.stop)
    until_here = footage.item(WallSpan(footage.begin(0), begins))
    assert not part.ends_before(until_here.stop)


@pytest.mark.parametrize("rate", RATES)
def test_the_last_picture_of_a_stream_can_be_an_out(rate: Fraction):
    pictures = tuple(round(number * 1_000_000 / rate) for number in range(int(rate) * 60))
    window = window_of(pictures, round(1_000_000 / rate))
    last = len(pictures) - 1
    for length_ms in (window.end // 1000, window.end // 1000 + 1):
        footage = Footage(window, made_times(0, 0, length_ms))
        span = WallSpan(footage.begin(last - 9), footage.end(last))
        assert footage.played(footage.item(span)) == (last - 9, last)
        whole = plan_clip(GAME.clips[0], footage.times.alignment)
        plan = trimmed(whole, footage.times.alignment, span, lead_ms=0, lag_ms=0)
        assert footage.played(plan) == (last - 9, last)
