"""What comes along that is no Python: what it is, by native.toml, and that all of it is known."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import macho
from shell import ROOT, Failed

TABLE = ROOT / "packaging" / "native.toml"
_ELF, _PE = b"\x7fELF", b"MZ"
_MODULE = re.compile(r"\.abi3\.|\.cpython-|\.pyd$")
"""A module of a package, which has its own licence; that it is pinned is seen to elsewhere."""
_PYTHON = re.compile(r"(^|/)(lib)?python3[\d.]*t?\.(dll|so|dylib)|/Python$")


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the table; `files` finds it in the paths of a build."""

    name: str
    licence: str
    source: str
    files: str
    version: str = ""
    copyright: str = ""

    def is_in(self, paths: Iterable[str]) -> bool:
        found = re.compile(self.files, re.IGNORECASE)
        return any(found.search(path) for path in paths)


def table() -> list[Part]:
    """All that may come along, on any system."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["part"]
    return [Part(**{name: value.strip() for name, value in row.items()}) for row in rows]


def looked_at() -> dict[str, str]:
    """The packages whose contents the table tells, with the versions in which they were seen."""
    return dict(tomllib.loads(TABLE.read_text(encoding="utf-8"))["looked_at"])


def code_in(folder: Path) -> list[str]:
    """Programs and libraries below a folder, whatever their names: paths with forward slashes."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sorted(file.relative_to(folder).as_posix() for file in files if _is_code(file))


def _is_code(file: Path) -> bool:
    """By its first bytes, in the form of Linux, Windows or macOS."""
    with file.open("rb") as opened:
        start = opened.read(4)
    return start.startswith((_ELF, _PE)) or macho.is_code(file)


def parts_of(paths: Sequence[str]) -> list[Part]:
    """What these files are. Raises Failed where the table does not tell of one."""
    parts = [part for part in table() if part.is_in(paths)]
    unknown = [path for path in paths if not _is_known(path, parts)]
    if unknown:
        told = ", ".join(unknown)
        raise Failed(f"{TABLE.name} does not say what these are, nor under which licence: {told}")
    return parts


def _is_known(path: str, parts: Iterable[Part]) -> bool:
    pythons = _MODULE.search(path) or _PYTHON.search(path)
    return bool(pythons) or any(part.is_in([path]) for part in parts)
