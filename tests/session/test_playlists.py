"""Playlists as they are worked on: made, filled, ordered, trimmed, and all of it taken back."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from reviewer.domain.edits import LIBRARY
from reviewer.domain.errors import BadEntry, DiskFull
from reviewer.domain.game import EventId
from reviewer.domain.periods import Period
from reviewer.domain.playlists import Footage, Item, Pick
from reviewer.domain.times import WallMs, WallSpan
from reviewer.session.memory import Memory
from reviewer.session.playlists import Playlists
from reviewer.store.library import Library
from tests.builders import make_game, without_footage
from tests.fakes import FakeLibrary
from tests.session.room import Room, make_room
from tests.store.desk import open_library


@pytest.fixture
def library(tmp_path: Path):
    with open_library(tmp_path) as opened:
        yield opened


@pytest.fixture
def lists(library: Library) -> Playlists:
    numbers = count(1)
    return Playlists(library, lambda: f"id-{next(numbers)}")


def pick(name: str, start: int = 0, end: int = 10_000, game: str = "g") -> Pick:
    span = WallSpan(WallMs(start), WallMs(end))
    return Pick(Footage(EventId(game), Period("H1"), span), name)


def titles(lists: Playlists) -> str:
    return "".join(item.title for item in lists.items)


def id_of(lists: Playlists, title: str) -> str:
    return next(item.id for item in lists.items if item.title == title)


async def test_the_playlist_that_was_worked_on_is_worked_on_at_the_next_start(
    crashes: list[BaseException],
):
    room = make_room(make_game(), crashes=crashes)
    memories: list[Memory] = []
    room.review.memory_changed.connect(memories.append)
    for name in ("Zone", "Press"):
        room.review.playlists.create(name)
    room.review.playlists.choose(room.review.playlists.lists[1].id)
    again = make_room(make_game(), crashes=crashes, library=room.library, memory=memories[-1])
    assert [each.name for each in again.review.playlists.lists] == ["Press", "Zone"]
    assert again.review.playlists.current is not None
    assert again.review.playlists.current.name == "Zone"
    for each in (room, again):
        await each.review.aclose()


def test_the_first_clip_begins_a_playlist(lists: Playlists):
    told: list[str] = []
    lists.answered.connect(told.append)
    lists.add([pick("a"), pick("b")])
    assert lists.current is not None
    assert (lists.current.name, titles(lists)) == ("Playlist", "ab")
    assert told == ["2 clips added to “Playlist”"]
    lists.add([pick("c")])
    assert (len(lists.lists), titles(lists)) == (1, "abc")


def test_one_made_of_what_was_found_is_worked_on_and_a_name_is_not_given_twice(lists: Playlists):
    lists.make("Horns", [pick("a", game="1"), pick("b", game="2")])
    lists.make("horns", [pick("c")])
    lists.create("")
    assert [each.name for each in lists.lists] == ["Horns", "horns 2", "Playlist"]
    assert lists.current == lists.lists[2]
    lists.choose(lists.lists[0].id)
    assert titles(lists) == "ab"


def test_clips_are_put_between_others(lists: Playlists):
    lists.add([pick(name) for name in "abc"])
    lists.add([pick("x"), pick("y")], at=1)
    assert titles(lists) == "axybc"


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [("a", 3, "bcad"), ("d", 0, "dabc"), ("ac", 4, "bdac"), ("bd", 0, "bdac"), ("ca", 2, "bacd")],
)
def test_items_are_moved_together_and_keep_their_order(
    lists: Playlists, moved: str, to: int, order: str
):
    lists.add([pick(name) for name in "abcd"])
    lists.move([id_of(lists, name) for name in moved], to)
    assert titles(lists) == order


def test_what_stays_where_it_was_is_no_change(lists: Playlists, library: Library):
    lists.add([pick(name) for name in "abcd"])
    lists.move([id_of(lists, "b")], 2)
    assert library.to_undo(LIBRARY) == "4 clips added to “Playlist”"


def test_every_change_is_one_step_of_undo_in_any_game(lists: Playlists, library: Library):
    game = EventId("another")
    lists.add([pick(name) for name in "abc"])
    lists.move([id_of(lists, "c")], 0)
    lists.remove([id_of(lists, "a"), id_of(lists, "b")])
    lists.add_card("Second half", 0)
    lists.delete()
    assert lists.current is None
    for expected in ("Second halfc", "c", "cab", "abc", ""):
        library.undo(game)
        lists.refresh()
        assert titles(lists) == expected


def test_a_trim_touches_no_footage_and_can_be_given_up(lists: Playlists):
    lists.add([pick("a", 10_000, 30_000)])
    (item,) = lists.items
    trim = WallSpan(WallMs(12_000), WallMs(20_000))
    lists.trim(item.id, trim)
    assert lists.items[0] == replace(item, trim=trim)
    lists.trim(item.id, WallSpan(WallMs(9), WallMs(9)))
    assert lists.items[0].trim == trim
    lists.trim(item.id, WallSpan(WallMs(10_000), WallMs(30_000)))
    assert lists.items[0] == item


def test_notes_and_titles_are_kept_as_typed_without_what_cannot_be_shown(lists: Playlists):
    lists.add([pick("a")])
    (item,) = lists.items
    lists.set_note(item.id, "watch the roll\r\n  bigs\a ")
    lists.set_title(item.id, "Horns\nleft")
    assert (lists.items[0].note, lists.items[0].title) == ("watch the roll\n  bigs", "Horns left")
    lists.set_title(item.id, "  ")
    assert lists.items[0].title == "Horns left"


def test_a_note_that_is_too_long_is_refused_with_a_sentence(lists: Playlists):
    lists.add([pick("a")])
    with pytest.raises(BadEntry, match="longer than 20,000 characters"):
        lists.set_note(lists.items[0].id, "x" * 10_000_000)
    assert lists.items[0].note == ""


def test_a_copy_has_the_same_items_and_its_own_life(lists: Playlists):
    lists.make("Film", [pick("a"), pick("b")])
    lists.duplicate()
    lists.remove([lists.items[0].id])
    assert lists.current is not None
    assert (lists.current.name, titles(lists)) == ("Film copy", "b")
    lists.rename("Film for bigs")
    assert [each.name for each in lists.lists] == ["Film", "Film for bigs"]
    lists.choose(lists.lists[0].id)
    assert titles(lists) == "ab"


def test_where_nothing_can_be_kept_it_is_said_and_nothing_shown():
    library = FakeLibrary()
    library.failing = DiskFull("There is no room left to keep that.")
    lists, refused = Playlists(library), list[str]()
    lists.failed.connect(refused.append)
    lists.add([pick("a")])
    assert "no room" in refused[0]
    assert lists.lists == ()


async def test_the_clip_on_screen_is_added_under_its_own_words(playing: Room):
    playing.review.add_to_playlist()
    (item,) = playing.review.playlists.items
    clip = playing.showing.clip
    assert item.footage == Footage(
        EventId("555"), clip.period, WallSpan(clip.start or WallMs(0), clip.end or WallMs(0))
    )
    assert item.title.startswith("19:40 – 19:20 · ")
    playing.review.history.undo()
    assert playing.review.playlists.items == ()


async def test_without_a_clip_on_screen_it_is_said(room: Room):
    await room.open()
    room.review.add_to_playlist()
    assert room.answered[-1] == "Pick a clip first"
    assert room.review.playlists.lists == ()


async def test_clips_without_a_time_are_left_out(crashes: list[BaseException]):
    game = make_game()
    odd = replace(game.clips[0], start=None)
    room = make_room(replace(game, clips=(odd, without_footage(game.clips[1]))), crashes=crashes)
    await room.open()
    picks = room.review.picks([odd, game.clips[1]])
    assert [each.footage.span.start for each in picks] == [game.clips[1].start]
    await room.review.aclose()


def test_what_another_part_imported_is_there_after_a_look(lists: Playlists, library: Library):
    lists.make("Film", [])
    assert lists.current is not None
    library.save(LIBRARY, "Import", [Item("x", lists.current.id, "V", None, title="New")])
    lists.refresh()
    assert titles(lists) == "New"
