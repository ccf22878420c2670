"""`reviewer library`: the staff's work handed on as a file, and a colleague's taken in."""

import argparse
import sys

from reviewer.commands.opened import say
from reviewer.domain.sharing import Preview, preview_words
from reviewer.opening import library_vault, open_library
from reviewer.settings import Folders


def export_library(wanted: argparse.Namespace, folders: Folders) -> int:
    """Also while a window has the library open."""
    library_vault(folders).export(wanted.file)
    print(f"Everything made here is in {wanted.file}, without footage.")
    return 0


def import_library(wanted: argparse.Namespace, folders: Folders) -> int:
    """Says what would change, asks, and does all of it or nothing."""
    with open_library(folders) as library:
        preview = library.vault.preview(wanted.file)
        names = {game.id: game.name for game in library.games()}
        print("\n".join(preview_words(preview, names)))
        if preview.edits and _agreed(wanted):
            library.vault.take_in(wanted.file, _what(preview))
            print("Imported. The library as it was is the newest backup; undo takes it back, too.")
    return 0


def _agreed(wanted: argparse.Namespace) -> bool:
    if wanted.yes:
        return True
    if not sys.stdin.isatty():
        wanted.refuse("--yes is needed where nobody can be asked")
    agreed = input("Import it? [y/N] ").strip().casefold() in ("y", "yes")
    if not agreed:
        say("Nothing was changed.")
    return agreed


def _what(preview: Preview) -> str:
    return f"Import from {', '.join(preview.authors)}"
