"""Reads a response piece by piece: never too much, never too slowly, never half of it."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable

import httpx

from reviewer.domain.errors import NotAnAnswer
from reviewer.net.policy import Policy

OnChunk = Callable[[bytes, int | None], None]
"""Gets each piece of a good answer as it arrives, and the length of the whole where it is told.

An empty piece says that the body begins, and begins again after a failed try.
"""

_ERROR_BYTES = 64_000
"""As much of a refusal as is read; more than any message needs."""

_AT_ONCE = 500_000
"""Bytes that are inflated before the window has its turn again."""

_GZIP = 31
_BODILESS = frozenset({204, 304})
"""Their Content-Length speaks of a body that does not come."""


async def read_body(response: httpx.Response, policy: Policy, on_chunk: OnChunk | None) -> bytes:
    """The decompressed body. A refusal's body is cut, an answer over the limit is an error."""
    good = response.is_success
    room = policy.max_bytes if good else _ERROR_BYTES
    expected = _content_length(response)
    if good and not _encoding(response) and expected is not None and expected > room:
        raise _too_large(response, policy)
    report = on_chunk if good and on_chunk is not None else _unheard
    total = None if _encoding(response) else expected
    body = bytearray()
    report(b"", total)
    async for piece in _decoded(response, policy.stall_s, room + 1):
        body += piece
        if len(body) > room and good:
            raise _too_large(response, policy)
        if len(body) > room:
            break
        report(piece, total)
    return bytes(body[:room])


async def _decoded(response: httpx.Response, stall_s: float, room: int) -> AsyncIterator[bytes]:
    """Pieces of the body, inflated; at most `room` bytes come out of any one of them."""
    inflate = _inflater(response)
    received = 0
    pieces = response.aiter_raw()
    while (raw := await _next(pieces, stall_s)) is not None:
        received += len(raw)
        if inflate is None:
            yield raw
            continue
        async for piece in _inflating(inflate, raw, min(room, _AT_ONCE)):
            yield piece
    if received != (_content_length(response) or received):
        raise httpx.RemoteProtocolError("the body is not as long as was said")
    if inflate is not None and received and not inflate.eof:
        raise httpx.RemoteProtocolError("the compressed body ends early")


async def _next(pieces: AsyncIterator[bytes], stall_s: float) -> bytes | None:
    try:
        async with asyncio.timeout(stall_s):
            return await anext(pieces, None)
    except TimeoutError as stalled:
        raise httpx.ReadTimeout(f"silent for {stall_s:g} s") from stalled


def _inflater(response: httpx.Response) -> "zlib._Decompress | None":
    encoding = _encoding(response)
    if encoding not in ("", "gzip"):
        raise httpx.DecodingError(f"Content-Encoding {encoding}")
    return zlib.decompressobj(_GZIP) if encoding else None


async def _inflating(inflate: "zlib._Decompress", raw: bytes, most: int) -> AsyncIterator[bytes]:
    """A little at each step, so that others can do something in between."""
    piece = _inflated(inflate, raw, most)
    while len(piece) == most:
        yield piece
        await asyncio.sleep(0)
        piece = _inflated(inflate, inflate.unconsumed_tail, most)
    yield piece


def _inflated(inflate: "zlib._Decompress", raw: bytes, room: int) -> bytes:
    try:
        return inflate.decompress(raw, room)
    except zlib.error as broken:
        raise httpx.DecodingError(str(broken)) from broken


def _unheard(_piece: bytes, _total: int | None) -> None:
    """Stands in where nobody listens."""


def _encoding(response: httpx.Response) -> str:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    return "" if encoding == "identity" else encoding


def _content_length(response: httpx.Response) -> int | None:
    if response.status_code in _BODILESS:
        return None
    text = response.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdigit() else None


def _too_large(response: httpx.Response, policy: Policy) -> NotAnAnswer:
    limit = f"{policy.max_bytes / 1e6:g} MB" if policy.max_bytes >= 1e6 else "its size"
    return NotAnAnswer(
        f"{response.url.host} sent more than {limit}, which cannot be right.",
        remedy="Try again; if it stays, tell ShotTracker.",
    )
