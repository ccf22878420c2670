"""The scoreboard burned into the footage: a panel that changes now and then, and running digits."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from reviewer.demo.art import BOARD_PX, PANEL, SIDE_COLOURS, WIDTH_PX, bold_font, smooth_painter
from reviewer.domain.times import ClockMs, format_clock

_TEXT: Final = QColor("#f2f4f6")
_MUTE: Final = QColor("#9aa3b2")
_NOTE: Final = QColor("#f2b84b")
_CELLS_PX: Final = {":": 10, ".": 10}
_DIGIT_PX: Final = 22
_CLOCK_RIGHT_PX: Final = 540
_CLOCK_TOP_PX: Final = 8
_CLOCK_HEIGHT_PX: Final = 36


@dataclass(frozen=True, slots=True)
class Panel:
    """All of the scoreboard but the game clock. `note` says why play is stopped."""

    period: str
    names: tuple[str, str]
    scores: tuple[int, int]
    shot_clock: str
    note: str


def draw_panel(panel: Panel) -> QImage:
    """The strip over the court, with the clock's place left empty."""
    image = QImage(WIDTH_PX, BOARD_PX, QImage.Format.Format_RGB32)
    image.fill(PANEL)
    painter = smooth_painter(image)
    for side, left in ((0, 24), (1, WIDTH_PX - 204)):
        _draw_side(painter, panel, side, left)
    _write(painter, QRectF(330, 0, 70, BOARD_PX), panel.period, bold_font(17), _MUTE)
    _write(painter, QRectF(554, 0, 50, BOARD_PX), panel.shot_clock, bold_font(20), _MUTE)
    _write(painter, QRectF(616, 0, 130, BOARD_PX), panel.note, bold_font(15), _NOTE)
    painter.end()
    return image


def _draw_side(painter: QPainter, panel: Panel, side: int, left: int) -> None:
    painter.fillRect(QRectF(left, 12, 6, BOARD_PX - 24), SIDE_COLOURS[side])
    name, score = QRectF(left + 18, 0, 80, BOARD_PX), QRectF(left + 96, 0, 84, BOARD_PX)
    _write(painter, name, panel.names[side], bold_font(21), _TEXT)
    _write(painter, score, str(panel.scores[side]), bold_font(29), SIDE_COLOURS[side])


def _write(painter: QPainter, box: QRectF, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def draw_glyph(glyph: str) -> QImage:
    """One character of the clock in its cell; all digits are equally wide."""
    image = QImage(_width_px(glyph), _CLOCK_HEIGHT_PX, QImage.Format.Format_RGB32)
    image.fill(PANEL)
    painter = smooth_painter(image)
    painter.setFont(bold_font(30))
    painter.setPen(_TEXT)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, glyph)
    painter.end()
    return image


def clock_cells(clock: ClockMs) -> list[tuple[str, int, int]]:
    """Each character of the clock with the corner of its cell, all of it even."""
    text = format_clock(clock)
    left = _CLOCK_RIGHT_PX - sum(map(_width_px, text))
    cells = []
    for glyph in text:
        cells.append((glyph, left, _CLOCK_TOP_PX))
        left += _width_px(glyph)
    return cells


def _width_px(glyph: str) -> int:
    return _CELLS_PX.get(glyph, _DIGIT_PX)
