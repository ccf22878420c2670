"""Clips: read tolerantly, named for good, in game order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.api.clips import parse_videos
from reviewer.domain.errors import BadData
from reviewer.domain.game import Hls
from tests.api.payloads import DOCUMENTED_VIDEOS, H1, H2, TIPOFF, packed, video, videos


def test_the_documented_example():
    (clip,) = parse_videos(DOCUMENTED_VIDEOS).items
    assert (clip.period, clip.source, clip.team, clip.player) == ("H1", "POSSESSION", "1", "2")
    assert (clip.start, clip.end) == (None, None)
    assert clip.hls == Hls("https://localhost:1234", None, 8.0, 0, 0.0)


def test_a_real_item():
    (clip,) = parse_videos(videos(video())).items
    assert (clip.start, clip.end, clip.length_ms) == (TIPOFF, TIPOFF + 12_000, 12_000)
    assert (clip.start_clock, clip.end_clock) == (1_200_000, 1_188_000)
    assert (clip.session, clip.team, clip.player) == (H1, "1", None)
    assert clip.hls is not None
    assert clip.hls.video_start == TIPOFF - 60_000
    assert (clip.hls.start_offset, clip.hls.delay_ms, clip.hls.duration) == (60.0, 800, 12.0)


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"sourceKey": None}, "source", "UNKNOWN"),
        ({"sourceKey": {}}, "team", None),
        ({"sourceKey": {"source": "SHOT", "teamId": 7, "playerId": 8}}, "player", "8"),
        ({"sessionId": None}, "session", None),
        ({"eventStartTimestamp": 0}, "start", None),
        ({"eventEndTimestamp": -1}, "end", None),
        ({"eventStartTimestamp": TIPOFF // 1000}, "start", TIPOFF),
        ({"startGameClockMs": 0, "endGameClockMs": 0}, "start_clock", None),
        ({"startGameClockMs": 12_000, "endGameClockMs": 0}, "end_clock", 0),
        ({"period": None}, "period", ""),
        ({"period": " q3"}, "period", "Q3"),
        ({"hlsFile": None}, "hls", None),
        ({"hlsFile": " "}, "hls", None),
        ({"hlsFile": "https://[broken"}, "hls", None),
        ({"unheardOf": {"deep": [1]}, "posterLocation": "x"}, "source", "POSSESSION"),
    ],
)
def test_what_is_missing_or_odd_is_tolerated(changes, field, value):
    found = parse_videos(videos(video(**changes)))
    assert found.unreadable == 0
    assert getattr(found.items[0], field) == value


def test_an_item_with_nothing_in_it_is_still_a_clip():
    (clip,) = parse_videos(b'{"videos":[{}]}').items
    assert (clip.hls, clip.start, clip.length_ms) == (None, None, None)


@pytest.mark.parametrize(
    "broken", [None, 1, [], "x", {"hlsFile": 5}, {"eventStartTimestamp": True}, {"sourceKey": []}]
)
def test_a_bad_item_costs_only_itself(broken):
    found = parse_videos(videos(video(), broken, video(TIPOFF + 20_000)))
    assert len(found.items) == 2
    assert found.unreadable == 1


@pytest.mark.parametrize("body", [b"{}", b'{"videos":null}', b'{"videos":[]}', b"\xef\xbb\xbf{}"])
def test_no_clips_is_an_answer(body):
    assert parse_videos(body).items == ()


DEEP = 100_000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'{"videos":{}}',
        b'{"videos":[',
        packed({"videos": [video()]})[:-20],
        b"[" * DEEP,
        b'{"videos":[' + b"[" * DEEP + b"]" * DEEP + b"]}",
        b'{"videos":[{"hlsStartOffset":NaN}]}',
        b'{"videos":[{"period":"\\ud800"}]}',
        b"<html>",
        b"\xff\xfe{\x00}\x00",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_makes_no_sense_is_bad_data(body):
    with pytest.raises(BadData, match="clips from ShotTracker cannot be read"):
        parse_videos(body)


@pytest.mark.parametrize("number", ["1e400", "9223372036854775808", "-1e400", "9" * 5000])
def test_numbers_beyond_all_measure_do_no_harm(number):
    body = videos(video()).replace(b'"hlsDuration": 12', b'"hlsDuration": ' + number.encode())
    found = parse_videos(body)
    assert len(found.items) + found.unreadable == 1


def test_latin_1_costs_the_row_that_has_it():
    body = videos(video(period="H1"), video(TIPOFF + 1, period="X")).replace(b'"X"', b'"\xe9"')
    assert parse_videos(body).unreadable == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(video())), JSON) | JSON)
def test_any_item_is_read_or_counted(item):
    try:
        found = parse_videos(packed({"videos": [item]}))
    except BadData:
        return
    assert len(found.items) + found.unreadable == 1


@given(st.binary() | st.binary().map(b'{"videos":['.__add__))
def test_any_bytes_are_read_or_bad_data(body):
    try:
        parse_videos(body)
    except BadData:
        return


def test_an_id_is_short_and_does_not_hang_on_the_address():
    (clip,) = parse_videos(videos(video())).items
    (moved,) = parse_videos(videos(video(hlsFile="https://other.example.test/x", gameId="y"))).items
    assert len(clip.id) == 10
    assert moved.id == clip.id


@pytest.mark.parametrize(
    "change",
    [
        {"sessionId": H2},
        {"period": "H2"},
        {"sourceKey": {"source": "SHOT", "teamId": "1"}},
        {"sourceKey": {"source": "POSSESSION", "teamId": "2"}},
        {"sourceKey": {"source": "POSSESSION", "teamId": "1", "playerId": "9"}},
        {"eventStartTimestamp": TIPOFF - 1},
        {"eventEndTimestamp": TIPOFF + 1},
    ],
)
def test_another_clip_has_another_id(change):
    one, other = parse_videos(videos(video(), video(**change))).items
    assert one.id != other.id


def test_the_same_thing_from_another_camera_gets_a_number():
    cameras = [video(hlsFile=f"https://cdn.example.test/{name}.m3u8") for name in "abc"]
    clips = parse_videos(videos(*cameras)).items
    first = clips[0].id
    assert [clip.id for clip in clips] == [first, f"{first}-2", f"{first}-3"]
    assert parse_videos(videos(*reversed(cameras))).items == clips


def test_the_same_clip_twice_is_one():
    again = video(hlsFile="https://cdn.example.test/h1.m3u8?sig=2")
    found = parse_videos(videos(video(), again, video(TIPOFF + 20_000)))
    assert (len(found.items), found.repeated, found.unreadable) == (2, 1, 0)


def test_game_order_is_by_period_then_start_then_end():
    items = [
        video(TIPOFF + 3_700_000, period="H2"),
        video(TIPOFF + 100_000),
        video(TIPOFF, eventEndTimestamp=TIPOFF + 20_000),
        video(TIPOFF),
        video(0),
        video(TIPOFF + 7_000_000, period="WARM UP"),
        video(TIPOFF - 700_000, period="SCRIMMAGE"),
    ]
    starts = [clip.end for clip in parse_videos(videos(*items[1:4])).items]
    assert starts == [TIPOFF + 12_000, TIPOFF + 20_000, TIPOFF + 112_000]
    found = parse_videos(videos(*items)).items
    assert [clip.period for clip in found] == ["SCRIMMAGE", *["H1"] * 4, "H2", "WARM UP"]
    assert found[4].start is None


def test_a_period_without_times_keeps_the_place_of_its_name():
    items = [video(TIPOFF, period="OT"), video(TIPOFF - 1, period="H2"), video(0, period="H1")]
    found = parse_videos(videos(*items)).items
    assert [clip.period for clip in found] == ["H1", "H2", "OT"]


def test_clocks_that_count_up_are_kept_for_the_game_clock_to_turn():
    up = [video(TIPOFF + n, startGameClockMs=n, endGameClockMs=n + 9) for n in (1, 100, 200)]
    found = parse_videos(videos(*up)).items
    assert [(clip.start_clock, clip.end_clock) for clip in found] == [
        (1, 10),
        (100, 109),
        (200, 209),
    ]


def test_one_odd_clock_does_not_take_the_others_along():
    odd = video(TIPOFF + 1, startGameClockMs=5, endGameClockMs=9)
    found = parse_videos(videos(video(), video(TIPOFF + 2), odd)).items
    assert [clip.start_clock for clip in found] == [1_200_000, 5, 1_199_998]
