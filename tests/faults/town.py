"""A ShotTracker and hosts of footage with names, with certificates, or behind a proxy."""

import os
import ssl
import sys
from asyncio import StreamWriter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from unittest.mock import patch

from tests.faults.origin import Origin
from tests.faults.roads import Proxy, open_proxy
from tests.net.certificates import Authority, server_side
from tests.net.faulty import Request, Script, garble, serving


class Way(Enum):
    """How its hosts are reached; the value is what their names end with."""

    PLAIN = "plain.localhost"
    SECURE = "localhost"
    """Over TLS, with certificates of an authority of our own."""
    PROXIED = "example.test"
    """Over TLS and through a proxy."""

    @property
    def is_open(self) -> bool:
        """An authority of our own is only trusted where OpenSSL keeps the list."""
        return self is Way.PLAIN or sys.platform == "linux"


@dataclass
class Door:
    """What becomes of those who come to a host."""

    script: Script
    garbles: bool = False

    async def enter(self, request: Request, writer: StreamWriter) -> None:
        begun = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbegun"
        await (garble(begun) if self.garbles else self.script)(request, writer)


@dataclass(frozen=True)
class Host:
    """One host of the town: its name, its port and what stands before it."""

    name: str
    port: int
    authority: Authority
    tls: ssl.SSLContext | None
    proxy: Proxy | None
    door: Door

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.name}:{self.port}"

    @contextmanager
    def garbling(self) -> Iterator[None]:
        """Within this its answers break off in the midst of what TLS makes of them."""
        self.door.garbles = True
        try:
            yield
        finally:
            self.door.garbles = False

    @contextmanager
    def showing(self, certificate: Path) -> Iterator[None]:
        """Within this the host shows another certificate than its own."""
        assert self.tls is not None
        self.tls.load_cert_chain(certificate)
        try:
            yield
        finally:
            self.tls.load_cert_chain(self.authority.certificate(self.name))


@dataclass(frozen=True)
class Town:
    """What can be struck, host by host; nothing strikes the other stream's."""

    origin: Origin
    api: Host
    footage: Host
    proxy: Proxy | None


@asynccontextmanager
async def open_town(footage: Path, way: Way, authority: Authority) -> AsyncIterator[Town]:
    """All of it at work."""
    origin = Origin(footage)
    async with AsyncExitStack() as stack:
        behind = way is Way.PROXIED
        proxy = await stack.enter_async_context(open_proxy()) if behind else None

        async def host(what: str, script: Script) -> Host:
            name = f"{what}.{way.value}"
            secure = way is not Way.PLAIN
            tls = server_side(authority.certificate(name)) if secure else None
            door = Door(script)
            served = await stack.enter_async_context(serving(door.enter, tls=tls))
            return Host(name, served.port, authority, tls, proxy, door)

        media, api = await host("footage", origin.media), await host("api", origin.api)
        origin.media_url = media.url
        origin.elsewhere_url = (await host("elsewhere", origin.media)).url
        stack.enter_context(_knowing(authority, proxy))
        yield Town(origin, api, media, proxy)


@contextmanager
def _knowing(authority: Authority, proxy: Proxy | None) -> Iterator[None]:
    """Within this the computer trusts the authority, and uses the proxy if there is one."""
    known = {"SSL_CERT_FILE": str(authority.root)}
    if proxy is not None:
        known["HTTPS_PROXY"] = proxy.url
    with patch.dict(os.environ, known):
        for name in ("SSL_CERT_DIR", "NO_PROXY", "no_proxy"):
            os.environ.pop(name, None)
        yield
