"""Real playback: the frame that is said to be on screen is the one that is on screen."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.media import MediaWindow
from reviewer.player.clip_player import ClipPlayer
from reviewer.player.screen import Screen
from tests.player.reading import await_frame, frame, number_on


def test_the_window_opens_at_the_frame_asked_for(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    player.load(window, frame(151), window.end, play=False)
    await_frame(qtbot, player, screen, 151)
    assert not player.playing


def test_seeks_show_the_frame_asked_for(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    player.load(window, frame(140), window.end, play=False)
    for number in (200, 121, 199, 160, 161, 239, 120):
        player.seek(frame(number))
        await_frame(qtbot, player, screen, number)


def test_a_seek_before_the_window_is_open_is_kept(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    player.load(window, frame(140), window.end, play=False)
    player.seek(frame(222))
    await_frame(qtbot, player, screen, 222)


def test_steps_go_one_frame_each_way(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    player.load(window, frame(180), window.end, play=False)
    await_frame(qtbot, player, screen, 180)
    for count, number in ((1, 181), (1, 182), (-1, 181), (-1, 180), (-1, 179), (10, 189)):
        player.step(count)
        await_frame(qtbot, player, screen, number)


def test_every_frame_played_is_the_one_it_is_said_to_be(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    seen: list[tuple[int, int | None]] = []
    player.frame_shown.connect(
        lambda shown: seen.append((round(shown * 30 / 1_000_000), number_on(screen)))
    )
    with qtbot.waitSignal(player.finished, timeout=20_000):
        player.load(window, frame(150), frame(180), play=True)
    assert all(told == drawn for told, drawn in seen)
    assert seen[0][0] == 150
    assert seen[-1][0] == 179
    assert not player.playing


def test_a_file_that_is_no_footage_is_told(
    qtbot: QtBot, player: ClipPlayer, window: MediaWindow, tmp_path: Path
):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no footage at all")
    bad = MediaWindow(broken, window.stream, window.pictures, window.end)
    with qtbot.waitSignal(player.failed):
        player.load(bad, window.start, window.end, play=True)
    assert player.shown is None


def test_clearing_goes_black(qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow):
    player.load(window, frame(150), window.end, play=False)
    await_frame(qtbot, player, screen, 150)
    player.clear()
    assert screen.picture().isNull()
    assert player.shown is None


@pytest.mark.parametrize("number", [150, 190])
def test_the_same_window_again(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, number: int
):
    player.load(window, frame(150), window.end, play=False)
    await_frame(qtbot, player, screen, 150)
    player.load(window, frame(number), window.end, play=False)
    await_frame(qtbot, player, screen, number)


def test_another_window_after_the_first(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, tmp_path: Path
):
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(window.path.read_bytes())
    other = replace(window, path=copy)
    for again in (window, other, window):
        player.load(again, frame(200), window.end, play=False)
        await_frame(qtbot, player, screen, 200)


def test_the_newest_of_many_windows_wins(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, tmp_path: Path
):
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(window.path.read_bytes())
    for number in range(140, 160):
        path = window.path if number % 2 else copy
        player.load(replace(window, path=path), frame(number), window.end, play=False)
    await_frame(qtbot, player, screen, 159)
