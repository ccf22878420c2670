"""A desk for every test that asks for one."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.domain.game import Team, TeamId
from reviewer.domain.times import FrameTime
from reviewer.session.memory import Memory
from reviewer.session.review import Review
from reviewer.ui.theme import Theme
from reviewer.ui.tokens import Tokens, load_tokens
from reviewer.ui.window import MainWindow
from tests.builders import TIPOFF, make_game, make_scheduled
from tests.fakes import (
    FakeGames,
    FakeKeeper,
    FakeLibrary,
    FakeMedia,
    FakePaletteFiles,
    FakePlayer,
    FakeSchedule,
    FakeStills,
)
from tests.ui.desk import Desk, make_season, settled, until


@pytest.fixture
def tokens() -> Tokens:
    """As shipped, but loading is told at once."""
    shipped = load_tokens()
    return replace(shipped, time=replace(shipped.time, patience_ms=0, note_ms=0))


@pytest.fixture
async def desk(qtbot: QtBot, tokens: Tokens) -> AsyncIterator[Desk]:
    """The window with no game open; two games can be had, `555` and `777`."""
    games = FakeGames(make_game(), make_game(3, event="777"))
    media, player, library = FakeMedia(), FakePlayer(), FakeLibrary()
    crashes: list[BaseException] = []
    keeper, stills = FakeKeeper(), FakeStills()
    review = Review(
        games, media, player, library, crashes.append, Memory(), keeper, stills, FakePaletteFiles()
    )
    theme = Theme("dark", tokens)
    screen = QWidget()
    schedule = FakeSchedule(make_scheduled("777", TIPOFF, home=Team(TeamId("30"), "Old & Gold")))
    season = make_season(schedule, crashes)
    season.chosen.connect(review.open_game)
    review.game_changed.connect(season.opened)
    window = MainWindow(review, screen, theme, games=season)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.open_entry()
    await until(window.isActiveWindow)
    await settled()
    yield Desk(
        review,
        window,
        screen,
        theme,
        games,
        media,
        player,
        library,
        keeper,
        stills,
        season,
        schedule,
    )
    await season.aclose()
    await review.aclose()
    assert not crashes


@pytest.fixture
async def playing(desk: Desk) -> Desk:
    """On clip 1, the second row, at 30 s of its footage."""
    await desk.open()
    await desk.choose("clip-1")
    desk.player.show_frame(FrameTime(30_000_000))
    return desk
