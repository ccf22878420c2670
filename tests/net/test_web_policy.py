"""The policy of `Web.get` over a transport that is a plain function."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from reviewer.domain.errors import (
    AddressRefused,
    NoNetwork,
    NotAnAnswer,
    ProxySignIn,
    ServerFault,
    TimedOut,
    TooBusy,
)
from reviewer.net.policy import API, INIT, KEY, PLAYLIST, SEGMENT, Policy
from reviewer.net.web import ByteRange, Web
from tests.net.transport import Answer, FakeTransport, Naps, in_turn

API_URL = "https://api.example.test"
URL = "https://media.example.test/a/1.ts"
NOW = 1_767_614_400.0
"""Mon, 05 Jan 2026 12:00:00 GMT"""


def web_over(transport: FakeTransport, naps: Naps | None = None, jitter: float = 0.5) -> Web:
    return Web(
        API_URL,
        transport=transport,
        sleep=naps or Naps(),
        now=lambda: NOW,
        jitter=lambda: jitter,
    )


def answering(*answers: Answer) -> FakeTransport:
    return FakeTransport(in_turn(*answers))


async def test_an_answer_comes_whole_whatever_its_status():
    gone = httpx.Response(404, content=b"gone", headers={"X-Id": "7"})
    reply = await web_over(answering(gone)).get(URL, PLAYLIST)
    assert (reply.status, reply.body, reply.headers["x-id"], reply.url) == (404, b"gone", "7", URL)
    assert not reply.ok


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_busy_server_is_asked_again(status):
    naps = Naps()
    web = web_over(answering(httpx.Response(status), httpx.Response(200, content=b"x")), naps)
    assert (await web.get(URL, API)).body == b"x"
    assert naps.seconds == [1.0]


@pytest.mark.parametrize("policy", [API, PLAYLIST, SEGMENT, KEY, INIT])
async def test_each_policy_has_its_number_of_tries_and_backs_off(policy):
    transport, naps = answering(httpx.ConnectError("no route")), Naps()
    with pytest.raises(NoNetwork, match="could not be reached"):
        await web_over(transport, naps).get(URL, policy)
    assert len(transport.requests) == policy.tries
    assert naps.seconds == [1.0, 2.0, 4.0][: policy.tries - 1]


@pytest.mark.parametrize(("jitter", "naps_s"), [(0.0, [0.5, 1, 2, 4, 8]), (1.0, [1.5, 3, 6, 8, 8])])
async def test_back_off_is_spread_and_bounded(jitter, naps_s):
    naps = Naps()
    web = web_over(answering(httpx.ReadError("reset")), naps, jitter)
    with pytest.raises(NoNetwork, match="lost"):
        await web.get(URL, replace(SEGMENT, tries=6))
    assert naps.seconds == naps_s


@pytest.mark.parametrize(
    ("header", "waited"),
    [
        ("7", 7.0),
        ("60", 60.0),
        ("Mon, 05 Jan 2026 12:00:30 GMT", 30.0),
        ("Mon, 05 Jan 2026 11:00:00 GMT", 0.0),
        ("Mon, 05 Jan 2026 12:00:30 -0000", 30.0),
        ("soon", 1.0),
        ("", 1.0),
    ],
)
async def test_retry_after_is_obeyed(header, waited):
    naps = Naps()
    busy = httpx.Response(503, headers={"Retry-After": header})
    await web_over(answering(busy, httpx.Response(200)), naps).get(URL, API)
    assert naps.seconds == [waited]


@pytest.mark.parametrize(
    ("header", "minutes"),
    [("61", 2), ("Mon, 05 Jan 2026 13:00:00 GMT", 60), ("9" * 400, 1440)],
)
async def test_a_long_retry_after_is_told_instead_of_waited_for(header, minutes):
    naps = Naps()
    web = web_over(answering(httpx.Response(429, headers={"Retry-After": header})), naps)
    with pytest.raises(TooBusy, match=f"Try again in {minutes} min"):
        await web.get(URL, API)
    assert naps.seconds == []


async def test_a_server_that_stays_busy_is_too_busy():
    with pytest.raises(TooBusy) as told:
        await web_over(answering(httpx.Response(429))).get(URL, API)
    assert told.value.status == 429


async def test_a_server_that_keeps_failing_has_the_last_word():
    web = web_over(answering(httpx.Response(503, content=b"why")))
    reply = await web.get(URL, API)
    assert (reply.status, reply.body) == (503, b"why")


@pytest.mark.parametrize("status", [200, 204, 206, 304, 400, 401, 403, 404, 409, 500])
async def test_other_answers_are_final(status):
    naps = Naps()
    assert (await web_over(answering(httpx.Response(status)), naps).get(URL, API)).status == status
    assert naps.seconds == []


async def test_only_media_asks_a_silent_server_again():
    naps = Naps()
    silent = httpx.ReadTimeout("silent")
    with pytest.raises(TimedOut, match="stopped answering"):
        await web_over(answering(silent), naps).get(URL, API)
    assert naps.seconds == []
    await web_over(answering(silent, httpx.Response(200)), naps).get(URL, SEGMENT)
    assert naps.seconds == [1.0]


@pytest.mark.parametrize(
    ("failure", "error", "words"),
    [
        (httpx.ConnectTimeout("slow"), TimedOut, "could not be reached in time"),
        (httpx.ProxyError("407 Proxy Authentication Required"), ProxySignIn, "asks for a password"),
        (httpx.ProxyError("502 Bad Gateway"), NoNetwork, "refused: 502"),
        (httpx.RemoteProtocolError("bad status line"), NotAnAnswer, "broke off or garbled"),
        (httpx.WriteError("gone"), NoNetwork, "was lost"),
    ],
)
async def test_failures_are_told_in_words(failure, error, words):
    with pytest.raises(error, match=words) as told:
        await web_over(answering(failure)).get(URL, API)
    assert "media.example.test" in told.value.sentence
    assert "proxy settings" in told.value.advice or not isinstance(failure, httpx.ProxyError)


async def test_our_own_mistakes_are_not_the_networks():
    with pytest.raises(httpx.LocalProtocolError):
        await web_over(answering(httpx.LocalProtocolError("illegal header"))).get(URL, API)


async def test_redirects_of_footage_are_followed_and_each_is_checked():
    hops = {
        "/a/1.ts": "/b/1.ts",
        "/b/1.ts": "//cdn.example.test/c.ts",
        "/c.ts": "https://cdn.example.test/d.ts",
    }

    def handler(request: httpx.Request) -> httpx.Response:
        target = hops.get(request.url.path)
        if target is None:
            return httpx.Response(200, content=b"end")
        return httpx.Response(302, headers={"Location": target})

    reply = await web_over(FakeTransport(handler)).get(URL, SEGMENT)
    assert (reply.url, reply.body) == ("https://cdn.example.test/d.ts", b"end")


async def test_circles_end():
    circle = httpx.Response(302, headers={"Location": URL})
    with pytest.raises(ServerFault, match="again and again"):
        await web_over(answering(circle)).get(URL, PLAYLIST)


@pytest.mark.parametrize(
    "target",
    [
        "http://cdn.example.test/1.ts",
        "file:///etc/passwd",
        "https://127.0.0.1/1.ts",
        "https://169.254.169.254/latest",
        "https://user:word@cdn.example.test/1.ts",
        "https://[broken/1.ts",
    ],
)
async def test_a_redirect_to_a_forbidden_place_is_refused(target):
    answer = httpx.Response(302, headers={"Location": target})
    with pytest.raises(AddressRefused):
        await web_over(answering(answer)).get(URL, SEGMENT)


async def test_the_api_is_never_redirected():
    answer = httpx.Response(302, headers={"Location": "https://elsewhere.example.test/"})
    assert (await web_over(answering(answer)).get(URL, API)).status == 302


async def test_a_redirect_without_a_place_is_handed_back():
    assert (await web_over(answering(httpx.Response(302))).get(URL, SEGMENT)).status == 302


async def test_headers_say_what_is_wanted():
    transport = answering(httpx.Response(200))
    web = web_over(transport)
    await web.get(URL, SEGMENT, byte_range=ByteRange(100, 50), headers={"X-Other": "1"})
    await web.get(URL, API)
    segment, api = (request.headers for request in transport.requests)
    assert segment["accept-encoding"] == "identity"
    assert segment["range"] == "bytes=100-149"
    assert segment["x-other"] == "1"
    assert segment["user-agent"].startswith("Reviewer/")
    assert api["accept-encoding"] == "gzip"
    assert "range" not in api


async def test_cookies_are_never_kept():
    transport = answering(httpx.Response(200, headers={"Set-Cookie": "id=1; Path=/"}))
    web = web_over(transport)
    await web.get(URL, SEGMENT)
    await web.get(URL, SEGMENT)
    assert [request.headers.get("cookie") for request in transport.requests] == [None, None]


class Marked(httpx.Auth):
    def __init__(self) -> None:
        self.signed = 0

    def auth_flow(self, request):
        self.signed += 1
        request.headers["Authorization"] = f"mark {self.signed}"
        yield request


async def test_every_try_is_signed_afresh():
    transport = answering(httpx.Response(503))
    await web_over(transport).get(URL, API, auth=Marked())
    signed = [request.headers["authorization"] for request in transport.requests]
    assert signed == ["mark 1", "mark 2", "mark 3"]


async def test_what_the_api_is_sent_stays_with_the_api():
    transport = answering(httpx.Response(200))
    web = web_over(transport)
    await web.get(f"{API_URL}/v1", API, auth=Marked())
    await web.get(URL, SEGMENT)
    assert "authorization" in transport.requests[0].headers
    assert "authorization" not in transport.requests[1].headers


@pytest.mark.parametrize(("policy", "most"), [(API, 2), (SEGMENT, 4)])
async def test_only_so_many_requests_are_in_flight(policy: Policy, most: int):
    running, highest = 0, 0
    full, release = asyncio.Event(), asyncio.Event()

    async def handler(_request: httpx.Request) -> httpx.Response:
        nonlocal running, highest
        running += 1
        highest = max(highest, running)
        if running == most:
            full.set()
        await release.wait()
        running -= 1
        return httpx.Response(200)

    web = web_over(FakeTransport(handler))
    requests = asyncio.gather(*(web.get(URL, policy) for _ in range(9)))
    await full.wait()
    release.set()
    assert len(await requests) == 9
    assert highest == most


async def test_cancelling_frees_the_place_at_once():
    asked = asyncio.Event()

    async def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/never":
            asked.set()
            await asyncio.Event().wait()
        return httpx.Response(200)

    web = web_over(FakeTransport(handler))
    stuck = [asyncio.create_task(web.get(f"{API_URL}/never", API)) for _ in range(2)]
    await asked.wait()
    for task in stuck:
        task.cancel()
    results = await asyncio.gather(*stuck, return_exceptions=True)
    assert all(isinstance(result, asyncio.CancelledError) for result in results)
    assert (await web.get(f"{API_URL}/now", API)).ok


class LoopClock:
    """A sleep that takes no time but moves the event loop's clock, and so its deadlines."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self._ahead_s, real = 0.0, loop.time
        loop.time = lambda: real() + self._ahead_s  # type: ignore[method-assign]

    async def sleep(self, seconds: float) -> None:
        self._ahead_s += seconds
        for _ in range(3):  # one turn to see that a deadline has passed, the others to act on it
            await asyncio.sleep(0)


async def test_the_total_holds_for_all_tries_together():
    clock = LoopClock()
    web = Web(API_URL, transport=answering(httpx.Response(502)), sleep=clock.sleep)
    with pytest.raises(TimedOut, match="took longer than 60 s"):
        await web.get(URL, replace(API, tries=20))


async def test_a_wait_that_the_server_asked_for_does_not_count():
    busy = httpx.Response(503, headers={"Retry-After": "60"})
    transport = answering(busy, busy, httpx.Response(200))
    web = Web(API_URL, transport=transport, sleep=LoopClock().sleep)
    assert (await web.get(URL, API)).ok


async def test_a_redirect_is_not_signed():
    transport = answering(httpx.Response(302, headers={"Location": "/b"}), httpx.Response(200))
    await web_over(transport).get(URL, SEGMENT, auth=Marked())
    assert ["authorization" in request.headers for request in transport.requests] == [True, False]


async def test_nothing_new_is_an_answer_without_a_body():
    same = httpx.Response(304, headers={"Content-Length": "10"})
    assert (await web_over(answering(same)).get(URL, PLAYLIST)).body == b""


async def test_closing_is_safe_at_any_time():
    web = web_over(answering(httpx.Response(200)))
    await web.aclose()
    await web.get(URL, API)
    await web.aclose()
    await web.aclose()


class Connected(httpx.AsyncBaseTransport):
    """Says which address it is connected to, as a real connection does."""

    def __init__(self, address: str) -> None:
        self._address = address

    def get_extra_info(self, _info: str) -> tuple[str, int]:
        return self._address, 443

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(
            200, stream=httpx.ByteStream(b"inside"), extensions={"network_stream": self}
        )


async def test_a_name_that_leads_into_a_private_network_is_not_read():
    with pytest.raises(AddressRefused, match="private network"):
        await Web(API_URL, transport=Connected("10.0.0.1")).get(URL, SEGMENT)
    assert (await Web(API_URL, transport=Connected("93.184.216.34")).get(URL, SEGMENT)).ok


async def test_a_length_that_is_not_kept_is_noticed():
    short = httpx.Response(200, content=b"abc", headers={"Content-Length": "10"})
    with pytest.raises(NotAnAnswer, match="broke off"):
        await web_over(answering(short)).get(URL, SEGMENT)


async def test_of_several_attempts_to_connect_the_reason_is_found():
    failure = httpx.ConnectError("all failed")
    refused = [ConnectionRefusedError("v6"), ConnectionRefusedError("v4")]
    failure.__cause__ = OSError("all failed")
    failure.__cause__.__cause__ = ExceptionGroup("attempts", refused)
    with pytest.raises(NoNetwork, match="refused the connection"):
        await web_over(answering(failure)).get(URL, API)
