"""A second start and the window that is open: it is rung, and told which game is wanted."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from reviewer import doorbell
from reviewer.domain.game import EventId
from reviewer.doorbell import Doorbell, ring

HERE = "https://api.test"
Told = list[tuple[str, str]]


@pytest.fixture
def rung(qtbot: QtBot, tmp_path: Path):
    """What a window was told, so far."""
    bell = Doorbell(tmp_path, HERE)
    heard: list[tuple[str, str]] = []
    bell.rung.connect(lambda *told: heard.append(told))
    yield heard
    bell.close()


def second_start(qtbot: QtBot, folder: Path, event: str | None, api_url: str = HERE) -> bool:
    """Ring from another process, while this one goes on."""
    script = f"from pathlib import Path; from {doorbell.__name__} import ring; import sys; "
    script += f"sys.exit(not ring(Path({str(folder)!r}), {event!r}, {api_url!r}, 'Q3 4:12'))"
    process = QProcess()
    process.start(sys.executable, ["-c", script])
    qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.NotRunning, timeout=20_000)
    assert process.exitStatus() == QProcess.ExitStatus.NormalExit
    assert not process.readAllStandardError().data()  # it says what went wrong, if anything did
    return process.exitCode() == 0


@pytest.mark.parametrize(
    ("event", "api_url", "told"),
    [
        ("555", HERE, ("555", "Q3 4:12")),
        (None, HERE, ("", "Q3 4:12")),
        ("555", "https://other.test", ("", "")),
    ],
)
def test_the_open_window_is_told_which_game_is_wanted(
    qtbot: QtBot,
    rung: Told,
    tmp_path: Path,
    event: str | None,
    api_url: str,
    told: tuple[str, str],
):
    assert second_start(qtbot, tmp_path, event, api_url)
    assert rung == [told]


def test_without_a_window_nobody_answers(qtbot: QtBot, rung: Told, tmp_path: Path):
    assert not ring(tmp_path / "another", EventId("555"), HERE)
    assert rung == []


def test_after_a_window_was_killed_the_next_one_answers(qtbot: QtBot, tmp_path: Path):
    first = Doorbell(tmp_path, HERE)
    if sys.platform == "win32":
        first.close()  # nothing is left of a process there
    second = Doorbell(tmp_path, HERE)
    heard: list[str] = []
    second.rung.connect(lambda event, _place: heard.append(event))
    assert second_start(qtbot, tmp_path, "555")
    assert heard == ["555"]
    first.close()
    second.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there its name is no file")
def test_a_bell_that_nobody_will_hear_says_so(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    Doorbell(tmp_path, HERE).close()
    assert "a second start will not find this window" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    "line", [b"\n", b"[]\n", b"{}\n", b'{"event": 1}\n', b"\xff\n", b"[" * 9_000 + b"\n"]
)
def test_an_odd_ring_brings_the_window_forward_and_opens_nothing(
    qtbot: QtBot, rung: Told, tmp_path: Path, line: bytes
):
    socket = QLocalSocket()
    socket.connectToServer(doorbell._name(tmp_path))
    socket.write(line)
    qtbot.waitUntil(lambda: rung == [("", "")])
    socket.abort()


def test_a_ring_without_end_is_cut_off(qtbot: QtBot, rung: Told, tmp_path: Path):
    socket = QLocalSocket()
    socket.connectToServer(doorbell._name(tmp_path))
    with qtbot.waitSignal(socket.disconnected):
        socket.write(b"x" * 50_000)
    assert rung == []
