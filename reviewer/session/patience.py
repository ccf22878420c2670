"""Notices when nothing comes any more."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reviewer.session.tasks import Tasks

STALL_S = 4.0
"""So long a silence is said; within 5 s of its beginning the user knows."""


class Patience:
    """Watches over one wait at a time; `on_stall` is called once for each silence in it."""

    def __init__(self, tasks: Tasks, on_stall: Callable[[], None]) -> None:
        self._tasks = tasks
        self._on_stall = on_stall
        self._loop = asyncio.get_running_loop()
        self._heard_s = 0.0
        self._told = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Something is waited for within this."""
        self.heard()
        self._tasks.start("patience", self._watch())
        try:
            yield
        finally:
            self._tasks.cancel("patience")

    def heard(self) -> None:
        """Something came."""
        self._heard_s = self._loop.time()
        self._told = False

    async def _watch(self) -> None:
        while True:
            silent_s = self._loop.time() - self._heard_s
            if silent_s >= STALL_S and not self._told:
                self._told = True
                self._on_stall()
            await asyncio.sleep(STALL_S if self._told else STALL_S - silent_s)
