"""Palettes: those that ship, their files, and what is refused."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.errors import BadEntry
from reviewer.domain.palettes import (
    Button,
    Group,
    Palette,
    Press,
    palette_from_json,
    palette_json,
    problems,
    same_key,
)

SHIPPED = Path(__file__).parents[2] / "resources" / "palettes"
RESERVED = {"Space": "play", "J": "back", "Shift+I": "jump to in"}
GOOD = Button("++", "Good", "Grade", "#45c486", "▲", key="1")
POOR = Button("-", "Poor", "Grade", "#f0616d", "▼", key="2", aliases=("bad",))
SMALL = Palette("p", "Small", (Group("Grade"),), (GOOD, POOR))


def shipped(name: str) -> Palette:
    return palette_from_json(json.loads((SHIPPED / f"{name}.json").read_text("utf-8")))


@pytest.mark.parametrize("name", ["basketball", "coach", "coordinator"])
def test_a_shipped_palette_is_sound_and_its_buttons_can_be_told_apart(name: str):
    palette = shipped(name)
    assert problems(palette, RESERVED) == ()
    looks = {(button.group, button.glyph, button.colour) for button in palette.buttons}
    assert len(looks) == len(palette.buttons)
    assert all(button.colour and button.glyph and button.title for button in palette.buttons)


def test_the_coach_has_ten_keys_and_the_coordinator_two_rows():
    assert "".join(button.key for button in shipped("coach").buttons) == "1234567890"
    rows = [button.key for button in shipped("coordinator").buttons]
    assert rows[:3] == ["1", "2", "3"]
    assert sum(key.startswith("Shift+") for key in rows) == 10


@pytest.mark.parametrize(
    ("typed", "title"),
    [("ice", "Ice"), ("Down", "Ice"), ("blue", "Ice"), ("hedge", "Show"), ("bob", None)],
)
def test_a_value_answers_to_what_other_staffs_call_it(typed: str, title: str | None):
    found = [
        button.title
        for button in shipped("basketball").completions(typed)
        if typed.casefold() in button.names
    ]
    assert found == ([title] if title else ["Baseline out of bounds"])


def test_completion_puts_the_exact_name_first():
    titles = [button.title for button in shipped("basketball").completions(" dr ")]
    assert titles[0] == "Defensive rebound"
    assert "Drag" in titles


def test_a_palette_outlives_its_file():
    palette = replace(SMALL, buttons=(GOOD, replace(POOR, press=Press.UNTIL_AGAIN, lag_ms=0)))
    assert palette_from_json(json.loads(json.dumps(palette_json(palette)))) == palette


@pytest.mark.parametrize("key", ["1", "shift+i", "SPACE"])
def test_a_key_that_clashes_is_refused_and_the_other_is_named(key: str):
    (told,) = problems(replace(SMALL, buttons=(GOOD, replace(POOR, key=key))), RESERVED)
    other = {"1": "Good", "shift+i": "jump to in", "SPACE": "play"}[key]
    assert other in told
    assert "Poor" in told


def test_buttons_without_a_key_do_not_clash():
    keyless = tuple(replace(button, key="") for button in SMALL.buttons)
    assert problems(replace(SMALL, buttons=keyless), RESERVED) == ()


def test_what_is_there_twice_or_not_at_all_is_named():
    twice = replace(SMALL, buttons=(GOOD, replace(GOOD, key="")))
    assert problems(twice, {}) == ("The button “Grade/++” is there twice.",)
    lost = replace(SMALL, buttons=(replace(GOOD, group="Mood", links=("Grade/?",)),))
    assert problems(lost, {}) == (
        "“Good” is in “Mood”, which is no group.",
        "“Good” is linked to “Grade/?”, which is no button.",
    )


def test_buttons_can_be_linked():
    linked = replace(SMALL, buttons=(GOOD, replace(POOR, links=(GOOD.id,))))
    assert problems(linked, RESERVED) == ()
    assert palette_from_json(palette_json(linked)) == linked


def test_keys_have_one_spelling():
    assert same_key("ctrl + shift+ a") == "Ctrl+Shift+A"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "zip"}, "not a palette"),
        ({"version": 2}, "newer"),
        ({"name": None}, "“name” is not text"),
        ({"name": "x" * 201}, "longer"),
        ({"name": "bell\a"}, "cannot be shown"),
        ({"buttons": {}}, "“buttons” is not a list"),
        ({"buttons": [7]}, "not an object"),
        ({"buttons": [{}] * 1001}, "more than"),
        ({"groups": [{"name": "Grade", "many": 1}]}, "neither yes nor no"),
    ],
)
def test_a_file_that_is_no_palette_is_refused_with_a_reason(change: dict[str, object], why: str):
    with pytest.raises(BadEntry, match=why):
        palette_from_json({**palette_json(SMALL), **change})


@pytest.mark.parametrize(
    "change", [{"press": "twice"}, {"lead_ms": -1}, {"lead_ms": True}, {"links": [None]}]
)
def test_a_button_that_makes_no_sense_is_refused(change: dict[str, object]):
    made = json.loads(json.dumps(palette_json(SMALL)))
    made["buttons"][0].update(change)
    with pytest.raises(BadEntry):
        palette_from_json(made)
