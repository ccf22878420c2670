"""The whole program, from its start to its end, on the embedded game."""

import asyncio
import json
import sqlite3
import threading
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QImage
from PySide6.QtNetwork import QLocalSocket
from typing_extensions import override

from reviewer import app, doorbell, tour
from reviewer.commands.window import go_through
from reviewer.demo.server import DemoServer
from reviewer.domain.account import Account
from reviewer.domain.errors import LibraryBusy, LibraryError, LibraryNewer
from reviewer.domain.game import EventId
from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from reviewer.domain.playlists import Playlist
from reviewer.opening import open_library
from reviewer.player.deck import DeckView
from reviewer.season_file import SeasonFile
from reviewer.session.accounts import Left, Then
from reviewer.session.loader import GameFailed, GameLoading
from reviewer.session.review import Review
from reviewer.settings import Folders
from reviewer.ui.window import MainWindow
from tests.footage import short_game

DEMO = EventId("demo")
_LONGEST_WAIT_S = 30.0
T = TypeVar("T")


@pytest.fixture
def account(demo_footage: Path) -> Iterator[Account]:
    with DemoServer(short_game(), demo_footage) as server:
        yield Account(server.base_url, server.user, server.secret)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders.from_environment({"REVIEWER_HOME": str(tmp_path)})


def test_the_tour_shows_both_halves_as_they_should_be(
    account: Account, folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    picture = tmp_path / "tour.png"
    visit = partial(tour.show_halves, file=picture, truth=short_game())
    assert app.run(partial(app.show_window, account, folders, DEMO, visit)) == Left(Then.END)
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("saved")]
    assert [line.split()[1] for line in lines[1:]] == ["H1", "H2"]
    assert [line.split()[-1] for line in lines[1:]] == ["yes", "yes"]
    assert not QImage(str(picture)).isNull()
    assert not QImage(str(picture.with_stem("tour-h2"))).isNull()


def test_the_next_start_is_where_the_last_one_was(account: Account, folders: Folders):
    seen: list[tuple[int, ClipFilter]] = []

    async def filter_and_leave(window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        review.clips.set_filter(ClipFilter(periods=frozenset({Period("H2")}), text="made"))
        window.close()

    async def look(_window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        seen.append((len(review.clips.shown), review.clips.filter))

    app.run(partial(app.show_window, account, folders, DEMO, filter_and_leave))
    app.run(partial(app.show_window, account, folders, None, look))
    ((shown, wanted),) = seen
    assert 0 < shown < 12
    assert wanted == ClipFilter(periods=frozenset({Period("H2")}), text="made")
    (recent,) = SeasonFile(folders.season, account.name).load().lately
    assert recent.id == DEMO


def test_closing_the_window_ends_the_program(account: Account, folders: Folders):
    async def close(window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        closed: list[bool] = []
        window.close_requested.connect(lambda: closed.append(True))
        window.close()
        assert closed
        assert window.isVisible()

    assert app.run(partial(app.show_window, account, folders, DEMO, close)) == Left(Then.END)


def test_a_second_start_brings_the_window_forward_with_the_game(account: Account, folders: Folders):
    opened: list[str] = []

    async def start_again(window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        window.showMinimized()
        asked = asyncio.Event()
        review.loader.changed.connect(lambda state: asked.set())
        again = partial(app.show_window, account, folders, EventId("demo-unknown"))
        async with asyncio.timeout(_LONGEST_WAIT_S):
            ended = await asyncio.to_thread(_in_another_process, partial(app.run, again))
            assert ended == Left(Then.END)
            await asked.wait()
        assert isinstance(review.loader.state, GameLoading | GameFailed)
        opened.append(review.loader.state.event)
        assert not window.isMinimized()

    app.run(partial(app.show_window, account, folders, DEMO, start_again))
    assert opened == ["demo-unknown"]


def test_a_second_start_is_heard_while_the_window_is_made(account: Account, folders: Folders):
    socket = QLocalSocket()
    found: list[bool] = []

    class RungMeanwhile(Account):
        @property
        @override
        def complete(self) -> bool:
            asked = {"event": "demo-unknown", "api_url": account.api_url, "place": ""}
            socket.connectToServer(doorbell._name(folders.library))
            found.append(socket.waitForConnected())
            socket.write(json.dumps(asked).encode() + b"\n")
            return super().complete

    async def look(_window: MainWindow, review: Review, _view: DeckView) -> None:
        asked = asyncio.Event()
        review.loader.changed.connect(lambda state: asked.set())
        async with asyncio.timeout(_LONGEST_WAIT_S):
            await asked.wait()
        assert review.loader.state == GameLoading(EventId("demo-unknown"))

    rung = RungMeanwhile(account.api_url, account.user, account.secret)
    app.run(partial(app.show_window, rung, folders, None, look))
    assert found == [True]


def test_a_second_start_asks_nobody_who_that_is(account: Account, folders: Folders):
    async def start_again(window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        window.showMinimized()
        again = partial(go_through, Then.ENTER, Namespace(), folders)
        async with asyncio.timeout(_LONGEST_WAIT_S):
            assert await asyncio.to_thread(_in_another_process, again) == 0
        assert not window.isMinimized()

    app.run(partial(app.show_window, account, folders, DEMO, start_again))


def _in_another_process(work: partial[T]) -> T:
    """What the program ends with there."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work).result()


def test_where_another_program_has_the_library_film_is_watched_all_the_same(
    account: Account, folders: Folders
):
    with open_library(folders) as library:
        library.save(DEMO, "Film", [Playlist("p", "Tuesday film")])
        trouble, kept = _seen_at_start(account, folders)
    assert isinstance(trouble, LibraryBusy)
    assert kept == (Playlist("p", "Tuesday film"),)


def test_a_newer_library_is_left_alone_and_film_is_watched(account: Account, folders: Folders):
    open_library(folders).close()
    file = folders.library / "library.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    content = file.read_bytes()
    trouble, _ = _seen_at_start(account, folders)
    assert isinstance(trouble, LibraryNewer)
    assert file.read_bytes() == content


def test_a_damaged_library_is_rescued_and_the_old_file_kept(account: Account, folders: Folders):
    with open_library(folders) as library:
        library.save(DEMO, "Film", [Playlist("p", "Tuesday film")])
        library.vault.back_up()
    file = folders.library / "library.sqlite3"
    damaged = b"\0" * 100 + file.read_bytes()[100:]
    file.write_bytes(damaged)
    trouble, kept = _seen_at_start(account, folders)
    assert trouble is None
    assert kept == (Playlist("p", "Tuesday film"),)
    (old,) = folders.library.glob("damaged-*.sqlite3")
    assert old.read_bytes() == damaged


def _seen_at_start(
    account: Account, folders: Folders
) -> tuple[LibraryError | None, tuple[Playlist, ...]]:
    """What the window says against its library, and the playlists it has, with a game shown."""
    seen: list[tuple[LibraryError | None, tuple[Playlist, ...]]] = []

    async def look(_window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        assert review.care is not None
        seen.append((review.care.trouble, review.playlists.lists))

    app.run(partial(app.show_window, account, folders, DEMO, look))
    return seen[0]


def test_a_dozen_names_that_are_looked_up_in_vain_hold_nothing_up():
    answered = threading.Event()

    async def read_beside_them() -> str:
        lookups = [asyncio.to_thread(answered.wait) for _ in range(12)]
        looking_up = asyncio.gather(*lookups)
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(_LONGEST_WAIT_S):
                return await asyncio.to_thread(str, "read")
        finally:
            answered.set()
            await looking_up

    assert app.run(read_beside_them) == "read"


def test_a_callback_of_the_loop_that_breaks_is_no_secret(caplog: pytest.LogCaptureFixture):
    def breaks() -> None:
        raise ZeroDivisionError("nobody thought of that")

    async def call() -> None:
        asyncio.get_running_loop().call_soon(breaks)
        asyncio.get_running_loop().call_later(0.001, breaks)
        await asyncio.sleep(0.01)

    app.run(call)
    assert [record.name for record in caplog.records if record.exc_info] == ["reviewer.app"] * 2
    assert caplog.text.count("ZeroDivisionError: nobody thought of that") == 2
    caplog.clear()


def test_what_was_not_foreseen_is_logged_whole(caplog: pytest.LogCaptureFixture):
    app.crashed(ZeroDivisionError("nobody thought of that"))
    assert "nobody thought of that" in caplog.text
    caplog.clear()
