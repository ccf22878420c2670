"""An event loop whose clock jumps over all waiting: the true time limits, met in no time."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any, TypeVar

_T = TypeVar("_T")
_GRACE_S, _LONG_GRACE_S = 0.002, 0.02
"""As long as something that is under way on this computer may take to arrive.

The long one is for a busy computer, before a jump that would end somebody's patience.
"""
_LONG_JUMP_S = 1.0

_LONGEST_WORK_S = 30.0


class VirtualLoop(asyncio.SelectorEventLoop):
    """Where nothing is left to do but to wait, it is already later.

    Sockets, on this loop at both ends, and threads take the time they take: the clock only jumps
    while nothing of that is under way. Raises TimeoutError where all wait for nothing, for ever.
    """

    def __init__(self) -> None:
        self._ahead_s = 0.0
        self._working = 0
        self.stops_s: list[float] = []
        """How long, in true time, it did one thing after the other without looking up.

        Only while it was `watched`.
        """
        self._looked_s: float | None = None
        self._jumping = _Jumping(self)
        super().__init__(self._jumping)

    def time(self) -> float:
        return super().time() + self._ahead_s

    @property
    def is_working(self) -> bool:
        """Whether a thread works for this loop."""
        return self._working > 0

    def jump(self, seconds: float) -> None:
        """It is later now."""
        self._ahead_s += seconds

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Within this, its stops are noted."""
        self._looked_s = perf_counter()
        try:
            yield
        finally:
            self.note_stop()
            self._looked_s = None

    def note_stop(self) -> None:
        """It looks up now."""
        if self._looked_s is not None:
            self.stops_s.append(perf_counter() - self._looked_s)

    def go_on(self) -> None:
        """It has looked up, and does the next thing."""
        if self._looked_s is not None:
            self._looked_s = perf_counter()

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., _T], *args: Any
    ) -> asyncio.Future[_T]:
        future = super().run_in_executor(executor, func, *args)
        self._working += 1
        future.add_done_callback(self._worked)
        return future

    async def shutdown_default_executor(  # asyncio names it so
        self,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> None:
        """Without the limit that Python sets since 3.12: here it would pass in no time."""
        await super().shutdown_default_executor()

    def _worked(self, _future: asyncio.Future[Any]) -> None:
        self._working -= 1


class _Jumping(selectors.DefaultSelector):
    """Waits for sockets; where none has anything to say, the loop's clock jumps instead."""

    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self._loop.note_stop()
        found = self._found(timeout)
        self._loop.go_on()
        return found

    def _found(self, timeout: float | None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return list(super().select(0))
        if self._loop.is_working:
            return list(super().select(_LONGEST_WORK_S if timeout is None else min(timeout, 1.0)))
        far = timeout is None or timeout > _LONG_JUMP_S
        events = super().select(_LONG_GRACE_S if far else _GRACE_S)
        if not events and timeout is None:
            events = super().select(_LONGEST_WORK_S)
            if not events:
                raise TimeoutError("everything waits, and for nothing")
        if not events:
            self._loop.jump(timeout or 0.0)
        return list(events)


def in_virtual_time(
    work: Callable[[], Coroutine[Any, Any, _T]], loop: Callable[[], VirtualLoop] = VirtualLoop
) -> _T:
    """Run this on a loop of its own."""
    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(work())
