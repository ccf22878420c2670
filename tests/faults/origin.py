"""A ShotTracker and a host of footage on loopback, and what strikes where."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit

from tests.api import payloads
from tests.api.payloads import TIPOFF
from tests.api.service import EVENT, whole_game
from tests.hls import Packaging, make_hls
from tests.net.faulty import Faulty, Request, Script, answer, serving

VIDEOS = f"stats/games/{EVENT}/videos"
STREAM, OTHER = "game/index.m3u8", "other/index.m3u8"
CLIPS = {"first": (1, 3), "second": (6, 7), "third": (10, 11), "last": (14, 15), "long": (6, 15)}
"""Seconds of the stream; with lead and lag all but the long one lie in one segment of 4 s."""

ELSEWHERE = "elsewhere"
"""A clip of another stream, which nothing strikes."""

_LATER_S = 600


RATE = Fraction(10)
"""Pictures a second of both streams."""

PLAIN = Packaging(rate=RATE, frames=160, sound=False)
"""Four segments of 4 s, the frame number drawn in."""


def make_streams(folder: Path) -> Path:
    """Both streams."""
    for playlist in (STREAM, OTHER):
        make_hls(folder / Path(playlist).parent, PLAIN)
    return folder


def when_s(name: str) -> tuple[int, int]:
    """When a clip begins and ends, in seconds after tip-off."""
    after_s = _LATER_S if name == ELSEWHERE else 0
    start_s, end_s = CLIPS.get(name, CLIPS["second"])
    return after_s + start_s, after_s + end_s


@dataclass
class Origin:
    """Answers as it should, but for what is struck. `asked` is what was asked of the footage."""

    footage: Path
    faults: dict[str, Script] = field(default_factory=dict)
    """By path: of the API without `/v1/data/`, of footage below its folder."""
    asked: list[Request] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0
    media_url: str = ""
    elsewhere_url: str = ""
    """Where the other stream is."""
    signature: str = "one"
    more: dict[str, object] = field(default_factory=dict)
    """What every row of the clips' endpoint says besides."""
    answered: int = 0
    doomed: tuple[int, Script] | None = None
    """Which answer of all goes wrong, counted from 1, and how."""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @contextmanager
    def struck(self, faults: Mapping[str, Script]) -> Iterator[None]:
        """These paths answer so, for a while."""
        self.faults |= faults
        try:
            yield
        finally:
            for path in faults:
                del self.faults[path]

    async def api(self, request: Request, writer: asyncio.StreamWriter) -> None:
        path = urlsplit(request.target).path.removeprefix("/v1/data/")
        await self._answer(path, self._data(path))(request, writer)

    async def media(self, request: Request, writer: asyncio.StreamWriter) -> None:
        path = urlsplit(request.target).path.lstrip("/")
        file = self.footage / path
        self.asked.append(request)
        self._count(1)
        try:
            script = self._answer(path, file.read_bytes() if file.is_file() else None)
            await script(request, writer)
        finally:
            self._count(-1)

    def clips(self) -> Iterator[dict[str, object]]:
        """The rows of the clips' endpoint."""
        for name in CLIPS:
            yield self._clip(name, f"{self.media_url}/{STREAM}", TIPOFF) | self.more
        late = TIPOFF + 1000 * _LATER_S
        elsewhere = self._clip(ELSEWHERE, f"{self.elsewhere_url}/{OTHER}", late)
        yield elsewhere | {"period": "H2", "sessionId": payloads.H2}

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until this is so of what is under way."""
        while not holds():
            self._changed.clear()
            await self._changed.wait()

    def _count(self, change: int) -> None:
        self.under_way += change
        self.most_at_once = max(self.most_at_once, self.under_way)
        self._changed.set()

    def _answer(self, path: str, usual: bytes | None) -> Script:
        self.answered += 1
        if self.doomed is not None and self.doomed[0] == self.answered:
            return self.doomed[1]
        if path in self.faults:
            return self.faults[path]
        if usual is not None:
            return answer(usual)
        refused = payloads.application_error(404, "Game not found")
        return answer(refused, "Content-Type: application/json", status="404 Not Found")

    def _data(self, path: str) -> bytes | None:
        if path == VIDEOS:
            return payloads.videos(*self.clips())
        data = whole_game().get(path)
        return data if isinstance(data, bytes) else None

    def _clip(self, name: str, stream: str, zero_ms: int) -> dict[str, object]:
        start_ms, end_ms = (TIPOFF + 1000 * second for second in when_s(name))
        return payloads.video(start_ms) | {
            "eventEndTimestamp": end_ms,
            "endGameClockMs": 1_200_000 - (end_ms - TIPOFF),
            "hlsVideoStartTimestamp": zero_ms,
            "hlsStartOffset": (start_ms - zero_ms) / 1000,
            "hlsVideoDelayMs": 0,
            "hlsDuration": (end_ms - start_ms) / 1000,
            "hlsFile": f"{stream}?Signature={self.signature}",
        }


@asynccontextmanager
async def open_origin(footage: Path) -> AsyncIterator[tuple[Origin, Faulty]]:
    """The origin at work, and where its API is."""
    origin = Origin(footage)
    async with serving(origin.media) as media, serving(origin.api) as api:
        origin.media_url = origin.elsewhere_url = media.url
        yield origin, api
