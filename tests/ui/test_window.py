"""The window as a whole: closing, its layout, notices, and the look that follows the system."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QSplitter, QWidget

from reviewer.domain.game import Missing
from reviewer.ui.theme import Theme
from reviewer.ui.window import MainWindow
from tests.builders import make_game
from tests.ui.desk import Desk, settled


async def test_it_asks_to_be_closed_and_does_not_close_itself(desk: Desk, qtbot):
    with qtbot.waitSignal(desk.window.close_requested):
        assert not desk.window.close()
    assert desk.window.isVisible()


async def test_its_layout_survives(desk: Desk, qtbot):
    await desk.open()
    desk.window.resize(790, 600)
    desk.window.findChildren(QSplitter)[0].setSizes([290, 500])
    await settled()
    layout = desk.window.save_layout()
    other = MainWindow(desk.review, QWidget(), desk.theme, games=desk.season)
    qtbot.addWidget(other)
    other.restore_layout(layout)
    other.show()
    await settled()
    assert other.size() == desk.window.size()
    sizes = [window.findChildren(QSplitter)[0].sizes() for window in (desk.window, other)]
    assert sizes[0] == sizes[1]


async def test_a_layout_that_makes_no_sense_changes_nothing(desk: Desk):
    size = desk.window.size()
    desk.window.restore_layout({"geometry": "nonsense", "columns": ""})
    desk.window.restore_layout({})
    assert desk.window.size() == size


async def test_what_could_not_be_had_is_said_with_its_request_id(desk: Desk):
    gap = Missing("Play-by-play", "no access", "req-9")
    desk.games.games[make_game().id] = replace(make_game(), missing=(gap,))
    await desk.open()
    assert desk.sees("Play-by-play: no access")
    (label,) = (w for w in desk.window.findChildren(QLabel) if "Play-by-play" in w.text())
    assert "req-9" in label.toolTip()


async def test_notices_are_shown(desk: Desk):
    desk.review.notice("The clock of this computer is 4 minutes ahead.")
    assert desk.sees("The clock of this computer is 4 minutes ahead.")


async def test_it_fits_a_small_screen(desk: Desk):
    await desk.open()
    await desk.choose("clip-1")
    desk.window.resize(1100, 700)
    await settled()
    assert desk.window.width() == 1100
    assert desk.window.height() == 700


async def test_every_button_has_a_name_to_be_read_out(desk: Desk):
    await desk.open()
    for button in desk.window.findChildren(QWidget):
        if button.metaObject().className() in ("IconButton", "PlayButton", "SpeedButton"):
            assert button.accessibleName()
            assert button.toolTip()


async def test_the_look_follows_the_system_while_it_runs(desk: Desk, qtbot, tokens):
    window = MainWindow(desk.review, QWidget(), Theme(tokens=tokens), games=desk.season)
    qtbot.addWidget(window)
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Light)
    assert tokens.light.panel in window.styleSheet()
    hints.setColorScheme(Qt.ColorScheme.Dark)
    assert tokens.dark.panel in window.styleSheet()
    hints.unsetColorScheme()
