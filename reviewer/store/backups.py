"""Copies of the library beside it: made by SQLite, numbered, the newest ten kept."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from reviewer.domain.sharing import Backup
from reviewer.domain.times import WallMs
from reviewer.store.failures import told
from reviewer.store.place import BACKUPS, FILE, make_folder, reading
from reviewer.store.schema import check

KEPT = 10
DAY_MS = 24 * 3600 * 1000
_NAME = re.compile(r"library-(\d{6,})-(\d{8}T\d{6}Z)\.sqlite3")
_TIME = "%Y%m%dT%H%M%SZ"


def backups(folder: Path) -> list[Backup]:
    """The copies in a backup folder, newest first."""
    found = [_backup(path) for path in folder.glob("library-*.sqlite3")]
    return sorted((backup for backup in found if backup), reverse=True)


def back_up_if_due(folder: Path, now: WallMs) -> Backup | None:
    """Back a library's folder up where the newest copy is over a day old; for any thread.

    A damaged library is not copied over good backups: raises LibraryDamaged.
    """
    place = folder / BACKUPS
    newest = next(iter(backups(place)), None)
    if newest is not None and abs(now - newest.made_ms) <= DAY_MS:
        return None
    with told(), reading(folder / FILE) as source:
        check(source)
        return back_up(source, place, now)


def back_up(
    source: sqlite3.Connection, folder: Path, now: WallMs, *, spare: Backup | None = None
) -> Backup:
    """Copy the library as it stands, then drop the oldest copies. Whole, or not there at all.

    One copy may be spared, as it is being restored.
    """
    make_folder(folder)
    there = backups(folder)
    number = there[0].number + 1 if there else 1
    made = datetime.fromtimestamp(now / 1000, UTC)
    path = folder / f"library-{number:06}-{made:{_TIME}}.sqlite3"
    unfinished = path.with_suffix(".unfinished")
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # a file by itself, whoever opens it
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    for old in backups(folder)[KEPT:]:
        if old != spare:
            old.path.unlink(missing_ok=True)
    return Backup(number, now, path, path.stat().st_size)


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    made = datetime.strptime(match[2], _TIME).replace(tzinfo=UTC)
    made_ms = WallMs(round(made.timestamp() * 1000))
    return Backup(int(match[1]), made_ms, path, path.stat().st_size)
