"""A chip to filter by: its menu stays open while entries are checked, its words say which are."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from reviewer.ui.menu_button import MenuButton
from reviewer.ui.surface import restyle
from reviewer.ui.text import menu_words


class CheckMenu(QMenu):
    """Check items of which several can be set before it closes."""

    def _toggle(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._toggle(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in keys or not self._toggle(self.activeAction()):
            super().keyPressEvent(event)


class MenuChip(MenuButton):
    """One thing to filter by, called `title`, no wider than `max_width`."""

    def __init__(self, title: str, max_width: int) -> None:
        super().__init__(title, CheckMenu())
        self._title = title
        self.setProperty("kind", "chip")
        self.setMaximumWidth(max_width)

    def _show_chosen(self, titles: Sequence[str], none: str) -> None:
        """Say what is chosen, as far as there is room; `none` is what a reader is told for that."""
        room = self.maximumWidth() - 2 * self.sizeHint().height()
        elide = Qt.TextElideMode.ElideRight
        words = self.fontMetrics().elidedText(titles[0] if titles else self._title, elide, room)
        more = f" +{len(titles) - 1}" if len(titles) > 1 else ""
        self.setText(menu_words(words) + more)
        self.setAccessibleName(f"{self._title}: {', '.join(titles) or none}")
        restyle(self, "on", bool(titles))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().boundedTo(QSize(self.maximumWidth(), self.maximumHeight()))
