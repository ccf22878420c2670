"""A window of real footage, frames 120 to 359, and a player for it."""

import asyncio
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.media import MediaWindow
from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from reviewer.player.clip_player import ClipPlayer
from reviewer.player.screen import Screen
from tests.hls import Packaging, Shelf, make_hls
from tests.player.reading import Watcher

SPAN = MediaSpan(MediaMs(4_500), MediaMs(9_000))
PACKAGINGS = {"ts": Packaging(frames=360), "fmp4": Packaging(container="fmp4", frames=360)}


@pytest.fixture(scope="session", params=PACKAGINGS)
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


@pytest.fixture
def watcher(player: ClipPlayer, screen: Screen) -> Watcher:
    return Watcher(player, screen)
