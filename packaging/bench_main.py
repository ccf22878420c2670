"""The main job, as a coach feels it: start, a click on a clip, a word in the search box."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from figures import Figure, at_most
from PySide6.QtWidgets import QWidget
from watching import NoFootage, first_frame, ms_until_shown, paint_list

from reviewer import app, tour
from reviewer.demo.footage import make_footage
from reviewer.demo.script import SHORT
from reviewer.demo.server import CREDENTIALS, DemoServer
from reviewer.demo.simulate import SEED, simulate
from reviewer.domain.account import Account
from reviewer.domain.game import ClipId, EventId, Game
from reviewer.domain.listing import ClipFilter, Row
from reviewer.domain.times import WallMs
from reviewer.opening import open_library
from reviewer.player.deck import Deck, DeckView
from reviewer.season_file import SeasonFile
from reviewer.session.games import Games
from reviewer.session.ports import GameSource
from reviewer.session.review import Review
from reviewer.settings import Folders
from reviewer.sources import connected
from reviewer.ui.theme import Theme
from reviewer.ui.window import MainWindow

ROOT = Path(__file__).resolve().parents[1]
_DEMO = EventId("demo")
_STARTS, _CLICKS, _FILTERS, _CLIPS = 5, 60, 40, 5_000
_WORDS = ("made", "turnover", "novak 2", "")


def measure() -> Iterator[Figure]:
    """Start to usable list, click to right frame for a cached clip, filter of 5,000 clips."""
    app.application()
    game = simulate(SEED, SHORT)
    footage = ROOT / "build" / "bench" / "footage"
    make_footage(game, footage)
    with TemporaryDirectory() as home, DemoServer(game, footage) as server:
        os.environ["REVIEWER_HOME"] = home
        account = Account(server.base_url, server.user, server.secret)
        starts = [_start(server.base_url) for _ in range(_STARTS)]
        yield Figure("start to usable list, median", median(starts), "s", at_most(1.2))
        clicks = sorted(_clicks(account))
        aim = at_most(60)
        yield Figure("click to right frame, cached clip, median", median(clicks), "ms", aim)
        p95 = clicks[int(0.95 * len(clicks))]
        yield Figure("click to right frame, cached clip, p95", p95, "ms", aim)
        filters = _filters(account)
        yield Figure("filter of 5,000 clips, median", median(filters), "ms", at_most(20))
        yield Figure("filter of 5,000 clips, worst", max(filters), "ms", at_most(20))


def _start(base_url: str) -> float:
    """Seconds from starting the program until its list can be clicked."""
    begun = time.time()
    child = subprocess.run(
        [sys.executable, __file__, base_url], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return float(child.stdout.split()[-1]) - begun


def tell_when_usable(base_url: str) -> None:
    """In a process of its own: open the window, and print the time when the list is painted."""

    async def tell(window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        paint_list(window)
        print(time.time())

    account = Account(base_url, CREDENTIALS.user, CREDENTIALS.secret)
    app.run(partial(app.show_window, account, Folders.from_environment(), _DEMO, tell))


def _clicks(account: Account) -> list[float]:
    """Milliseconds from the click on a clip that was watched before to its first frame."""
    took: list[float] = []

    async def click(_window: MainWindow, review: Review, view: DeckView) -> None:
        await tour.game_shown(review)
        rows = [row for row in tour.playable(review) if _shares_a_stream(row, review)]
        for index in range(len(rows) + _CLICKS):
            choose = partial(review.clips.choose, rows[index * 5 % len(rows)].id)
            ms = await ms_until_shown(review, view, choose, partial(first_frame, review))
            if index >= len(rows):
                took.append(ms)

    app.run(partial(app.show_window, account, Folders.from_environment(), _DEMO, click))
    return took


def _shares_a_stream(row: Row, review: Review) -> bool:
    """Not the demo's clip whose stream, its own, is gone."""
    streams = [each.clip.hls.stream for each in review.clips.shown if each.clip.hls is not None]
    return row.clip.hls is not None and streams.count(row.clip.hls.stream) > 1


def _filters(account: Account) -> list[float]:
    """Milliseconds from a letter typed to the list painted."""
    took: list[float] = []

    async def type_words() -> int:
        folders = Folders.from_environment()
        async with connected(account, folders, print) as sources:
            games = _Enlarged(sources.games)
            with open_library(folders) as library:
                review = Review(games, NoFootage(), Deck(), library, app.crashed)
                season = SeasonFile(folders.season, account.name)
                season_games = Games(sources.schedule, season, app.crashed, partial(WallMs, 0))
                window = MainWindow(review, QWidget(), Theme("dark"), games=season_games)
                window.show()
                review.open_game(_DEMO)
                await tour.game_shown(review)
                for index in range(_FILTERS):
                    begun = time.perf_counter()
                    review.clips.set_filter(ClipFilter(text=_WORDS[index % len(_WORDS)]))
                    paint_list(window)
                    took.append((time.perf_counter() - begun) * 1000)
                window.hide()
                await review.aclose()
        return 0

    app.run(type_words)
    return took


class _Enlarged:
    """A game whose clips come again and again until there are `_CLIPS`."""

    def __init__(self, games: GameSource) -> None:
        self._games = games

    async def load_game(self, event: EventId) -> Game:
        game = await self._games.load_game(event)
        rounds = range(-(-_CLIPS // len(game.clips)))
        clips = [
            replace(clip, id=ClipId(f"{clip.id}-{number}"))
            for number in rounds
            for clip in game.clips
        ]
        return replace(game, clips=tuple(clips[:_CLIPS]))


if __name__ == "__main__":
    tell_when_usable(sys.argv[1])
