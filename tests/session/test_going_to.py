"""Going to a clock or a time: the frame comes on screen, the list keeps its place."""

from datetime import UTC, timedelta, timezone

import pytest

from reviewer.domain.errors import Unplayable
from reviewer.domain.goto import NotAPlace
from reviewer.domain.play_clips import MOMENT
from tests.session.room import Room


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("H1 19:12", 1_152_000),
        ("19:12", 1_152_000),
        ("see 1st half 19:12.4, weak side", 1_152_400),
        ("H2 19:55", 1_195_000),
        ("22:14:10", 1_150_000),
    ],
)
async def test_the_frame_of_that_clock_comes_on_screen_paused(playing: Room, text: str, clock: int):
    playing.review.go_to(text, UTC)
    await playing.arrived()
    assert playing.clock is not None
    assert abs(playing.clock - clock) <= 40
    assert playing.showing.clip.source == MOMENT
    assert not playing.player.playing
    assert playing.review.clips.current == "clip-1"


async def test_a_bare_time_of_day_is_of_the_zone_it_is_given(playing: Room):
    playing.review.go_to("00:14:10", timezone(timedelta(hours=2)))
    await playing.arrived()
    assert playing.clock == 1_150_000


@pytest.mark.parametrize("text", ["Q7 4:12", "hello", "", "H1 25:00", "H1 4:5", "H1", "H1 99:99"])
async def test_what_is_no_place_is_refused_and_the_picture_stays(playing: Room, text: str):
    with pytest.raises(NotAPlace) as refused:
        playing.review.go_to(text, UTC)
    assert refused.value.sentence
    assert playing.showing.clip.id == "clip-1"
    assert playing.clock == 1_170_000


@pytest.mark.parametrize("text", ["2001-01-01 10:00", "22:50:00"])
async def test_a_time_without_footage_is_refused(playing: Room, text: str):
    with pytest.raises(Unplayable):
        playing.review.go_to(text, UTC)
    assert playing.showing.clip.id == "clip-1"


async def test_without_a_game_there_is_nowhere_to_go(room: Room):
    room.review.go_to("H1 19:12", UTC)
    assert room.states == []


async def test_from_what_was_gone_to_the_list_goes_on_where_it_was(playing: Room):
    playing.review.go_to("H2 19:55", UTC)
    await playing.arrived()
    playing.review.clips.choose_neighbour(1)
    await playing.arrived()
    assert playing.showing.clip.id == "clip-2"
