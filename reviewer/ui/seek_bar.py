"""The seek bar of one clip: the clip in its lead and lag, the play-head, stops and times."""

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.ui.theme import Theme, faded
from reviewer.ui.time_scale import Tick, TimeScale

_TICK_PX = 110
"""Room for one round time and the space beside it."""


class SeekBar(QWidget):
    """Click or drag to seek; under the mouse it tells times above its groove.

    Signals: `sought(int)`, the wanted position in ms of the stream, `dropped()`, and
    `hovered(MediaMs | None)`, the one under the mouse while nothing is dragged.
    """

    sought = Signal(int)
    dropped = Signal()
    hovered = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._played: MediaSpan | None = None
        self._marked: MediaSpan | None = None
        self._stopped: tuple[MediaSpan, ...] = ()
        self._missing: tuple[MediaSpan, ...] = ()
        self._scale: TimeScale | None = None
        self._ticks: tuple[Tick, ...] = ()
        self._loop: MediaSpan | None = None
        self._hovered: MediaMs | None = None
        self._head: MediaMs | None = None
        self._dragging = False
        self.setAccessibleName("Position in the clip")
        self.setFixedHeight(theme.tokens.size.seek_bar)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def head(self) -> MediaMs | None:
        """Where the play-head stands."""
        return self._head

    @property
    def hover_words(self) -> str:
        """The time under the mouse, as it is told above the groove."""
        if self._scale is None or self._hovered is None:
            return ""
        words = self._scale.words_at(self._hovered)
        lost = any(gap.start <= self._hovered < gap.end for gap in self._missing)
        return f"{words} · no footage" if lost else words

    def show_clip(
        self,
        played: MediaSpan,
        marked: MediaSpan,
        stopped: tuple[MediaSpan, ...] = (),
        scale: TimeScale | None = None,
        missing: tuple[MediaSpan, ...] = (),
    ) -> None:
        """Show `marked` within `played`, hatch the stretches in which the clock stands, and leave
        open those whose footage is `missing`.
        """
        if played != self._played:
            self._head = played.start
            self._dragging = False
        self._played, self._marked, self._stopped = played, marked, stopped
        self._scale, self._missing = scale, missing
        self._ticks = self._round_times()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.update()

    def show_nothing(self) -> None:
        """An empty groove."""
        self._played = self._marked = self._head = self._scale = self._hovered = None
        self._stopped = self._ticks = self._missing = ()
        self._dragging = False
        self.unsetCursor()
        self.update()

    def show_loop(self, loop: MediaSpan | None) -> None:
        """Bracket what is played over and over."""
        self._loop = loop
        self.update()

    def show_head(self, media: MediaMs) -> None:
        """Move the play-head; while it is dragged it stays under the mouse."""
        if not self._dragging:
            self._head = media
            self.update()

    def x_of(self, media: MediaMs) -> float:
        """Where in the widget a position lies."""
        if self._played is None or not self._played.length_ms:
            return float(self._margin)
        fraction = (media - self._played.start) / self._played.length_ms
        return self._margin + min(max(fraction, 0.0), 1.0) * self._width

    @property
    def _margin(self) -> float:
        return self._theme.tokens.size.seek_knob / 2

    @property
    def _width(self) -> float:
        return max(self.width() - 2 * self._margin, 1.0)

    @property
    def _middle(self) -> float:
        """The height of the groove, below the times."""
        return (self.height() + self._theme.tokens.size.seek_labels) / 2

    def _round_times(self) -> tuple[Tick, ...]:
        if self._scale is None or self._hovered is None:
            return ()
        return self._scale.ticks(max(2, round(self._width / _TICK_PX)))

    def _media_at(self, x: float) -> MediaMs | None:
        if self._played is None:
            return None
        fraction = min(max((x - self._margin) / self._width, 0.0), 1.0)
        return MediaMs(round(self._played.start + fraction * self._played.length_ms))

    def _seek_to(self, x: float) -> None:
        media = self._media_at(x)
        if media is not None:
            self._head = media
            self.update()
            self.sought.emit(media)

    def _bar(self, start: MediaMs, end: MediaMs, height: float) -> QRectF:
        left, right = self.x_of(start), self.x_of(end)
        return QRectF(left, self._middle - height / 2, right - left, height)

    def _paint_groove(self, painter: QPainter) -> None:
        colors, sizes = self._theme.colors, self._theme.tokens.size
        height = sizes.seek_groove
        groove = QRectF(self._margin, self._middle - height / 2, self._width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.line))
        painter.drawRoundedRect(groove, height / 2, height / 2)

    def _paint_clip(self, painter: QPainter, marked: MediaSpan, head: MediaMs) -> None:
        accent, tokens = self._theme.colors.accent, self._theme.tokens
        height = tokens.size.seek_groove
        whole = self._bar(marked.start, marked.end, height)
        painter.fillRect(whole, faded(accent, tokens.opacity.clip))
        reached = MediaMs(min(max(head, marked.start), marked.end))
        painter.fillRect(self._bar(marked.start, reached, height), QColor(accent))

    def _paint_stops(self, painter: QPainter) -> None:
        """Slanted lines; with a pattern brush they would change with the screen's scale."""
        tokens = self._theme.tokens
        step, height = tokens.size.hatch_step, tokens.size.hatch_height
        pen = QPen(faded(self._theme.colors.text, tokens.opacity.hatch), tokens.size.hatch_pen)
        for span in self._stopped:
            area = self._bar(span.start, span.end, height)
            lines = QPainterPath()
            x = area.left() - height
            while x < area.right():
                lines.moveTo(x, area.bottom())
                lines.lineTo(x + height, area.top())
                x += step
            painter.save()
            painter.setClipRect(area)
            painter.strokePath(lines, pen)
            painter.restore()

    def _paint_missing(self, painter: QPainter) -> None:
        """The groove is broken there, between two ends that stand out."""
        colors, tokens = self._theme.colors, self._theme.tokens
        for gap in self._missing:
            hole = self._bar(gap.start, gap.end, tokens.size.hatch_height)
            painter.fillRect(hole, QColor(colors.panel))
            painter.setPen(QPen(QColor(colors.warn), tokens.size.hatch_pen))
            for x in (hole.left(), hole.right()):
                painter.drawLine(QLineF(x, hole.top(), x, hole.bottom()))
            painter.drawLine(QLineF(hole.left(), self._middle, hole.right(), self._middle))

    def _paint_loop(self, painter: QPainter, loop: MediaSpan) -> None:
        tokens = self._theme.tokens
        area = self._bar(loop.start, loop.end, tokens.size.hatch_height)
        painter.setPen(QPen(QColor(self._theme.colors.text), tokens.size.hatch_pen))
        for x, inward in ((area.left(), 1), (area.right(), -1)):
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
            for y in (area.top(), area.bottom()):
                painter.drawLine(QLineF(x, y, x + inward * tokens.size.seek_tick, y))

    def _paint_knob(self, painter: QPainter, head: MediaMs) -> None:
        sizes = self._theme.tokens.size
        inset = sizes.seek_ring / 2
        size = sizes.seek_knob - sizes.seek_ring
        left = self.x_of(head) - sizes.seek_knob / 2 + inset
        painter.setPen(QPen(QColor(self._theme.colors.accent), sizes.seek_ring))
        painter.setBrush(QBrush(Qt.GlobalColor.white))
        painter.drawEllipse(QRectF(left, self._middle - size / 2, size, size))

    def _paint_times(self, painter: QPainter, hovered: MediaMs) -> None:
        """The time under the mouse, and round ones where they leave it room."""
        colors, tokens = self._theme.colors, self._theme.tokens
        painter.setFont(self._theme.font(tokens.type.small))
        taken = self._label(painter, hovered, self.hover_words)
        painter.setPen(QColor(colors.text))
        painter.drawText(taken, Qt.AlignmentFlag.AlignCenter, self.hover_words)
        painter.setPen(QColor(colors.dim))
        for tick in self._ticks:
            x = round(self.x_of(tick.media)) + 0.5
            painter.drawLine(
                QLineF(
                    x, tokens.size.seek_labels, x, tokens.size.seek_labels + tokens.size.seek_tick
                )
            )
            room = self._label(painter, tick.media, tick.words)
            if not room.intersects(taken):
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tick.words)

    def _label(self, painter: QPainter, media: MediaMs, words: str) -> QRectF:
        """Room for words above a position, within the bar."""
        width = QFontMetricsF(painter.font()).horizontalAdvance(words)
        width += 2 * self._theme.tokens.space.xs
        left = min(max(self.x_of(media) - width / 2, 0.0), self.width() - width)
        return QRectF(left, 0, width, self._theme.tokens.size.seek_labels)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_groove(painter)
        if self._marked is not None and self._head is not None:
            self._paint_clip(painter, self._marked, self._head)
            self._paint_stops(painter)
            self._paint_missing(painter)
            if self._loop is not None:
                self._paint_loop(painter, self._loop)
            self._paint_knob(painter, self._head)
        if self._hovered is not None:
            self._paint_times(painter, self._hovered)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._played is not None:
            self._dragging = True
            self._seek_to(event.position().x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        first, self._hovered = self._hovered is None, self._media_at(event.position().x())
        if first:
            self._ticks = self._round_times()
        if self._dragging:
            self._seek_to(event.position().x())
        self.hovered.emit(None if self._dragging else self._hovered)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.hovered.emit(None)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ticks = self._round_times()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.dropped.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.tokens.size.picture_min_width, self._theme.tokens.size.seek_bar)
