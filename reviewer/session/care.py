"""Care of the library: backups, restoring one, handing it on, and taking another's in."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import LibraryError
from reviewer.domain.game import EventId
from reviewer.domain.sharing import Backup, Preview, preview_words
from reviewer.session.ports import Catalogue, Vault
from reviewer.session.tasks import Tasks

_SHARED = "The library lies on a network drive: open it on one computer at a time."


@dataclass(frozen=True, slots=True)
class AtRest:
    """Nothing is going on."""


@dataclass(frozen=True, slots=True)
class Working:
    """What takes a while; nothing else should be changed meanwhile."""

    what: str


@dataclass(frozen=True, slots=True)
class Previewed:
    """What importing a file would do; the user may say yes or no."""

    path: Path
    preview: Preview
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    words: str


@dataclass(frozen=True, slots=True)
class CareFailed:
    what: str
    error: LibraryError


CareState: TypeAlias = AtRest | Working | Previewed | Done | CareFailed


class Care(QObject):
    """One thing at a time, in a thread; the library stays as it was where something fails.

    Signals: `changed(CareState)`, `replaced()` when all that is kept has to be read again,
    `noticed(str)` with what the user should know beside everything else.
    `trouble` says why nothing can be saved, where nothing can.
    """

    changed = Signal(object)
    replaced = Signal()
    noticed = Signal(str)

    def __init__(
        self,
        vault: Vault,
        catalogue: Catalogue,
        on_crash: Callable[[BaseException], None],
        trouble: LibraryError | None = None,
    ) -> None:
        super().__init__()
        self._vault = vault
        self._catalogue = catalogue
        self._tasks = Tasks(on_crash)
        self._state: CareState = AtRest()
        self.trouble = trouble

    @property
    def state(self) -> CareState:
        return self._state

    def start(self) -> None:
        """Make the day's backup, and say what has to be known of the library's place."""
        if self.trouble is None:
            self._tasks.start("daily backup", self._back_up_if_due())
        if self._vault.on_network_drive:
            self.noticed.emit(_SHARED)

    def backups(self) -> Sequence[Backup]:
        """The copies there are, newest first."""
        try:
            return self._vault.backups()
        except LibraryError as error:
            self.noticed.emit(str(error))
            return ()

    def back_up(self) -> None:
        """Copy the library now."""
        self._start("Backing up the library", self._back_up)

    def restore(self, backup: Backup) -> None:
        """Put a backup in the place of everything."""
        self._start("Restoring the backup", partial(self._restore, backup))

    def export(self, path: Path) -> None:
        """Write all that was ever made here to a file for a colleague."""
        self._start("Exporting the library", partial(self._export, path))

    def preview(self, path: Path) -> None:
        """Find out what a colleague's file would change."""
        self._start("Reading the file", partial(self._preview, path))

    def take_in(self) -> None:
        """Import the file whose preview is shown, all of it or nothing."""
        if isinstance(self._state, Previewed):
            self._start("Importing", partial(self._take_in, self._state))

    def dismiss(self) -> None:
        """The user has read it, or does not want it after all."""
        if not isinstance(self._state, Working):
            self._set(AtRest())

    async def aclose(self) -> None:
        await self._tasks.aclose()

    def _start(self, what: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if not isinstance(self._state, Working):
            self._set(Working(what))
            self._tasks.start("care", self._guarded(what, work))

    async def _guarded(self, what: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except LibraryError as error:
            self._set(CareFailed(what, error))

    async def _back_up_if_due(self) -> None:
        try:
            await asyncio.to_thread(self._vault.back_up_if_due)
        except LibraryError as error:
            self.noticed.emit(f"No backup was made today. {error}")

    async def _back_up(self) -> None:
        await asyncio.to_thread(self._vault.back_up)
        self._set(Done("The library is backed up. “Restore a backup…” lists the copies."))

    async def _restore(self, backup: Backup) -> None:
        replaced = await asyncio.to_thread(self._vault.restore, backup)
        self.replaced.emit()
        self._set(Done(f"Restored. What was there before is backup {replaced.number}."))

    async def _export(self, path: Path) -> None:
        await asyncio.to_thread(self._vault.export, path)
        self._set(Done(f"Everything made here is in “{path.name}”, without footage."))

    async def _preview(self, path: Path) -> None:
        preview = await asyncio.to_thread(self._vault.preview, path)
        self._set(Previewed(path, preview, preview_words(preview, self._names())))

    async def _take_in(self, shown: Previewed) -> None:
        what = f"Import from {', '.join(shown.preview.authors)}"
        await asyncio.to_thread(self._vault.take_in, shown.path, what)
        self.replaced.emit()
        self._set(Done(f"“{shown.path.name}” is imported. Undo takes it back."))

    def _names(self) -> Mapping[EventId, str]:
        return {game.id: game.name for game in self._catalogue.games()}

    def _set(self, state: CareState) -> None:
        self._state = state
        self.changed.emit(state)
