"""A game as the program knows it: clips, plays, possessions, shots, and the people in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from types import MappingProxyType
from typing import NewType
from urllib.parse import urlsplit

from reviewer.domain.periods import Period
from reviewer.domain.signatures import unsigned_query
from reviewer.domain.times import ClockMs, WallMs

EventId = NewType("EventId", str)
SessionId = NewType("SessionId", str)
TeamId = NewType("TeamId", str)
PlayerId = NewType("PlayerId", str)
ClipId = NewType("ClipId", str)
StreamId = NewType("StreamId", str)


def stream_id(url: str) -> StreamId:
    """A stream's name: its address without what signs it, as a re-signed URL is the same stream."""
    parts = urlsplit(url)
    place = f"{parts.scheme}://{parts.netloc}{parts.path}{unsigned_query(parts.query)}"
    return StreamId(blake2b(place.encode(), digest_size=6).hexdigest())


@dataclass(frozen=True, slots=True)
class Hls:
    """What the API says of a clip's stream, as it says it; `alignment` decides what it means."""

    url: str
    video_start: WallMs | None
    start_offset: float | None
    """Where the clip starts in the stream; seconds or milliseconds, the API does not say."""
    delay_ms: int
    duration: float | None
    """Length of the clip or of the stream, in the unit of `start_offset`."""

    @property
    def stream(self) -> StreamId:
        return stream_id(self.url)


@dataclass(frozen=True, slots=True)
class Clip:
    """One item of the videos endpoint. None means that the API does not know."""

    id: ClipId
    period: Period
    source: str
    team: TeamId | None
    player: PlayerId | None
    session: SessionId | None
    start: WallMs | None
    end: WallMs | None
    start_clock: ClockMs | None
    end_clock: ClockMs | None
    hls: Hls | None

    @property
    def length_ms(self) -> int | None:
        if self.start is None or self.end is None or self.end < self.start:
            return None
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Play:
    """One play-by-play row."""

    id: str
    wall: WallMs
    period: Period
    clock: ClockMs | None
    shot_clock: ClockMs | None
    team: TeamId | None
    player: PlayerId | None
    session: SessionId | None
    classification: str
    description: str
    points: int


@dataclass(frozen=True, slots=True)
class Possession:
    """A team's possession, with the players of both teams on the floor."""

    team: TeamId
    period: Period
    session: SessionId | None
    start: WallMs
    end: WallMs
    start_clock: ClockMs | None
    end_clock: ClockMs | None
    players: tuple[PlayerId, ...]
    opponents: tuple[PlayerId, ...]


@dataclass(frozen=True, slots=True)
class Shot:
    """A shot; `x_mm`, `y_mm` lie in the half-court frame of its own hoop, +y towards mid-court."""

    wall: WallMs
    period: Period
    clock: ClockMs | None
    shot_clock: ClockMs | None
    team: TeamId | None
    player: PlayerId | None
    session: SessionId | None
    made: bool
    is_three: bool
    x_mm: float | None
    y_mm: float | None


@dataclass(frozen=True, slots=True)
class Team:
    id: TeamId
    name: str

    @property
    def short(self) -> str:
        """Three letters for a scoreboard: `Harbor City` is `HAR`."""
        return "".join(filter(str.isalnum, self.name))[:3].upper()


@dataclass(frozen=True, slots=True)
class Player:
    id: PlayerId
    name: str
    jersey: str | None = None
    team: TeamId | None = None

    @property
    def label(self) -> str:
        """`#11 Ito`, or the name alone where the number is not known."""
        surname = self.name.split()[-1] if self.name.split() else self.name
        return f"#{self.jersey} {surname}" if self.jersey else self.name


@dataclass(frozen=True, slots=True)
class Session:
    """One period of play as the tracking system recorded it."""

    id: SessionId
    period: Period | None
    start: WallMs | None
    end: WallMs | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A kind of data that could not be had, and why; the rest of the game stays usable."""

    what: str
    why: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduledGame:
    """A game of the account's schedule. `results_id` is the second id some games go by."""

    id: EventId
    results_id: EventId | None
    tipoff: WallMs | None
    home: Team | None
    away: Team | None
    status: str
    place: str


@dataclass(frozen=True, slots=True)
class Game:
    """All that is known of one game. Clips and plays are in game order."""

    id: EventId
    name: str
    home: Team | None = None
    away: Team | None = None
    status: str = ""
    home_score: int | None = None
    away_score: int | None = None
    sessions: tuple[Session, ...] = ()
    clips: tuple[Clip, ...] = ()
    plays: tuple[Play, ...] = ()
    possessions: tuple[Possession, ...] = ()
    shots: tuple[Shot, ...] = ()
    players: Mapping[PlayerId, Player] = field(default_factory=lambda: MappingProxyType({}))
    missing: tuple[Missing, ...] = ()
    repeated_clips: int = 0
    """How often a clip came again that was there already."""

    def team(self, team: TeamId | None) -> Team | None:
        """One of the two teams by its id; a third team is named by its id."""
        if team is None:
            return None
        for known in (self.home, self.away):
            if known is not None and known.id == team:
                return known
        return Team(team, f"Team {team}")

    def player(self, player: PlayerId | None) -> Player | None:
        """A player by id; one whom no source names is shown as `#<id>`."""
        if player is None:
            return None
        return self.players.get(player) or Player(player, f"#{player}")
