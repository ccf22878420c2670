"""Keeping clips offline by hand: the menu of a row, yes or no, the page that frees it again."""

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QImage, QImageWriter, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QSpinBox

from reviewer.domain.errors import StreamGone
from reviewer.domain.game import ClipId, EventId
from reviewer.session.offline import Keeping, KeptAll, Offline, Sized
from reviewer.ui.seek_bar import SeekBar
from reviewer.ui.seek_preview import SeekPreview
from tests.fakes import PIECE_BYTES
from tests.ui.desk import Desk, legible, settled, until


def offline(desk: Desk) -> Offline:
    """What the session keeps."""
    assert desk.review.offline is not None
    return desk.review.offline


def open_menu(desk: Desk, row: int) -> QMenu:
    """The context menu of a row of the list."""
    view = desk.rows.viewport()
    at = desk.rows.visualRect(desk.rows.model().index(row, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def pick(menu: QMenu, words: str) -> None:
    """Choose from a menu."""
    action = next(action for action in menu.actions() if action.text() == words)
    assert action.isEnabled()
    menu.close()
    action.trigger()


def named(menu: QMenu, words: str) -> QAction | None:
    return next((action for action in menu.actions() if action.text() == words), None)


async def keep_first(desk: Desk) -> None:
    pick(open_menu(desk, 0), "Keep this clip offline…")
    await until(lambda: isinstance(offline(desk).state, Sized))
    desk.click("Keep offline")
    await until(lambda: isinstance(offline(desk).state, KeptAll))
    await settled()


async def test_a_clip_is_kept_after_its_size_was_told(desk: Desk):
    await desk.open()
    pick(open_menu(desk, 0), "Keep this clip offline…")
    await until(lambda: isinstance(offline(desk).state, Sized))
    assert desk.sees("Keep 1 clip offline?")
    assert desk.sees("About 1 MB.")
    assert desk.keeper.orders == []
    desk.click("Keep offline")
    await until(lambda: isinstance(offline(desk).state, KeptAll))
    await settled()
    assert desk.sees("1 clip can play anywhere.")
    desk.click("Dismiss")
    assert not desk.sees("1 clip can play anywhere.")
    assert desk.keeper.fetched == ["clip-0"]


async def test_the_list_as_filtered_is_kept(desk: Desk):
    await desk.open()
    pick(open_menu(desk, 0), "Keep these 6 clips offline…")
    await until(lambda: isinstance(offline(desk).state, Sized))
    desk.click("Keep offline")
    await until(lambda: len(desk.keeper.fetched) == 6)


async def test_progress_pause_and_going_on(desk: Desk):
    await desk.open()
    desk.keeper.gate.close()
    pick(open_menu(desk, 0), "Keep these 6 clips offline…")
    await until(lambda: isinstance(offline(desk).state, Sized))
    desk.click("Keep offline")
    await until(lambda: desk.sees("0 MB of about 6 MB"))
    desk.click("Pause")
    assert desk.sees("Keeping 6 clips – paused")
    desk.keeper.gate.open()
    await settled()
    assert desk.keeper.fetched == []
    desk.click("Go on")
    await until(lambda: isinstance(offline(desk).state, KeptAll))


async def test_what_failed_is_told_and_tried_again(desk: Desk):
    await desk.open()
    desk.keeper.losing[ClipId("clip-0")] = StreamGone("A piece of the footage is gone (404).")
    await keep_first(desk)
    assert desk.sees("Kept, but 1 piece failed")
    assert desk.sees("A piece of the footage is gone (404).")
    desk.keeper.losing.clear()
    desk.click("Try again")
    await until(lambda: desk.sees("1 clip can play anywhere."))


async def test_a_kept_clip_is_given_up_in_its_menu(desk: Desk):
    await desk.open()
    await keep_first(desk)
    menu = open_menu(desk, 0)
    assert named(menu, "Keep this clip offline…") is None
    pick(menu, "Stop keeping this clip")
    await settled()
    assert offline(desk).games == ()


async def test_the_page_keeps_the_game_and_frees_it(desk: Desk):
    await desk.open()
    desk.window.pages.show_offline()
    assert desk.sees("Nothing is kept offline.")
    desk.click("Keep this game offline…")
    await until(lambda: isinstance(offline(desk).state, Sized))
    desk.click("Keep offline")
    await until(lambda: desk.sees("Whole game · 1 MB"))
    desk.click("Remove Harbor City at North Ridge from this machine")
    await until(lambda: desk.sees("Nothing is kept offline."))
    assert desk.keeper.here == {}


async def test_the_page_sets_the_cache_s_limit(desk: Desk):
    await desk.open()
    desk.window.pages.show_offline()
    assert desk.sees("3.4 GB")
    limit = desk.named(QSpinBox, "Most footage to hold")
    assert limit.value() == 10
    assert legible(limit)
    remembered: list[int] = []
    desk.review.memory_changed.connect(lambda memory: remembered.append(memory.cache_limit_bytes))
    limit.setValue(2)
    await until(lambda: desk.sees("2.0 GB"))
    assert desk.keeper.limit_bytes == 2_000_000_000
    assert remembered[-1] == 2_000_000_000


async def test_keeping_stands_back_while_a_clip_is_loading(desk: Desk):
    await desk.open()
    desk.keeper.gate.close()
    pick(open_menu(desk, 0), "Keep these 6 clips offline…")
    await until(lambda: isinstance(offline(desk).state, Sized))
    desk.click("Keep offline")
    await settled()
    desk.media.gate.close()
    desk.click_row(1)
    desk.keeper.gate.open()
    await settled()
    assert desk.keeper.fetched == []
    assert isinstance(offline(desk).state, Keeping)
    desk.media.gate.open()
    await until(lambda: len(desk.keeper.fetched) == 6)
    assert desk.keeper.here[EventId("555")].size_bytes == 6 * PIECE_BYTES


def red_picture() -> bytes:
    """A picture as large as posters are, all red."""
    image = QImage(192, 108, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(data.data())


def poster_color(desk: Desk, row: int) -> str:
    """What is painted in the middle of a row's picture."""
    rect = desk.rows.visualRect(desk.rows.model().index(row, 0))
    size, space = desk.theme.tokens.size, desk.theme.tokens.space
    at = rect.topLeft() + QPoint(space.m + size.poster_width // 2, size.row // 2)
    return desk.rows.viewport().grab().toImage().pixelColor(at).name()


async def test_rows_in_sight_get_their_posters(desk: Desk):
    desk.stills.picture = red_picture()
    desk.stills.gate.close()
    await desk.open()
    calm = poster_color(desk, 0)
    assert calm != "#ff0000"
    desk.stills.gate.open()
    await until(lambda: poster_color(desk, 0) == "#ff0000")


async def test_a_clip_that_is_loading_comes_before_posters(desk: Desk):
    desk.stills.gate.close()
    await desk.open()
    desk.media.gate.close()
    desk.click_row(1)
    await settled()
    asked = len(desk.stills.asked)
    desk.stills.gate.open()
    await settled()
    assert len(desk.stills.asked) == asked
    desk.media.gate.open()
    await until(lambda: len(desk.stills.asked) > asked)


def hover(bar: SeekBar, at: QPoint) -> None:
    """Move the mouse over the bar, no button down."""
    none = Qt.MouseButton.NoButton
    place, on_screen = QPointF(at), QPointF(bar.mapToGlobal(at))
    keys = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, place, on_screen, none, none, keys)
    QApplication.sendEvent(bar, event)


async def test_the_seek_bar_shows_the_moment_under_the_mouse(desk: Desk):
    desk.stills.picture = red_picture()
    await desk.open()
    await desk.choose("clip-0")
    bar = desk.named(SeekBar, "Position in the clip")
    hover(bar, bar.rect().center())
    await until(lambda: any(w.isVisible() for w in desk.window.findChildren(SeekPreview)))
    preview = desk.named(SeekPreview, "Preview")
    assert preview.pixmap().size().width() == 192
    top = preview.mapToGlobal(preview.rect().bottomLeft())
    assert top.y() < bar.mapToGlobal(bar.rect().topLeft()).y()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert not preview.isVisible()
