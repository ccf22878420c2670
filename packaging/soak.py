"""The whole program, used for long: does it grow? `soak.py [--changes N]` on the demo game.

Clip after clip is chosen, waited for, tagged and untagged, as in an evening's work.
"""

import argparse
import asyncio
import gc
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from watching import heartbeat

from reviewer import app, tour
from reviewer.demo.footage import make_footage
from reviewer.demo.script import SHORT
from reviewer.demo.server import DemoServer
from reviewer.demo.simulate import SEED, simulate
from reviewer.domain.account import Account
from reviewer.domain.game import EventId
from reviewer.domain.palettes import Press
from reviewer.player.deck import DeckView
from reviewer.session.playback_state import Failed, Showing
from reviewer.session.review import Review
from reviewer.settings import Folders
from reviewer.ui.window import MainWindow

ROOT = Path(__file__).resolve().parents[1]
EVENT = EventId(DemoServer.event_id)
WARM_UP = 100
"""Changes until all that is kept in memory has its size."""

_LONGEST_WAIT_S = 30.0
_GROWTH = 1.10


@dataclass(frozen=True, slots=True)
class State:
    """What the process holds: resident memory in MB, open files, threads."""

    memory_mb: float
    files: int
    threads: int


@dataclass(frozen=True, slots=True)
class Soaked:
    """Before and after so many changes; `stops_ms` is how late the window's timers came."""

    changes: int
    before: State
    after: State
    stops_ms: tuple[float, ...]

    @property
    def growth(self) -> float:
        """Of the memory, as a share of what it was."""
        return self.after.memory_mb / self.before.memory_mb - 1


def state() -> State:
    """What this process holds now. Linux."""
    gc.collect()
    status = Path("/proc/self/status").read_text("ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    files = len(list(Path("/proc/self/fd").iterdir()))
    return State(int(kilobytes) / 1000, files, threading.active_count())


def soak(changes: int) -> Soaked:
    """Change clips so often, after a warm-up, in the window on the demo game."""
    app.application()
    game = simulate(SEED, SHORT)
    footage = ROOT / "build" / "soak" / str(game.take)
    make_footage(game, footage)
    found: list[Soaked] = []

    async def visit(_window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        await _change(review, WARM_UP)
        before = state()
        stops: list[float] = []
        with heartbeat(stops):
            await _change(review, changes)
        found.append(Soaked(changes, before, state(), tuple(stops)))

    with DemoServer(game, footage) as server, TemporaryDirectory() as home:
        account = Account(server.base_url, server.user, server.secret)
        folders = Folders.from_environment({"REVIEWER_HOME": home})
        app.run(partial(app.show_window, account, folders, EVENT, visit))
    return found[0]


async def _change(review: Review, count: int) -> None:
    rows = tour.playable(review)
    for number in range(count):
        row = rows[number * 3 % len(rows)]
        await _shown(review, partial(review.clips.choose, row.id))
        every = review.palettes.current.buttons
        buttons = [button for button in every if button.press is Press.CLIP]
        review.tagging.press(buttons[number % len(buttons)])


async def _shown(review: Review, act: Callable[[], None]) -> None:
    """Do it, and wait for a picture of the clip that is then chosen; one of the game has none."""
    arrived: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def look(_what: object) -> None:
        state = review.playback.state
        there = isinstance(state, Showing | Failed) and state.clip.id == review.clips.current
        if there and not arrived.done():
            arrived.set_result(None)

    review.playback.moment_changed.connect(look)
    review.playback.changed.connect(look)
    try:
        act()
        await asyncio.wait_for(arrived, _LONGEST_WAIT_S)
    finally:
        review.playback.moment_changed.disconnect(look)
        review.playback.changed.disconnect(look)
    await asyncio.sleep(0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py soak", description="Use it for long; what grows?")
    parser.add_argument("--changes", metavar="N", type=int, default=1_000)
    soaked = soak(parser.parse_args().changes)
    before, after = soaked.before, soaked.after
    late_ms = sorted(soaked.stops_ms)
    print(f"after {WARM_UP} clip changes:  {before.memory_mb:.0f} MB", end=", ")
    print(f"{before.files} files, {before.threads} threads")
    print(f"after {soaked.changes} more: {after.memory_mb:.0f} MB ({soaked.growth:+.1%})", end=", ")
    print(f"{after.files} files, {after.threads} threads")
    print(f"the window's thread stopped for at most {late_ms[-1]:.0f} ms", end=", ")
    print(f"in 999 of 1,000 cases for {late_ms[int(len(late_ms) * 0.999)]:.0f} ms")
    flat = after.files <= before.files + 2 and after.threads <= before.threads + 2
    return 0 if flat and soaked.growth <= _GROWTH - 1 else 1


if __name__ == "__main__":
    sys.exit(main())
