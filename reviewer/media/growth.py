"""The segments of one window on their way here, and windows of what there is of them so far."""

import asyncio
from collections.abc import AsyncGenerator

from reviewer.domain.errors import (
    NoNetwork,
    ReviewerError,
    ServiceError,
    TimedOut,
)
from reviewer.domain.media import MediaWindow
from reviewer.media.arrival import Arrival, beside
from reviewer.media.fetch import OnProgress
from reviewer.media.piece import Piece
from reviewer.media.stream import StreamReader, is_expiry
from reviewer.media.timebase import Stream
from reviewer.media.window_files import WindowFiles

_AHEAD_US = 300_000
"""The first window has about as much to play; the rest comes meanwhile."""

_WORTHWHILE, _MORE = 0.9, 0.2
"""Shares of a segment: from the first on it is waited for; every so much more is worth a window."""

_NEARLY = 0.85
"""Once so much of a segment is here the next is asked for, so that the line is never idle."""


class Growth:
    """Fetches a row of segments, each as the one before it is nearly here."""

    def __init__(
        self,
        reader: StreamReader,
        files: WindowFiles,
        stream: Stream,
        indexes: range,
        on_progress: OnProgress | None,
    ) -> None:
        self._reader = reader
        self._files = files
        self._stream = stream
        self._indexes = indexes
        self._on_progress = on_progress
        self._arrivals = [Arrival() for _ in indexes]
        self._pieces: dict[int, Piece] = {}
        self._failures: dict[int, ReviewerError] = {}
        self._fatal: ReviewerError | None = None
        self._awaited = False

    async def windows(self, show_us: int | None) -> AsyncGenerator[MediaWindow, None]:
        """The window of all segments at last, a lost one being a gap.

        Where somebody waits for the picture at `show_us`, windows of a part of the first segment,
        of the first, of twice as many and so on come before it. Raises what went wrong where all
        segments are lost, or the network is, or two in a row do not come in time.
        """
        self._awaited = show_us is not None
        async with beside(self._fetch_all(), "segments") as fetching:
            if show_us is not None:
                async for window in self._early(show_us):
                    yield window
            await fetching
        if len(self._failures) == len(self._indexes):
            raise next(iter(self._failures.values()))
        pieces = [self._pieces[position] for position in range(len(self._indexes))]
        expired = any(map(is_expiry, self._failures.values()))
        yield await self._files.make(self._stream, self._indexes, pieces, expired=expired)

    async def _fetch_all(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for position in range(len(self._indexes)):
                    group.create_task(self._fetch(position), name=f"segment {position}")
        except* ServiceError:
            pass  # told below, by itself
        if self._fatal is not None:
            raise self._fatal

    async def _fetch(self, position: int) -> None:
        index, arrival = self._indexes[position], self._arrivals[position]
        try:
            if position:
                all_of_it = self._awaited and position == 1  # it has the line for itself
                await self._arrivals[position - 1].reaches(1.0 if all_of_it else _NEARLY)
            piece = self._reader.piece(self._stream, index, self._share(position), arrival)
            self._pieces[position] = await piece
        except ReviewerError as error:
            self._failures[position] = error
            if isinstance(error, NoNetwork) or self._is_silent(position):
                self._fatal = self._fatal or error
                raise
            self._pieces[position] = self._reader.lost_piece(self._stream, index)
        finally:
            arrival.end()

    def _is_silent(self, position: int) -> bool:
        """Whether this segment and the one before it were waited for in vain."""
        last_two = (self._failures.get(each) for each in (position - 1, position))
        return all(isinstance(error, TimedOut) for error in last_two)

    async def _early(self, show_us: int) -> AsyncGenerator[MediaWindow, None]:
        async for window in self._of_a_part(show_us):
            yield window
        count = 1
        while count < len(self._indexes):
            for arrival in self._arrivals[:count]:
                await arrival.ended()
            here = [self._pieces[each] for each in range(count) if each in self._pieces]
            if len(here) == count and len(self._failures) < count:
                longer = await self._files.make_early(self._stream, here)
                if longer is not None:
                    yield longer
            count *= 2

    async def _of_a_part(self, show_us: int) -> AsyncGenerator[MediaWindow, None]:
        """Windows of what has arrived of the first segment, once that has the picture wanted."""
        index, arrival = self._indexes[0], self._arrivals[0]
        segment = self._stream.playlist.segments[index]
        share = (show_us + _AHEAD_US - segment.start_us) / segment.duration_us
        while share < _WORTHWHILE and await arrival.reaches(share):
            piece = await self._reader.part(self._stream, index, arrival)
            if piece is not None:
                window = await self._files.make_early(self._stream, [piece])
                if window is not None and window.end > show_us + _AHEAD_US // 2:
                    yield window
            share = max(share, len(arrival.data) / (arrival.total or 1)) + _MORE

    def _share(self, position: int) -> OnProgress | None:
        """The progress of one segment as that of all."""
        told, count = self._on_progress, len(self._indexes)
        if told is None:
            return None
        return lambda fraction: told((position + fraction) / count)
