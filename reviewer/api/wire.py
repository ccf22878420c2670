"""The shapes of ShotTracker's answers, as far as they are read. Anything may be missing."""

from msgspec import Raw, Struct, field

from reviewer.api.values import Scalar

Rows = list[Raw] | None
"""Rows are decoded one by one, so that a bad one costs itself alone."""


class Refusal(Struct, rename="camel"):
    """The gateway says `message` alone, ShotTracker itself also the rest."""

    message: str | None = None
    status: Scalar = None
    shottracker_request_id: str | None = None


class Videos(Struct):
    videos: Rows = None


class SourceKey(Struct, rename="camel"):
    source: str | None = None
    team_id: Scalar = None
    player_id: Scalar = None


class Video(Struct, rename="camel"):
    event_start_timestamp: Scalar = None
    event_end_timestamp: Scalar = None
    start_game_clock_ms: Scalar = None
    end_game_clock_ms: Scalar = None
    period: Scalar = None
    source_key: SourceKey | None = None
    session_id: Scalar = None
    hls_file: str | None = None
    hls_video_start_timestamp: Scalar = None
    hls_start_offset: Scalar = None
    hls_video_delay_ms: Scalar = None
    hls_duration: Scalar = None


class Schedule(Struct):
    games: Rows = None


class ScheduleGame(Struct):
    event_id: Scalar = None
    type: str | None = None
    tipoff_at: Scalar = None
    status: str | None = None
    facility_name: str | None = None
    home_team_id: Scalar = None
    home_team_name: str | None = None
    away_team_id: Scalar = None
    away_team_name: str | None = None
    results: str | None = field(default=None, name="_results")


class GameEvent(Struct):
    name: str | None = None
    results: Rows = None


class Result(Struct):
    id: Scalar = None
    started_at: Scalar = None
    ended_at: Scalar = None


class CatchUp(Struct, rename="camel"):
    """Possessions and totals come in shapes that are looked at later; empty where absent."""

    details: Rows = None
    shots: Rows = None
    possessions: Raw = Raw()
    game_totals: Raw = Raw()


class Score(Struct, rename="camel"):
    team_id: Scalar = None
    value: Scalar = None


class PeriodTotal(Struct, rename="camel"):
    period: Scalar = None
    session_id: Scalar = None


class GameTotals(Struct, rename="camel"):
    home_team_score: Score | None = None
    away_team_score: Score | None = None
    status: str | None = None
    period_totals: list[PeriodTotal] | None = None


class DetailStats(Struct):
    points: Scalar = field(default=None, name="PTS")


class DetailKey(Struct, rename="camel"):
    actor_id: Scalar = None


class Detail(Struct, rename="camel"):
    event_id: Scalar = None
    timestamp: Scalar = None
    period: Scalar = None
    game_clock: Scalar = None
    shot_clock: Scalar = None
    team_id: Scalar = None
    pid: Scalar = None
    session_id: Scalar = None
    classification: str | None = None
    description: str | None = None
    stats: DetailStats | None = None
    key: DetailKey | None = None


class GameShot(Struct):
    """A row of the whole game's shots, with its short names."""

    t: Scalar = None
    prd: Scalar = None
    gc: Scalar = None
    sc: Scalar = None
    tid: Scalar = None
    pid: Scalar = None
    sid: Scalar = None
    st: str | None = None
    is3: bool | int | None = None
    hsx: Scalar = None
    hsy: Scalar = None


class Teams(Struct):
    teams: Rows = None


class PlayerName(Struct):
    """Session shots write `firstname`, everything else `first_name`."""

    id: Scalar = None
    first_name: str | None = None
    last_name: str | None = None
    firstname: str | None = None
    lastname: str | None = None
    display_name: str | None = None
    jersey_number: Scalar = None
    jersey_number_str: str | None = None


class TeamPossessions(Struct):
    """Has a `start_timestamp` where it is no team at all but a possession by itself."""

    id: Scalar = None
    start_timestamp: Scalar = None
    name: str | None = None
    team_player_details: Rows = None
    possessions: Rows = None


class TeamPossession(Struct):
    start_timestamp: Scalar = None
    end_timestamp: Scalar = None
    start_game_clock: Scalar = None
    end_game_clock: Scalar = None
    period: Scalar = None
    session_id: Scalar = None
    team_id: Scalar = None
    player_ids: list[Scalar] | None = None
    opposing_player_ids: list[Scalar] | None = None


class TeamShots(Struct):
    id: Scalar = None
    name: str | None = None
    player_shots: Rows = None


class PlayerShots(Struct):
    id: Scalar = None
    player_details: PlayerName | None = None
    shots: Rows = None


class SessionShot(Struct):
    occurred_at: Scalar = None
    is_make: bool | int | None = None
    is_3point: bool | int | None = None
    hoop_player_x: Scalar = None
    hoop_player_y: Scalar = None
    game_clock: Scalar = None
    shot_clock: Scalar = None
    period: Scalar = None


class Roster(Struct):
    id: Scalar = None
    name: str | None = None
    players: Rows = None
