"""A ShotTracker in a dictionary: path to answer, over the program's own `Web`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import formatdate

import httpx

from reviewer.api.client import Credentials, ShotTracker
from reviewer.api.copies import FootageIds
from reviewer.api.endpoints import Notice
from reviewer.net.web import Web
from tests.api import payloads
from tests.net.transport import FakeTransport, Naps

API_URL = "https://api.example.test"
NOW = (payloads.TIPOFF + 86_400_000) / 1000
EVENT = "78cc1638-2858-11f1-a1d1-da3c0b3a7de9"
SECOND = "cf3ba789-06c4-11e8-bb65-0242286dfad2"

Response = httpx.Response | Exception
Answer = bytes | Response | Callable[[httpx.Request], Response | Awaitable[Response]]


def refusal(status: int, message: str = "Access denied to resource") -> httpx.Response:
    body = payloads.application_error(status, message)
    return httpx.Response(status, content=body, headers={"Content-Type": "application/json"})


def at_gate(body: bytes = payloads.GATE, status: int = 401, ahead_s: float = 0) -> httpx.Response:
    date = formatdate(NOW + ahead_s, usegmt=True)
    return httpx.Response(status, content=body, headers={"Date": date})


@dataclass
class Service:
    """Answers by what stands after `/v1/data/`; 404 for anything else."""

    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[httpx.Request] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def client(
        self,
        notice: Notice | None = None,
        now: Callable[[], float] = lambda: NOW,
        ids: FootageIds | None = None,
    ) -> ShotTracker:
        web = Web(API_URL, transport=FakeTransport(self._answer), sleep=Naps())
        credentials = Credentials("demo-user", "demo-secret")
        told = notice or self.notices.append
        return ShotTracker(web, API_URL + "/", credentials, now=now, notice=told, ids=ids)

    @property
    def asked(self) -> list[str]:
        """What was asked for, without queries, in order."""
        return [request.url.path.removeprefix("/v1/data/") for request in self.requests]

    def _answer(self, request: httpx.Request) -> Response | Awaitable[Response]:
        self.requests.append(request)
        path = request.url.path.removeprefix("/v1/data/")
        answer = self.answers.get(path, refusal(404, "Game not found"))
        if isinstance(answer, bytes):
            return httpx.Response(200, content=answer)
        return answer if isinstance(answer, httpx.Response | Exception) else answer(request)


def whole_game() -> dict[str, Answer]:
    """A game with every kind of data, and all of it permitted."""
    h2 = {"period": "H2", "sessionId": payloads.H2}
    totals = payloads.DOCUMENTED_TOTALS.decode()
    details = payloads.packed(
        [payloads.detail(), payloads.detail(payloads.TIPOFF + 5_000)]
    ).decode()
    shots = f"[{payloads.DOCUMENTED_SHOT.decode()}]"
    possessions = payloads.packed([possession_team(1, "Harbor City", payloads.TIPOFF)]).decode()
    return {
        f"stats/games/{EVENT}/videos": payloads.videos(
            payloads.video(), payloads.video(payloads.SECOND_HALF, **h2)
        ),
        f"games/{EVENT}": payloads.packed(
            {
                "name": "Harbor City vs Northfield",
                "results": [
                    {"id": payloads.H1, "started_at": payloads.TIPOFF, "ended_at": None},
                    {"id": payloads.H2, "started_at": payloads.SECOND_HALF, "ended_at": None},
                ],
            }
        ),
        f"stats/games/{EVENT}/details,shots,possessions": (
            f'{{"details":{details},"shots":{shots},"possessions":{{"teams":{possessions}}},'
            f'"gameTotals":{totals}}}'
        ).encode(),
        f"stats/games/{EVENT}/details": f'{{"details":{details},"gameTotals":{totals}}}'.encode(),
        f"stats/games/{EVENT}/shots": f'{{"shots":{shots},"gameTotals":{totals}}}'.encode(),
        f"stats/{payloads.H1}/possessions": f'{{"teams":{possessions}}}'.encode(),
        f"stats/{payloads.H2}/possessions": b'{"teams":[]}',
        f"stats/{payloads.H1}/shots": payloads.DOCUMENTED_SESSION_SHOTS,
        f"stats/{payloads.H2}/shots": b'{"teams":null}',
        "schedule/games": scheduled(EVENT),
        "teams/1,SHOTTRACKER": roster(1, "Harbor City", {"11": "Aya Ito"}),
        "teams/2,SHOTTRACKER": roster(2, "Northfield", {"7269": "Lea Brandt"}),
    }


def two_ids(first: Answer) -> Service:
    """A game whose footage hangs on the id at the end of `_results`; `first` is of the other."""
    answers = {path.replace(EVENT, SECOND): answer for path, answer in whole_game().items()}
    videos = f"stats/games/{EVENT}/videos"
    return Service(answers | {videos: first, "schedule/games": scheduled(EVENT, SECOND)})


def scheduled(event: str, second: str | None = None) -> bytes:
    game = {
        "event_id": event,
        "tipoff_at": payloads.TIPOFF,
        "status": "ACTIVE",
        "home_team_id": 1,
        "home_team_name": "Harbor City",
        "away_team_id": 2,
        "away_team_name": "Northfield",
        "_results": f"{API_URL}/v1/data/games/{second or event}",
    }
    return payloads.packed({"games": [game]})


def roster(team: int, name: str, players: dict[str, str]) -> bytes:
    rows = [
        {"id": int(player), "first_name": who.split()[0], "last_name": who.split()[1]}
        | {"jersey_number_str": player[-2:]}
        for player, who in players.items()
    ]
    return payloads.packed({"id": team, "name": name, "players": rows})


def possession_team(team: int, name: str, start: int) -> dict[str, object]:
    row = {
        "start_timestamp": start,
        "end_timestamp": start + 12_000,
        "start_game_clock": "20:00.0",
        "end_game_clock": "19:48.0",
        "period": "H1",
        "player_ids": [11, 12],
        "opposing_player_ids": [7269],
    }
    named = [{"id": 12, "first_name": "Mia", "last_name": "Sol"}]
    return {"id": team, "name": name, "team_player_details": named, "possessions": [row]}
