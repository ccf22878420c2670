"""The signature, against known answers."""

import httpx
import pytest

from reviewer.api.signing import Credentials, Signer, authorization
from reviewer.domain.errors import BadCredentials

DEMO = Credentials("demo-user", "demo-secret")
MONDAY_NOON = 1_767_614_400.0
GAME = "/v1/data/stats/games/062a3726-3b0f-11eb-86c4-02420043683b"

KNOWN = [
    (f"{GAME}/videos", "Km9W23A7IHmKmlAq2y1TBunvs94="),
    ("/v1/data/schedule/games", "ZIQmYYyHhldIoqsxiZfMUNMLNO4="),
    (f"{GAME}/details,shots,possessions", "6mHuJABLFgnIPkcQgIFtpvGKXgs="),
]


def signed(url: str, credentials: Credentials = DEMO, skew_s: float = 0) -> httpx.Request:
    signer = Signer(credentials, now=lambda: MONDAY_NOON)
    signer.skew_s = skew_s
    return next(signer.auth_flow(httpx.Request("GET", url)))


@pytest.mark.parametrize(("path", "signature"), KNOWN)
def test_known_answers(path, signature):
    header = authorization(
        DEMO, "Mon, 05 Jan 2026 12:00:00 GMT", "api.shottracker.com", f"GET {path} HTTP/1.1"
    )
    assert header == (
        'hmac username="demo-user",algorithm="hmac-sha1",headers="date host request-line",'
        f'signature="{signature}"'
    )


@pytest.mark.parametrize(("path", "signature"), KNOWN)
@pytest.mark.parametrize("query", ["", "?from=1&to=2"])
def test_a_request_is_signed_as_it_is_sent_but_without_its_query(path, signature, query):
    request = signed(f"https://api.shottracker.com{path}{query}")
    assert request.headers["date"] == "Mon, 05 Jan 2026 12:00:00 GMT"
    assert request.headers["authorization"].endswith(f'signature="{signature}"')
    assert str(request.url).endswith(query or path)


def test_the_port_is_part_of_the_host_that_is_signed():
    header = authorization(
        DEMO, "Mon, 05 Jan 2026 12:00:00 GMT", "127.0.0.1:8000", "GET /v1 HTTP/1.1"
    )
    assert signed("http://127.0.0.1:8000/v1").headers["authorization"] == header


def test_the_clock_is_corrected():
    assert signed("https://a/", skew_s=-420).headers["date"] == "Mon, 05 Jan 2026 11:53:00 GMT"


def test_the_secret_is_not_shown():
    assert "demo-secret" not in repr(DEMO)
    assert "demo-user" in repr(DEMO)


@pytest.mark.parametrize(
    "credentials",
    [
        Credentials("", "secret"),
        Credentials("user", ""),
        Credentials('us"er', "secret"),
        Credentials("José", "secret"),
        Credentials("us\r\ner", "secret"),
    ],
)
def test_what_cannot_be_credentials_is_said_before_anything_is_sent(credentials):
    with pytest.raises(BadCredentials):
        signed("https://a/", credentials)


def test_any_secret_can_be_signed_with():
    assert (
        "signature=" in signed("https://a/", Credentials("u", "gehëim•")).headers["authorization"]
    )
