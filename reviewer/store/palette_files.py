"""Palettes as files: those that come with the program, and those that people hand on."""

import json
from dataclasses import dataclass
from pathlib import Path

from reviewer.domain.errors import BadEntry
from reviewer.domain.palettes import Palette, palette_from_json, palette_json
from reviewer.store.failures import told

LARGEST_FILE = 2_000_000


@dataclass(frozen=True, slots=True)
class PaletteFiles:
    """`shipped` are in the order in which they are offered."""

    shipped: tuple[Palette, ...]

    def read(self, path: Path) -> Palette:
        """The palette in a file. Raises BadEntry, LibraryErrors."""
        return read_palette(path)

    def write(self, path: Path, palette: Palette) -> None:
        """Write beside the file's place, then put it there. Raises LibraryErrors."""
        unfinished = path.with_name(f"{path.name}.unfinished")
        text = json.dumps(palette_json(palette), indent=1, ensure_ascii=False)
        with told():
            try:
                unfinished.write_text(text, "utf-8")
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)


def read_palette(path: Path) -> Palette:
    """The palette in a file. Raises BadEntry where it is none, LibraryErrors."""
    with told():
        if path.stat().st_size > LARGEST_FILE:
            raise BadEntry("The file is too large for a palette.")
        content = path.read_bytes()
    try:
        return palette_from_json(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise BadEntry("The file is not a palette.") from error
