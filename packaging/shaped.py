"""A web server behind a slow line, on loopback: `python shaped.py FOLDER` prints its port.

One token bucket for all connections gives the rate; every request and every new connection waits
a round trip first. HTTP/1.1, kept alive, with ranges.
"""

import asyncio
import re
import sys
import time
from pathlib import Path

RATE_BITS_S = 25_000_000
ROUND_TRIP_S = 0.040
_CHUNK = 16_384
_BURST_S = 0.010
"""What a late wake-up missed is made up for, up to this: else the line is slower than it says."""
_TYPES = {".m3u8": "application/vnd.apple.mpegurl", ".ts": "video/mp2t", ".m4s": "video/mp4"}


class Line:
    """The wire that all answers share."""

    def __init__(self) -> None:
        self._free_at = 0.0

    async def carry(self, size: int) -> None:
        """Wait until so many bytes have gone through."""
        begun = max(self._free_at, time.monotonic() - _BURST_S)
        self._free_at = begun + size * 8 / RATE_BITS_S
        await asyncio.sleep(max(0.0, self._free_at - time.monotonic()))


class Server:
    """Serves a folder's files over a `Line`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._line = Line()

    async def serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(ROUND_TRIP_S)
        try:
            while head := await _head(reader):
                await asyncio.sleep(ROUND_TRIP_S)
                await self._answer(head, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has seen enough: that is how players stop a download
        finally:
            writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        name = head.split(" ", 2)[1].lstrip("/").partition("?")[0]
        file = self._folder / name
        if not file.is_file():
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        data, status, extra = file.read_bytes(), "200 OK", ""
        asked = re.search(r"(?i)^range: *bytes=(\d+)-(\d*)", head, re.MULTILINE)
        if asked:
            first, last = int(asked[1]), int(asked[2] or len(data) - 1)
            status = "206 Partial Content"
            extra = f"Content-Range: bytes {first}-{last}/{len(data)}\r\n"
            data = data[first : last + 1]
        kind = _TYPES.get(file.suffix, "application/octet-stream")
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n"
            f"Accept-Ranges: bytes\r\n{extra}\r\n".encode()
        )
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK]
            await self._line.carry(len(chunk))
            writer.write(chunk)
            await writer.drain()


async def _head(reader: asyncio.StreamReader) -> str:
    try:
        return (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return ""


if __name__ == "__main__":
    asyncio.run(Server(Path(sys.argv[1])).serve())
