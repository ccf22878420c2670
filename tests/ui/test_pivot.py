"""The Pivot page: counted without a tag, played by click and key, copied for a spreadsheet."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from reviewer.ui.pivot_page import AxisButton
from tests.session.room import heard
from tests.ui.desk import Desk, settled

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
async def pivot(desk: Desk) -> Desk:
    await desk.open()
    desk.press(Qt.Key.Key_V)
    await heard(desk.review.breakdown.changed, lambda: table(desk).model().rowCount() > 0)
    await settled()
    return desk


def table(desk: Desk) -> QTableView:
    return desk.named(QTableView, "Pivot")


def cells(desk: Desk) -> list[list[str]]:
    model = table(desk).model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def headings(desk: Desk, orientation: Qt.Orientation) -> list[str]:
    model = table(desk).model()
    across = orientation == Qt.Orientation.Horizontal
    count = model.columnCount() if across else model.rowCount()
    return [model.headerData(at, orientation) for at in range(count)]


def click(desk: Desk, row: int, column: int) -> None:
    view = table(desk)
    rect = view.visualRect(view.model().index(row, column))
    QTest.mouseClick(view.viewport(), LEFT, pos=rect.center())


def by(desk: Desk, which: str, title: str) -> None:
    desk.named(AxisButton, which).pick(title)


async def test_a_game_without_tags_is_counted_with_totals(pivot: Desk):
    assert headings(pivot, Qt.Orientation.Horizontal) == ["1st half", "2nd half", "Total"]
    assert headings(pivot, Qt.Orientation.Vertical)[-1] == "Total"
    assert cells(pivot)[-1] == ["3", "3", "6"]
    QAbstractItemModelTester(
        table(pivot).model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )


async def test_any_two_things_make_the_table(pivot: Desk):
    by(pivot, "Rows", "Team")
    by(pivot, "Columns", "Outcome")
    assert headings(pivot, Qt.Orientation.Vertical) == ["Harbor City", "North Ridge", "Total"]
    pivot.click("⇄ Swap")
    assert headings(pivot, Qt.Orientation.Horizontal) == ["Harbor City", "North Ridge", "Total"]


async def test_a_click_plays_the_clips_of_a_cell(pivot: Desk):
    by(pivot, "Rows", "Team")
    click(pivot, 1, 0)
    await pivot.arrived()
    assert pivot.shown_clip() == "clip-1"
    assert pivot.review.through.on
    assert len(pivot.row_texts()) == 1


async def test_arrows_and_enter_play_a_total(pivot: Desk):
    by(pivot, "Rows", "Team")
    view = table(pivot)
    view.setCurrentIndex(view.model().index(0, 0))
    view.setFocus()
    pivot.press(Qt.Key.Key_Right)
    pivot.press(Qt.Key.Key_Right)
    pivot.press(Qt.Key.Key_Return)
    await pivot.arrived()
    assert pivot.shown_clip() == "clip-0"
    assert pivot.review.clips.only is not None
    assert pivot.review.clips.only.title == "Harbor City"


async def test_an_empty_cell_plays_nothing(pivot: Desk):
    by(pivot, "Columns", "Team")
    empty = next(
        (row, column)
        for row, line in enumerate(cells(pivot))
        for column, shown in enumerate(line)
        if shown == "·"
    )
    click(pivot, *empty)
    assert pivot.shown_clip() is None
    assert pivot.review.clips.only is None


async def test_a_double_click_makes_a_playlist(pivot: Desk, qtbot: QtBot):
    by(pivot, "Rows", "Team")
    view = table(pivot)
    rect = view.visualRect(view.model().index(0, 1))
    with qtbot.waitSignal(pivot.review.breakdown.playlist_wanted) as asked:
        QTest.mouseClick(view.viewport(), LEFT, pos=rect.center())
        QTest.mouseDClick(view.viewport(), LEFT, pos=rect.center())
    name, clips = asked.args
    assert name == "Harbor City, 2nd half"
    assert [clip.id for clip in clips] == ["clip-4"]
    assert pivot.review.playlists.current is not None
    assert pivot.review.playlists.current.name == name
    assert len(pivot.review.playlists.items) == 1


async def test_a_heading_plays_its_row_or_column(pivot: Desk):
    header = table(pivot).horizontalHeader()
    place = header.sectionViewportPosition(1) + 10
    QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(place, 8))
    await pivot.arrived()
    assert pivot.shown_clip() == "clip-3"


async def test_the_table_is_copied_for_a_spreadsheet(pivot: Desk):
    by(pivot, "Rows", "Team")
    table(pivot).setFocus()
    pivot.press(Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Team / Period\t1st half\t2nd half\tTotal"
    assert lines[-1] == "Total\t3\t3\t6"


async def test_tags_are_counted_as_they_are_made(pivot: Desk):
    await pivot.choose("clip-0")
    palettes = pivot.review.palettes
    button = palettes.current.buttons[0]
    pivot.review.tagging.press(button)
    by(pivot, "Rows", button.group)
    assert button.title in headings(pivot, Qt.Orientation.Vertical)


async def test_another_game_is_counted_anew(pivot: Desk):
    await pivot.open("777")
    await heard(pivot.review.breakdown.changed, lambda: cells(pivot)[-1][-1] == "3")


async def test_the_key_closes_the_page_again(pivot: Desk):
    pivot.press(Qt.Key.Key_V)
    assert pivot.named_or_none(QTableView, "Pivot") is None
