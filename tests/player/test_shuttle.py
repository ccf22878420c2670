"""Steps, drags, reverse and loops: every picture is the one it is said to be."""

import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtMultimedia import QMediaDevices
from pytestqt.qtbot import QtBot

from reviewer.domain.media import MediaWindow
from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.player.clip_player import ClipPlayer
from reviewer.player.screen import Screen
from tests.player.reading import Watcher, await_frame, frame, shows

LOOP = MediaSpan(MediaMs(5_000), MediaMs(5_500))
LOOPED = range(150, 165)


@pytest.fixture
def opened(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, watcher: Watcher
) -> ClipPlayer:
    """A player that stands paused at frame 170."""
    player.load(window, frame(170), window.end, play=False)
    await_frame(qtbot, player, screen, 170)
    watcher.seen.clear()
    return player


def falls(numbers: list[int]) -> bool:
    return all(later < earlier for earlier, later in pairwise(numbers))


@pytest.mark.parametrize("rate", [-0.5, -1.0, -4.0])
def test_reverse_shows_falling_pictures_down_to_the_first(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher, rate: float
):
    opened.seek(frame(135))
    qtbot.waitUntil(lambda: watcher.seen[-1:] == [135])
    watcher.seen.clear()
    opened.set_rate(rate)
    with qtbot.waitSignal(opened.reached_start):
        opened.play()
    assert not opened.playing
    assert falls(watcher.seen)
    assert watcher.seen[-1] == 120
    assert not watcher.wrong


def test_reverse_crosses_stretches_without_losing_a_picture(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher
):
    opened.seek(frame(185))
    qtbot.waitUntil(lambda: watcher.seen[-1:] == [185])
    watcher.seen.clear()
    opened.set_rate(-0.25)
    opened.play()
    qtbot.waitUntil(lambda: 176 in watcher.seen)
    assert watcher.seen == list(range(184, 175, -1))
    assert not watcher.wrong


def test_turning_forward_goes_on_from_the_very_frame_on_screen(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher
):
    opened.set_rate(-1.0)
    opened.play()
    qtbot.waitUntil(lambda: len(watcher.seen) > 5)
    turned = watcher.seen[-1]
    watcher.seen.clear()
    opened.set_rate(0.25)
    qtbot.waitUntil(lambda: len(watcher.seen) > 3)
    assert watcher.seen[0] in (turned, turned + 1)
    assert watcher.seen == sorted(watcher.seen)
    assert not watcher.wrong


def test_turning_back_while_playing_goes_on_from_the_frame_on_screen(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher
):
    told: list[bool] = []
    opened.playing_changed.connect(told.append)
    opened.play()
    qtbot.waitUntil(lambda: len(watcher.seen) > 5)
    opened.set_rate(-1.0)
    turned = watcher.seen[-1]
    watcher.seen.clear()
    qtbot.waitUntil(lambda: len(watcher.seen) > 3)
    assert watcher.seen[0] == turned - 1
    assert falls(watcher.seen)
    assert told == [True]


def test_pausing_reverse_keeps_the_frame_and_steps_from_it(
    qtbot: QtBot, opened: ClipPlayer, screen: Screen, watcher: Watcher
):
    opened.set_rate(-1.0)
    opened.play()
    qtbot.waitUntil(lambda: len(watcher.seen) > 3)
    opened.pause()
    kept = watcher.seen[-1]
    assert not opened.playing
    assert shows(opened, screen, kept)
    opened.step(1)
    await_frame(qtbot, opened, screen, kept + 1)


def test_a_seek_in_reverse_goes_on_backwards_from_there(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher
):
    opened.set_rate(-1.0)
    opened.play()
    qtbot.waitUntil(lambda: bool(watcher.seen))
    watcher.seen.clear()
    opened.seek(frame(220))
    qtbot.waitUntil(lambda: len(watcher.seen) > 3)
    assert watcher.seen[0] == 220
    assert falls(watcher.seen)


def test_steps_asked_for_at_once_add_up(qtbot: QtBot, opened: ClipPlayer, screen: Screen):
    for _ in range(20):
        opened.step(1)
    await_frame(qtbot, opened, screen, 190)
    for _ in range(50):
        opened.step(-1)
    await_frame(qtbot, opened, screen, 140)


def test_a_step_while_playing_stops_it(qtbot: QtBot, opened: ClipPlayer, watcher: Watcher):
    opened.play()
    qtbot.waitUntil(lambda: len(watcher.seen) > 3)
    at = watcher.seen[-1]
    opened.step(-1)
    qtbot.waitUntil(lambda: watcher.seen[-1] == at - 1)
    assert not opened.playing
    assert not watcher.wrong


def test_playing_on_after_steps_begins_at_the_frame_on_screen(
    qtbot: QtBot, opened: ClipPlayer, screen: Screen, watcher: Watcher
):
    opened.step(-25)
    await_frame(qtbot, opened, screen, 145)
    watcher.seen.clear()
    opened.play()
    qtbot.waitUntil(lambda: len(watcher.seen) > 5)
    assert watcher.seen[0] in (145, 146)
    assert watcher.seen == sorted(watcher.seen)
    assert not watcher.wrong


def test_of_a_drag_the_last_position_is_shown_exactly(
    qtbot: QtBot, opened: ClipPlayer, screen: Screen, watcher: Watcher
):
    for number in [*range(121, 350, 5), *range(347, 130, -9)]:
        opened.scrub(frame(number))
        qtbot.wait(1)  # as a mouse would, so that decoding is under way
    opened.scrub(frame(203))
    await_frame(qtbot, opened, screen, 203)
    assert not watcher.wrong


def test_a_drag_shows_each_position_that_is_waited_for(
    qtbot: QtBot, opened: ClipPlayer, screen: Screen
):
    for number in (121, 358, 160, 359, 120):
        opened.scrub(frame(number))
        await_frame(qtbot, opened, screen, number)


def test_playing_right_after_a_drag_begins_where_it_ended(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher
):
    opened.scrub(frame(300))
    opened.play()
    qtbot.waitUntil(lambda: watcher.seen[-1:] >= [303])
    assert watcher.seen[0] >= 300
    assert not watcher.wrong


def test_opening_another_clip_in_reverse_tells_that_it_stands(
    qtbot: QtBot, opened: ClipPlayer, screen: Screen, watcher: Watcher, window: MediaWindow
):
    told: list[bool] = []
    opened.playing_changed.connect(told.append)
    opened.set_rate(-1.0)
    opened.play()
    qtbot.waitUntil(lambda: bool(watcher.seen))
    opened.load(window, frame(200), window.end, play=False)
    await_frame(qtbot, opened, screen, 200)
    assert told == [True, False]


def test_a_loop_goes_from_its_last_picture_to_its_first(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher
):
    opened.set_loop(LOOP)
    opened.seek(frame(158))
    opened.play()
    qtbot.waitUntil(lambda: watcher.seen.count(LOOPED[-1]) >= 3, timeout=10_000)
    played = watcher.seen[watcher.seen.index(158) :]
    turns = [pair for pair in pairwise(played) if pair[1] < pair[0]]
    assert set(played) <= set(LOOPED)
    assert set(turns) == {(LOOPED[-1], LOOPED[0])}
    assert opened.playing
    assert not watcher.wrong


def test_a_loop_in_reverse_goes_from_its_first_picture_to_its_last(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher
):
    opened.set_loop(LOOP)
    opened.set_rate(-1.0)
    opened.seek(frame(158))
    qtbot.waitUntil(lambda: watcher.seen[-1:] == [158])
    opened.play()
    qtbot.waitUntil(lambda: watcher.seen.count(LOOPED[0]) >= 2, timeout=10_000)
    turns = [pair for pair in pairwise(watcher.seen) if pair[1] > pair[0]]
    assert set(watcher.seen) <= set(LOOPED)
    assert (LOOPED[0], LOOPED[-1]) in turns
    assert len(turns) <= 2
    assert not watcher.wrong


def test_without_the_loop_playing_goes_on(qtbot: QtBot, opened: ClipPlayer, watcher: Watcher):
    opened.set_loop(LOOP)
    opened.seek(frame(160))
    opened.set_loop(None)
    opened.play()
    qtbot.waitUntil(lambda: watcher.seen[-1:] >= [170])
    assert watcher.seen == sorted(watcher.seen)


@pytest.mark.parametrize("rate", [0.1, 0.5, 2.0, 4.0])
def test_every_speed_shows_the_right_pictures(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher, window: MediaWindow, rate: float
):
    opened.set_rate(rate)
    with qtbot.waitSignal(opened.finished, timeout=15_000):
        opened.load(window, frame(236), frame(240), play=True)
        assert opened.playing
    qtbot.waitUntil(lambda: watcher.seen[-1] == 239)
    assert max(watcher.seen) == 239
    assert not watcher.wrong


def test_a_change_of_sound_devices_does_not_disturb_playing(
    qtbot: QtBot, opened: ClipPlayer, watcher: Watcher
):
    opened.play()
    qtbot.waitUntil(lambda: len(watcher.seen) > 2)
    devices = opened.findChild(QMediaDevices)
    assert devices is not None
    devices.audioOutputsChanged.emit()
    played = watcher.seen[-1]
    qtbot.waitUntil(lambda: watcher.seen[-1] > played + 3)
    assert opened.playing


@pytest.mark.skipif(sys.platform == "win32", reason="there no file goes away that is open")
def test_a_file_that_goes_away_is_told_once_and_the_next_one_plays(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, tmp_path: Path
):
    told: list[str] = []
    player.failed.connect(told.append)
    gone = MediaWindow(tmp_path / "gone.mp4", window.stream, window.pictures, window.end)
    gone.path.write_bytes(window.path.read_bytes())
    player.load(gone, frame(170), window.end, play=False)
    await_frame(qtbot, player, screen, 170)
    gone.path.unlink()
    player.set_rate(-1.0)
    player.play()
    qtbot.waitUntil(lambda: bool(told))
    player.step(-1)
    assert not player.playing
    player.set_rate(1.0)
    gone.path.write_bytes(window.path.read_bytes())
    player.load(gone, frame(180), window.end, play=False)
    await_frame(qtbot, player, screen, 180)
    player.step(-1)
    await_frame(qtbot, player, screen, 179)
    assert len(told) == 1


def test_a_truncated_file_is_told_once_and_can_be_made_anew(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, tmp_path: Path
):
    told: list[str] = []
    player.failed.connect(told.append)
    cut = MediaWindow(tmp_path / "cut.mp4", window.stream, window.pictures, window.end)
    whole = window.path.read_bytes()
    cut.path.write_bytes(whole[: len(whole) // 2])
    with qtbot.waitSignal(player.failed):
        player.load(cut, frame(170), window.end, play=True)
    cut.path.write_bytes(whole)
    player.load(cut, frame(170), window.end, play=False)
    await_frame(qtbot, player, screen, 170)
    assert len(told) == 1


def test_nothing_is_left_running_after_clearing(qtbot: QtBot, opened: ClipPlayer, watcher: Watcher):
    opened.set_rate(-1.0)
    opened.play()
    qtbot.waitUntil(lambda: bool(watcher.seen))
    assert any(thread.name.startswith("reel") for thread in threading.enumerate())
    opened.clear()
    assert not any(thread.name.startswith("reel") for thread in threading.enumerate())
    assert not opened.playing


def test_fifty_players_come_and_go(qtbot: QtBot, window: MediaWindow):
    for number in range(50):
        screen = Screen()
        player = ClipPlayer(screen)
        watcher = Watcher(player, screen)
        player.set_rate(-1.0 if number % 2 else 1.0)
        with qtbot.waitSignals([player.frame_shown, player.frame_shown]):
            player.load(window, frame(200), window.end, play=True)
        player.clear()
        player.deleteLater()
        screen.deleteLater()
        assert not watcher.wrong
