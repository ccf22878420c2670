"""Linux: the menu's entry, which opens links too, and its icons, below a `share` folder."""

import re
import shlex
import shutil
from pathlib import Path

from artefacts import MADE
from icons import SIZES, SVG

DESKTOP = """[Desktop Entry]
Type=Application
Name=Reviewer
GenericName=Basketball video review
Comment=Watch a game possession by possession
Exec={program} open %u
Icon=reviewer
Terminal=false
Categories=AudioVideo;Video;Sports;
MimeType=x-scheme-handler/reviewer;
StartupWMClass=reviewer
"""
_ENTRY = Path("applications/reviewer.desktop")
_ICONS = Path("icons/hicolor")


def share(folder: Path, program: str) -> None:
    """Write them for a program by its name or path."""
    entry = folder / _ENTRY
    entry.parent.mkdir(parents=True)
    entry.write_text(DESKTOP.format(program=program), encoding="utf-8")
    drawn = ((MADE / f"reviewer-{size}.png", f"{size}x{size}") for size in SIZES)
    for source, size in (*drawn, (SVG, "scalable")):
        place = folder / _ICONS / size / "apps" / f"reviewer{source.suffix}"
        place.parent.mkdir(parents=True)
        shutil.copyfile(source, place)


def traces_in(folder: Path) -> dict[str, bool]:
    """What there is of them, by name."""
    entry = folder / _ENTRY
    told = entry.read_text(encoding="utf-8") if entry.is_file() else ""
    return {
        "the menu's entry": entry.is_file(),
        "the entry's program": bool(told) and Path(_command(told)[0]).is_file(),
        "reviewer:// links": "MimeType=x-scheme-handler/reviewer;\n" in told,
        "the icons": any((folder / _ICONS).glob("*/apps/reviewer.*")),
    }


def _command(entry: str) -> list[str]:
    return shlex.split("".join(re.findall("^Exec=(.*)$", entry, re.MULTILINE)))
