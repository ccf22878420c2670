"""Paints a playlist's items: its number, two lines, what is against it, and its length."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from reviewer.domain.item_rows import ItemRow
from reviewer.ui.row_delegate import LEFT, RIGHT, RowDelegate, is_selected, is_under_mouse
from reviewer.ui.row_model import ITEM, Index
from reviewer.ui.theme import Theme


class ItemDelegate(RowDelegate):
    """Draws what the model says; `set_playing` tells it which item is on screen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._playing: str | None = None

    def set_playing(self, id_: str | None) -> None:
        self._playing = id_

    def _paint_state(self, painter: QPainter, option: QStyleOptionViewItem, *, on: bool) -> None:
        colors, selected = self._theme.colors, is_selected(option)
        fill = colors.raised if on or selected or is_under_mouse(option) else None
        edge = colors.accent if on else None
        self._paint_ground(painter, option.rect, fill, edge, outlined=selected)

    def _paint_lines(self, painter: QPainter, room: QRect, row: ItemRow) -> None:
        colors, tokens = self._theme.colors, self._theme.tokens
        strong = self._theme.font(tokens.type.body, QFont.Weight.DemiBold)
        small = self._theme.font(tokens.type.small)
        half = room.height() // 2
        first, second = room.adjusted(0, 0, 0, -half), room.adjusted(0, half, 0, 0)
        if row.item.footage is None:
            self._paint_words(painter, room, row.title, strong, colors.text)
            return
        head, _, rest = row.title.partition(" · ")
        self._paint_words(painter, first, head, strong, colors.text)
        taken = QFontMetrics(strong).horizontalAdvance(head) + tokens.space.s
        self._paint_words(painter, first.adjusted(taken, 0, 0, 0), row.where, small, colors.dim)
        told = row.trouble or " · ".join(filter(None, (rest, row.item.note)))
        color = colors.warn if row.trouble else colors.mute
        self._paint_words(painter, second, " ".join(told.split()), small, color)

    @override
    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ItemRow = index.data(ITEM)
        colors, space = self._theme.colors, self._theme.tokens.space
        on = row.item.id == self._playing
        self._paint_state(painter, option, on=on)
        inner = option.rect.adjusted(space.m, space.xs, -space.m, -space.xs - 1)
        font = self._theme.font(self._theme.tokens.type.small)
        number = QFontMetrics(font).horizontalAdvance("000")
        length = QFontMetrics(font).horizontalAdvance("00:00") + space.s
        painter.setFont(font)
        painter.setPen(QColor(colors.accent if on else colors.dim))
        mark = "T" if row.item.footage is None else str(index.row() + 1)
        painter.drawText(inner, LEFT, mark)
        painter.setPen(QColor(colors.dim))
        trimmed = "✂ " if row.item.trim else ""
        painter.drawText(inner, RIGHT, f"{trimmed}{row.length}")
        if trimmed:
            length += QFontMetrics(font).horizontalAdvance(trimmed)
        self._paint_lines(painter, inner.adjusted(number, 0, -length, 0), row)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.tokens.size.row - self._theme.tokens.space.s)
