"""The virtual environment: made once from the pinned requirements, known again by a stamp."""

import hashlib
import importlib
import importlib.util
import os
import platform
import sys
from pathlib import Path

from shell import ROOT, Failed, run, say

VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "packaging" / "requirements-dev.txt"


def python_of(venv: Path) -> Path:
    """The interpreter inside a virtual environment, on this system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(requirements: bytes, python: str, venv: Path) -> str:
    """What an environment depends on, in one line: its pins, its Python, where it stands."""
    digest = hashlib.sha256(b"\0".join((requirements, python.encode(), os.fsencode(venv))))
    return digest.hexdigest()


def is_current(venv: Path, expected: str) -> bool:
    """Whether the environment was finished with that fingerprint, and its Python is still there."""
    stamp = _stamp_of(venv)
    return stamp.is_file() and stamp.read_text() == expected and python_of(venv).exists()


def stamp(venv: Path, made_for: str) -> None:
    """Mark an environment as finished."""
    _stamp_of(venv).write_text(made_for)


def this_python() -> str:
    """The Python that runs this, by kind and full version."""
    return f"{platform.python_implementation()} {platform.python_version()}"


def has_venv() -> bool:
    """Whether this Python can make environments; Debian ships it without the means."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def ready() -> Path:
    """The interpreter of a current environment, made now if it is missing, half made or old."""
    python = this_python()
    expected = fingerprint(REQUIREMENTS.read_bytes(), python, VENV)
    if not is_current(VENV, expected):
        _make(python)
        stamp(VENV, expected)
    return python_of(VENV)


def _make(python: str) -> None:
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise Failed("the environment has to be made anew: deactivate it, and run this again")
    if not has_venv():
        raise Failed("this Python cannot make virtual environments: its venv package is missing")
    say(f"making {VENV.name} with {python}")
    if run([sys.executable, "-m", "venv", "--clear", VENV]):
        raise Failed(f"{VENV.name} could not be made (see above)")
    say("installing the pinned packages (about 300 MB to fetch the first time)")
    pip = ["-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    # the pins are all there is to install: pip's own look for more stumbles over newer releases
    pinned = ["--no-deps", "--only-binary=:all:", "--require-hashes", "-r", str(REQUIREMENTS)]
    if run([python_of(VENV), *pip, *pinned]) or run([python_of(VENV), "-m", "pip", "check"]):
        raise Failed("pip could not install the pinned packages (see above)")


def _stamp_of(venv: Path) -> Path:
    return venv / "made-for"
