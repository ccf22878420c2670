"""What stands where something is empty, loading or failed: what, what to do, and a button."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.errors import ReviewerError
from reviewer.ui.text import Label
from reviewer.ui.tokens import Tokens

_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Message:
    """What to say. `progress` is from 0 to 1, or -1 while nothing is known of it.

    `action` names the one thing to do about it; `details` is what "Copy details" copies.
    """

    title: str
    sentence: str = ""
    remedy: str = ""
    fine_print: str = ""
    progress: float | None = None
    action: str = ""
    details: str = ""


def failure(error: ReviewerError, about: str, *, can_retry: bool = True) -> Message:
    """An error as a message. `about` says in the copied details what was asked for."""
    status = f"Status {error.status}" if error.status is not None else ""
    request = f"Request id {error.request_id}" if error.request_id else ""
    return Message(
        title=error.title,
        sentence=" ".join(part for part in (error.sentence, error.kept) if part),
        remedy=error.advice,
        fine_print=request,
        action="Try again" if can_retry else "",
        details="\n".join(part for part in (error.title, str(error), status, about) if part),
    )


class MessagePanel(QWidget):
    """Shows one message. Signals: `acted()`, `dismissed()`."""

    acted = Signal()
    dismissed = Signal()

    def __init__(
        self, tokens: Tokens, *, centred: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._details = ""
        self._title = Label("title")
        self._sentence = Label()
        self._remedy = Label("mute")
        self._fine_print = Label("small")
        self._progress = QProgressBar(textVisible=False)
        self._action = QPushButton()
        self._action.setProperty("kind", "primary")
        self._copy = QPushButton("Copy details")
        self._dismiss = QPushButton("Dismiss")
        self._dismiss.hide()
        self._arrange(tokens, centred=centred)
        self._fine_print.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action.clicked.connect(self.acted)
        self._copy.clicked.connect(self._on_copy)
        self._dismiss.clicked.connect(self.dismissed)

    def show_message(self, message: Message, *, can_dismiss: bool = False) -> None:
        """Say this instead."""
        self._details = message.details
        for label, text in (
            (self._title, message.title),
            (self._sentence, message.sentence),
            (self._remedy, message.remedy),
            (self._fine_print, message.fine_print),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self._action.setText(message.action)
        self._action.setVisible(bool(message.action))
        self._copy.setVisible(bool(message.details))
        self._dismiss.setVisible(can_dismiss)
        self._show_progress(message.progress)

    def _show_progress(self, progress: float | None) -> None:
        self._progress.setVisible(progress is not None)
        if progress is not None:
            self._progress.setRange(0, _STEPS if progress >= 0 else 0)
            self._progress.setValue(round(progress * _STEPS))

    def _arrange(self, tokens: Tokens, *, centred: bool) -> None:
        space = tokens.space
        column = QVBoxLayout()
        column.setSpacing(space.xs)
        for label in (self._title, self._sentence, self._remedy, self._fine_print):
            label.setWordWrap(True)
            if centred:
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(space.s)
        column.addWidget(self._progress)
        column.addLayout(self._buttons(space.s, centred=centred))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.m, space.l, space.m, space.l)
        if not centred:
            outer.addLayout(column)
            outer.addStretch()
            return
        block = QWidget()
        block.setFixedWidth(tokens.size.message_width)
        column.setContentsMargins(0, 0, 0, 0)
        block.setLayout(column)
        outer.addWidget(block, alignment=Qt.AlignmentFlag.AlignCenter)

    def _buttons(self, spacing: int, *, centred: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(spacing)
        if centred:
            row.addStretch()
        for button in (self._action, self._copy, self._dismiss):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch()
        return row

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
