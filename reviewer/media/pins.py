"""The folder of what is kept offline: pieces of footage, and a record of which game needs which."""

import json
import logging
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from reviewer.domain.errors import NONSENSE
from reviewer.domain.game import ClipId, EventId
from reviewer.domain.offline import KeptGame
from reviewer.media.cache import blob_name, drop_file, read_blob, write_blob

_log = logging.getLogger(__name__)

_RECORD = ".json"
_BLOB = re.compile("[0-9a-f]{40}")
_GAME = ""
"""The name in a record of the part that is the whole game; the others are clips."""

Blobs = dict[str, int]
"""Sizes in bytes of blobs, by the names of their files."""


@dataclass(slots=True)
class Record:
    """What a game needs: pieces by part, and what holds each piece once it is here."""

    event: EventId
    name: str
    height: int | None = None
    parts: dict[str, list[str]] = field(default_factory=dict)
    pieces: dict[str, Blobs] = field(default_factory=dict)
    playlists: Blobs = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)
    """Playlists of which every piece is wanted."""

    @property
    def blobs(self) -> Blobs:
        """All that is here of it."""
        found = dict(self.playlists)
        for blobs in self.pieces.values():
            found |= blobs
        return found

    def want(self, clip: ClipId | None, pieces: Iterable[str]) -> None:
        """From now on this part needs these pieces."""
        self.parts[_GAME if clip is None else clip] = list(pieces)

    def drop(self, clip: ClipId | None) -> None:
        """A part is not wanted any more, nor what it alone needed."""
        self.parts.pop(_GAME if clip is None else clip, None)
        needed = {piece for pieces in self.parts.values() for piece in pieces}
        self.pieces = {name: blobs for name, blobs in self.pieces.items() if name in needed}
        if _GAME not in self.parts:
            self.whole = []


class Pins:
    """Blobs without a limit, under one folder. Safe to call from threads.

    A damaged blob is removed when it is read, and is missing from then on.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = Lock()
        """Windows replaces no record that somebody reads."""
        try:
            self._make_folder()
        except OSError as error:  # told when something is to be kept there
            _log.info("the folder of what is kept cannot be made: %s", error.strerror)

    def get(self, key: str) -> bytes | None:
        """The blob of this key, or None where it is not here or damaged."""
        return read_blob(self.folder / blob_name(key))

    def holds(self, key: str) -> bool:
        """Whether there is a blob of this key, whole or not."""
        return os.access(self.folder / blob_name(key), os.R_OK)

    def put(self, key: str, data: bytes) -> int:
        """Keep a blob; its size on the disk. Raises OSError."""
        self._make_folder()
        return write_blob(self.folder / blob_name(key), data)

    def settled(self, key: str) -> bytes | None:
        """The playlist of this key, if all that it leads to is here."""
        name = blob_name(key)
        if not (self.folder / name).is_file():
            return None
        wholly = any(name in record.whole and self._has_all(record) for record in self.records())
        return self.get(key) if wholly else None

    def has(self, blobs: Mapping[str, int]) -> bool:
        """Whether these are all here, in their full size."""
        return bool(blobs) and all(self.size(name) == size for name, size in blobs.items())

    def record(self, event: EventId) -> Record | None:
        """What is known of a game, or None where nothing is kept of it. Raises OSError."""
        return self._restored(self._record_path(event))

    def records(self) -> list[Record]:
        """Of all games, the latest change last; without those that cannot be read now."""
        try:
            paths = self._paths()
        except OSError as error:
            _log.info("what is kept cannot be listed: %s", error.strerror)
            return []
        return [record for path in paths if (record := self._readable(path)) is not None]

    def save(self, record: Record) -> None:
        """Write a record, whole or not at all. Raises OSError."""
        self._make_folder()
        path = self._record_path(record.event)
        fresh = path.with_suffix(".new")
        told = {name: getattr(record, name) for name in Record.__slots__}
        fresh.write_text(json.dumps(told), "utf-8")
        with self._turn:
            fresh.replace(path)

    def room(self) -> int:
        """Bytes that are free for more. Raises OSError."""
        self._make_folder()
        return shutil.disk_usage(self.folder).free

    def _make_folder(self) -> None:
        """It may have been missing, or not to be made, at the start."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def games(self) -> tuple[KeptGame, ...]:
        """What is kept, and how much of it is here."""
        return tuple(map(self._told, self.records()))

    def remove(self, event: EventId, clips: Iterable[ClipId | None] | None = None) -> None:
        """Free what these parts alone need, or all that is kept of a game. Raises OSError."""
        record = self.record(event)
        if record is None:
            return
        before, needed = record.blobs, self._needed_beside(event)
        for part in list(record.parts) if clips is None else clips:
            record.drop(ClipId(part) if part else None)
        if record.parts:
            self.save(record)
            needed |= record.blobs.keys()
        else:
            with self._turn:
                self._record_path(event).unlink(missing_ok=True)
        for name in before.keys() - needed:
            drop_file(self.folder / name)

    def _needed_beside(self, event: EventId) -> set[str]:
        """What all other games need. Raises OSError: what is not known must not go."""
        others = filter(None, map(self._restored, self._paths()))
        return {name for other in others if other.event != event for name in other.blobs}

    def _told(self, record: Record) -> KeptGame:
        here = {piece for piece, blobs in record.pieces.items() if self.has(blobs)}
        return KeptGame(
            event=record.event,
            name=record.name,
            wanted=frozenset(map(_clip, record.parts)),
            done=frozenset(
                _clip(part)
                for part, pieces in record.parts.items()
                if here.issuperset(pieces) and self.has(record.playlists)
            ),
            size_bytes=sum(self.size(name) or 0 for name in record.blobs),
        )

    def _has_all(self, record: Record) -> bool:
        return None in self._told(record).done

    def size(self, name: str) -> int | None:
        """Bytes of the file of this name; None where there is none."""
        try:
            return os.stat(self.folder / name).st_size  # noqa: PTH116 - called for thousands
        except FileNotFoundError:
            return None

    def _record_path(self, event: EventId) -> Path:
        return self.folder / (blob_name(event) + _RECORD)

    def _paths(self) -> list[Path]:
        """Of all records, the latest change last. Raises OSError."""
        return sorted(self.folder.glob(f"*{_RECORD}"), key=lambda path: path.stat().st_mtime)

    def _readable(self, path: Path) -> Record | None:
        try:
            return self._restored(path)
        except OSError as error:
            _log.info("a record of what is kept cannot be read: %s", error.strerror)
            return None

    def _restored(self, path: Path) -> Record | None:
        """A record; None where there is none, or it is damaged. Raises OSError."""
        try:
            with self._turn:
                text = path.read_text("utf-8")
            return _from_json(json.loads(text))
        except FileNotFoundError:
            return None
        except NONSENSE as error:
            _log.info("a record of what is kept makes no sense: %s", error)
            return None


def _clip(part: str) -> ClipId | None:
    return ClipId(part) if part != _GAME else None


def _from_json(told: dict[str, Any]) -> Record:
    height = told["height"]
    return Record(
        event=EventId(str(told["event"])),
        name=str(told["name"]),
        height=None if height is None else int(height),
        parts={str(part): [str(name) for name in names] for part, names in told["parts"].items()},
        pieces={str(piece): _blobs(blobs) for piece, blobs in told["pieces"].items()},
        playlists=_blobs(told["playlists"]),
        whole=[str(name) for name in told["whole"]],
    )


def _blobs(told: dict[str, Any]) -> Blobs:
    """Raises ValueError where a name is none of a blob's."""
    if not all(map(_BLOB.fullmatch, told)):
        raise ValueError("a file of another name")
    return {name: int(size) for name, size in told.items()}
