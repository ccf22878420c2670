"""The command line against the short demo game: a home of its own, and its own ShotTracker."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer.demo.server import DemoServer
from tests.footage import short_game
from tests.logs import log_put_back

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path, demo_footage: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own in which the demo game is filmed already."""
    filmed = tmp_path / "cache" / "demo" / "short"
    filmed.parent.mkdir(parents=True)
    filmed.symlink_to(demo_footage, target_is_directory=True)
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    from reviewer.cli import main

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            with log_put_back():
                code = main([str(argument) for argument in arguments], demo="short")
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def server(demo_footage: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoServer]:
    """The demo server as a ShotTracker of its own, for the games that go wrong."""
    with DemoServer(short_game(), demo_footage) as server:
        monkeypatch.setenv("REVIEWER_API_URL", server.base_url)
        monkeypatch.setenv("EVENT_USERNAME", server.user)
        monkeypatch.setenv("EVENT_SECRET", server.secret)
        yield server
