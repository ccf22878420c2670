"""What was found as Qt's item views want it: a thin model that reads on when it is scrolled."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from typing_extensions import override

from reviewer.domain.found import FoundMoment
from reviewer.domain.listing import clock_span
from reviewer.domain.periods import period_title
from reviewer.session.finder import Finder
from reviewer.ui.clip_model import ITEM, Index

_NO_PARENT = QModelIndex()


class FoundModel(QAbstractListModel):
    """The moments that the finder has read so far."""

    def __init__(self, finder: Finder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._moments: tuple[FoundMoment, ...] = ()
        finder.changed.connect(self._on_changed)
        finder.more.connect(self._on_more)

    def _on_changed(self) -> None:
        if self._finder.moments != self._moments:
            self.beginResetModel()
            self._moments = self._finder.moments
            self.endResetModel()

    def _on_more(self) -> None:
        first = len(self._moments)
        self.beginInsertRows(_NO_PARENT, first, len(self._finder.moments) - 1)
        self._moments = self._finder.moments
        self.endInsertRows()

    @override
    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._moments)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        moment = self._moments[index.row()]
        if role == ITEM:
            return moment
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(moment)
        return None

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._moments) < self._finder.total

    @override
    def fetchMore(self, parent: Index) -> None:
        self._finder.read_more()

    def _words(self, moment: FoundMoment) -> str:
        vocabulary = self._finder.wording.vocabulary
        tags = (vocabulary.button(group, value).title for group, value in moment.tags)
        game = moment.game_name if self._finder.everywhere else ""
        return ", ".join(filter(None, (game, *place_words(moment), moment.title, *tags)))


def place_words(moment: FoundMoment) -> tuple[str, str]:
    """Period and clock of a moment."""
    return period_title(moment.period), clock_span(moment.start_clock, moment.end_clock)
