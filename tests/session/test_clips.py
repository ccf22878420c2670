"""The list of clips: filter, choice, neighbours, and what speaks against a clip."""

import pytest

from reviewer.domain.game import Clip, ClipId
from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from reviewer.domain.play_clips import PLAY_BY_PLAY
from reviewer.session.playback_state import Idle
from tests.session.room import Room

H2 = ClipFilter(periods=frozenset({Period("H2")}))


@pytest.fixture
async def listed(room: Room) -> Room:
    await room.open()
    return room


def shown(room: Room) -> list[str]:
    return [row.id for row in room.review.clips.shown]


def selected(room: Room) -> list[str]:
    return [clip.id for clip in room.review.clips.selected]


async def test_a_filter_leaves_rows_and_the_choice(listed: Room):
    await listed.choose("clip-1")
    listed.review.clips.set_filter(H2)
    assert shown(listed) == ["clip-3", "clip-4", "clip-5"]
    assert listed.review.clips.total == 6
    assert listed.review.clips.current == "clip-1"
    listed.review.clips.set_filter(ClipFilter())
    assert len(shown(listed)) == 6


async def test_neighbours_are_those_of_the_list_as_it_is_shown(listed: Room):
    chosen: list[str] = []

    def note(clip: Clip) -> None:
        chosen.append(clip.id)

    listed.review.clips.chosen.connect(note)
    clips = listed.review.clips
    clips.choose_neighbour(1)
    clips.choose_neighbour(1)
    clips.choose_neighbour(-1)
    clips.choose_neighbour(-1)
    assert chosen == ["clip-0", "clip-1", "clip-0"]
    clips.set_filter(H2)
    clips.choose_neighbour(-1)
    assert chosen[-1] == "clip-5"
    clips.choose_neighbour(1)
    assert chosen[-1] == "clip-5"


async def test_a_clip_that_is_filtered_away_can_be_chosen_by_name(listed: Room):
    listed.review.clips.set_filter(H2)
    await listed.choose("clip-0")
    assert listed.showing.clip.id == "clip-0"


async def test_a_clip_that_is_not_there_cannot_be_chosen(listed: Room):
    listed.review.clips.choose(ClipId("no such clip"))
    assert listed.review.clips.current is None
    assert isinstance(listed.review.playback.state, Idle)


async def test_a_selection_ends_with_its_clips(listed: Room):
    clips = listed.review.clips
    await listed.choose("clip-1")
    clips.select_to(ClipId("clip-5"))
    await listed.open("777")
    assert selected(listed) == ["clip-1", "clip-2"]
    clips.extend_selection(1)
    assert selected(listed) == ["clip-1", "clip-2"]
    clips.extend_selection(-1)
    assert selected(listed) == ["clip-1"]


async def test_a_selection_that_is_gone_is_begun_anew(listed: Room):
    clips = listed.review.clips
    await listed.choose("clip-1")
    clips.select([ClipId("clip-4"), ClipId("clip-5")])
    told: list[tuple[Clip, ...]] = []
    clips.selection_changed.connect(lambda: told.append(clips.selected))
    await listed.open("777")
    assert told == [()]
    clips.toggle_selected(ClipId("clip-2"))
    assert selected(listed) == ["clip-1", "clip-2"]


async def test_a_selection_that_was_marked_one_by_one_is_extended_from_the_current_clip(
    listed: Room,
):
    clips = listed.review.clips
    await listed.choose("clip-1")
    clips.toggle_selected(ClipId("clip-5"))
    clips.extend_selection(1)
    assert selected(listed) == ["clip-1", "clip-2"]


async def test_with_nothing_shown_there_is_no_neighbour(listed: Room):
    listed.review.clips.set_filter(ClipFilter(text="zzz"))
    listed.review.clips.choose_neighbour(1)
    assert listed.review.clips.current is None


async def test_plays_are_clips_where_they_are_asked_for(listed: Room):
    assert not any(clip.startswith("play-by-play") for clip in shown(listed))
    listed.review.clips.set_filter(ClipFilter(sources=frozenset({PLAY_BY_PLAY})))
    plays = shown(listed)
    assert plays
    assert all(clip.startswith("play-by-play") for clip in plays)
    await listed.choose(plays[0])
    assert listed.showing.clip.source == PLAY_BY_PLAY
