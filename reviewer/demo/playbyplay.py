"""The play-by-play rows ("details") of the simulated game."""

from typing import Final

from reviewer.demo.truth import SimGame, SimHalf, SimPlay
from reviewer.demo.wire import (
    COURT_ID,
    FACILITY_ID,
    RELEASE_HEIGHT_MM,
    Json,
    clock_text,
    hoop_relative,
    made_id,
    shot_clock_text,
)

_STATS: Final[dict[str, tuple[str, ...]]] = {
    "TWO_POINT_MAKE": ("FG", "FGA"),
    "TWO_POINT_MISS": ("FGA",),
    "THREE_POINT_MAKE": ("FG3", "FGA3", "FG", "FGA"),
    "THREE_POINT_MISS": ("FGA3", "FGA"),
    "FREE_THROW_MAKE": ("FT", "FTA"),
    "FREE_THROW_MISS": ("FTA",),
    "LIVE_BALL_TURNOVER": ("LBTO", "TO"),
    "DEAD_BALL_TURNOVER": ("DBTO", "TO"),
    "STEAL": ("STL",),
    "OFFENSIVE_REB": ("OFFENSIVE_REB", "REB"),
    "DEFENSIVE_REB": ("DEFENSIVE_REB", "REB"),
    "PERSONAL_FOUL": ("PF",),
}
"""What a row counts as: the narrowest name first, the widest last."""


def details(game: SimGame, event_id: str) -> list[Json]:
    """All rows in game order, one of them withdrawn."""
    rows = [
        {**_row(game, half, play), "gameId": event_id}
        for half in game.halves
        for play in half.plays
    ]
    rows.insert(len(rows) // 3, _withdrawn(rows))
    return rows


def _row(game: SimGame, half: SimHalf, play: SimPlay) -> Json:
    team = None if play.side is None else str(game.teams[play.side].id)
    return {
        "type": "ACTUAL",
        "eventId": made_id(f"{play.wall}/{play.kind}/{play.text}"),
        "timestamp": play.wall,
        "teamId": team,
        "sessionType": "GAME_ROUND",
        "sessionId": half.session,
        "practiceId": None,
        "practiceDefinitionId": None,
        "drillDefinitionId": None,
        "corrected": play.corrected,
        "facilityId": FACILITY_ID,
        "courtId": COURT_ID,
        "period": half.period,
        "clipId": None,
        "classification": play.kind,
        "description": play.text,
        "videoAttributes": {
            "facilityId": FACILITY_ID,
            "courtId": COURT_ID,
            "sessionId": half.session,
        },
        **_clocks(half, play),
        **_place(half, play),
        **_counted(play),
        **_actor(play, team),
    }


def _clocks(half: SimHalf, play: SimPlay) -> Json:
    if not play.clock_known:
        return {"gameClock": None, "shotClock": None}
    return {
        "gameClock": clock_text(half.clock(play.wall)),
        "shotClock": shot_clock_text(half, play.wall),
    }


def _place(half: SimHalf, play: SimPlay) -> Json:
    names = ("playerX", "playerY", "playerZ", "hoopToEventX", "hoopToEventY")
    shot = next((shot for shot in half.shots if shot.wall == play.wall), None)
    if shot is None or "_POINT_" not in play.kind:
        return dict.fromkeys(names)
    return dict(
        zip(names, (shot.x_mm, shot.y_mm, RELEASE_HEIGHT_MM, *hoop_relative(shot)), strict=True)
    )


def _counted(play: SimPlay) -> Json:
    names = _STATS.get(play.kind, ())
    stats = dict.fromkeys(names, 1)
    if play.points:
        stats["PTS"] = play.points
    return {
        "stats": stats,
        "baseStats": names[-1] if names else None,
        "actualStats": names[0] if names else None,
    }


def _actor(play: SimPlay, team: str | None) -> Json:
    if play.player is not None:
        player = str(play.player.id)
        return {"key": {"actorId": player, "timestamp": play.wall}, "act": "PLAYER", "pid": player}
    act = "GAME" if team is None else "TEAM"
    return {"key": {"actorId": team, "timestamp": play.wall}, "act": act}


def _withdrawn(rows: list[Json]) -> Json:
    """A miss that was first counted as a basket, and then taken back."""
    miss = next(row for row in rows if row["classification"].endswith("_POINT_MISS"))
    return {
        **miss,
        "eventId": made_id("withdrawn"),
        "corrected": True,
        "stats": {"FG": 1, "FGA": 1, "PTS": 2},
        "classification": "DELETED_TWO_POINT_MAKE",
        "description": miss["description"].replace("missed", "made"),
    }
