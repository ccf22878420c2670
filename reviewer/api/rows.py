"""Decodes answers and their rows: what cannot be read is BadData, or a row that is counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw

from reviewer.api import wire
from reviewer.api.values import Scalar, id_text
from reviewer.domain.errors import BadData
from reviewer.domain.game import Player, PlayerId, SessionId, Team, TeamId

T = TypeVar("T")
Row = TypeVar("Row")

_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """What a list held; `unreadable` rows were skipped, `repeated` ones were there already."""

    items: tuple[T, ...] = ()
    unreadable: int = 0
    repeated: int = 0

    def __add__(self, more: "Rows[T]") -> "Rows[T]":
        return Rows(
            self.items + more.items,
            self.unreadable + more.unreadable,
            self.repeated + more.repeated,
        )


@dataclass(frozen=True, slots=True)
class People:
    """Whom an answer names."""

    teams: tuple[Team, ...] = ()
    players: tuple[Player, ...] = ()

    def __add__(self, more: "People") -> "People":
        return People(self.teams + more.teams, self.players + more.players)


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """Rows, with the people whom the same answer names."""

    rows: Rows[T]
    people: People

    def __add__(self, more: "Named[T]") -> "Named[T]":
        return Named(self.rows + more.rows, self.people + more.people)


def document(body: bytes, kind: type[T], what: str) -> T:
    """A whole answer. Raises BadData, which says where `what` stops making sense."""
    try:
        return msgspec.json.decode(body.removeprefix(_BOM), type=kind)
    except _UNREADABLE as broken:
        raise BadData(f"The {what} from ShotTracker cannot be read ({broken}).") from broken


def attempt(raw: bytes | Raw, kind: type[Row]) -> Row | None:
    """One value inside an answer; None where it is something else."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except _UNREADABLE:
        return None


def decoded(raws: Iterable[Raw] | None, kind: type[Row]) -> tuple[list[Row], int]:
    """Rows that can be read, and how many cannot."""
    attempts = [attempt(raw, kind) for raw in raws or ()]
    rows = [row for row in attempts if row is not None]
    return rows, len(attempts) - len(rows)


def built(rows: Iterable[Row], build: Callable[[Row], T | None], unreadable: int = 0) -> Rows[T]:
    """Domain values of rows; a row that lacks what it is about counts as unreadable."""
    values = [build(row) for row in rows]
    items = tuple(value for value in values if value is not None)
    return Rows(items, unreadable + len(values) - len(items))


def team_id(value: Scalar) -> TeamId | None:
    text = id_text(value)
    return None if text is None else TeamId(text)


def player_id(value: Scalar) -> PlayerId | None:
    text = id_text(value)
    return None if text is None else PlayerId(text)


def session_id(value: Scalar) -> SessionId | None:
    text = id_text(value)
    return None if text is None else SessionId(text)


def named_team(value: Scalar, name: str | None) -> Team | None:
    """A team that has both an id and a name."""
    team, title = team_id(value), (name or "").strip()
    return Team(team, title) if team is not None and title else None


def people(team: Scalar, name: str | None, players: Iterable[wire.PlayerName]) -> People:
    """A team and its players, as far as they have both an id and a name."""
    named = named_team(team, name)
    known = (_named_player(row, team) for row in players)
    return People(
        () if named is None else (named,),
        tuple(player for player in known if player is not None),
    )


def _named_player(row: wire.PlayerName, team: Scalar) -> Player | None:
    player = player_id(row.id)
    parts = (row.first_name or row.firstname, row.last_name or row.lastname)
    name = " ".join(part.strip() for part in parts if part) or (row.display_name or "").strip()
    if player is None or not name:
        return None
    jersey = (row.jersey_number_str or "").strip() or id_text(row.jersey_number)
    return Player(player, name, jersey, team_id(team))
