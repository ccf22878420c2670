"""The whole program, from its start to its end, on the embedded game."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reviewer import app, tour
from reviewer.demo.server import DemoServer
from reviewer.domain.account import Account
from reviewer.domain.errors import LibraryBusy
from reviewer.domain.game import EventId
from reviewer.domain.listing import ClipFilter
from reviewer.domain.periods import Period
from reviewer.player.deck import DeckView
from reviewer.session.review import Review
from reviewer.settings import Folders, SettingsFile
from reviewer.sources import open_library
from reviewer.ui.window import MainWindow
from tests.footage import short_game

DEMO = EventId("demo")


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
    assert app.run(partial(app.show_window, account, folders, DEMO, visit)) == 0
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
    assert SettingsFile(folders.settings).load().memory.recents[0].id == DEMO


def test_closing_the_window_ends_the_program(account: Account, folders: Folders):
    async def close(window: MainWindow, review: Review, _view: DeckView) -> None:
        await tour.game_shown(review)
        closed: list[bool] = []
        window.close_requested.connect(lambda: closed.append(True))
        window.close()
        assert closed
        assert window.isVisible()

    assert app.run(partial(app.show_window, account, folders, DEMO, close)) == 0


def test_a_second_window_on_the_library_says_so(account: Account, folders: Folders):
    with open_library(folders), pytest.raises(LibraryBusy, match="Another Reviewer"):
        app.run(partial(app.show_window, account, folders, DEMO, None))


def test_what_was_not_foreseen_is_logged_whole(caplog: pytest.LogCaptureFixture):
    app.crashed(ZeroDivisionError("nobody thought of that"))
    assert "nobody thought of that" in caplog.text
    caplog.clear()
