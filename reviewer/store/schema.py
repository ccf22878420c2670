"""The tables, and the steps that bring a library of an older program up to date."""

import sqlite3
from collections.abc import Sequence

from reviewer.domain.errors import LibraryDamaged, LibraryNewer

APPLICATION_ID = 0x52565752

_JOURNAL = """
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    game TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'gone')),
    acts INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_by_state ON changes (game, state, seq);

CREATE TABLE edits (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    game TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes,
    act INTEGER NOT NULL
) STRICT;
CREATE INDEX edits_by_change ON edits (change, act);
CREATE INDEX edits_by_target ON edits (kind, game, target);
CREATE INDEX edits_by_time ON edits (time_ms);
CREATE TRIGGER edits_are_kept BEFORE DELETE ON edits
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER edits_are_final BEFORE UPDATE ON edits
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE effects (
    change INTEGER NOT NULL REFERENCES changes,
    kind TEXT NOT NULL,
    game TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;
CREATE INDEX effects_by_change ON effects (change);

CREATE TABLE records (
    kind TEXT NOT NULL,
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    alive INTEGER NOT NULL,
    registers TEXT NOT NULL,
    PRIMARY KEY (kind, game, id)
) STRICT, WITHOUT ROWID;
"""

_SEARCH = """
CREATE TABLE games (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    tipoff_ms INTEGER,
    home TEXT,
    home_name TEXT,
    away TEXT,
    away_name TEXT,
    digest TEXT NOT NULL
) STRICT;
CREATE TABLE people (
    game TEXT NOT NULL REFERENCES games ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (game, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE moments (
    key INTEGER PRIMARY KEY,
    game TEXT NOT NULL,
    period TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    clip TEXT,
    source TEXT NOT NULL DEFAULT '',
    team TEXT,
    player TEXT,
    start_clock_ms INTEGER,
    end_clock_ms INTEGER,
    title TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    margin INTEGER
) STRICT;
CREATE INDEX moments_by_place ON moments (game, period, start_ms);
CREATE TABLE floor (
    player TEXT NOT NULL,
    moment INTEGER NOT NULL REFERENCES moments ON DELETE CASCADE,
    PRIMARY KEY (player, moment)
) STRICT, WITHOUT ROWID;
CREATE INDEX floor_by_moment ON floor (moment);

CREATE TABLE pins (
    key INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    game TEXT NOT NULL,
    id TEXT NOT NULL,
    moment INTEGER NOT NULL REFERENCES moments ON DELETE CASCADE,
    player TEXT,
    flag TEXT NOT NULL,
    reviewed INTEGER NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (kind, game, id)
) STRICT;
CREATE INDEX pins_by_moment ON pins (moment);
CREATE INDEX pins_by_player ON pins (player, moment);
CREATE INDEX pins_by_flag ON pins (flag, moment);
CREATE INDEX pins_reviewed ON pins (moment) WHERE reviewed;
CREATE TABLE pin_values (
    grp TEXT NOT NULL,
    value TEXT NOT NULL,
    moment INTEGER NOT NULL,
    pin INTEGER NOT NULL REFERENCES pins ON DELETE CASCADE,
    PRIMARY KEY (grp, value, moment, pin)
) STRICT, WITHOUT ROWID;
CREATE INDEX pin_values_by_pin ON pin_values (pin);

CREATE VIRTUAL TABLE moment_words USING fts5(
    words, detail = none, prefix = '1 2 3', tokenize = "unicode61 remove_diacritics 2"
);
"""

_SEEN = """
ALTER TABLE moments ADD COLUMN after_timeout INTEGER NOT NULL DEFAULT 0;
ALTER TABLE moments ADD COLUMN digest TEXT NOT NULL DEFAULT '';
"""

_RETAKEN = """
CREATE TABLE retaken (
    edit INTEGER PRIMARY KEY REFERENCES edits,
    change INTEGER NOT NULL REFERENCES changes
) STRICT;
"""

MIGRATIONS: tuple[str, ...] = (_JOURNAL, _SEARCH, _SEEN, _RETAKEN)
"""Each step is one script; a library's `user_version` counts those it has been through."""

SEARCHABLE = 2
"""From which version on tags hang on moments."""


def version(connection: sqlite3.Connection, steps: Sequence[str] = MIGRATIONS) -> int:
    """How many of the steps a file has been through; 0 for a new one.

    Raises LibraryNewer for more than there are, LibraryDamaged for another program's file.
    """
    made_by = _pragma(connection, "application_id")
    done = _pragma(connection, "user_version")
    if made_by != APPLICATION_ID and (made_by or done or _has_tables(connection)):
        raise LibraryDamaged("The library's file belongs to another program.")
    if done > len(steps):
        raise LibraryNewer(
            "The library was last used by a newer Reviewer.", kept="It is untouched."
        )
    return done


def migrate(connection: sqlite3.Connection, steps: Sequence[str] = MIGRATIONS) -> None:
    """Go through the steps that are left, each whole or not at all."""
    done = version(connection, steps)
    for number, step in enumerate(steps[done:], done + 1):
        script = (
            f"BEGIN IMMEDIATE; {step} PRAGMA application_id = {APPLICATION_ID};"
            f" PRAGMA user_version = {number}; COMMIT;"
        )
        try:
            connection.executescript(script)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def check(connection: sqlite3.Connection) -> None:
    """Read a whole file of this program's. Raises LibraryDamaged or LibraryNewer."""
    if version(connection) == 0 or connection.execute("PRAGMA quick_check(1)").fetchone() != (
        "ok",
    ):
        raise LibraryDamaged("The file is damaged.")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None
