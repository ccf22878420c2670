"""Games as they were last seen, so that the library can be searched without the network.

The caller's transaction.
"""

import sqlite3
from hashlib import blake2b

from reviewer.domain.game import EventId, Team, TeamId
from reviewer.domain.seen import SeenClip, SeenGame
from reviewer.domain.times import WallMs
from reviewer.store.pins import hang_all, write_words


def put_game(connection: sqlite3.Connection, game: SeenGame) -> None:
    """Keep a game in place of what was known of it; nothing is written where that is the same."""
    digest = blake2b(repr(game).encode(), digest_size=16).hexdigest()
    known = connection.execute("SELECT digest FROM games WHERE id = ?", (game.id,)).fetchone()
    if known == (digest,):
        return
    _forget(connection, game.id)
    connection.execute(
        "INSERT INTO games VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (game.id, game.name, game.tipoff, *_team(game.home), *_team(game.away), digest),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO people (game, id, name) VALUES (?, ?, ?)",
        ((game.id, *person) for person in game.people),
    )
    for clip in game.clips:
        _put_clip(connection, game.id, clip)
    hang_all(connection, game.id)


def seen_games(connection: sqlite3.Connection) -> list[tuple[EventId, str, WallMs | None]]:
    """Id, name and tip-off of every game that was seen, the latest first."""
    return connection.execute(
        "SELECT id, name, tipoff_ms FROM games ORDER BY tipoff_ms DESC, id"
    ).fetchall()


def _forget(connection: sqlite3.Connection, game: EventId) -> None:
    connection.execute(
        "DELETE FROM moment_words WHERE rowid IN (SELECT key FROM moments WHERE game = ?)", (game,)
    )
    connection.execute("DELETE FROM moments WHERE game = ?", (game,))
    connection.execute("DELETE FROM games WHERE id = ?", (game,))


def _put_clip(connection: sqlite3.Connection, game: EventId, clip: SeenClip) -> None:
    made = connection.execute(
        "INSERT INTO moments (game, period, start_ms, end_ms, clip, source, team, player,"
        " start_clock_ms, end_clock_ms, title, words, outcome, margin)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key",
        (
            *(game, clip.period, clip.span.start, clip.span.end),
            *(clip.id, clip.source, clip.team, clip.player),
            *(clip.start_clock, clip.end_clock),
            *(clip.title, clip.words, clip.outcome, clip.margin),
        ),
    )
    key = made.fetchone()[0]
    write_words(connection, key, clip.words)
    connection.executemany(
        "INSERT INTO floor (player, moment) VALUES (?, ?)", ((player, key) for player in clip.floor)
    )


def _team(team: Team | None) -> tuple[TeamId | None, str | None]:
    return (team.id, team.name) if team else (None, None)
