"""Secrets stay out of logs and of what is shown."""

import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.net.redact import HIDDEN, Redaction, quiet_libraries, redact_url

SECRET = "hunter2/+secret"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x.ts?X-Amz-Signature=abc#f", "https://a.example/x.ts"),
        ("https://u:p@a.example:8443/x", "https://a.example:8443/x"),
        ("https://a.example/hdnts=exp=1~hmac=ab/x.ts", f"https://a.example/hdnts={HIDDEN}/x.ts"),
        ("https://[broken", HIDDEN),
    ],
)
def test_an_address_is_scheme_host_and_path(url, shown):
    assert redact_url(url) == shown


@pytest.mark.parametrize(
    "text",
    [
        'Authorization: hmac username="u",algorithm="hmac-sha1",signature="canary="',
        "{'authorization': 'Bearer canary', 'host': 'a'}",
        "Proxy-Authorization: Basic canary",
        "Cookie: session=canary; other=canary",
        "GET https://a.example/v1?token=canary&from=1",
        "https://canary:canary@a.example/",
        "apikey=canary",
        'api_key: "canary"',
        "X-Amz-Credential=canary&X-Amz-Signature=canary",
        "Key-Pair-Id=canary&Policy=canary&Expires=canary",
        '{"access_token": "canary"}',
        "EVENT_SECRET=canary",
    ],
)
def test_what_stands_beside_a_telling_name_is_hidden(text):
    shown = Redaction().redact(text)
    assert "canary" not in shown
    assert HIDDEN in shown or "a.example" in shown


def test_ordinary_words_stay():
    text = "GET of 3 segments, policy of the club, 12:30.0 left: 2 points"
    assert Redaction([SECRET]).redact(text) == text


def test_a_known_value_is_hidden_wherever_it_is():
    redaction = Redaction([SECRET])
    for text in (SECRET, f"x{SECRET}y", "hunter2/%2Bsecret", "hunter2%2F%2Bsecret"):
        assert "hunter2" not in redaction.redact(text)


def test_a_value_too_short_to_be_a_secret_does_not_blank_everything():
    assert Redaction(["", "a"]).redact("a banana") == "a banana"


@given(st.text(), st.text())
def test_a_secret_never_comes_through(before, after):
    assert SECRET not in Redaction([SECRET]).redact(before + SECRET + after)


@given(st.text())
def test_hiding_twice_is_hiding_once(text):
    redaction = Redaction([SECRET])
    once = redaction.redact(text)
    assert redaction.redact(once) == once


def record(message: str, *args: object, error: bool = False) -> logging.LogRecord:
    caught = sys.exc_info() if error else None
    return logging.LogRecord("x", logging.INFO, __file__, 1, message, args, caught)


def test_a_record_is_hidden_with_its_arguments():
    told = record("asked %s with %s", "https://a.example/x?sig=canary", SECRET)
    assert Redaction([SECRET]).filter(told)
    assert told.getMessage() == f"asked https://a.example/x with {HIDDEN}"


def test_a_record_is_hidden_with_its_error():
    try:
        int(f"{SECRET} at https://a.example/?token=canary")
    except ValueError:
        told = record("failed", error=True)
    Redaction([SECRET]).filter(told)
    shown = logging.Formatter().format(told)
    assert "ValueError" in shown
    assert SECRET not in shown
    assert "canary" not in shown


def test_the_libraries_keep_whole_addresses_to_themselves():
    before = {name: logging.getLogger(name).level for name in ("httpx", "httpcore")}
    try:
        quiet_libraries()
        assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
        assert not logging.getLogger("httpcore.http11").isEnabledFor(logging.DEBUG)
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
