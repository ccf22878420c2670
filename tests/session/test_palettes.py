"""Palettes: those that ship and the user's own, and what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.errors import BadEntry, DiskFull
from reviewer.domain.palettes import Palette
from reviewer.session.memory import Memory
from reviewer.session.palettes import Palettes
from tests.builders import COACH, DATA, GOOD, POOR, make_game
from tests.session.room import Room, make_room

FILE = Path("ours.json")


def names(palettes: Palettes) -> list[str]:
    return [palette.name for palette in palettes.all]


async def test_the_palette_that_was_shown_last_comes_back(crashes: list[BaseException]):
    room = make_room(make_game(), crashes=crashes, memory=Memory(palette="data"))
    await room.open()
    assert room.review.palettes.current == DATA
    room.review.palettes.choose("coach")
    room.review.palettes.choose("never seen")
    assert room.review.palettes.current == COACH
    await room.review.aclose()


async def test_what_is_shown_is_remembered(room: Room):
    remembered: list[Memory] = []
    room.review.memory_changed.connect(remembered.append)
    room.review.palettes.choose("data")
    assert remembered[-1].palette == "data"


async def test_a_shipped_palette_can_be_changed_and_reset(room: Room):
    await room.open()
    palettes = room.review.palettes
    changed = replace(COACH, name="Ours", buttons=(replace(GOOD, title="Great"),))
    palettes.save(changed)
    assert names(palettes) == ["Ours", "Every tag"]
    assert palettes.current == changed
    assert palettes.vocabulary.button("Grade", "++").title == "Great"
    palettes.delete("coach")
    assert palettes.current == COACH
    room.review.history.undo()
    assert palettes.current == changed
    room.review.history.undo()
    room.review.history.undo()
    assert palettes.current == COACH
    assert room.answered[:2] == ["Undone: Palette Ours reset", "Undone: Palette Ours"]


async def test_copies_and_new_ones_have_names_of_their_own(room: Room):
    await room.open()
    palettes = room.review.palettes
    first, second = palettes.copy("coach"), palettes.copy("coach")
    palettes.create()
    assert names(palettes) == [*("Coach", "Every tag", "Coach copy", "Coach copy 2", "New palette")]
    assert first.id != second.id
    assert first.buttons == COACH.buttons
    palettes.choose(first.id)
    palettes.delete(first.id)
    assert palettes.current == COACH


async def test_a_palette_goes_to_a_colleague_and_comes_back(room: Room):
    await room.open()
    palettes, files = room.review.palettes, room.palette_files
    palettes.hand_out("coach", FILE)
    assert files.files[FILE] == COACH
    taken = palettes.take_in(FILE)
    assert (taken.name, taken.buttons) == ("Coach 2", COACH.buttons)
    assert palettes.current == COACH, "what is there is not written over"
    files.failing = DiskFull("No room.")
    with pytest.raises(DiskFull):
        palettes.hand_out("coach", FILE)


async def test_a_key_that_is_taken_is_refused_and_by_whom_is_said(room: Room):
    await room.open()
    palettes = room.review.palettes
    palettes.reserve({"Space": "Play or pause"})
    for key, told in (("space", "Play or pause"), ("1", "Good")):
        with pytest.raises(BadEntry, match=f"“{told}” already; “Poor” needs another key"):
            palettes.save(replace(COACH, buttons=(GOOD, replace(POOR, key=key))))
    room.palette_files.files[FILE] = replace(COACH, buttons=(replace(GOOD, key="Space"),))
    with pytest.raises(BadEntry, match="Space is “Play or pause” already"):
        palettes.take_in(FILE)
    assert palettes.all == (COACH, DATA)
    assert room.library.kept(Palette) == ()


async def test_a_palette_needs_a_name(room: Room):
    await room.open()
    with pytest.raises(BadEntry, match="needs a name"):
        room.review.palettes.save(replace(COACH, name=" \x00 "))


async def test_without_any_palette_there_are_no_buttons(room: Room):
    palettes = Palettes(room.library, None, "coach")
    assert palettes.current.buttons == ()
    assert palettes.all == ()
