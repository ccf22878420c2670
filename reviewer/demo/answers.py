"""What the demo's server answers, once a request has passed the gate."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
)
from starlette.routing import Route

from reviewer.demo import mishaps, schedule
from reviewer.demo.documents import Documents, roster
from reviewer.demo.possessionrows import possessions
from reviewer.demo.shotrows import session_shots
from reviewer.demo.truth import SimGame, SimHalf

_MEDIA_TYPES: Final = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".ts": "video/mp2t",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
}


@dataclass(frozen=True, slots=True)
class Answers:
    """The routes of the demo's API and of its footage."""

    game: SimGame
    footage: Path
    base_url: str
    now_s: Callable[[], float]

    def routes(self) -> list[Route]:
        answers: dict[str, Callable[[Request], Awaitable[Response]]] = {
            "/v1/data/schedule/games": self._schedule,
            "/v1/data/games/{event_id}": self._event,
            "/v1/data/stats/games/{event_id}/videos": self._videos,
            "/v1/data/stats/games/{event_id}/{resources}": self._catch_up,
            "/v1/data/stats/{session}/possessions": self._possessions,
            "/v1/data/stats/{session}/shots": self._shots,
            "/v1/data/teams/{team_id:int},{reference}": self._roster,
            "/media/{folder}/{name}": self._media,
        }
        return [Route(path, answer) for path, answer in answers.items()]

    async def _schedule(self, request: Request) -> Response:
        query = request.query_params
        if not query.get("from", "").isdecimal():
            return mishaps.refused(400, "Valid from timestamp is required")
        start = int(query["from"])
        end = int(query.get("to", start + schedule.DAY_MS))
        team = query.get("team_id")
        rows = [
            row
            for row in schedule.games(self.game, self.base_url, start, end, self.now_s())
            if query.get("type", row["type"]) == row["type"]
            and team in (None, str(row["home_team_id"]), str(row["away_team_id"]))
        ]
        return JSONResponse({"games": rows})

    async def _event(self, request: Request) -> Response:
        documents = self._documents(request)
        fixture = schedule.fixture(self.game, documents.event_id)
        if fixture is not None:
            return JSONResponse(fixture.event())
        mishap = mishaps.answer_to(documents.event_id, ())
        return mishap or JSONResponse(documents.event())

    async def _videos(self, request: Request) -> Response:
        documents = self._documents(request)
        if schedule.fixture(self.game, documents.event_id) is not None:
            return JSONResponse({"videos": []})
        mishap = mishaps.answer_to(documents.event_id, ("videos",))
        return mishap or JSONResponse({"videos": mishaps.videos_of(documents)})

    async def _catch_up(self, request: Request) -> Response:
        documents = self._documents(request)
        resources = tuple(request.path_params["resources"].split(","))
        if not set(resources) <= {"stats", "details", "shots", "possessions"}:
            return mishaps.refused(404, "Invalid id")
        fixture = schedule.fixture(self.game, documents.event_id)
        if fixture is not None:
            return JSONResponse(fixture.catch_up(resources, self.now_s()))
        mishap = mishaps.answer_to(documents.event_id, resources)
        return mishap or JSONResponse(documents.catch_up(resources))

    def _documents(self, request: Request) -> Documents:
        return Documents(self.game, self.base_url, request.path_params["event_id"])

    async def _possessions(self, request: Request) -> Response:
        half = self._half(request)
        if half is None:
            return mishaps.refused(404, "Invalid id")
        return JSONResponse(possessions(self.game, [half], self.base_url))

    async def _shots(self, request: Request) -> Response:
        half = self._half(request)
        if half is None:
            return mishaps.refused(404, "Invalid id")
        return JSONResponse(session_shots(self.game, half))

    def _half(self, request: Request) -> SimHalf | None:
        session = request.path_params["session"]
        return next((half for half in self.game.halves if half.session == session), None)

    async def _roster(self, request: Request) -> Response:
        for team in self.game.teams:
            if team.id == request.path_params["team_id"]:
                return JSONResponse(roster(team))
        return mishaps.refused(404, "Team not found")

    async def _media(self, request: Request) -> Response:
        folder, name = request.path_params["folder"], request.path_params["name"]
        if folder == "page":
            return HTMLResponse(mishaps.LOGIN_PAGE)
        if folder == "hole" and name == "index.m3u8":
            whole = (self.footage / "h1" / name).read_text()
            return PlainTextResponse(mishaps.playlist_with_holes(whole, "h1"))
        path = self.footage / folder / name
        known = folder in {half.period.lower() for half in self.game.halves}
        if not known or path.suffix not in _MEDIA_TYPES or not path.is_file():
            return PlainTextResponse("no such footage", 404)
        return FileResponse(path, media_type=_MEDIA_TYPES[path.suffix])
