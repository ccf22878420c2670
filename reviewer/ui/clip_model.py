"""The clip list as Qt's item views want it: a thin model over a tuple."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt
from typing_extensions import override

from reviewer.domain.game import ClipId
from reviewer.domain.listing import Group, Row
from reviewer.ui.row_model import ASIDE, Index, RowModel

PLAYED = ASIDE
"""Role of whether a row's clip was on screen before."""

CLIPS = "application/x-reviewer-clips"
"""What is dragged from the clip list: the clips' ids."""

Item: TypeAlias = Row | Group


class ClipModel(RowModel[Item]):
    """Rows by group. Knows which were played, to show them paler."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[ClipId | None] = []
        self._places: dict[ClipId | None, int] = {}
        self._groups: tuple[Group, ...] = ()
        self._starts: list[int] = []
        self._played: frozenset[ClipId] = frozenset()

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Show these; where only what rows say has changed, the view stays where it is."""
        items = tuple(_flat(groups))
        ids = [item.clip.id if isinstance(item, Row) else None for item in items]
        same = ids == self._ids
        changed = [row for row, item in enumerate(items) if same and item is not self._items[row]]
        if not same:
            self.beginResetModel()
        self._items, self._ids, self._groups = items, ids, groups
        if not same:
            self._places = {clip: place for place, clip in enumerate(ids)}
            self._starts = [0, *(place for place, clip in enumerate(ids) if clip is None)]
            self.endResetModel()
        for row in changed:
            self.dataChanged.emit(self.index(row), self.index(row))

    def mark_played(self, clip: ClipId) -> None:
        """Show this clip as played from now on."""
        self._played |= {clip}
        index = self.index_of(clip)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def index_of(self, clip: ClipId | None) -> QModelIndex:
        """Where this clip is; invalid where it is not shown."""
        place = self._places.get(clip) if clip is not None else None
        return QModelIndex() if place is None else self.index(place)

    def group_at(self, row: int) -> Group | None:
        """The group that the item in this row belongs to; None where there is no such row."""
        if not 0 <= row < len(self._items):
            return None
        return self._groups[bisect_right(self._starts, row) - 1]

    @override
    def _words(self, item: Item) -> str:
        if isinstance(item, Group):
            return item.title
        tags = (chip.button.title for chip in item.said.chips)
        reviewed = "reviewed" if item.said.reviewed else ""
        parts = (item.clock, item.what, item.who, item.team, item.why_not, *tags, reviewed)
        return ", ".join(part for part in parts if part)

    @override
    def _aside(self, item: Item, row: int) -> bool:
        return isinstance(item, Row) and item.id in self._played

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._items[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled


def _flat(groups: Iterable[Group]) -> Iterator[Item]:
    """All rows, with a title between two groups; the first one's stands above the list."""
    for place, group in enumerate(groups):
        if place:
            yield group
        yield from group.rows


def clips_mime(clips: Iterable[str]) -> QMimeData:
    """Clips on their way to a playlist."""
    return ids_mime(CLIPS, clips)


def ids_mime(kind: str, ids: Iterable[str]) -> QMimeData:
    """Ids as something that is dragged."""
    data = QMimeData()
    data.setData(kind, json.dumps(list(ids)).encode())
    return data
