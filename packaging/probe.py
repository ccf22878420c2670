"""The frozen program put to the test: offscreen, on a screen, in odd places, and cut short."""

import os
import platform
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from artefacts import FROZEN
from screen import virtual_screen
from shell import Failed, say

LIMIT_S = 180
ODD_NAME = "Prüf stand"
_OURS = (
    "PYTHONPATH",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "QT_QPA_PLATFORM",
)
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


def probe_all() -> None:
    """Every way in which the frozen folder is used; raises Failed at the first that goes wrong."""
    _see_libraries()
    with _moved(FROZEN / "reviewer") as folder:
        self_test(program_in(folder), {"QT_QPA_PLATFORM": "offscreen"}, "offscreen")
        with _cut_short(folder):
            _see_it_fail(program_in(folder))
    if platform.system() == "Linux":
        with virtual_screen() as screen:
            self_test(program_in(FROZEN / "reviewer"), screen, "on a screen")
    else:
        self_test(program_in(FROZEN / "reviewer"), {}, "on this system's own screen")


def self_test(program: Path, extra: Mapping[str, str], where: str) -> None:
    """See that a program passes its own test."""
    say(f"testing {program.name} {where}")
    done = _run(program, extra)
    print(done.stdout, done.stderr, sep="", end="", flush=True)
    if done.returncode:
        raise Failed(f"the frozen program fails its self-test {where}")


def program_in(folder: Path) -> Path:
    """The program with a terminal."""
    return folder / ("reviewer-cli.exe" if os.name == "nt" else "reviewer")


def _see_it_fail(program: Path) -> None:
    """Without the multimedia plugin the test has to fail, in time, and say what is missing."""
    say("testing that a missing plugin is noticed")
    done = _run(program, {"QT_QPA_PLATFORM": "offscreen"})
    if done.returncode != 1 or "multimedia plugin is missing" not in done.stdout:
        print(done.stdout, done.stderr, sep="")
        raise Failed("the self-test does not notice that the multimedia plugin is missing")


def _run(program: Path, extra: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if name not in _OURS}
    try:
        return subprocess.run(
            [program, "--self-test"],
            env={**clean, **extra},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=LIMIT_S,
        )
    except subprocess.TimeoutExpired as late:
        raise Failed(f"{program.name} hangs: no end after {LIMIT_S} s") from late


def _see_libraries() -> None:
    """On Linux, that every library finds all that it links; Qt would go without, silently."""
    if platform.system() != "Linux":
        return
    say("looking for what the libraries link")
    lost: dict[str, set[str]] = {}
    for library in FROZEN.rglob("*.so*"):
        ldd = subprocess.run(["ldd", library], capture_output=True, text=True, check=False)
        for name in _NOT_FOUND.findall(ldd.stdout):
            lost.setdefault(name, set()).add(library.name)
    if lost:
        told = "; ".join(f"{name} (for {min(users)})" for name, users in sorted(lost.items()))
        raise Failed(f"libraries are missing: {told}")


@contextmanager
def _moved(folder: Path) -> Iterator[Path]:
    """The folder at a place with a space and an umlaut in its name, for a while."""
    odd = folder.with_name(ODD_NAME)
    folder.rename(odd)
    try:
        yield odd
    finally:
        odd.rename(folder)


@contextmanager
def _cut_short(folder: Path) -> Iterator[None]:
    """The folder without Qt's multimedia plugin, for a while."""
    plugins = next(folder.rglob("plugins/multimedia"))
    aside = plugins.with_name("trimmed")
    plugins.rename(aside)
    try:
        yield
    finally:
        aside.rename(plugins)
