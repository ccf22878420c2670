"""What breaks leaves a file, without secrets, and the next start tells of it once."""

import faulthandler
import logging
import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from reviewer import app
from reviewer.crashes import TOLD, Watch, last_crash
from reviewer.demo.server import DemoServer
from reviewer.domain.account import Account
from reviewer.domain.game import EventId
from reviewer.player.deck import DeckView
from reviewer.session.review import Review
from reviewer.settings import Folders
from reviewer.ui.window import MainWindow
from tests.footage import short_game

_CHILD = """
import faulthandler, sys
from pathlib import Path
from reviewer.crashes import Watch
from reviewer.log import start_log
folder = Path(sys.argv[1])
start_log(folder, ["whistle-whistle"])
with Watch(folder):
    {act}
"""
_FAULT = "faulthandler._sigsegv()"


def broken(folder: Path, act: str) -> int:
    """A program that does this; its exit code."""
    child = [sys.executable, "-c", _CHILD.format(act=act), str(folder)]
    quiet = {**os.environ, "PYTHONFAULTHANDLER": ""}
    return subprocess.run(child, capture_output=True, check=False, env=quiet).returncode


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    folders = Folders.from_environment({"REVIEWER_HOME": str(tmp_path / "home")})
    folders.make()
    return folders


def test_a_fault_in_native_code_is_told_at_the_next_start(folders: Folders, demo_footage: Path):
    assert broken(folders.log, _FAULT) != 0
    said: list[str] = []

    async def look(window: MainWindow, _review: Review, _view: DeckView) -> None:
        said.extend(label.text() for label in window.news.findChildren(QLabel))

    with DemoServer(short_game(), demo_footage) as server:
        account = Account(server.base_url, server.user, server.secret)
        for _ in range(2):
            app.run(partial(app.show_window, account, folders, EventId("demo"), look))
    assert said.count("Reviewer broke last time") == 1
    assert "Segmentation fault" in (folders.log / TOLD).read_text()


def test_an_error_that_ends_the_program_leaves_its_stack_without_secrets(tmp_path: Path):
    assert broken(tmp_path, "raise RuntimeError('it held whistle-whistle')") == 1
    file = last_crash(tmp_path)
    assert file is not None
    assert "RuntimeError: it held •••" in file.read_text("utf-8")
    for path in tmp_path.iterdir():
        assert "whistle-whistle" not in path.read_text("utf-8")
        assert path.stat().st_mode & 0o077 == 0 or os.name != "posix" or path.suffix == ".log"


@pytest.mark.parametrize("act", ["pass", "faulthandler.dump_traceback(file={file})"])
def test_a_program_that_ends_well_leaves_nothing(tmp_path: Path, act: str):
    """Windows has faulthandler write of exceptions that are handled."""
    file = "next(folder.glob('crash-*')).open('a')"
    assert broken(tmp_path, act.format(file=file)) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["reviewer.log"]
    assert last_crash(tmp_path) is None


def test_a_crash_is_told_once_and_the_latest_is_kept(tmp_path: Path):
    for number, age in ((1, 20), (2, 10)):
        path = tmp_path / f"crash-{number}.txt"
        path.write_text(f"crash {number}")
        os.utime(path, (10**9 - age, 10**9 - age))
    (tmp_path / "crash-3.txt").write_text("")
    os.utime(tmp_path / "crash-3.txt", (10**9, 10**9))
    told = last_crash(tmp_path)
    assert told is not None
    assert told.read_text() == "crash 2"
    assert last_crash(tmp_path) is None
    assert [path.name for path in tmp_path.iterdir()] == [TOLD]


def test_a_crash_that_cannot_be_told_keeps_nobody_from_watching(tmp_path: Path):
    (tmp_path / "crash-1.txt").write_text("crash 1")
    (tmp_path / TOLD).mkdir()
    assert last_crash(tmp_path) is None


def test_errors_of_threads_and_slots_are_logged_whole(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with Watch(tmp_path):
        thread = threading.Thread(target=lambda: 1 / 0, name="worker")
        thread.start()
        thread.join()
        error = KeyError("slot")
        sys.excepthook(KeyError, error, None)
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    assert "worker went wrong" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()
    assert faulthandler.is_enabled()
