"""The pivot of the open game: which two things it counts by, and what its cells play."""

import asyncio
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from reviewer.domain.game import Clip, ClipId, Game
from reviewer.domain.pivot import Axis, Facts, Heading, Kind, Pivot
from reviewer.domain.seen import SeenGame, seen
from reviewer.session.clip_list import ClipList
from reviewer.session.palettes import Palettes
from reviewer.session.play_through import PlayThrough
from reviewer.session.tasks import Tasks


class Breakdown(QObject):
    """A table that is worked out while somebody looks.

    Signals: `changed()` when it is another, `playlist_wanted(str, object)` with a name and clips.
    """

    changed = Signal()
    playlist_wanted = Signal(str, object)

    def __init__(
        self,
        clips: ClipList,
        through: PlayThrough,
        palettes: Palettes,
        on_crash: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._clips = clips
        self._through = through
        self._palettes = palettes
        self._tasks = Tasks(on_crash)
        self._game: Game | None = None
        self._seen: SeenGame | None = None
        self._active = False
        self._rows = Axis(Kind.OUTCOME)
        self._columns = Axis(Kind.PERIOD)
        self._facts: Facts | None = None
        self._table = Pivot()
        clips.changed.connect(self._on_clips)
        clips.said_changed.connect(self._on_clips)

    @property
    def rows(self) -> Axis:
        return self._rows

    @property
    def columns(self) -> Axis:
        return self._columns

    @property
    def axes(self) -> Sequence[Axis]:
        """What the game's clips can be counted by."""
        return self._facts.axes if self._facts is not None else ()

    @property
    def table(self) -> Pivot:
        return self._table

    @property
    def text(self) -> str:
        """The table as spreadsheets paste it."""
        return self._table.text(f"{self._rows.title} / {self._columns.title}")

    def open(self, game: Game) -> None:
        """This game is open."""
        self._tasks.cancel("pivot")
        self._game, self._seen = game, None
        self._refresh()

    def set_active(self, *, on: bool) -> None:
        """Whether somebody looks."""
        self._active = on
        self._refresh()

    def set_axes(self, rows: Axis, columns: Axis) -> None:
        """Count by these two."""
        self._rows, self._columns = rows, columns
        self._count()

    def swap(self) -> None:
        """Make rows of the columns."""
        self.set_axes(self._columns, self._rows)

    def play(self, row: Heading | None, column: Heading | None) -> None:
        """List the clips of a cell and play them; of a whole row or column where one is None."""
        clips = self._table.at(row, column)
        if clips:
            self._clips.show_only(cell_title(row, column), clips)
            self._through.play_from_first()

    def make_playlist(self, row: Heading | None, column: Heading | None) -> None:
        """Ask for a playlist of the clips of a cell."""
        wanted = frozenset(self._table.at(row, column))
        clips = self._of(wanted)
        if clips:
            self.playlist_wanted.emit(cell_title(row, column), clips)

    async def aclose(self) -> None:
        await self._tasks.aclose()

    def _of(self, wanted: frozenset[ClipId]) -> tuple[Clip, ...]:
        return tuple(row.clip for row in self._clips.rows if row.id in wanted)

    def _refresh(self) -> None:
        if not self._active or self._game is None:
            return
        if self._seen is None:
            self._tasks.start("pivot", self._look(self._game))
        else:
            self._count()

    async def _look(self, game: Game) -> None:
        self._seen = await asyncio.to_thread(seen, game)
        self._count()

    def _count(self) -> None:
        if self._seen is not None and self._game is not None:
            said = {row.id: row.said for row in self._clips.rows}
            vocabulary = self._palettes.vocabulary
            self._facts = Facts(self._game, self._seen.clips, said, vocabulary)
            self._table = self._facts.pivot(self._rows, self._columns)
        self.changed.emit()

    def _on_clips(self) -> None:
        """What is said of the clips may be another."""
        if self._active and self._seen is not None:
            self._count()


def cell_title(row: Heading | None, column: Heading | None) -> str:
    """What the list of a cell is called."""
    return ", ".join(each.title for each in (row, column) if each is not None) or "All clips"
