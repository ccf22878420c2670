"""The clip list itself: rows to click, under a bar that names the period at its top."""

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.game import Clip, ClipId
from reviewer.domain.listing import Row
from reviewer.session.playback_state import PlaybackState, Showing
from reviewer.session.review import Review
from reviewer.ui.clip_delegate import ClipDelegate, group_count
from reviewer.ui.clip_model import ClipModel, clips_mime
from reviewer.ui.keep_menu import keep_menu
from reviewer.ui.row_model import ITEM
from reviewer.ui.row_posters import RowPosters
from reviewer.ui.surface import Surface
from reviewer.ui.text import Label
from reviewer.ui.theme import Theme


class ClipListView(QListView):
    """A list view in which letters are keys of the window.

    Signals: `entered_row(QModelIndex)`, `moved()` when other rows may be in sight.
    """

    entered_row = Signal(QModelIndex)
    moved = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are taken."""

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.moved.emit()


class ClipRows(ClipListView):
    """Rows that can be dragged away, and several of which can be selected beside the current one.

    Signals: `dragged_row(QModelIndex)`; `reached_row(QModelIndex)` and `added_row(QModelIndex)`
    for a click with Shift or Ctrl, of which Qt hears nothing.
    """

    dragged_row = Signal(QModelIndex)
    reached_row = Signal(QModelIndex)
    added_row = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self._taken = False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        keys, index = event.modifiers(), self.indexAt(event.position().toPoint())
        extends = keys & Qt.KeyboardModifier.ShiftModifier
        adds = keys & Qt.KeyboardModifier.ControlModifier
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._taken = is_left and index.isValid() and bool(extends or adds)
        if not self._taken:
            super().mousePressEvent(event)
        elif extends:
            self.reached_row.emit(index)
        else:
            self.added_row.emit(index)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._taken:
            super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._taken:
            super().mouseReleaseEvent(event)
        self._taken = False

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """What goes along is the session's to say."""
        self.dragged_row.emit(self.currentIndex())


class ClipView(QWidget):
    """Shows the clips as filtered, the current one marked; a click or Enter chooses one."""

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__()
        self._review = review
        self._clips = review.clips
        self._theme = theme
        self._model = ClipModel(self)
        size, corner_px = theme.tokens.size, theme.tokens.corner.small
        poster = QSize(size.poster_width, size.poster_height)
        self._posters = RowPosters(review.posters, poster, corner_px)
        self._delegate = ClipDelegate(theme, self._posters, self._is_kept)
        self._list = ClipRows()
        self._title = Label("heading")
        self._count = Label("heading")
        self._set_up_list()
        self._arrange()
        self._model.modelReset.connect(self._on_reset)
        self._clips.changed.connect(self._on_changed)
        self._clips.said_changed.connect(self._on_said)
        self._clips.selection_changed.connect(self._on_selection)
        self._clips.chosen.connect(self._on_chosen)
        review.playback.changed.connect(self._on_playback)
        theme.changed.connect(self._on_theme)
        if review.posters is not None:
            review.posters.arrived.connect(self._on_poster)
        if review.offline is not None:
            review.offline.games_changed.connect(self._list.viewport().update)
            self._list.customContextMenuRequested.connect(self._on_menu)
        self._list.clicked.connect(self._on_activated)
        self._list.dragged_row.connect(self._on_dragged)
        self._list.entered_row.connect(self._on_entered)
        self._list.reached_row.connect(self._on_reached)
        self._list.added_row.connect(self._on_added)
        self._list.moved.connect(self._on_moved)
        self._list.verticalScrollBar().valueChanged.connect(self._on_moved)
        self._on_changed()

    @property
    def model(self) -> ClipModel:
        return self._model

    @property
    def list(self) -> QListView:
        return self._list

    def take_focus(self) -> None:
        """Give the list the keys."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_up_list(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName("Clips")
        self._list.setDragEnabled(True)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _arrange(self) -> None:
        tokens = self._theme.tokens
        bar = Surface("group_bar")
        bar.setFixedHeight(tokens.size.group)
        row = QHBoxLayout(bar)
        row.setContentsMargins(tokens.space.m, 0, tokens.space.m, 0)
        row.addWidget(self._title)
        row.addStretch()
        row.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._list)

    def _update_bar(self) -> None:
        top = self._list.indexAt(QPoint(0, 0))
        group = self._model.group_at(max(top.row(), 0))
        self._title.setText(group.title if group is not None else "")
        self._count.setText(group_count(group) if group is not None else "")

    def _in_sight(self) -> tuple[Clip, ...]:
        """The clips of the rows that can be seen, from the top."""
        bottom = self._list.indexAt(self._list.viewport().rect().bottomLeft()).row()
        last = bottom if bottom >= 0 else self._model.rowCount() - 1
        first = max(self._list.indexAt(QPoint(0, 0)).row(), 0)
        items = (self._model.index(row).data(ITEM) for row in range(first, last + 1))
        return tuple(item.clip for item in items if isinstance(item, Row))

    def _is_kept(self, clip: ClipId) -> bool:
        offline = self._review.offline
        return offline is not None and offline.kept is not None and offline.kept.has(clip)

    def _show_current(self, clip: ClipId | None) -> None:
        self._delegate.set_current(clip)
        index = self._model.index_of(clip)
        if index.isValid():
            self._list.setCurrentIndex(index)
            self._list.scrollTo(index)
        self._list.viewport().update()
        self._update_bar()

    def _on_changed(self) -> None:
        self._model.show_groups(self._clips.groups)
        self._update_bar()

    def _on_said(self) -> None:
        self._model.show_groups(self._clips.groups)

    def _on_reset(self) -> None:
        self._show_current(self._clips.current)
        self._on_moved()

    def _on_moved(self) -> None:
        self._update_bar()
        in_sight = self._in_sight()
        self._clips.see(in_sight)
        self._posters.show(in_sight)

    def _on_poster(self, clip: str) -> None:
        self._list.update(self._model.index_of(ClipId(clip)))

    def _on_menu(self, at: QPoint) -> None:
        item = self._list.indexAt(at).data(ITEM)
        row = item if isinstance(item, Row) else None
        menu = keep_menu(self._review, row, self)
        menu.popup(self._list.viewport().mapToGlobal(at))

    def _on_dragged(self, index: QModelIndex) -> None:
        """Takes all selected clips along where it is one of them."""
        item = index.data(ITEM)
        if isinstance(item, Row):
            selected = [clip.id for clip in self._clips.selected]
            drag = QDrag(self._list)
            drag.setMimeData(clips_mime(selected if item.id in selected else [item.id]))
            drag.exec(Qt.DropAction.CopyAction)

    def _on_chosen(self, clip: Clip) -> None:
        self._show_current(clip.id)

    def _on_playback(self, state: PlaybackState) -> None:
        if isinstance(state, Showing):
            self._model.mark_played(state.clip.id)

    def _on_selection(self) -> None:
        self._delegate.set_selected(clip.id for clip in self._clips.selected)
        self._list.viewport().update()

    def _on_reached(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if isinstance(item, Row):
            self._clips.select_to(item.id)

    def _on_added(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if isinstance(item, Row):
            self._clips.toggle_selected(item.id)

    def _on_entered(self, index: QModelIndex) -> None:
        """On the current clip Enter accepts what is suggested; it chooses another one."""
        item = index.data(ITEM)
        if isinstance(item, Row) and item.id == self._clips.current:
            self._review.tagging.accept_all()
        else:
            self._on_activated(index)

    def _on_activated(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if isinstance(item, Row):
            self._clips.choose(item.id)

    def _on_theme(self) -> None:
        self._delegate.update_look()
        self._list.viewport().update()
