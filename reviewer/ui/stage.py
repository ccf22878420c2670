"""Where the picture is, and what lies over it: the scoreboard, or a message in its place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from reviewer.ui.clock_overlay import ClockOverlay
from reviewer.ui.message_panel import Message, MessagePanel
from reviewer.ui.surface import Surface
from reviewer.ui.theme import Theme


class Stage(Surface):
    """Stacks screen, scoreboard and message. Signals: `acted()`, `double_clicked()`."""

    acted = Signal()
    double_clicked = Signal()

    def __init__(self, screen: QWidget, theme: Theme) -> None:
        super().__init__("stage")
        self._screen = screen
        self._margin = theme.tokens.space.m
        screen.setParent(self)
        self.overlay = ClockOverlay(theme, self)
        self._message = MessagePanel(theme.tokens, centred=True, parent=self)
        self._message.setObjectName("picture_message")
        self._message.acted.connect(self.acted)
        size = theme.tokens.size
        self.setMinimumSize(size.picture_min_width, size.picture_min_height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def says_something(self) -> bool:
        """Whether a message stands in the picture's place."""
        return not self._message.isHidden()

    def show_message(self, message: Message) -> None:
        """Put this in the picture's place."""
        self.overlay.hide()
        self._message.show_message(message)
        self._message.show()

    def show_picture(self) -> None:
        """Take the message away."""
        self._message.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._screen.setGeometry(self.rect())
        self._message.setGeometry(self.rect())
        self.overlay.move(self._margin, self.height() - self._margin - self.overlay.height())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()
