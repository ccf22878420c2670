"""Changes of a palette."""

from dataclasses import replace

from reviewer.domain.palette_edits import is_many, moved, with_button, with_new, without_button
from reviewer.domain.palettes import Palette, problems
from tests.builders import COACH, GOOD, HELP

EMPTY = Palette("p", "Ours", (), ())


def test_a_renamed_button_keeps_its_links():
    late = COACH.buttons.index(next(each for each in COACH.buttons if each.code == "LATE"))
    renamed = replace(COACH.buttons[late], code="SLOW")
    made = with_button(COACH, late, renamed, many=True)
    assert next(each for each in made.buttons if each.code == "HELP").links == ("Off-ball/SLOW",)
    assert problems(made, {}) == ()


def test_a_new_group_comes_with_its_button_and_an_unused_one_goes():
    made = with_button(COACH, 0, replace(GOOD, group="Mark"), many=True)
    made = without_button(made, 1)
    assert is_many(made, "Mark")
    assert "Grade" not in [group.name for group in made.groups]
    assert problems(made, {}) == ()


def test_what_goes_is_linked_to_no_more():
    late = next(at for at, each in enumerate(COACH.buttons) if each.code == "LATE")
    made = without_button(COACH, late)
    assert replace(HELP, links=()) in made.buttons


def test_new_buttons_are_sound_from_the_first_on():
    made = EMPTY
    for _ in range(3):
        made = with_new(made)
    assert [button.code for button in made.buttons] == ["NEW1", "NEW2", "NEW3"]
    assert problems(made, {}) == ()


def test_buttons_move_up_and_down_but_not_out():
    assert moved(COACH, 0, 1).buttons[:2] == (COACH.buttons[1], COACH.buttons[0])
    assert moved(COACH, 0, -1) == COACH
    assert moved(COACH, len(COACH.buttons) - 1, 1) == COACH
