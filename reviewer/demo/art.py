"""What the footage looks like: the court from above, the discs and the ball."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
)

from reviewer.demo import court
from reviewer.demo.barcode import BLOCK_PX
from reviewer.demo.court import Point

WIDTH_PX: Final = 960
HEIGHT_PX: Final = 540
BOARD_PX: Final = 52
SPRITE_PX: Final = 36
"""Side of the square that a disc or the ball is drawn in, with room to move by two pixels."""

WOOD: Final = QColor("#c08a52")
_SCALE: Final = 0.0286
_CENTRE: Final = QPointF(WIDTH_PX / 2, (BOARD_PX + HEIGHT_PX - BLOCK_PX) / 2)
_LINE: Final = QColor("#f3dfc4")
_PAINT: Final = QColor("#a96f3e")
PANEL: Final = QColor("#14161a")
_BALL: Final = QColor("#f26a21")
SIDE_COLOURS: Final = (QColor("#2f7fe6"), QColor("#e8ab2e"))
_NUMBERS: Final = (QColor("#ffffff"), QColor("#2a1d05"))
_MIDDLE_PX: Final = SPRITE_PX / 2 - 1


def on_screen(place: Point) -> tuple[float, float]:
    """Where a place of the court lies in the picture, pixels: the court's length runs across."""
    return _CENTRE.x() + place.y * _SCALE, _CENTRE.y() + place.x * _SCALE


def backdrop() -> QImage:
    """The empty court, with room for the scoreboard above and the bar code below."""
    image = QImage(WIDTH_PX, HEIGHT_PX, QImage.Format.Format_RGB32)
    image.fill(PANEL)
    painter = smooth_painter(image)
    painter.setClipRect(0, BOARD_PX, WIDTH_PX, HEIGHT_PX - BOARD_PX - BLOCK_PX)
    _lay_wood(painter)
    painter.translate(_CENTRE)
    painter.scale(_SCALE, _SCALE)
    _draw_lines(painter)
    painter.end()
    return image


def smooth_painter(image: QImage) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    return painter


def _lay_wood(painter: QPainter) -> None:
    """Boards along the court, each a shade of its own, under a soft light from the middle."""
    board_px = 10
    for index, top in enumerate(range(BOARD_PX, HEIGHT_PX, board_px)):
        shade = WOOD.lighter(100 + (index * 7) % 4)
        painter.fillRect(0, top, WIDTH_PX, board_px, shade)
    light = QLinearGradient(0, BOARD_PX, WIDTH_PX, HEIGHT_PX)
    light.setColorAt(0, QColor(0, 0, 0, 16))
    light.setColorAt(0.5, QColor(255, 255, 255, 8))
    light.setColorAt(1, QColor(0, 0, 0, 16))
    painter.fillRect(0, BOARD_PX, WIDTH_PX, HEIGHT_PX, QBrush(light))


def _draw_lines(painter: QPainter) -> None:
    """The lines in court millimetres, drawn with the court's length across."""
    pen = QPen(_LINE, 2 / _SCALE)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    length, width, circle = court.HALF_LENGTH_MM, court.HALF_WIDTH_MM, court.CIRCLE_RADIUS_MM
    for end in (1, -1):
        painter.save()
        painter.scale(end, 1)
        _draw_end(painter)
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(-length, -width, 2 * length, 2 * width))
    painter.drawLine(QPointF(0, -width), QPointF(0, width))
    painter.drawEllipse(QPointF(0, 0), circle, circle)


def _draw_end(painter: QPainter) -> None:
    """Lane, free-throw circle, three-point line, board and ring of the end to the right."""
    length, hoop = court.HALF_LENGTH_MM, court.HOOP_Y_MM
    lane, circle = court.LANE_HALF_WIDTH_MM, court.CIRCLE_RADIUS_MM
    foul_line = hoop - court.FREE_THROW_MM
    painter.setBrush(_PAINT)
    painter.drawRect(QRectF(foul_line, -lane, length - foul_line, 2 * lane))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(foul_line, 0), circle, circle)
    painter.drawPath(_three_point_line())
    painter.drawLine(QPointF(hoop + 381, -914), QPointF(hoop + 381, 914))
    painter.drawEllipse(QPointF(hoop, 0), court.RIM_RADIUS_MM, court.RIM_RADIUS_MM)


def _three_point_line() -> QPainterPath:
    radius, corner, hoop = court.THREE_RADIUS_MM, court.CORNER_THREE_X_MM, court.HOOP_Y_MM
    around = QRectF(hoop - radius, -radius, 2 * radius, 2 * radius)
    path = QPainterPath(QPointF(court.HALF_LENGTH_MM, -corner))
    path.arcTo(around, 102.1, 155.8)
    path.lineTo(court.HALF_LENGTH_MM, corner)
    return path


def disc(side: int, jersey: str, shift_x: float, shift_y: float) -> tuple[QImage, QImage]:
    """A player seen from above, moved by up to two pixels: the picture on wood, and its shape."""

    def paint(painter: QPainter) -> None:
        middle = QPointF(_MIDDLE_PX + shift_x, _MIDDLE_PX + shift_y)
        painter.setPen(QPen(QColor("#ffffff"), 1.6))
        painter.setBrush(SIDE_COLOURS[side])
        painter.drawEllipse(middle, 12.6, 12.6)
        painter.setPen(_NUMBERS[side])
        painter.setFont(bold_font(12 if len(jersey) > 1 else 13))
        box = QRectF(middle.x() - 13, middle.y() - 13, 26, 26)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, jersey)

    return _cut_out(SPRITE_PX, paint)


def ball(size: int, shift_x: float, shift_y: float) -> tuple[QImage, QImage]:
    """The ball as `disc` gives a player; it is larger by `size` pixels the higher it flies."""

    def paint(painter: QPainter) -> None:
        painter.setPen(QPen(QColor("#3a1604"), 1.3))
        painter.setBrush(_BALL)
        middle = QPointF(_MIDDLE_PX + shift_x, _MIDDLE_PX + shift_y)
        painter.drawEllipse(middle, 5 + size, 5 + size)

    return _cut_out(SPRITE_PX, paint)


def _cut_out(side_px: int, paint: Callable[[QPainter], None]) -> tuple[QImage, QImage]:
    """What is painted, on wood and alone."""
    shape = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    shape.fill(Qt.GlobalColor.transparent)
    painter = smooth_painter(shape)
    paint(painter)
    painter.end()
    image = QImage(side_px, side_px, QImage.Format.Format_RGB32)
    image.fill(WOOD)
    painter = QPainter(image)
    painter.drawImage(0, 0, shape)
    painter.end()
    return image, shape


def bold_font(size_px: int) -> QFont:
    font = QFont("DejaVu Sans")
    font.setPixelSize(size_px)
    font.setBold(True)
    return font
