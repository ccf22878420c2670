"""The demo's server, asked over loopback the way the program asks ShotTracker."""

import hmac
import threading
import time
from base64 import b64encode
from collections.abc import Generator, Iterator
from email.utils import formatdate, parsedate_to_datetime
from functools import partial
from hashlib import sha1
from pathlib import Path
from socket import create_connection

import httpx
import pytest

from reviewer.demo.schedule import DAY_MS
from reviewer.demo.server import DemoServer, LoggedRequest
from reviewer.demo.simulate import FIRST_TIPOFF
from tests.footage import short_game

GAME = short_game()


class Signed(httpx.Auth):
    def __init__(self, secret: str = DemoServer.secret) -> None:
        self.secret = secret
        self.now_s: float | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        date, path = (
            formatdate(self.now_s, usegmt=True),
            request.url.raw_path.split(b"?")[0].decode(),
        )
        line = f"{request.method} {path} HTTP/1.1"
        text = f"date: {date}\nhost: {request.headers['host']}\n{line}"
        signature = b64encode(hmac.digest(self.secret.encode(), text.encode(), sha1)).decode()
        request.headers["date"] = date
        request.headers["authorization"] = (
            f'hmac username="{DemoServer.user}",algorithm="hmac-sha1",'
            f'headers="date host request-line",signature="{signature}"'
        )
        yield request


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    footage = tmp_path_factory.mktemp("footage")
    (footage / "h1").mkdir()
    (footage / "h1" / "index.m3u8").write_text("#EXTM3U\n#EXTINF:4,\nseg000.ts\n#EXT-X-ENDLIST\n")
    (footage / "h1" / "seg000.ts").write_bytes(bytes(range(200)))
    (footage / "manifest.json").write_text("{}")
    with DemoServer(GAME, footage) as server:
        yield server


@pytest.fixture(scope="module")
def client(server: DemoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base_url, auth=Signed()) as client:
        yield client


@pytest.fixture(scope="module")
def anybody(server: DemoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base_url) as client:
        yield client


def test_the_game_is_there(client: httpx.Client):
    videos = client.get("/v1/data/stats/games/demo/videos").json()["videos"]
    event = client.get("/v1/data/games/demo").json()

    assert len(videos) > 20
    assert {item["sessionId"] for item in videos} == {row["id"] for row in event["results"]}


@pytest.mark.parametrize("resources", ["details", "shots", "possessions", "details,shots"])
def test_catch_up_answers_what_was_asked(client: httpx.Client, resources: str):
    answer = client.get(f"/v1/data/stats/games/demo/{resources}").json()

    assert answer.keys() == {*resources.split(","), "gameTotals"}


def test_sessions_have_possessions_and_shots(client: httpx.Client):
    for half in GAME.halves:
        possessions = client.get(f"/v1/data/stats/{half.session}/possessions").json()
        shots = client.get(f"/v1/data/stats/{half.session}/shots").json()

        found = [row for team in possessions["teams"] for row in team["possessions"]]
        assert len(found) == len(half.possessions)
        players = [player for team in shots["teams"] for player in team["player_shots"]]
        assert sum(len(player["shots"]) for player in players) == len(half.shots)


def test_teams_have_rosters(client: httpx.Client):
    for team in GAME.teams:
        answer = client.get(f"/v1/data/teams/{team.id},SHOTTRACKER?game_event_id=demo").json()
        assert len(answer["players"]) == len(team.players)
    assert client.get("/v1/data/teams/1,SHOTTRACKER").status_code == 404


def test_the_schedule_is_bounded_by_time(client: httpx.Client):
    def events(query: str) -> list[str]:
        answer = client.get(f"/v1/data/schedule/games?{query}").json()
        return [row["event_id"] for row in answer["games"]]

    day, month = FIRST_TIPOFF - 3_600_000, FIRST_TIPOFF - 15 * DAY_MS
    assert events(f"from={day}") == ["demo"]
    assert "demo" in events(f"from={month}&to={month + 31 * DAY_MS}")
    assert len(events(f"from={month}&to={month + 31 * DAY_MS}")) > 2
    assert events(f"from={day}&team_id=1") == []
    assert events(f"from={day}&type=FOOTBALL") == []
    assert client.get("/v1/data/schedule/games").status_code == 400


def test_the_schedule_is_a_season(client: httpx.Client):
    def months(first: int, last: int) -> list[dict[str, object]]:
        start, end = FIRST_TIPOFF + first * DAY_MS, FIRST_TIPOFF + last * DAY_MS
        answer = client.get(f"/v1/data/schedule/games?from={start}&to={end}").json()
        found: list[dict[str, object]] = answer["games"]
        return found

    season = months(-20, 140)
    assert len(season) > 30
    assert len({row["event_id"] for row in season}) == len(season)
    assert months(150, 330) == []
    ids = {row["event_id"] for row in season}
    assert {"demo", "demo-forbidden", "demo-empty", "demo-later"} <= ids


def test_a_game_of_the_season_has_a_score_when_it_is_over_and_no_footage(tmp_path: Path):
    event = "demo-2026-12-05"
    tipoff_s = FIRST_TIPOFF / 1000 + 21 * 86_400
    for late_s, totals in ((-3600, False), (3 * 3600, True)):
        now_s = tipoff_s + late_s
        with DemoServer(GAME, tmp_path, now_s=partial(float, now_s)) as server:
            gate = Signed()
            gate.now_s = now_s
            with httpx.Client(base_url=server.base_url, auth=gate) as client:
                assert client.get(f"/v1/data/stats/games/{event}/videos").json() == {"videos": []}
                answer = client.get(f"/v1/data/stats/games/{event}/stats").json()
                name = client.get(f"/v1/data/games/{event}").json()["name"]
        assert ("gameTotals" in answer) is totals
        assert "Harbor City" in name


@pytest.mark.parametrize(
    ("event", "status", "message"),
    [
        ("demo-forbidden", 403, "Access denied to resource"),
        ("demo-broken", 500, "General System Error"),
        ("demo-unknown", 404, "Invalid id"),
    ],
)
@pytest.mark.parametrize(
    "path", ["stats/games/{}/videos", "stats/games/{}/details,shots", "games/{}"]
)
def test_refusals_have_the_documented_body(
    client: httpx.Client, event: str, status: int, message: str, path: str
):
    answer = client.get("/v1/data/" + path.format(event))

    assert answer.status_code == status
    assert answer.json().keys() == {"status", "message", "shottrackerRequestId"}
    assert (answer.json()["status"], answer.json()["message"]) == (status, message)


def test_a_captive_portal_answers_with_a_page(client: httpx.Client):
    answer = client.get("/v1/data/stats/games/demo-html/videos")

    assert (answer.status_code, answer.text[:15]) == (200, "<!doctype html>")


def test_a_truncated_answer_is_no_json(client: httpx.Client):
    with pytest.raises(ValueError, match="Unterminated"):
        client.get("/v1/data/stats/games/demo-truncated/videos").json()


def test_a_game_without_footage_has_no_videos(client: httpx.Client):
    assert client.get("/v1/data/stats/games/demo-empty/videos").json() == {"videos": []}


def test_odd_items_lack_fields_and_the_others_are_whole(client: httpx.Client):
    whole = client.get("/v1/data/stats/games/demo/videos").json()["videos"]
    odd = client.get("/v1/data/stats/games/demo-odd/videos").json()["videos"]

    assert len(odd) == len(whole)
    assert (
        sum(
            a.keys() != b.keys() or a["hlsFile"] != b["hlsFile"]
            for a, b in zip(odd, whole, strict=True)
        )
        == 2
    )
    assert sum(item.get("eventStartTimestamp") == 0 for item in odd) == 1


def test_details_may_be_denied_while_the_rest_is_not(client: httpx.Client):
    game = "/v1/data/stats/games/demo-details-denied"

    assert client.get(f"{game}/details,shots,possessions").status_code == 403
    assert client.get(f"{game}/details").status_code == 403
    assert client.get(f"{game}/shots").status_code == 200
    assert client.get(f"{game}/videos").status_code == 200


def test_bad_footage_fails_in_three_ways(client: httpx.Client, anybody: httpx.Client):
    items = client.get("/v1/data/stats/games/demo-bad-footage/videos").json()["videos"]
    gone, hole, page = (anybody.get(item["hlsFile"]) for item in items[:3])
    segment = next(line for line in hole.text.splitlines() if not line.startswith("#"))

    assert gone.status_code == 404
    assert hole.text.startswith("#EXTM3U")
    assert anybody.get(hole.url.join(segment)).status_code == 404
    assert page.text.startswith("<!doctype html>")


def test_a_wrong_secret_does_not_match(server: DemoServer, anybody: httpx.Client):
    answer = anybody.get("/v1/data/games/demo", auth=Signed("wrong"))

    assert (answer.status_code, answer.json()) == (
        401,
        {"message": "HMAC signature does not match"},
    )


def test_a_server_whose_time_differs_says_its_own(tmp_path: Path):
    def later() -> float:
        return time.time() + 3_600

    with DemoServer(GAME, tmp_path, now_s=later) as server:
        answer = httpx.get(f"{server.base_url}/v1/data/games/demo", auth=Signed())

    assert answer.status_code == 401
    assert "valid date" in answer.json()["message"]
    assert parsedate_to_datetime(answer.headers["date"]).timestamp() > time.time() + 3_000


def test_footage_needs_no_signature_and_honours_ranges(anybody: httpx.Client):
    segment = anybody.get("/media/h1/seg000.ts", headers={"range": "bytes=10-19"})

    assert (segment.status_code, segment.content) == (206, bytes(range(10, 20)))
    assert anybody.get("/media/h1/index.m3u8").headers["content-type"].startswith("application/")


def test_footage_refuses_credentials(client: httpx.Client):
    assert client.get("/media/h1/seg000.ts").status_code == 400


@pytest.mark.parametrize("path", ["h1/none.ts", "h9/index.m3u8", "h1/..%2fmanifest.json", "../h1"])
def test_nothing_else_is_served(anybody: httpx.Client, path: str):
    assert anybody.get(f"/media/{path}").status_code in (401, 404)


def test_requests_are_written_down(server: DemoServer, client: httpx.Client, anybody: httpx.Client):
    server.requests.clear()
    client.get("/v1/data/games/demo")
    anybody.get("/media/h1/index.m3u8")

    assert server.requests == [
        LoggedRequest("GET", "/v1/data/games/demo", had_authorization=True),
        LoggedRequest("GET", "/media/h1/index.m3u8", had_authorization=False),
    ]


def test_stops_and_leaves_nothing_behind(tmp_path: Path):
    with DemoServer(GAME, tmp_path) as server, httpx.Client(base_url=server.base_url) as client:
        client.get("/media/h1/index.m3u8")

    assert f"demo-server-{server.port}" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.base_url)


def test_stops_also_when_an_answer_is_stuck(tmp_path: Path):
    (tmp_path / "h1").mkdir()
    (tmp_path / "h1" / "seg000.ts").write_bytes(bytes(30_000_000))
    with (
        DemoServer(GAME, tmp_path) as server,
        create_connection(("127.0.0.1", server.port)) as wire,
    ):
        wire.sendall(b"GET /media/h1/seg000.ts HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert wire.recv(8) == b"HTTP/1.1"
        server.stop()

        assert f"demo-server-{server.port}" not in {t.name for t in threading.enumerate()}


def test_stops_also_when_it_never_started(tmp_path: Path):
    server = DemoServer(GAME, tmp_path)
    server.stop()

    with pytest.raises(httpx.ConnectError):
        httpx.get(server.base_url)
