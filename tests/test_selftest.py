"""The self-test on an installation that is whole, and on ones that are not."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from reviewer import app, selftest, versions
from reviewer.domain.checks import Check, check_lines
from reviewer.net.trust import refuses_strangers
from tests.command import Run

WITHOUT_PLUGIN = """
import sys
from PySide6.QtCore import QCoreApplication
QCoreApplication.setLibraryPaths([sys.argv[1]])
from reviewer.cli import main
sys.exit(main(["--self-test"]))
"""


def test_everything_is_there(qapp, run: Run):
    code, out, err = run("--self-test")
    assert (code, err) == (0, ""), out
    lines = out.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    assert "bar codes" in lines[1]
    assert all(name in lines[-1] for name in ("Qt 6", "PyAV", "FFmpeg in Qt", "FFmpeg in PyAV"))


def test_a_trimmed_plugin_is_noticed_and_named(tmp_path: Path):
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    (tmp_path / "platforms").symlink_to(plugins / "platforms", target_is_directory=True)
    command = [sys.executable, "-c", WITHOUT_PLUGIN, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert "multimedia plugin is missing" in failed[0]
    assert "No QtMultimedia backends found" in failed[1]
    assert "plugins for SVG are missing" in failed[2]


def test_a_trimmed_plugin_for_drawings_is_noticed_and_named(tmp_path: Path):
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    for folder in ("platforms", "iconengines"):
        (tmp_path / folder).symlink_to(plugins / folder, target_is_directory=True)
    command = [sys.executable, "-c", WITHOUT_PLUGIN, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("FAILED  icons")]
    assert "plugin qsvg is missing" in told


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch):
    """A part that never answers, until the test is over."""
    over = threading.Event()
    monkeypatch.setattr(selftest, "LIMIT_S", 0.3)
    monkeypatch.setattr(selftest, "multimedia_plugin", over.wait)
    yield
    over.set()


def test_a_part_that_hangs_fails_and_the_others_still_have_their_turn(
    qapp, hanging, caplog: pytest.LogCaptureFixture
):
    heard: list[Check] = []

    async def test() -> int:
        return int(await selftest.self_test(heard.append))

    assert app.run(test) == 0
    caplog.clear()
    assert not heard[0].ok
    assert "Nothing came of it" in heard[0].says
    assert next(check for check in heard if check.name == "library").ok


def test_the_clip_is_missing(qapp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(selftest, "CLIP", tmp_path / "gone.ts")
    heard: list[Check] = []

    async def test() -> int:
        return int(await selftest.self_test(heard.append))

    assert app.run(test) == 0
    assert [check.name for check in heard if not check.ok] == ["footage"]
    assert "gone.ts" in heard[1].says


def test_a_key_ring_may_be_missing_on_linux_alone(qapp, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setattr(sys, "platform", "darwin")
    import keyring.core

    keyring.core.init_backend()
    heard: list[Check] = []

    async def test() -> int:
        return int(await selftest.self_test(heard.append))

    app.run(test)
    assert "key ring was not found" in next(c.says for c in heard if c.name == "key ring")


def test_a_strangers_certificate_is_refused():
    assert refuses_strangers()


def test_the_lines_stand_below_each_other():
    checks = [Check("footage", ok=True, says="60"), Check("key ring", ok=False, says="none")]
    assert check_lines(checks) == "ok      footage           60\nFAILED  key ring          none"


def test_the_licence_of_the_encoders_is_told():
    assert set(versions.gpl_encoders()) <= {"libx264", "libx265"}
