"""Posters as the clip list paints them: cut to size, with round corners, drawn once."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from reviewer.domain.game import Clip, ClipId
from reviewer.session.posters import Posters

_KEPT = 120
"""A few pages of the list."""


class RowPosters:
    """Asks for the posters of the rows in sight, and has those that came as pixmaps."""

    def __init__(self, posters: Posters | None, size: QSize, corner_px: int) -> None:
        self._posters = posters
        self._size = size
        self._corner_px = corner_px
        self._drawn: OrderedDict[tuple[ClipId, float], tuple[bytes, QPixmap]] = OrderedDict()
        self._in_sight: tuple[Clip, ...] = ()

    def show(self, in_sight: Sequence[Clip]) -> None:
        """These rows are on screen now; those that just came are wanted most."""
        fresh = [clip for clip in in_sight if clip not in self._in_sight]
        stayed = [clip for clip in in_sight if clip in self._in_sight]
        self._in_sight = tuple(in_sight)
        if self._posters is not None:
            self._posters.want(fresh + stayed)

    def pixmap(self, clip: ClipId, scale: float) -> QPixmap | None:
        """The poster of a clip for a screen of this scale; None as long as there is none."""
        data = self._posters.picture(clip) if self._posters is not None else None
        if data is None:
            return None
        known, pixmap = self._drawn.get((clip, scale), (None, None))
        if pixmap is None or known is not data:
            pixmap = _drawn(data, self._size, scale, self._corner_px)
            self._drawn[clip, scale] = data, pixmap
            while len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        return pixmap


def _drawn(data: bytes, size: QSize, scale: float, corner_px: int) -> QPixmap:
    """A JPEG that fills this size, its edges cut off where its shape is another."""
    picture = QPixmap()
    picture.loadFromData(data)
    pixmap = QPixmap(size * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    if picture.isNull():
        return pixmap
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    frame = QPainterPath()
    frame.addRoundedRect(QRect(0, 0, size.width(), size.height()), corner_px, corner_px)
    painter.setClipPath(frame)
    shown = picture.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    left, top = (size.width() - shown.width()) // 2, (size.height() - shown.height()) // 2
    painter.drawPixmap(QRect(left, top, shown.width(), shown.height()), picture)
    painter.end()
    return pixmap
