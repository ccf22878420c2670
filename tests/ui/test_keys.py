"""Every key does what the key list says, and leaves text fields and focused controls alone."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QListView, QMenu, QSlider

from reviewer.session.playback_state import Showing
from reviewer.ui.command_box import CommandBox
from reviewer.ui.keys import Command, in_groups
from tests.ui.desk import Desk, settled

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
K = Qt.Key


@pytest.mark.parametrize(
    ("key", "modifier", "told"),
    [
        (K.Key_Left, NONE, ("seek", 27_000_000)),
        (K.Key_Right, NONE, ("seek", 33_000_000)),
        (K.Key_Left, SHIFT, ("seek", 29_000_000)),
        (K.Key_Right, SHIFT, ("seek", 31_000_000)),
        (K.Key_Comma, NONE, ("step", -1)),
        (K.Key_Period, NONE, ("step", 1)),
        (K.Key_BracketLeft, NONE, ("rate", 0.75)),
        (K.Key_BracketRight, NONE, ("rate", 1.25)),
        (K.Key_Backspace, NONE, ("rate", 1.0)),
    ],
)
async def test_a_key_tells_the_player(playing: Desk, key: K, modifier, told: tuple[str, object]):
    playing.press(key, modifier)
    assert playing.player.calls[-1] == told


async def test_space_plays_and_pauses(playing: Desk):
    playing.press(K.Key_Space)
    assert not playing.player.playing
    playing.press(K.Key_Space)
    assert playing.player.playing


async def test_home_replays_from_the_lead_in(playing: Desk):
    playing.press(K.Key_Home)
    await settled()
    assert playing.player.told("seek") == [18_000_000]
    assert isinstance(playing.review.playback.state, Showing)


@pytest.mark.parametrize("key", [K.Key_Question, K.Key_F1])
async def test_the_key_list_shows_every_command_and_stops_nothing(playing: Desk, key: K):
    playing.press(key)
    (sheet,) = (d for d in playing.window.findChildren(QDialog) if d.isVisible())
    said = {label.text() for label in sheet.findChildren(QLabel)}
    for command in playing.window.table:
        assert command.title in said or not command.keys
    await settled()
    QTest.keyClick(sheet, K.Key_Comma)
    assert playing.player.told("step") == [-1]
    QTest.keyClick(sheet, K.Key_Escape)
    assert not sheet.isVisible()


async def test_the_key_list_shows_the_keys_of_the_palette(playing: Desk):
    playing.press(K.Key_F1)
    (sheet,) = (d for d in playing.window.findChildren(QDialog) if d.isVisible())
    palettes = playing.review.palettes
    titles = {button.title for button in palettes.current.buttons if button.key}
    assert titles
    for palette, there in ((palettes.current.id, titles), ("data", set[str]())):
        palettes.choose(palette)
        await settled()
        said = {label.text() for label in sheet.findChildren(QLabel) if label.isVisible()}
        assert titles & said == there


async def test_the_button_in_the_status_bar_opens_the_key_list(desk: Desk):
    desk.click("? keys")
    assert any(dialog.isVisible() for dialog in desk.window.findChildren(QDialog))


async def test_no_key_is_taken_twice(desk: Desk):
    keys = [key for command in desk.window.table for key in command.keys]
    assert len(keys) == len(set(keys))


async def test_a_focused_button_keeps_space(playing: Desk):
    playing.named(QAbstractButton, "Next clip").setFocus(Qt.FocusReason.TabFocusReason)
    playing.press(K.Key_Space)
    await playing.arrived()
    assert playing.shown_clip() == "clip-2"


async def test_a_focused_slider_keeps_its_arrows(playing: Desk):
    slider = playing.named(QSlider, "Volume")
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    playing.press(K.Key_Left)
    assert slider.value() == 99
    assert playing.player.told("seek") == []


async def test_a_click_on_a_button_leaves_the_keys_to_the_window(playing: Desk):
    playing.click("Next clip")
    await playing.arrived()
    playing.press(K.Key_Space)
    assert not playing.player.playing
    assert playing.shown_clip() == "clip-2"


def entries(menu: QMenu) -> dict[str, QAction]:
    """The entries of a menu and of those below it, by their words."""
    found: dict[str, QAction] = {}
    for action in menu.actions():
        below = cast("QMenu | None", action.menu())
        found |= entries(below) if below else {action.text().partition("\t")[0]: action}
    return found


async def test_the_menu_has_every_command_and_runs_it(playing: Desk):
    playing.named(QLineEdit, "Search plays and players").setFocus()
    playing.click("Menu")
    (menu,) = (m for m in playing.window.findChildren(QMenu) if m.isVisible())
    offered = entries(menu)
    assert set(offered) == {c.title for c in playing.window.table}
    offered["On one frame"].trigger()
    assert playing.player.told("step") == [1]
    menu.close()


def test_what_belongs_together_stands_together():
    table = [Command(group, group, (), list) for group in ("Account", "Help", "Play", "Account")]
    grouped = [command.group for command in in_groups(tuple(table))]
    assert grouped == ["Play", "Account", "Account", "Help"]


async def test_switches_show_in_the_menu_whether_they_are_on(playing: Desk):
    playing.press(K.Key_U)
    for on in (True, False):
        playing.click("Menu")
        (menu,) = (m for m in playing.window.findChildren(QMenu) if m.isVisible())
        offered = entries(menu)
        switches = {name: each.isChecked() for name, each in offered.items() if each.isCheckable()}
        assert switches.keys() == {c.title for c in playing.window.table if c.is_on is not None}
        assert switches["Play through the list"] is on
        assert switches["Next item by itself"]
        offered["Play through the list"].trigger()
        assert playing.review.through.on is not on
        menu.close()
        await settled()


async def test_the_command_box_shows_whether_a_switch_is_on(playing: Desk):
    playing.press(K.Key_X)
    playing.press(K.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(playing.named(QLineEdit, "Command"), "reviewed")
    offered = playing.named(QListView, "Commands").model()
    assert offered.index(0, 0).data() == "Tags · Reviewed  ✓   X"


async def test_the_command_box_runs_what_is_typed(playing: Desk):
    playing.press(K.Key_K, Qt.KeyboardModifier.ControlModifier)
    (box,) = playing.window.findChildren(CommandBox)
    assert box.isVisible()
    entry = playing.named(QLineEdit, "Command")
    QTest.keyClicks(entry, "play on one")
    QTest.keyClick(entry, K.Key_Down)
    QTest.keyClick(entry, K.Key_Return)
    assert not box.isVisible()
    assert playing.player.told("step") == [1]


async def test_the_command_box_leaves_without_a_command_that_nobody_knows(playing: Desk):
    playing.click("Commands")
    (box,) = playing.window.findChildren(CommandBox)
    entry = playing.named(QLineEdit, "Command")
    QTest.keyClicks(entry, "xyzzy")
    QTest.keyClick(entry, K.Key_Return)
    assert box.isVisible()
    QTest.keyClick(entry, K.Key_Escape)
    assert not box.isVisible()
