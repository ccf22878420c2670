"""Plays, shots, possessions, schedule, event, roster and totals."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.api.parse import (
    Totals,
    parse_catch_up,
    parse_game_event,
    parse_roster,
    parse_schedule,
)
from reviewer.api.possessions import parse_possessions
from reviewer.api.rows import Rows
from reviewer.api.shots import parse_session_shots
from reviewer.domain.errors import BadData
from reviewer.domain.game import EventId, Play, Player, PlayerId, SessionId, Shot, Team, TeamId
from tests.api import payloads
from tests.api.payloads import TIPOFF, detail, packed
from tests.api.test_clips import JSON

SESSION = SessionId(payloads.H1)


def plays(*rows: object) -> Rows[Play]:
    found = parse_catch_up(packed({"details": rows})).plays
    assert found is not None
    return found


def shots(*rows: object) -> Rows[Shot]:
    found = parse_catch_up(packed({"shots": rows})).shots
    assert found is not None
    return found


def test_the_documented_play():
    (play,) = plays(json.loads(payloads.DOCUMENTED_DETAIL)).items
    assert (play.wall, play.period, play.team, play.player) == (1663870476541, "Q1", "526", "7097")
    assert (play.clock, play.shot_clock, play.points) == (None, None, 0)
    assert play.classification == "LIVE_BALL_TURNOVER"
    assert play.description == "John Doe live ball turnover"


def test_plays_come_in_order_of_time_each_once():
    found = plays(detail(TIPOFF + 9), detail(TIPOFF), detail(TIPOFF + 9))
    assert [play.wall for play in found.items] == [TIPOFF, TIPOFF + 9]
    assert (found.repeated, found.unreadable) == (1, 0)


def test_a_withdrawn_play_is_hidden():
    assert plays(detail(classification="DELETED_TWO_POINT_MAKE")) == Rows()


@pytest.mark.parametrize(
    ("stats", "classification", "points"),
    [
        ({"PTS": 2}, "TWO_POINT_MAKE", 2),
        ({"PTS": 3.0, "FG": 1}, "SOMETHING_NEW", 3),
        (None, "THREE_POINT_MAKE", 3),
        ({}, "FREE_THROW_MAKE", 1),
        ({"PTS": None}, "TWO_POINT_MAKE", 2),
        ({"PTS": -1}, "TWO_POINT_MISS", 0),
        ({"PTS": 1e9}, "TWO_POINT_MAKE", 2),
        (None, None, 0),
    ],
)
def test_points_are_those_of_the_stats_else_of_the_kind(stats, classification, points):
    assert plays(detail(stats=stats, classification=classification)).items[0].points == points


@pytest.mark.parametrize("broken", [None, detail(timestamp=0), detail(stats=[]), detail(pid={})])
def test_a_bad_play_costs_only_itself(broken):
    found = plays(broken, detail())
    assert (len(found.items), found.unreadable) == (1, 1)


def test_the_documented_shot():
    (shot,) = shots(json.loads(payloads.DOCUMENTED_SHOT)).items
    assert (shot.wall, shot.period, shot.team, shot.player) == (1663870491879, "Q1", "552", "7269")
    assert (shot.made, shot.is_three, shot.x_mm, shot.y_mm) == (False, False, -3160, 4884)


@pytest.mark.parametrize(
    ("st", "made"), [("MAKE", True), ("make", True), ("MISS", False), (None, False)]
)
def test_a_shot_is_made_or_not(st, made):
    row = json.loads(payloads.DOCUMENTED_SHOT) | {"st": st, "gc": "0:05.1"}
    (shot,) = shots(row, {"t": None}).items
    assert (shot.made, shot.clock) == (made, 5_100)


def test_the_documented_session_shots():
    found = parse_session_shots(payloads.DOCUMENTED_SESSION_SHOTS, SESSION)
    (shot,) = found.rows.items
    assert (shot.player, shot.team, shot.session, shot.made) == ("123", "461", SESSION, True)
    assert (shot.clock, shot.shot_clock, shot.x_mm) == (62_300, 4_500, 12)
    assert found.people.players == (Player(PlayerId("123"), "John Doe", None, TeamId("461")),)
    assert found.people.teams == (Team(TeamId("461"), "team name"),)


def test_bad_session_shots_are_counted_at_every_level():
    shooters = [7, {"id": 1, "shots": [{"occurred_at": 0}, 5, {"occurred_at": TIPOFF}]}]
    body = packed({"teams": [None, {"id": 2, "player_shots": shooters}, {"id": 3}]})
    found = parse_session_shots(body, SESSION)
    assert (len(found.rows.items), found.rows.unreadable) == (1, 4)
    assert found.people.players == ()


def test_the_documented_possessions():
    found = parse_possessions(payloads.DOCUMENTED_POSSESSIONS, SESSION)
    (possession,) = found.rows.items
    assert (possession.team, possession.period, possession.session) == ("515", "Q1", SESSION)
    assert (possession.start_clock, possession.end_clock) == (750_000, 745_000)
    assert possession.players == ("3065", "3403", "3531", "3532", "3932")
    assert possession.opponents[0] == "6833"
    assert [player.name for player in found.people.players] == ["John Doe", "Jim Doe"]


@pytest.mark.parametrize(
    "possessions",
    [
        {
            "teams": [
                {"id": 1, "possessions": [{"start_timestamp": TIPOFF, "end_timestamp": TIPOFF}]}
            ]
        },
        [{"id": 1, "possessions": [{"start_timestamp": TIPOFF, "end_timestamp": TIPOFF}]}],
        [{"team_id": "1", "id": "x", "start_timestamp": TIPOFF, "end_timestamp": TIPOFF}],
    ],
)
def test_possessions_of_a_catch_up_come_in_several_shapes(possessions):
    found = parse_catch_up(packed({"possessions": possessions})).possessions
    assert found is not None
    assert [(row.team, row.start) for row in found.rows.items] == [("1", TIPOFF)]


@pytest.mark.parametrize("possessions", [5, "x", {}, {"teams": None}, {"teams": 1}, [{}], [1]])
def test_a_shape_never_seen_is_not_taken_for_possessions(possessions):
    assert parse_catch_up(packed({"possessions": possessions})).possessions is None


@pytest.mark.parametrize("possessions", [[], {"teams": []}])
def test_no_possessions_is_an_answer(possessions):
    found = parse_catch_up(packed({"possessions": possessions})).possessions
    assert found is not None
    assert found.rows == Rows()


@pytest.mark.parametrize(
    "row",
    [
        {"start_timestamp": TIPOFF},
        {"start_timestamp": TIPOFF, "end_timestamp": TIPOFF - 1},
        {"start_timestamp": TIPOFF, "end_timestamp": TIPOFF, "player_ids": 5},
        None,
    ],
)
def test_a_bad_possession_costs_only_itself(row):
    body = packed({"teams": [{"id": 1, "possessions": [row]}]})
    assert parse_possessions(body, SESSION).rows == Rows((), 1)


def test_the_documented_totals():
    totals = parse_catch_up(b'{"gameTotals":%b}' % payloads.DOCUMENTED_TOTALS).totals
    assert (totals.home, totals.away) == ("1", "2")
    assert (totals.home_score, totals.away_score, totals.status) == (11, 22, "ACTIVE")
    assert totals.periods == {payloads.H1: "H1", payloads.H2: "H2"}


@pytest.mark.parametrize(
    "totals", [None, {}, 5, {"periodTotals": 5}, {"homeTeamScore": {"value": -1}}]
)
def test_totals_are_an_extra(totals):
    assert parse_catch_up(packed({"details": [], "gameTotals": totals})).totals == Totals()


def test_what_is_not_in_an_answer_is_none_and_not_empty():
    found = parse_catch_up(b'{"details":[],"stats":[{}]}')
    assert found.plays == Rows()
    assert (found.shots, found.possessions) == (None, None)


def test_the_documented_schedule():
    (game,) = parse_schedule(payloads.DOCUMENTED_SCHEDULE).items
    assert game.id == "062a3726-3b0f-11eb-86c4-02420043683b"
    assert game.results_id == "cf3ba789-06c4-11e8-bb65-0242286dfad2"
    assert game.tipoff == 1_604_052_000_000
    assert game.home == Team(TeamId("481"), "ShotTrackerW")
    assert (game.status, game.place) == ("ACTIVE", "ShotTracker Lab")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"_results": None}, "results_id", None),
        ({"_results": "https://a/games/7/"}, "results_id", None),
        ({"_results": "https://a/games/8/"}, "results_id", "8"),
        ({"_results": "https://a/games/%2e%2e"}, "results_id", None),
        ({"home_team_id": None}, "home", None),
        ({"home_team_id": 4, "home_team_name": None}, "home", Team(TeamId("4"), "Team 4")),
        ({"tipoff_at": None}, "tipoff", None),
    ],
)
def test_a_schedule_with_gaps(changes, field, value):
    (game,) = parse_schedule(packed({"games": [{"event_id": 7} | changes]})).items
    assert game.id == EventId("7")
    assert getattr(game, field) == value


def test_football_and_games_without_id_are_left_out():
    rows = [{"event_id": "1", "type": "FOOTBALL"}, {"event_id": None}, {"event_id": "2"}]
    found = parse_schedule(packed({"games": rows}))
    assert ([game.id for game in found.items], found.unreadable) == (["2"], 1)


def test_the_documented_game_event():
    event = parse_game_event(payloads.DOCUMENTED_GAME_EVENT)
    assert event.name == "TeamAppTeam vs TestTeamAlpha"
    assert [session.start for session in event.sessions] == [1517430299810, 1517431730064]
    assert parse_game_event(b'{"results":[{"id":null},5]}').sessions == ()


def test_the_documented_roster():
    people = parse_roster(payloads.DOCUMENTED_ROSTER)
    assert people.teams == (Team(TeamId("46"), "Test Team"),)
    assert people.players == (Player(PlayerId("1"), "john doe", "00", TeamId("46")),)


@pytest.mark.parametrize(
    ("row", "name", "jersey"),
    [
        ({"id": 1, "display_name": "J. Doe", "jersey_number": 7}, "J. Doe", "7"),
        ({"id": 1, "last_name": "Doe"}, "Doe", None),
        (
            {"id": 1, "first_name": " Jo ", "last_name": "Doe", "jersey_number_str": ""},
            "Jo Doe",
            None,
        ),
    ],
)
def test_names_are_put_together_from_what_there_is(row, name, jersey):
    (player,) = parse_roster(packed({"players": [row, {"id": 2}, {"last_name": "X"}]})).players
    assert (player.name, player.jersey) == (name, jersey)


PARSERS = {
    "catch-up": parse_catch_up,
    "schedule": parse_schedule,
    "event": parse_game_event,
    "roster": parse_roster,
    "possessions": lambda body: parse_possessions(body, SESSION),
    "shots": lambda body: parse_session_shots(body, SESSION),
}
KEYS = st.sampled_from(
    [
        *("details", "shots", "possessions", "gameTotals", "teams", "games", "results"),
        *("id", "name", "players", "player_shots", "player_ids", "periodTotals"),
        *("start_timestamp", "end_timestamp"),
    ]
)
KEYED = st.recursive(
    JSON | st.just(TIPOFF),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@given(value=KEYED)
def test_any_json_is_read_or_bad_data(parse, value):
    try:
        parse(packed(value))
    except BadData:
        return


@pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS)
@pytest.mark.parametrize("body", [b"", b"[" * 100_000, b"\xff", b'{"teams":5,"details":5', b"<p>"])
def test_garbage_is_bad_data(parse, body):
    with pytest.raises(BadData, match="cannot be read"):
        parse(body)
