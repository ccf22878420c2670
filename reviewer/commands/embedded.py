"""The embedded game: its footage, made where it is not there yet, and its ShotTracker.

Imported where it is wanted: the web server would make every other start a tenth longer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.demo.footage import Progress, is_ready, make_footage
from reviewer.demo.script import FULL, SHORT
from reviewer.demo.server import DemoServer
from reviewer.demo.simulate import SEED, simulate
from reviewer.demo.truth import SimGame
from reviewer.domain.account import Account
from reviewer.settings import Folders

_SIZES = {"full": FULL, "short": SHORT}


def filmed(size: str, folders: Folders, progress: Progress) -> tuple[SimGame, Path]:
    """The embedded game and its footage."""
    game = simulate(SEED, _SIZES[size])
    folder = folders.cache / "demo" / size
    if not is_ready(game, folder):
        from reviewer import app

        app.application(window=False)  # draws the scoreboard's letters
        make_footage(game, folder, progress)
    return game, folder


@contextmanager
def served(game: SimGame, footage: Path) -> Iterator[Account]:
    """Who may ask its ShotTracker, which answers within this."""
    with DemoServer(game, footage, port=DemoServer.usual_port) as server:
        yield Account(server.base_url, server.user, server.secret)
