"""Each rule of the alignment by an example, and what bad input does to it."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from reviewer.domain.alignment import (
    Alignment,
    DelayUse,
    DurationMeaning,
    Place,
    StreamFacts,
    StreamReport,
    Sync,
    Unit,
    align,
    report_json,
)
from reviewer.domain.corrections import Nudge, Reading, StreamCorrections
from reviewer.domain.game import Clip, ClipId, Hls, StreamId, stream_id
from reviewer.domain.periods import Period
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan, WallMs

_VIDEO = WallMs(1_767_571_200_123)
_URL = "https://media.invalid/h1/index.m3u8"
_STREAM = stream_id(_URL)


def _clip(
    after_ms: int,
    offset: float | None,
    *,
    url: str = _URL,
    video_start: WallMs | None = _VIDEO,
    delay_ms: int = 0,
    duration: float | None = None,
    length_ms: int = 8_250,
) -> Clip:
    """A clip that starts that long after the video, with the offset that the feed gives it."""
    return Clip(
        id=ClipId(f"{url}:{after_ms}"),
        period=Period("H1"),
        source="POSSESSION",
        team=None,
        player=None,
        session=None,
        start=WallMs(_VIDEO + after_ms),
        end=WallMs(_VIDEO + after_ms + length_ms),
        start_clock=None,
        end_clock=None,
        hls=Hls(url, video_start, offset, delay_ms, duration),
    )


def _changed(clip: Clip, **changes: object) -> Clip:
    assert clip.hls is not None
    return replace(clip, hls=replace(clip.hls, **changes))  # type: ignore[arg-type]


_AFTER_MS = (12_340, 41_007, 77_901, 130_555, 182_002)


def _clips(*, late_ms: int = 0, scale: float = 1000, **what: object) -> list[Clip]:
    return [
        _clip(after, (after + late_ms) / scale, **what)  # type: ignore[arg-type]
        for after in _AFTER_MS
    ]


def _only(alignment: Alignment) -> StreamReport:
    (stream,) = alignment.report.streams
    return stream


def _why(clips: Sequence[Clip], facts: StreamFacts | None = None) -> str:
    report = align(clips, {_STREAM: facts} if facts else {}).report
    return " ".join([*report.why, *report.streams[0].why])


def test_a_delay_that_the_offsets_leave_out_is_added():
    alignment = align(_clips(delay_ms=1_400))
    assert alignment.report.delay is DelayUse.ADDED
    assert alignment.report.unit is Unit.SECONDS
    assert alignment.place(_clips()[0]) == MediaSpan(MediaMs(13_740), MediaMs(21_990))
    assert _only(alignment).sync is Sync.VERIFIED
    assert _only(alignment).residual_ms == 1
    assert _only(alignment).zero_wall == _VIDEO - 1_400


@pytest.mark.parametrize(
    ("late_ms", "use"),
    [(1_400, DelayUse.INCLUDED), (-1_400, DelayUse.INCLUDED_NEGATIVE)],
)
def test_a_delay_in_the_offsets_is_not_added_again(late_ms, use):
    alignment = align(_clips(late_ms=late_ms, delay_ms=1_400))
    assert alignment.report.delay is use
    assert alignment.report.verified
    assert alignment.to_media(_STREAM, WallMs(_VIDEO + 41_007)) == 41_007 + late_ms


def test_without_a_video_start_the_delay_is_left_out_and_not_verified():
    alignment = align(_clips(delay_ms=1_400, video_start=None))
    assert alignment.report.delay is DelayUse.UNKNOWN
    assert alignment.report.unit_decided
    assert _only(alignment).sync is Sync.UNVERIFIED
    assert _only(alignment).residual_ms is None
    assert alignment.to_media(_STREAM, WallMs(_VIDEO + 41_007)) == 41_007
    assert "The delay of 1.40 s may or may not be in the offsets." in _only(alignment).why


def test_offsets_that_fit_no_delay_are_not_verified():
    alignment = align(_clips(late_ms=700, delay_ms=1_400))
    assert alignment.report.delay is DelayUse.UNKNOWN
    assert not alignment.report.verified


def test_a_short_delay_is_lost_in_whole_seconds():
    clips = [_clip(after, round(after / 1000), delay_ms=300) for after in _AFTER_MS]
    assert align(clips).report.delay is DelayUse.UNKNOWN
    assert not align(clips).report.verified


def test_the_unit_shows_in_how_offsets_grow():
    for scale, unit in ((1, Unit.MILLISECONDS), (1000, Unit.SECONDS)):
        report = align(_clips(scale=scale, late_ms=55_555, video_start=None)).report
        assert (report.unit, report.unit_decided) == (unit, True)
        assert "they grow with the time of play" in report.why[0]


def test_the_unit_shows_in_the_distance_from_the_video_start():
    clips = [_clip(600_007, 600_007), _clip(900_003, 900_003, url="https://media.invalid/2.m3u8")]
    report = align(clips).report
    assert report.unit is Unit.MILLISECONDS
    assert "where the start of their video puts them" in report.why[0]
    assert report.verified


def test_the_unit_shows_in_the_durations_of_clips_with_files_of_their_own():
    clips = [
        _clip(after, 2_125, url=f"https://media.invalid/{after}", video_start=None, duration=8_250)
        for after in _AFTER_MS
    ]
    report = align(clips).report
    assert (report.unit, report.duration) == (Unit.MILLISECONDS, DurationMeaning.CLIP)
    assert any("a file of its own" in sentence for sentence in report.why)
    assert {stream.why for stream in report.streams} == {("Nothing checks where its clips lie.",)}


def test_an_offset_beyond_the_footage_is_no_number_of_seconds():
    clip = _clip(0, 20_000, video_start=None)
    report = align([clip], {_STREAM: StreamFacts(length_ms=3_600_000)}).report
    assert (report.unit, report.unit_decided) == (Unit.MILLISECONDS, True)


@pytest.mark.parametrize("offset", [12.5, 12])
def test_a_lone_offset_is_taken_as_seconds_and_not_verified(offset):
    report = align([_clip(0, offset, video_start=None)]).report
    assert (report.unit, report.unit_decided, report.verified) == (Unit.SECONDS, False, False)
    assert "The unit of the offsets is a guess." in report.streams[0].why


def test_a_clip_off_its_stream_is_flagged_and_played_where_the_others_put_it():
    clips = _clips()
    clips[2] = _changed(clips[2], start_offset=_AFTER_MS[2] / 1000 + 3)
    alignment = align(clips)
    (outlier,) = alignment.report.outliers
    assert (outlier.clip, outlier.stream, outlier.late_ms) == (clips[2].id, _STREAM, 3_000)
    assert alignment.place(clips[2]) == MediaSpan(MediaMs(77_901), MediaMs(86_151))
    assert alignment.report.verified
    assert "1 clip would start more than 0.25 s away" in _why(clips)


@pytest.mark.parametrize(("off_ms", "flagged"), [(250, 0), (251, 1)])
def test_a_quarter_second_is_the_limit(off_ms, flagged):
    clips = _clips()
    clips[2] = _changed(clips[2], start_offset=(_AFTER_MS[2] + off_ms) / 1000)
    assert len(align(clips).report.outliers) == flagged


def test_clips_that_contradict_each_other_are_not_verified():
    clips = [
        _changed(clip, start_offset=offset, video_start=None)
        for clip, offset in zip(_clips(), (12.34, 3.0, 77.901, 900.0, 44.0), strict=True)
    ]
    assert not align(clips).report.verified
    assert "Only 2 of 5 clips agree" in _why(clips)


def test_an_interrupted_recording_goes_on_where_its_clips_say():
    clips = [
        _clip(after, (after - (600_000 if after > 900_000 else 0)) / 1000, delay_ms=1_400)
        for after in (*range(10_007, 300_000, 31_013), *range(900_011, 1_100_000, 31_013))
    ]
    alignment = align(clips)
    assert alignment.report.outliers == ()
    assert alignment.report.verified
    assert alignment.place(clips[0]) == MediaSpan(MediaMs(11_407), MediaMs(19_657))
    assert alignment.place(clips[-1]) == MediaSpan(MediaMs(487_489), MediaMs(495_739))
    assert alignment.to_wall(_STREAM, FrameTime(301_411_000)) == _VIDEO + 900_011
    assert "The recording was interrupted at 4:56" in _why(clips)


def test_footage_that_runs_backward_is_not_an_interruption():
    afters = range(10_007, 300_000, 13_011)
    offsets = [after / 1000 for after in afters]
    offsets[5:10] = [offset - 100.0 + 0.0 for offset in offsets[9:14]]
    clips = [_clip(after, offset) for after, offset in zip(afters, offsets, strict=True)]
    assert len(align(clips).report.outliers) == 5


def test_a_video_start_against_the_clips_is_said():
    clips = [_changed(clip, video_start=WallMs(_VIDEO - 4_000)) for clip in _clips()]
    alignment = align(clips)
    assert not alignment.report.verified
    assert "The start of the video is 4.00 s off what its clips say." in _only(alignment).why
    assert alignment.to_media(_STREAM, WallMs(_VIDEO + 41_007)) == 41_007


def test_a_small_error_of_the_video_start_widens_the_residual():
    clips = [_changed(clip, video_start=WallMs(_VIDEO - 120)) for clip in _clips(delay_ms=1_400)]
    alignment = align(clips)
    assert _only(alignment).residual_ms == 120
    assert alignment.to_media(_STREAM, WallMs(_VIDEO + 41_007)) == 42_407


def test_one_clip_and_the_video_start_check_each_other():
    assert align([_clip(41_007, 41.007)]).report.verified
    alone = align([_clip(41_007, 41.007, video_start=None)]).report
    assert "Nothing checks where its clips lie." in alone.streams[0].why


def test_two_clips_of_one_moment_do_not_check_each_other():
    clips = [_clip(600_001, 600.001, video_start=None), _clip(601_002, 601.002, video_start=None)]
    assert not align(clips).report.verified


def test_the_playlists_clock_is_a_witness():
    facts = {_STREAM: StreamFacts(3_600_000, _VIDEO)}
    report = align([_clip(41_007, 41.007, video_start=None)], facts).report
    assert report.verified
    assert "and so does the playlist's clock." in report.streams[0].why[0]


def test_a_playlist_clock_that_disagrees_is_said():
    facts = StreamFacts(3_600_000, WallMs(_VIDEO + 5_000))
    assert not align(_clips(), {_STREAM: facts}).report.verified
    assert "The playlist's clock is 5.00 s off" in _why(_clips(), facts)


def test_a_playlist_clock_that_was_never_set_is_left_aside():
    facts = StreamFacts(3_600_000, WallMs(0))
    assert align(_clips(), {_STREAM: facts}).report.verified
    assert "was never set" in _why(_clips(), facts)


@pytest.mark.parametrize("durations", [[777.0] * 5, [1.0, 500.0, 90.0, 44.0, 0.5]])
def test_durations_that_fit_nothing_are_not_used(durations):
    clips = [
        _changed(clip, duration=duration)
        for clip, duration in zip(_clips(), durations, strict=True)
    ]
    report = align(clips, {_STREAM: StreamFacts(3_600_000)}).report
    assert report.duration is DurationMeaning.UNKNOWN
    assert "Durations fit neither the clips nor the streams; they are not used." in report.why


def test_a_duration_stands_in_for_a_missing_end():
    clips = _clips(duration=8.25)
    alignment = align(clips)
    assert alignment.place(replace(clips[0], end=None)) == alignment.place(clips[0])


def test_an_offset_stands_in_for_a_missing_start():
    clips = _clips(delay_ms=1_400, duration=8.25)
    clips[1] = replace(clips[1], start=None)
    assert align(clips).place(clips[1]) == MediaSpan(MediaMs(42_407), MediaMs(50_657))


def test_a_stream_places_a_clip_without_an_offset():
    clips = [*_clips(), _clip(100_000, None)]
    alignment = align(clips)
    assert alignment.place(clips[-1]) == MediaSpan(MediaMs(100_000), MediaMs(108_250))


def test_a_span_is_cut_to_the_footage():
    facts = {_STREAM: StreamFacts(length_ms=185_000)}
    clips = [*_clips(), _clip(200_000, 200.0)]
    alignment = align(clips, facts)
    assert alignment.place(clips[-2]) == MediaSpan(MediaMs(182_002), MediaMs(185_000))
    assert alignment.place(clips[-1]) is None
    assert alignment.to_media(_STREAM, WallMs(_VIDEO + 185_001)) is None
    assert alignment.to_media(_STREAM, WallMs(_VIDEO - 1)) is None


def test_what_cannot_be_known_has_no_place():
    clip = _clips()[0]
    alignment = align([replace(clip, start=None)])
    assert alignment.place(replace(clip, hls=None)) is None
    assert alignment.place(replace(clip, end=None)) is None
    assert alignment.place(replace(clip, end=clip.start)) is None
    assert alignment.to_media(StreamId("other"), _VIDEO) is None
    assert alignment.to_wall(StreamId("other"), FrameTime(0)) is None


def test_a_clip_without_any_time_leaves_its_stream_unknown():
    clip = replace(_clip(0, 5.0, video_start=None, duration=8.25), start=None)
    alignment = align([clip])
    assert alignment.place(clip) is None
    assert "No clip says where it lies in this footage." in _only(alignment).why


@pytest.mark.parametrize("offset", [float("nan"), float("inf"), -3.0, 1e15])
def test_absurd_offsets_are_left_out(offset):
    clips = [*_clips(), _clip(100_000, offset)]
    alignment = align(clips)
    assert alignment.report.verified
    assert alignment.place(clips[-1]) == MediaSpan(MediaMs(100_000), MediaMs(108_250))


def test_a_game_without_footage_has_nothing_to_align():
    report = align([replace(_clip(0, 0.0), hls=None)]).report
    assert (report.verified, report.streams, report.residuals) == (False, (), None)
    assert report.why == ("No clip has footage.",)


def test_a_resigned_address_is_the_same_stream():
    clips = [_changed(clip, url=f"{_URL}?sig={index}") for index, clip in enumerate(_clips())]
    assert len(align(clips).report.streams) == 1


def test_the_streams_of_a_moment_come_best_first():
    other = "https://media.invalid/unsure/index.m3u8"
    clips = [_clip(12_340, 70.0, url=other, video_start=None, length_ms=90_000), *_clips()]
    alignment = align(clips)
    wall = WallMs(_VIDEO + 41_007)
    assert alignment.streams_at(wall) == (
        Place(_STREAM, MediaMs(41_007)),
        Place(stream_id(other), MediaMs(98_667)),
    )
    assert alignment.streams_at(WallMs(_VIDEO + 190_253)) == ()
    assert alignment.streams_at(WallMs(_VIDEO - 80_000)) == ()


def test_a_stream_of_known_length_reaches_beyond_its_last_clip():
    alignment = align(_clips(), {_STREAM: StreamFacts(length_ms=240_000)})
    after = WallMs(_VIDEO + 235_000)
    assert alignment.streams_at(after) == (Place(_STREAM, MediaMs(235_000)),)
    assert alignment.streams_at(WallMs(_VIDEO + 240_001)) == ()


def test_a_stream_is_found_in_the_report():
    report = align(_clips()).report
    assert report.stream(_STREAM) == report.streams[0]
    assert report.stream(StreamId("other")) is None


def test_a_correction_moves_everything_and_shows_on_the_badge():
    clips = _clips(delay_ms=1_400, video_start=None)
    reading = Reading(MediaMs(42_407), WallMs(_VIDEO + 41_007), "7:32.4")
    history = StreamCorrections((reading, Nudge(33)))
    alignment = align(clips, corrections={_STREAM: history})
    stream = _only(alignment)
    assert stream.sync is Sync.CORRECTED
    assert stream.corrections == history
    assert stream.why[0] == "Set by one reading of the scoreboard."
    assert alignment.place(clips[0]) == MediaSpan(MediaMs(13_773), MediaMs(22_023))
    assert alignment.to_wall(_STREAM, FrameTime(42_440_000)) == _VIDEO + 41_007
    assert stream.zero_wall == _VIDEO


def test_readings_that_contradict_each_other_do_not_make_a_stream_corrected():
    readings = [Reading(MediaMs(1_000), WallMs(_VIDEO + off)) for off in (2_000, 9_000)]
    report = align(_clips(), corrections={_STREAM: StreamCorrections(tuple(readings))}).report
    assert report.streams[0].sync is Sync.UNVERIFIED
    assert "contradict" in report.streams[0].why[0]


def test_a_reading_places_a_stream_of_which_the_feed_says_nothing():
    clip = _clip(5_000, None, video_start=None)
    history = StreamCorrections((Reading(MediaMs(7_000), WallMs(_VIDEO + 5_000)),))
    alignment = align([clip], corrections={_STREAM: history})
    assert alignment.place(clip) == MediaSpan(MediaMs(7_000), MediaMs(15_250))
    assert alignment.place(_changed(replace(clip, start=None), start_offset=7.0)) is None


def test_the_report_is_plain_json():
    clips = _clips(delay_ms=1_400, duration=8.25)
    clips[2] = _changed(clips[2], start_offset=0.0)
    history = StreamCorrections((Nudge(33), Reading(MediaMs(0), _VIDEO)))
    report = align(clips, corrections={_STREAM: history}).report
    told = json.loads(json.dumps(report_json(report)))
    assert told == report_json(report)
    assert (told["unit"], told["delay"], told["duration"]) == ("seconds", "added", "clip")
    assert told["residual_ms"] == {"median": 0, "p95": 0, "max": 0}
    assert told["outliers"] == [{"clip": clips[2].id, "stream": _STREAM, "late_ms": -_AFTER_MS[2]}]
    assert told["streams"][0]["sync"] == "corrected"
    assert len(told["streams"][0]["corrections"]) == 2
