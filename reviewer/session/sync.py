"""The user's corrections of the open game: made here, kept in the library, undone with it."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from reviewer.domain.corrections import (
    NO_CORRECTIONS,
    Correction,
    Nudge,
    Reading,
    StreamCorrections,
)
from reviewer.domain.game import EventId, StreamId
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.times import MediaMs
from reviewer.session.ports import Library


class Sync(QObject):
    """Corrections by stream. Signal: `changed()` whenever they did, by whatever hand."""

    changed = Signal()

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._game: EventId | None = None
        self._corrections: dict[StreamId, StreamCorrections] = {}

    @property
    def corrections(self) -> Mapping[StreamId, StreamCorrections]:
        return self._corrections

    def open(self, game: EventId) -> None:
        """Take up what is kept for a game. Raises LibraryErrors."""
        self._game = game
        self.refresh()

    def refresh(self) -> None:
        """Read again what is kept: another part of the program undid or imported something."""
        if self._game is None:
            return
        kept = self._library.kept(StreamSync, self._game)
        corrections = {sync.stream: sync.corrections for sync in kept if sync.corrections.history}
        if corrections != self._corrections:
            self._corrections = corrections
            self.changed.emit()

    def nudge(self, stream: StreamId, by_ms: int, from_media: MediaMs | None = None) -> None:
        """The data's moments are `by_ms` later in the picture, everywhere or from there on.

        Nudges that follow each other at one place are one. Raises LibraryErrors.
        """
        history = self._corrections.get(stream, NO_CORRECTIONS).history
        last = history[-1] if history else None
        if isinstance(last, Nudge) and last.from_media == from_media:
            history, by_ms = history[:-1], last.by_ms + by_ms
        added: tuple[Correction, ...] = (Nudge(by_ms, from_media),) if by_ms else ()
        self._keep(stream, StreamCorrections(history + added), "Nudge")

    def read(self, stream: StreamId, reading: Reading) -> None:
        """A picture shows what the user says it shows. Raises LibraryErrors."""
        corrections = self._corrections.get(stream, NO_CORRECTIONS).plus(reading)
        self._keep(stream, corrections, f"Scoreboard reading {reading.shown}")

    def remove(self, stream: StreamId, index: int) -> None:
        """Take one correction of a stream's list away again. Raises LibraryErrors."""
        history = self._corrections.get(stream, NO_CORRECTIONS).history
        rest = (*history[:index], *history[index + 1 :])
        self._keep(stream, StreamCorrections(rest), "Correction removed")

    def _keep(self, stream: StreamId, corrections: StreamCorrections, what: str) -> None:
        if self._game is not None:
            self._library.save(self._game, what, [StreamSync(self._game, stream, corrections)])
            self.refresh()
