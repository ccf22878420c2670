"""Paints the rows of the clip list: picture, two lines, colour, length; and group titles."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from reviewer.domain.game import ClipId
from reviewer.domain.listing import Group, Row, Side, source_title
from reviewer.domain.said import Said
from reviewer.domain.times import format_length
from reviewer.ui.clip_model import PLAYED
from reviewer.ui.marks import paint_kept, paint_tick
from reviewer.ui.row_delegate import LEFT, RIGHT, RowDelegate, is_under_mouse
from reviewer.ui.row_model import ITEM, Index
from reviewer.ui.row_posters import RowPosters
from reviewer.ui.theme import Theme
from reviewer.ui.tokens import Palette

_USUAL_SOURCE = "POSSESSION"
_SHORTEST_TAG = 4


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where the parts of one row lie."""

    poster: QRect
    first: QRect
    second: QRect
    length: QRect
    mark: QRect
    """Where it says that a clip is kept offline."""
    reviewed: QRect
    """Where it says that a clip is reviewed."""


class ClipDelegate(RowDelegate):
    """Draws what the model says; `set_current` tells it which row is the one playing.

    `is_kept` is asked which clips play with the network gone.
    """

    def __init__(
        self, theme: Theme, posters: RowPosters, is_kept: Callable[[ClipId], bool]
    ) -> None:
        super().__init__(theme)
        self._posters = posters
        self._is_kept = is_kept
        self._current: ClipId | None = None
        self._selected: frozenset[ClipId] = frozenset()
        self._body = QFont()
        self._strong = QFont()
        self._small = QFont()
        self._heading = QFont()
        self.update_look()

    def set_current(self, clip: ClipId | None) -> None:
        self._current = clip

    def set_selected(self, clips: Iterable[ClipId]) -> None:
        """These rows are marked for one act on all of them."""
        self._selected = frozenset(clips)

    def update_look(self) -> None:
        """Take fonts from the theme again."""
        sizes, semi_bold = self._theme.tokens.type, QFont.Weight.DemiBold
        self._body = self._theme.font(sizes.body)
        self._strong = self._theme.font(sizes.body, semi_bold)
        self._small = self._theme.font(sizes.cap)
        self._heading = self._theme.font(sizes.small, semi_bold)

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group) -> None:
        colors, space = self._theme.colors, self._theme.tokens.space
        bar = rect.adjusted(0, rect.height() - self._theme.tokens.size.group, 0, 0)
        painter.fillRect(bar, QColor(colors.raised))
        self._paint_hairline(painter, bar, bar.top())
        self._paint_hairline(painter, bar, bar.bottom())
        painter.setFont(self._heading)
        painter.setPen(QColor(colors.mute))
        inner = bar.adjusted(space.m, 0, -space.m, 0)
        painter.drawText(inner, LEFT, group.title)
        painter.drawText(inner, RIGHT, group_count(group))

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, row: Row, *, played: bool
    ) -> None:
        colors = self._theme.colors
        current = row.id == self._current
        lines = self._lines(option.rect)
        self._paint_state(painter, option, current=current, selected=row.id in self._selected)
        if (played or row.said.reviewed) and not current:
            painter.setOpacity(self._theme.tokens.opacity.played)
        self._paint_poster(painter, lines.poster, row.id)
        self._paint_dot(painter, lines.first, row.side)
        self._paint_first(painter, lines.first, row)
        self._paint_second(painter, lines.second, row)
        painter.setFont(self._body)
        painter.setPen(QColor(colors.mute if current else colors.dim))
        length_ms = row.clip.length_ms
        painter.drawText(lines.length, RIGHT, "" if length_ms is None else format_length(length_ms))
        if self._is_kept(row.id):
            paint_kept(painter, lines.mark, colors.good)
        if row.said.reviewed:
            paint_tick(painter, lines.reviewed, colors.good)
        painter.setOpacity(1)

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, *, current: bool, selected: bool
    ) -> None:
        colors = self._theme.colors
        raised = colors.raised if current or is_under_mouse(option) else None
        fill = colors.line if selected else raised
        edge = colors.accent if current else colors.mute if selected else None
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        self._paint_ground(painter, option.rect, fill, edge, outlined=focused and not current)

    def _paint_poster(self, painter: QPainter, frame: QRect, clip: ClipId) -> None:
        """The clip's picture; until there is one, a calm patch of its size."""
        pixmap = self._posters.pixmap(clip, painter.device().devicePixelRatio())
        if pixmap is not None:
            painter.drawPixmap(frame.topLeft(), pixmap)
            return
        corner = self._theme.tokens.corner.small
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colors.line))
        painter.setOpacity(painter.opacity() * self._theme.tokens.opacity.hatch)
        painter.drawRoundedRect(frame, corner, corner)
        painter.setOpacity(painter.opacity() / self._theme.tokens.opacity.hatch)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_dot(self, painter: QPainter, line: QRect, side: Side) -> None:
        size = self._theme.tokens.size.dot
        left, top = line.left(), line.center().y() - size / 2 + 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(side_color(self._theme.colors, side)))
        painter.drawRoundedRect(QRectF(left, top, size, size), size / 4, size / 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_first(self, painter: QPainter, line: QRect, row: Row) -> None:
        colors, size, space = self._theme.colors, self._theme.tokens.size, self._theme.tokens.space
        words = line.adjusted(size.dot + space.s, 0, 0, 0)
        painter.setFont(self._strong)
        painter.setPen(QColor(_clock_color(colors, row)))
        painter.drawText(words, LEFT, row.clock or "No clock")
        taken = QFontMetrics(self._strong).horizontalAdvance(row.clock or "No clock")
        room = words.adjusted(taken + space.s, 0, 0, 0)
        if row.clip.source != _USUAL_SOURCE:
            taken = self._paint_tag(painter, room, source_title(row.clip.source))
            room.adjust(taken, 0, 0, 0)
        self._paint_said(painter, room, row.said)

    def _paint_said(self, painter: QPainter, room: QRect, said: Said) -> None:
        """As many tags as there is room for, and how many more there are; ✎ for a note."""
        told = {chip.id: chip.button for chip in said.chips}
        words = [(button.title, button.colour) for button in told.values()]
        if said.note:
            words.insert(0, ("✎", ""))
        for place, (title, colour) in enumerate(words):
            more = f"+{len(words) - place}"
            last = place == len(words) - 1
            kept = 0 if last else QFontMetrics(self._small).horizontalAdvance(more)
            taken = self._paint_tag(painter, room.adjusted(0, 0, -kept, 0), title, colour)
            if not taken:
                painter.drawText(room, LEFT, more)
                return
            room = room.adjusted(taken, 0, 0, 0)

    def _paint_tag(self, painter: QPainter, room: QRect, told: str, colour: str = "") -> int:
        """Words in a frame, with a tag's colour at its left; the width that it took, or 0."""
        colors, tokens = self._theme.colors, self._theme.tokens
        metrics = QFontMetrics(self._small)
        padding = tokens.space.xs
        edge = tokens.size.edge if colour else 0
        elide = Qt.TextElideMode.ElideRight
        words = metrics.elidedText(told, elide, room.width() - 2 * padding - edge)
        if len(words) < min(_SHORTEST_TAG, len(told)):
            painter.setFont(self._small)
            painter.setPen(QColor(colors.mute))
            return 0
        width = metrics.horizontalAdvance(words) + 2 * padding + edge
        height = metrics.height() + 1
        top = room.center().y() - height / 2 + 1
        frame = QRectF(room.left() + 0.5, round(top) + 0.5, width, height)
        painter.setPen(QPen(QColor(colors.line)))
        painter.drawRoundedRect(frame, tokens.corner.small, tokens.corner.small)
        painter.setFont(self._small)
        painter.setPen(QColor(colors.mute))
        inside = frame.adjusted(tokens.size.edge if colour else 0, 0, 0, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, words)
        if colour:
            left = QRectF(frame.left(), frame.top(), tokens.size.edge, frame.height())
            painter.fillRect(left, QColor(colour))
        return round(width) + padding

    def _paint_second(self, painter: QPainter, line: QRect, row: Row) -> None:
        """What happened and who; or why it cannot play, with the remedy never cut off."""
        colors, metrics = self._theme.colors, QFontMetrics(self._body)
        failed = row.why_not is not None
        words = row.why_not or " · ".join(part for part in (row.what, row.who) if part)
        remedy = " · Retry" if failed and row.clip.hls is not None else ""
        room = line.width() - metrics.horizontalAdvance(remedy)
        told = metrics.elidedText(words.rstrip("."), Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._body)
        painter.setPen(QColor(colors.bad if failed else colors.mute))
        painter.drawText(line, LEFT, told + remedy)

    def _lines(self, rect: QRect) -> _Lines:
        space, size = self._theme.tokens.space, self._theme.tokens.size
        inner = rect.adjusted(space.m, space.s - 1, -space.m, -space.s)
        poster = QRect(inner.left(), 0, size.poster_width, size.poster_height)
        poster.moveTop(rect.top() + (rect.height() - 1 - size.poster_height) // 2)
        mark = QRect(0, 0, size.kept_mark, size.kept_mark)
        mark.moveBottomRight(inner.bottomRight())
        half = inner.height() // 2
        length_width = QFontMetrics(self._body).horizontalAdvance("00:00")
        left = size.poster_width + space.s + space.xs // 2
        text = inner.adjusted(left, 0, -length_width - space.s, 0)
        return _Lines(
            poster=poster,
            first=QRect(text.left(), text.top(), text.width(), half),
            second=QRect(text.left(), text.top() + half, text.width(), half),
            length=inner,
            mark=mark,
            reviewed=mark.translated(-mark.width() - space.s, 0),
        )

    @override
    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ITEM)
        if isinstance(item, Group):
            self._paint_group(painter, option.rect, item)
        else:
            self._paint_row(painter, option, item, played=bool(index.data(PLAYED)))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.tokens.size.list_min_width, self._theme.tokens.size.row)


def side_color(colors: Palette, side: Side) -> str:
    """A team's colour."""
    return {Side.HOME: colors.home, Side.AWAY: colors.away, Side.NEITHER: colors.dim}[side]


def group_count(group: Group) -> str:
    """`38 of 71`, or `71` where nothing is filtered away."""
    shown = len(group.rows)
    return str(shown) if shown == group.total else f"{shown} of {group.total}"


def _clock_color(colors: Palette, row: Row) -> str:
    if row.why_not is not None:
        return colors.bad
    return colors.text if row.clock else colors.mute
