"""The field over the picture that goes to a clock or a time, and says why it cannot."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from reviewer.domain.times import FrameTime
from tests.ui.desk import Desk, settled

K = Qt.Key


@pytest.fixture
async def asked(desk: Desk) -> Desk:
    """The field is open over clip 1."""
    await desk.open()
    await desk.choose("clip-1")
    desk.player.show_frame(FrameTime(30_000_000))
    desk.press(K.Key_G)
    return desk


async def test_a_clock_brings_its_frame_and_the_list_keeps_its_place(asked: Desk):
    assert asked.named(QLineEdit, "Go to").hasFocus()
    asked.type("Go to", "H1 19:12")
    asked.press(K.Key_Return)
    await asked.arrived()
    assert not asked.sees("Esc")
    assert asked.sees("19:12.0")
    assert asked.sees("Moment")
    assert asked.review.clips.current == "clip-1"
    assert asked.rows.hasFocus()
    asked.press(K.Key_Down)
    await asked.arrived()
    assert asked.shown_clip() == "clip-2"


async def test_a_message_can_be_pasted(asked: Desk):
    QGuiApplication.clipboard().setText("watch the 2nd half, 19:40, low man is late")
    asked.named(QLineEdit, "Go to").paste()
    asked.press(K.Key_Return)
    await asked.arrived()
    assert asked.sees("19:40.0")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Q7 4:12", "This game has no Q7."),
        ("H1 99:99", "is no game clock"),
        ("hello", "There is no time in that."),
        ("2001-01-01 10:00", "No footage covers that time."),
    ],
)
async def test_what_cannot_be_is_said_under_the_field(asked: Desk, text: str, said: str):
    asked.type("Go to", text)
    asked.press(K.Key_Return)
    await settled()
    assert asked.sees(said)
    assert asked.shown_clip() == "clip-1"
    assert asked.named(QLineEdit, "Go to").hasFocus()
    asked.type("Go to", "x")
    assert not asked.sees(said)


async def test_esc_leaves_and_nothing_has_happened(asked: Desk):
    asked.type("Go to", "H2 19:00")
    asked.press(K.Key_Escape)
    assert asked.named_or_none(QLineEdit, "Go to") is None
    assert asked.shown_clip() == "clip-1"
    assert asked.rows.hasFocus()
    asked.press(K.Key_Space)
    assert not asked.player.playing


async def test_the_button_in_the_top_bar_asks_too(desk: Desk):
    await desk.open()
    desk.click("Go to…")
    desk.type("Go to", "H2 19:41")
    desk.press(K.Key_Return)
    await desk.arrived()
    assert desk.sees("19:41.0")


async def test_without_a_game_there_is_nothing_to_go_to(desk: Desk):
    desk.window.open_goto()
    assert desk.named_or_none(QLineEdit, "Go to") is None


async def test_a_moment_that_fails_can_be_tried_again(asked: Desk):
    asked.media.gate.close()
    asked.type("Go to", "H1 19:12")
    asked.press(K.Key_Return)
    await settled()
    asked.player.failed.emit("no decoder")
    asked.media.gate.open()
    await asked.arrived()
    asked.player.failed.emit("no decoder")
    await settled()
    asked.click("Try again")
    await asked.arrived()
    assert asked.sees("Moment")
