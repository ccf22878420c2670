"""What the clip list is filtered by: a search box, chips with menus, the number shown."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.counted import counted
from reviewer.domain.listing import Choice
from reviewer.domain.play_clips import EXTRA_SOURCES
from reviewer.session.clip_list import ClipList
from reviewer.session.play_through import PlayThrough
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.menu_chip import MenuChip
from reviewer.ui.surface import restyle
from reviewer.ui.text import ElidedLabel, KeyButton, Label, key_words, menu_words
from reviewer.ui.tokens import Tokens

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FIELDS = {
    "periods": "Period",
    "sources": "Source",
    "teams": "Team",
    "players": "Player",
    "tags": "Tag",
    "reviewed": "Reviewed",
}
"""Fields of `ClipFilter` and `Choices`, and what their chips say."""


class FilterChip(MenuChip):
    """One thing to filter by. Signal: `picked(field, values)` with a frozenset of values."""

    picked = Signal(str, object)

    def __init__(self, field: str, title: str, max_width: int) -> None:
        super().__init__(title, max_width)
        self._field = field
        self._choices: tuple[Choice, ...] = ()
        self._chosen: frozenset[str] = frozenset()
        self._is_filled = True
        self._menu.triggered.connect(self._on_triggered)

    @property
    def menu_actions(self) -> list[QAction]:
        """Its check items, in order."""
        self._fill()
        return [action for action in self._menu.actions() if action.isCheckable()]

    def show_choices(self, choices: tuple[Choice, ...], chosen: frozenset[str]) -> None:
        """Offer these, with those that are in force checked."""
        self._is_filled &= choices == self._choices
        self._choices, self._chosen = choices, chosen
        if self._is_filled:
            for action in self.menu_actions:
                action.setChecked(action.data() in chosen)
        titles = [choice.title for choice in choices if choice.value in chosen]
        self.setEnabled(bool(choices))
        self._show_chosen(titles, "all")

    def _on_triggered(self) -> None:
        chosen = (action.data() for action in self.menu_actions if action.isChecked())
        self.picked.emit(self._field, frozenset(chosen))

    @override
    def _fill(self) -> None:
        if self._is_filled:
            return
        self._is_filled = True
        self._menu.clear()
        made = [choice for choice in self._choices if choice.value in EXTRA_SOURCES]
        for choice in self._choices:
            if made and choice is made[0]:
                self._menu.addSeparator()
            action = self._menu.addAction(f"{menu_words(choice.title)}\t{choice.count}")
            action.setCheckable(True)
            action.setChecked(choice.value in self._chosen)
            action.setData(choice.value)


class FilterBar(QWidget):
    """Shows the filter of the clip list and changes it. Signal: `left()` when search is done."""

    left = Signal()

    def __init__(self, clips: ClipList, through: PlayThrough, tokens: Tokens) -> None:
        super().__init__()
        self._clips = clips
        self._through = through
        self._search = QLineEdit(placeholderText="Search plays, players, notes")
        self._search.setAccessibleName("Search plays and players")
        self._cap = Label("cap", key_words("/"), self._search)
        self._only = ElidedLabel("strong")
        self._count = Label("small")
        self._play = KeyButton("Play through", "U", tokens.space)
        self._play.setProperty("kind", "quiet")
        self._clear = QPushButton("Clear")
        self._clear.setProperty("kind", "quiet")
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._chips = {
            field: FilterChip(field, title, tokens.size.chip_max_width)
            for field, title in _FIELDS.items()
        }
        self._arrange(tokens)
        self._search.textEdited.connect(self._on_search)
        self._search.returnPressed.connect(self.left)
        self._clear.clicked.connect(self.clear)
        self._play.clicked.connect(through.toggle)
        through.changed.connect(self._on_through)
        for chip in self._chips.values():
            chip.picked.connect(self._on_picked)
        clips.changed.connect(self._on_changed)
        clips.said_changed.connect(self._on_changed)
        self._on_changed()

    def focus_search(self) -> None:
        """Let the user type what to search for."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def clear(self) -> None:
        """Show every clip again."""
        self._clips.show_all()

    def _arrange(self, tokens: Tokens) -> None:
        space = tokens.space
        inside = QHBoxLayout(self._search)
        inside.setContentsMargins(0, 0, space.s, 0)
        inside.addWidget(self._cap, alignment=_RIGHT)
        chips = FlowLayout(space.s)
        for chip in self._chips.values():
            chips.addWidget(chip)
        counts = QHBoxLayout()
        counts.addWidget(self._count)
        counts.addStretch()
        counts.addWidget(self._clear)
        counts.addWidget(self._play)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.m, space.m, space.xs)
        column.setSpacing(space.s)
        column.addWidget(self._search)
        column.addLayout(chips)
        column.addWidget(self._only)
        column.addLayout(counts)

    def _on_changed(self) -> None:
        wanted, choices = self._clips.filter, self._clips.choices
        for field, chip in self._chips.items():
            chip.show_choices(getattr(choices, field), getattr(wanted, field))
        if self._search.text() != wanted.text:
            self._search.setText(wanted.text)
        self._cap.setVisible(not wanted.text)
        shown, total = len(self._clips.shown), self._clips.total
        count = counted(total, "clip")
        self._count.setText(count if shown == total else f"{shown} of {count}")
        only = self._clips.only
        self._only.show_text(only.title if only is not None else "")
        self._only.setVisible(only is not None)
        self._clear.setVisible(not wanted.open or only is not None)

    def _on_through(self) -> None:
        restyle(self._play, "on", self._through.on)

    def _on_search(self, text: str) -> None:
        self._clips.set_filter(replace(self._clips.filter, text=text))

    def _on_picked(self, field: str, values: frozenset[Any]) -> None:
        change: dict[str, Any] = {field: values}
        self._clips.set_filter(replace(self._clips.filter, **change))
