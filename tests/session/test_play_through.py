"""Playing the list by itself: to its end, over what cannot play, with overlaps once or again."""

from dataclasses import replace

import pytest

from reviewer.domain.errors import StreamGone
from reviewer.domain.game import ClipId
from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from reviewer.domain.plan import unseen_from
from reviewer.domain.play_clips import PLAY_BY_PLAY
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan
from tests.builders import make_clip, make_game, without_footage
from tests.session.room import Room, settled


def span(start: int, end: int) -> MediaSpan:
    return MediaSpan(MediaMs(start), MediaMs(end))


async def play_to_its_end(room: Room) -> str:
    """The clip on screen comes to its end; what is on screen then."""
    room.player.finished.emit()
    await settled()
    return room.showing.clip.id


async def test_clips_follow_each_other_as_the_list_is_shown(playing: Room):
    playing.review.play_through()
    assert await play_to_its_end(playing) == "clip-2"
    playing.review.clips.set_filter(ClipFilter(periods=frozenset({Period("H2")})))
    assert await play_to_its_end(playing) == "clip-3"
    assert playing.player.playing


async def test_without_it_a_clip_stops_at_its_end(playing: Room):
    assert await play_to_its_end(playing) == "clip-1"


async def test_it_begins_with_the_first_clip_and_ends_after_the_last(room: Room):
    await room.open()
    room.review.play_through()
    await room.arrived()
    assert room.showing.clip.id == "clip-0"
    for _ in range(5):
        await play_to_its_end(room)
    assert room.review.through.on
    assert await play_to_its_end(room) == "clip-5"
    assert not room.review.through.on


async def test_what_cannot_play_is_passed_over(room: Room):
    game = make_game()
    bare = without_footage(game.clips[2])
    room.games.games[game.id] = replace(game, clips=(*game.clips[:2], bare, *game.clips[3:]))
    await room.open()
    await room.choose("clip-1")
    room.review.play_through()
    assert await play_to_its_end(room) == "clip-3"


async def test_what_fails_on_the_way_is_passed_over(playing: Room):
    playing.media.failing["https://video.test/H1.m3u8"] = StreamGone("Gone.")
    playing.review.play_through()
    assert await play_to_its_end(playing) == "clip-3"
    assert playing.why_not("clip-2") == "Gone."


@pytest.fixture
async def overlap(room: Room) -> Room:
    """Clip 2 begins 5 s before clip 1 ends, and clip 3 lies within clip 2."""
    times_ms = ((0, 20_000), (20_000, 40_000), (35_000, 60_000), (40_000, 50_000))
    clips = tuple(
        make_clip(number, at_ms=start, length_ms=end - start)
        for number, (start, end) in enumerate(times_ms)
    )
    game = replace(make_game(), clips=clips)
    room.games.games[game.id] = game
    await room.open()
    await room.choose("clip-1")
    room.review.play_through()
    return room


async def test_overlapping_footage_comes_again_by_itself(overlap: Room):
    assert await play_to_its_end(overlap) == "clip-2"
    assert overlap.player.told("load")[-1] == overlap.showing.plan.start
    assert await play_to_its_end(overlap) == "clip-3"


async def test_overlapping_footage_is_shown_once_where_that_is_wished(overlap: Room):
    stopped = overlap.showing.plan.stop
    overlap.review.toggle_repeats()
    assert await play_to_its_end(overlap) == "clip-2"
    assert overlap.player.told("load")[-1] == stopped
    overlap.player.finished.emit()
    await settled()
    assert overlap.showing.clip.id == "clip-2"
    assert not overlap.review.through.on


async def test_the_next_clip_stands_ready_where_it_will_begin(overlap: Room):
    overlap.review.toggle_repeats()
    await settled()
    assert overlap.player.told("prepare")[-1] == overlap.showing.plan.stop


async def test_a_list_may_be_restricted_to_clips_of_any_source(room: Room):
    await room.open()
    clips = room.review.clips
    clips.set_filter(ClipFilter(sources=frozenset({PLAY_BY_PLAY})))
    play = clips.shown[0].id
    clips.show_only("Two of them", [ClipId("clip-1"), play])
    assert {row.id for row in clips.shown} == {"clip-1", play}
    assert clips.total == 2
    assert clips.filter.open
    clips.set_filter(ClipFilter(periods=frozenset({Period("H2")})))
    assert clips.shown == ()
    clips.show_all()
    assert clips.only is None
    assert clips.total == 6


async def test_a_restriction_ends_with_its_game(room: Room):
    await room.open()
    room.review.clips.show_only("One of them", [ClipId("clip-4")])
    await room.open("777")
    assert room.review.clips.only is None
    assert room.review.clips.total == 3


async def test_what_is_in_sight_is_fetched_after_the_neighbours(playing: Room):
    clips = playing.review.clips
    rows = {row.id: row.clip for row in clips.shown}
    clips.see([rows[ClipId("clip-5")], rows[ClipId("clip-4")]])
    ahead = [clip.id for clip in clips.ahead(5)]
    assert ahead == ["clip-2", "clip-0", "clip-5", "clip-4", "clip-3"]


@pytest.mark.parametrize(
    ("seen", "start"),
    [
        ([], 10),
        ([(0, 10)], 10),
        ([(5, 15)], 15),
        ([(5, 15), (15, 18)], 18),
        ([(14, 18), (5, 15)], 18),
        ([(12, 14)], 10),
        ([(0, 20)], None),
        ([(0, 12), (11, 25)], None),
    ],
)
def test_where_a_stretch_is_new(seen: list[tuple[int, int]], start: int | None):
    assert unseen_from(span(10, 20), [span(*each) for each in seen]) == start


async def test_a_clip_may_begin_later_than_its_lead_in(playing: Room):
    playing.review.clips.choose(ClipId("clip-2"), FrameTime(45_000_000))
    await playing.arrived()
    assert playing.player.told("load")[-1] == 45_000_000
