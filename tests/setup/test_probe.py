"""How the frozen program is put to the test, with a stand-in that notes its surroundings."""

import os
import platform

import probe
import pytest
from shell import Failed

PROGRAM = """#!/bin/sh
echo "${{QT_QPA_PLATFORM-its own}}" >> {noted}
[ -d "$(dirname "$0")/plugins/multimedia" ] && exit {code}
echo "FAILED  Qt's multimedia plugin is missing"
exit 1
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")


@pytest.fixture
def frozen(monkeypatch, tmp_path):
    """A frozen folder; gives where the program notes on which screen it ran."""

    def made(code):
        program = tmp_path / "frozen/reviewer/reviewer"
        (program.parent / "plugins/multimedia").mkdir(parents=True)
        program.write_text(PROGRAM.format(noted=tmp_path / "noted", code=code))
        program.chmod(0o755)
        monkeypatch.setattr(probe, "FROZEN", tmp_path / "frozen")
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
        return tmp_path / "noted"

    return made


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
def test_windows_and_macos_are_tried_with_their_own_screens_too(frozen, monkeypatch, system):
    noted = frozen(0)
    monkeypatch.setattr(platform, "system", lambda: system)
    probe.probe_all()
    assert noted.read_text().splitlines() == ["offscreen", "offscreen", "its own"]


def test_a_self_test_that_fails_fails_the_build(frozen, monkeypatch):
    frozen(1)
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    with pytest.raises(Failed, match="fails its self-test offscreen"):
        probe.probe_all()
