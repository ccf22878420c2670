"""The library at the start of a window: opened, rescued, or else only looked at."""

import getpass
import sqlite3
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from reviewer.domain.errors import LibraryDamaged, LibraryError
from reviewer.domain.sharing import Rescued
from reviewer.settings import Folders
from reviewer.store.library import Library
from reviewer.store.place import Connect
from reviewer.store.rescue import rescue
from reviewer.store.vault import Vault
from reviewer.store.watching import watching
from reviewer.wall_clock import wall_now


@dataclass(frozen=True, slots=True)
class Opened:
    """`trouble` says why nothing can be saved; film can be watched all the same."""

    library: Library
    trouble: LibraryError | None = None
    rescued: Rescued | None = None


def open_library(folders: Folders, connect: Connect = sqlite3.connect) -> Library:
    """The library of this user, made where there is none yet. Raises LibraryErrors."""
    return Library.open(
        folders.library, now=wall_now, author=getpass.getuser(), new_id=_new_id, connect=connect
    )


def library_vault(folders: Folders) -> Vault:
    """What can be done to it as a whole beside a window that has it open."""
    return Vault(folders.library, wall_now, getpass.getuser())


def open_anyhow(folders: Folders, connect: Connect = sqlite3.connect) -> Opened:
    """The library, out of a damaged one where need be; what can be seen of it where all fails."""
    try:
        try:
            return Opened(open_library(folders, connect))
        except LibraryDamaged:
            rescued = rescue(folders.library, wall_now)
            return Opened(open_library(folders, connect), rescued=rescued)
    except LibraryError as error:
        look = partial(watching, folders.library, now=wall_now, author=getpass.getuser())
        return Opened(look(new_id=_new_id), trouble=error)


def _new_id() -> str:
    return str(uuid4())
