"""The Find page: typed, chosen, played, saved, by keys and mouse."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.domain.finding import InGame
from reviewer.domain.game import EventId
from reviewer.session.finder import Finder
from reviewer.session.review import Review
from reviewer.ui.facet_chip import FacetChip
from reviewer.ui.smart_lists import SmartListButton
from reviewer.ui.theme import Theme
from reviewer.ui.tokens import Tokens
from reviewer.ui.window import MainWindow
from tests.builders import make_game
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
from tests.session.room import heard
from tests.store.desk import how_many, open_library
from tests.ui.desk import Desk, make_season, settled, until

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
async def finding(qtbot: QtBot, tokens: Tokens, tmp_path: Path) -> AsyncIterator[Desk]:
    """The window on a library on the disk, with two games in it and the Find page open."""
    games = FakeGames(make_game(), make_game(4, event="777"))
    crashes: list[BaseException] = []
    media, player, keeper, stills = FakeMedia(), FakePlayer(), FakeKeeper(), FakeStills()
    with open_library(tmp_path) as library:
        review = Review(
            games,
            media,
            player,
            library,
            crashes.append,
            keeper=keeper,
            stills=stills,
            palettes=FakePaletteFiles(),
            catalogue=library,
        )
        theme, screen = Theme("dark", tokens), QWidget()
        schedule = FakeSchedule()
        season = make_season(schedule, crashes)
        window = MainWindow(review, screen, theme, games=season)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        await until(window.isActiveWindow)
        kept = cast("FakeLibrary", library)
        fakes = (games, media, player, kept, keeper, stills)
        desk = Desk(review, window, screen, theme, *fakes, season, schedule)
        finder_of(desk).set_active(on=True)
        for event in ("777", "555"):
            await desk.open(event)
            scope = InGame(EventId(event))
            await heard(finder_of(desk).changed, partial(how_many, library, scope))
        await settled()
        desk.press(Qt.Key.Key_F, CTRL)
        await until(lambda: finder_of(desk).total == 6)
        yield desk
        await season.aclose()
        await review.aclose()
        assert not crashes


def finder_of(desk: Desk) -> Finder:
    assert desk.review.finder is not None
    return desk.review.finder


def found(desk: Desk) -> list[str]:
    model = desk.named(QListView, "Found").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def turn(desk: Desk, chip: str, words: str) -> None:
    """Pick an entry of a chip's menu."""
    chips = [each for each in desk.window.findChildren(FacetChip) if each.isVisible()]
    one = next(each for each in chips if each.accessibleName().startswith(f"{chip}:"))
    entries = {entry.text().partition("\t")[0]: entry for entry in one.findChildren(QAction)}
    entries[words].trigger()


def click_found(desk: Desk, row: int) -> None:
    view = desk.named(QListView, "Found")
    rect = view.visualRect(view.model().index(row, 0))
    QTest.mouseClick(view.viewport(), LEFT, pos=rect.center())


async def test_the_page_opens_on_its_key_ready_to_type(finding: Desk):
    assert finding.named(QLineEdit, "Find").hasFocus()
    assert len(found(finding)) == 6
    assert finding.sees("6 found")
    assert found(finding)[0].startswith("1st half, 20:00 – 19:40, Made 2")


async def test_typing_finds_at_every_key(finding: Desk):
    finding.type("Find", "made 3")
    assert finding.sees("1 found") or finding.sees("2 found")
    assert all("Made 3" in row for row in found(finding))


async def test_choices_have_live_counts_and_turn_to_not(finding: Desk):
    turn(finding, "Period", "2nd half")
    assert finding.sees("3 found")
    turn(finding, "Period", "2nd half")
    assert finding.sees("3 found")
    assert all(row.startswith("1st half") for row in found(finding))
    finding.click("Clear")
    assert finding.sees("6 found")


async def test_a_range_is_typed_into_the_menu(finding: Desk):
    chips = finding.window.findChildren(FacetChip)
    clock = next(chip for chip in chips if chip.accessibleName().startswith("Clock:"))
    (field,) = clock.findChildren(QLineEdit)
    field.setText("19:50 to 19:30")
    field.returnPressed.emit()
    assert finding.sees("2 found")
    field.setText("late")
    field.returnPressed.emit()
    assert finding.sees("no range")


async def test_all_games_are_searched_and_a_click_opens_the_game(finding: Desk):
    finding.click("All games")
    assert finding.sees("10 found")
    turn(finding, "Game", "Harbor City at North Ridge")
    assert finder_of(finding).question.picks
    finding.click("Clear")
    other = next(at for at, each in enumerate(finder_of(finding).moments) if each.game == "777")
    finder_of(finding).play(finder_of(finding).moments[other])
    await until(lambda: finding.review.game is not None and finding.review.game.id == "777")
    await finding.arrived()
    assert finding.shown_clip() == finder_of(finding).moments[other].clip


async def test_a_click_plays_and_arrows_and_enter_play(finding: Desk):
    click_found(finding, 2)
    await finding.arrived()
    assert finding.shown_clip() == "clip-2"
    view = finding.named(QListView, "Found")
    view.setFocus()
    finding.press(Qt.Key.Key_Down)
    assert view.currentIndex().row() == 3
    assert finding.shown_clip() == "clip-2"
    finding.press(Qt.Key.Key_Return)
    await until(lambda: finding.shown_clip() == "clip-3")


async def test_enter_in_the_field_goes_to_the_results(finding: Desk):
    finding.type("Find", "made")
    finding.press(Qt.Key.Key_Return)
    assert finding.named(QListView, "Found").hasFocus()


async def test_what_was_found_plays_one_after_another(finding: Desk):
    turn(finding, "Period", "2nd half")
    finding.press(Qt.Key.Key_Return, CTRL)
    await until(lambda: finding.shown_clip() == "clip-3")
    assert finding.review.through.on
    assert len(finding.row_texts()) == 3


async def test_nothing_found_says_so_and_clears(finding: Desk):
    finding.type("Find", "zzzz")
    assert finding.sees("Nothing found")
    assert not finding.named(QPushButton, "Play these").isEnabled()
    panel = [b for b in finding.window.findChildren(QPushButton) if b.text() == "Clear"]
    QTest.mouseClick(next(b for b in panel if b.property("kind") == "primary"), LEFT)
    assert finding.sees("6 found")
    assert finding.named(QLineEdit, "Find").text() == ""


async def test_a_key_that_is_typed_into_a_note_plays_nothing(finding: Desk):
    await finding.choose("clip-0")
    finding.window.pages.write_note()
    asked = len(finding.media.asked)
    finding.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await settled()
    assert len(finding.media.asked) == asked
    finding.window.pages.show_find()
    finding.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await finding.arrived()
    assert len(finding.media.asked) > asked


async def test_a_search_is_saved_as_a_list_and_used_again(finding: Desk, qtbot: QtBot):
    turn(finding, "Outcome", "Made 2")
    (lists,) = finding.window.findChildren(SmartListButton)
    lists.pick("Save this search…")
    assert finding.question.textValue() == "Made 2"
    finding.answer("Twos & more")
    await settled()
    assert lists.text() == "Twos && more"
    finding.click("Clear")
    assert lists.text() == "Lists"
    lists.pick("Twos && more")
    assert finder_of(finding).total == len([r for r in found(finding) if "Made 2" in r])
    lists.pick("Delete “Twos && more”")
    assert lists.menu_words == ["Save this search…"]


async def test_a_playlist_of_the_results_is_asked_for(finding: Desk, qtbot: QtBot):
    with qtbot.waitSignal(finder_of(finding).playlist_wanted) as asked:
        finding.click("Make a playlist")
    assert len(asked.args[1]) == 6


async def test_escape_closes_the_page_and_stops_searching(finding: Desk):
    finding.named(QListView, "Found").setFocus()
    finding.press(Qt.Key.Key_Escape)
    assert finding.named_or_none(QListView, "Found") is None
