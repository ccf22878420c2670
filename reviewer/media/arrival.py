"""A piece of footage while it arrives, and the work that goes on beside what waits for it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class Arrival:
    """What is here of a download: `data`, as it was sent, of `total` bytes where that is told."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.total: int | None = None
        self._ended = False
        self._changed = asyncio.Event()

    def add(self, chunk: bytes, total: int | None) -> None:
        """A chunk more; an empty one says that it begins, perhaps anew."""
        if not chunk:
            self.data.clear()
        self.data += chunk
        self.total = total
        self._changed.set()

    def end(self) -> None:
        """No more is coming, whether all is here or not."""
        self._ended = True
        self._changed.set()

    async def reaches(self, share: float) -> bool:
        """Wait until so much of it is here, from 0 to 1; False where it ended before that."""
        while not self._ended:
            if self.total and len(self.data) >= share * self.total:
                return True
            self._changed.clear()
            await self._changed.wait()
        return False

    async def ended(self) -> None:
        """Wait until no more is coming."""
        while not self._ended:
            self._changed.clear()
            await self._changed.wait()


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, T], name: str) -> AsyncIterator[asyncio.Task[T]]:
    """Runs `work` while the block does; it ends with the block."""
    task = asyncio.get_running_loop().create_task(work, name=name)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])
