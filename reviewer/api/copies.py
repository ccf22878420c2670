"""What is remembered of ShotTracker on this machine, from start to start."""

import asyncio
import logging
from typing import Protocol

from reviewer.domain.game import EventId

_log = logging.getLogger(__name__)


class Copies(Protocol):
    """Where answers are kept: blobs under keys. `put` raises OSError."""

    def get(self, key: str) -> bytes | None: ...
    def put(self, key: str, data: bytes) -> object: ...


class FootageIds:
    """Under which of its two ids a game's footage was found; without `copies` for this run."""

    def __init__(self, copies: Copies | None = None) -> None:
        self._copies = copies
        self._known: dict[EventId, EventId] = {}

    async def get(self, event: EventId) -> EventId:
        """The id to try first."""
        if event not in self._known and self._copies is not None:
            kept = await asyncio.to_thread(self._copies.get, _key(event))
            if kept is not None:
                self._known[event] = EventId(kept.decode("utf-8", "replace"))
        return self._known.get(event, event)

    async def put(self, event: EventId, worked: EventId) -> None:
        """Remember which one worked."""
        self._known[event] = worked
        if self._copies is not None:
            try:
                await asyncio.to_thread(self._copies.put, _key(event), worked.encode())
            except OSError as error:
                _log.info("a game's second id could not be kept: %s", error.strerror)


def _key(event: EventId) -> str:
    return f"footage of {event}"
