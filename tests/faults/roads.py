"""The ways to a host: the loop on which one can go astray, and the proxy that may stand in them."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from tests.net.faulty import listening
from tests.virtual import VirtualLoop

_HERE = "127.0.0.1"


class Stage(Enum):
    """How far one gets on the way to a host."""

    FINDING = auto()
    """Its name becomes an address."""
    CONNECTING = auto()


class RoadLoop(VirtualLoop):
    """Finds all names below `localhost` here, and goes astray where a port is struck."""

    def __init__(self) -> None:
        self._struck: dict[tuple[Stage, int], OSError | None] = {}
        super().__init__()

    @contextmanager
    def astray(self, stage: Stage, port: int, error: OSError | None) -> Iterator[None]:
        """Within this one gets no further than `stage`; without an error nothing ever happens."""
        self._struck[stage, port] = error
        try:
            yield
        finally:
            del self._struck[stage, port]

    async def getaddrinfo(self, host: Any, port: Any, **more: Any) -> Any:
        await self._go(Stage.FINDING, port)
        name = host.decode() if isinstance(host, bytes) else host
        found = _HERE if name.endswith(".localhost") else name
        return await super().getaddrinfo(found, port, **more)

    async def sock_connect(self, sock: Any, address: Any) -> None:
        await self._go(Stage.CONNECTING, address[1])
        await super().sock_connect(sock, address)

    async def _go(self, stage: Stage, port: int) -> None:
        if (stage, port) not in self._struck:
            return
        error = self._struck[stage, port]
        if error is not None:
            raise error
        await asyncio.Event().wait()


@dataclass
class Proxy:
    """Leads to this computer whatever host is asked for, but not to the ports that are `shut`."""

    url: str = ""
    shut: dict[int, str] = field(default_factory=dict)
    """By port, the status that it refuses with."""

    @contextmanager
    def shutting(self, port: int, status: str) -> Iterator[None]:
        """Within this the port is shut."""
        self.shut[port] = status
        try:
            yield
        finally:
            del self.shut[port]

    async def lead(self, reader: StreamReader, writer: StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        port = int(head.split()[1].rpartition(b":")[2])
        status = self.shut.get(port, "200 OK")
        writer.write(f"HTTP/1.1 {status}\r\n\r\n".encode())
        if port in self.shut:
            return
        back, there = await asyncio.open_connection(_HERE, port)
        try:
            await asyncio.gather(_pass_on(reader, there), _pass_on(back, writer))
        finally:
            there.close()


@asynccontextmanager
async def open_proxy() -> AsyncIterator[Proxy]:
    """A proxy at work."""
    proxy = Proxy()
    async with listening(proxy.lead) as port:
        proxy.url = f"http://{_HERE}:{port}"
        yield proxy


async def _pass_on(reader: StreamReader, writer: StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
