"""Paints a playlist's items: its number, two lines, what is against it, and its length."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from reviewer.domain.item_rows import ItemRow
from reviewer.ui.row_model import ITEM
from reviewer.ui.theme import Theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


class ItemDelegate(QStyledItemDelegate):
    """Draws what the model says; `set_playing` tells it which item is on screen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._playing: str | None = None

    def set_playing(self, id_: str | None) -> None:
        self._playing = id_

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, on: bool) -> None:
        colors, rect = self._theme.colors, option.rect
        flag = QStyle.StateFlag
        if on or option.state & (flag.State_MouseOver | flag.State_Selected):
            painter.fillRect(rect, QColor(colors.raised))
        if option.state & flag.State_Selected:
            painter.setPen(QColor(colors.dim))
            painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -1.5))
        if on:
            edge = QRect(rect.left(), rect.top(), self._theme.tokens.size.edge, rect.height())
            painter.fillRect(edge, QColor(colors.accent))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colors.line))

    def _paint_words(self, painter: QPainter, room: QRect, row: ItemRow) -> None:
        colors, tokens = self._theme.colors, self._theme.tokens
        strong = self._theme.font(tokens.type.body, QFont.Weight.DemiBold)
        small = self._theme.font(tokens.type.small)
        half = room.height() // 2
        first, second = room.adjusted(0, 0, 0, -half), room.adjusted(0, half, 0, 0)
        if row.item.footage is None:
            self._line(painter, room, row.title, strong, colors.text)
            return
        head, _, rest = row.title.partition(" · ")
        self._line(painter, first, head, strong, colors.text)
        taken = QFontMetrics(strong).horizontalAdvance(head) + tokens.space.s
        self._line(painter, first.adjusted(taken, 0, 0, 0), row.where, small, colors.dim)
        told = row.trouble or " · ".join(filter(None, (rest, row.item.note)))
        color = colors.warn if row.trouble else colors.mute
        self._line(painter, second, " ".join(told.split()), small, color)

    def _line(self, painter: QPainter, room: QRect, words: str, font: QFont, color: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(room, _LEFT, QFontMetrics(font).elidedText(words, elide, room.width()))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: ItemRow = index.data(ITEM)
        colors, space = self._theme.colors, self._theme.tokens.space
        on = row.item.id == self._playing
        painter.save()
        self._paint_ground(painter, option, on=on)
        inner = option.rect.adjusted(space.m, space.xs, -space.m, -space.xs - 1)
        font = self._theme.font(self._theme.tokens.type.small)
        number = QFontMetrics(font).horizontalAdvance("000")
        length = QFontMetrics(font).horizontalAdvance("00:00") + space.s
        painter.setFont(font)
        painter.setPen(QColor(colors.accent if on else colors.dim))
        mark = "T" if row.item.footage is None else str(index.row() + 1)
        painter.drawText(inner, _LEFT, mark)
        painter.setPen(QColor(colors.dim))
        trimmed = "✂ " if row.item.trim else ""
        painter.drawText(inner, _RIGHT, f"{trimmed}{row.length}")
        if trimmed:
            length += QFontMetrics(font).horizontalAdvance(trimmed)
        self._paint_words(painter, inner.adjusted(number, 0, -length, 0), row)
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self._theme.tokens.size.row - self._theme.tokens.space.s)
