"""Tells ShotTracker's answers apart by what is in them: status codes alone say too little."""

from reviewer.api import wire
from reviewer.api.rows import attempt
from reviewer.domain.errors import (
    BadCredentials,
    BadData,
    NotAnAnswer,
    NotPermitted,
    ProxySignIn,
    ReviewerError,
    ServerFault,
    TimedOut,
    TooBusy,
    UnknownGame,
    UnknownName,
    WrongComputerClock,
    WrongSecret,
)
from reviewer.net.dates import epoch_s
from reviewer.net.web import Reply

_UNKNOWN = ("invalid id", "game not found")
_NO_MATCH = "does not match"
_NOBODY = "cannot be verified"
_LONGEST_MESSAGE = 120

_MEANINGS: dict[int, tuple[type[ReviewerError], str]] = {
    204: (BadData, "ShotTracker's answer about {what} is empty."),
    401: (NotPermitted, "Your account may not see {what}."),
    403: (NotPermitted, "Your account may not see {what}."),
    404: (UnknownGame, "ShotTracker does not know this game."),
    407: (ProxySignIn, "The network's proxy asks for a user name and a password."),
    408: (TimedOut, "ShotTracker took too long over {what}."),
    429: (TooBusy, "ShotTracker asks the program to slow down."),
    504: (TimedOut, "ShotTracker took too long over {what}."),
}


def body_of(reply: Reply, what: str) -> bytes:
    """The body of a good answer; otherwise raises what the answer means for `what`."""
    if _is_page(reply):
        raise _page_error(reply)
    if reply.status == 200:
        if not reply.body.strip():
            raise BadData(f"ShotTracker's answer about {what} is empty.", status=200)
        return reply.body
    raise _refusal_error(reply, what)


def refused_at_gate(reply: Reply) -> bool:
    """Whether the gateway turned the request away, before ShotTracker itself saw it."""
    return reply.status in (401, 403) and _request_id(reply) is None and bool(_message(reply))


def server_time(reply: Reply) -> float | None:
    """The server's clock when it answered, epoch seconds."""
    return epoch_s(reply.headers.get("date", ""))


def _page_error(reply: Reply) -> ReviewerError:
    if reply.status >= 500:
        return ServerFault(f"ShotTracker's server failed ({reply.status}).", status=reply.status)
    return NotAnAnswer("A web page came back instead of game data.", status=reply.status)


def _refusal_error(reply: Reply, what: str) -> ReviewerError:
    message, request_id = _message(reply), _request_id(reply)
    if refused_at_gate(reply) or (reply.status == 401 and request_id is None):
        return _gate_error(reply.status, message)
    error, sentence = _meaning(reply.status, message)
    return error(sentence.format(what=what), request_id=request_id, status=reply.status)


def _meaning(status: int, message: str) -> tuple[type[ReviewerError], str]:
    if message.lower().startswith(_UNKNOWN):
        return _MEANINGS[404]
    if status in _MEANINGS:
        return _MEANINGS[status]
    if status >= 500:
        return ServerFault, f"ShotTracker failed while looking up {{what}} ({status})."
    if 300 <= status < 400:
        return NotAnAnswer, "The network sends the program to another place."
    return ServerFault, f"ShotTracker would not give {{what}} ({status})."


def _gate_error(status: int, message: str) -> ReviewerError:
    if "valid date" in message.lower():
        return WrongComputerClock(
            "ShotTracker says that this computer's clock is off.", status=status
        )
    if _NO_MATCH in message.lower():
        return WrongSecret("ShotTracker knows the user name, but not this secret.", status=status)
    if _NOBODY in message.lower():
        return UnknownName("ShotTracker does not know this user name.", status=status)
    return BadCredentials("ShotTracker does not accept this user name and secret.", status=status)


def _is_page(reply: Reply) -> bool:
    kind = reply.headers.get("content-type", "").lower()
    return "html" in kind or reply.body.lstrip()[:1] == b"<"


def _refusal(reply: Reply) -> wire.Refusal:
    return attempt(reply.body, wire.Refusal) or wire.Refusal()


def _message(reply: Reply) -> str:
    return (_refusal(reply).message or "").strip().rstrip(".")[:_LONGEST_MESSAGE]


def _request_id(reply: Reply) -> str | None:
    return _refusal(reply).shottracker_request_id or None
