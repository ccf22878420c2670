"""The requirement files: resolved anew from pyproject.toml, pinned with hashes, naming no host."""

import re
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from environment import REQUIREMENTS, python_of
from shell import ROOT, Failed, run, say

RUNTIME = ROOT / "packaging" / "requirements.txt"
PLATFORMS = (
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-manylinux_2_35",  # Ubuntu 22.04, where releases are built
)
PYTHONS = ("3.11", "3.12", "3.13")
OLDEST_MACOS = "14.0"
WHEELS_ONLY = ["--only-binary", ":all:"]


def resolve(rest: Sequence[str]) -> int:
    """Write both files; `rest` goes to the resolver (`--upgrade` lets go of the present pins)."""
    with tempfile.TemporaryDirectory() as folder:
        uv = _resolver(Path(folder))
        _compile(uv, [*rest], RUNTIME)
        _compile(uv, ["--group", "dev", "--constraints", str(RUNTIME), *rest], REQUIREMENTS)
        _see_all_wheels(uv, Path(folder))
    return 0


def wheels(_rest: Sequence[str]) -> int:
    """See that every pinned package has a wheel, with the pinned hash, on every system."""
    with tempfile.TemporaryDirectory() as folder:
        _see_all_wheels(_resolver(Path(folder)), Path(folder))
    return 0


def _see_all_wheels(uv: Sequence[str | Path], folder: Path) -> None:
    for system, python in product(PLATFORMS, PYTHONS):
        _see_wheels(uv, system, python, folder)


def names_a_host(requirements: str) -> bool:
    """Whether a requirement file says where to fetch from; that is the machine's to say."""
    return "://" in requirements or "-url" in requirements


def pin_of(name: str, requirements: str) -> str:
    """What a requirement file says of one package: its version, with all hashes."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*", requirements, re.MULTILINE)
    if found is None:
        raise Failed(f"{name} is not pinned")
    return found[0]


def _resolver(folder: Path) -> list[str | Path]:
    """The one of the lock, by itself: the lock as a whole may be what has to be mended."""
    say("fetching the resolver")
    python, pin = python_of(folder / "venv"), folder / "resolver.txt"
    pin.write_text(pin_of("uv", REQUIREMENTS.read_text(encoding="utf-8")), encoding="utf-8")
    pip = ["-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]
    if run([sys.executable, "-m", "venv", folder / "venv"]) or run(
        [python, *pip, *WHEELS_ONLY, "--require-hashes", "-r", pin]
    ):
        raise Failed("the resolver, uv, could not be installed (see above)")
    return [python, "-m", "uv", "--quiet", "pip"]


def _compile(uv: Sequence[str | Path], arguments: Sequence[str], target: Path) -> None:
    say(f"resolving {target.name}")
    command = [*uv, "compile", "pyproject.toml", *arguments, "--output-file", target]
    pinning = ["--universal", "--python-version", PYTHONS[0], "--generate-hashes", *WHEELS_ONLY]
    if run([*command, *pinning, "--no-emit-index-url", "--no-header", "--no-annotate"]):
        raise Failed(f"{target.name} could not be resolved (see above)")
    if names_a_host(target.read_text(encoding="utf-8")):
        raise Failed(f"{target.name} names a host; take it out before it is committed")


def _see_wheels(uv: Sequence[str | Path], system: str, python: str, folder: Path) -> None:
    say(f"looking for every wheel: {system}, Python {python}")
    command = [*uv, "install", "--dry-run", "--target", folder / "nothing", *WHEELS_ONLY]
    target = ["--python-platform", system, "--python-version", python]
    macos = {"MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS}
    if run([*command, *target, "--require-hashes", "-r", REQUIREMENTS], macos):
        raise Failed(f"a package has no wheel for {system} and Python {python} (see above)")
