"""Every task of the program has a name and an owner, and the newest of a name wins."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """Owns the tasks of one controller. What they raise goes to `on_crash`, never nowhere.

    Made while the event loop runs that the tasks are for; a Qt event may start one at any time.
    """

    def __init__(self, on_crash: Callable[[BaseException], None]) -> None:
        self._on_crash = on_crash
        self._loop = asyncio.get_running_loop()
        self._running: set[asyncio.Task[None]] = set()
        self._closed = False

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` under this name; an older task of the name is cancelled.

        Once all is closed, nothing is begun any more.
        """
        if self._closed:
            work.close()
            return
        self.cancel(name)
        task = self._loop.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def cancel(self, name: str) -> None:
        """Stop the task of this name, if one runs."""
        for task in self._running:
            if task.get_name() == name:
                _stop(task)

    async def aclose(self) -> None:
        """Stop all and wait until they have ended, those too that were cancelled before."""
        self._closed = True
        for task in self._running:
            _stop(task)
        await asyncio.gather(*self._running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.remove(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._on_crash(error)


def _stop(task: asyncio.Task[None]) -> None:
    """Cancel a task, once: what it does at its end may take a while."""
    if not task.cancelling():
        task.cancel()
