"""Killed while it writes, again and again: what was acknowledged is there."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from reviewer.domain.edits import fold
from reviewer.domain.errors import LibraryBusy
from reviewer.domain.tags import Tag
from reviewer.store.place import FILE
from tests.store.desk import Ids, edits, open_library, records

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("KILL_ROUNDS", "20"))
"""More at night."""


def command(folder: Path, round_: int) -> list[str]:
    return [sys.executable, "-m", "tests.store.busy_desk", str(folder), str(round_)]


def killed(folder: Path, round_: int, after: int) -> set[str]:
    """Start a busy desk, kill it once it has said so many lines; all that it had said by then."""
    with subprocess.Popen(command(folder, round_), stdout=subprocess.PIPE, cwd=ROOT) as desk:
        assert desk.stdout is not None
        heard = [desk.stdout.readline() for _ in range(after)]
        desk.kill()
        heard += desk.stdout.readlines()
    return {line.decode().strip() for line in heard if line.endswith(b"\n")}


def test_no_acknowledged_change_is_lost_and_the_file_stays_whole(tmp_path: Path):
    dice = Random(7)
    acknowledged: set[str] = set()
    for round_ in range(ROUNDS):
        heard = killed(tmp_path, round_, dice.randrange(1, 150))
        assert heard
        acknowledged |= heard
        with open_library(tmp_path, ids=Ids(f"check-{round_}")) as library:
            kept = {tag.id: tag for tag in library.kept(Tag)}
            assert acknowledged <= set(kept)
            assert all(kept[name].note for name in acknowledged if name.endswith("-0"))
            assert records(library) == fold(edits(library))
        with closing(sqlite3.connect(tmp_path / FILE)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_library_is_free_again_when_the_process_that_had_it_is_killed(tmp_path: Path):
    with subprocess.Popen(command(tmp_path, 0), stdout=subprocess.PIPE, cwd=ROOT) as desk:
        assert desk.stdout is not None
        desk.stdout.readline()
        with pytest.raises(LibraryBusy, match="Another Reviewer"):
            open_library(tmp_path)
        desk.kill()
    open_library(tmp_path).close()


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be limited there")
@pytest.mark.parametrize("blocks", [1_250, 1_500, 2_500])
def test_when_the_system_takes_no_more_bytes_what_was_acknowledged_is_kept(
    tmp_path: Path, blocks: int
):
    """Writes are cut short in their midst, of the log and of the file."""
    limited = ["sh", "-c", 'ulimit -f "$0" && exec "$@"', str(blocks), *command(tmp_path, 0)]
    run = subprocess.run(limited, capture_output=True, cwd=ROOT, check=False)
    acknowledged = set(run.stdout.decode().split())
    assert acknowledged
    assert b"DiskFull" in run.stderr or b"LibraryFault" in run.stderr
    with open_library(tmp_path, ids=Ids("check")) as library:
        assert acknowledged <= {tag.id for tag in library.kept(Tag)}
        assert records(library) == fold(edits(library))
