"""The one door to the network: every request of the program goes through `Web.get`."""

import asyncio
import logging
import math
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from random import SystemRandom
from typing import NamedTuple
from urllib.request import (  # type: ignore[attr-defined]  # typeshed lacks the second
    getproxies,
    proxy_bypass_environment,
)

import anyio.lowlevel
import httpx
import truststore

from reviewer import __version__
from reviewer.domain.errors import NoNetwork, ServerFault, TimedOut, TooBusy
from reviewer.net.body import OnChunk, read_body
from reviewer.net.dates import epoch_s
from reviewer.net.failures import FAILURES, PROXY_REMEDY, translated, worth_another_try
from reviewer.net.policy import Lane, Policy
from reviewer.net.redact import redact_url
from reviewer.net.urls import UrlRules, resolve

_log = logging.getLogger(__name__)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 502, 503, 504})
_LONGEST_BACKOFF_S = 8.0
_LONGEST_RETRY_AFTER_S = 60.0
_DAY_S = 86_400.0
_RANDOM = SystemRandom()
_HERE = ("all://localhost", "all://127.0.0.1", "all://[::1]")
"""This computer is asked directly, whatever proxy there is."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's whole answer, whatever its status. `url` is the address that gave it."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


class ByteRange(NamedTuple):
    """A piece of a file. A server that ignores it answers 200 instead of 206."""

    offset: int
    length: int

    @property
    def header(self) -> str:
        return f"bytes={self.offset}-{self.offset + self.length - 1}"


@dataclass(frozen=True, slots=True)
class _Errand:
    url: str
    policy: Policy
    auth: httpx.Auth | None
    headers: Mapping[str, str]
    on_chunk: OnChunk | None


class Web:
    """Asks servers under a policy. Build one, share it, close it.

    `api_url` decides which hosts near this computer may be asked (AddressRefused where it is no
    address). `transport`, `sleep`, `now` (epoch s) and `jitter` (0 to 1) are edges for tests.
    """

    def __init__(
        self,
        api_url: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], float] = time.time,
        jitter: Callable[[], float] = _RANDOM.random,
    ) -> None:
        self._rules = UrlRules(api_url)
        self._transport = transport
        self._sleep = sleep
        self._now = now
        self._jitter = jitter
        self._proxies = getproxies() if transport is None else {}
        self._slots = {lane: asyncio.Semaphore(lane.value) for lane in Lane}
        self._clients: dict[Lane, httpx.AsyncClient] = {}

    async def aclose(self) -> None:
        """Drop all connections."""
        while self._clients:
            _, client = self._clients.popitem()
            await client.aclose()

    async def get(
        self,
        url: str,
        policy: Policy,
        *,
        auth: httpx.Auth | None = None,
        headers: Mapping[str, str] | None = None,
        byte_range: ByteRange | None = None,
        on_chunk: OnChunk | None = None,
    ) -> Reply:
        """The answer to a GET, whatever its status, tried as often as `policy` says.

        Raises AddressRefused, NoNetwork, TimedOut, TooBusy, ServerFault (redirected in circles) or
        NotAnAnswer (too large, cut short). Cancelling the task ends the request at once.
        """
        sent = {"Accept-Encoding": "gzip" if policy.compressed else "identity", **(headers or {})}
        if byte_range is not None:
            sent["Range"] = byte_range.header
        errand = _Errand(url, policy, auth, sent, on_chunk)
        async with self._slots[policy.lane]:
            try:
                async with asyncio.timeout(policy.total_s) as limit:
                    return await self._persist(errand, limit)
            except TimeoutError as late:
                place = self._place(url)
                raise TimedOut(
                    f"{place} took longer than {policy.total_s:g} s to answer."
                ) from late

    async def _persist(self, errand: _Errand, limit: asyncio.Timeout) -> Reply:
        tried = 0
        while True:
            tried += 1
            last = tried >= errand.policy.tries
            try:
                reply = await self._follow(errand)
            except FAILURES as failure:
                if last or not worth_another_try(failure, errand.policy):
                    raise translated(failure, self._place(errand.url)) from failure
                _log.debug("%s: %s", redact_url(errand.url), type(failure).__name__)
                await self._sleep(self._backoff_s(tried))
                continue
            if reply.status not in _BUSY:
                return reply
            wait_s = _retry_after_s(reply, self._now())
            self._give_up_if_too_busy(reply, wait_s, last=last)
            if last:
                return reply
            await self._wait(wait_s, tried, limit)

    async def _wait(self, wait_s: float | None, tried: int, limit: asyncio.Timeout) -> None:
        """Back off, or as long as the server asked for, which is not held against it."""
        deadline = limit.when()
        if wait_s is not None and deadline is not None:
            limit.reschedule(deadline + wait_s)
        await self._sleep(self._backoff_s(tried) if wait_s is None else wait_s)

    def _give_up_if_too_busy(self, reply: Reply, wait_s: float | None, *, last: bool) -> None:
        place = self._place(reply.url)
        if wait_s is not None and wait_s > _LONGEST_RETRY_AFTER_S:
            raise TooBusy(
                f"{place} is busy.",
                remedy=f"Try again in {math.ceil(min(wait_s, _DAY_S) / 60)} min.",
                status=reply.status,
            )
        if last and reply.status == httpx.codes.TOO_MANY_REQUESTS:
            raise TooBusy(f"{place} is busy.", status=reply.status)

    def _backoff_s(self, tried: int) -> float:
        return min(_LONGEST_BACKOFF_S, 2.0 ** (tried - 1) * (0.5 + self._jitter()))

    async def _follow(self, errand: _Errand) -> Reply:
        for _ in range(errand.policy.redirects + 1):
            reply = await self._exchange(errand)
            target = reply.headers.get("location")
            if reply.status not in _REDIRECTS or not target or not errand.policy.redirects:
                return reply
            errand = replace(errand, url=resolve(errand.url, target), auth=None)
        raise ServerFault(f"{self._place(errand.url)} only points somewhere else, again and again.")

    async def _exchange(self, errand: _Errand) -> Reply:
        policy = errand.policy
        self._rules.check(errand.url)
        client = self._client(policy.lane)
        timeout = httpx.Timeout(policy.first_byte_s, connect=policy.connect_s, pool=None)
        request = client.build_request("GET", errand.url, headers=errand.headers, timeout=timeout)
        response = await client.send(request, stream=True, auth=errand.auth)
        try:
            self._check_connected(errand.url, response)
            body = await read_body(response, policy, errand.on_chunk)
        finally:
            await response.aclose()
        _log.debug("%s: %d, %d bytes", redact_url(errand.url), response.status_code, len(body))
        return Reply(response.status_code, response.headers, body, errand.url)

    def _check_connected(self, url: str, response: httpx.Response) -> None:
        """Before a byte of the body is read; behind a proxy only the proxy's address is known."""
        stream = response.extensions.get("network_stream")
        address = stream.get_extra_info("server_addr") if stream is not None else None
        if address and not self._proxied(url):
            self._rules.check_address(url, str(address[0]))

    def _place(self, url: str) -> str:
        host = httpx.URL(url).host
        return f"{host} (through the proxy)" if self._proxied(url) else host

    def _proxied(self, url: str) -> bool:
        parsed = httpx.URL(url)
        if self._rules.is_here(url) or proxy_bypass_environment(parsed.host, self._proxies):
            return False
        return not self._proxies.keys().isdisjoint({parsed.scheme, "all"})

    def _client(self, lane: Lane) -> httpx.AsyncClient:
        """One client per lane, so that what the API is sent never reaches the footage's host."""
        if lane not in self._clients:
            try:
                self._clients[lane] = _new_client(lane, self._transport)
            except (ImportError, ValueError, httpx.InvalidURL) as unusable:
                why = "The proxy set up on this computer cannot be used."
                raise NoNetwork(why, remedy=PROXY_REMEDY) from unusable
        return self._clients[lane]


def load_ahead() -> None:
    """Load what httpx and anyio load at a first request, which would wait for that. Blocking."""
    httpx.AsyncHTTPTransport(verify=False)
    asyncio.run(anyio.lowlevel.checkpoint())


def _new_client(lane: Lane, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        transport=transport,
        mounts=dict.fromkeys(_HERE),
        limits=httpx.Limits(max_connections=lane.value),
        headers={"User-Agent": f"Reviewer/{__version__}"},
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
    )


def _retry_after_s(reply: Reply, now: float) -> float | None:
    """How long the server wants to be left alone: seconds or a date; None where not said."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    date_s = epoch_s(text)
    return None if date_s is None else max(0.0, date_s - now)
