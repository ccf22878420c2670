"""The palette editor: changes are kept at once, and a clash is refused by name."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog, QFileDialog, QKeySequenceEdit, QLineEdit, QListWidget

from reviewer.ui.palette_editor import PaletteEditor
from reviewer.ui.tag_button import TagButton
from tests.builders import COACH
from tests.ui.desk import Desk, settled


@pytest.fixture
async def editing(desk: Desk) -> Desk:
    await desk.open()
    desk.window.pages.edit_palettes()
    await settled()
    return desk


def set_key(desk: Desk, key: str) -> None:
    desk.named(QKeySequenceEdit, "Key").setKeySequence(QKeySequence(key))


def write(desk: Desk, field: str, text: str) -> None:
    edit = desk.named(QLineEdit, field)
    edit.setText(text)
    edit.editingFinished.emit()


def files(desk: Desk) -> QFileDialog:
    (dialog,) = desk.window.findChildren(QFileDialog)
    return dialog


async def test_a_renamed_button_is_renamed_on_the_desk_and_undone(editing: Desk):
    write(editing, "Title", "Great")
    assert editing.named_or_none(TagButton, "Great") is not None
    editing.review.history.undo()
    assert editing.named_or_none(TagButton, "Good") is not None
    assert editing.named(QLineEdit, "Title").text() == "Good"


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("2", "2 is “Good” already; “Poor” needs another key."),
        ("Shift+I", "“Go to the in” already; “Good” needs another key."),
        ("Space", "“Play or pause” already; “Good” needs another key."),
    ],
)
async def test_a_key_that_is_taken_is_refused_by_name(editing: Desk, key: str, told: str):
    set_key(editing, key)
    assert editing.sees(told)
    assert editing.review.palettes.current == COACH


async def test_enter_in_a_field_opens_nothing(editing: Desk):
    for field in ("Title", "Name of the palette", "Means"):
        QTest.keyClick(editing.named(QLineEdit, field), Qt.Key.Key_Return)
    assert editing.window.findChildren(QColorDialog) == []


async def test_a_key_is_one_key(editing: Desk):
    edit = editing.named(QKeySequenceEdit, "Key")
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        QTest.keyClick(edit, key)
    assert editing.review.palettes.current.buttons[0].key == "B"


async def test_what_is_typed_stays_while_the_game_is_loaded_anew(editing: Desk):
    means = editing.named(QLineEdit, "Means")
    means.setText("does what he should")
    editing.games.asked.clear()
    await editing.open("777")
    assert means.text() == "does what he should"


async def test_palettes_are_chosen_with_the_arrow_keys(editing: Desk):
    names = editing.named(QListWidget, "Palettes")
    for _ in range(2):
        QTest.keyClick(names, Qt.Key.Key_Down)
        item = names.currentItem()
        assert item is not None
        assert editing.review.palettes.current.name == item.text()
    assert names.currentRow() == min(2, names.count() - 1)


async def test_a_free_key_works_at_once(editing: Desk):
    set_key(editing, "F9")
    assert editing.review.palettes.current.buttons[0].key == "F9"


async def test_buttons_are_added_moved_and_removed(editing: Desk):
    editing.click("Add")
    editing.click("Up")
    titles = [button.title for button in editing.review.palettes.current.buttons]
    assert titles[-2:] == ["New tag", "Press"]
    editing.click("Remove")
    assert editing.review.palettes.current.buttons == COACH.buttons


async def test_palettes_are_made_copied_renamed_and_deleted(editing: Desk):
    editing.click("Copy")
    write(editing, "Name of the palette", "Tuesday")
    palettes = editing.named(QListWidget, "Palettes")
    assert [palettes.item(row).text() for row in range(3)] == ["Coach", "Every tag", "Tuesday"]
    write(editing, "Name of the palette", "  ")
    assert editing.sees("A palette needs a name.")
    editing.click("Delete")
    assert editing.review.palettes.current == COACH
    editing.click("New")
    assert editing.review.palettes.current.buttons == ()


async def test_a_shipped_palette_is_as_it_came_again(editing: Desk):
    write(editing, "Title", "Great")
    editing.click("As it came")
    assert editing.review.palettes.current == COACH


async def test_files_go_out_and_come_in(editing: Desk):
    file = Path("ours.json")
    editing.click("Export…")
    assert Path(files(editing).selectedFiles()[0]).name == "Palette Coach.json"
    files(editing).fileSelected.emit(str(file))
    files(editing).done(0)
    await settled()
    editing.click("Import…")
    files(editing).fileSelected.emit(str(file))
    assert editing.review.palettes.current.name == "Coach 2"
    files(editing).fileSelected.emit("nothing.json")
    assert editing.sees("The file is not a palette.")
    assert editing.window.findChild(PaletteEditor) is not None
