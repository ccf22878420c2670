"""A window whose pictures change their size is played and searched like any other."""

import asyncio
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.demo import barcode
from reviewer.domain.times import FrameTime
from reviewer.player.clip_player import ClipPlayer
from reviewer.player.screen import Screen
from tests.hls import Packaging, Shelf, join_runs, make_hls, window_of

SIZES = [(256, 144), (320, 192), (256, 144)]


@pytest.mark.parametrize("container", ["mpegts", "fmp4"])
@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_seeks_between_runs_of_other_sizes(
    container: str, codec: str, qtbot: QtBot, tmp_path: Path
):
    for index, size in enumerate(SIZES):
        first = 60 * index
        part = Packaging(container, frames=60, first_number=first, size=size, codec=codec)
        make_hls(tmp_path / f"run{index}", part)
    join_runs(tmp_path, [f"run{index}" for index in range(3)])
    window = asyncio.run(window_of(Shelf(tmp_path), tmp_path / "cache", (0, 5.9)))
    screen = Screen()
    qtbot.addWidget(screen)
    player = ClipPlayer(screen)
    player.load(window, window.start, window.end, play=False)
    for number in (0, 70, 50, 130, 61, 179, 119, 3):
        player.seek(FrameTime(round(number * 1_000_000 / 30)))
        qtbot.waitUntil(lambda: barcode.read_image(screen.picture()) == number)  # noqa: B023
        assert (screen.picture().width(), screen.picture().height()) == SIZES[number // 60]
    player.clear()
