"""Small signs that several lists paint."""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_STROKE_PX = 1.2


def paint_kept(painter: QPainter, box: QRect, color: str) -> None:
    """An arrow down to a shelf: on this machine to stay."""
    third = box.width() / 3
    arrow = QPainterPath(QPointF(box.center().x(), box.top()))
    arrow.lineTo(box.center().x(), box.bottom() - third)
    arrow.moveTo(box.center().x() - third, box.bottom() - 2 * third)
    arrow.lineTo(box.center().x(), box.bottom() - third)
    arrow.lineTo(box.center().x() + third, box.bottom() - 2 * third)
    arrow.moveTo(box.left(), box.bottom() + 1)
    arrow.lineTo(box.right(), box.bottom() + 1)
    painter.strokePath(arrow, QPen(QColor(color), _STROKE_PX))


def paint_tick(painter: QPainter, box: QRect, color: str) -> None:
    """A tick: done with."""
    tick = QPainterPath(QPointF(box.left(), box.center().y()))
    tick.lineTo(box.left() + box.width() * 0.4, box.bottom())
    tick.lineTo(box.right() + 1, box.top() + 1)
    painter.strokePath(tick, QPen(QColor(color), 1.6))
