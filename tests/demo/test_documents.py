"""The documents: shaped as documented, and true to the game."""

from math import sqrt
from typing import Any

import pytest

from reviewer.demo import schedule
from reviewer.demo.documents import Documents, roster
from reviewer.demo.shotrows import session_shots
from reviewer.demo.simulate import FIRST_TIPOFF
from reviewer.domain.times import parse_clock
from tests.demo import documented
from tests.footage import short_game

GAME = short_game()
DOCUMENTS = Documents(GAME, "http://127.0.0.1:1")
CATCH_UP = DOCUMENTS.catch_up(["details", "shots", "possessions"])
HALVES = {half.session: half for half in GAME.halves}


def shape(value: Any) -> Any:
    """Keys and types, lists by their first item; a number is a number."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value)


def scheduled() -> Any:
    day, now_s = schedule.DAY_MS, FIRST_TIPOFF / 1000
    return schedule.games(GAME, "", FIRST_TIPOFF - day, FIRST_TIPOFF + day, now_s)[0]


def of_player(items: list[Any]) -> Any:
    return next(item for item in items if "playerId" in item["sourceKey"])


SHAPES = {
    "video": (of_player(DOCUMENTS.videos()), documented.VIDEO),
    "session": (DOCUMENTS.event()["results"][0], documented.SESSION),
    "shot": (next(s for s in CATCH_UP["shots"] if s["players"]), {**documented.SHOT}),
    "totals": (CATCH_UP["gameTotals"], documented.TOTALS),
    "possessions": (CATCH_UP["possessions"]["teams"][0], documented.POSSESSION_TEAM),
    "scheduled": (scheduled(), documented.SCHEDULED),
    "roster": (roster(GAME.home), documented.ROSTER),
}


@pytest.mark.parametrize("name", SHAPES)
def test_looks_as_documented(name: str):
    made, example = SHAPES[name]

    assert without_empty(shape(made), shape(example)) == shape(example)


def without_empty(made: Any, example: Any) -> Any:
    """An empty list has the shape of any list."""
    if isinstance(made, dict) and isinstance(example, dict):
        return {key: without_empty(item, example.get(key)) for key, item in made.items()}
    return example if made == [] else made


def test_a_play_by_play_row_looks_as_documented():
    turnover = next(r for r in CATCH_UP["details"] if r["classification"] == "LIVE_BALL_TURNOVER")
    shot = next(r for r in CATCH_UP["details"] if r["classification"] == "THREE_POINT_MAKE")

    assert turnover.keys() == documented.DETAIL.keys()
    assert turnover["stats"] == documented.DETAIL["stats"]
    assert {**shape(shot), "stats": None} == {**shape(documented.DETAIL), "stats": None}


def test_session_shots_look_as_documented():
    team = session_shots(GAME, GAME.halves[0])["teams"][0]

    made, example = shape(team), shape(documented.SHOT_TEAM)
    assert (
        made["player_shots"][0]["shots"][0].keys() == example["player_shots"][0]["shots"][0].keys()
    )
    assert made["player_shots"][0]["player_details"] == example["player_shots"][0]["player_details"]


def test_every_possession_has_a_clip_with_the_same_times():
    clips = {
        (item["eventStartTimestamp"], item["eventEndTimestamp"])
        for item in DOCUMENTS.videos()
        if item["sourceKey"]["source"] == "POSSESSION"
    }

    assert clips == {(p.start, p.end) for half in GAME.halves for p in half.possessions}


def test_offsets_are_exact_and_do_not_hold_the_delay():
    for item in DOCUMENTS.videos():
        since_start = item["eventStartTimestamp"] - item["hlsVideoStartTimestamp"]
        assert round(item["hlsStartOffset"] * 1000) == since_start
        assert item["hlsVideoDelayMs"] > 0
        assert item["eventEndTimestamp"] > item["eventStartTimestamp"]


def test_one_clip_has_no_stream_and_one_no_clock():
    videos = DOCUMENTS.videos()

    assert sum("/gone/" in item["hlsFile"] for item in videos) == 1
    assert sum(item["startGameClockMs"] == item["endGameClockMs"] == 0 for item in videos) == 1


def test_clips_come_from_several_sources_and_players():
    keys = [item["sourceKey"] for item in DOCUMENTS.videos()]

    assert {key["source"] for key in keys} == {"POSSESSION", "SHOT", "TURNOVER", "FREE_THROW"}
    assert len({key.get("playerId") for key in keys}) > 5


def test_a_row_that_has_a_clock_has_the_right_one():
    rows = CATCH_UP["details"]

    assert any(row["gameClock"] is None for row in rows)
    for row in rows:
        if row["gameClock"] is not None:
            half = HALVES[row["sessionId"]]
            assert parse_clock(row["gameClock"]) == half.clock(row["timestamp"])


def test_possessions_clocks_lose_nothing():
    for team in CATCH_UP["possessions"]["teams"]:
        for row in team["possessions"]:
            half = next(half for half in GAME.halves if half.period == row["period"])
            assert parse_clock(row["start_game_clock"]) == half.clock(row["start_timestamp"])
            assert parse_clock(row["end_game_clock"]) == half.clock(row["end_timestamp"])


def test_one_row_is_withdrawn_and_some_are_corrected():
    rows = CATCH_UP["details"]

    assert [r["stats"]["PTS"] for r in rows if r["classification"].startswith("DELETED_")] == [2]
    assert any(row["corrected"] for row in rows)


def test_points_of_the_rows_are_the_score():
    rows = [r for r in CATCH_UP["details"] if not r["classification"].startswith("DELETED_")]
    totals = CATCH_UP["gameTotals"]

    for side in ("homeTeamScore", "awayTeamScore"):
        team, value = totals[side].values()
        assert value == sum(r["stats"].get("PTS", 0) for r in rows if r["teamId"] == team)
        assert value == sum(period[side]["value"] for period in totals["periodTotals"])


def test_periods_come_newest_first():
    assert [total["period"] for total in CATCH_UP["gameTotals"]["periodTotals"]] == ["H2", "H1"]


def test_a_shots_distance_and_half_court_place_fit_its_place():
    for shot in CATCH_UP["shots"]:
        across, along = shot["hx"] - shot["px"], shot["hy"] - shot["py"]
        turned = (across, along) if shot["hy"] > 0 else (-across, -along)

        assert (shot["hsx"], shot["hsy"]) == turned
        assert shot["d"] == pytest.approx(sqrt(across**2 + along**2) / 10)
        assert shot["is3"] == (shot["d"] > 660)


def test_an_unknown_resource_is_no_document():
    with pytest.raises(KeyError):
        DOCUMENTS.catch_up(["lineups"])
