"""Puts a game together from what the endpoints gave, and says what is missing. No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reviewer.api.parse import CatchUp, Happening, Totals
from reviewer.api.rows import People, Rows
from reviewer.domain.clock import with_time_remaining
from reviewer.domain.counted import counted
from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import (
    Clip,
    EventId,
    Game,
    Missing,
    Play,
    Player,
    PlayerId,
    Possession,
    ScheduledGame,
    Session,
    SessionId,
    Shot,
    Team,
    TeamId,
)
from reviewer.domain.periods import Period
from reviewer.domain.times import WallMs

_MOST_SESSIONS = 16
"""More than any game has periods; a garbled answer must not become a flood of requests."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known of a game so far. `people` are in the order in which they are believed."""

    clips: Rows[Clip] = field(default_factory=Rows)
    plays: Rows[Play] = field(default_factory=Rows)
    shots: Rows[Shot] = field(default_factory=Rows)
    possessions: Rows[Possession] = field(default_factory=Rows)
    happening: Happening = field(default_factory=lambda: Happening(""))
    totals: Totals = field(default_factory=Totals)
    scheduled: ScheduledGame | None = None
    people: People = field(default_factory=People)
    missing: tuple[Missing, ...] = ()

    def lacking(self, what: str, error: ReviewerError) -> "Findings":
        """The same, with one more kind of data that could not be had, or not all; named once."""
        if any(each.what == what for each in self.missing):
            return self
        return replace(
            self, missing=(*self.missing, Missing(what, error.sentence, error.request_id))
        )

    def joined(self, part: CatchUp) -> "Findings":
        """The same, with what a catch-up answer holds."""
        return replace(
            self,
            plays=part.plays or self.plays,
            shots=part.shots or self.shots,
            possessions=part.possessions.rows if part.possessions else self.possessions,
            people=self.people + part.possessions.people if part.possessions else self.people,
            totals=self.totals if part.totals == Totals() else part.totals,
        )

    @property
    def earliest(self) -> WallMs | None:
        """The first moment that anything is known of."""
        starts = [session.start for session in self.happening.sessions]
        starts += [clip.start for clip in self.clips.items]
        return min((start for start in starts if start is not None), default=None)

    @property
    def sides(self) -> tuple[TeamId | None, TeamId | None]:
        """Home and away: the schedule's word, then that of the score."""
        listed = self.scheduled
        home = listed.home.id if listed is not None and listed.home else self.totals.home
        away = listed.away.id if listed is not None and listed.away else self.totals.away
        return home, away

    @property
    def session_ids(self) -> tuple[SessionId, ...]:
        """Every session that anything names, those of the event first."""
        named = [session.id for session in self.happening.sessions]
        named += self.totals.periods
        named += [clip.session for clip in self.clips.items if clip.session is not None]
        return tuple(dict.fromkeys(named))[:_MOST_SESSIONS]

    @property
    def nameless(self) -> frozenset[PlayerId]:
        """Players who did something but whom nobody names."""
        rows: list[Clip | Play | Shot] = [*self.clips.items, *self.plays.items, *self.shots.items]
        seen = {row.player for row in rows if row.player is not None}
        seen.update(player for row in self.possessions.items for player in row.players)
        return frozenset(seen) - {player.id for player in self.people.players}


def assemble(event: EventId, found: Findings) -> Game:
    """The game as the rest of the program knows it, every clock as time remaining."""
    home, away = (_team(side, found) for side in found.sides)
    periods = _periods(found)
    game = Game(
        id=event,
        name=found.happening.name or _name(home, away) or event,
        home=home,
        away=away,
        status=found.totals.status or (found.scheduled.status if found.scheduled else ""),
        home_score=found.totals.home_score,
        away_score=found.totals.away_score,
        sessions=_sessions(found, periods),
        clips=found.clips.items,
        plays=found.plays.items,
        possessions=_with_sessions(found.possessions.items, periods),
        shots=found.shots.items,
        players=_players(found.people.players),
        missing=(*found.missing, *_unreadable(found)),
        repeated_clips=found.clips.repeated,
    )
    return with_time_remaining(game)


def _name(home: Team | None, away: Team | None) -> str:
    return f"{home.name} vs {away.name}" if home is not None and away is not None else ""


def _team(side: TeamId | None, found: Findings) -> Team | None:
    if side is None:
        return None
    listed = found.scheduled
    known = [*((listed.home, listed.away) if listed is not None else ()), *found.people.teams]
    named = (team for team in known if team is not None and team.id == side)
    return next(named, Team(side, f"Team {side}"))


def _players(named: Iterable[Player]) -> Mapping[PlayerId, Player]:
    """Each player as the first source names him."""
    players: dict[PlayerId, Player] = {}
    for player in named:
        players.setdefault(player.id, player)
    return MappingProxyType(players)


def _periods(found: Findings) -> Mapping[SessionId, Period]:
    """Which period a session is: by the totals, else by the rows recorded in it."""
    rows: list[Clip | Play | Shot] = [*found.clips.items, *found.plays.items, *found.shots.items]
    by_rows = {row.session: row.period for row in rows if row.session is not None and row.period}
    return {**by_rows, **found.totals.periods}


def _sessions(found: Findings, periods: Mapping[SessionId, Period]) -> tuple[Session, ...]:
    told = {session.id: session for session in found.happening.sessions}
    sessions = (told.get(name, Session(name, None, None, None)) for name in found.session_ids)
    return tuple(replace(session, period=periods.get(session.id)) for session in sessions)


def _with_sessions(
    rows: Iterable[Possession], periods: Mapping[SessionId, Period]
) -> tuple[Possession, ...]:
    """Possessions of a catch-up answer name their period only; one session may be that period."""
    sessions: dict[Period, list[SessionId]] = {}
    for session, period in periods.items():
        sessions.setdefault(period, []).append(session)

    def placed(row: Possession) -> Possession:
        match sessions.get(row.period):
            case [only] if row.session is None:
                return replace(row, session=only)
            case _:
                return row

    return tuple(placed(row) for row in rows)


def _unreadable(found: Findings) -> tuple[Missing, ...]:
    counts = {
        "clip": found.clips.unreadable,
        "play": found.plays.unreadable,
        "shot": found.shots.unreadable,
        "possession": found.possessions.unreadable,
    }
    return tuple(
        Missing(f"{what}s", f"{counted(count, what)} could not be read.")
        for what, count in counts.items()
        if count
    )
