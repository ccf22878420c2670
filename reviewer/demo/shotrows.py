"""The shots of the simulated game: for the whole game, and per session."""

from math import sqrt

from reviewer.demo.people import SimPlayer
from reviewer.demo.truth import SimGame, SimHalf, SimShot
from reviewer.demo.wire import (
    FACILITY_ID,
    RELEASE_HEIGHT_MM,
    Json,
    clock_text,
    hoop_place,
    hoop_relative,
    made_id,
    shot_clock_text,
)


def game_shots(game: SimGame, event_id: str) -> list[Json]:
    return [
        {**_game_shot(game, half, shot), "gid": event_id}
        for half in game.halves
        for shot in half.shots
    ]


def _game_shot(game: SimGame, half: SimHalf, shot: SimShot) -> Json:
    hx, hy, hz = hoop_place(shot)
    hsx, hsy = hoop_relative(shot)
    return {
        "label": None,
        "t": shot.wall,
        "pid": str(shot.player.id),
        "tid": str(game.teams[shot.side].id),
        "sid": half.session,
        "sst": "GAME_ROUND",
        "st": "MAKE" if shot.made else "MISS",
        "is3": shot.spot.is_three,
        "pts": shot.points if shot.made else -1,
        "z": shot.spot.zone,
        "az": shot.spot.advanced_zone,
        "px": shot.x_mm,
        "py": shot.y_mm,
        "pz": RELEASE_HEIGHT_MM,
        "hx": hx,
        "hy": hy,
        "hz": hz,
        "hsx": hsx,
        "hsy": hsy,
        "s": "RECORDED",
        "drb": 0 if shot.passer else 1,
        "dd": None,
        "fid": FACILITY_ID,
        "hid": made_id(f"hoop/{shot.hoop_end}"),
        "gc": clock_text(half.clock(shot.wall)),
        "sc": shot_clock_text(half, shot.wall),
        "prd": half.period,
        "attributes": _attributes(shot),
        "players": [str(shot.passer.id)] if shot.passer else [],
        "d": sqrt((hx - shot.x_mm) ** 2 + (hy - shot.y_mm) ** 2) / 10,
        "shotDefenders": [shot.defender.id],
    }


def _attributes(shot: SimShot) -> list[str]:
    return [] if shot.passer else ["OTD"]


def session_shots(game: SimGame, half: SimHalf) -> Json:
    return {"teams": [_team_shots(game, half, side) for side in (0, 1)]}


def _team_shots(game: SimGame, half: SimHalf, side: int) -> Json:
    team = game.teams[side]
    by_player = {player: [s for s in half.shots if s.player == player] for player in team.players}
    return {
        "id": team.id,
        "name": team.name,
        "logo_image_link": "",
        "player_shots": [
            _player_shots(half, player, shots) for player, shots in by_player.items() if shots
        ],
    }


def _player_shots(half: SimHalf, player: SimPlayer, shots: list[SimShot]) -> Json:
    return {
        "id": player.id,
        "player_details": {
            "id": player.id,
            "firstname": player.first,
            "lastname": player.last,
            "profile_image_link": "",
        },
        "shots": [_session_shot(half, shot) for shot in shots],
    }


def _session_shot(half: SimHalf, shot: SimShot) -> Json:
    hoop_x, hoop_y, hoop_z = hoop_place(shot)
    relative_x, relative_y = hoop_relative(shot)
    return {
        "occurred_at": shot.wall,
        "is_make": shot.made,
        "is_3point": shot.spot.is_three,
        "zone": shot.spot.zone,
        "advanced_zone": shot.spot.advanced_zone,
        "player_x": shot.x_mm,
        "player_y": shot.y_mm,
        "player_z": RELEASE_HEIGHT_MM,
        "hoop_x": hoop_x,
        "hoop_y": hoop_y,
        "hoop_z": hoop_z,
        "hoop_player_x": relative_x,
        "hoop_player_y": relative_y,
        "status": "RECORDED",
        "game_clock": clock_text(half.clock(shot.wall)),
        "shot_clock": shot_clock_text(half, shot.wall),
        "period": half.period,
        "attributes": _attributes(shot),
    }
