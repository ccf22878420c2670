"""The scoreboard over the picture: period, clocks, score, as sure as the reading is."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from reviewer.domain.clock import Certainty, ClockReading
from reviewer.domain.game import Game
from reviewer.domain.moment import Moment
from reviewer.domain.periods import Period, period_short
from reviewer.domain.times import ClockMs, format_clock
from reviewer.ui.theme import Theme, faded

_ROUGH_MS = 1_000
"""A clock that can be off by this much is shown without tenths."""

_LATE_MS = 5_000
"""A shot clock below this is shown with tenths."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    font: QFont
    color: str
    gap: int
    """Pixels before it."""


class ClockOverlay(QWidget):
    """A plate that lies over the picture and is as wide as what it says."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pieces: tuple[_Piece, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_moment(self, moment: Moment, game: Game, period: Period) -> None:
        """Show this; `period` stands in where the reading has none."""
        reading = moment.reading
        words = clock_words(reading)
        pieces = [self._small(period_short(reading.period or period))]
        if words:
            pieces.append(self._clock(words, sure=reading.certainty is Certainty.EXACT))
        if moment.shot_clock is not None:
            pieces.append(
                self._small(shot_clock_words(moment.shot_clock), self._theme.tokens.space.m)
            )
        if moment.score is not None and game.home is not None and game.away is not None:
            colors = self._theme.tokens.picture
            pieces.append(self._team(f"{game.away.short} {moment.score.away}", colors.away))
            pieces.append(self._team(f"{game.home.short} {moment.score.home}", colors.home))
        self._show([piece for piece in pieces if piece.text])

    def _show(self, pieces: list[_Piece]) -> None:
        self._pieces = tuple(pieces)
        self.setAccessibleName(" ".join(piece.text for piece in pieces))
        bottom = self.geometry().bottomLeft()
        self.resize(self.sizeHint())
        self.move(bottom.x(), bottom.y() - self.height() + 1)
        self.setVisible(bool(pieces))
        self.update()

    def _small(self, text: str, gap: int = 0) -> _Piece:
        tokens = self._theme.tokens
        font = self._theme.font(tokens.type.body, QFont.Weight.Medium)
        return _Piece(text, font, tokens.picture.mute, gap)

    def _clock(self, text: str, *, sure: bool) -> _Piece:
        tokens = self._theme.tokens
        weight = QFont.Weight.Bold if sure else QFont.Weight.Normal
        color = tokens.picture.text if sure else tokens.picture.mute
        return _Piece(text, self._theme.font(tokens.type.clock, weight), color, tokens.space.m)

    def _team(self, text: str, color: str) -> _Piece:
        tokens = self._theme.tokens
        font = self._theme.font(tokens.type.title, QFont.Weight.DemiBold)
        return _Piece(text, font, color, tokens.space.m)

    @override
    def sizeHint(self) -> QSize:
        tokens = self._theme.tokens
        widths = (QFontMetricsF(p.font).horizontalAdvance(p.text) + p.gap for p in self._pieces)
        height = QFontMetricsF(self._theme.font(tokens.type.clock)).height()
        return QSize(round(sum(widths) + 2 * tokens.space.m), round(height + 2 * tokens.space.xs))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(tokens.picture.panel, tokens.opacity.plate))
        corner = tokens.corner.plate
        painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        clock = QFontMetricsF(self._theme.font(tokens.type.clock, QFont.Weight.Bold))
        baseline = (self.height() + clock.capHeight()) / 2
        left = float(tokens.space.m)
        for piece in self._pieces:
            painter.setFont(piece.font)
            painter.setPen(QColor(piece.color))
            painter.drawText(QPointF(left + piece.gap, baseline), piece.text)
            left += piece.gap + QFontMetricsF(piece.font).horizontalAdvance(piece.text)


def clock_words(reading: ClockReading) -> str:
    """`7:24.6`; `≈ 7:24` where it is within bounds only; nothing where it is not known."""
    if reading.clock is None or reading.certainty is Certainty.UNKNOWN:
        return ""
    if reading.certainty is Certainty.EXACT:
        return format_clock(reading.clock)
    rough = reading.bound_ms is None or reading.bound_ms >= _ROUGH_MS
    return f"≈ {format_clock(reading.clock, tenths=not rough)}"


def shot_clock_words(shown: ClockMs) -> str:
    """`:14`, cut to the second as the scoreboard does; `:4.3` when it runs out."""
    seconds = shown // 1000
    return f":{seconds}.{shown % 1000 // 100}" if shown < _LATE_MS else f":{seconds:02d}"
