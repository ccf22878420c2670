"""Reads possessions, grouped by team or, as a catch-up answer may have them, in one list."""

from collections.abc import Iterable

from msgspec import Raw

from reviewer.api import wire
from reviewer.api.rows import (
    Named,
    People,
    Rows,
    attempt,
    built,
    decoded,
    document,
    people,
    player_id,
    session_id,
    team_id,
)
from reviewer.api.values import Scalar, clock, period, wall
from reviewer.domain.game import PlayerId, Possession, SessionId


def parse_possessions(body: bytes, session: SessionId) -> Named[Possession]:
    """The possessions of one session, in order of time."""
    return _possessions(document(body, wire.Teams, "possessions").teams, session)


def loose_possessions(raw: Raw) -> Named[Possession] | None:
    """A catch-up answer's possessions; None where their shape is one never seen."""
    grouped = attempt(raw, wire.Teams)
    listed = attempt(raw, list[Raw]) if grouped is None else grouped.teams
    if listed is None:
        return None
    found = _possessions(listed, None)
    return found if found.rows.items or not listed else None


def _possessions(raws: Iterable[Raw] | None, session: SessionId | None) -> Named[Possession]:
    found = sum((_entry(raw, session) for raw in raws or ()), start=Named(Rows(), People()))
    ordered = tuple(sorted(found.rows.items, key=lambda possession: possession.start))
    return Named(Rows(ordered, found.rows.unreadable), found.people)


def _entry(raw: Raw, session: SessionId | None) -> Named[Possession]:
    """A team with its possessions, or a possession that names its team."""
    group = attempt(raw, wire.TeamPossessions)
    if group is None:
        return Named(Rows((), 1), People())
    if group.start_timestamp is not None:
        return Named(_rows([raw], None, session), People())
    names, _ = decoded(group.team_player_details, wire.PlayerName)
    return Named(
        _rows(group.possessions, group.id, session),
        people(group.id, group.name, names),
    )


def _rows(raws: Iterable[Raw] | None, team: Scalar, session: SessionId | None) -> Rows[Possession]:
    def possession(row: wire.TeamPossession) -> Possession | None:
        owner = team_id(team if row.team_id is None else row.team_id)
        start, end = wall(row.start_timestamp), wall(row.end_timestamp)
        if owner is None or start is None or end is None or end < start:
            return None
        return Possession(
            team=owner,
            period=period(row.period),
            session=session_id(row.session_id) or session,
            start=start,
            end=end,
            start_clock=clock(row.start_game_clock),
            end_clock=clock(row.end_game_clock),
            players=_player_ids(row.player_ids),
            opponents=_player_ids(row.opposing_player_ids),
        )

    rows, unreadable = decoded(raws, wire.TeamPossession)
    return built(rows, possession, unreadable)


def _player_ids(values: Iterable[Scalar] | None) -> tuple[PlayerId, ...]:
    ids = (player_id(value) for value in values or ())
    return tuple(player for player in ids if player is not None)
