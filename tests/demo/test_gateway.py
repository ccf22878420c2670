"""The gate: the known signatures pass, anything else hears what a real gate says."""

import pytest

from reviewer.demo.gateway import (
    NO_MATCH,
    NO_VALID_DATE,
    NOT_VERIFIABLE,
    UNAUTHORIZED,
    Credentials,
    refusal,
)

ACCOUNT = Credentials("demo-user", "demo-secret")
NOON_S = 1_767_614_400.0
GAME = "/v1/data/stats/games/062a3726-3b0f-11eb-86c4-02420043683b"
PATH, SIGNATURE = f"{GAME}/videos", "Km9W23A7IHmKmlAq2y1TBunvs94="


def headers(signature: str = SIGNATURE, user: str = "demo-user") -> dict[str, str]:
    return {
        "date": "Mon, 05 Jan 2026 12:00:00 GMT",
        "host": "api.shottracker.com",
        "authorization": f'hmac username="{user}",algorithm="hmac-sha1",'
        f'headers="date host request-line",signature="{signature}"',
    }


@pytest.mark.parametrize(
    ("path", "signature"),
    [
        (PATH, SIGNATURE),
        ("/v1/data/schedule/games", "ZIQmYYyHhldIoqsxiZfMUNMLNO4="),
        (f"{GAME}/details,shots,possessions", "6mHuJABLFgnIPkcQgIFtpvGKXgs="),
    ],
)
def test_known_answers_pass(path: str, signature: str):
    assert refusal("GET", path, headers(signature), ACCOUNT, NOON_S) is None


@pytest.mark.parametrize(
    ("method", "path", "changed", "why"),
    [
        ("POST", PATH, {}, NO_MATCH),
        ("GET", f"{PATH}/", {}, NO_MATCH),
        ("GET", PATH, {"host": "elsewhere.example"}, NO_MATCH),
        ("GET", PATH, headers("AAAA"), NO_MATCH),
        ("GET", PATH, headers("é"), NO_MATCH),
        ("GET", PATH, headers(user="somebody"), NOT_VERIFIABLE),
        ("GET", PATH, {"authorization": "Basic abc"}, NOT_VERIFIABLE),
        ("GET", PATH, {"date": "yesterday"}, NO_VALID_DATE),
        ("GET", PATH, {"date": ""}, NO_VALID_DATE),
    ],
)
def test_others_hear_why_not(method: str, path: str, changed: dict[str, str], why: str):
    assert refusal(method, path, headers() | changed, ACCOUNT, NOON_S) == why


def test_no_signature_is_unauthorized():
    assert refusal("GET", PATH, {}, ACCOUNT, NOON_S) == UNAUTHORIZED


@pytest.mark.parametrize(("skew_s", "why"), [(300, None), (-300, None), (301, NO_VALID_DATE)])
def test_a_clock_may_be_five_minutes_off(skew_s: int, why: str | None):
    assert refusal("GET", PATH, headers(), ACCOUNT, NOON_S + skew_s) == why
