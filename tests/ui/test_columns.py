"""The right column and the drawer: pages that come and go, and the one that stays."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.ui.drawer import Drawer
from reviewer.ui.inspector import Inspector
from reviewer.ui.tokens import load_tokens


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
    made.add_page("Pivot", QLabel("pivot"), "V")
    made.add_page("Shots", QLabel("shots"))
    return made


def said(part: Inspector | Drawer) -> set[str]:
    return {label.text() for label in part.findChildren(QLabel) if label.isVisible()}


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
