"""A look into a library without opening it: for commands, also while the window has it."""

from pathlib import Path
from typing import TypeVar

from reviewer.domain.entries import Kept
from reviewer.domain.game import EventId
from reviewer.store import journal, place
from reviewer.store.failures import told

T = TypeVar("T", bound=Kept)


def look(folder: Path, kind: type[T], game: EventId) -> tuple[T, ...]:
    """What the library keeps of a kind in one game; nothing where there is no library yet.

    Raises LibraryErrors.
    """
    file = folder / place.FILE
    if not file.is_file():
        return ()
    with told(), place.reading(file) as connection:
        found = journal.living(connection, kind.KIND, game)
        return tuple(kind.from_fields(target, record.values) for target, record in found)
