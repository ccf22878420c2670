"""Paints what was found: a line for each moment, with its game, its clock, its title, its tags."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from reviewer.domain.found import FoundMoment
from reviewer.domain.game import ClipId, TeamId
from reviewer.domain.listing import Side
from reviewer.domain.palettes import Button
from reviewer.session.review import Review
from reviewer.ui.clip_delegate import side_color
from reviewer.ui.found_model import place_words
from reviewer.ui.row_delegate import RowDelegate, is_selected, is_under_mouse
from reviewer.ui.row_model import ITEM, Index
from reviewer.ui.theme import Theme

_TAGS_SHARE = 0.45
"""How much of a line tags may take from its title."""


class FoundDelegate(RowDelegate):
    """Draws what the model says. `set_playing` tells it which moment is on screen."""

    def __init__(self, theme: Theme, review: Review) -> None:
        super().__init__(theme)
        self._review = review
        self._playing: tuple[str, ClipId] | None = None

    def set_playing(self, game: str, clip: ClipId) -> None:
        self._playing = (game, clip)

    def _paint_moment(self, painter: QPainter, rect: QRect, moment: FoundMoment) -> None:
        colors, tokens = self._theme.colors, self._theme.tokens
        line = rect.adjusted(tokens.space.m, 0, -tokens.space.m, -1)
        line = self._paint_dot(painter, line, moment.team)
        period, clock = place_words(moment)
        finder = self._review.finder
        if finder is not None and finder.everywhere:
            words = moment.game_name or moment.game
            line = self._paint_column(painter, line, words, colors.mute, tokens.size.found_game)
        line = self._paint_column(painter, line, period, colors.mute, tokens.size.found_period)
        line = self._paint_column(
            painter, line, clock, colors.text, tokens.size.found_clock, QFont.Weight.DemiBold
        )
        line = self._paint_tags(painter, line, moment)
        title = moment.title or "Tagged moment"
        self._paint_column(painter, line, title, colors.text, line.width())

    def _paint_column(
        self,
        painter: QPainter,
        line: QRect,
        words: str,
        color: str,
        width: int,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> QRect:
        """Draw in a column at the left; what is left of the line is the answer."""
        font = self._theme.font(self._theme.tokens.type.body, weight)
        room = min(width, line.width())
        box = QRect(line.left(), line.top(), room, line.height())
        self._paint_words(painter, box, words, font, color)
        return line.adjusted(room + self._theme.tokens.space.s, 0, 0, 0)

    def _paint_dot(self, painter: QPainter, line: QRect, team: TeamId | None) -> QRect:
        tokens = self._theme.tokens
        color = side_color(self._theme.colors, self._side(team))
        box = QRectF(0, 0, tokens.size.dot, tokens.size.dot)
        box.moveCenter(QPointF(line.left() + tokens.size.dot / 2, line.center().y() + 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(box, 2, 2)
        return line.adjusted(tokens.size.dot + tokens.space.s, 0, 0, 0)

    def _paint_tags(self, painter: QPainter, line: QRect, moment: FoundMoment) -> QRect:
        """From the right; as many as have room."""
        font = self._theme.font(self._theme.tokens.type.cap)
        metrics, space = QFontMetrics(font), self._theme.tokens.space
        least = line.right() - round(line.width() * _TAGS_SHARE)
        right = line.right()
        for button in reversed(list(self._buttons(moment))):
            words = f"{button.glyph} {button.title}".strip()
            width = metrics.horizontalAdvance(words) + 2 * space.s
            if right - width < least:
                break
            box = QRectF(right - width, line.center().y() - 8, width, 18)
            self._paint_tag(painter, box, words, button.colour, font)
            right -= width + space.xs
        return line.adjusted(0, 0, right - line.right(), 0)

    def _paint_tag(
        self, painter: QPainter, box: QRectF, words: str, color: str, font: QFont
    ) -> None:
        colors, tokens = self._theme.colors, self._theme.tokens
        painter.setPen(QPen(QColor(color or colors.line)))
        painter.setBrush(QColor(colors.panel))
        painter.drawRoundedRect(box, tokens.corner.small, tokens.corner.small)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _buttons(self, moment: FoundMoment) -> Iterable[Button]:
        vocabulary = self._review.palettes.vocabulary
        return (vocabulary.button(group, value) for group, value in moment.tags)

    def _side(self, team: TeamId | None) -> Side:
        game = self._review.game
        if game is not None and team is not None:
            if game.home is not None and game.home.id == team:
                return Side.HOME
            if game.away is not None and game.away.id == team:
                return Side.AWAY
        return Side.NEITHER

    @override
    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        moment, colors = index.data(ITEM), self._theme.colors
        playing = self._playing == (moment.game, moment.clip)
        raised = playing or is_selected(option) or is_under_mouse(option)
        edge = colors.accent if playing else None
        self._paint_ground(painter, option.rect, colors.raised if raised else None, edge)
        self._paint_moment(painter, option.rect, moment)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = self._theme.tokens.size
        return QSize(size.list_min_width, size.found_row)
