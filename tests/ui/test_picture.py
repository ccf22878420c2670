"""The picture pane: what it says in the picture's place, the scoreboard, seek bar and transport."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QSlider

from reviewer.domain.errors import StreamGone
from reviewer.domain.times import FrameTime, MediaMs
from reviewer.session.playback_state import Idle, Loading
from reviewer.ui.clock_overlay import ClockOverlay
from reviewer.ui.seek_bar import SeekBar
from reviewer.ui.transport import SpeedButton, TimeLabel
from tests.builders import make_game, without_clock
from tests.ui.desk import Desk, settled, until

FIRST_HALF = "https://video.test/H1.m3u8"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
async def playing(desk: Desk) -> Desk:
    """On clip 1 of the first half: 19:40 to 19:20, media 18 to 41 s with lead and lag."""
    await desk.open()
    await desk.choose("clip-1")
    return desk


def scoreboard(desk: Desk) -> str:
    return desk.window.findChildren(ClockOverlay)[0].accessibleName()


def seek_bar(desk: Desk) -> SeekBar:
    return desk.named(SeekBar, "Position in the clip")


def at(desk: Desk, media: int) -> QPoint:
    bar = seek_bar(desk)
    return QPoint(round(bar.x_of(MediaMs(media))), bar.height() // 2)


async def test_the_scoreboard_shows_the_frame_on_screen(playing: Desk):
    playing.player.show_frame(FrameTime(25_400_000))
    assert scoreboard(playing) == "1ST 19:34.6 HAR 2 NOR 0"
    assert playing.sees("19:34.6")
    assert playing.sees("of 19:40.0 – 19:20.0")
    assert seek_bar(playing).head == 25_400


async def test_the_top_bar_has_the_score_of_the_moment_and_else_the_final_one(playing: Desk):
    assert playing.sees("Final 58 – 61")
    playing.review.playback.close()
    assert playing.sees("58")
    assert playing.sees("61")
    assert not playing.sees("Final 58 – 61")


async def test_loading_shows_how_far_it_is_and_esc_cancels(playing: Desk):
    playing.media.gate.close()
    playing.media.fraction = 0.25
    playing.press(Qt.Key.Key_Down)
    await until(lambda: playing.sees("Loading…"))
    assert isinstance(playing.review.playback.state, Loading)
    playing.press(Qt.Key.Key_Escape)
    assert isinstance(playing.review.playback.state, Idle)
    assert playing.sees("Pick a clip")


async def test_a_clip_that_comes_at_once_says_nothing_in_between(playing: Desk):
    said: list[bool] = []
    playing.review.playback.changed.connect(lambda _: said.append(playing.sees("Loading…")))
    await playing.choose("clip-2")
    assert playing.shown_clip() == "clip-2"
    assert not any(said)


async def test_a_failure_says_why_in_the_pictures_place(playing: Desk):
    playing.media.failing[FIRST_HALF] = StreamGone("Stream is gone (404).", request_id="req-7")
    playing.press(Qt.Key.Key_Down)
    await playing.arrived()
    assert playing.sees("Stream is gone")
    assert playing.sees("Reload the game, or ask ShotTracker for the footage.")
    assert not playing.window.findChildren(ClockOverlay)[0].isVisible()
    playing.click("Copy details")
    copied = QGuiApplication.clipboard().text()
    assert "req-7" in copied
    assert "Event 555, clip clip-2" in copied
    playing.media.failing.clear()
    playing.click("Try again")
    await playing.arrived()
    assert playing.shown_clip() == "clip-2"
    assert not playing.sees("Stream is gone")


async def test_a_click_on_the_seek_bar_seeks_and_a_drag_follows_the_mouse(playing: Desk):
    bar = seek_bar(playing)
    QTest.mouseClick(bar, LEFT, pos=at(playing, 30_000))
    (sought,) = playing.player.told("scrub")
    assert isinstance(sought, int)
    assert abs(sought - 30_000_000) < 30_000
    QTest.mousePress(bar, LEFT, pos=at(playing, 20_000))
    QTest.mouseMove(bar, at(playing, 35_000))
    playing.player.show_frame(FrameTime(21_000_000))
    assert bar.head is not None
    assert abs(bar.head - 35_000) < 30
    QTest.mouseRelease(bar, LEFT, pos=at(playing, 35_000))
    playing.player.show_frame(FrameTime(35_000_000))
    assert bar.head == 35_000


async def test_nothing_can_be_sought_without_a_clip(desk: Desk):
    await desk.open()
    QTest.mouseClick(seek_bar(desk), LEFT, pos=QPoint(50, 10))
    assert desk.player.told("seek") == []
    assert not desk.named(QPushButton, "Play").isEnabled()


async def test_the_play_button_offers_what_a_click_does(playing: Desk):
    playing.click("Pause")
    assert not playing.player.playing
    playing.click("Play")
    assert playing.player.playing


async def test_previous_and_next(playing: Desk):
    playing.click("Next clip")
    await playing.arrived()
    assert playing.shown_clip() == "clip-2"
    playing.click("Previous clip")
    playing.click("Previous clip")
    await playing.arrived()
    assert playing.shown_clip() == "clip-0"


async def test_replay_starts_from_the_lead_in(playing: Desk):
    playing.player.show_frame(FrameTime(30_000_000))
    playing.click("Replay from the lead-in")
    await playing.arrived()
    assert playing.player.told("seek") == [18_000_000]
    assert playing.player.playing


async def test_speeds_are_in_a_menu_and_the_button_shows_the_one_in_force(playing: Desk):
    button = playing.named(SpeedButton, "Speed 1")
    actions = button.findChildren(QAction)
    next(action for action in actions if action.text() == "0.5×").trigger()
    assert playing.player.told("rate") == [0.5]
    assert button.text() == "0.5×"
    assert [action.text() for action in actions if action.isChecked()] == ["0.5×"]


async def test_the_speed_menu_opens_without_stopping_the_clip(playing: Desk):
    playing.click("Speed 1")
    menu = playing.named(SpeedButton, "Speed 1").findChildren(QMenu)[0]
    assert menu.isVisible()
    assert playing.player.playing
    menu.close()


async def test_a_clip_without_clock_values_shows_its_length(desk: Desk):
    game = make_game()
    bare = without_clock(game.clips[1])
    desk.games.games[game.id] = replace(game, clips=(game.clips[0], bare, *game.clips[2:]))
    await desk.open()
    await desk.choose("clip-1")
    assert desk.sees("of 0:20")
    assert desk.row_texts()[1].startswith("Missed 3")


async def test_the_time_under_the_picture_can_be_another_one(playing: Desk):
    playing.player.show_frame(FrameTime(25_400_000))
    playing.press(Qt.Key.Key_W)
    assert playing.sees("0:05.4")
    assert playing.sees("of 0:20")
    (label,) = (w for w in playing.window.findChildren(TimeLabel) if w.isVisible())
    QTest.mouseClick(label, LEFT)
    assert label.text().endswith(".4")
    assert label.text().count(":") == 2
    assert "Time of day" in label.toolTip()
    QTest.mouseClick(label, LEFT)
    assert label.text() == "19:34.6"


async def test_the_head_stays_where_it_is_when_the_time_changes(playing: Desk):
    playing.player.show_frame(FrameTime(25_400_000))
    playing.press(Qt.Key.Key_W)
    assert seek_bar(playing).head == 25_400


async def test_volume_is_muted_and_comes_back(playing: Desk):
    slider = playing.named(QSlider, "Volume")
    slider.setValue(40)
    playing.click("Mute")
    assert playing.review.playback.volume == 0
    playing.click("Sound on")
    assert playing.review.playback.volume == 0.4
    playing.review.playback.set_volume(0.7)
    assert slider.value() == 70


async def test_full_screen_is_the_picture_and_the_scoreboard_alone(playing: Desk):
    playing.click("Full screen")
    await settled()
    assert playing.window.isFullScreen()
    assert not seek_bar_visible(playing)
    assert not playing.window.findChildren(SpeedButton)[0].isVisible()
    assert playing.window.findChildren(ClockOverlay)[0].isVisible()
    playing.press(Qt.Key.Key_Escape)
    await settled()
    assert not playing.window.isFullScreen()
    assert seek_bar_visible(playing)
    playing.press(Qt.Key.Key_F)
    assert playing.window.isFullScreen()


async def test_a_double_click_on_the_picture_is_full_screen(playing: Desk):
    QTest.mouseDClick(playing.screen, LEFT)
    assert playing.window.isFullScreen()
    QTest.mouseDClick(playing.screen, LEFT)
    assert not playing.window.isFullScreen()


def seek_bar_visible(desk: Desk) -> bool:
    return desk.window.findChildren(SeekBar)[0].isVisible()


async def test_a_quality_is_chosen_where_there_are_several(desk: Desk):
    desk.media.offered = (1080, 720)
    await desk.open()
    assert desk.named_or_none(QPushButton, "Quality: Auto") is None
    await desk.choose("clip-1")
    button = desk.named(QPushButton, "Quality: Auto")
    QTest.mouseClick(button, LEFT)
    (menu,) = button.findChildren(QMenu)
    offered = {action.text(): action for action in menu.actions()}
    assert list(offered) == ["Auto", "1080p", "720p"]
    offered["720p"].trigger()
    assert desk.media.preferred == 720
    assert button.text() == "720p"
    menu.close()


async def test_waiting_for_footage_is_said_until_it_is_over(playing: Desk):
    def told() -> bool:
        return playing.sees("Waiting for footage…")

    playing.player.set_waiting(waiting=True)
    await until(told)
    playing.player.set_waiting(waiting=False)
    assert not told()
