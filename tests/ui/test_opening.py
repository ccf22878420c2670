"""A game is asked for, loads, fails and is asked for again."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from reviewer.domain.errors import NotPermitted
from reviewer.domain.game import EventId
from tests.ui.desk import Desk, settled, until

CTRL = Qt.KeyboardModifier.ControlModifier
_REFUSED = NotPermitted("This account may not open game 403.", request_id="req-1")


async def test_an_empty_window_says_what_to_do_and_takes_an_id_at_once(desk: Desk):
    assert desk.sees("Open a game")
    assert desk.sees("No game open")
    desk.press(Qt.Key.Key_5)
    desk.press(Qt.Key.Key_5)
    desk.press(Qt.Key.Key_5)
    desk.press(Qt.Key.Key_Return)
    await until(lambda: desk.review.game is not None)
    await settled()
    assert desk.games.asked == ["555"]
    assert desk.window.windowTitle() == "Harbor City at North Ridge – Reviewer"
    assert desk.sees("Pick a clip")
    assert not desk.sees("Open a game")


async def test_open_waits_for_an_id(desk: Desk):
    button = desk.named(QPushButton, "Open")
    assert not button.isEnabled()
    desk.type("Event id", "  ")
    assert not button.isEnabled()
    desk.type("Event id", " 777 ")
    desk.click("Open")
    await settled()
    assert desk.games.asked == ["777"]


async def test_a_recent_game_is_one_click_away_whatever_its_name(desk: Desk):
    desk.click("Old & Gold at North Ridge")
    await settled()
    assert desk.games.asked == ["777"]
    desk.press(Qt.Key.Key_O, CTRL)
    await settled()
    assert desk.named(QPushButton, "Harbor City at North Ridge").isVisible()


async def test_loading_is_said(desk: Desk):
    desk.games.gate.close()
    desk.review.open_game(EventId("555"))
    await settled()
    assert desk.sees("Loading game 555")
    desk.games.gate.open()
    await until(lambda: desk.review.game is not None)
    assert not desk.sees("Loading game")


async def test_a_refusal_says_why_and_can_be_copied_and_tried_again(desk: Desk):
    desk.games.failing[EventId("403")] = _REFUSED
    desk.type("Event id", "403")
    desk.press(Qt.Key.Key_Return)
    await settled()
    assert desk.sees("No access")
    assert desk.sees("This account may not open game 403.")
    assert desk.sees("Ask ShotTracker to open it for your account.")
    assert desk.sees("req-1")
    desk.click("Copy details")
    copied = QGuiApplication.clipboard().text()
    assert "req-1" in copied
    assert "Event 403" in copied
    desk.click("Try again")
    await settled()
    assert desk.games.asked == ["403", "403"]


async def test_a_refusal_leaves_the_open_game_usable(desk: Desk):
    await desk.open()
    desk.games.failing[EventId("403")] = _REFUSED
    desk.review.open_game(EventId("403"))
    await settled()
    assert desk.sees("No access")
    desk.click_row(0)
    await desk.arrived()
    assert desk.shown_clip() == "clip-0"
    desk.click("Dismiss")
    assert not desk.sees("No access")


async def test_ctrl_o_opens_the_entry_and_esc_closes_it(desk: Desk):
    await desk.open()
    desk.press(Qt.Key.Key_O, CTRL)
    assert desk.named(QLineEdit, "Event id").hasFocus()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.sees("Open a game")
    desk.click("Open game…")
    assert desk.sees("Open a game")
    desk.click("Close")
    assert not desk.sees("Open a game")


async def test_names_from_outside_are_never_read_as_markup(desk: Desk):
    desk.games.failing[EventId("9")] = NotPermitted("<b>Bold</b> words")
    desk.review.open_game(EventId("9"))
    await settled()
    assert desk.sees("<b>Bold</b> words")
