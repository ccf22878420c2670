"""The playlist that is worked on: its items to play, order, trim and annotate."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from reviewer.domain.game import EventId
from reviewer.domain.item_rows import item_rows, total_words
from reviewer.session.review import Review
from reviewer.ui.clip_view import ClipListView
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.item_delegate import ItemDelegate
from reviewer.ui.item_model import ItemModel
from reviewer.ui.item_panel import ItemPanel
from reviewer.ui.key_map import KEEPS_ARROWS
from reviewer.ui.keys import Command
from reviewer.ui.message_panel import Message, MessagePanel
from reviewer.ui.playlist_button import PlaylistButton
from reviewer.ui.row_model import ITEM
from reviewer.ui.switch_chip import SwitchChip
from reviewer.ui.text import KeyButton, Label, tip
from reviewer.ui.theme import Theme

_EMPTY = Message("Nothing in it yet", "Drag clips here, or press P for the one on screen.")


class PlaylistShell(Protocol):
    """What the commands of playlists ask of the window."""

    def show_playlist(self) -> None: ...


def playlist_commands(
    review: Review, page: "PlaylistPage", shell: PlaylistShell
) -> tuple[Command, ...]:
    """What can be done with playlists, for keys and menu."""
    screening = review.screening
    group = "Playlists"
    return (
        Command(group, "Add to the playlist", ("P",), review.add_to_playlist),
        Command(group, "Playlist", ("Shift+P",), shell.show_playlist),
        Command(group, "Play the playlist", ("Ctrl+P",), page.play),
        Command(group, "Item up", ("Alt+Up",), partial(page.move_selected, -1), repeats=True),
        Command(group, "Item down", ("Alt+Down",), partial(page.move_selected, 1), repeats=True),
        Command(group, "Take items off", ("Del",), page.remove_selected),
        Command(group, "Item begins with this picture", (), review.item_in),
        Command(group, "Item ends with this picture", (), review.item_out),
        Command(
            *(group, "Next item by itself", (), screening.toggle_goes_on),
            is_on=lambda: screening.goes_on,
        ),
        Command(
            *(group, "Begin again at the end", (), screening.toggle_loops),
            is_on=lambda: screening.loops,
        ),
        Command(
            *(group, "Show overlaps once", (), screening.toggle_repeats),
            is_on=lambda: not screening.repeats,
        ),
        Command(group, "New playlist…", (), page.lists.ask_new),
        Command(group, "Add a title card…", (), page.lists.ask_card),
    )


class PlaylistPage(QWidget):
    """Shows the current playlist; clips and items are dropped on its list.

    Signal: `work_wanted()` before one of its items is shown.
    """

    work_wanted = Signal()

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__()
        self._review = review
        self._theme = theme
        self._names: Mapping[EventId, str] = {}
        self.lists = PlaylistButton(review.playlists)
        self._total = Label("small")
        self._play = KeyButton("Play list", "Ctrl+P", theme.tokens.space)
        self._goes_on = _chip("Play on", "The next item follows by itself")
        self._loops = _chip("Again", "From the end to the beginning")
        self._once = _chip("Once", "Footage that items have in common is shown once")
        self._model = ItemModel(self)
        self._delegate = ItemDelegate(theme)
        self._list = ClipListView()
        self._panel = ItemPanel(review, theme)
        self._none = MessagePanel(theme.tokens)
        self._none.show_message(_EMPTY)
        self._set_up_list()
        self._arrange(theme)
        self._connect()
        self._on_changed()
        self._on_screening()

    def play(self) -> None:
        """Play the current playlist from its beginning."""
        self._play_from(None)

    def move_selected(self, by: int) -> None:
        """Move the selected items up (-1) or down (1)."""
        places = self._selected()
        if not places or not self.isVisible():
            return
        to = places[0] - 1 if by < 0 else places[-1] + 2
        if 0 <= to <= len(self._model.rows):
            self._move([self._model.rows[place].item.id for place in places], to)

    def remove_selected(self) -> None:
        """Take the selected items off the list."""
        if self.isVisible():
            ids = [self._model.rows[place].item.id for place in self._selected()]
            self._review.playlists.remove(ids)

    def flush(self) -> None:
        """Keep what is being written."""
        self._panel.flush()

    def take_focus(self) -> None:
        """Give the list the keys."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_up_list(self) -> None:
        view = QAbstractItemView
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName("Playlist items")
        self._list.setProperty(*KEEPS_ARROWS)
        self._list.setEditTriggers(view.EditTrigger.NoEditTriggers)
        self._list.setSelectionMode(view.SelectionMode.ExtendedSelection)
        self._list.setDragDropMode(view.DragDropMode.DragDrop)
        self._list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._list.setDropIndicatorShown(True)
        self._list.setVerticalScrollMode(view.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        row = QHBoxLayout()
        row.addWidget(self._play)
        row.addStretch()
        row.addWidget(self._total)
        chips = FlowLayout(space.s)
        for chip in (self._goes_on, self._loops, self._once):
            chips.addWidget(chip)
        head = QVBoxLayout()
        head.setContentsMargins(space.m, space.xs, space.m, space.s)
        head.setSpacing(space.s)
        head.addWidget(self.lists)
        head.addLayout(row)
        head.addLayout(chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addWidget(self._panel)

    def _connect(self) -> None:
        review, screening = self._review, self._review.screening
        review.playlists.changed.connect(self._on_changed)
        review.times_changed.connect(self._on_changed)
        screening.changed.connect(self._on_screening)
        self._theme.changed.connect(self._list.viewport().update)
        self._model.moved.connect(self._move)
        self._model.clips_dropped.connect(review.add_clips)
        self._list.doubleClicked.connect(self._on_activated)
        self._list.entered_row.connect(self._on_activated)
        self._list.selectionModel().selectionChanged.connect(self._on_selection)
        self._play.clicked.connect(self.play)
        self._goes_on.clicked.connect(screening.toggle_goes_on)
        self._loops.clicked.connect(screening.toggle_loops)
        self._once.clicked.connect(screening.toggle_repeats)

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self._list.selectionModel().selectedIndexes())

    def _move(self, ids: list[str], to: int) -> None:
        self._review.playlists.move(ids, to)
        self._select(ids)

    def _select(self, ids: list[str]) -> None:
        selection, flag = self._list.selectionModel(), QItemSelectionModel.SelectionFlag
        selection.clearSelection()
        for id_ in ids:
            index = self._model.index_of(id_)
            self._list.setCurrentIndex(index)
            selection.select(index, flag.Select)

    def _show_panel(self) -> None:
        selected = self._selected()
        one = self._model.rows[selected[0]].item if len(selected) == 1 else None
        self._panel.show_item(one)

    def _on_changed(self) -> None:
        review = self._review
        clips = [row.clip for row in review.clips.rows]
        items, selected = review.playlists.items, self._selected()
        ids = [self._model.rows[place].item.id for place in selected]
        self._model.show_rows(item_rows(items, self._names, review.game, review.times, clips))
        if [self._model.rows[p].item.id for p in self._selected()] != ids:
            self._select([id_ for id_ in ids if self._model.index_of(id_).isValid()])
        self._total.setText(total_words(items) if items else "")
        self._play.setEnabled(bool(items))
        self._none.setVisible(not items)
        self._show_panel()

    def _on_screening(self) -> None:
        screening = self._review.screening
        item = screening.item
        self._goes_on.setChecked(screening.goes_on)
        self._loops.setChecked(screening.loops)
        self._once.setChecked(not screening.repeats)
        self._delegate.set_playing(item.id if item is not None else None)
        if item is not None:
            self._list.scrollTo(self._model.index_of(item.id))
        self._list.viewport().update()

    def _on_selection(self) -> None:
        self._show_panel()

    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(ITEM)
        if row is not None:
            self._play_from(row.item.id)

    def _play_from(self, item: str | None) -> None:
        self.work_wanted.emit()
        self._review.screening.play(item)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Games may have been opened since."""
        super().showEvent(event)
        self._names = self._review.game_names()
        self._on_changed()


def _chip(words: str, explained: str) -> QPushButton:
    chip = SwitchChip(words)
    chip.setToolTip(tip(explained))
    return chip
