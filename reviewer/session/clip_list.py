"""The clips of the open game as filtered now, and which one is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reviewer.domain.game import Clip, ClipId, Game
from reviewer.domain.listing import (
    Choices,
    ClipFilter,
    Group,
    Row,
    build_rows,
    choices,
    filtered,
    grouped,
    offered,
)


class ClipList(QObject):
    """Rows, filter and choice. Signals: `changed()` when rows or filter did, `chosen(Clip)`."""

    changed = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._shown: tuple[Row, ...] = ()
        self._choices = Choices()
        self._wanted = ClipFilter()
        self._filter = ClipFilter()
        self._current: ClipId | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The shown rows by period."""
        return grouped(offered(self._rows, self._filter), self._shown)

    @property
    def shown(self) -> tuple[Row, ...]:
        return self._shown

    @property
    def total(self) -> int:
        """How many rows there would be without a filter."""
        return len(offered(self._rows, self._filter))

    @property
    def choices(self) -> Choices:
        return self._choices

    @property
    def filter(self) -> ClipFilter:
        """The filter in force: as asked for, less what this game does not have."""
        return self._filter

    @property
    def current(self) -> ClipId | None:
        """The clip that was chosen last; it may be filtered away by now."""
        return self._current

    def set_game(
        self, game: Game, why_not: Mapping[ClipId, str], extras: Sequence[Clip] = ()
    ) -> None:
        """Show another game, or the same one loaded again.

        `extras` are clips that were made of its plays: shown where their source is asked for.
        """
        self._choices = choices(game, extras)
        self._rows = build_rows(game, why_not, extras)
        if all(row.id != self._current for row in self._rows):
            self._current = None
        self.set_filter(self._wanted)

    def set_filter(self, wanted: ClipFilter) -> None:
        """Show the rows that this filter lets through."""
        self._wanted = wanted
        self._filter = wanted.only_known(self._choices) if self._rows else wanted
        self._shown = filtered(self._rows, self._filter)
        self.changed.emit()

    def mark(self, clip: ClipId, why_not: str | None) -> None:
        """Note in its row that a clip cannot play, or that it can after all."""
        if not any(row.id == clip and row.why_not != why_not for row in self._rows):
            return
        self._rows = tuple(
            replace(row, why_not=why_not) if row.id == clip else row for row in self._rows
        )
        self._shown = filtered(self._rows, self._filter)
        self.changed.emit()

    def choose(self, clip: ClipId) -> None:
        """Make this clip the current one."""
        row = next((row for row in self._rows if row.id == clip), None)
        if row is not None:
            self._current = clip
            self.chosen.emit(row.clip)

    def choose_neighbour(self, step: int) -> None:
        """Choose the next (1) or previous (-1) clip of the list as it is shown."""
        neighbour = self._neighbour(step)
        if neighbour is not None:
            self.choose(neighbour.id)

    def ahead(self, count: int) -> tuple[Clip, ...]:
        """What will probably be chosen next: the next clip, the previous, then those that follow.

        At most `count`, of the list as it is filtered now; without a choice, its first ones.
        """
        ids = [row.id for row in self._shown]
        at = ids.index(self._current) if self._current in ids else -1
        following = [row.clip for row in self._shown[at + 1 : at + 1 + count]]
        before = [self._shown[at - 1].clip] if at > 0 else []
        return tuple((following[:1] + before + following[1:])[:count])

    def _neighbour(self, step: int) -> Clip | None:
        ids = [row.id for row in self._shown]
        if not ids:
            return None
        if self._current not in ids:
            return self._shown[0 if step > 0 else -1].clip
        index = ids.index(self._current) + step
        return self._shown[index].clip if 0 <= index < len(ids) else None
