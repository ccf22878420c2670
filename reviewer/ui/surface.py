"""Widgets as the style sheet sees them: under a name, and by properties that may change."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


class Surface(QWidget):
    """`name` is its selector in the style sheet: `#top_bar`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet asks for, and look like it at once."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def dismiss(widget: QWidget) -> None:
    """Take a widget off the screen for good; it goes when no signal of its own is under way."""
    parent = widget.parentWidget()
    layout = parent.layout() if parent is not None else None
    if layout is not None:
        layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()


def room_on_screen() -> QSize:
    """How large a window may be.

    WORKAROUND: a widget's own `screen()` is taken for its child by PySide 6.11, and destroyed
    with it; the next window of the program would find no screen.
    """
    return QGuiApplication.primaryScreen().availableSize()
