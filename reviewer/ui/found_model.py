"""What was found as Qt's item views want it: a thin model that reads on when it is scrolled."""

from PySide6.QtCore import QObject
from typing_extensions import override

from reviewer.domain.found import FoundMoment
from reviewer.domain.listing import clock_span
from reviewer.domain.periods import period_title
from reviewer.session.finder import Finder
from reviewer.ui.row_model import NO_PARENT, Index, RowModel


class FoundModel(RowModel[FoundMoment]):
    """The moments that the finder has read so far."""

    def __init__(self, finder: Finder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        finder.changed.connect(self._on_changed)
        finder.more.connect(self._on_more)

    def _on_changed(self) -> None:
        if self._finder.moments != self._items:
            self.beginResetModel()
            self._items = self._finder.moments
            self.endResetModel()

    def _on_more(self) -> None:
        first = len(self._items)
        self.beginInsertRows(NO_PARENT, first, len(self._finder.moments) - 1)
        self._items = self._finder.moments
        self.endInsertRows()

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._items) < self._finder.total

    @override
    def fetchMore(self, parent: Index) -> None:
        self._finder.read_more()

    @override
    def _words(self, item: FoundMoment) -> str:
        vocabulary = self._finder.wording.vocabulary
        tags = (vocabulary.button(group, value).title for group, value in item.tags)
        game = item.game_name if self._finder.everywhere else ""
        return ", ".join(filter(None, (game, *place_words(item), item.title, *tags)))


def place_words(moment: FoundMoment) -> tuple[str, str]:
    """Period and clock of a moment."""
    return period_title(moment.period), clock_span(moment.start_clock, moment.end_clock)
