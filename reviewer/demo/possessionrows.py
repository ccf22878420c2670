"""The possessions of the simulated game, with the ten players on the floor."""

from collections.abc import Iterable, Sequence

from reviewer.demo.people import SimPlayer
from reviewer.demo.truth import SimGame, SimHalf, SimPossession
from reviewer.demo.wire import Json, clock_text, shot_clock_text


def possessions(game: SimGame, halves: Sequence[SimHalf], base_url: str) -> Json:
    """Both teams' possessions in some of the halves."""
    return {"teams": [_team(game, halves, side, base_url) for side in (0, 1)]}


def _team(game: SimGame, halves: Sequence[SimHalf], side: int, base_url: str) -> Json:
    team = game.teams[side]
    return {
        "id": team.id,
        "name": team.name,
        "team_player_details": [_person(player) for player in team.players],
        "possessions": [
            _possession(half, possession, base_url)
            for half in halves
            for possession in half.possessions
            if possession.side == side
        ],
    }


def _person(player: SimPlayer) -> Json:
    return {
        "id": player.id,
        "first_name": player.first,
        "last_name": player.last,
        "profile_image_link": "",
    }


def _possession(half: SimHalf, possession: SimPossession, base_url: str) -> Json:
    start, end = possession.start, possession.end
    locations = f"{base_url}/v1/data/sensors/locations"
    return {
        "_locations": f"{locations}?id={half.session}&from={start}&to={end}",
        "start_timestamp": start,
        "end_timestamp": end,
        "start_game_clock": clock_text(half.clock(start)),
        "end_game_clock": clock_text(half.clock(end)),
        "period": half.period,
        "player_ids": _ids(possession.players),
        "opposing_player_ids": _ids(possession.opponents),
        "stats": [_start_stat(possession), *_end_stats(half, possession)],
    }


def _ids(players: Iterable[SimPlayer]) -> list[int]:
    return [player.id for player in players]


def _start_stat(possession: SimPossession) -> Json:
    began = possession.began
    return {
        "timestamp": possession.start,
        "possession_type": began,
        "details": [began, "REB"] if began.endswith("_REB") else [began],
        "player_id": possession.players[0].id,
    }


def _end_stats(half: SimHalf, possession: SimPossession) -> list[Json]:
    last = next(
        (
            play
            for play in reversed(half.plays)
            if play.wall <= possession.end and play.side == possession.side and play.player
        ),
        None,
    )
    if last is None or last.player is None or last.wall < possession.start:
        return []
    return [
        {
            "timestamp": last.wall,
            "game_clock": clock_text(half.clock(last.wall)),
            "shot_clock": shot_clock_text(half, last.wall),
            "possession_type": last.kind,
            "details": [last.kind],
            "player_id": last.player.id,
        }
    ]
