"""What the freezer is told on each system, with stand-ins for its own classes."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import artefacts
import builder
import macos
import pytest


@dataclass
class Freezer:
    """Notes what the recipe makes: programs by name, and the bundle around them."""

    programs: dict[str, dict[str, Any]] = field(default_factory=dict)
    collected: list[str] = field(default_factory=list)
    bundle: dict[str, Any] | None = None

    def exe(self, *parts, name, **given):
        self.programs[name] = given

    def collect(self, *parts, **given):
        self.collected = [name for part in parts[-2:] for name, _, _ in part]

    def bundled(self, folder, **given):
        self.bundle = given


@pytest.fixture
def frozen(monkeypatch, tmp_path):
    """Runs the recipe as on the system named."""

    def on(system, binaries=(), datas=()):
        freezer = Freezer()
        found = SimpleNamespace(pure=[], scripts=[], binaries=[*binaries], datas=[*datas])
        monkeypatch.setattr(sys, "platform", system)
        monkeypatch.setattr(sys, "path", list(sys.path))
        (tmp_path / "build/made").mkdir(parents=True)
        names = {
            "SPECPATH": str(tmp_path / "packaging"),
            "Analysis": lambda *scripts, **given: found,
            "PYZ": lambda pure: None,
            "EXE": freezer.exe,
            "COLLECT": freezer.collect,
            "BUNDLE": freezer.bundled,
        }
        exec(compile(builder.SPEC.read_text(encoding="utf-8"), builder.SPEC, "exec"), names)
        return freezer

    return on


def test_linux_has_one_program_with_a_terminal(frozen):
    freezer = frozen("linux")
    assert {name: given["console"] for name, given in freezer.programs.items()} == {
        "reviewer": True
    }
    assert freezer.bundle is None


def test_windows_has_one_program_for_windows_and_one_for_terminals(frozen):
    freezer = frozen("win32")
    consoles = {name: given["console"] for name, given in freezer.programs.items()}
    assert consoles == {"reviewer": False, "reviewer-cli": True}
    assert {Path(given["icon"]).name for given in freezer.programs.values()} == {"reviewer.ico"}
    assert all(given["version"].endswith("version.txt") for given in freezer.programs.values())


def test_the_macos_bundle_is_one_that_may_show_windows(frozen):
    """Around a program with a terminal the freezer makes one that stays in the background."""
    freezer = frozen("darwin")
    assert freezer.programs["reviewer"]["console"] is False
    assert freezer.bundle is not None
    assert freezer.bundle["info_plist"] == macos.INFO
    assert freezer.bundle["bundle_identifier"] == artefacts.BUNDLE_ID


def test_links_go_where_what_they_lead_to_goes(frozen):
    core, pdf = "PySide6/Qt/lib/QtCore.framework", "PySide6/Qt/lib/QtPdf.framework"
    binaries = [
        ("Python.framework/Versions/3.13/Python", "/opt/Python", "BINARY"),
        (f"{core}/Versions/A/QtCore", "/venv/QtCore", "BINARY"),
        (f"{pdf}/Versions/A/QtPdf", "/venv/QtPdf", "BINARY"),
        ("libX11.so.6", "/usr/lib/libX11.so.6", "BINARY"),
    ]
    led = [
        ("Python", "Python.framework/Versions/3.13/Python", "SYMLINK"),
        ("QtCore", f"{core}/Versions/A/QtCore", "SYMLINK"),
        (f"{core}/QtCore", "Versions/Current/QtCore", "SYMLINK"),
        (f"{core}/Versions/Current", "A", "SYMLINK"),
    ]
    astray = [
        ("QtPdf", f"{pdf}/Versions/A/QtPdf", "SYMLINK"),
        (f"{pdf}/Versions/Current", "A", "SYMLINK"),
        ("lib/libX11.so", "../libX11.so.6", "SYMLINK"),
    ]
    freezer = frozen("darwin", binaries, [*led, *astray])
    assert freezer.collected == [name for name, _, _ in (*binaries[:2], *led)]
