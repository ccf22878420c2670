"""The clips of the open game as filtered now, and which one is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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
from reviewer.domain.times import FrameTime


@dataclass(frozen=True, slots=True)
class Only:
    """What a list is restricted to, under a title that says why."""

    title: str
    clips: frozenset[ClipId]


class ClipList(QObject):
    """Rows, filter and choice.

    Signals: `changed()` when rows or filter did, `chosen(Clip, FrameTime | None)` with the picture
    to begin at where that is not the lead-in's first.
    """

    changed = Signal()
    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._shown: tuple[Row, ...] = ()
        self._choices = Choices()
        self._wanted = ClipFilter()
        self._filter = ClipFilter()
        self._current: ClipId | None = None
        self._only: Only | None = None
        self._in_sight: tuple[Clip, ...] = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """The shown rows by period."""
        return grouped(self._offered(), self._shown)

    @property
    def shown(self) -> tuple[Row, ...]:
        return self._shown

    @property
    def total(self) -> int:
        """How many rows there would be without a filter."""
        return len(self._offered())

    @property
    def only(self) -> "Only | None":
        """What the list is restricted to, filter or not."""
        return self._only

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
        if self._only is not None and not self._offered():
            self._only = None
        self.set_filter(self._wanted)

    def set_filter(self, wanted: ClipFilter) -> None:
        """Show the rows that this filter lets through."""
        self._wanted = wanted
        self._filter = wanted.only_known(self._choices) if self._rows else wanted
        self._show()

    def show_only(self, title: str, clips: Iterable[ClipId]) -> None:
        """Restrict the list to these clips, whatever their source; the filter is cleared."""
        self._only = Only(title, frozenset(clips))
        self.set_filter(ClipFilter())

    def show_all(self) -> None:
        """Neither restrict the list nor filter it."""
        self._only = None
        self.set_filter(ClipFilter())

    def mark(self, clip: ClipId, why_not: str | None) -> None:
        """Note in its row that a clip cannot play, or that it can after all."""
        if not any(row.id == clip and row.why_not != why_not for row in self._rows):
            return
        self._rows = tuple(
            replace(row, why_not=why_not) if row.id == clip else row for row in self._rows
        )
        self._show()

    def choose(self, clip: ClipId, at: FrameTime | None = None) -> None:
        """Make this clip the current one, to begin at its lead-in or at this picture."""
        row = next((row for row in self._rows if row.id == clip), None)
        if row is not None:
            self._current = clip
            self.chosen.emit(row.clip, at)

    def choose_neighbour(self, step: int) -> None:
        """Choose the next (1) or previous (-1) clip of the list as it is shown."""
        neighbour = self._neighbour(step)
        if neighbour is not None:
            self.choose(neighbour.id)

    def see(self, clips: Sequence[Clip]) -> None:
        """These are the clips in sight."""
        self._in_sight = tuple(clips)

    def after_current(self) -> tuple[Clip, ...]:
        """The clips that follow the current one, of the list as it is shown."""
        ids = [row.id for row in self._shown]
        at = ids.index(self._current) if self._current in ids else -1
        return tuple(row.clip for row in self._shown[at + 1 :])

    def ahead(self, count: int) -> tuple[Clip, ...]:
        """What will probably be chosen next: the next clip, the previous, the others in sight.

        At most `count`, of the list as it is filtered now; without a choice, its first ones.
        """
        following = self.after_current()
        previous = self._neighbour(-1) if self._current is not None else None
        near = [*following[:1], *([previous] if previous is not None else [])]
        shown = {row.id for row in self._shown}
        near += [clip for clip in (*self._in_sight, *following) if clip.id in shown]
        wanted = {clip.id: clip for clip in near if clip.id != self._current}
        return tuple(wanted.values())[:count]

    def _show(self) -> None:
        self._shown = filtered(self._offered(), self._filter)
        self.changed.emit()

    def _offered(self) -> tuple[Row, ...]:
        """The rows that the list is about before it is filtered."""
        if self._only is None:
            return offered(self._rows, self._filter)
        return tuple(row for row in self._rows if row.id in self._only.clips)

    def _neighbour(self, step: int) -> Clip | None:
        ids = [row.id for row in self._shown]
        if not ids:
            return None
        if self._current not in ids:
            return self._shown[0 if step > 0 else -1].clip
        index = ids.index(self._current) + step
        return self._shown[index].clip if 0 <= index < len(ids) else None
