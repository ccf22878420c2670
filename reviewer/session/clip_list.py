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
    said_choices,
)
from reviewer.domain.said import NOTHING_SAID, Said
from reviewer.domain.times import FrameTime


@dataclass(frozen=True, slots=True)
class Only:
    """What a list is restricted to, under a title that says why."""

    title: str
    clips: frozenset[ClipId]


class ClipList(QObject):
    """Rows, filter and choice.

    Signals: `changed()` when rows or filter did, `chosen(Clip, FrameTime | None)` with the picture
    to begin at where that is not the lead-in's first, `selection_changed()`, `said_changed()` when
    the same rows say something else.
    """

    changed = Signal()
    said_changed = Signal()
    chosen = Signal(object, object)
    selection_changed = Signal()

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
        self._said: Mapping[ClipId, Said] = {}
        self._selected: frozenset[ClipId] = frozenset()
        self._reach: ClipId | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The shown rows by period."""
        return grouped(self._offered(), self._shown)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Those of every clip of the game, shown or not."""
        return self._rows

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

    @property
    def selected(self) -> tuple[Clip, ...]:
        """The clips that are marked for one act on all of them, beside the current one."""
        if not self._selected:
            return ()
        return tuple(row.clip for row in self._shown if row.id in self._selected)

    def set_game(
        self, game: Game, why_not: Mapping[ClipId, str], extras: Sequence[Clip] = ()
    ) -> None:
        """Show another game, or the same one loaded again.

        `extras` are clips that were made of its plays: shown where their source is asked for.
        """
        self._choices = choices(game, extras)
        self._rows = self._with_said(build_rows(game, why_not, extras))
        if all(row.id != self._current for row in self._rows):
            self._current = None
        if self._only is not None and not self._offered():
            self._only = None
        self._choices = said_choices(self._rows, self._choices, self._filter)
        self.set_filter(self._wanted)
        self.select(row.id for row in self._rows if row.id in self._selected)

    def set_said(self, said: Mapping[ClipId, Said]) -> None:
        """What the staff say of the clips, from now on."""
        self._said = said
        rows = self._with_said(self._rows)
        if rows != self._rows:
            before = [row.id for row in self._shown]
            self._rows = rows
            self._choices = said_choices(rows, self._choices, self._filter)
            self._filter = self._wanted.only_known(self._choices)
            self._shown = filtered(self._offered(), self._filter)
            same = before == [row.id for row in self._shown]
            (self.said_changed if same else self.changed).emit()

    def toggle_selected(self, clip: ClipId) -> None:
        """Take a clip into the selection, which starts with the current one, or out of it."""
        self.select((self._selected or self._only_current()) ^ {clip})

    def select_to(self, clip: ClipId) -> None:
        """Select all that is shown from the current clip to this one."""
        ids = [row.id for row in self._shown]
        if clip in ids and self._current in ids:
            ends = sorted((ids.index(self._current), ids.index(clip)))
            self.select(ids[ends[0] : ends[1] + 1])
            self._reach = clip

    def extend_selection(self, step: int) -> None:
        """Move the selection's far end to the next (1) or previous (-1) clip that is shown."""
        ids = [row.id for row in self._shown]
        reach = self._reach if self._reach in ids else self._current
        if reach in ids and 0 <= (index := ids.index(reach) + step) < len(ids):
            self.select_to(ids[index])

    def select_all(self) -> None:
        """Select all that is shown."""
        self.select(row.id for row in self._shown)

    def select(self, clips: Iterable[ClipId]) -> None:
        """Mark these for one act on all of them; the current clip stays what it is."""
        selected = frozenset(clips)
        if selected != self._selected:
            self._selected, self._reach = selected, None
            self.selection_changed.emit()

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
            self.select(())
            self.chosen.emit(row.clip, at)

    def choose_neighbour(self, step: int) -> None:
        """Choose the next (1) or previous (-1) clip of the list as it is shown."""
        neighbour = self._neighbour(step)
        if neighbour is not None:
            self.choose(neighbour.id)

    def see(self, clips: Sequence[Clip]) -> None:
        """These are the clips in sight."""
        self._in_sight = tuple(clips)

    def after_current(self) -> tuple[Row, ...]:
        """The rows that follow the current one, of the list as it is shown."""
        _, after = self._beside()
        return tuple(after)

    def ahead(self, count: int) -> tuple[Clip, ...]:
        """What will probably be chosen next: the next clip, the previous, the others in sight.

        At most `count`, of the list as it is filtered now; without a choice, its first ones.
        """
        following = [row.clip for row in self.after_current()]
        previous = self._neighbour(-1) if self._current is not None else None
        near = [*following[:1], *([previous] if previous is not None else [])]
        shown = {row.id for row in self._shown}
        near += [clip for clip in (*self._in_sight, *following) if clip.id in shown]
        wanted = {clip.id: clip for clip in near if clip.id != self._current}
        return tuple(wanted.values())[:count]

    def _only_current(self) -> frozenset[ClipId]:
        return frozenset() if self._current is None else frozenset({self._current})

    def _show(self) -> None:
        self._shown = filtered(self._offered(), self._filter)
        self.changed.emit()

    def _offered(self) -> tuple[Row, ...]:
        """The rows that the list is about before it is filtered."""
        if self._only is None:
            return offered(self._rows, self._filter)
        return tuple(row for row in self._rows if row.id in self._only.clips)

    def _neighbour(self, step: int) -> Clip | None:
        before, after = self._beside()
        side = after[:1] if step > 0 else before[-1:]
        if not side and all(row.id != self._current for row in self._shown):
            side = self._shown[:1] if step > 0 else self._shown[-1:]
        return side[0].clip if side else None

    def _beside(self) -> tuple[Sequence[Row], Sequence[Row]]:
        """The shown rows before and after the current clip, which the filter may leave out."""
        places = {row.id: place for place, row in enumerate(self._rows)}
        here = places.get(self._current, -1) if self._current is not None else -1
        split = sum(places[row.id] < here for row in self._shown)
        after = split + any(row.id == self._current for row in self._shown)
        return self._shown[:split], self._shown[after:]

    def _with_said(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        said = ((row, self._said.get(row.id, NOTHING_SAID)) for row in rows)
        return tuple(
            row if new is row.said or new == row.said else replace(row, said=new)
            for row, new in said
        )
