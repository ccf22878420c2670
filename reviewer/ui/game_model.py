"""The account's games as Qt's item views want them: a thin model over sections."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from reviewer.domain.season import LATELY, SeasonGame, Section, clock_words, day_words
from reviewer.domain.times import WallMs
from reviewer.ui.row_model import ASIDE, Index, RowModel

WHEN = ASIDE
"""Role of the words for a game's time, of its day where the section's title does not say it."""

Item: TypeAlias = SeasonGame | Section


class GameModel(RowModel[Item]):
    """Each section's title, then its games."""

    def __init__(self, zone: tzinfo | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._now = WallMs(0)
        self._undated = 0
        """So many rows at the top are under no day."""

    def show_sections(self, sections: tuple[Section, ...], now: WallMs) -> None:
        """Show these; where only what rows say has changed, the view stays where it is."""
        self._now = now
        self._undated = sum(len(each.games) + 1 for each in sections if each.title == LATELY)
        self._show(tuple(_flat(sections)), _key)

    def game(self, row: int) -> SeasonGame | None:
        """The game of a row; None for a title and outside."""
        item = self._items[row] if 0 <= row < len(self._items) else None
        return item if isinstance(item, SeasonGame) else None

    def next_game(self, row: int, step: int) -> int:
        """The nearest row with a game from `row` on, in the direction of `step`; -1 for none."""
        while 0 <= row < len(self._items):
            if isinstance(self._items[row], SeasonGame):
                return row
            row += step
        return -1

    @override
    def _words(self, item: Item) -> str:
        if isinstance(item, Section):
            return item.title
        score = "" if item.score is None else f"{item.score.away} to {item.score.home}"
        parts = (item.name, score, item.state(self._now), item.place)
        return ", ".join(part for part in parts if part)

    @override
    def _aside(self, item: Item, row: int) -> str:
        if isinstance(item, Section) or item.tipoff is None:
            return ""
        if row < self._undated:
            return day_words(item.tipoff, self._now, self._zone)
        return clock_words(item.tipoff, self._zone)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._items[index.row()], Section):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _flat(sections: tuple[Section, ...]) -> Iterator[Item]:
    for section in sections:
        yield section
        yield from section.games


def _key(item: Item) -> str:
    return item.id if isinstance(item, SeasonGame) else f"§{item.title}"
