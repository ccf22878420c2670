"""Reads what ShotTracker says of a game as a whole: schedule, event, roster, catch-up, totals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from msgspec import Raw

from reviewer.api import wire
from reviewer.api.plays import plays
from reviewer.api.possessions import loose_possessions
from reviewer.api.rows import (
    Named,
    People,
    Rows,
    attempt,
    built,
    decoded,
    document,
    named_team,
    people,
    session_id,
    team_id,
)
from reviewer.api.shots import game_shots
from reviewer.api.values import Scalar, amount, id_text, is_id, period, wall
from reviewer.domain.game import (
    EventId,
    Play,
    Possession,
    ScheduledGame,
    Session,
    SessionId,
    Shot,
    Team,
    TeamId,
)
from reviewer.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Totals:
    """Who plays at home, the score, and which session is which period."""

    home: TeamId | None = None
    away: TeamId | None = None
    home_score: int | None = None
    away_score: int | None = None
    status: str = ""
    periods: Mapping[SessionId, Period] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Happening:
    """A game as an event: its name, and its sessions, whose periods it does not say."""

    name: str
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Several kinds of data of one game; None where one is absent or in a shape never seen."""

    plays: Rows[Play] | None = None
    shots: Rows[Shot] | None = None
    possessions: Named[Possession] | None = None
    totals: Totals = field(default_factory=Totals)


def parse_schedule(body: bytes) -> Rows[ScheduledGame]:
    """The basketball games of a schedule, as listed."""
    rows, unreadable = decoded(document(body, wire.Schedule, "schedule").games, wire.ScheduleGame)
    basketball = (row for row in rows if (row.type or "BASKETBALL").upper() == "BASKETBALL")
    return built(basketball, _scheduled, unreadable)


def parse_game_event(body: bytes) -> Happening:
    """A game's name and sessions."""
    event = document(body, wire.GameEvent, "game")
    rows, unreadable = decoded(event.results, wire.Result)
    return Happening((event.name or "").strip(), built(rows, _session, unreadable).items)


def parse_catch_up(body: bytes) -> CatchUp:
    """Whatever an answer holds of play-by-play, shots, possessions and totals."""
    answer = document(body, wire.CatchUp, "game data")
    return CatchUp(
        None if answer.details is None else plays(answer.details),
        None if answer.shots is None else game_shots(answer.shots),
        loose_possessions(answer.possessions),
        _totals(answer.game_totals),
    )


def parse_roster(body: bytes) -> People:
    """One team and its players."""
    roster = document(body, wire.Roster, "roster")
    rows, _ = decoded(roster.players, wire.PlayerName)
    return people(roster.id, roster.name, rows)


def _scheduled(row: wire.ScheduleGame) -> ScheduledGame | None:
    event = id_text(row.event_id)
    if event is None:
        return None
    other = (row.results or "").rstrip("/").rpartition("/")[2]
    return ScheduledGame(
        id=EventId(event),
        results_id=EventId(other) if is_id(other) and other != event else None,
        tipoff=wall(row.tipoff_at),
        home=_side(row.home_team_id, row.home_team_name),
        away=_side(row.away_team_id, row.away_team_name),
        status=(row.status or "").strip(),
        place=(row.facility_name or "").strip(),
    )


def _side(team: Scalar, name: str | None) -> Team | None:
    known = team_id(team)
    if known is None:
        return None
    return named_team(team, name) or Team(known, f"Team {known}")


def _session(row: wire.Result) -> Session | None:
    session = session_id(row.id)
    if session is None:
        return None
    return Session(session, None, wall(row.started_at), wall(row.ended_at))


def _totals(raw: Raw) -> Totals:
    """Totals only add to a game: those that cannot be read are as good as none."""
    totals = attempt(raw, wire.GameTotals)
    if totals is None:
        return Totals()
    home = totals.home_team_score or wire.Score()
    away = totals.away_team_score or wire.Score()
    return Totals(
        home=team_id(home.team_id),
        away=team_id(away.team_id),
        home_score=_score(home.value),
        away_score=_score(away.value),
        status=(totals.status or "").strip(),
        periods=MappingProxyType(
            {
                session: period(row.period)
                for row in totals.period_totals or ()
                if (session := session_id(row.session_id)) is not None
            }
        ),
    )


def _score(value: Scalar) -> int | None:
    points = amount(value)
    return None if points is None or points < 0 else round(points)
