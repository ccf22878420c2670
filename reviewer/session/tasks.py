"""Every task of the program has a name and an owner, and the newest of a name wins."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any


class Tasks:
    """Owns the tasks of one controller. What they raise goes to `on_crash`, never nowhere.

    Made while the event loop runs that the tasks are for; a Qt event may start one at any time.
    """

    def __init__(self, on_crash: Callable[[BaseException], None]) -> None:
        self._on_crash = on_crash
        self._loop = asyncio.get_running_loop()
        self._running: dict[str, asyncio.Task[None]] = {}

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` under this name; an older task of the name is cancelled."""
        self.cancel(name)
        task = self._loop.create_task(work, name=name)
        self._running[name] = task
        task.add_done_callback(partial(self._ended, name))

    def cancel(self, name: str) -> None:
        """Stop the task of this name, if one runs."""
        task = self._running.pop(name, None)
        if task is not None:
            task.cancel()

    async def aclose(self) -> None:
        """Stop all and wait until they have ended."""
        running = list(self._running.values())
        self._running.clear()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        if self._running.get(name) is task:
            del self._running[name]
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._on_crash(error)
