"""The pivot as Qt's table views want it: counts, with totals at the end of rows and columns."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor
from typing_extensions import override

from reviewer.domain.pivot import Heading, Pivot
from reviewer.session.breakdown import Breakdown, cell_title
from reviewer.ui.row_model import NO_PARENT, Index
from reviewer.ui.theme import Theme, faded

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STRONGEST = 0.3
"""How much colour the fullest cell has behind its number."""


class PivotModel(QAbstractTableModel):
    """Shows the table of the breakdown; fuller cells stand out, and every cell has its number."""

    def __init__(self, breakdown: Breakdown, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._breakdown = breakdown
        self._theme = theme
        self._table = Pivot()
        self._most = 0
        breakdown.changed.connect(self._on_changed)

    def row_at(self, index: Index) -> Heading | None:
        """The heading of a row; None for the totals."""
        return self._row(index.row())

    def column_at(self, index: Index) -> Heading | None:
        """The heading of a column; None for the totals."""
        return self._column(index.column())

    def _row(self, section: int) -> Heading | None:
        return self._table.rows[section] if section < len(self._table.rows) else None

    def _column(self, section: int) -> Heading | None:
        return self._table.columns[section] if section < len(self._table.columns) else None

    def _on_changed(self) -> None:
        if self._breakdown.table != self._table:
            self.beginResetModel()
            self._table = self._breakdown.table
            self._most = max(map(len, self._table.cells.values()), default=0)
            self.endResetModel()

    def _count(self, index: Index) -> int:
        return len(self._table.at(self.row_at(index), self.column_at(index)))

    def _ground(self, index: Index) -> QColor | None:
        if self.row_at(index) is None or self.column_at(index) is None or not self._count(index):
            return None
        share = self._count(index) / self._most
        return faded(self._theme.colors.mute, _STRONGEST * share)

    def _ink(self, index: Index) -> QColor:
        colors = self._theme.colors
        if self.row_at(index) is None or self.column_at(index) is None:
            return QColor(colors.mute)
        return QColor(colors.text if self._count(index) else colors.dim)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() or not self._table.clips else len(self._table.rows) + 1

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() or not self._table.clips else len(self._table.columns) + 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(self._count(index) or "·")
            case Qt.ItemDataRole.AccessibleTextRole:
                place = cell_title(self.row_at(index), self.column_at(index))
                return f"{place}: {self._count(index)}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT
            case Qt.ItemDataRole.BackgroundRole:
                return self._ground(index)
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(index)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            heading = self._column(section) if across else self._row(section)
            return heading.title if heading is not None else "Total"
        if role == Qt.ItemDataRole.TextAlignmentRole and across:
            return _RIGHT
        return None
