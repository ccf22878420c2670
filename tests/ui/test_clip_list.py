"""The clip list shows, filters, chooses, and says what cannot play."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton

from reviewer.domain.errors import StreamGone
from reviewer.domain.game import ClipId
from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from reviewer.ui.filter_bar import FilterChip
from tests.builders import HOME, make_game, without_footage
from tests.ui.desk import Desk, settled

LEFT = Qt.MouseButton.LeftButton
FIRST_HALF = "https://video.test/H1.m3u8"


@pytest.fixture
async def listed(desk: Desk) -> Desk:
    await desk.open()
    return desk


def pick(desk: Desk, chip: str, words: str) -> None:
    """Check or clear an item of a chip's menu."""
    actions = desk.named(FilterChip, chip).menu_actions
    next(action for action in actions if action.text().startswith(words)).trigger()


async def test_rows_stand_in_game_order_with_a_title_between_halves(listed: Desk):
    rows = listed.row_texts()
    assert rows[0].startswith("20:00 – 19:40, Made 2, #11 Ito")
    assert rows[3] == "2nd half"
    assert len(rows) == 7
    assert listed.sees("6 clips")
    assert listed.sees("1st half")


async def test_a_click_plays(listed: Desk):
    listed.click_row(1)
    await listed.arrived()
    assert listed.shown_clip() == "clip-1"
    listed.click_row(4)
    await listed.arrived()
    assert listed.shown_clip() == "clip-3"


async def test_sources_made_of_plays_stand_apart_in_the_menu_and_are_off(listed: Desk):
    listed.click("Source")
    menu = listed.named(FilterChip, "Source").findChildren(QMenu)[0]
    menu.hide()
    texts = ["—" if action.isSeparator() else action.text() for action in menu.actions()]
    assert texts == ["Possession\t6", "—", "Play-by-play\t3"]
    assert len(listed.row_texts()) == 7
    pick(listed, "Source", "Play-by-play")
    await settled()
    assert listed.sees("3 of 9 clips")
    listed.click_row(0)
    await listed.arrived()
    assert (listed.shown_clip() or "").startswith("play-by-play")


async def test_a_click_on_a_title_plays_nothing(listed: Desk):
    listed.click_row(3)
    await settled()
    assert listed.shown_clip() is None


async def test_enter_plays_the_row_under_the_cursor(listed: Desk):
    listed.rows.setFocus()
    listed.rows.setCurrentIndex(listed.rows.model().index(2, 0))
    listed.press(Qt.Key.Key_Return)
    await listed.arrived()
    assert listed.shown_clip() == "clip-2"


async def test_up_and_down_choose_neighbours_across_periods(listed: Desk):
    await listed.choose("clip-2")
    listed.press(Qt.Key.Key_Down)
    await listed.arrived()
    assert listed.shown_clip() == "clip-3"
    listed.press(Qt.Key.Key_Up)
    listed.press(Qt.Key.Key_Up)
    await listed.arrived()
    assert listed.shown_clip() == "clip-1"
    assert listed.rows.currentIndex().row() == 1


async def test_typing_searches_and_moves_no_clip(listed: Desk):
    await listed.choose("clip-1")
    listed.press(Qt.Key.Key_Slash)
    search = listed.named(QLineEdit, "Search plays and players")
    assert search.hasFocus()
    listed.type("Search plays and players", "ito f")
    await settled()
    assert listed.review.clips.filter.text == "ito f"
    assert not listed.window.isFullScreen()
    listed.press(Qt.Key.Key_Down)
    listed.press(Qt.Key.Key_Space)
    await settled()
    assert listed.shown_clip() == "clip-1"
    assert listed.player.playing
    listed.press(Qt.Key.Key_Escape)
    assert not search.hasFocus()


async def test_enter_in_the_search_box_goes_to_the_list(listed: Desk):
    listed.press(Qt.Key.Key_Slash)
    listed.press(Qt.Key.Key_Return)
    assert listed.rows.hasFocus()


async def test_a_chip_filters_and_names_what_it_lets_through(listed: Desk):
    pick(listed, "Team: all", "North Ridge")
    assert listed.review.clips.filter.teams == {HOME.id}
    assert listed.sees("3 of 6 clips")
    assert listed.named(FilterChip, "Team: North Ridge").property("on") is True
    pick(listed, "Team: North Ridge", "Harbor City")
    assert listed.named(QPushButton, "Team: Harbor City, North Ridge").text().endswith(" +1")
    listed.click("Clear")
    assert listed.review.clips.filter.open
    assert listed.sees("6 clips")


async def test_a_menu_counts_and_takes_ampersands_as_they_are(desk: Desk):
    game = make_game()
    assert game.home is not None
    game = replace(game, home=replace(game.home, name="Bay & State"))
    desk.games.games[game.id] = game
    await desk.open()
    texts = [action.text() for action in desk.named(FilterChip, "Team: all").menu_actions]
    assert texts == ["Harbor City\t3", "Bay && State\t3"]


async def test_a_filter_from_last_time_shows_in_box_and_chips(listed: Desk):
    listed.review.clips.set_filter(ClipFilter(periods=frozenset({Period("H2")}), text="made"))
    assert listed.named(QLineEdit, "Search plays and players").text() == "made"
    assert listed.named(FilterChip, "Period: 2nd half").isVisible()


async def test_where_no_clip_fits_one_button_brings_them_back(listed: Desk):
    listed.review.clips.set_filter(ClipFilter(text="zzz"))
    assert listed.sees("No clip fits")
    listed.click("Clear filters")
    assert listed.sees("6 clips")
    assert len(listed.row_texts()) == 7


async def test_a_game_without_clips_says_so(desk: Desk):
    desk.games.games[make_game().id] = replace(make_game(), clips=())
    await desk.open()
    assert desk.sees("No clips yet")


async def test_a_gone_stream_says_so_in_its_row_and_a_click_tries_again(listed: Desk):
    listed.media.failing[FIRST_HALF] = StreamGone("Stream is gone (404).")
    listed.click_row(0)
    await listed.arrived()
    assert "Stream is gone (404)." in listed.row_texts()[0]
    assert listed.sees("1 cannot play")
    listed.media.failing.clear()
    listed.click_row(0)
    await listed.arrived()
    assert listed.shown_clip() == "clip-0"
    assert "Stream" not in listed.row_texts()[0]


async def test_a_clip_without_footage_says_so_from_the_start(desk: Desk):
    game = make_game()
    bad = without_footage(game.clips[1])
    desk.games.games[game.id] = replace(game, clips=(game.clips[0], bad, *game.clips[2:]))
    await desk.open()
    assert desk.row_texts()[1].endswith("No footage for this clip")
    desk.click_row(1)
    await desk.arrived()
    assert desk.sees("No footage for this clip")


async def test_the_bar_above_the_list_names_the_period_at_its_top(listed: Desk):
    listed.games.games[make_game().id] = make_game(80)
    await listed.open("777")
    await listed.open("555")
    assert listed.sees("1st half")
    listed.rows.verticalScrollBar().setValue(listed.rows.verticalScrollBar().maximum())
    assert listed.sees("2nd half")
    assert not listed.sees("1st half")


async def test_a_row_that_changes_does_not_scroll_the_list(listed: Desk):
    listed.games.games[make_game().id] = make_game(80)
    await listed.open("777")
    await listed.open("555")
    await listed.choose("clip-1")
    bar = listed.rows.verticalScrollBar()
    bar.setValue(bar.maximum())
    listed.review.clips.mark(ClipId("clip-70"), "Stream is gone (404).")
    await settled()
    assert bar.value() == bar.maximum()


async def test_a_long_name_does_not_widen_its_chip_without_end(desk: Desk, tokens):
    game = make_game()
    assert game.home is not None
    long = replace(game.home, name="Saint Somewhere on the Lake at Another Very Long Name")
    desk.games.games[game.id] = replace(game, home=long)
    await desk.open()
    pick(desk, "Team: all", "Saint")
    chip = desk.named(FilterChip, f"Team: {long.name}")
    assert chip.text().endswith("…")
    assert chip.width() <= tokens.size.chip_max_width


async def test_a_menu_stays_open_until_all_is_checked(listed: Desk):
    listed.click("Period: all")
    await settled()
    (menu,) = (w for w in listed.window.findChildren(QMenu) if w.isVisible())
    first, second = menu.actions()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(first).center())
    menu.setActiveAction(second)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert listed.review.clips.filter.periods == {"H1", "H2"}
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


async def test_letters_on_the_list_are_no_search(listed: Desk):
    listed.rows.setFocus()
    listed.rows.setCurrentIndex(listed.rows.model().index(0, 0))
    QTest.keyClicks(listed.rows, "1")
    assert listed.rows.currentIndex().row() == 0


async def test_a_source_other_than_possession_is_a_tag(desk: Desk):
    game = make_game()
    odd = replace(game.clips[0], source="HIGHLIGHT")
    await desk.open()
    plain = row_picture(desk, 0)
    desk.games.games[game.id] = replace(game, clips=(odd, *game.clips[1:]))
    await desk.open("777")
    await desk.open("555")
    assert row_picture(desk, 0) != plain


async def test_a_played_row_fades_and_the_playing_one_stands_out(listed: Desk):
    fresh = row_picture(listed, 0)
    await listed.choose("clip-0")
    playing = row_picture(listed, 0)
    await listed.choose("clip-1")
    played = row_picture(listed, 0)
    assert fresh != playing
    assert played not in (fresh, playing)


def row_picture(desk: Desk, row: int) -> QImage:
    """A row as painted."""
    rect = desk.rows.visualRect(desk.rows.model().index(row, 0))
    return desk.rows.viewport().grab(rect).toImage()
