"""Half a court from above, hoop at the bottom: dots to click, or zones with their figures."""

from collections.abc import Mapping
from functools import cache
from math import acos, degrees, radians, tan

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from reviewer.domain.game import ClipId
from reviewer.domain.shot_chart import (
    BASELINE_MM,
    CORNER_MM,
    FREE_THROW_MM,
    HALF_WIDTH_MM,
    LANE_HALF_WIDTH_MM,
    MIDDLE_DEGREES,
    RIM_MM,
    Dot,
    ShotChart,
    Zone,
    nearest,
    tally,
    zone_of,
)
from reviewer.ui.theme import Theme, faded

_TOP_MM = 9_600
"""How much of the half is drawn: where hardly anybody shoots from is left out."""
_LINE_MM, _CORNER_LINE_MM = 6_750, 6_600
"""The three-point line as it is drawn; the shots' own data say on which side they were."""
_SIDE_MM = 4_000
"""Somewhere between the lane and the line in the corners."""
_LINE_TURN = degrees(acos(_CORNER_LINE_MM / _LINE_MM))
_RIM_RING_MM, _BOARD_MM = 229, 915
_REACH_PX = 10.0
_FAINT, _STRONG = 0.06, 0.34
_PLACES: Mapping[Zone, tuple[float, float]] = {
    Zone.RIM: (0, 0),
    Zone.PAINT: (0, 2_650),
    Zone.LEFT_MID: (-4_400, 1_200),
    Zone.MIDDLE_MID: (0, 5_300),
    Zone.RIGHT_MID: (4_400, 1_200),
    Zone.LEFT_CORNER: (-6_900, 900),
    Zone.LEFT_WING: (-5_900, 5_600),
    Zone.TOP: (0, 8_200),
    Zone.RIGHT_WING: (5_900, 5_600),
    Zone.RIGHT_CORNER: (6_900, 900),
}
"""Where the figures of a zone stand."""


class Court(QWidget):
    """Shows a chart. Signals: `dot_picked(Dot)`, `zone_picked(Zone)`."""

    dot_picked = Signal(object)
    zone_picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chart = ShotChart()
        self._zones = False
        self._playing: ClipId | None = None
        self._hovered: Dot | Zone | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Court")

    def show_chart(self, chart: ShotChart) -> None:
        """Show these shots."""
        self._chart, self._hovered = chart, None
        self.update()

    def show_zones(self, *, on: bool) -> None:
        """Show zones with their figures, or every shot."""
        self._zones, self._hovered = on, None
        self.update()

    def set_playing(self, clip: ClipId | None) -> None:
        """This shot is on screen."""
        self._playing = clip
        self.update()

    def place_of(self, x_mm: float, y_mm: float) -> QPointF:
        """Where a place of the court is in the widget."""
        scale, left, bottom = self._frame()
        return QPointF(left + (x_mm + HALF_WIDTH_MM) * scale, bottom - (y_mm - BASELINE_MM) * scale)

    def _frame(self) -> tuple[float, float, float]:
        """Pixels to a millimetre, and where the left end of the baseline is."""
        wide, high = 2 * HALF_WIDTH_MM, _TOP_MM - BASELINE_MM
        scale = min((self.width() - 2) / wide, (self.height() - 2) / high)
        left = (self.width() - wide * scale) / 2
        return scale, left, (self.height() + high * scale) / 2

    def _at(self, point: QPointF) -> tuple[float, float]:
        scale, left, bottom = self._frame()
        return (point.x() - left) / scale - HALF_WIDTH_MM, (
            bottom - point.y()
        ) / scale + BASELINE_MM

    def _under(self, point: QPointF) -> Dot | Zone | None:
        """What a click here means."""
        x_mm, y_mm = self._at(point)
        if not self._zones:
            return nearest(self._chart.dots, x_mm, y_mm, _REACH_PX / self._frame()[0])
        inside = abs(x_mm) <= HALF_WIDTH_MM and BASELINE_MM <= y_mm <= _TOP_MM
        return _drawn_zone(x_mm, y_mm) if inside else None

    def _paint_lines(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.colors.dim), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.place_of(-HALF_WIDTH_MM, _TOP_MM), self._corner()))
        lane = QRectF(
            self.place_of(-LANE_HALF_WIDTH_MM, FREE_THROW_MM),
            self.place_of(LANE_HALF_WIDTH_MM, BASELINE_MM),
        )
        painter.drawRect(lane)
        painter.drawPath(self._three_line())
        painter.drawEllipse(self._circle(0, FREE_THROW_MM, LANE_HALF_WIDTH_MM * 0.75))
        if not self._zones:
            self._paint_hoop(painter)

    def _paint_hoop(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.colors.mute), 2))
        painter.drawEllipse(self._circle(0, 0, _RIM_RING_MM))
        board = -_RIM_RING_MM * 1.6
        painter.drawLine(self.place_of(-_BOARD_MM, board), self.place_of(_BOARD_MM, board))

    def _corner(self) -> QPointF:
        return self.place_of(HALF_WIDTH_MM, BASELINE_MM)

    def _circle(self, x_mm: float, y_mm: float, radius_mm: float) -> QRectF:
        return QRectF(
            self.place_of(x_mm - radius_mm, y_mm + radius_mm),
            self.place_of(x_mm + radius_mm, y_mm - radius_mm),
        )

    def _three_line(self) -> QPainterPath:
        path = QPainterPath(self.place_of(_CORNER_LINE_MM, BASELINE_MM))
        path.arcTo(self._circle(0, 0, _LINE_MM), _LINE_TURN, 180 - 2 * _LINE_TURN)
        path.lineTo(self.place_of(-_CORNER_LINE_MM, BASELINE_MM))
        return path

    def _paint_dots(self, painter: QPainter) -> None:
        """A made shot is a filled disc, a missed one a cross."""
        colors, radius = self._theme.colors, self._theme.tokens.size.shot_dot / 2
        for dot in self._chart.dots:
            at = self.place_of(dot.x_mm, dot.y_mm)
            now = dot == self._hovered or dot.clip == self._playing
            size = radius * 1.5 if now else radius
            box = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
            if dot.made:
                painter.setPen(QPen(QColor(colors.panel), 1))
                painter.setBrush(QColor(colors.good))
                painter.drawEllipse(box)
            else:
                painter.setPen(QPen(QColor(colors.bad), 2.4 if now else 1.8))
                painter.drawLine(box.topLeft(), box.bottomRight())
                painter.drawLine(box.topRight(), box.bottomLeft())
            if dot.clip == self._playing:
                painter.setPen(QPen(QColor(colors.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(box.adjusted(-3, -3, 3, 3))

    def _paint_zones(self, painter: QPainter) -> None:
        """The more shots from a zone, the stronger it is; how good they were is in figures."""
        most = max((len(self._chart.within(zone)) for zone in Zone), default=0)
        scale, left, bottom = self._frame()
        painter.save()
        painter.translate(left + HALF_WIDTH_MM * scale, bottom + BASELINE_MM * scale)
        painter.scale(scale, -scale)
        for zone, path in zone_paths().items():
            painter.fillPath(path, self._shade(zone, most))
        painter.restore()

    def _shade(self, zone: Zone, most: int) -> QColor:
        colors = self._theme.colors
        share = len(self._chart.within(zone)) / most if most else 0.0
        ink = colors.text if zone is self._hovered else colors.home
        return faded(ink, _FAINT + (_STRONG - _FAINT) * share)

    def _paint_figures(self, painter: QPainter) -> None:
        tokens, colors = self._theme.tokens, self._theme.colors
        painter.setFont(self._theme.font(tokens.type.small, QFont.Weight.DemiBold))
        for zone, place in _PLACES.items():
            figures = tally(self._chart.within(zone))
            at = self.place_of(*place)
            box = QRectF(at.x() - 40, at.y() - 16, 80, 32)
            painter.setPen(QColor(colors.text if figures.attempts else colors.dim))
            words = figures.words.replace(" ", "\n")
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _told(self, under: Dot | Zone | None) -> str:
        if isinstance(under, Zone):
            return f"{under.value}: {tally(self._chart.within(under)).words}"
        if isinstance(under, Dot):
            return f"{'Made' if under.made else 'Missed'} · {under.zone.value}"
        return ""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._zones:
            self._paint_zones(painter)
        self._paint_lines(painter)
        if self._zones:
            self._paint_figures(painter)
        else:
            self._paint_dots(painter)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        if under != self._hovered:
            self._hovered = under
            self.update()
            QToolTip.showText(event.globalPosition().toPoint(), self._told(under), self)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        if isinstance(under, Zone):
            self.zone_picked.emit(under)
        elif under is not None:
            self.dot_picked.emit(under)

    @override
    def sizeHint(self) -> QSize:
        size = self._theme.tokens.size
        return QSize(size.court_width, size.court_height)


@cache
def zone_paths() -> Mapping[Zone, QPainterPath]:
    """The zones as areas in millimetres, +y upwards, by the line as it is drawn."""
    left = _rect(-HALF_WIDTH_MM, BASELINE_MM, 0, _TOP_MM)
    lane = _rect(-LANE_HALF_WIDTH_MM, BASELINE_MM, LANE_HALF_WIDTH_MM, FREE_THROW_MM)
    middle, rim, inside = _wedge(), QPainterPath(), _inside()
    rim.addEllipse(QPointF(0, 0), RIM_MM, RIM_MM)
    mid = inside - lane - rim
    above = _rect(-HALF_WIDTH_MM, CORNER_MM, HALF_WIDTH_MM, _TOP_MM) - inside
    return {
        Zone.RIM: rim,
        Zone.PAINT: lane - rim,
        Zone.LEFT_MID: (mid - middle) & left,
        Zone.MIDDLE_MID: mid & middle,
        Zone.RIGHT_MID: mid - middle - left,
        Zone.LEFT_CORNER: _rect(-HALF_WIDTH_MM, BASELINE_MM, -_SIDE_MM, CORNER_MM) - inside,
        Zone.LEFT_WING: (above - middle) & left,
        Zone.TOP: above & middle,
        Zone.RIGHT_WING: above - middle - left,
        Zone.RIGHT_CORNER: _rect(_SIDE_MM, BASELINE_MM, HALF_WIDTH_MM, CORNER_MM) - inside,
    }


def _rect(left: float, low: float, right: float, high: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(QPointF(left, low), QPointF(right, high)))
    return path


def _wedge() -> QPainterPath:
    """Straight ahead of the hoop."""
    reach = _TOP_MM * tan(radians(MIDDLE_DEGREES))
    path = QPainterPath(QPointF(0, 0))
    path.lineTo(-reach, _TOP_MM)
    path.lineTo(reach, _TOP_MM)
    path.closeSubpath()
    return path


def _inside() -> QPainterPath:
    """Within the three-point line. Qt's angles run the other way where +y is upwards."""
    path = QPainterPath(QPointF(_CORNER_LINE_MM, BASELINE_MM))
    ring = QRectF(-_LINE_MM, -_LINE_MM, 2 * _LINE_MM, 2 * _LINE_MM)
    path.arcTo(ring, -_LINE_TURN, 2 * _LINE_TURN - 180)
    path.lineTo(-_CORNER_LINE_MM, BASELINE_MM)
    path.closeSubpath()
    return path


def _drawn_zone(x_mm: float, y_mm: float) -> Zone:
    """The zone of a place on the court, by the line as it is drawn."""
    beyond = abs(x_mm) > _CORNER_LINE_MM or (y_mm > 0 and x_mm**2 + y_mm**2 > _LINE_MM**2)
    return zone_of(x_mm, y_mm, is_three=beyond)
