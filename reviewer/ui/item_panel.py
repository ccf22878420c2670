"""One item of a playlist: what it is called, where it begins and ends, what is to be said."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.domain.entries import LONGEST_NAME
from reviewer.domain.playlists import Item
from reviewer.domain.times import WallMs, WallSpan
from reviewer.session.review import Review
from reviewer.ui.note_field import Noted, NoteField
from reviewer.ui.text import Label, tip
from reviewer.ui.theme import Theme

_FARTHEST_S = 60.0
_STEP_S = 0.5


class _Offset(QDoubleSpinBox):
    """Seconds before (−) or after (+) an end of the clip."""

    def __init__(self, explained: str) -> None:
        super().__init__(minimum=-_FARTHEST_S, maximum=_FARTHEST_S, singleStep=_STEP_S)
        self.setDecimals(1)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(explained)
        self.setToolTip(tip(explained))
        self.setKeyboardTracking(False)
        self.setSuffix(" s")
        self.valueChanged.connect(self.show_sign)

    def show_sign(self) -> None:
        """Later has a sign as earlier has."""
        self.setPrefix("+" if self.value() > 0 else "")


class ItemPanel(QWidget):
    """Shows the item it is given, and changes it; no tag is touched."""

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__()
        self._review = review
        self._item: Item | None = None
        self._title = QLineEdit(maxLength=LONGEST_NAME)
        self._title.setAccessibleName("Title of the item")
        self._in = _Offset("Begins later (+) or earlier (−) than the clip")
        self._out = _Offset("Ends later (+) or earlier (−) than the clip")
        self._in_here = _button("Here", "Begin with the picture on screen", "In here")
        self._out_here = _button("Here", "End with the picture on screen", "Out here")
        self._whole = _button("Whole clip", "Neither begin nor end otherwise than the clip")
        self._ends = QWidget()
        size = theme.tokens.size
        self._note = NoteField(
            "Note of the item", "What is to be said", size.item_note, theme.tokens
        )
        self._arrange(theme)
        self._title.editingFinished.connect(self._keep_title)
        self._in.valueChanged.connect(self._on_in)
        self._out.valueChanged.connect(self._on_out)
        self._in_here.clicked.connect(review.item_in)
        self._out_here.clicked.connect(review.item_out)
        self._whole.clicked.connect(self._on_whole)
        review.screening.changed.connect(self._update_here)
        self.show_item(None)

    def show_item(self, item: Item | None) -> None:
        """Show this one; what is being typed stays."""
        another = item is None or self._item is None or item.id != self._item.id
        if another:
            self._keep_title()
        self._item = item
        self._show_note(item)
        self.setVisible(item is not None)
        if item is None:
            return
        if another or not self._title.hasFocus():
            self._title.setText(item.title)
            self._title.setCursorPosition(0)
        self._ends.setVisible(item.footage is not None)
        self._show_offsets(item)
        self._update_here()

    def flush(self) -> None:
        """Keep what is being written."""
        self._keep_title()
        self._note.flush()

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        ends = QGridLayout(self._ends)
        ends.setContentsMargins(0, 0, 0, 0)
        ends.setSpacing(space.xs)
        ends.setColumnStretch(2, 1)
        for row, (words, field, here) in enumerate(
            (("In", self._in, self._in_here), ("Out", self._out, self._out_here))
        ):
            less = _button("−", f"{words}: half a second earlier")
            more = _button("+", f"{words}: half a second later")
            less.clicked.connect(field.stepDown)
            more.clicked.connect(field.stepUp)
            for place, part in enumerate((Label("mute", words), less, field, more, here)):
                ends.addWidget(part, row, place)
        ends.addWidget(self._whole, 2, 2, 1, 3, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.s, space.m, space.m)
        column.setSpacing(space.s)
        column.addWidget(self._title)
        column.addWidget(self._ends)
        column.addWidget(self._note)

    def _show_note(self, item: Item | None) -> None:
        if item is None:
            self._note.show_noted(None)
        else:
            keep = partial(self._review.playlists.set_note, item.id)
            self._note.show_noted(Noted(item.id, item.note, keep))

    def _show_offsets(self, item: Item) -> None:
        played = item.played
        if item.footage is None or played is None:
            return
        whole = item.footage.span
        for field, by_ms in (
            (self._in, played.start - whole.start),
            (self._out, played.end - whole.end),
        ):
            with QSignalBlocker(field):
                field.setValue(by_ms / 1000)
                field.show_sign()
        self._whole.setEnabled(item.trim is not None)

    def _update_here(self) -> None:
        """The picture can say where an item begins while that is on screen."""
        on_screen, item = self._review.screening.item, self._item
        here = on_screen is not None and item is not None and on_screen.id == item.id
        for button in (self._in_here, self._out_here):
            button.setEnabled(here)

    def _keep_title(self) -> None:
        if self._item is not None and self._title.isModified():
            self._title.setModified(False)  # keeping it shows it, which comes back here
            self._review.playlists.set_title(self._item.id, self._title.text())

    def _on_in(self, after_s: float) -> None:
        """The other end stays to the frame: the fields say no more than tenths."""
        item = self._item
        if item is not None and item.footage is not None and item.played is not None:
            start = WallMs(item.footage.span.start + round(after_s * 1000))
            self._trim(item, WallSpan(start, item.played.end))

    def _on_out(self, after_s: float) -> None:
        item = self._item
        if item is not None and item.footage is not None and item.played is not None:
            end = WallMs(item.footage.span.end + round(after_s * 1000))
            self._trim(item, WallSpan(item.played.start, end))

    def _trim(self, item: Item, span: WallSpan) -> None:
        self._review.playlists.trim(item.id, span)
        self.show_item(self._review.playlists.item(item.id))

    def _on_whole(self) -> None:
        if self._item is not None:
            self._review.playlists.trim(self._item.id, None)


def _button(words: str, explained: str, name: str = "") -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(name or explained)
    button.setProperty("kind", "step")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(tip(explained))
    return button
