"""What the rows of all lists have in common: their ground, and words cut where there is no room."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from reviewer.ui.row_model import Index
from reviewer.ui.theme import Theme

MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | MIDDLE
RIGHT = Qt.AlignmentFlag.AlignRight | MIDDLE


class RowDelegate(QStyledItemDelegate):
    """Has a list's rows painted by `_paint_item`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        raise NotImplementedError

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRect,
        fill: str | None,
        edge: str | None,
        *,
        outlined: bool = False,
    ) -> None:
        """A row's colour, one along its left edge, a line around it, and the line below it."""
        colors = self._theme.colors
        if fill is not None:
            painter.fillRect(rect, QColor(fill))
        if outlined:
            painter.setPen(QColor(colors.dim))
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -1.5))
        if edge is not None:
            width = self._theme.tokens.size.edge
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), QColor(edge))
        self._paint_hairline(painter, rect, rect.bottom())

    def _paint_hairline(self, painter: QPainter, rect: QRect, y: int) -> None:
        painter.fillRect(rect.left(), y, rect.width(), 1, QColor(self._theme.colors.line))

    def _paint_words(
        self, painter: QPainter, room: QRect, words: str, font: QFont, color: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(room, LEFT, QFontMetrics(font).elidedText(words, elide, room.width()))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_item(painter, option, index)
        painter.restore()


def is_under_mouse(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_MouseOver)


def is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)
