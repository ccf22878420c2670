"""A playlist's items as Qt's item views want them: a thin model over a tuple, and a drop target."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from typing_extensions import override

from reviewer.domain.item_rows import ItemRow
from reviewer.ui.clip_model import CLIPS, ids_mime
from reviewer.ui.row_model import Index, RowModel

_ITEMS = "application/x-reviewer-items"


class ItemModel(RowModel[ItemRow]):
    """Signals: `moved(list, int)` with ids and the place they were dropped at, and
    `clips_dropped(list, int)` with the ids of clips.
    """

    moved = Signal(list, int)
    clips_dropped = Signal(list, int)

    @property
    def rows(self) -> tuple[ItemRow, ...]:
        return self._items

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        """Show these; where only what they say has changed, the view stays where it is."""
        self._show(rows, lambda row: row.item.id)

    def index_of(self, id_: str) -> QModelIndex:
        """Where this item is; invalid where it is not shown."""
        places = (place for place, row in enumerate(self._items) if row.item.id == id_)
        place = next(places, None)
        return QModelIndex() if place is None else self.index(place)

    @override
    def _words(self, item: ItemRow) -> str:
        parts = (item.title, item.where, item.item.note, item.trouble)
        return ", ".join(part for part in parts if part)

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
        rows = sorted(index.row() for index in indexes)
        return ids_mime(_ITEMS, [self._items[row].item.id for row in rows])

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Nothing is moved here: whoever listens changes the playlist, which is then shown."""
        to = len(self._items) if row < 0 else row
        for kind, told in ((_ITEMS, self.moved), (CLIPS, self.clips_dropped)):
            if data.hasFormat(kind):
                told.emit(json.loads(bytes(data.data(kind).data())), to)
        return False
