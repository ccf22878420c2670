"""Answers told apart by what is in them."""

import pytest

from reviewer.api.answers import body_of, refused_at_gate, server_time
from reviewer.domain.errors import (
    BadCredentials,
    BadData,
    NotAnAnswer,
    NotPermitted,
    ProxySignIn,
    ServerFault,
    TimedOut,
    TooBusy,
    UnknownGame,
    UnknownName,
    WrongComputerClock,
    WrongSecret,
)
from reviewer.net.web import Reply
from tests.api.payloads import GATE, GATE_DATE, GATE_NAME, application_error

PAGE = b"<!DOCTYPE html><title>Sign in to the hotel</title>"
DENIED = application_error(403, "Access denied to resource", "f1e80480")


def reply(status: int, body: bytes = b"", **headers: str) -> Reply:
    return Reply(status, headers, body, "https://api.example.test/v1")


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (reply(403, DENIED), NotPermitted, "Your account may not see this game's clips."),
        (reply(401, DENIED), NotPermitted, "may not see"),
        (reply(403), NotPermitted, "may not see"),
        (reply(403, GATE), WrongSecret, "not this secret"),
        (reply(401, GATE), WrongSecret, "not this secret"),
        (reply(401, GATE_NAME), UnknownName, "does not know this user name"),
        (reply(401, b'{"message":"Unauthorized"}'), BadCredentials, "does not accept"),
        (reply(401), BadCredentials, "does not accept"),
        (reply(401, GATE_DATE), WrongComputerClock, "clock is off"),
        (reply(403, PAGE), NotAnAnswer, "web page"),
        (
            reply(404, application_error(404, "Game not found")),
            UnknownGame,
            "does not know this game",
        ),
        (reply(404), UnknownGame, "does not know this game"),
        (reply(400, application_error(400, "Invalid id")), UnknownGame, "does not know this game"),
        (reply(400, application_error(400, "Something")), ServerFault, "would not give"),
        (reply(409), ServerFault, "409"),
        (reply(500, application_error(500, "General")), ServerFault, "failed while looking up"),
        (reply(502, PAGE), ServerFault, "502"),
        (reply(503, b"\xff"), ServerFault, "503"),
        (reply(504), TimedOut, "too long"),
        (reply(408), TimedOut, "too long"),
        (reply(429), TooBusy, "slow down"),
        (reply(407), ProxySignIn, "proxy asks"),
        (reply(302), NotAnAnswer, "another place"),
        (reply(204), BadData, "is empty"),
        (reply(200), BadData, "is empty"),
        (reply(200, b" \n"), BadData, "is empty"),
        (reply(200, PAGE), NotAnAnswer, "web page"),
        (reply(200, b"  <html>"), NotAnAnswer, "web page"),
        (reply(200, b"Hello", **{"content-type": "text/html; charset=x"}), NotAnAnswer, "web page"),
    ],
)
def test_each_answer_has_a_meaning(answer, error, words):
    with pytest.raises(error, match=words) as told:
        body_of(answer, "this game's clips")
    assert told.value.status == answer.status


def test_the_request_id_is_kept_for_support():
    for body, status in ((DENIED, 403), (application_error(500, "x", "r-7"), 500)):
        with pytest.raises((NotPermitted, ServerFault)) as told:
            body_of(reply(status, body), "the schedule")
        assert told.value.request_id in ("f1e80480", "r-7")
        assert "Request id" in str(told.value)


def test_a_good_answer_is_its_body():
    assert body_of(reply(200, b'{"videos":[]}'), "x") == b'{"videos":[]}'


@pytest.mark.parametrize(
    ("answer", "gate"),
    [
        (reply(401, GATE), True),
        (reply(403, GATE_DATE), True),
        (reply(403, DENIED), False),
        (reply(403, PAGE), False),
        (reply(403, b"[1]"), False),
        (reply(500, GATE), False),
        (reply(200, GATE), False),
    ],
)
def test_the_gateway_says_a_message_alone(answer, gate):
    assert refused_at_gate(answer) is gate


@pytest.mark.parametrize(
    ("date", "seconds"),
    [("Mon, 05 Jan 2026 12:00:00 GMT", 1_767_614_400.0), ("", None), ("yesterday", None)],
)
def test_the_servers_clock(date, seconds):
    assert server_time(reply(401, GATE, date=date)) == seconds
    assert server_time(reply(401, GATE)) is None
