"""Paints the rows of the games page: when, who and where, how it ended, and what is kept."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from reviewer.domain.game import EventId
from reviewer.domain.season import SeasonGame, Section
from reviewer.domain.times import WallMs
from reviewer.ui.game_model import WHEN
from reviewer.ui.marks import paint_kept
from reviewer.ui.row_delegate import LEFT, RowDelegate, is_selected, is_under_mouse
from reviewer.ui.row_model import ITEM, Index
from reviewer.ui.theme import Theme

_BOTTOM = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom


class GameDelegate(RowDelegate):
    """Draws what the model says. `is_kept` is asked which games play with the network gone."""

    def __init__(
        self,
        theme: Theme,
        now: Callable[[], WallMs],
        is_kept: Callable[[EventId], bool],
    ) -> None:
        super().__init__(theme)
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
        selected = is_selected(option)
        fill = colors.raised if selected or is_under_mouse(option) else None
        self._paint_ground(painter, rect, fill, colors.accent if selected else None)
        inner = rect.adjusted(tokens.space.m, tokens.space.s, -tokens.space.m, -tokens.space.s)
        time = QRect(inner.left(), inner.top(), tokens.size.game_time, inner.height())
        score = QRect(inner)
        score.setLeft(inner.right() - tokens.size.game_score)
        words = QRect(inner)
        words.setLeft(time.right())
        words.setRight(score.left())
        self._paint_words(painter, time, when, self._body, colors.mute)
        self._paint_about(painter, words, game)
        self._paint_score(painter, score, game)

    def _paint_about(self, painter: QPainter, room: QRect, game: SeasonGame) -> None:
        colors, half = self._theme.colors, room.height() // 2
        above = QRect(room.left(), room.top(), room.width(), half)
        below = QRect(room.left(), room.top() + half, room.width(), half)
        self._paint_words(painter, above, game.name, self._strong, colors.text)
        if self._is_kept(game.id):
            box = QRect(below.left(), 0, self._theme.tokens.size.kept_mark, 0)
            box.setHeight(box.width())
            box.moveTop(below.center().y() - box.height() // 2)
            paint_kept(painter, box, colors.good)
            below.setLeft(box.right() + self._theme.tokens.space.s)
        state = game.state(self._now())
        live = state == "Live"
        if live:
            self._paint_words(painter, below, f"● {state}", self._body, colors.good)
            taken = QFontMetrics(self._body).horizontalAdvance(f"● {state} · ")
            below.setLeft(below.left() + taken)
        told = " · ".join(part for part in ("" if live else state, game.place) if part)
        self._paint_words(painter, below, told, self._body, colors.mute)

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
                QRect(right - width, room.top(), width + 1, room.height()), LEFT, f"{points}{end}"
            )
            right -= width

    @override
    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ITEM)
        if isinstance(item, Section):
            self._paint_title(painter, option.rect, item.title)
        elif isinstance(item, SeasonGame):
            self._paint_game(painter, option, item, str(index.data(WHEN)))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = self._theme.tokens.size
        is_title = isinstance(index.data(ITEM), Section)
        return QSize(size.list_min_width, size.day if is_title else size.row)
