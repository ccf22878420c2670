"""What was done in the open game, taken back and done again: every kind of change, in its order."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reviewer.domain.edits import LIBRARY
from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import EventId
from reviewer.session.ports import Library, Undone


class History(QObject):
    """Undo and redo without a limit, per game; what is done while none is open is its own row.

    Signals: `turned(Undone)` when the library is another now: whoever shows what it touched looks
    again; then `answered(str)` with what was undone. `failed(str)` where nothing was.
    """

    turned = Signal(object)
    answered = Signal(str)
    failed = Signal(str)

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._game = LIBRARY

    def open(self, game: EventId) -> None:
        """Whose changes are undone from now on."""
        self._game = game

    @property
    def game(self) -> EventId:
        """Where the user is: what is changed now is undone there."""
        return self._game

    def to_undo(self) -> str | None:
        """What `undo` would take back. Raises LibraryErrors."""
        return self._library.to_undo(self._game)

    def to_redo(self) -> str | None:
        """What `redo` would do again. Raises LibraryErrors."""
        return self._library.to_redo(self._game)

    def undo(self) -> None:
        """Take back the latest change."""
        self._turn(self._library.undo, "Undone", "Nothing to undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(self._library.redo, "Done again", "Nothing to redo")

    def _turn(self, act: Callable[[EventId], Undone | None], done: str, nothing: str) -> None:
        try:
            undone = act(self._game)
        except ReviewerError as error:
            self.failed.emit(str(error))
            return
        if undone is not None:
            self.turned.emit(undone)
        self.answered.emit(f"{done}: {undone.what}" if undone is not None else nothing)
