"""Games as they were last seen, so that the library can be searched without the network.

The caller's transaction.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TypeVar

from reviewer.domain.found import KnownGame, Names
from reviewer.domain.game import EventId, Team, TeamId
from reviewer.domain.seen import SeenClip, SeenGame
from reviewer.store.pins import hang_all, write_words

T = TypeVar("T")

_UNFINISHED = ""
_SLICE = 20
"""Clips at one step: some milliseconds."""


def put_game(connection: sqlite3.Connection, game: SeenGame) -> Iterator[None]:
    """Keep a game in place of what was known of it, a little at each step.

    Every step is whole in itself; a game of which not all were done is done again the next time.
    Clips that are as they were stay, with all that hangs on them.
    """
    digest = _digest(game)
    known = connection.execute("SELECT digest FROM games WHERE id = ?", (game.id,)).fetchone()
    if known == (digest,):
        return
    there = _clips(connection, game.id)
    wanted = {_digest(clip): clip for clip in game.clips}
    _put_head(connection, game)
    yield
    gone = [key for key, old in there.items() if old not in wanted]
    here = set(there.values())
    fresh = [(new, clip) for new, clip in wanted.items() if new not in here]
    for keys in _sliced(gone):
        _forget(connection, keys)
        yield
    for clips in _sliced(fresh):
        for clip_digest, clip in clips:
            _put_clip(connection, game.id, clip, clip_digest)
        yield
    if gone or fresh or known == (_UNFINISHED,):
        for _ in hang_all(connection, game.id):
            yield
    connection.execute("UPDATE games SET digest = ? WHERE id = ?", (digest, game.id))


def seen_games(connection: sqlite3.Connection) -> list[KnownGame]:
    """Every game that was seen, the latest first."""
    found = connection.execute("SELECT id, name, tipoff_ms FROM games ORDER BY tipoff_ms DESC, id")
    return [KnownGame(*row) for row in found]


def names(connection: sqlite3.Connection) -> Names:
    """What teams and players were called, as the latest game has it."""
    teams = connection.execute(
        "SELECT home, home_name, tipoff_ms FROM games UNION ALL"
        " SELECT away, away_name, tipoff_ms FROM games ORDER BY tipoff_ms"
    )
    players = connection.execute(
        "SELECT people.id, people.name FROM people JOIN games ON games.id = game"
        " ORDER BY tipoff_ms, games.id"
    )
    return Names(
        {team: name for team, name, _ in teams if team is not None}, dict(players.fetchall())
    )


def _put_head(connection: sqlite3.Connection, game: SeenGame) -> None:
    connection.execute("DELETE FROM games WHERE id = ?", (game.id,))
    connection.execute(
        "INSERT INTO games VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (game.id, game.name, game.tipoff, *_team(game.home), *_team(game.away), _UNFINISHED),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO people (game, id, name) VALUES (?, ?, ?)",
        ((game.id, *person) for person in game.people),
    )


def _clips(connection: sqlite3.Connection, game: EventId) -> dict[int, str]:
    """The clips of a game that are here, with what tells whether they are as they were."""
    found = connection.execute(
        "SELECT key, digest FROM moments WHERE game = ? AND clip IS NOT NULL", (game,)
    )
    return dict(found.fetchall())


def _forget(connection: sqlite3.Connection, moments: Iterable[int]) -> None:
    keys = [(key,) for key in moments]
    connection.executemany("DELETE FROM moment_words WHERE rowid = ?", keys)
    connection.executemany("DELETE FROM moments WHERE key = ?", keys)


def _put_clip(connection: sqlite3.Connection, game: EventId, clip: SeenClip, digest: str) -> None:
    made = connection.execute(
        "INSERT INTO moments (game, period, start_ms, end_ms, clip, source, team, player,"
        " start_clock_ms, end_clock_ms, title, words, outcome, margin, after_timeout, digest)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key",
        (
            *(game, clip.period, clip.span.start, clip.span.end),
            *(clip.id, clip.source, clip.team, clip.player),
            *(clip.start_clock, clip.end_clock),
            *(clip.title, clip.words, clip.outcome, clip.margin),
            *(clip.after_timeout, digest),
        ),
    )
    key = made.fetchone()[0]
    write_words(connection, key, clip.words)
    connection.executemany(
        "INSERT INTO floor (player, moment) VALUES (?, ?)", ((player, key) for player in clip.floor)
    )


def _team(team: Team | None) -> tuple[TeamId | None, str | None]:
    return (team.id, team.name) if team else (None, None)


def _digest(value: SeenGame | SeenClip) -> str:
    return blake2b(repr(value).encode(), digest_size=16).hexdigest()


def _sliced(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _SLICE):
        yield values[start : start + _SLICE]
