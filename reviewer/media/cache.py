"""What was fetched, kept on disk: checked when read, least recently used thrown away first."""

import errno
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Protocol

from reviewer.domain.errors import NoRoom

_log = logging.getLogger(__name__)
_DIGEST_BYTES = 16
_PRUNE_TO = 0.9
"""How full the cache is after pruning, so that not every write prunes."""


class Pinned(Protocol):
    """What the user keeps offline."""

    def get(self, key: str) -> bytes | None: ...
    def holds(self, key: str) -> bool: ...
    def settled(self, key: str) -> bytes | None: ...


class DiskCache:
    """Blobs and whole files under one folder, with a limit in bytes. Safe to call from threads.

    A blob is stored with its digest: a damaged one is dropped and counts as not there. A disk
    that is full, or a folder that cannot be written, costs the cache, never the playing:
    `on_trouble` is told once, in words for the user. What `kept` has is taken from there; it
    neither counts against the limit nor is thrown away.
    """

    def __init__(
        self,
        folder: Path,
        limit_bytes: int,
        on_trouble: Callable[[str], None] | None = None,
        kept: Pinned | None = None,
    ) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._on_trouble = on_trouble
        self._kept = kept
        self._told = False
        self._lock = Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            self._tell(error)
        self._total_bytes = sum(size for _, size, _ in self._entries())

    @property
    def total_bytes(self) -> int:
        """How much is in it, without what is kept offline."""
        return self._total_bytes

    @property
    def limit_bytes(self) -> int:
        return self._limit_bytes

    def set_limit(self, limit_bytes: int) -> None:
        """Hold no more than this from now on; what is too much goes at once."""
        self._limit_bytes = limit_bytes
        self._grew(0)

    def get(self, key: str) -> bytes | None:
        """The blob of this key, or None where it is not there or damaged."""
        kept = self._kept.get(key) if self._kept is not None else None
        if kept is not None:
            return kept
        path = self._path(key)
        data = read_blob(path)
        if data is not None:
            with suppress(OSError):  # then it only looks older than it is
                path.touch()
        return data

    def holds(self, key: str) -> bool:
        """Whether there is a blob of this key; it may yet turn out to be damaged."""
        kept = self._kept is not None and self._kept.holds(key)
        return kept or os.access(self._path(key), os.R_OK)

    def settled(self, key: str) -> bytes | None:
        """A blob that is kept offline together with all that it leads to; None for all others."""
        return self._kept.settled(key) if self._kept is not None else None

    def put(self, key: str, data: bytes) -> None:
        """Keep a blob; where the disk refuses, it is not kept and the user is told."""
        try:
            written = write_blob(self._path(key), data)
        except OSError as error:
            self._tell(error)
            return
        self._grew(written)

    def throw_away(self, key: str) -> None:
        """Drop a blob that is of no use."""
        self.drop(self._path(key))

    def file(self, key: str, suffix: str) -> Path:
        """Where a whole file of this key lives, whether it is there or not."""
        return self._path(key).with_suffix(suffix)

    def adopt(self, made: Path, key: str) -> Path | None:
        """Move a file made beside the cache into it; None where the disk refuses."""
        path = self.file(key, made.suffix)
        try:
            made.replace(path)
        except OSError as error:
            self._tell(error)
            return None
        self._grew(path.stat().st_size)
        return path

    def scratch(self, suffix: str) -> Path:
        """A fresh path for a file that is being made: in the folder, else where there is room.

        Raises NoRoom where there is none.
        """
        for folder in (self._folder, Path(tempfile.gettempdir())):
            try:
                handle, name = tempfile.mkstemp(suffix=suffix, prefix="new-", dir=folder)
            except OSError as error:
                self._tell(error)
                continue
            os.close(handle)
            return Path(name)
        raise NoRoom("There is no place on the disk for this clip.")

    def make_room(self) -> bool:
        """Give some of the disk back, what was used longest ago first; False where nothing is."""
        with self._lock:
            before = self._total_bytes
            self._prune(before * _PRUNE_TO)
            return self._total_bytes < before

    def _path(self, key: str) -> Path:
        return self._folder / blob_name(key)

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Time of last use, size in bytes and path of all that is kept."""
        try:
            paths = list(self._folder.iterdir())
        except OSError as error:
            self._tell(error)
            return
        for path in paths:
            with suppress(FileNotFoundError):  # another window of the program prunes as well
                stat = path.stat()
                yield stat.st_mtime, stat.st_size, path

    def _grew(self, by_bytes: int) -> None:
        with self._lock:
            self._total_bytes += by_bytes
            if self._total_bytes > self._limit_bytes:
                self._prune(self._limit_bytes * _PRUNE_TO)

    def _prune(self, to_bytes: float) -> None:
        entries = sorted(self._entries())
        self._total_bytes = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if self._total_bytes <= to_bytes:
                break
            self._total_bytes -= size
            self.drop(path)

    def drop(self, path: Path) -> None:
        """Remove an entry; one that is in use stays until the cache is pruned."""
        drop_file(path)

    def _tell(self, error: OSError) -> None:
        _log.info("the cache cannot be written: %s", error.strerror)
        if self._told or self._on_trouble is None:
            return
        self._told = True
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        what = "The disk is full" if full else "The cache folder cannot be written"
        self._on_trouble(f"{what}: footage plays on but is not kept.")


def blob_name(key: str) -> str:
    """The name of the file that holds what is kept under a key."""
    return blake2b(key.encode(), digest_size=20).hexdigest()


def read_blob(path: Path) -> bytes | None:
    """What was written there; None where it cannot be had. A damaged one is removed."""
    try:
        stored = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        _log.info("cannot be read: %s (%s)", path.name, error.strerror)
        return None
    data = stored[:-_DIGEST_BYTES]
    if _digest(data) == stored[-_DIGEST_BYTES:]:
        return data
    _log.info("a damaged file is thrown away: %s", path.name)
    drop_file(path)
    return None


def write_blob(path: Path, data: bytes) -> int:
    """Write a blob with its digest, whole or not at all; its size in bytes. Raises OSError."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        made = Path(file.name)
    try:
        made.write_bytes(data + _digest(data))
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise
    return len(data) + _DIGEST_BYTES


def drop_file(path: Path) -> None:
    """Remove a file; one that is in use stays for now."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:  # Windows, while it plays
        _log.info("kept for now: %s (%s)", path.name, error.strerror)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()
