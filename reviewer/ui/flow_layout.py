"""A layout that sets its items side by side and wraps like text."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem
from typing_extensions import override


class FlowLayout(QLayout):
    """Rows of items from the left, `spacing_px` apart, as many as the width asks for."""

    def __init__(self, spacing_px: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._spacing_px = spacing_px
        self.setContentsMargins(0, 0, 0, 0)

    def _places(self, width: int) -> list[QRect]:
        """Where every visible item goes, from (0, 0)."""
        places: list[QRect] = []
        left = top = row_height = 0
        for item in self._items:
            size = QSize(0, 0) if item.isEmpty() else item.sizeHint()
            if left and left + size.width() > width:
                left, top = 0, top + row_height + self._spacing_px
                row_height = 0
            places.append(QRect(QPoint(left, top), size))
            left += size.width() + (0 if item.isEmpty() else self._spacing_px)
            row_height = max(row_height, size.height())
        return places

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return max((place.bottom() + 1 for place in places), default=0)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in zip(self._items, self._places(rect.width()), strict=True):
            if not item.isEmpty():
                item.setGeometry(place.translated(rect.topLeft()))

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        widest = max((size.width() for size in sizes), default=0)
        return QSize(widest, max((size.height() for size in sizes), default=0))
