"""`Web.get` against a real server on loopback that stalls, drips, lies and hangs up."""

import asyncio
import gzip
import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.errors import NoNetwork, NotAnAnswer, ProxySignIn, ReviewerError, TimedOut
from reviewer.net.policy import API, KEY, PLAYLIST, SEGMENT, Policy
from reviewer.net.web import ByteRange, Reply, Web
from tests.net.faulty import Faulty, Script, answer, drip, hang, raw, reset, serving
from tests.net.transport import Naps

ONCE = replace(SEGMENT, tries=1)
HASTY = replace(ONCE, first_byte_s=0.05, stall_s=0.05)
OK = b"HTTP/1.1 200 OK\r\n"
TEN = OK + b"Content-Length: 10\r\n\r\n"


async def ask(faulty: Faulty, policy: Policy = SEGMENT) -> Reply:
    web = Web(faulty.url, sleep=Naps())
    try:
        return await web.get(f"{faulty.url}/a.ts?sig=1", policy)
    finally:
        await web.aclose()


@pytest.mark.parametrize(
    ("script", "policy", "error"),
    [
        pytest.param(hang(), HASTY, TimedOut, id="says nothing"),
        pytest.param(hang(OK + b"X-Half: "), HASTY, TimedOut, id="stops in the head"),
        pytest.param(hang(TEN), HASTY, TimedOut, id="stops before the body"),
        pytest.param(hang(TEN + b"12345"), HASTY, TimedOut, id="stops in the body"),
        pytest.param(
            drip(OK + b"X-Long: ", b"x", 0.005),
            replace(ONCE, total_s=0.1),
            TimedOut,
            id="drips head",
        ),
        pytest.param(
            drip(OK + b"\r\n", b"x", 0.005), replace(ONCE, total_s=0.1), TimedOut, id="drips body"
        ),
        pytest.param(reset(), ONCE, ReviewerError, id="resets at once"),
        pytest.param(reset(TEN + b"12345"), ONCE, ReviewerError, id="resets in the body"),
        pytest.param(raw(b""), ONCE, NotAnAnswer, id="hangs up"),
        pytest.param(raw(TEN + b"12345"), ONCE, NotAnAnswer, id="shorter than promised"),
        pytest.param(raw(b"SSH-2.0-OpenSSH\r\n\r\n"), ONCE, NotAnAnswer, id="another protocol"),
        pytest.param(
            raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc"),
            ONCE,
            NotAnAnswer,
            id="half chunk",
        ),
        pytest.param(
            answer(b"x" * 17), replace(KEY, tries=1), NotAnAnswer, id="too long, and says so"
        ),
        pytest.param(
            raw(OK + b"\r\n" + b"x" * 1000),
            replace(ONCE, max_bytes=999),
            NotAnAnswer,
            id="too long",
        ),
        pytest.param(
            answer(b"?", "Content-Encoding: br"), ONCE, NotAnAnswer, id="an encoding not asked for"
        ),
        pytest.param(
            answer(b"no gzip", "Content-Encoding: gzip"), API, NotAnAnswer, id="not what it says"
        ),
        pytest.param(
            answer(gzip.compress(bytes(90))[:-9], "Content-Encoding: gzip"),
            API,
            NotAnAnswer,
            id="half a gzip",
        ),
    ],
)
async def test_a_fault_has_a_name(script: Script, policy: Policy, error: type[ReviewerError]):
    async with serving(script) as faulty:
        with pytest.raises(error) as told:
            await ask(faulty, policy)
    assert "127.0.0.1" in told.value.sentence
    assert "sig=1" not in str(told.value)


async def test_a_gzip_bomb_is_not_unpacked():
    bomb = gzip.compress(bytes(20_000_000))
    longest = 0

    def note(chunk: bytes, _total: int | None) -> None:
        nonlocal longest
        longest = max(longest, len(chunk))

    async with serving(answer(bomb, "Content-Encoding: gzip")) as faulty:
        web = Web(faulty.url, sleep=Naps())
        with pytest.raises(NotAnAnswer, match="more than 1 MB"):
            await web.get(faulty.url, replace(API, max_bytes=1_000_000), on_chunk=note)
        await web.aclose()
    assert longest <= 1_000_000


async def test_a_large_answer_is_unpacked_a_little_at_a_time():
    body, turns = bytes(range(250)) * 20_000, 0
    other = asyncio.Event()

    def note(_chunk: bytes, _total: int | None) -> None:
        nonlocal turns
        turns += other.is_set()
        other.clear()
        asyncio.get_running_loop().call_soon(other.set)

    async with serving(answer(gzip.compress(body), "Content-Encoding: gzip")) as faulty:
        web = Web(faulty.url)
        assert (await web.get(faulty.url, API, on_chunk=note)).body == body
        await web.aclose()
    assert turns >= len(body) // 500_000


@pytest.mark.parametrize(
    "script",
    [
        answer(b"0123456789"),
        raw(b"HTTP/1.0 200 OK\r\n\r\n0123456789"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n"),
        answer(gzip.compress(b"0123456789"), "Content-Encoding: gzip"),
        answer(b"0123456789", "Content-Encoding: identity"),
    ],
    ids=["plain", "until the end", "chunked", "gzip", "identity"],
)
async def test_good_answers_come_whole(script: Script):
    async with serving(script) as faulty:
        assert (await ask(faulty, API)).body == b"0123456789"


async def test_a_second_try_may_help():
    async with serving(reset(TEN + b"012"), hang(TEN), answer(b"0123456789")) as faulty:
        reply = await ask(faulty, replace(SEGMENT, stall_s=0.05))
    assert reply.body == b"0123456789"
    assert [request.target for request in faulty.requests] == ["/a.ts?sig=1"] * 3


async def test_progress_is_told_and_starts_over_with_each_try():
    heard: list[tuple[bytes, int | None]] = []
    async with serving(raw(TEN + b"01234"), answer(b"0123456789")) as faulty:
        web = Web(faulty.url, sleep=Naps())
        await web.get(faulty.url, SEGMENT, on_chunk=lambda *told: heard.append(told))
        await web.aclose()
    starts = [place for place, (chunk, _total) in enumerate(heard) if not chunk]
    assert starts[0] == 0
    assert len(starts) == 2
    assert b"".join(chunk for chunk, _total in heard[: starts[1]]) == b"01234"
    assert b"".join(chunk for chunk, _total in heard[starts[1] :]) == b"0123456789"
    assert {total for _chunk, total in heard} == {10}


async def test_of_a_refusal_only_the_beginning_is_read_and_nothing_told():
    heard: list[bytes] = []
    page = answer(b"x" * 1_000_000, status="403 Forbidden")
    async with serving(page) as faulty:
        web = Web(faulty.url, sleep=Naps())
        reply = await web.get(faulty.url, KEY, on_chunk=lambda chunk, _total: heard.append(chunk))
        await web.aclose()
    assert reply.status == 403
    assert len(reply.body) == 64_000
    assert heard == []


async def test_a_piece_of_a_file_is_asked_for():
    async with serving(answer(b"56", status="206 Partial Content")) as faulty:
        web = Web(faulty.url)
        reply = await web.get(faulty.url, SEGMENT, byte_range=ByteRange(5, 2))
        await web.aclose()
    assert reply.status == 206
    assert faulty.requests[0].headers["range"] == "bytes=5-6"


async def test_cancelling_hangs_up():
    arrived, left = asyncio.Event(), asyncio.Event()

    async def until_left(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        arrived.set()
        await reader.read()
        left.set()
        writer.close()

    server = await asyncio.start_server(until_left, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    web = Web(url)
    task = asyncio.create_task(web.get(url, SEGMENT))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(5):
        await left.wait()
    await web.aclose()
    server.close()


async def test_a_closed_port_refuses():
    async with serving(answer()) as faulty:
        pass
    with pytest.raises(NoNetwork, match="refused the connection"):
        await ask(faulty, ONCE)


async def test_an_untrusted_certificate_is_not_accepted_nor_asked_twice():
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    naps = Naps()
    async with serving(answer(), tls=tls) as faulty:
        web = Web(faulty.url, sleep=naps)
        with pytest.raises(NoNetwork, match=r"certificate of 127\.0\.0\.1 is not trusted"):
            await web.get(faulty.url, PLAYLIST)
        await web.aclose()
    assert naps.seconds == []
    assert faulty.requests == []


async def test_plain_http_where_tls_was_promised():
    def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    web = Web(url, sleep=Naps())
    with pytest.raises(NoNetwork, match="No secure connection"):
        await web.get(url, ONCE)
    await web.aclose()
    server.close()


async def test_a_proxy_that_refuses_is_named(monkeypatch):
    async with serving(answer(status="407 Proxy Authentication Required")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        web = Web("https://api.example.test", sleep=Naps())
        with pytest.raises(
            ProxySignIn,
            match=r"api\.example\.test \(through the proxy\) is not reached",
        ) as told:
            await web.get("https://api.example.test/v1", API)
        await web.aclose()
    assert "proxy settings" in told.value.advice
    assert [request.method for request in proxy.requests] == ["CONNECT"]


async def test_a_host_that_is_asked_around_the_proxy_is_not_named_with_it(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "elsewhere.test, api.invalid")
    web = Web("https://api.invalid", sleep=Naps())
    with pytest.raises(NoNetwork, match=r"^api\.invalid could not be found"):
        await web.get("https://api.invalid/v1", API)
    await web.aclose()


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "nonsense://x"])
async def test_a_proxy_that_cannot_be_used_is_said(monkeypatch, proxy):
    monkeypatch.setenv("ALL_PROXY", proxy)
    web = Web("https://api.example.test", sleep=Naps())
    with pytest.raises(NoNetwork, match="proxy set up on this computer"):
        await web.get("https://api.example.test/v1", API)
    await web.aclose()


async def test_this_computer_is_asked_without_a_proxy(monkeypatch):
    async with serving(answer(b"here")) as faulty:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
        assert (await ask(faulty)).body == b"here"


async def test_a_name_that_does_not_exist():
    web = Web("https://api.invalid", sleep=Naps())
    with pytest.raises(NoNetwork, match=r"api\.invalid could not be found"):
        await web.get("https://api.invalid/v1", API)
    await web.aclose()
