"""Generated games of every kind: what is called verified is right, what can be decided is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.alignment import Alignment, DelayUse, DurationMeaning, StreamReport, align
from reviewer.domain.alignment import Unit as OffsetUnit
from reviewer.domain.game import Clip
from reviewer.domain.times import FrameTime, WallMs
from tests.domain.alignment_games import (
    Damage,
    Durations,
    Layout,
    MadeGame,
    Truth,
    Writing,
    make_game,
)

_USES = st.sampled_from([DelayUse.ADDED, DelayUse.INCLUDED, DelayUse.INCLUDED_NEGATIVE])
_FEED_TIMES = {
    "unit": st.sampled_from(OffsetUnit),
    "damage": st.sampled_from(Damage),
    "durations": st.sampled_from(Durations),
    "playlist_clock": st.booleans(),
    "seed": st.integers(0, 2**32),
}


@st.composite
def truths(draw: st.DrawFn) -> Truth:
    """Any game that the feed might describe."""
    delay_ms = draw(st.sampled_from([0, 33, 100, 300, 500, 1400, -700]) | st.integers(-6000, 6000))
    return Truth(
        clips=draw(st.integers(1, 12) | st.integers(1, 120)),
        writing=draw(st.sampled_from(Writing)),
        layout=draw(st.sampled_from(Layout)),
        delay_ms=delay_ms,
        use=draw(_USES) if delay_ms else DelayUse.NONE,
        start_known=draw(st.booleans()),
        damaged=draw(st.sampled_from([0.0, 0.1, 0.2, 0.3])),
        **{name: draw(values) for name, values in _FEED_TIMES.items()},
    )


def _errors_ms(game: MadeGame, alignment: Alignment, stream: StreamReport) -> list[int]:
    return [
        abs(place - game.media_ms(clip))
        for clip in game.clips
        if clip.hls is not None and clip.hls.stream == stream.stream and clip.start is not None
        if (place := alignment.to_media(stream.stream, clip.start)) is not None
    ]


@given(truths())
def test_what_is_called_verified_is_right_within_its_residual(truth):
    game = make_game(truth)
    alignment = align(game.clips, game.facts)
    for stream in alignment.report.streams:
        if stream.verified:
            assert stream.residual_ms is not None
            assert all(off <= stream.residual_ms for off in _errors_ms(game, alignment, stream))
            assert alignment.report.unit is truth.unit
            assert abs(truth.delay_ms) <= 20 or alignment.report.delay is truth.use


@given(truths())
def test_a_delay_without_a_video_start_is_never_called_verified(truth):
    truth = replace(truth, start_known=False, delay_ms=1400, use=DelayUse.ADDED)
    report = align(make_game(truth).clips).report
    assert report.delay is DelayUse.UNKNOWN
    assert not any(stream.verified for stream in report.streams)


@given(truths(), st.integers(3, 60), st.sampled_from([0, 300, 1400, -700]), _USES)
def test_exact_offsets_with_video_starts_are_decided(truth, clips, delay_ms, use):
    use = use if delay_ms else DelayUse.NONE
    truth = replace(
        truth, clips=clips, writing=Writing.EXACT, start_known=True, delay_ms=delay_ms, use=use
    )
    game = make_game(truth)
    alignment = align(game.clips, game.facts)
    report = alignment.report
    assert (report.unit, report.unit_decided, report.delay) == (truth.unit, True, use)
    assert {outlier.clip for outlier in report.outliers} <= game.damaged
    for stream in report.streams:
        own = [clip for clip in game.clips if clip.hls and clip.hls.stream == stream.stream]
        damaged = sum(clip.id in game.damaged for clip in own)
        assert stream.verified or damaged > 0.3 * len(own)
        if not damaged:
            assert not any(_errors_ms(game, alignment, stream))


@given(truths(), st.integers(12, 60), st.sampled_from([Layout.PERIOD, Layout.GAME]))
def test_without_delay_the_clips_of_a_stream_check_each_other(truth, clips, layout):
    truth = replace(
        truth,
        clips=clips,
        layout=layout,
        writing=Writing.EXACT,
        start_known=False,
        delay_ms=0,
        use=DelayUse.NONE,
        damaged=0.1,
    )
    game = make_game(truth)
    alignment = align(game.clips, game.facts)
    assert alignment.report.verified
    for clip in game.clips:
        assert clip.hls is not None
        assert clip.start is not None
        assert alignment.to_media(clip.hls.stream, clip.start) == game.media_ms(clip)


@given(truths(), st.integers(10, 60), st.integers(15_000, 10_000_000))
def test_an_interruption_is_followed(truth, clips, pause_ms):
    """The recording pauses half-way: the wall clock goes on, the footage does not."""
    truth = replace(
        truth, clips=clips, layout=Layout.GAME, writing=Writing.EXACT, start_known=True, damaged=0
    )
    game = make_game(truth)
    half = clips // 2
    late = [_later(clip, pause_ms) for clip in game.clips[half:]]
    alignment = align([*game.clips[:half], *late])
    (stream,) = alignment.report.streams
    assert stream.verified
    for clip, paused in zip(game.clips[half:], late, strict=True):
        place = alignment.place(paused)
        assert place is not None
        assert abs(place.start - game.media_ms(clip)) <= (stream.residual_ms or 0)


def _later(clip: Clip, pause_ms: int) -> Clip:
    assert clip.start is not None
    assert clip.end is not None
    return replace(clip, start=WallMs(clip.start + pause_ms), end=WallMs(clip.end + pause_ms))


@given(st.integers(0, 2**32), st.sampled_from([Writing.NEAREST, Writing.DOWN]), _USES)
def test_many_clips_in_whole_seconds_say_more_than_one(seed, writing, use):
    truth = Truth(clips=200, layout=Layout.GAME, writing=writing, use=use, damaged=0.3, seed=seed)
    report = align(make_game(truth).clips).report
    assert report.verified
    assert report.delay is use
    (stream,) = report.streams
    assert stream.residual_ms is not None
    assert report.residuals is not None
    assert stream.residual_ms < report.residuals.max_ms


@given(truths())
def test_the_order_of_the_clips_does_not_matter(truth):
    game = make_game(truth)
    forward, backward = align(game.clips).report, align(game.clips[::-1]).report
    assert forward.verified == backward.verified
    assert (forward.unit, forward.delay) == (backward.unit, backward.delay)
    assert {s.stream: s.zero_wall for s in forward.streams} == {
        s.stream: s.zero_wall for s in backward.streams
    }


@given(truths(), st.sampled_from(Durations))
def test_durations_are_told_apart(truth, durations):
    truth = replace(truth, clips=20, layout=Layout.PERIOD, durations=durations, playlist_clock=True)
    game = make_game(truth)
    report = align(game.clips, game.facts).report
    meaning = {
        Durations.CLIP: (DurationMeaning.CLIP, truth.unit),
        Durations.STREAM: (DurationMeaning.STREAM, truth.unit),
        Durations.ZERO: (DurationMeaning.UNKNOWN, None),
    }
    assert (report.duration, report.duration_unit) == meaning[durations]


@given(truths(), st.integers(0, 10**10))
def test_a_picture_shows_the_first_wall_time_plus_its_own_time(truth, frame_us):
    alignment = align(make_game(truth).clips)
    for stream in alignment.report.streams:
        wall = alignment.to_wall(stream.stream, FrameTime(frame_us))
        if stream.zero_wall is None:
            assert wall is None
        else:
            assert wall == stream.zero_wall + round(frame_us / 1000)


@given(truths(), st.integers(0, 10**7))
def test_both_directions_are_each_others_inverse(truth, after_ms):
    alignment = align(make_game(replace(truth, durations=Durations.CLIP)).clips)
    for stream in alignment.report.streams:
        if stream.zero_wall is not None:
            wall = WallMs(stream.zero_wall + after_ms)
            media = alignment.to_media(stream.stream, wall)
            assert media is not None
            assert alignment.to_wall(stream.stream, FrameTime(media * 1000)) == wall
