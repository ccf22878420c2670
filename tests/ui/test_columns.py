"""The right column and the drawer: pages that come and go, and the one that stays."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout
from pytestqt.qtbot import QtBot

from reviewer.ui.drawer import Drawer, DrawerPage
from reviewer.ui.inspector import Inspector
from reviewer.ui.tokens import load_tokens
from tests.ui.desk import Desk, settled


@pytest.fixture
def column(qtbot: QtBot) -> Inspector:
    made = Inspector(load_tokens())
    qtbot.addWidget(made)
    for title in ("Sync", "Health"):
        made.add_page(title, QLabel(title))
    return made


@pytest.fixture
def drawer(qtbot: QtBot) -> Drawer:
    made = Drawer(load_tokens())
    qtbot.addWidget(made)
    for title in ("Pivot", "Shots"):
        made.add_page(title, partial(page, title), title[0])
    return made


def page(says: str) -> DrawerPage:
    made = DrawerPage()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    QVBoxLayout(made).addWidget(QLabel(says.lower()))
    return made


def said(part: Inspector | Drawer) -> set[str]:
    return {label.text() for label in part.findChildren(QLabel) if label.isVisible()}


@pytest.mark.parametrize("page", ["Tags", "A", "H", "Shift+P"])
async def test_no_page_is_wider_than_its_column_with_a_scroll_bar(desk: Desk, page: str):
    await desk.open()
    await desk.choose("clip-1")
    if page != "Tags":
        QTest.keySequence(desk.window, QKeySequence(page))
        await settled()
    (column,) = desk.window.findChildren(Inspector)
    shown = next(each for each in column.findChildren(QScrollArea) if each.isVisible())
    room = shown.viewport().width() - shown.verticalScrollBar().sizeHint().width()
    content = shown.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= room


def test_a_page_is_closed_by_asking_for_it_again(column: Inspector):
    assert column.isHidden()
    column.toggle("Sync")
    assert column.away
    column.toggle("Health")
    assert "Health" in said(column)
    assert "Sync" not in said(column)
    column.toggle("Health")
    assert column.isHidden()


def test_the_home_page_comes_back(column: Inspector):
    column.add_page("Tags", QLabel("palette"), home=True)
    assert said(column) == {"palette"}
    column.toggle("Sync")
    assert "Sync" in said(column)
    column.close_page()
    assert not column.away
    assert said(column) == {"palette"}
    column.toggle("Tags")
    assert column.isHidden()


def test_the_drawer_shows_one_page_and_tells_which(drawer: Drawer):
    told: list[str] = []
    drawer.shown.connect(told.append)
    assert drawer.page == ""
    drawer.toggle("Shots")
    drawer.toggle("Pivot")
    assert drawer.page == "Pivot"
    drawer.toggle("Pivot")
    assert drawer.page == ""
    assert told == ["Shots", "Pivot", ""]


def test_a_page_of_the_drawer_is_made_once_when_it_is_first_shown(drawer: Drawer):
    assert drawer.findChildren(DrawerPage) == []
    drawer.take_focus()  # of none
    drawer.show_page("Pivot")
    drawer.show_page("Shots")
    drawer.show_page("Pivot")
    assert len(drawer.findChildren(DrawerPage)) == 2
    assert said(drawer) >= {"pivot"}


def test_the_page_that_was_brought_up_takes_the_keys(qtbot: QtBot, drawer: Drawer):
    drawer.show_page("Pivot")
    drawer.activateWindow()
    drawer.take_focus()
    focused = drawer.focusWidget()
    assert isinstance(focused, DrawerPage)
    assert focused.isVisible()
