"""A playlist's items as Qt's item views want them: a thin model over a tuple, and a drop target."""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from typing_extensions import override

from reviewer.domain.item_rows import ItemRow
from reviewer.ui.clip_model import CLIPS, ITEM, Index, ids_mime

_ITEMS = "application/x-reviewer-items"
_NO_PARENT = QModelIndex()


class ItemModel(QAbstractListModel):
    """Signals: `moved(list, int)` with ids and the place they were dropped at, and
    `clips_dropped(list, int)` with the ids of clips.
    """

    moved = Signal(list, int)
    clips_dropped = Signal(list, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ItemRow, ...] = ()

    @property
    def rows(self) -> tuple[ItemRow, ...]:
        return self._rows

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        """Show these; where only what they say has changed, the view stays where it is."""
        same = [row.item.id for row in rows] == [row.item.id for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def index_of(self, id_: str) -> QModelIndex:
        """Where this item is; invalid where it is not shown."""
        places = (place for place, row in enumerate(self._rows) if row.item.id == id_)
        place = next(places, None)
        return QModelIndex() if place is None else self.index(place)

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ITEM:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (row.title, row.where, row.item.note, row.trouble)
            return ", ".join(part for part in parts if part)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    @override
    def mimeTypes(self) -> list[str]:
        return [_ITEMS, CLIPS]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return ids_mime(_ITEMS, [self._rows[at].item.id for at in sorted(i.row() for i in indexes)])

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Nothing is moved here: whoever listens changes the playlist, which is then shown."""
        to = len(self._rows) if row < 0 else row
        for kind, told in ((_ITEMS, self.moved), (CLIPS, self.clips_dropped)):
            if data.hasFormat(kind):
                told.emit(json.loads(bytes(data.data(kind).data())), to)
        return False
