"""The playlist's page: filled by key and by hand, played, ordered, trimmed, and undone."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDoubleSpinBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from reviewer.domain.errors import LibraryReadOnly
from reviewer.domain.times import FrameTime, WallMs, WallSpan
from reviewer.session.playback_state import Showing
from reviewer.ui.clip_model import clips_mime
from reviewer.ui.item_model import ItemModel
from reviewer.ui.playlist_bar import PlaylistBar
from reviewer.ui.playlist_button import PlaylistButton
from tests.ui.desk import Desk, legible, settled, until


@pytest.fixture
async def film(desk: Desk) -> Desk:
    """Three clips of the game on a playlist, whose page is shown."""
    await desk.open()
    game = desk.review.game
    assert game is not None
    desk.review.playlists.make("Tuesday film", desk.review.picks(game.clips[:3]))
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    await settled()
    return desk


def items(desk: Desk) -> QListView:
    return desk.named(QListView, "Playlist items")


def model(desk: Desk) -> ItemModel:
    found = items(desk).model()
    assert isinstance(found, ItemModel)
    return found


def clocks(desk: Desk) -> list[str]:
    return [row.title.partition(" ")[0] for row in model(desk).rows]


def click_item(desk: Desk, row: int, *, twice: bool = False) -> None:
    rect = items(desk).visualRect(model(desk).index(row))
    for click in (QTest.mouseClick, QTest.mouseDClick)[: 1 + twice]:
        click(items(desk).viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def drag_to(widget: QWidget, place: QPoint) -> None:
    """Move with the left button held."""
    left = Qt.MouseButton.LeftButton
    at, no_keys = QPointF(place), Qt.KeyboardModifier.NoModifier
    where = QPointF(widget.mapToGlobal(place))
    moved = QMouseEvent(QEvent.Type.MouseMove, at, where, left, left, no_keys)
    QApplication.sendEvent(widget, moved)


def drop(desk: Desk, data: QMimeData, row: int) -> None:
    index = model(desk).index(-1)
    model(desk).dropMimeData(data, Qt.DropAction.MoveAction, row, 0, index)


def test_the_model_keeps_qt_s_rules(film: Desk):
    QAbstractItemModelTester(
        model(film), QAbstractItemModelTester.FailureReportingMode.Fatal, film.window
    )
    film.review.playlists.move([film.review.playlists.items[0].id], 3)
    film.review.playlists.delete()


async def test_the_key_puts_the_clip_on_screen_on_the_playlist(desk: Desk):
    await desk.open()
    await desk.choose("clip-1")
    desk.press(Qt.Key.Key_P)
    assert desk.sees("1 clip added to “Playlist”")
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    await settled()
    assert clocks(desk) == ["19:40"]
    assert desk.sees("1 · 0:20")


async def test_an_empty_playlist_says_how_to_fill_it(desk: Desk):
    await desk.open()
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ShiftModifier)
    assert desk.sees("Drag clips here, or press P")
    assert not desk.named(QPushButton, "Play list").isEnabled()


async def test_a_double_click_plays_from_there_and_up_and_down_go_through_the_list(film: Desk):
    click_item(film, 1, twice=True)
    await until(lambda: isinstance(film.review.playback.state, Showing))
    screening = film.review.screening
    assert screening.item == film.review.playlists.items[1]
    film.review.step(1)
    await film.arrived()
    assert screening.item == film.review.playlists.items[2]


def test_clips_and_items_are_dropped_where_they_should_go(film: Desk):
    drop(film, clips_mime(["clip-4", "clip-3"]), 1)
    assert clocks(film) == ["20:00", "20:00", "19:40", "19:40", "19:20"]
    last = model(film).mimeData([model(film).index(4)])
    drop(film, last, 0)
    assert clocks(film) == ["19:20", "20:00", "20:00", "19:40", "19:40"]
    drop(film, clips_mime(["clip-5"]), -1)
    assert clocks(film)[-1] == "19:20"


def test_a_clip_is_dragged_out_of_the_list(film: Desk, monkeypatch: pytest.MonkeyPatch):
    taken: list[QMimeData] = []
    monkeypatch.setattr(
        "reviewer.ui.clip_view.QDrag.exec", lambda drag, _actions: taken.append(drag.mimeData())
    )
    rows, start = film.rows.viewport(), film.rows.visualRect(film.rows.model().index(1, 0)).center()
    QTest.mousePress(rows, Qt.MouseButton.LeftButton, pos=start)
    for away in (40, 60):
        drag_to(rows, start + QPoint(20, away))
    (data,) = taken
    drop(film, data, 0)
    assert clocks(film)[0] == "19:40"


def test_items_are_moved_and_taken_off_by_keys(film: Desk):
    click_item(film, 2)
    alt = Qt.KeyboardModifier.AltModifier
    film.press(Qt.Key.Key_Up, alt)
    film.press(Qt.Key.Key_Up, alt)
    film.press(Qt.Key.Key_Up, alt)
    assert clocks(film) == ["19:20", "20:00", "19:40"]
    film.press(Qt.Key.Key_Down, alt)
    assert clocks(film) == ["20:00", "19:20", "19:40"]
    film.press(Qt.Key.Key_Delete)
    assert clocks(film) == ["20:00", "19:40"]
    film.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert clocks(film) == ["20:00", "19:20", "19:40"]


def test_an_item_is_trimmed_by_steps_and_made_whole_again(film: Desk):
    click_item(film, 1)
    film.click("In: half a second later")
    film.click("In: half a second later")
    film.click("Out: half a second earlier")
    whole, played = film.review.playlists.items[1].footage, film.review.playlists.items[1].played
    assert whole is not None
    assert played is not None
    assert (played.start - whole.span.start, played.end - whole.span.end) == (1_000, -500)
    film.click("Neither begin nor end otherwise than the clip")
    assert film.review.playlists.items[1].trim is None


async def test_an_item_begins_and_ends_with_the_picture_on_screen(film: Desk):
    click_item(film, 0)
    assert not film.named(QPushButton, "In here").isEnabled()
    click_item(film, 0, twice=True)
    await film.arrived()
    item = film.review.playlists.items[0]
    assert item.footage is not None
    film.player.show_frame(FrameTime(4_000_000))
    film.click("In here")
    await film.arrived()
    film.player.show_frame(FrameTime(9_000_000))
    film.click("Out here")
    await film.arrived()
    played = film.review.playlists.items[0].played
    assert played is not None
    start = item.footage.span.start
    assert (played.start - start, played.end - start) == (4_000, 9_040)


async def test_the_tag_page_trims_the_item_on_screen_too(film: Desk):
    click_item(film, 0, twice=True)
    await film.arrived()
    item = film.review.playlists.items[0]
    assert item.footage is not None
    film.player.show_frame(FrameTime(4_000_000))
    film.click("Close")
    film.click("In")
    await film.arrived()
    played = film.review.playlists.items[0].played
    assert played is not None
    assert played.start - item.footage.span.start == 4_000


async def test_the_ends_of_an_item_can_be_read(film: Desk):
    click_item(film, 0)
    await settled()
    for end in ("Begins", "Ends"):
        field = film.named(QDoubleSpinBox, f"{end} later (+) or earlier (−) than the clip")
        assert field.text() == "0.0 s"
        assert legible(field)


def test_several_items_are_selected_by_mouse_and_by_keys(film: Desk):
    click_item(film, 0)
    rect = items(film).visualRect(model(film).index(2))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(items(film).viewport(), Qt.MouseButton.LeftButton, control, rect.center())
    selection = items(film).selectionModel()
    assert sorted(index.row() for index in selection.selectedIndexes()) == [0, 2]
    click_item(film, 0)
    items(film).setFocus()
    film.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert sorted(index.row() for index in selection.selectedIndexes()) == [0, 1]
    assert film.review.clips.selected == ()


def test_items_are_not_moved_while_their_page_is_closed(film: Desk):
    click_item(film, 0)
    before = film.review.playlists.items
    film.press(Qt.Key.Key_Escape)
    film.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert film.review.playlists.items == before


def test_a_title_is_kept_when_another_list_is_chosen(film: Desk):
    film.review.playlists.make("Other", ())
    film.review.playlists.choose(film.review.playlists.lists[1].id)
    click_item(film, 0)
    film.named(QLineEdit, "Title of the item").selectAll()
    film.type("Title of the item", "Horns set")
    tuesday, other = film.review.playlists.current, film.review.playlists.lists[0]
    assert tuesday is not None
    film.review.playlists.choose(other.id)
    assert film.review.playlists.items_of(tuesday.id)[0].title == "Horns set"


def test_an_end_stays_to_the_frame_while_the_other_one_is_moved(film: Desk):
    item = film.review.playlists.items[0]
    assert item.footage is not None
    whole = item.footage.span
    film.review.playlists.trim(item.id, WallSpan(WallMs(whole.start + 1_234), whole.end))
    click_item(film, 0)
    film.click("Out: half a second later")
    played = film.review.playlists.items[0].played
    assert played == WallSpan(WallMs(whole.start + 1_234), WallMs(whole.end + 500))


def test_titles_and_notes_are_kept_when_their_field_is_left(film: Desk):
    click_item(film, 0)
    title = film.named(QLineEdit, "Title of the item")
    title.selectAll()
    film.type("Title of the item", "Horns left")
    QTest.keyClick(title, Qt.Key.Key_Return)
    note = film.named(QPlainTextEdit, "Note of the item")
    note.setFocus()
    QTest.keyClicks(note, "watch the roll, pp")
    click_item(film, 1)
    items(film).setFocus()
    first = film.review.playlists.items[0]
    assert (first.title, first.note) == ("Horns left", "watch the roll, pp")
    assert len(film.review.playlists.items) == 3


def test_a_note_of_an_item_that_cannot_be_kept_waits_with_it(film: Desk):
    click_item(film, 0)
    film.library.failing = LibraryReadOnly("The library may only be read.")
    note = film.named(QPlainTextEdit, "Note of the item")
    note.setPlainText("watch the roll")
    click_item(film, 1)
    assert note.toPlainText() == ""
    click_item(film, 0)
    assert note.toPlainText() == "watch the roll"
    assert film.sees("Not kept yet.")
    film.library.failing = None
    film.window.close()
    assert [item.note for item in film.review.playlists.items] == ["watch the roll", "", ""]


async def test_a_note_of_an_item_is_kept_after_a_while_by_itself(film: Desk):
    click_item(film, 0)
    note = film.named(QPlainTextEdit, "Note of the item")
    note.setPlainText("watch the roll ")
    await until(lambda: film.review.playlists.items[0].note)
    assert note.toPlainText() == "watch the roll ", "what is being typed stays as it is"
    film.review.history.undo()
    assert note.toPlainText() == ""


def test_lists_are_begun_chosen_renamed_copied_and_deleted(film: Desk):
    button = film.window.findChild(PlaylistButton)
    assert button is not None
    button.pick("New playlist…")
    film.answer("Press break")
    assert button.text() == "Press break  ▾"
    button.pick("Rename “Press break”…")
    film.answer("Press & trap")
    assert button.menu_words[:2] == ["Press && trap", "Tuesday film"]
    button.pick("Tuesday film")
    button.pick("Copy “Tuesday film”")
    assert len(clocks(film)) == 3
    button.pick("Delete “Tuesday film copy”")
    assert [each.name for each in film.review.playlists.lists] == ["Press & trap", "Tuesday film"]


async def test_a_title_card_stands_over_the_picture(film: Desk):
    button = film.window.findChild(PlaylistButton)
    assert button is not None
    button.pick("Add a title card…")
    film.answer("Second half")
    film.review.screening.toggle_goes_on()
    click_item(film, 3, twice=True)
    await settled()
    assert film.sees("Second half")
    film.review.step(-1)
    await film.arrived()
    assert not film.sees("Second half")


async def test_an_item_of_another_game_says_which(film: Desk):
    await film.open("777")
    assert film.window.findChild(PlaylistButton) is not None
    assert "Old & Gold" not in model(film).rows[0].where
    assert model(film).rows[0].where.endswith(" · 1st half")


def test_the_ways_to_play_are_chips(film: Desk):
    screening = film.review.screening
    for chip, value in (("Play on", "goes_on"), ("Again", "loops"), ("Once", "repeats")):
        before = getattr(screening, value)
        film.click(chip)
        assert getattr(screening, value) != before
    assert film.named(QPushButton, "Once").isChecked()


async def test_what_was_found_becomes_a_playlist_that_is_shown(desk: Desk):
    await desk.open()
    game = desk.review.game
    assert game is not None
    desk.review.breakdown.playlist_wanted.emit("Post-ups", game.clips[:2])
    await settled()
    assert clocks(desk) == ["20:00", "19:40"]
    assert desk.review.playlists.current is not None
    assert desk.review.playlists.current.name == "Post-ups"


def test_the_list_can_be_dropped_on(film: Desk):
    assert items(film).dragDropMode() == QAbstractItemView.DragDropMode.DragDrop
    assert model(film).flags(model(film).index(-1)) & Qt.ItemFlag.ItemIsDropEnabled


async def test_the_foot_of_the_column_names_the_playlist_and_takes_clips(desk: Desk):
    await desk.open()
    bar = desk.named(PlaylistBar, "Open the playlist")
    assert desk.sees("P adds a clip")
    left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    data, keys = clips_mime(["clip-1", "clip-0"]), Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), copy, data, left, keys)
    QApplication.sendEvent(bar, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(bar, QDropEvent(QPointF(5, 5), copy, data, left, keys))
    assert desk.sees("Playlist · Playlist")
    assert desk.sees("2 · 0:40")
    desk.click("Open the playlist")
    await settled()
    assert clocks(desk) == ["20:00", "19:40"]
    text = QMimeData()
    text.setText("not a clip")
    other = QDragEnterEvent(QPoint(5, 5), copy, text, left, keys)
    other.ignore()
    QApplication.sendEvent(bar, other)
    assert not other.isAccepted()
