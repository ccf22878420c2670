"""Real playback: the frame that is said to be on screen is the one that is on screen."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.demo import barcode
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from reviewer.player.clip_player import ClipPlayer
from reviewer.player.screen import Screen
from tests.hls import Packaging, Shelf, make_hls

SPAN = MediaSpan(MediaMs(4_500), MediaMs(9_000))
PACKAGINGS = {"ts": Packaging(frames=360), "fmp4": Packaging(container="fmp4", frames=360)}


@pytest.fixture(scope="module", params=PACKAGINGS)
def window(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MediaWindow:
    folder = tmp_path_factory.mktemp("player")
    make_hls(folder / "hls", PACKAGINGS[request.param])

    async def fetch() -> MediaWindow:
        shelf = Shelf(folder / "hls")
        web = shelf.web()
        source = HlsSource(web, DiskCache(folder / "cache", 10**9))
        try:
            return await source.window(shelf.url(), SPAN)
        finally:
            await web.aclose()

    return asyncio.run(fetch())


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    screen = Screen()
    qtbot.addWidget(screen)
    return screen


@pytest.fixture
def player(screen: Screen) -> Iterator[ClipPlayer]:
    player = ClipPlayer(screen)
    yield player
    player.clear()


def frame(number: int) -> FrameTime:
    return FrameTime(round(number * 1_000_000 / 30))


def number_on(screen: Screen) -> int | None:
    return barcode.read_image(screen.picture())


def shows(player: ClipPlayer, screen: Screen, number: int) -> bool:
    shown = player.shown
    return shown is not None and round(shown * 30 / 1_000_000) == number == number_on(screen)


def test_the_window_opens_at_the_frame_asked_for(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    player.load(window, frame(151), window.end, play=False)
    qtbot.waitUntil(lambda: shows(player, screen, 151))
    assert not player.playing


def test_seeks_show_the_frame_asked_for(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    player.load(window, frame(140), window.end, play=False)
    for number in (200, 121, 199, 160, 161, 239, 120):
        player.seek(frame(number))
        qtbot.waitUntil(lambda number=number: shows(player, screen, number))


def test_a_seek_before_the_window_is_open_is_kept(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    player.load(window, frame(140), window.end, play=False)
    player.seek(frame(222))
    qtbot.waitUntil(lambda: shows(player, screen, 222))


def test_steps_go_one_frame_each_way(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow
):
    player.load(window, frame(180), window.end, play=False)
    qtbot.waitUntil(lambda: shows(player, screen, 180))
    for count, number in ((1, 181), (1, 182), (-1, 181), (-1, 180), (-1, 179), (10, 189)):
        player.step(count)
        qtbot.waitUntil(lambda number=number: shows(player, screen, number))


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
    qtbot.waitUntil(lambda: shows(player, screen, 150))
    player.clear()
    assert screen.picture().isNull()
    assert player.shown is None


@pytest.mark.parametrize("number", [150, 190])
def test_the_same_window_again(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, number: int
):
    player.load(window, frame(150), window.end, play=False)
    qtbot.waitUntil(lambda: shows(player, screen, 150))
    player.load(window, frame(number), window.end, play=False)
    qtbot.waitUntil(lambda: shows(player, screen, number))


def test_another_window_after_the_first(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, tmp_path: Path
):
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(window.path.read_bytes())
    other = replace(window, path=copy)
    for again in (window, other, window):
        player.load(again, frame(200), window.end, play=False)
        qtbot.waitUntil(lambda: shows(player, screen, 200))


def test_the_newest_of_many_windows_wins(
    qtbot: QtBot, player: ClipPlayer, screen: Screen, window: MediaWindow, tmp_path: Path
):
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(window.path.read_bytes())
    for number in range(140, 160):
        path = window.path if number % 2 else copy
        player.load(replace(window, path=path), frame(number), window.end, play=False)
    qtbot.waitUntil(lambda: shows(player, screen, 159))
