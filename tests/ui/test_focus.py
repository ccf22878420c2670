"""Where the keys go: no sentence is broken off, and what is hidden has none."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QPlainTextEdit

from reviewer.domain.game import EventId
from reviewer.domain.tags import Tag
from reviewer.session.loader import GameLoaded
from reviewer.ui.drawer import Drawer
from tests.ui.desk import Desk, settled, until, write

K = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


async def renewed(desk: Desk) -> None:
    """The open game is loaded anew, as when its addresses have expired."""
    desk.games.asked.clear()
    desk.review.open_game(EventId("555"))
    await until(lambda: isinstance(desk.review.loader.state, GameLoaded))
    await settled()
    assert desk.games.asked == ["555"]


async def test_a_note_is_not_broken_off_by_addresses_that_are_renewed(playing: Desk):
    playing.press(K.Key_N)
    write("Help side la")
    await renewed(playing)
    write("x")
    assert playing.named(QPlainTextEdit, "Note").toPlainText() == "Help side lax"


async def test_a_note_of_a_playlist_is_not_broken_off_by_its_next_game(playing: Desk):
    game = playing.review.game
    assert game is not None
    playing.review.playlists.make("Film", playing.review.picks(game.clips[:1]))
    playing.press(K.Key_P, SHIFT)
    playing.named(QListView, "Playlist items").selectAll()
    note = playing.named(QPlainTextEdit, "Note of the item")
    note.setFocus()
    write("Help side la")
    await playing.open("777")
    write("x")
    assert note.toPlainText() == "Help side lax"


async def test_games_are_searched_on_while_addresses_are_renewed(playing: Desk):
    playing.press(K.Key_O, CTRL)
    write("Old")
    await renewed(playing)
    write(" & Gold")
    assert playing.named(QLineEdit, "Search games").text() == "Old & Gold"


async def test_space_pauses_in_full_screen_and_plays_after_it(playing: Desk):
    for key, plays in ((K.Key_F, False), (K.Key_Escape, True)):
        playing.press(key)
        await settled()
        playing.press(K.Key_Space)
        await settled()
        assert (playing.shown_clip(), playing.player.playing) == ("clip-1", plays)


@pytest.mark.parametrize(("key", "modifier"), [(K.Key_P, SHIFT), (K.Key_V, K(0)), (K.Key_A, K(0))])
async def test_space_pauses_once_a_page_is_closed(playing: Desk, key: K, modifier):
    playing.press(key, modifier or Qt.KeyboardModifier.NoModifier)
    await settled()
    playing.press(K.Key_Escape)
    await settled()
    playing.press(K.Key_Space)
    assert not playing.player.playing
    assert playing.library.kept(Tag) == ()


async def test_all_is_back_after_a_full_screen_that_was_minimised(playing: Desk):
    playing.press(K.Key_F)
    await settled()
    window = playing.window
    window.setWindowState(window.windowState() | Qt.WindowState.WindowMinimized)
    await settled()
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    await settled()
    playing.press(K.Key_Escape)
    await settled()
    assert playing.rows.isVisible()


async def test_what_was_closed_after_a_full_screen_stays_closed(playing: Desk):
    playing.press(K.Key_V)
    for _ in range(2):
        playing.press(K.Key_F)
        await settled()
    (drawer,) = playing.window.findChildren(Drawer)
    assert drawer.isVisible()
    drawer.close_page()
    playing.window.showMaximized()
    await settled()
    assert not drawer.isVisible()


async def test_esc_beside_the_games_closes_the_page_then_clears_then_goes_back(playing: Desk):
    playing.press(K.Key_H)
    playing.press(K.Key_O, CTRL)
    write("Old")
    playing.press(K.Key_Escape)
    assert not playing.sees("Game health")
    search = playing.named(QLineEdit, "Search games")
    assert (search.hasFocus(), search.text()) == (True, "Old")
    playing.press(K.Key_Escape)
    assert search.text() == ""
    playing.press(K.Key_Escape)
    assert playing.rows.hasFocus()


async def test_an_item_that_is_played_beside_the_games_is_shown(playing: Desk):
    game = playing.review.game
    assert game is not None
    playing.review.playlists.make("Film", playing.review.picks(game.clips[:1]))
    playing.press(K.Key_P, SHIFT)
    playing.press(K.Key_O, CTRL)
    playing.click("Play list")
    await settled()
    assert playing.named_or_none(QListView, "Games") is None
    assert playing.rows.isVisible()
