"""What can go wrong at ShotTracker's, row by row: the fault, what is said of it, how soon."""

import gzip
from asyncio import StreamWriter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from time import time

from reviewer.domain import errors
from reviewer.domain.errors import ReviewerError
from tests.api import payloads
from tests.api.service import EVENT
from tests.faults.origin import VIDEOS
from tests.net.faulty import Request, Script, answer, drip, hang, raw, reset

OK = b"HTTP/1.1 200 OK\r\n"
TEN = OK + b"Content-Length: 10\r\n\r\n"
JSON = "Content-Type: application/json"
COMBINED = f"stats/games/{EVENT}/details,shots,possessions"
NO_CLIPS = b'{"videos":[]}'
HOUR_S = 3_600


@dataclass(frozen=True)
class Told:
    """What a fault of ShotTracker's comes to.

    `error` is what is told where the game was never loaded: its title stands in the window. None:
    the game opens all the same, `missing` says what is not there. `copy`: where it was loaded
    before, the copy stands in.
    """

    error: type[ReviewerError] | None
    within_s: float
    copy: bool = False
    missing: tuple[str, ...] = ()
    clips: int = 6


def told(error: type[ReviewerError] | None, within_s: float) -> Told:
    """A service that fails leaves the copy; one that refuses does not."""
    copy = error is not None and issubclass(error, errors.ServiceError)
    return Told(error, within_s, copy)


@dataclass(frozen=True)
class Row:
    """A fault of ShotTracker's answers, where it strikes, and what it comes to."""

    name: str
    script: Script
    told: Told
    at: str = VIDEOS


def refusal(status: str, message: str = "General") -> Script:
    body = payloads.application_error(int(status[:3]), message)
    return answer(body, JSON, status=status)


def page(status: str = "200 OK") -> Script:
    return answer(b"<html>Welcome, please sign in</html>", "Content-Type: text/html", status=status)


async def flood(_request: Request, writer: StreamWriter) -> None:
    """An answer without end."""
    writer.write(OK + b"\r\n")
    while True:
        writer.write(b" " * 1_000_000)
        await writer.drain()


def _later(seconds: int) -> str:
    return formatdate(time() + seconds, usegmt=True)


def _row(name: str, script: Script, error: type[ReviewerError] | None, within_s: float) -> Row:
    return Row(name, script, told(error, within_s))


CONNECTION: tuple[Row, ...] = (
    _row("says nothing", hang(), errors.TimedOut, 15),
    _row("stops in the head", hang(OK + b"X-Half: "), errors.TimedOut, 15),
    _row("stops before the body", hang(TEN), errors.TimedOut, 10),
    _row("stops in the body", hang(TEN + b"12345"), errors.TimedOut, 10),
    _row("drips head", drip(OK + b"X-Long: ", b"x", 1), errors.TimedOut, 60),
    _row("drips body", drip(OK + b"\r\n", b"x", 1), errors.TimedOut, 60),
    _row("resets at once", reset(), errors.NoNetwork, 6),
    _row("resets in the body", reset(TEN + b"12345"), errors.NoNetwork, 6),
    _row("hangs up", raw(b""), errors.NotAnAnswer, 6),
    _row("another protocol", raw(b"SSH-2.0-OpenSSH\r\n\r\n"), errors.NotAnAnswer, 6),
    _row("shorter than promised", raw(TEN + b"12345"), errors.NotAnAnswer, 6),
    _row(
        "half a chunk",
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc"),
        errors.NotAnAnswer,
        6,
    ),
)

STATUS: tuple[Row, ...] = (
    _row("301 elsewhere", answer(b"", "Location: https://elsewhere.example/", status="301 Moved"),
         errors.NotAnAnswer, 1),
    _row("302 elsewhere", answer(b"", "Location: https://elsewhere.example/", status="302 Found"),
         errors.NotAnAnswer, 1),
    _row("302 to itself", answer(b"", f"Location: /v1/data/{VIDEOS}", status="302 Found"),
         errors.NotAnAnswer, 1),
    _row("400", refusal("400 Bad Request"), errors.ServerFault, 1),
    _row("401 at the gate", answer(payloads.GATE, JSON, status="401 Unauthorized"),
         errors.WrongSecret, 1),
    _row("403 at the gate", answer(payloads.GATE, JSON, status="403 Forbidden"),
         errors.WrongSecret, 1),
    _row("403 of the application", refusal("403 Forbidden", "Access denied to resource"),
         errors.NotPermitted, 1),
    _row("403, the clock is wrong",
         answer(payloads.GATE_DATE, JSON, f"Date: {_later(HOUR_S)}", status="403 Forbidden"),
         errors.WrongComputerClock, 1),
    _row("404", refusal("404 Not Found", "Game not found"), errors.UnknownGame, 1),
    _row("407", answer(status="407 Proxy Authentication Required"), errors.ProxySignIn, 1),
    _row("408", answer(status="408 Request Timeout"), errors.TimedOut, 1),
    _row("409", refusal("409 Conflict"), errors.ServerFault, 1),
    _row("429", answer(status="429 Too Many Requests"), errors.TooBusy, 6),
    _row("429 for some seconds", answer(b"", "Retry-After: 7", status="429 Too Many Requests"),
         errors.TooBusy, 14),
    _row("429 until a date",
         answer(b"", f"Retry-After: {_later(HOUR_S)}", status="429 Too Many Requests"),
         errors.TooBusy, 1),
    _row("500 with a request id", refusal("500 Internal Server Error"), errors.ServerFault, 1),
    _row("502 with a page", page("502 Bad Gateway"), errors.ServerFault, 6),
    _row("503", answer(status="503 Service Unavailable"), errors.ServerFault, 6),
    _row("503 for a minute", answer(b"", "Retry-After: 60", status="503 Service Unavailable"),
         errors.ServerFault, 120),
    _row("504", answer(status="504 Gateway Timeout"), errors.TimedOut, 6),
    _row("a captive portal", page(), errors.NotAnAnswer, 1),
)  # fmt: skip

BODY: tuple[Row, ...] = (
    _row("204", answer(status="204 No Content"), errors.BadData, 1),
    _row("empty", answer(), errors.BadData, 1),
    _row("cut JSON", answer(b'{"videos":[{"gameId":'), errors.BadData, 1),
    _row("an object where a list is", answer(b'{"videos":{"a":1}}'), errors.BadData, 1),
    _row("a number", answer(b"7"), errors.BadData, 1),
    _row("NaN", answer(b'{"videos":[{"hlsStartOffset":NaN}]}'), errors.BadData, 1),
    _row("deep in lists", answer(b'{"videos":' + b"[" * 100_000), errors.BadData, 1),
    _row("deep from the start", answer(b"[" * 100_000), errors.BadData, 1),
    _row("half a letter", answer(b'{"videos":[{"period":"\\ud800"}]}'), errors.BadData, 1),
    _row("200 MB, and says so", raw(OK + b"Content-Length: 200000000\r\n\r\n"),
         errors.NotAnAnswer, 1),
    _row("without end", flood, errors.NotAnAnswer, 10),
    _row("a gzip bomb", answer(gzip.compress(bytes(200_000_000)), "Content-Encoding: gzip"),
         errors.NotAnAnswer, 10),
    _row("half a gzip", answer(gzip.compress(bytes(90))[:-9], "Content-Encoding: gzip"),
         errors.NotAnAnswer, 6),
    _row("no gzip", answer(b"no", "Content-Encoding: gzip"), errors.NotAnAnswer, 1),
    _row("an encoding not asked for", answer(b"?", "Content-Encoding: br"), errors.NotAnAnswer, 1),
    _row("longer than was said", raw(OK + b"Content-Length: 5\r\n\r\n" + NO_CLIPS),
         errors.BadData, 1),
)  # fmt: skip


def _opens(name: str, body: bytes | Script, *missing: str, clips: int = 0) -> Row:
    script = answer(body) if isinstance(body, bytes) else body
    return Row(name, script, Told(None, 1, missing=missing, clips=clips))


def _besides(name: str, at: str, script: Script, within_s: float, *missing: str) -> Row:
    return Row(name, script, Told(None, within_s, missing=missing), at)


OPENS: tuple[Row, ...] = (
    _opens("null where a list is", b'{"videos":null}', "footage"),
    _opens("no clips", NO_CLIPS, "footage"),
    _opens("a BOM", b"\xef\xbb\xbf" + NO_CLIPS, "footage"),
    _opens("HTTP/1.0 until the end", raw(b"HTTP/1.0 200 OK\r\n\r\n" + NO_CLIPS), "footage"),
    _opens("a wrong type at depth", b'{"videos":[{"sourceKey":[7]}]}', "clips"),
    _opens("1e400", b'{"videos":[{"hlsStartOffset":1e400}]}', "clips"),
    _opens("latin-1", b'{"videos":[{"period":"\xe9"}]}', "clips"),
    _opens("2^63", b'{"videos":[{"eventStartTimestamp":9223372036854775808}]}', clips=1),
    _opens("the same clip twice", payloads.videos(payloads.video(), payloads.video()), clips=1),
    _opens("fields that nobody knows", payloads.videos(payloads.video(new={"a": [1]})), clips=1),
    _besides("all the data are silent", COMBINED, hang(), 15, "play-by-play", "shots",
             "possessions"),
    _besides("the schedule fails", "schedule/games", refusal("500 Internal"), 1, "schedule"),
    _besides("the sessions fail", f"games/{EVENT}", refusal("500 Internal"), 1, "sessions"),
    _besides("a roster is a page", "teams/2,SHOTTRACKER", page(), 1, "roster"),
    _besides("the data are garbled, kind by kind they are not", COMBINED, answer(b"{"), 1),
)  # fmt: skip


def rows() -> Iterator[Row]:
    yield from (*CONNECTION, *STATUS, *BODY, *OPENS)


BY_NAME: Mapping[str, Row] = {row.name: row for row in rows()}
