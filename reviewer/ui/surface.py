"""A widget whose ground and edges the style sheet paints, under the name it is given."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Surface(QWidget):
    """`name` is its selector in the style sheet: `#top_bar`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
