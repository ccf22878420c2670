"""The tag desk: a key or a click tags what is on screen, and everything says so at once."""

from datetime import UTC

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QMenu

from reviewer.domain.errors import DiskFull, LibraryReadOnly
from reviewer.domain.game import EventId
from reviewer.domain.tags import ClipMark, Tag
from reviewer.ui.filter_bar import FilterChip
from reviewer.ui.note_field import NoteText
from reviewer.ui.tag_button import TagButton
from reviewer.ui.tag_chip import TagChip
from reviewer.ui.text import KeyButton
from tests.ui.desk import Desk, settled, until, write

GAME = EventId("555")
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
async def tagging(playing: Desk) -> Desk:
    """On clip 1, the second row, at 30 s of its footage; all has heard of it."""
    await settled()
    return playing


def tagged(desk: Desk) -> list[str]:
    return [value for tag in desk.library.kept(Tag, GAME) for value in tag.values]


def chips(desk: Desk) -> list[str]:
    return [chip.text() for chip in desk.window.findChildren(TagChip) if chip.isVisible()]


def button(desk: Desk, title: str) -> TagButton:
    return desk.named(TagButton, title)


def note(desk: Desk) -> NoteText:
    return desk.named(NoteText, "Note")


async def test_a_key_tags_the_clip_and_all_say_so(tagging: Desk):
    tagging.press(Qt.Key.Key_1)
    assert tagged(tagging) == ["++"]
    assert button(tagging, "Good").isChecked()
    assert chips(tagging) == ["▲ Good"]
    assert "Good" in tagging.row_texts()[1]
    tagging.press(Qt.Key.Key_1)
    assert tagged(tagging) == []
    assert not button(tagging, "Good").isChecked()
    assert chips(tagging) == []


async def test_a_key_with_shift_and_a_click_do_the_same(tagging: Desk):
    tagging.press(Qt.Key.Key_1, SHIFT)
    tagging.click("Poor")
    assert tagged(tagging) == ["ICE", "-"]
    assert button(tagging, "Ice").isChecked()


async def test_where_it_cannot_be_kept_the_button_stays_out(tagging: Desk):
    tagging.library.failing = DiskFull("There is no room left.")
    tagging.click("Good")
    assert not button(tagging, "Good").isChecked()
    assert tagging.sees("There is no room left. Make room and do it again.")


async def test_enter_accepts_what_is_suggested(tagging: Desk):
    assert tagging.sees("Suggested")
    tagging.rows.setFocus()
    tagging.press(Qt.Key.Key_Return)
    assert set(tagged(tagging)) == {"OFF", "MK", "X3"}
    assert not tagging.sees("Suggested")
    assert tagging.shown_clip() == "clip-1"


async def test_one_suggestion_is_accepted_by_a_click(tagging: Desk):
    tagging.click("Offence")
    assert tagged(tagging) == ["OFF"]
    assert chips(tagging) == ["→ Offence"]


async def test_a_tag_is_typed_by_any_of_its_names(tagging: Desk):
    tagging.press(Qt.Key.Key_T)
    write("1bl")
    assert tagged(tagging) == [], "digits and letters are text here"
    tagging.named(QLineEdit, "Type a tag").setText("bl")
    assert tagging.named(QListView, "Tags that begin so").model().rowCount() == 1
    tagging.press(Qt.Key.Key_Return)
    assert tagged(tagging) == ["ICE"]
    assert tagging.named(QLineEdit, "Type a tag").text() == ""
    write("never")
    tagging.press(Qt.Key.Key_Return)
    assert tagging.sees("No tag is called “never”.")
    tagging.press(Qt.Key.Key_Escape)
    tagging.press(Qt.Key.Key_1)
    assert tagged(tagging) == ["ICE", "++"]


async def test_the_arrows_pick_among_what_begins_so(tagging: Desk):
    tagging.press(Qt.Key.Key_T)
    write("m")
    tagging.press(Qt.Key.Key_Down)
    assert tagging.shown_clip() == "clip-1"
    tagging.press(Qt.Key.Key_Return)
    assert tagged(tagging) == ["X3"]


async def test_a_chip_goes_to_its_moment_and_its_cross_takes_it_off(tagging: Desk):
    tagging.press(Qt.Key.Key_0)
    (chip,) = tagging.window.findChildren(TagChip)
    assert chip.text() == "⚑ Flag 19:30"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert tagging.player.told("seek")[-1] == 25_000_000
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 6, 8))
    assert tagged(tagging) == []


async def test_a_note_is_kept_when_it_is_left(tagging: Desk):
    tagging.press(Qt.Key.Key_N)
    write("late 1 x")
    assert tagged(tagging) == [], "keys are text here"
    tagging.press(Qt.Key.Key_Escape)
    assert [mark.note for mark in tagging.library.kept(ClipMark, GAME)] == ["late 1 x"]
    tagging.press(Qt.Key.Key_Down)
    await tagging.arrived()
    assert note(tagging).toPlainText() == ""
    tagging.press(Qt.Key.Key_Up)
    await tagging.arrived()
    assert note(tagging).toPlainText() == "late 1 x"


async def test_undo_shows_in_the_note_box(tagging: Desk):
    note(tagging).setPlainText("late")
    tagging.rows.setFocus()
    tagging.press(Qt.Key.Key_N)
    tagging.press(Qt.Key.Key_Escape)
    tagging.press(Qt.Key.Key_Z, CTRL)
    assert note(tagging).toPlainText() == ""


async def test_another_clip_keeps_what_was_typed_of_the_last(tagging: Desk):
    note(tagging).setPlainText("of clip 1")
    await tagging.choose("clip-2")
    assert [mark.note for mark in tagging.library.kept(ClipMark, GAME)] == ["of clip 1"]
    assert note(tagging).toPlainText() == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [("late\n" * 4_001, "longer than 20,000 characters"), ("late", "may only be read")],
    ids=["too long", "read-only"],
)
async def test_a_note_that_cannot_be_kept_waits_with_its_clip(tagging: Desk, text: str, told: str):
    if text == "late":
        tagging.library.failing = LibraryReadOnly("The library may only be read.")
    note(tagging).setPlainText(text)
    await tagging.choose("clip-2")
    assert note(tagging).toPlainText() == ""
    await tagging.choose("clip-1")
    assert note(tagging).toPlainText() == text
    note(tagging).left.emit()
    assert tagging.sees("Not kept yet.")
    assert tagging.sees(told)
    tagging.library.failing = None
    note(tagging).setPlainText("shorter")
    note(tagging).left.emit()
    assert [mark.note for mark in tagging.library.kept(ClipMark, GAME)] == ["shorter"]
    assert not tagging.sees("Not kept yet.")


async def test_ten_megabytes_are_not_pasted_and_that_is_said(tagging: Desk):
    note(tagging).setPlainText("late")
    huge = QMimeData()
    huge.setText("x" * 10_000_000)
    note(tagging).insertFromMimeData(huge)
    assert note(tagging).toPlainText() == "late"
    assert tagging.sees("A note holds 20,000 characters. Nothing was pasted")


async def test_closing_the_window_keeps_the_note(tagging: Desk):
    note(tagging).setPlainText("late")
    tagging.window.close()
    assert [mark.note for mark in tagging.library.kept(ClipMark, GAME)] == ["late"]


async def test_a_note_is_kept_after_a_while_by_itself(tagging: Desk):
    note(tagging).setPlainText("late ")
    await until(lambda: tagging.library.kept(ClipMark, GAME))
    assert note(tagging).toPlainText() == "late ", "what is being typed stays as it is"


async def test_a_note_of_a_tag_that_cannot_be_kept_is_asked_for_again(tagging: Desk):
    tagging.press(Qt.Key.Key_0)
    (chip,) = tagging.window.findChildren(TagChip)
    chip.customContextMenuRequested.emit(QPoint(8, 8))
    (menu,) = [each for each in tagging.window.findChildren(QMenu) if each.isVisible()]
    next(action for action in menu.actions() if action.text().startswith("Note")).trigger()
    tagging.library.failing = LibraryReadOnly("The library may only be read.")
    tagging.answer("late")
    assert tagging.question.textValue() == "late"
    assert "The library may only be read." in tagging.question.labelText()
    tagging.library.failing = None
    tagging.answer(tagging.question.textValue())
    assert [tag.note for tag in tagging.library.kept(Tag, GAME)] == ["late"]


async def test_reviewed_fades_ticks_and_filters(tagging: Desk):
    tagging.press(Qt.Key.Key_X)
    assert tagging.named(KeyButton, "Reviewed").isChecked()
    assert "reviewed" in tagging.row_texts()[1]
    chip = tagging.named(FilterChip, "Reviewed: all")
    next(act for act in chip.menu_actions if act.text().startswith("Not")).trigger()
    assert len(tagging.review.clips.shown) == 5
    tagging.press(Qt.Key.Key_Z, CTRL)
    assert len(tagging.review.clips.shown) == 6


async def test_the_list_is_filtered_by_tag(tagging: Desk):
    tagging.press(Qt.Key.Key_1)
    chip = tagging.named(FilterChip, "Tag: all")
    assert [act.text() for act in chip.menu_actions] == ["Good\t1"]
    chip.menu_actions[0].trigger()
    assert [row.id for row in tagging.review.clips.shown] == ["clip-1"]


def click_with(desk: Desk, row: int, modifier: Qt.KeyboardModifier) -> None:
    rect = desk.rows.visualRect(desk.rows.model().index(row, 0))
    where = rect.center() - QPoint(20, 0)
    QTest.mouseClick(desk.rows.viewport(), Qt.MouseButton.LeftButton, modifier, where)


async def test_several_rows_are_selected_by_mouse_and_keys(tagging: Desk):
    click_with(tagging, 0, CTRL)
    click_with(tagging, 2, CTRL)
    assert [clip.id for clip in tagging.review.clips.selected] == ["clip-0", "clip-1", "clip-2"]
    click_with(tagging, 0, CTRL)
    assert tagging.sees("On these 2 clips")
    tagging.press(Qt.Key.Key_1)
    assert chips(tagging) == ["▲ Good · 2"]
    assert tagging.shown_clip() == "clip-1"
    tagging.press(Qt.Key.Key_Escape)
    assert tagging.sees("On this clip")
    tagging.press(Qt.Key.Key_Down, SHIFT)
    tagging.press(Qt.Key.Key_Down, SHIFT)
    assert [clip.id for clip in tagging.review.clips.selected] == ["clip-1", "clip-2", "clip-3"]
    tagging.press(Qt.Key.Key_Up, SHIFT)
    assert len(tagging.review.clips.selected) == 2
    click_with(tagging, 0, SHIFT)
    assert [clip.id for clip in tagging.review.clips.selected] == ["clip-0", "clip-1"]
    tagging.press(Qt.Key.Key_A, CTRL)
    assert len(tagging.review.clips.selected) == 6


async def test_a_click_with_ctrl_takes_the_clicked_row_out_again(tagging: Desk):
    click_with(tagging, 0, Qt.KeyboardModifier.NoModifier)
    await tagging.arrived()
    asked = len(tagging.media.asked)
    for row in (1, 2, 0):
        click_with(tagging, row, CTRL)
    await settled()
    assert [clip.id for clip in tagging.review.clips.selected] == ["clip-1", "clip-2"]
    assert len(tagging.media.asked) == asked, "and nothing is played anew"


async def test_in_and_out_are_keys_and_buttons(tagging: Desk):
    tagging.press(Qt.Key.Key_I)
    await settled()
    assert tagging.review.playback.plan(tagging.review.clips.shown[1].clip).marked.start == 30_000
    tagging.click("Whole clip")
    await settled()
    assert tagging.review.playback.plan(tagging.review.clips.shown[1].clip).marked.start == 20_000


async def test_a_moment_of_no_clip_can_be_tagged_but_not_noted(tagging: Desk):
    tagging.review.go_to("19:50", UTC)
    await tagging.arrived()
    assert not note(tagging).isEnabled()
    tagging.press(Qt.Key.Key_1)
    assert tagged(tagging) == ["++"]
    assert "Good" in tagging.row_texts()[0]


async def test_the_palette_is_chosen_and_its_keys_with_it(tagging: Desk):
    tagging.review.palettes.choose("data")
    await settled()
    assert tagging.named_or_none(TagButton, "Good") is None
    tagging.press(Qt.Key.Key_1)
    assert tagged(tagging) == []
    tagging.click("Made 2")
    assert tagged(tagging) == ["+2"]


async def test_the_window_stays_active_when_chips_go(tagging: Desk):
    tagging.press(Qt.Key.Key_1)
    tagging.press(Qt.Key.Key_Z, CTRL)
    await settled()
    assert tagging.window.isActiveWindow()
    tagging.press(Qt.Key.Key_2)
    assert tagged(tagging) == ["-"]
