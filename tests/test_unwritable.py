"""A place in which nothing can be written keeps nobody from watching; what is missing is said."""

import asyncio
import errno
import os
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from reviewer import app, tour
from reviewer.crashes import Watch
from reviewer.demo.server import DemoServer
from reviewer.domain.account import Account
from reviewer.domain.errors import LibraryReadOnly
from reviewer.domain.game import EventId
from reviewer.player.deck import DeckView
from reviewer.session.review import Review
from reviewer.settings import Folders
from reviewer.ui.window import MainWindow
from tests.footage import short_game
from tests.logs import logging_to

DEMO = EventId("demo")
WHY = os.strerror(errno.EACCES if os.name == "nt" else errno.EISDIR)
SETTINGS = f"Settings cannot be saved ({WHY}): they hold until Reviewer ends."


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Where library, log and settings should be, something else is in the way: root, too, meets
    it there.
    """
    folders = Folders.from_environment({"REVIEWER_HOME": str(tmp_path)})
    for place in (folders.library, folders.log):
        place.write_text("in the way")
    (folders.settings.with_suffix(".new")).mkdir()
    folders.make()
    return folders


def test_the_window_opens_plays_and_says_what_it_cannot_keep(
    folders: Folders, demo_footage: Path, caplog: pytest.LogCaptureFixture
):
    seen: list[object] = []
    said: list[str] = []

    async def watch(window: MainWindow, review: Review, _view: DeckView) -> None:
        review.noticed.connect(said.append)
        await tour.game_shown(review)
        pictures = asyncio.Event()
        review.playback.moment_changed.connect(lambda _moment: pictures.set())
        review.clips.choose(review.clips.shown[0].id)
        await pictures.wait()
        for volume in (0.5, 0.4):
            review.playback.set_volume(volume)
        labels = {label.text() for label in window.findChildren(QLabel)}
        seen.append(SETTINGS in labels)
        seen.append(review.care.trouble if review.care is not None else None)

    with DemoServer(short_game(), demo_footage) as server:
        account = Account(server.base_url, server.user, server.secret)
        app.run(partial(app.show_window, account, folders, DEMO, watch))
    shown, trouble = seen
    assert shown
    assert said.count(SETTINGS) == 1
    assert isinstance(trouble, LibraryReadOnly)
    assert folders.library.read_text() == "in the way"
    told = {record.getMessage() for record in caplog.records if record.name.startswith("reviewer")}
    assert f"settings could not be saved: {WHY}" in told
    caplog.clear()


def test_without_a_log_the_terminal_has_what_matters(
    folders: Folders, capsys: pytest.CaptureFixture[str]
):
    with logging_to(folders.log, ["hush"]):
        assert "there is no log" in capsys.readouterr().err


def test_what_ends_the_program_is_told_without_a_file_too(
    folders: Folders, caplog: pytest.LogCaptureFixture
):
    with pytest.raises(ZeroDivisionError), Watch(folders.log):
        raise ZeroDivisionError("nobody thought of that")
    assert "a crash would leave no file" in caplog.text
    assert "nobody thought of that" in caplog.text
    caplog.clear()
