"""A tag of a clip as a chip in its colour: a click goes to it, the cross takes it off."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton
from typing_extensions import override

from reviewer.domain.said import Chip
from reviewer.ui.text import tip
from reviewer.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class ChipLook:
    """What a chip says. `chips` are the tags that it stands for: one of each clip."""

    chips: tuple[Chip, ...]
    words: str
    explained: str
    flag: str = ""


class TagChip(QAbstractButton):
    """Signals: `went(ChipLook)`, `removed(ChipLook)`, `asked(ChipLook, QPoint)` for its menu."""

    went = Signal(object)
    removed = Signal(object)
    asked = Signal(object, QPoint)

    def __init__(self, look: ChipLook, theme: Theme, max_width_px: int) -> None:
        super().__init__()
        self._theme = theme
        self._max_width_px = max_width_px
        self.show_look(look)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(self._on_clicked)
        self.customContextMenuRequested.connect(self._on_asked)

    @property
    def look(self) -> ChipLook:
        return self._look

    def show_look(self, look: ChipLook) -> None:
        """Be the chip of this."""
        self._look = look
        self.setText(look.words)
        self.setAccessibleName(look.words)
        self.setToolTip(tip(look.explained))
        self.updateGeometry()
        self.update()

    def _on_clicked(self) -> None:
        self.went.emit(self._look)

    def _on_asked(self, at: QPoint) -> None:
        self.asked.emit(self._look, self.mapToGlobal(at))

    def _cross(self) -> QRectF:
        """Where the cross is."""
        side = self.height()
        return QRectF(self.width() - side, 0, side, side)

    def _paint_cross(self, painter: QPainter) -> None:
        middle, arm = self._cross().center(), self._theme.tokens.space.xs - 0.5
        painter.setPen(QPen(QColor(self._theme.colors.mute), 1.3))
        for way in (1, -1):
            step = QPointF(arm, way * arm)
            painter.drawLine(middle - step, middle + step)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.isDown() and self._cross().contains(event.position()):
            self.setDown(False)
            self.removed.emit(self._look)
        else:
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self._look)
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        tokens = self._theme.tokens
        metrics = QFontMetrics(self._theme.font(tokens.type.small))
        flag = metrics.horizontalAdvance(" ⚑") if self._look.flag else 0
        words = metrics.horizontalAdvance(self._look.words) + flag
        width = words + tokens.size.edge + tokens.space.s + tokens.size.tag_chip
        return QSize(min(width, self._max_width_px), tokens.size.tag_chip)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, colors = self._theme.tokens, self._theme.colors
        colour = QColor(self._look.chips[0].button.colour or colors.mute)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(colors.accent) if self.hasFocus() else colour))
        painter.setBrush(QColor(colors.raised) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, tokens.corner.small, tokens.corner.small)
        painter.fillRect(QRectF(0, 2, tokens.size.edge, self.height() - 4), colour)
        font = self._theme.font(tokens.type.small)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        room = self.rect().adjusted(tokens.size.edge + tokens.space.xs, 0, -self.height(), 0)
        metrics = QFontMetrics(font)
        flag = metrics.horizontalAdvance(" ⚑") if self._look.flag else 0
        elide = Qt.TextElideMode.ElideRight
        words = metrics.elidedText(self._look.words, elide, room.width() - flag)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if self._look.flag:
            painter.setPen(QColor(getattr(tokens.flag, self._look.flag, colors.mute)))
            room.setLeft(room.left() + metrics.horizontalAdvance(words))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, " ⚑")
        self._paint_cross(painter)
