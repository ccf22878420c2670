"""The badge over the picture: how well the footage on screen agrees with the data."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from reviewer.domain.alignment import StreamReport
from reviewer.ui.surface import restyle
from reviewer.ui.sync_words import badge_words
from reviewer.ui.text import tip


class SyncBadge(QPushButton):
    """A plate that keeps its top right corner; a click asks for what is behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "badge")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip("How data and footage agree, and corrections", "A"))
        self.hide()

    def show_report(self, report: StreamReport | None) -> None:
        """Say this; nothing where there is no footage to speak of."""
        if report is not None:
            restyle(self, "sync", report.sync.value)
            self.setText(badge_words(report))
            corner = self.geometry().topRight()
            self.resize(self.sizeHint())
            self.move(corner.x() - self.width() + 1, corner.y())
        self.setVisible(report is not None)
