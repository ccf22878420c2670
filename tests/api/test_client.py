"""The client against a ShotTracker in a dictionary."""

import asyncio

import httpx
import pytest

from reviewer.api.client import ShotTracker
from reviewer.api.endpoints import log_notice
from reviewer.domain.errors import (
    BadCredentials,
    BadData,
    NoFootage,
    NoNetwork,
    NotAnAnswer,
    NotPermitted,
    ServerFault,
    TimedOut,
    UnknownGame,
    WrongComputerClock,
)
from reviewer.domain.game import EventId, Game, PlayerId, SessionId, Team, TeamId
from reviewer.domain.times import WallMs
from tests.api import payloads
from tests.api.payloads import GATE_DATE, H1, H2, TIPOFF
from tests.api.service import (
    EVENT,
    SECOND,
    Service,
    at_gate,
    possession_team,
    refusal,
    roster,
    scheduled,
    two_ids,
    whole_game,
)

GAME = EventId(EVENT)
DAY = 86_400_000
VIDEOS = f"stats/games/{EVENT}/videos"
COMBINED = f"stats/games/{EVENT}/details,shots,possessions"


def whys(missing) -> dict[str, str]:
    return {entry.what: entry.why for entry in missing}


async def test_a_whole_game():
    service = Service(whole_game())
    game = await service.client().load_game(GAME)
    assert (game.id, game.name) == (EVENT, "Harbor City vs Northfield")
    assert (game.home, game.away) == (
        Team(TeamId("1"), "Harbor City"),
        Team(TeamId("2"), "Northfield"),
    )
    assert (game.status, game.home_score, game.away_score) == ("ACTIVE", 11, 22)
    assert [clip.period for clip in game.clips] == ["H1", "H2"]
    assert [(session.id, session.period) for session in game.sessions] == [(H1, "H1"), (H2, "H2")]
    assert (len(game.plays), len(game.shots), len(game.possessions)) == (2, 1, 1)
    assert game.possessions[0].session == H1
    names = {player.id: player.label for player in game.players.values()}
    assert names == {"11": "#11 Ito", "7269": "#69 Brandt", "12": "Mia Sol"}
    assert game.missing == ()


@pytest.mark.parametrize("turns", range(8))
async def test_a_game_may_be_given_up_at_any_time(turns: int):
    loading = asyncio.create_task(Service(whole_game()).client().load_game(GAME))
    for _ in range(turns):
        await asyncio.sleep(0)
    loading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loading  # what was begun and not awaited would be told as a warning


async def test_a_whole_game_takes_six_requests_and_no_forbidden_one():
    service = Service(whole_game())
    await service.client().load_game(GAME)
    assert sorted(service.asked) == sorted(
        [
            VIDEOS,
            COMBINED,
            f"games/{EVENT}",
            "schedule/games",
            "teams/1,SHOTTRACKER",
            "teams/2,SHOTTRACKER",
        ]
    )
    assert all("authorization" in request.headers for request in service.requests)
    rosters = [request for request in service.requests if "teams" in request.url.path]
    assert {request.url.params["game_event_id"] for request in rosters} == {EVENT}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(500, "General"), ServerFault),
        (at_gate(), BadCredentials),
        (httpx.Response(200, content=b"<html>"), NotAnAnswer),
        (b'{"videos":[', BadData),
        (b"", BadData),
        (httpx.ConnectError("x"), NoNetwork),
        (httpx.ReadTimeout("x"), TimedOut),
        (refusal(403), NotPermitted),
        (refusal(404, "Game not found"), UnknownGame),
    ],
)
async def test_without_clips_there_is_no_game(answer, error):
    service = Service(whole_game() | {VIDEOS: answer})
    with pytest.raises(error):
        await service.client().load_game(GAME)


@pytest.mark.parametrize("event", ["", "../teams", "a b", "062a?x=1", "ünder"])
async def test_what_cannot_be_an_id_is_not_asked_for(event):
    service = Service()
    with pytest.raises(UnknownGame):
        await service.client().load_game(EventId(event))
    assert service.requests == []


async def test_a_game_without_footage_still_has_its_plays():
    service = Service(whole_game() | {VIDEOS: b'{"videos":[]}'})
    game = await service.client().load_game(GAME)
    assert len(game.plays) == 2
    assert whys(game.missing) == {"footage": "ShotTracker has no footage of this game yet."}


async def test_a_game_with_nothing_in_it_has_no_footage():
    with pytest.raises(NoFootage):
        await Service({VIDEOS: b'{"videos":[]}'}).client().load_game(GAME)


async def test_a_kind_of_data_that_is_not_permitted_is_missed_and_the_rest_is_there():
    service = Service(
        whole_game() | {COMBINED: refusal(403), f"stats/games/{EVENT}/details": refusal(403)}
    )
    game = await service.client().load_game(GAME)
    assert game.plays == ()
    assert (len(game.shots), len(game.possessions), len(game.clips)) == (1, 1, 2)
    (missing,) = game.missing
    assert missing.what == "play-by-play"
    assert missing.why == "Your account may not see this game's play-by-play."
    assert missing.request_id == "f1e80480"


@pytest.mark.parametrize("answer", [refusal(500, "x"), b"{", httpx.Response(404)])
async def test_a_combined_call_that_fails_is_made_kind_by_kind(answer):
    game = await Service(whole_game() | {COMBINED: answer}).client().load_game(GAME)
    assert (len(game.plays), len(game.shots), len(game.possessions)) == (2, 1, 1)
    assert (game.home_score, game.missing) == (11, ())


async def test_possessions_in_a_shape_never_seen_are_asked_for_by_session():
    service = Service(whole_game() | {COMBINED: b'{"details":[],"shots":[],"possessions":[{}]}'})
    game = await service.client().load_game(GAME)
    assert [row.session for row in game.possessions] == [H1]
    assert f"stats/{H2}/possessions" in service.asked


async def test_a_network_that_goes_away_costs_the_data_but_not_the_clips():
    service = Service(whole_game() | {COMBINED: httpx.ReadTimeout("x")})
    game = await service.client().load_game(GAME)
    assert len(game.clips) == 2
    assert set(whys(game.missing)) == {"play-by-play", "shots", "possessions"}
    assert f"stats/games/{EVENT}/details" not in service.asked


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (f"games/{EVENT}", "sessions"),
        ("schedule/games", "schedule"),
        ("teams/2,SHOTTRACKER", "roster"),
    ],
)
async def test_what_is_only_an_addition_is_named_when_it_fails(path, what):
    service = Service(whole_game() | {path: refusal(500, "x")})
    game = await service.client().load_game(GAME)
    assert what in whys(game.missing)
    assert len(game.clips) == 2


async def test_possessions_that_fail_are_named_once():
    service = Service(
        whole_game()
        | {COMBINED: refusal(403)}
        | {f"stats/{session}/possessions": refusal(403) for session in (H1, H2)}
    )
    game = await service.client().load_game(GAME)
    assert [entry.what for entry in game.missing] == ["possessions"]


async def test_a_session_whose_possessions_fail_costs_those_alone():
    rows = payloads.packed([possession_team(1, "Harbor City", payloads.SECOND_HALF)]).decode()
    service = Service(
        whole_game()
        | {COMBINED: refusal(403), f"stats/{H1}/possessions": refusal(500, "General")}
        | {f"stats/{H2}/possessions": f'{{"teams":{rows}}}'.encode()}
    )
    game = await service.client().load_game(GAME)
    assert [entry.what for entry in game.missing] == ["possessions"]
    assert [possession.session for possession in game.possessions] == [H2]


async def test_teams_are_known_without_the_schedule():
    answers = whole_game() | {"schedule/games": b'{"games":[]}'}
    game = await Service(answers).client().load_game(GAME)
    assert game.home == Team(TeamId("1"), "Harbor City")
    answers |= {f"teams/{team},SHOTTRACKER": refusal(403) for team in (1, 2)}
    game = await Service(answers).client().load_game(GAME)
    assert (game.home, game.away) == (
        Team(TeamId("1"), "Harbor City"),
        Team(TeamId("2"), "Team 2"),
    )
    assert [entry.what for entry in game.missing] == ["roster"]


async def test_a_game_without_a_name_is_called_by_its_teams_or_its_id():
    answers = whole_game() | {f"games/{EVENT}": b"{}"}
    assert (await Service(answers).client().load_game(GAME)).name == "Harbor City vs Northfield"
    game = await Service({VIDEOS: payloads.videos(payloads.video())}).client().load_game(GAME)
    assert game.name == EVENT
    assert game.home is None


async def test_names_are_looked_up_where_the_shots_are_if_still_wanted():
    nobody = roster(2, "Northfield", {})
    service = Service(whole_game() | {"teams/2,SHOTTRACKER": nobody})
    game = await service.client().load_game(GAME)
    assert f"stats/{H1}/shots" in service.asked
    assert PlayerId("7269") not in game.players
    assert game.players[PlayerId("123")].name == "John Doe"
    service.answers[f"stats/{H1}/shots"] = refusal(403)
    game = await service.client().load_game(GAME)
    assert whys(game.missing) == {"names": "Your account may not see this game's shots."}
    service.answers[f"stats/{H2}/shots"] = payloads.DOCUMENTED_SESSION_SHOTS
    game = await service.client().load_game(GAME)
    assert [entry.what for entry in game.missing] == ["names"]
    assert game.players[PlayerId("123")].name == "John Doe"


async def test_rows_that_cannot_be_read_are_counted():
    body = payloads.videos(payloads.video(), 5, None)
    details = b'{"details":[7],"shots":[],"possessions":[]}'
    game = await Service(whole_game() | {VIDEOS: body, COMBINED: details}).client().load_game(GAME)
    assert whys(game.missing) == {
        "clips": "2 clips could not be read.",
        "plays": "1 play could not be read.",
    }


@pytest.mark.parametrize("first", [refusal(403), refusal(404, "Game not found"), b'{"videos":[]}'])
async def test_the_second_id_of_a_game_is_tried_and_remembered(first):
    service = two_ids(first)
    client = service.client()
    game = await client.load_game(GAME)
    assert game.id == EVENT
    assert (len(game.clips), len(game.plays), game.missing) == (2, 2, ())
    service.requests.clear()
    again = await client.load_game(GAME)
    assert again == game
    assert VIDEOS not in service.asked


async def test_the_first_error_stands_if_the_second_id_is_no_better():
    service = two_ids(refusal(403))
    service.answers[f"stats/games/{SECOND}/videos"] = refusal(500, "x")
    with pytest.raises(NotPermitted) as told:
        await service.client().load_game(GAME)
    assert told.value.request_id == "f1e80480"


async def test_a_game_is_looked_for_around_its_own_time():
    service = Service(whole_game())
    await service.client().load_game(GAME)
    (asked,) = [request for request in service.requests if "schedule" in request.url.path]
    assert (asked.url.params["from"], asked.url.params["to"]) == (
        str(TIPOFF - DAY),
        str(TIPOFF + DAY),
    )


async def test_the_schedule_is_asked_for_in_pieces_and_each_game_listed_once():
    service = Service({"schedule/games": scheduled(EVENT)})
    games = await service.client().schedule(WallMs(TIPOFF), WallMs(TIPOFF + 70 * DAY))
    assert [game.id for game in games] == [EVENT]
    pieces = [
        (int(request.url.params["from"]), int(request.url.params["to"]))
        for request in service.requests
    ]
    assert pieces[0][0] == TIPOFF
    assert pieces[-1][1] == TIPOFF + 70 * DAY
    assert [end for _, end in pieces[:-1]] == [start for start, _ in pieces[1:]]
    assert max(end - start for start, end in pieces) == 31 * DAY


async def test_single_endpoints():
    client = Service(whole_game()).client()
    assert len((await client.session_possessions(SessionId(H1))).rows.items) == 1
    assert len((await client.session_shots(SessionId(H1))).rows.items) == 1
    assert len((await client.roster(TeamId("1"), GAME)).players) == 1
    details = await client.catch_up(GAME, "details")
    assert details.plays is not None
    assert (len(details.plays.items), details.shots) == (2, None)


def with_right_date(request: httpx.Request, ahead_s: float) -> httpx.Response:
    if request.headers["date"] in str(at_gate(ahead_s=ahead_s).headers):
        return httpx.Response(200, content=scheduled(EVENT))
    return at_gate(GATE_DATE, ahead_s=ahead_s)


async def schedule(client: ShotTracker) -> object:
    return await client.schedule(WallMs(TIPOFF), WallMs(TIPOFF + 1))


@pytest.mark.parametrize(
    ("ahead_s", "words"), [(420, "7 minutes slow"), (-3600, "60 minutes fast")]
)
async def test_a_wrong_clock_is_corrected_once_and_told(ahead_s, words):
    service = Service({"schedule/games": lambda request: with_right_date(request, ahead_s)})
    client = service.client()
    assert await schedule(client)
    assert await schedule(client)
    assert len(service.requests) == 3
    assert len(service.notices) == 1
    assert words in service.notices[0]


async def test_a_clock_that_was_set_right_meanwhile_is_not_called_wrong():
    ahead_s = 420
    service = Service({"schedule/games": lambda request: with_right_date(request, ahead_s)})
    client = service.client()
    assert await schedule(client)
    ahead_s = 0
    assert await schedule(client)
    assert len(service.notices) == 1


async def test_requests_side_by_side_correct_the_clock_together():
    both_refused = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        response = with_right_date(request, 420)
        if response.status_code == 401:
            if len(service.requests) == 2:
                both_refused.set()
            await both_refused.wait()
        return response

    service = Service({"schedule/games": answer})
    client = service.client()
    await asyncio.gather(schedule(client), schedule(client))
    assert len(service.requests) == 4
    assert len(service.notices) == 1


async def test_a_notice_that_nobody_shows_is_logged(caplog):
    service = Service({"schedule/games": lambda request: with_right_date(request, 420)})
    await schedule(service.client(notice=log_notice))
    assert "7 minutes slow" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    ("answer", "error", "requests"),
    [
        (at_gate(ahead_s=200), BadCredentials, 1),
        (at_gate(ahead_s=420), BadCredentials, 2),
        (at_gate(GATE_DATE, ahead_s=420), WrongComputerClock, 2),
        (at_gate(GATE_DATE), WrongComputerClock, 1),
    ],
)
async def test_what_no_correction_helps_is_an_error(answer, error, requests):
    service = Service({"schedule/games": answer})
    with pytest.raises(error):
        await schedule(service.client())
    assert len(service.requests) == requests


async def test_cancelling_a_load_ends_it():
    arrived = asyncio.Event()

    def busy(_request: httpx.Request) -> httpx.Response:
        arrived.set()
        return httpx.Response(503, headers={"Retry-After": "5"})

    service = Service(whole_game() | {COMBINED: busy})
    task = asyncio.create_task(service.client().load_game(GAME))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("failing", range(6))
async def test_whichever_request_fails_there_is_a_game_or_an_error(failing):
    service = Service()

    def answering(path: str, answer: bytes):
        def handler(_request: httpx.Request) -> httpx.Response:
            fails = len(service.requests) == failing + 1
            return refusal(500, "x") if fails else httpx.Response(200, content=answer)

        return handler

    for path, answer in whole_game().items():
        assert isinstance(answer, bytes)
        service.answers[path] = answering(path, answer)
    load = service.client().load_game(GAME)
    (outcome,) = await asyncio.gather(load, return_exceptions=True)
    if isinstance(outcome, Game):
        assert len(outcome.clips) == 2
        assert outcome.missing or len(outcome.plays) == 2
    else:
        assert isinstance(outcome, ServerFault)


async def test_clips_that_come_twice_are_counted():
    item = payloads.video()
    answers = whole_game() | {VIDEOS: payloads.videos(item, item, payloads.video(TIPOFF + 20_000))}
    game = await Service(answers).client().load_game(GAME)
    assert (len(game.clips), game.repeated_clips) == (2, 1)
