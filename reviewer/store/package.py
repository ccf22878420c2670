"""A library's history as one file for another library: a zip of JSON lines.

It holds no footage and no addresses. What comes from elsewhere is bounded before it is read.
"""

import json
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, NoReturn

from reviewer.domain.edits import Edit, Target
from reviewer.domain.entries import entry
from reviewer.domain.errors import BadEntry, BadPackage, LibraryNewer
from reviewer.domain.finding import SmartList
from reviewer.domain.game import EventId
from reviewer.domain.palettes import Palette
from reviewer.domain.playlists import Item, Playlist
from reviewer.domain.times import WallMs
from reviewer.store.failures import told
from reviewer.store.kinds import KINDS

FORMAT = "reviewer-library"
VERSION = 1
LARGEST_FILE = 128 * 2**20
LARGEST_CONTENT = 512 * 2**20
LARGEST_LINE = 2 * 2**20
LARGEST_RATIO = 1032
"""Deflate packs no better, and a journal may come near it: it repeats long notes in full."""
DEEPEST = 30

_MANIFEST = "manifest.json"
_JOURNAL = "journal.jsonl"
_MEMBER = {
    Palette.KIND: "palettes.jsonl",
    Playlist.KIND: "playlists.jsonl",
    Item.KIND: "playlists.jsonl",
    SmartList.KIND: "playlists.jsonl",
}
_MEMBERS = frozenset({_MANIFEST, _JOURNAL, *_MEMBER.values()})


def write_package(path: Path, edits: Iterable[Edit], author: str, made: WallMs) -> None:
    """Write a history beside the file's place, then put it there. Raises LibraryErrors."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for edit in edits:
        lines[_MEMBER.get(edit.target.kind, _JOURNAL)].append(_line(edit))
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "author": author,
        "made_ms": made,
        "edits": sum(map(len, lines.values())),
    }
    unfinished = path.with_name(f"{path.name}.unfinished")
    with told():
        try:
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as file:
                file.writestr(_MANIFEST, json.dumps(manifest, indent=1))
                for member in sorted(_MEMBERS - {_MANIFEST}):
                    file.writestr(member, "".join(lines[member]))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def read_package(path: Path) -> list[Edit]:
    """The history in a package. Raises BadPackage, LibraryNewer for one of a newer program."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadPackage("The file is too large.")
        with zipfile.ZipFile(path) as file:
            return list(_edits(file))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BadPackage("The file is damaged, or no package.") from error
    except (ValueError, RecursionError) as error:
        raise BadPackage("The file's content is garbled.") from error
    except BadEntry as error:
        raise BadPackage(error.sentence) from error
    except OSError as error:
        raise BadPackage(f"“{path.name}” cannot be read: {error.strerror}.") from error


def _edits(file: zipfile.ZipFile) -> Iterator[Edit]:
    _check_members(file.infolist())
    promised = _promised(file)
    count = 0
    for member in sorted(_MEMBERS - {_MANIFEST}):
        with file.open(member) as lines:
            for line in _lines(lines):
                yield _edit(_loads(line))
                count += 1
    if count != promised:
        raise BadPackage("A part of the history is missing.")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(names) != len(_MEMBERS) or set(names) != _MEMBERS:
        raise BadPackage("The file holds other things than a library.")
    if any(member.flag_bits & 0x1 for member in members):
        raise BadPackage("The file has a password.")
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if size > LARGEST_CONTENT or size > LARGEST_RATIO * packed:
        raise BadPackage("The file's content is too large.")


def _promised(file: zipfile.ZipFile) -> int:
    """How many edits there should be."""
    with file.open(_MANIFEST) as content:
        manifest = entry(_loads(content.read(LARGEST_LINE)), "The package")
    if manifest.value("format") != FORMAT:
        raise BadPackage("The file is no library package.")
    if manifest.whole("version", 1) > VERSION:
        raise LibraryNewer("The package was made by a newer Reviewer.")
    return manifest.whole("edits")


def _lines(content: IO[bytes]) -> Iterator[bytes]:
    while line := content.readline(LARGEST_LINE):
        if not line.endswith(b"\n"):
            raise BadPackage("The file's content is cut off.")
        yield line


def _line(edit: Edit) -> str:
    target = edit.target
    fields = {
        "id": edit.id,
        "author": edit.author,
        "time_ms": edit.time_ms,
        "kind": target.kind,
        "game": target.game,
        "target": target.id,
        "before": edit.before,
        "after": edit.after,
    }
    return json.dumps(fields, separators=(",", ":")) + "\n"


def _edit(value: object) -> Edit:
    made = entry(value, "An edit")
    kind = made.text("kind")
    if kind not in KINDS:
        raise LibraryNewer(f"It holds a “{kind}”, which only a newer Reviewer knows.")
    if not (_shallow(made.value("before")) and _shallow(made.value("after"))):
        raise BadPackage("The file's content is too deeply nested.")
    return Edit(
        id=made.text("id"),
        author=made.text("author"),
        time_ms=made.whole("time_ms"),
        target=Target(kind, EventId(made.text("game")), made.text("target")),
        before=made.fields("before"),
        after=made.fields("after"),
    )


def _shallow(value: object, deepest: int = DEEPEST) -> bool:
    """Whether nothing in a JSON value is nested so deeply that reading it might fail."""
    if isinstance(value, Mapping):
        return deepest > 0 and all(_shallow(each, deepest - 1) for each in value.values())
    if isinstance(value, list):
        return deepest > 0 and all(_shallow(each, deepest - 1) for each in value)
    return True


def _loads(line: bytes) -> object:
    """A line as JSON. The library keeps no fractions, let alone what is no number."""
    value: object = json.loads(line.decode(), parse_constant=_refused, parse_float=_refused)
    return value


def _refused(number: str) -> NoReturn:
    raise BadPackage(f"{number} is no value.")
