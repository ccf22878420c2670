"""Games that go wrong on purpose: what each event id made for that answers with."""

from typing import Final
from uuid import uuid4

from starlette.responses import HTMLResponse, JSONResponse, Response

from reviewer.demo.documents import Documents
from reviewer.demo.wire import Json

LOGIN_PAGE: Final = "<!doctype html><title>Guest network</title><p>Please sign in to go on.</p>"
_KNOWN_EVENTS: Final = (
    "demo",
    "demo-empty",
    "demo-later",
    "demo-odd",
    "demo-details-denied",
    "demo-bad-footage",
)
"""Events whose documents exist, well or ill."""


def refused(status: int, message: str) -> JSONResponse:
    """An error as the application behind the gate words it."""
    body = {"status": status, "message": message, "shottrackerRequestId": str(uuid4())}
    return JSONResponse(body, status)


def answer_to(event_id: str, resources: tuple[str, ...]) -> Response | None:
    """What goes wrong when `resources` of an event are asked for; None when nothing does."""
    if event_id == "demo-forbidden":
        return refused(403, "Access denied to resource")
    if event_id == "demo-broken":
        return refused(500, "General System Error")
    if event_id == "demo-html":
        return HTMLResponse(LOGIN_PAGE)
    if event_id == "demo-truncated":
        return Response('{"videos":[{"gameId":"demo-trunc', media_type="application/json")
    if event_id == "demo-details-denied" and "details" in resources:
        return refused(403, "Access denied to resource")
    if event_id not in _KNOWN_EVENTS:
        return refused(404, "Invalid id")
    return None


def videos_of(documents: Documents) -> list[Json]:
    """The videos of an event, spoilt where its id says so."""
    items = documents.videos()
    match documents.event_id:
        case "demo-empty" | "demo-later":
            return []
        case "demo-odd":
            return [*_odd(items[:7]), *items[7:]]
        case "demo-bad-footage":
            return [_with_bad_stream(documents, index, item) for index, item in enumerate(items)]
        case _:
            return items


def _odd(items: list[Json]) -> list[Json]:
    """Missing, null, zero, negative and absurd fields, one oddity per item."""
    oddities: tuple[Json, ...] = (
        {"eventStartTimestamp": 0, "eventEndTimestamp": 0},
        {"sourceKey": None},
        {"hlsFile": ""},
        {"hlsVideoStartTimestamp": 0, "hlsStartOffset": None, "hlsDuration": 0},
        {"period": "H9", "startGameClockMs": None, "endGameClockMs": -1},
        {"eventStartTimestamp": -5, "eventEndTimestamp": None},
    )
    spoilt = [{**item, **oddity} for item, oddity in zip(items, oddities, strict=False)]
    return [*spoilt, {"gameId": items[-1]["gameId"]}]


def _with_bad_stream(documents: Documents, index: int, item: Json) -> Json:
    """Of the first clips one has no playlist, one no segments, one a page for a playlist."""
    folders = ("gone", "hole", "page")
    if index >= len(folders):
        return item
    return {**item, "hlsFile": documents.stream_url(folders[index])}


def playlist_with_holes(playlist: str, folder: str) -> str:
    """A playlist whose segments exist nowhere: `folder` is where the whole one lives."""
    return "\n".join(
        line if line.startswith("#") or not line else f"../{folder}/missing-{line}"
        for line in playlist.splitlines()
    )
