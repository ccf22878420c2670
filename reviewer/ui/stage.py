"""Where the picture is, and what lies over it: scoreboard, badge, answers, or a message."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from reviewer.ui.clock_overlay import ClockOverlay
from reviewer.ui.message_panel import Message, MessagePanel
from reviewer.ui.surface import Surface
from reviewer.ui.sync_badge import SyncBadge
from reviewer.ui.theme import Theme
from reviewer.ui.title_card import TitleCard
from reviewer.ui.toast import Toast


class Stage(Surface):
    """Stacks the screen and what lies over it. Signals: `acted()`, `double_clicked()`."""

    acted = Signal()
    double_clicked = Signal()

    def __init__(self, screen: QWidget, theme: Theme) -> None:
        super().__init__("stage")
        self._screen = screen
        self._margin = theme.tokens.space.m
        screen.setParent(self)
        self.overlay = ClockOverlay(theme, self)
        self.badge = SyncBadge(self)
        self._field: QWidget | None = None
        self._message = MessagePanel(theme.tokens, centred=True, parent=self)
        self._message.setObjectName("picture_message")
        self._message.acted.connect(self.acted)
        self.card = TitleCard(theme.tokens.space, self)
        self.toast = Toast(theme.tokens.time, self)
        size = theme.tokens.size
        self.setMinimumSize(size.picture_min_width, size.picture_min_height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def says_something(self) -> bool:
        """Whether a message stands in the picture's place."""
        return not self._message.isHidden()

    def hold_field(self, field: QWidget) -> None:
        """Give a field its place over the picture, at the top."""
        self._field = field
        field.setParent(self)

    def show_message(self, message: Message) -> None:
        """Put this in the picture's place."""
        self.overlay.hide()
        self.badge.hide()
        self._message.show_message(message)
        self._message.show()

    def show_picture(self) -> None:
        """Take the message away."""
        self._message.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        margin, width = self._margin, self.width()
        self._screen.setGeometry(self.rect())
        self._message.setGeometry(self.rect())
        self.card.setGeometry(self.rect())
        self.overlay.move(margin, self.height() - margin - self.overlay.height())
        self.badge.move(width - margin - self.badge.width(), margin)
        self.toast.move((width - self.toast.width()) // 2, self.height() // 8)
        if self._field is not None:
            self._field.move((width - self._field.width()) // 2, margin)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.double_clicked.emit()
