"""ShotTracker's answers as documented, and rows of those shapes to change at will."""

import json
from typing import Any

H1, H2 = "37c2cf99-05fb-11f1-8a55-0211f60c14aa", "37c2cf99-05fb-11f1-8a55-0211f60c14bb"
TIPOFF = 1_663_870_000_000
SECOND_HALF = TIPOFF + 3_600_000

DOCUMENTED_VIDEOS = (
    b'{"videos":[{"gameId":"78cc1638-2858-11f1-a1d1-da3c0b3a7de9","eventStartTimestamp":1,'
    b'"eventEndTimestamp":2,"startGameClockMs":3,"endGameClockMs":4,"period":"H1",'
    b'"videoStartTimestamp":0,"videoEndTimestamp":0,"sourceKey":{"source":"POSSESSION",'
    b'"teamId":"1","playerId":"2"},"sessionId":"00000000-0000-0000-0000-000000000000",'
    b'"facilityId":"00000000-0000-0000-0000-000000000000","location":"",'
    b'"hlsVideoStartTimestamp":0,"hlsStartOffset":8,"hlsVideoDelayMs":0,"hlsDuration":0,'
    b'"hlsFile":"https://localhost:1234","externalStartTimestamp":11,"externalEndTimestamp":12,'
    b'"posterLocation":""}]}'
)

DOCUMENTED_DETAIL = (
    b'{"type":"ACTUAL","eventId":"6a92509b-3aa2-11ed-9843-0242e9e2912e","timestamp":1663870476541,'
    b'"teamId":"526","sessionType":"GAME_ROUND","sessionId":"587af773-3aa2-11ed-a78a-0242e9e2912e",'
    b'"practiceId":null,"stats":{"LBTO":1,"TO":1},"corrected":false,"gameClock":null,'
    b'"shotClock":null,"period":"Q1","playerX":-2516,"clipId":null,'
    b'"classification":"LIVE_BALL_TURNOVER","description":"John Doe live ball turnover",'
    b'"videoAttributes":{"facilityId":"35f20157-ee24-11e9-bcab-06a15c73f3c3"},"baseStats":"TO",'
    b'"key":{"actorId":"7097","timestamp":1663870476541},"act":"PLAYER","pid":"7097"}'
)

DOCUMENTED_TOTALS = (
    b'{"awayTeamScore":{"teamId":"2","value":22},"homeTeamScore":{"teamId":"1","value":11},'
    b'"period":"H2","gameClock":"00:15:00","status":"ACTIVE","periodTotals":['
    b'{"awayTeamScore":{"teamId":"2","value":2},"homeTeamScore":{"teamId":"1","value":10},'
    b'"period":"H2","sessionId":"37c2cf99-05fb-11f1-8a55-0211f60c14bb"},'
    b'{"awayTeamScore":{"teamId":"2","value":20},"homeTeamScore":{"teamId":"1","value":1},'
    b'"period":"H1","sessionId":"37c2cf99-05fb-11f1-8a55-0211f60c14aa"}]}'
)

DOCUMENTED_SHOT = (
    b'{"label":null,"t":1663870491879,"pid":"7269","tid":"552",'
    b'"sid":"587af773-3aa2-11ed-a78a-0242e9e2912e","st":"MISS","is3":false,"pts":-1,"z":8,"az":12,'
    b'"px":3117,"py":7899,"hx":-44,"hy":12783,"hsx":-3160,"hsy":4884,"s":"RECORDED","dd":null,'
    b'"gc":null,"sc":null,"prd":"Q1","attributes":["OTD"],"players":["7259"],'
    b'"d":581.7677973212337,"shotDefenders":[7092]}'
)

DOCUMENTED_POSSESSIONS = (
    b'{"teams":[{"id":515,"name":"STQA","team_player_details":[{"id":3403,"first_name":"John",'
    b'"last_name":"Doe","profile_image_link":""},{"id":3932,"first_name":"Jim","last_name":"Doe"}],'
    b'"possessions":[{"_locations":"https://api.shottracker.com/v1/data/sensors/locations?id=abc",'
    b'"start_timestamp":1580408461984,"end_timestamp":1580408463984,"start_game_clock":"12:30.0",'
    b'"end_game_clock":"12:25.0","period":"Q1","player_ids":[3065,3403,3531,3532,3932],'
    b'"opposing_player_ids":[6833,6835,6836,6837,6838],"stats":[{"timestamp":1580408461984}]}]}]}'
)

DOCUMENTED_SESSION_SHOTS = (
    b'{"teams":[{"id":461,"name":"team name","logo_image_link":"x","player_shots":[{"id":123,'
    b'"player_details":{"id":123,"firstname":"John","lastname":"Doe"},"shots":[{'
    b'"occurred_at":1580408461984,"is_make":true,"is_3point":true,"zone":1,"player_x":123,'
    b'"hoop_x":0,"hoop_y":14000,"hoop_player_x":12,"hoop_player_y":3,"status":"RECORDED",'
    b'"game_clock":"1:2.3","shot_clock":"4.5","period":"Q1","attributes":["DUNK"]}]}]}]}'
)

DOCUMENTED_SCHEDULE = (
    b'{"games":[{"event_id":"062a3726-3b0f-11eb-86c4-02420043683b","facility_name":"ShotTracker '
    b'Lab","court_name":"main court","tournament":null,"tipoff_at":1604052000000,"gender":"MEN",'
    b'"status":"ACTIVE","type":"BASKETBALL","home_team_id":481,"home_team_name":"ShotTrackerW",'
    b'"away_team_id":493,"away_team_name":"BWB","officials_team_id":0,'
    b'"_results":"https://api.shottracker.com/v1/data/games/cf3ba789-06c4-11e8-bb65-0242286dfad2",'
    b'"reference_id":"938104592","fan_engagement_enabled":false,"source":"SHOTTRACKER"}]}'
)

DOCUMENTED_GAME_EVENT = (
    b'{"id":"cf3ba789-06c4-11e8-bb65-0242286dfad2","name":"TeamAppTeam vs TestTeamAlpha","results":'
    b'[{"id":"cf56d0aa-06c4-11e8-bb65-0242286dfad2","name":null,"type":"GAME_ROUND",'
    b'"started_at":1517430299810,"ended_at":1517431728868,"_stats":"https://elsewhere/"},'
    b'{"id":"23d3344b-06c8-11e8-bb65-0242286dfad2","name":null,"type":"GAME_ROUND",'
    b'"started_at":1517431730064,"ended_at":1517431732978}]}'
)

DOCUMENTED_ROSTER = (
    b'{"id":46,"name":"Test Team","gender":"MEN","players":[{"id":1,"first_name":"john",'
    b'"last_name":"doe","jersey_number":0,"jersey_number_str":"00","position":"center",'
    b'"display_name":"john doe","is_active":true,"special_services":[{"type":"MIC"}]}]}'
)

GATE = b'{"message":"HMAC signature does not match"}'
GATE_NAME = b'{"message":"HMAC signature cannot be verified"}'
GATE_DATE = (
    b'{"message":"HMAC signature cannot be verified, a valid date or x-date header is required for '
    b'HMAC Authentication"}'
)


def application_error(status: int, message: str, request_id: str = "f1e80480") -> bytes:
    return packed({"status": status, "message": message, "shottrackerRequestId": request_id})


def packed(value: Any) -> bytes:
    return json.dumps(value).encode()


def video(start: int = TIPOFF, **changes: Any) -> dict[str, Any]:
    """One item of the videos endpoint, twelve seconds long."""
    item = {
        "eventStartTimestamp": start,
        "eventEndTimestamp": start + 12_000,
        "startGameClockMs": 1_200_000 - (start - TIPOFF),
        "endGameClockMs": 1_188_000 - (start - TIPOFF),
        "period": "H1",
        "sourceKey": {"source": "POSSESSION", "teamId": "1", "playerId": None},
        "sessionId": H1,
        "hlsVideoStartTimestamp": TIPOFF - 60_000,
        "hlsStartOffset": (start - TIPOFF) / 1000 + 60,
        "hlsVideoDelayMs": 800,
        "hlsDuration": 12,
        "hlsFile": "https://cdn.example.test/h1.m3u8?sig=1",
    }
    return item | changes


def videos(*items: Any) -> bytes:
    return packed({"videos": list(items)})


def detail(timestamp: int = TIPOFF, **changes: Any) -> dict[str, Any]:
    row = {
        "eventId": f"e{timestamp}",
        "timestamp": timestamp,
        "teamId": "1",
        "sessionId": H1,
        "gameClock": "19:50.0",
        "shotClock": "20.0",
        "period": "H1",
        "classification": "TWO_POINT_MAKE",
        "description": "Aya Ito two point make",
        "pid": "11",
        "stats": {"PTS": 2},
        "key": {"actorId": "11", "timestamp": timestamp},
    }
    return row | changes
