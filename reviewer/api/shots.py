"""Reads shots, which the whole game and a single session list under different names."""

from collections.abc import Iterable

from msgspec import Raw

from reviewer.api import wire
from reviewer.api.rows import (
    Named,
    People,
    Rows,
    built,
    decoded,
    document,
    people,
    player_id,
    session_id,
    team_id,
)
from reviewer.api.values import Scalar, amount, clock, period, wall
from reviewer.domain.game import SessionId, Shot


def game_shots(raws: Iterable[Raw]) -> Rows[Shot]:
    """The shots of a whole game."""
    rows, unreadable = decoded(raws, wire.GameShot)
    return built(rows, _game_shot, unreadable)


def parse_session_shots(body: bytes, session: SessionId) -> Named[Shot]:
    """The shots of one session, and the names of teams and shooters."""
    teams, unreadable = decoded(document(body, wire.Teams, "shots").teams, wire.TeamShots)
    found = (_team_shots(team, session) for team in teams)
    return sum(found, start=Named(Rows((), unreadable), People()))


def _team_shots(team: wire.TeamShots, session: SessionId) -> Named[Shot]:
    shooters, unreadable = decoded(team.player_shots, wire.PlayerShots)
    rows = (_shooter_shots(shooter, team.id, session) for shooter in shooters)
    names = (shooter.player_details for shooter in shooters if shooter.player_details)
    return Named(
        sum(rows, start=Rows((), unreadable)),
        people(team.id, team.name, names),
    )


def _game_shot(row: wire.GameShot) -> Shot | None:
    moment = wall(row.t)
    if moment is None:
        return None
    return Shot(
        wall=moment,
        period=period(row.prd),
        clock=clock(row.gc),
        shot_clock=clock(row.sc),
        team=team_id(row.tid),
        player=player_id(row.pid),
        session=session_id(row.sid),
        made=(row.st or "").strip().upper() == "MAKE",
        is_three=bool(row.is3),
        x_mm=amount(row.hsx),
        y_mm=amount(row.hsy),
    )


def _shooter_shots(shooter: wire.PlayerShots, team: Scalar, session: SessionId) -> Rows[Shot]:
    def shot(row: wire.SessionShot) -> Shot | None:
        moment = wall(row.occurred_at)
        if moment is None:
            return None
        return Shot(
            wall=moment,
            period=period(row.period),
            clock=clock(row.game_clock),
            shot_clock=clock(row.shot_clock),
            team=team_id(team),
            player=player_id(shooter.id),
            session=session,
            made=bool(row.is_make),
            is_three=bool(row.is_3point),
            x_mm=amount(row.hoop_player_x),
            y_mm=amount(row.hoop_player_y),
        )

    rows, unreadable = decoded(shooter.shots, wire.SessionShot)
    return built(rows, shot, unreadable)
