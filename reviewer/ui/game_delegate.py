"""Paints the rows of the games page: when, who and where, how it ended, and what is kept."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from reviewer.domain.game import EventId
from reviewer.domain.season import SeasonGame, Section
from reviewer.domain.times import WallMs
from reviewer.ui.game_model import WHEN
from reviewer.ui.marks import paint_kept
from reviewer.ui.row_model import ITEM
from reviewer.ui.theme import Theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


class GameDelegate(QStyledItemDelegate):
    """Draws what the model says. `is_kept` is asked which games play with the network gone."""

    def __init__(
        self,
        theme: Theme,
        now: Callable[[], WallMs],
        is_kept: Callable[[EventId], bool],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._now = now
        self._is_kept = is_kept
        self.update_look()

    def update_look(self) -> None:
        """Take fonts from the theme again."""
        sizes, semi_bold = self._theme.tokens.type, QFont.Weight.DemiBold
        self._body = self._theme.font(sizes.body)
        self._strong = self._theme.font(sizes.title, semi_bold)
        self._number = self._theme.font(sizes.large, semi_bold)
        self._plain_number = self._theme.font(sizes.large)
        self._heading = self._theme.font(sizes.small, semi_bold)

    def _paint_title(self, painter: QPainter, rect: QRect, title: str) -> None:
        colors, space = self._theme.colors, self._theme.tokens.space
        painter.setFont(self._heading)
        painter.setPen(QColor(colors.mute))
        painter.drawText(rect.adjusted(space.m, 0, -space.m, -space.xs), _BOTTOM, title)

    def _paint_game(
        self, painter: QPainter, option: QStyleOptionViewItem, game: SeasonGame, when: str
    ) -> None:
        colors, tokens = self._theme.colors, self._theme.tokens
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.raised))
            painter.drawRect(rect)
        if selected:
            edge = QRect(rect.left(), rect.top(), tokens.size.edge, rect.height())
            painter.fillRect(edge, QColor(colors.accent))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colors.line))
        inner = rect.adjusted(tokens.space.m, tokens.space.s, -tokens.space.m, -tokens.space.s)
        time = QRect(inner.left(), inner.top(), tokens.size.game_time, inner.height())
        score = QRect(inner)
        score.setLeft(inner.right() - tokens.size.game_score)
        words = QRect(inner)
        words.setLeft(time.right())
        words.setRight(score.left())
        self._paint_when(painter, time, when)
        self._paint_words(painter, words, game)
        self._paint_score(painter, score, game)

    def _paint_when(self, painter: QPainter, room: QRect, words: str) -> None:
        painter.setFont(self._body)
        painter.setPen(QColor(self._theme.colors.mute))
        painter.drawText(room, _LEFT, words)

    def _paint_words(self, painter: QPainter, room: QRect, game: SeasonGame) -> None:
        colors, half = self._theme.colors, room.height() // 2
        above = QRect(room.left(), room.top(), room.width(), half)
        below = QRect(room.left(), room.top() + half, room.width(), half)
        painter.setFont(self._strong)
        painter.setPen(QColor(colors.text))
        painter.drawText(above, _LEFT, _elided(self._strong, game.name, above.width()))
        if self._is_kept(game.id):
            box = QRect(below.left(), 0, self._theme.tokens.size.kept_mark, 0)
            box.setHeight(box.width())
            box.moveTop(below.center().y() - box.height() // 2)
            paint_kept(painter, box, colors.good)
            below.setLeft(box.right() + self._theme.tokens.space.s)
        state = game.state(self._now())
        live = state == "Live"
        painter.setFont(self._body)
        if live:
            painter.setPen(QColor(colors.good))
            painter.drawText(below, _LEFT, f"● {state}")
            taken = QFontMetrics(self._body).horizontalAdvance(f"● {state} · ")
            below.setLeft(below.left() + taken)
        painter.setPen(QColor(colors.mute))
        told = " · ".join(part for part in ("" if live else state, game.place) if part)
        painter.drawText(below, _LEFT, _elided(self._body, told, below.width()))

    def _paint_score(self, painter: QPainter, room: QRect, game: SeasonGame) -> None:
        """The visitors' points first, as their name is; the winner's are the stronger ones."""
        score = game.score
        if score is None:
            return
        colors, right = self._theme.colors, room.right()
        for points, other, end in ((score.home, score.away, ""), (score.away, score.home, " – ")):
            won = points > other
            font = self._number if won else self._plain_number
            width = QFontMetrics(font).horizontalAdvance(f"{points}{end}")
            painter.setFont(font)
            painter.setPen(QColor(colors.text if won else colors.mute))
            painter.drawText(
                QRect(right - width, room.top(), width + 1, room.height()), _LEFT, f"{points}{end}"
            )
            right -= width

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = index.data(ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Section):
            self._paint_title(painter, option.rect, item.title)
        elif isinstance(item, SeasonGame):
            self._paint_game(painter, option, item, str(index.data(WHEN)))
        painter.restore()

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = self._theme.tokens.size
        is_title = isinstance(index.data(ITEM), Section)
        return QSize(size.list_min_width, size.day if is_title else size.row)


_BOTTOM = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


def _elided(font: QFont, words: str, width: int) -> str:
    return QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
