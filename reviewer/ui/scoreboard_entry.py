"""What the scoreboard in the picture shows, typed by the user for the frame on screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.corrections import BadCorrection
from reviewer.domain.periods import Period, period_title
from reviewer.session.review import Review
from reviewer.ui.menu_button import MenuButton
from reviewer.ui.text import Label, menu_words, tip
from reviewer.ui.tokens import Spaces


class ClockEntry(QLineEdit):
    """A field for a clock. Signal: `entered()` when the user comes to type."""

    entered = Signal()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class PeriodButton(MenuButton):
    """Says the period on screen, unless the user picked another one for it."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review = review
        self._on_screen: Period | None = None
        self._picked: Period | None = None
        self.setToolTip(tip("Period that the scoreboard shows"))
        self._menu.triggered.connect(self._on_triggered)

    @property
    def picked(self) -> Period | None:
        """What the user picked for this picture."""
        return self._picked

    def show_period(self) -> None:
        """Look again which period is on screen."""
        on_screen = self._review.playback.period
        if on_screen != self._on_screen:
            self._on_screen, self._picked = on_screen, None
        period = self._picked or on_screen
        self.setText(menu_words(period_title(period)) if period else "Period")
        self.setAccessibleName(f"Period: {self.text()}")

    def _on_triggered(self, action: QAction) -> None:
        self._picked = action.data()
        self.show_period()

    @override
    def _fill(self) -> None:
        times = self._review.times
        self._menu.clear()
        for known in times.clock.periods if times is not None else ():
            action = self._menu.addAction(menu_words(period_title(known.period)))
            action.setData(known.period)


class ScoreboardEntry(QWidget):
    """Period and clock; corrects the session, or says why it cannot. Typing holds the frame."""

    def __init__(self, review: Review, space: Spaces) -> None:
        super().__init__()
        self._review = review
        self._period = PeriodButton(review)
        self._clock = ClockEntry(placeholderText="7:32.4")
        self._clock.setAccessibleName("The scoreboard shows")
        self._set = QPushButton("Set")
        self._set.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._error = Label("bad")
        self._error.setWordWrap(True)
        self._error.hide()
        self._arrange(space)
        self._clock.entered.connect(review.playback.pause)
        self._clock.textEdited.connect(self._on_edited)
        self._clock.returnPressed.connect(self._on_submit)
        self._set.clicked.connect(self._on_submit)

    def show_period(self) -> None:
        """The period on screen stands in the choice."""
        self._period.show_period()

    def _arrange(self, space: Spaces) -> None:
        row = QHBoxLayout()
        row.setSpacing(space.s)
        row.addWidget(self._period)
        row.addWidget(self._clock, 1)
        row.addWidget(self._set)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s)
        column.addLayout(row)
        column.addWidget(self._error)

    def _show_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _on_edited(self) -> None:
        self._show_error("")

    def _on_submit(self) -> None:
        try:
            self._review.correcting.read_scoreboard(self._clock.text(), self._period.picked)
        except BadCorrection as error:
            self._show_error(str(error))
        else:
            self._clock.clear()
            self._show_error("")
