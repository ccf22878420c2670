"""A desk for every test that asks for one."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.domain.game import EventId
from reviewer.session.memory import Memory, RecentGame
from reviewer.session.review import Review
from reviewer.ui.theme import Theme
from reviewer.ui.tokens import Tokens, load_tokens
from reviewer.ui.window import MainWindow
from tests.builders import make_game
from tests.fakes import (
    FakeGames,
    FakeKeeper,
    FakeLibrary,
    FakeMedia,
    FakePaletteFiles,
    FakePlayer,
    FakeStills,
)
from tests.ui.desk import Desk, settled, until


@pytest.fixture
def tokens() -> Tokens:
    """As shipped, but loading is told at once."""
    shipped = load_tokens()
    return replace(shipped, time=replace(shipped.time, patience_ms=0))


@pytest.fixture
async def desk(qtbot: QtBot, tokens: Tokens) -> AsyncIterator[Desk]:
    """The window with no game open; two games can be had, `555` and `777`."""
    games = FakeGames(make_game(), make_game(3, event="777"))
    media, player, library = FakeMedia(), FakePlayer(), FakeLibrary()
    crashes: list[BaseException] = []
    memory = Memory(recents=(RecentGame(EventId("777"), "Old & Gold at North Ridge"),))
    keeper, stills = FakeKeeper(), FakeStills()
    review = Review(
        games, media, player, library, crashes.append, memory, keeper, stills, FakePaletteFiles()
    )
    theme = Theme("dark", tokens)
    screen = QWidget()
    window = MainWindow(review, screen, theme)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    await until(window.isActiveWindow)
    await settled()
    yield Desk(review, window, screen, theme, games, media, player, library, keeper, stills)
    await review.aclose()
    assert not crashes
