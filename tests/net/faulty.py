"""A server on loopback that misbehaves as a script tells it to."""

import asyncio
import os
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived: `GET`, a path with its query, header names in lower case."""

    method: str
    target: str
    headers: dict[str, str]


Script = Callable[[Request, asyncio.StreamWriter], Coroutine[None, None, None]]
"""Writes an answer, or what stands for one. The connection is closed when it returns."""

Converse = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]


@dataclass(slots=True)
class Faulty:
    """Where the server is, and what it was asked."""

    url: str = ""
    port: int = 0
    requests: list[Request] = field(default_factory=list)


@asynccontextmanager
async def serving(*scripts: Script, tls: ssl.SSLContext | None = None) -> AsyncIterator[Faulty]:
    """A server that follows one script after the other, the last one for all that remains."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = _parse(await reader.readuntil(b"\r\n\r\n"))
        faulty.requests.append(request)
        script = scripts[min(len(faulty.requests), len(scripts)) - 1]
        await _while_connected(script(request, writer), reader)
        await writer.drain()

    faulty = Faulty()
    async with listening(converse, tls) as faulty.port:
        faulty.url = f"{'https' if tls else 'http'}://127.0.0.1:{faulty.port}"
        yield faulty


@asynccontextmanager
async def listening(converse: Converse, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server that converses so with everybody; the port where it is found."""
    tasks: set[asyncio.Task[None]] = set()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await converse(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client is as free to leave as the server is
        finally:
            writer.close()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(meet(reader, writer)))

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _while_connected(
    answering: Coroutine[None, None, None], reader: asyncio.StreamReader
) -> None:
    """Go on answering until the client has hung up."""
    script, leaving = asyncio.create_task(answering), asyncio.create_task(reader.read())
    try:
        await asyncio.wait({script, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if script.done():
            script.result()
    finally:
        script.cancel()
        leaving.cancel()
        await asyncio.gather(script, leaving, return_exceptions=True)


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> Script:
    """A whole, well-formed answer."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return raw("\r\n".join(head).encode() + b"\r\n\r\n" + body)


def raw(text: bytes) -> Script:
    """Exactly these bytes, then the end of the connection."""

    async def script(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(text)

    return script


def hang(text: bytes = b"") -> Script:
    """These bytes, then nothing, until the client hangs up."""

    async def script(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()
        await asyncio.Event().wait()

    return script


def drip(head: bytes, byte: bytes, pause_s: float) -> Script:
    """A head, then one byte after the other for ever, each after a pause."""

    async def script(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(byte)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return script


def reset(text: bytes = b"") -> Script:
    """These bytes, then a reset connection."""

    async def script(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()
        no_linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_linger)
        writer.transport.abort()

    return script


def garble(text: bytes = b"") -> Script:
    """These bytes over TLS, then some past it."""

    async def script(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()
        with socket.socket(fileno=os.dup(writer.get_extra_info("socket").fileno())) as beneath:
            beneath.send(b"this is no record of TLS")

    return script


def in_turn(*scripts: Script) -> Script:
    """One after the other, the last one for all that remains."""
    left = list(scripts)

    async def script(request: Request, writer: asyncio.StreamWriter) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(request, writer)

    return script


def _parse(head: bytes) -> Request:
    first, *lines = head.decode("latin-1").rstrip().split("\r\n")
    method, target, _version = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    return Request(method, target, {name.lower(): value.strip() for name, _, value in pairs})
