"""The clip list itself: rows to click, under a bar that names the period at its top."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.game import Clip, ClipId
from reviewer.domain.listing import Row
from reviewer.session.clip_list import ClipList
from reviewer.session.playback import Playback, PlaybackState, Showing
from reviewer.ui.clip_delegate import ClipDelegate, group_count
from reviewer.ui.clip_model import ITEM, ClipModel
from reviewer.ui.surface import Surface
from reviewer.ui.text import Label
from reviewer.ui.theme import Theme


class ClipListView(QListView):
    """A list view in which letters are keys of the window. Signal: `entered_row(QModelIndex)`."""

    entered_row = Signal(QModelIndex)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are taken."""


class ClipView(QWidget):
    """Shows the clips as filtered, the current one marked; a click or Enter chooses one."""

    def __init__(self, clips: ClipList, playback: Playback, theme: Theme) -> None:
        super().__init__()
        self._clips = clips
        self._theme = theme
        self._model = ClipModel(self)
        self._delegate = ClipDelegate(theme)
        self._list = ClipListView()
        self._title = Label("heading")
        self._count = Label("heading")
        self._set_up_list()
        self._arrange()
        self._model.modelReset.connect(self._on_reset)
        clips.changed.connect(self._on_changed)
        clips.chosen.connect(self._on_chosen)
        playback.changed.connect(self._on_playback)
        theme.changed.connect(self._on_theme)
        self._list.clicked.connect(self._on_activated)
        self._list.entered_row.connect(self._on_activated)
        self._list.verticalScrollBar().valueChanged.connect(self._update_bar)
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
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
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

    def _on_reset(self) -> None:
        self._show_current(self._clips.current)

    def _on_chosen(self, clip: Clip) -> None:
        self._show_current(clip.id)

    def _on_playback(self, state: PlaybackState) -> None:
        if isinstance(state, Showing):
            self._model.mark_played(state.clip.id)

    def _on_activated(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if isinstance(item, Row):
            self._clips.choose(item.id)

    def _on_theme(self) -> None:
        self._delegate.update_look()
        self._list.viewport().update()
