"""The widget that the picture appears on."""

from av import VideoFrame
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from reviewer.player.pixels import to_image


class Screen(QWidget):
    """Paints the newest frame, as large as fits, on black. Widgets may lie above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._frame: QVideoFrame | VideoFrame | None = None
        self._image = QImage()

    def show_frame(self, frame: QVideoFrame | VideoFrame) -> None:
        """Put this frame on screen. It is converted when it is looked at, at most once."""
        self._frame = frame
        self.update()

    def clear(self) -> None:
        """Black."""
        self._frame = None
        self._image = QImage()
        self.update()

    def picture(self) -> QImage:
        """The picture on screen at its own resolution; null where there is none."""
        if self._frame is not None:
            self._image = to_image(self._frame)
            self._frame = None
        return self._image

    def picture_rect(self) -> QRectF:
        """Where in the widget the picture lies."""
        size = self.picture().size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - size.width()) / 2
        top = (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.black))
        if not self.picture().isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.picture_rect(), self.picture())

    @override
    def sizeHint(self) -> QSize:
        return QSize(960, 540)
