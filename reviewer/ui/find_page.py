"""Finding: what is asked at the top, what was found below, and what to do with all of it."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)
from typing_extensions import override

from reviewer.domain.choices import typed_range
from reviewer.domain.question import Question
from reviewer.session.finder import Finder
from reviewer.session.playback_state import PlaybackState, Showing
from reviewer.session.review import Review
from reviewer.ui.clip_view import ClipListView
from reviewer.ui.drawer import DrawerPage
from reviewer.ui.facet_chip import FacetChip
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.found_delegate import FoundDelegate
from reviewer.ui.found_model import FoundModel
from reviewer.ui.key_map import KEEPS_ARROWS
from reviewer.ui.message_panel import Message, MessagePanel
from reviewer.ui.row_model import ITEM
from reviewer.ui.smart_lists import SmartListButton
from reviewer.ui.switch_chip import SwitchChip
from reviewer.ui.text import KeyButton, Label
from reviewer.ui.theme import Theme

_CHIPS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Game", ("InGame",), ""),
    ("Period", ("InPeriod",), ""),
    ("Team", ("Of",), ""),
    ("Player", ("Involves",), ""),
    ("On the floor", ("OnFloor",), ""),
    ("Outcome", ("Ended",), ""),
    ("Tags", ("Tagged",), ""),
    ("Score", ("Margin",), "-5 to 5"),
    ("Clock", ("Clock",), "4:00 to 1:30"),
    ("Source", ("From",), ""),
    ("More", ("AfterTimeOut", "Reviewed", "Flagged"), ""),
)
"""What each chip says, which kinds of facets it holds, and what a range in it looks like."""

_NOTHING = Message("Nothing found", "Take a filter away, or search all games.", action="Clear")


class FindPage(DrawerPage):
    """Shows the finder's answer as it is typed and chosen."""

    def __init__(self, review: Review, finder: Finder, theme: Theme) -> None:
        super().__init__()
        self._finder = finder
        self._review = review
        tokens = theme.tokens
        self._search = QLineEdit(placeholderText="Find in plays, notes, tags and names")
        self._search.setAccessibleName("Find")
        self._here = SwitchChip("This game")
        self._everywhere = SwitchChip("All games")
        self._lists = SmartListButton(finder)
        self._count = Label("small")
        self._clear = QPushButton("Clear")
        self._clear.setProperty("kind", "quiet")
        self._play = KeyButton("Play these", "Ctrl+Return", tokens.space)
        self._playlist = QPushButton("Make a playlist")
        self._chips = {
            title: FacetChip(title, tokens.size.chip_max_width, hint) for title, _, hint in _CHIPS
        }
        self._model = FoundModel(finder, self)
        self._delegate = FoundDelegate(theme, review)
        self._list = ClipListView()
        self._none = MessagePanel(tokens)
        self._stack = QStackedWidget()
        self._set_up_list()
        self._arrange(theme)
        self._connect(theme)
        self._on_changed()

    @override
    def take_focus(self) -> None:
        """Let the user type what to find."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _set_up_list(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName("Found")
        self._list.setProperty(*KEEPS_ARROWS)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none.show_message(_NOTHING)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._none)

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        group = QButtonGroup(self)
        top = QHBoxLayout()
        top.setSpacing(space.s)
        top.addWidget(self._search, 1)
        for button in (self._here, self._everywhere):
            group.addButton(button)
            top.addWidget(button)
        top.addWidget(self._lists)
        top.addWidget(self._playlist)
        top.addWidget(self._play)
        chips = FlowLayout(space.s)
        for chip in self._chips.values():
            chips.addWidget(chip)
        chips.addWidget(self._clear)
        self._count.setMinimumHeight(self._clear.sizeHint().height())
        chips.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.s, space.m, 0)
        column.setSpacing(space.s)
        column.addLayout(top)
        column.addLayout(chips)
        column.addWidget(self._stack, 1)

    def _connect(self, theme: Theme) -> None:
        finder = self._finder
        finder.changed.connect(self._on_changed)
        theme.changed.connect(self._list.viewport().update)
        self._search.textEdited.connect(finder.set_text)
        self._search.returnPressed.connect(self._on_entered)
        self._everywhere.toggled.connect(self._on_scope)
        self._clear.clicked.connect(finder.clear)
        self._none.acted.connect(finder.clear)
        self._play.clicked.connect(finder.play_all)
        self._playlist.clicked.connect(self._on_playlist)
        self._list.clicked.connect(self._on_activated)
        self._list.entered_row.connect(self._on_activated)
        self._review.playback.changed.connect(self._on_playback)
        for chip in self._chips.values():
            chip.turned.connect(finder.turn)
            chip.together_turned.connect(self._on_together)
            chip.typed.connect(self._on_typed)

    def _on_changed(self) -> None:
        finder = self._finder
        if self._search.text() != finder.question.text:
            self._search.setText(finder.question.text)
        self._everywhere.setChecked(finder.everywhere)
        self._here.setChecked(not finder.everywhere)
        facets = finder.facets
        for title, kinds, _ in _CHIPS:
            self._chips[title].show_facets(
                [each for kind in kinds for each in facets.get(kind, ())]
            )
        self._chips["Game"].setVisible(finder.everywhere)
        self._count.setText(f"{finder.total:,} found")
        self._clear.setVisible(finder.question != Question())
        for button in (self._play, self._playlist):
            button.setEnabled(finder.total > 0)
        self._stack.setCurrentWidget(self._list if finder.total else self._none)

    def _on_scope(self, everywhere: Any) -> None:
        if bool(everywhere) != self._finder.everywhere:
            self._finder.set_everywhere(on=bool(everywhere))

    def _on_together(self, facet: Any, on: bool) -> None:
        self._finder.set_together(facet, on=on)

    def _on_typed(self, text: str) -> None:
        wanted = typed_range(text)
        if wanted is not None:
            self._finder.turn(wanted)
        else:
            self._review.notice(f"“{text}” is no range. Write 4:00 to 1:30, or -5 to 5.")

    def _on_entered(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._model.index(0))

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self._finder.play(index.data(ITEM))

    def _on_playlist(self) -> None:
        self._finder.make_playlist()

    def _on_playback(self, state: PlaybackState) -> None:
        game = self._review.game
        if isinstance(state, Showing) and game is not None:
            self._delegate.set_playing(game.id, state.clip.id)
            self._list.viewport().update()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()
