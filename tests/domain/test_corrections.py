"""Nudges and readings: what they do to a time line, how they are undone, stored and judged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.corrections import (
    NO_CORRECTIONS,
    BadCorrection,
    Corrected,
    Correction,
    Nudge,
    Reading,
    StreamCorrections,
    correct,
    from_json,
    to_json,
)
from reviewer.domain.timeline import timeline_from
from reviewer.domain.times import MediaMs, WallMs

_ZERO = WallMs(1_767_571_200_123)
_LINE = timeline_from(_ZERO)
_MINUTE_MS = 60_000

_nudges = st.builds(
    Nudge,
    st.integers(-20_000, 20_000),
    st.none() | st.integers(0, 7_200_000).map(MediaMs),
)
_readings = st.builds(
    lambda media, off_ms, shown: Reading(MediaMs(media), WallMs(_ZERO + media + off_ms), shown),
    st.integers(0, 7_200_000),
    st.integers(-30_000, 30_000),
    st.sampled_from(["", "7:32.4", "0:03.1"]),
)
_histories = st.lists(_nudges | _readings, max_size=8).map(tuple)


def _read(minute: float, off_ms: int) -> Reading:
    """A picture that many minutes in, showing that much later than the API has it."""
    media = MediaMs(round(minute * _MINUTE_MS))
    return Reading(media, WallMs(_ZERO + media + off_ms))


def _correct(*history: Correction) -> Corrected:
    corrected = correct(_LINE, StreamCorrections(history))
    assert corrected is not None
    return corrected


def _off_ms(corrected: Corrected, minute: float) -> int:
    media = MediaMs(round(minute * _MINUTE_MS))
    return corrected.line.wall_at(media) - _ZERO - media


def test_without_corrections_there_is_nothing_to_correct():
    assert correct(_LINE, NO_CORRECTIONS) is None


def test_a_nudge_moves_the_whole_stream():
    corrected = _correct(Nudge(500), Nudge(33))
    assert corrected.line.media_at(_ZERO) == 533
    assert corrected.line.wall_at(MediaMs(533)) == _ZERO
    assert corrected.residual_ms is None
    assert corrected.why == ("You moved it by +0.533 s.",)


def test_a_nudge_from_a_position_leaves_what_is_before_it():
    corrected = _correct(Nudge(-3_000, MediaMs(600_000)))
    assert corrected.line.wall_at(MediaMs(599_999)) == _ZERO + 599_999
    assert corrected.line.wall_at(MediaMs(600_000)) == _ZERO + 603_000
    assert corrected.line.media_at(WallMs(_ZERO + 700_000)) == 697_000


def test_opposite_nudges_from_a_position_cancel():
    corrected = _correct(Nudge(700, MediaMs(600_000)), Nudge(-700, MediaMs(600_000)))
    assert [_off_ms(corrected, minute) for minute in (0, 9.99, 10, 20)] == [0, 0, 0, 0]


def test_nudges_back_to_where_it_was_correct_nothing():
    assert correct(_LINE, StreamCorrections((Nudge(33), Nudge(-33)))) is None


def test_one_reading_shifts_the_stream():
    corrected = _correct(_read(5, 1_250))
    assert [_off_ms(corrected, minute) for minute in (0, 5, 90)] == [1_250] * 3
    assert corrected.residual_ms is None


def test_a_reading_needs_no_line_to_start_from():
    corrected = correct(None, StreamCorrections((_read(5, 0),)))
    assert corrected is not None
    assert corrected.line == _LINE


def test_nudges_alone_cannot_place_a_stream():
    assert correct(None, StreamCorrections((Nudge(40),))) is None


def test_a_reading_replaces_the_nudges_before_it_and_not_those_after():
    corrected = _correct(Nudge(9_000), _read(5, 1_250), Nudge(-40))
    assert _off_ms(corrected, 5) == 1_290
    assert corrected.why[-1] == "You moved it by -0.040 s."


def test_a_reading_keeps_the_jumps_before_it():
    corrected = _correct(Nudge(-3_000, MediaMs(600_000)), _read(20, 3_100))
    assert _off_ms(corrected, 20) == 3_100
    assert _off_ms(corrected, 5) == 100
    assert corrected.why[-1] == "You moved it by -3.000 s from 10:00 on."


def test_two_readings_far_apart_give_drift():
    corrected = _correct(_read(10, 1_000), _read(50, 1_240))
    assert corrected.drift_ppm == 100
    assert "0.36 s an hour of drift" in corrected.why[0]
    assert [_off_ms(corrected, minute) for minute in (10, 30, 50, 70)] == [1000, 1120, 1240, 1360]
    assert corrected.residual_ms == 0


def test_two_readings_close_together_give_no_drift():
    corrected = _correct(_read(10, 1_000), _read(10.5, 1_040))
    assert corrected.drift_ppm == 0
    assert corrected.residual_ms == 20


@pytest.mark.parametrize("second", [_read(10.5, 9_000), _read(11, 1_400)])
def test_two_readings_that_contradict_are_said_and_the_newest_counts(second):
    corrected = _correct(_read(10, 1_000), second)
    assert corrected.contradictory
    assert "contradict" in corrected.why[0]
    assert corrected.line.wall_at(second.media) == second.wall


def test_a_mistyped_reading_among_three_is_outvoted_and_said():
    corrected = _correct(_read(10, 1_000), _read(30, 61_000), _read(50, 1_040))
    assert not corrected.contradictory
    assert corrected.fit is not None
    assert corrected.fit.rejected == (1,)
    assert "1 more did not fit" in corrected.why[0]
    assert _off_ms(corrected, 30) == 1_020


def test_the_newest_of_three_is_outvoted_too():
    corrected = _correct(_read(10, 1_000), _read(50, 1_040), _read(30, 61_000))
    assert corrected.fit is not None
    assert corrected.fit.rejected == (2,)


def test_two_camps_of_readings_contradict():
    corrected = _correct(_read(10, 0), _read(11, 0), _read(12, 9_000), _read(13, 9_000))
    assert corrected.contradictory
    assert _off_ms(corrected, 12) == 9_000


@given(
    st.lists(st.integers(0, 120), min_size=3, max_size=9, unique=True),
    st.integers(-5_000, 5_000),
    st.integers(-400, 400),
    st.data(),
)
def test_many_readings_recover_shift_and_drift(minutes, shift_ms, drift_ppm, data):
    noise = data.draw(st.lists(st.integers(-50, 50), min_size=9, max_size=9))
    history = [
        _read(minute, shift_ms + round(minute * _MINUTE_MS * drift_ppm / 1e6) + off)
        for minute, off in zip(minutes, noise, strict=False)
    ]
    corrected = _correct(*history)
    assert not corrected.contradictory
    assert corrected.residual_ms is not None
    assert corrected.fit is not None
    for index, reading in enumerate(history):
        off_ms = abs(corrected.line.wall_at(reading.media) - reading.wall)
        assert off_ms <= corrected.residual_ms + 1 or index in corrected.fit.rejected


@given(_histories, st.integers(0, 7_200_000), st.integers(0, 600_000))
def test_whatever_is_corrected_time_never_runs_backward(history, media, later_ms):
    corrected = correct(_LINE, StreamCorrections(history))
    line = corrected.line if corrected else _LINE
    assert line.wall_at(MediaMs(media)) <= line.wall_at(MediaMs(media + later_ms))
    wall = line.wall_at(MediaMs(media))
    assert abs(line.wall_at(line.media_at(wall)) - wall) <= 1


@given(st.lists(_nudges.map(lambda nudge: Nudge(nudge.by_ms)), max_size=5), st.integers(0, 10**7))
def test_nudges_are_exact_both_ways(nudges, media):
    corrected = correct(_LINE, StreamCorrections(tuple(nudges)))
    line = corrected.line if corrected else _LINE
    late_ms = sum(nudge.by_ms for nudge in nudges)
    assert line.wall_at(MediaMs(media)) == _ZERO + media - late_ms
    assert line.media_at(line.wall_at(MediaMs(media))) == media


@given(_histories, _nudges | _readings)
def test_undo_takes_the_newest_back(history, correction):
    before = StreamCorrections(history)
    assert before.plus(correction).undo() == before


def test_undo_of_nothing_is_nothing():
    assert NO_CORRECTIONS.undo() == NO_CORRECTIONS


@given(_histories)
def test_json_round_trip(history):
    corrections = StreamCorrections(history)
    assert from_json(json.loads(json.dumps(to_json(corrections)))) == corrections


_NUDGE = {"kind": "nudge", "by_ms": 40, "from_media_ms": None}
_READING = {"kind": "reading", "media_ms": 0, "wall_ms": _ZERO, "shown": "7:32.4"}


@pytest.mark.parametrize(
    "items",
    [
        None,
        {},
        "nudge",
        [None],
        [{}],
        [{"kind": "nudge"}],
        [{**_NUDGE, "kind": "shove"}],
        [{**_NUDGE, "by_ms": 1.5}],
        [{**_NUDGE, "by_ms": True}],
        [{**_NUDGE, "by_ms": "40"}],
        [{**_NUDGE, "by_ms": 10**30}],
        [{**_NUDGE, "from_media_ms": -1}],
        [{**_READING, "media_ms": None}],
        [{**_READING, "wall_ms": 0}],
        [{**_READING, "wall_ms": 10**15}],
        [{**_READING, "shown": 732}],
        [_NUDGE, _READING, 3],
    ],
)
def test_what_is_no_correction_is_refused(items):
    with pytest.raises(BadCorrection):
        from_json(items)


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["kind", *_NUDGE, *_READING]), inner, max_size=4)
    ),
)


@given(_values)
def test_any_stored_value_is_read_or_refused(value):
    try:
        corrections = from_json(value)
    except BadCorrection:
        return
    assert from_json(to_json(corrections)) == corrections
