"""Files of older, newer and other programs."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.domain.errors import LibraryDamaged, LibraryNewer
from reviewer.domain.finding import Says
from reviewer.domain.tags import Tag
from reviewer.store import schema
from reviewer.store.place import FILE
from tests.store.desk import GAME, Ids, how_many, nudged, open_library
from tests.store.season import TAGS

STEPS = ("CREATE TABLE one (x INTEGER) STRICT;", "ALTER TABLE one ADD y TEXT;")


def memory() -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(":memory:", isolation_level=None))


def columns(connection: sqlite3.Connection) -> list[str]:
    return [row[1] for row in connection.execute("PRAGMA table_info(one)")]


def test_only_the_steps_that_are_left_are_taken():
    with memory() as connection:
        schema.migrate(connection, STEPS[:1])
        connection.execute("INSERT INTO one VALUES (7)")
        schema.migrate(connection, STEPS)
        schema.migrate(connection, STEPS)
        assert schema.version(connection, STEPS) == 2
        assert connection.execute("SELECT * FROM one").fetchall() == [(7, None)]


def test_a_step_that_fails_leaves_the_file_as_it_was():
    with memory() as connection:
        broken = ("CREATE TABLE one (x INTEGER) STRICT;", "ALTER TABLE one ADD y TEXT; nonsense;")
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection, broken)
        assert columns(connection) == ["x"]
        assert schema.version(connection, broken) == 1


def test_a_newer_library_is_refused_and_untouched(tmp_path: Path):
    with open_library(tmp_path) as library:
        library.save(GAME, "Move", [nudged(1)])
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
        connection.commit()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(LibraryNewer, match="newer Reviewer"):
        open_library(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("sql", ["DELETE FROM edits", "UPDATE edits SET author = 'Bo'"])
def test_history_cannot_be_rewritten(tmp_path: Path, sql: str):
    with open_library(tmp_path) as library:
        library.save(GAME, "Move", [nudged(1)])
    with (
        closing(sqlite3.connect(tmp_path / FILE)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(sql)


def test_a_database_of_another_program_is_refused_and_untouched(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("CREATE TABLE notes (text)")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(LibraryDamaged, match="another program"):
        open_library(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_library_of_the_first_schema_is_backed_up_and_brought_up_to_date(tmp_path: Path):
    tag = TAGS[0]
    with open_library(tmp_path / "new") as library:
        library.save(tag.game, "Tag", [tag])
    first_schema(tmp_path / "new" / FILE, tmp_path / FILE)
    with open_library(tmp_path, ids=Ids("later")) as library:
        assert library.kept(Tag) == (tag,)
        assert how_many(library, Says("tagger")) == 1
        (backup,) = library.vault.backups()
        library.undo(tag.game)
        assert how_many(library, Says("tagger")) == 0
    with closing(sqlite3.connect(backup.path)) as connection:
        assert schema.version(connection) == 1


def test_a_backup_of_the_first_schema_is_still_there_once_it_was_restored(tmp_path: Path):
    tag = TAGS[0]
    with open_library(tmp_path / "new") as library:
        library.save(tag.game, "Tag", [tag])
    first_schema(tmp_path / "new" / FILE, tmp_path / FILE)
    with open_library(tmp_path, ids=Ids("later")) as library:
        for _ in range(9):
            library.vault.back_up()
        oldest = library.vault.backups()[-1]
        library.vault.restore(oldest)
        assert library.kept(Tag) == (tag,)
        assert oldest in library.vault.backups()


def first_schema(new: Path, old: Path) -> None:
    """A file as the first schema had it, with the journal and the records of a newer one."""
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        schema.migrate(connection, schema.MIGRATIONS[:1])
        connection.execute("ATTACH ? AS new", (str(new),))
        for table in ("changes", "edits", "records"):
            connection.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")
