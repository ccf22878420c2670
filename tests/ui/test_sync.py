"""The badge and the page behind it: what was decided, and corrections by hand, key and clock."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu

from reviewer.domain.corrections import Nudge, Reading
from reviewer.domain.errors import DiskFull
from reviewer.domain.times import FrameTime, MediaMs
from reviewer.session.playback_state import Loading
from reviewer.ui.stage import Stage
from reviewer.ui.sync_badge import SyncBadge
from reviewer.ui.sync_words import correction_words
from tests.builders import make_game
from tests.ui.desk import Desk, settled

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key


@pytest.fixture
async def playing(desk: Desk) -> Desk:
    """On clip 1, its footage verified, at 19:30 on the clock or thereabouts."""
    game = make_game(12, length_ms=20_137)
    desk.games.games[game.id] = game
    await desk.open()
    await desk.choose("clip-1")
    desk.player.show_frame(FrameTime(30_000_000))
    return desk


@pytest.fixture
async def looking(playing: Desk) -> Desk:
    playing.press(K.Key_A)
    await settled()
    return playing


def badge(desk: Desk) -> SyncBadge:
    return desk.window.findChildren(SyncBadge)[0]


def history(desk: Desk) -> tuple[object, ...]:
    report = desk.review.stream_report
    assert report is not None
    return report.corrections.history


async def press(desk: Desk, key: K, modifier: Qt.KeyboardModifier) -> None:
    desk.press(key, modifier)
    await desk.arrived()


async def test_the_badge_says_how_sure_the_sync_is(playing: Desk):
    assert badge(playing).text() == "● Sync verified ±1 ms"
    await press(playing, K.Key_Right, ALT)
    assert badge(playing).text() == "● Corrected by you"
    playing.games.games[make_game().id] = make_game()
    playing.review.history.undo()
    await playing.arrived()
    assert badge(playing).text() == "● Sync verified ±1 ms"


async def test_rough_figures_are_not_verified(desk: Desk):
    await desk.open()
    await desk.choose("clip-1")
    assert badge(desk).text() == "● Sync not verified"


async def test_the_badge_stands_at_the_top_right_whatever_it_says(playing: Desk):
    right = badge(playing).geometry().right()
    (stage,) = playing.window.findChildren(Stage)
    assert stage.width() - right <= 13
    await press(playing, K.Key_Right, ALT)
    assert badge(playing).geometry().right() == right
    playing.window.resize(1100, 700)
    await settled()
    assert stage.width() - badge(playing).geometry().right() <= 13


async def test_without_a_picture_or_in_full_screen_there_is_no_badge(playing: Desk):
    playing.press(K.Key_F)
    await settled()
    assert not badge(playing).isVisible()
    playing.press(K.Key_F)
    await settled()
    assert badge(playing).isVisible()
    playing.review.playback.close()
    assert not badge(playing).isVisible()


async def test_a_click_on_the_badge_opens_what_is_behind_it_and_esc_closes_it(playing: Desk):
    QTest.mouseClick(badge(playing), Qt.MouseButton.LeftButton)
    assert playing.sees("Sync of this footage")
    assert playing.sees("6 of 6 clips agree within 1 ms")
    assert playing.sees("Offsets are in seconds")
    assert playing.sees("None yet.")
    playing.press(K.Key_Escape)
    assert not playing.sees("Sync of this footage")
    assert playing.shown_clip() == "clip-1"


async def test_before_a_clip_plays_the_page_says_what_to_do(desk: Desk):
    await desk.open()
    desk.press(K.Key_A)
    assert desk.sees("Play a clip")
    assert not desk.sees("Move the data")
    desk.press(K.Key_A)
    assert not desk.sees("Play a clip")


@pytest.mark.parametrize(
    ("key", "modifier", "by_ms", "told"),
    [
        (K.Key_Left, ALT, -40, "Footage −40 ms"),
        (K.Key_Right, ALT, 40, "Footage +40 ms"),
        (K.Key_Left, ALT | SHIFT, -500, "Footage −500 ms"),
        (K.Key_Right, ALT | SHIFT, 500, "Footage +500 ms"),
    ],
)
async def test_keys_nudge_and_say_so(playing: Desk, key: K, modifier, by_ms: int, told: str):
    await press(playing, key, modifier)
    assert history(playing) == (Nudge(by_ms),)
    assert playing.sees(told)
    assert playing.player.told("seek") == []


async def test_undo_and_redo_by_key(playing: Desk):
    await press(playing, K.Key_Right, ALT)
    await press(playing, K.Key_Z, CTRL)
    assert history(playing) == ()
    assert playing.sees("Undone: Nudge")
    await press(playing, K.Key_Z, CTRL | SHIFT)
    assert history(playing) == (Nudge(40),)


async def test_buttons_nudge_as_far_as_the_switch_says(looking: Desk):
    looking.click("+1 frame")
    await looking.arrived()
    looking.click("From here on")
    looking.click("−0.5 s")
    await looking.arrived()
    assert history(looking) == (Nudge(40), Nudge(-500, MediaMs(30_000)))
    assert looking.sees("−500 ms from 0:30 on")
    looking.press(K.Key_Right, ALT)
    await looking.arrived()
    assert history(looking)[1:] == (Nudge(-460, MediaMs(30_000)),)


async def test_the_page_and_its_switch_stay_while_more_footage_is_fetched(looking: Desk):
    looking.click("From here on")
    looking.media.gate.close()
    looking.click("+0.5 s")
    await settled()
    assert isinstance(looking.review.playback.state, Loading)
    assert looking.sees("Move the data")
    looking.media.gate.open()
    await looking.arrived()
    assert looking.named(QAbstractButton, "From here on").isChecked()


async def test_a_switch_that_nobody_sees_is_off(looking: Desk):
    looking.click("From here on")
    looking.press(K.Key_Escape)
    await press(looking, K.Key_Right, ALT)
    assert history(looking) == (Nudge(40),)


async def test_corrections_are_listed_and_taken_away_one_by_one(looking: Desk):
    await press(looking, K.Key_Right, ALT)
    looking.click("From here on")
    await press(looking, K.Key_Left, ALT)
    looking.click("Remove: +40 ms everywhere")
    await looking.arrived()
    assert history(looking) == (Nudge(-40, MediaMs(30_000)),)
    assert not looking.sees("+40 ms everywhere")
    looking.click("Undo")
    await looking.arrived()
    assert looking.sees("+40 ms everywhere")
    looking.click("Redo")
    await looking.arrived()
    assert not looking.sees("+40 ms everywhere")


async def test_what_the_scoreboard_shows_corrects(looking: Desk):
    looking.type("The scoreboard shows", "19:31.0")
    assert not looking.player.playing, "the frame is held while the user types"
    looking.press(K.Key_Return)
    await looking.arrived()
    (reading,) = history(looking)
    assert isinstance(reading, Reading)
    assert reading.shown == "H1 19:31.0"
    assert looking.sees("Scoreboard H1 19:31.0")
    assert looking.named(QLineEdit, "The scoreboard shows").text() == ""


async def test_a_clock_that_cannot_be_is_refused_in_place_until_it_is_changed(looking: Desk):
    looking.type("The scoreboard shows", "99:99")
    looking.click("Set")
    assert looking.sees("“99:99” is no game clock.")
    assert history(looking) == ()
    looking.type("The scoreboard shows", "9")
    assert not looking.sees("is no game clock")


async def test_the_period_is_that_of_the_picture_unless_another_is_picked(looking: Desk):
    button = looking.named(QAbstractButton, "Period: 1st half")
    looking.click("Period: 1st half")
    (menu,) = button.findChildren(QMenu)
    pick(menu, "2nd half").trigger()
    menu.close()
    assert button.text() == "2nd half"
    looking.type("The scoreboard shows", "19:31.0")
    looking.press(K.Key_Return)
    await looking.arrived()
    (reading,) = history(looking)
    assert isinstance(reading, Reading)
    assert reading.shown == "H2 19:31.0"


async def test_letters_typed_into_the_field_are_no_keys(looking: Desk):
    looking.type("The scoreboard shows", "fga")
    assert not looking.window.isFullScreen()
    assert looking.sees("Sync of this footage")
    assert looking.named(QLineEdit, "The scoreboard shows").text() == "fga"


async def test_a_library_that_fails_is_said_and_nothing_moves(playing: Desk):
    playing.library.failing = DiskFull("There is no room left.")
    await press(playing, K.Key_Right, ALT)
    assert history(playing) == ()
    assert playing.sees("There is no room left.")
    assert not playing.sees("Footage +40 ms")


async def test_in_full_screen_trouble_is_said_over_the_picture(playing: Desk):
    playing.press(K.Key_F)
    await settled()
    playing.library.failing = DiskFull("There is no room left.")
    await press(playing, K.Key_Right, ALT)
    assert playing.sees("There is no room left.")


async def test_a_clip_that_lies_elsewhere_is_said(desk: Desk):
    game = make_game(12, length_ms=20_137)
    odd = game.clips[2]
    assert odd.hls is not None
    assert odd.hls.start_offset is not None
    moved = replace(odd, hls=replace(odd.hls, start_offset=odd.hls.start_offset + 5))
    clips = (*game.clips[:2], moved, *game.clips[3:])
    desk.games.games[game.id] = replace(game, clips=clips)
    await desk.open()
    await desk.choose("clip-1")
    desk.press(K.Key_A)
    assert desk.sees("1 clip of it is played where the other clips put it.")


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (Nudge(33), "+33 ms everywhere"),
        (Nudge(-1_500), "−1.5 s everywhere"),
        (Nudge(500, MediaMs(750_000)), "+500 ms from 12:30 on"),
    ],
)
def test_a_correction_in_words(item: Nudge, words: str):
    assert correction_words(item) == words


def pick(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)
