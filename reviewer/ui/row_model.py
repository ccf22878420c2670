"""What the models of all lists have in common: thin, over a tuple, each row one item."""

from collections.abc import Callable
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

ITEM = Qt.ItemDataRole.UserRole
"""Role of a row's whole item."""

ASIDE = Qt.ItemDataRole.UserRole + 1
"""Role of what a list knows of an item beside what it says itself."""

Index: TypeAlias = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
T = TypeVar("T")


class RowModel(QAbstractListModel, Generic[T]):
    """A list says what an item is told by (`_words`) and what else is known of it (`_aside`)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[T, ...] = ()

    def _show(self, items: tuple[T, ...], key: Callable[[T], object]) -> None:
        """Show these; where only what rows say has changed, the view stays where it is."""
        if list(map(key, items)) != list(map(key, self._items)):
            self.beginResetModel()
            self._items = items
            self.endResetModel()
        elif items:
            self._items = items
            self.dataChanged.emit(self.index(0), self.index(len(items) - 1))

    def _words(self, item: T) -> str:
        """What a row says to a screen reader."""
        raise NotImplementedError

    def _aside(self, _item: T, _row: int) -> object:
        """What `ASIDE` tells of an item."""
        return None

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._items)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if role == ASIDE:
            return self._aside(item, index.row())
        return self._words(item) if role in _WORDS else None
