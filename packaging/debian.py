"""System packages on Debian and Ubuntu: the libraries Qt loads, found and installed."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from shell import Failed, run_quietly, say

OFFSCREEN = (
    "ca-certificates",
    "fonts-dejavu-core",
    "libbrotli1",
    "libdbus-1-3",
    "libdrm2",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libpulse0",
    "libssl3",
    "libx11-6",
    "libxext6",
    "libxkbcommon0",
    "libxrandr2",
)
WINDOWS = (
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-glx0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxkbcommon-x11-0",
)
LATER = "t64"
"""What Ubuntu 24.04 and Debian 13 put behind the name of a library with 64-bit time."""

LOCK_TIMEOUT_S = 120  # a machine that has just started may be upgrading itself


def wanted(*, screen: bool, venv: bool, python: tuple[int, int]) -> list[str]:
    """Package names as Debian 12 has them, on a machine with or without a screen and `venv`."""
    names = [*OFFSCREEN, *WINDOWS]
    if not screen:
        names.append("xvfb")
    if not venv:
        names.append(f"python{python[0]}.{python[1]}-venv")
    return names


def missing(names: Iterable[str], installed: Set[str]) -> list[str]:
    """Those of `names` that are installed neither by that name nor by the later one."""
    return [name for name in names if installed.isdisjoint((name, name + LATER))]


def in_this_release(names: Iterable[str], known: Set[str]) -> list[str]:
    """The names by which this release's package lists, `known`, offer them."""
    return [name + LATER if name + LATER in known else name for name in names]


def provide(names: Sequence[str]) -> None:
    """Install what is missing, or say the command that does. Elsewhere than on Debian: nothing."""
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        return
    lacking = missing(names, _installed(names))
    if not lacking:
        return
    become_root = _become_root()
    if become_root is None:
        command = " ".join(_apt_install(in_this_release(lacking, _known())))
        say(f"system packages are missing; type: sudo {command}")
        return
    _install(lacking, become_root)


def install_file(package: Path) -> None:
    """Install a package file with what it depends on. Raises Failed."""
    quietly = [*_as_root(), "env", "DEBIAN_FRONTEND=noninteractive"]
    if run_quietly([*quietly, *_apt_install([f"{package.resolve()}"])]):
        raise Failed(f"{package.name} could not be installed (see above)")


def remove_package(name: str) -> None:
    """Remove a package. Raises Failed."""
    if run_quietly([*_as_root(), "apt-get", "remove", "-y", name]):
        raise Failed(f"{name} could not be removed (see above)")


def is_installed(name: str) -> bool:
    """Whether a package is."""
    return name in _installed([name])


def _as_root() -> list[str]:
    become_root = _become_root()
    if become_root is None:
        raise Failed("packages can only be installed by root")
    return become_root


def _install(names: Sequence[str], become_root: Sequence[str]) -> None:
    say(f"installing {len(names)} system packages with apt")
    quietly = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive"]
    if run_quietly([*quietly, "apt-get", "-qq", "update"]):
        say("apt could not refresh all its package lists; trying with those it has")
    command = _apt_install(in_this_release(names, _known()))
    if run_quietly([*quietly, *command, "-o", f"DPkg::Lock::Timeout={LOCK_TIMEOUT_S}"]):
        say(f"apt could not install them; going on without. By hand: sudo {' '.join(command)}")


def _apt_install(names: Sequence[str]) -> list[str]:
    return ["apt-get", "install", "-y", "--no-install-recommends", *names]


def _installed(names: Sequence[str]) -> frozenset[str]:
    shown = "--showformat=${db:Status-Status} ${Package}\n"
    later = [name + LATER for name in names]
    lines = _lines(["dpkg-query", "--show", shown, *names, *later])
    return frozenset(line.removeprefix("installed ") for line in lines)


def _known() -> frozenset[str]:
    return frozenset(_lines(["apt-cache", "pkgnames"]))


def _lines(command: Sequence[str]) -> list[str]:
    # dpkg-query exits with 1 when one of several names is unknown, and still answers for the rest
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


def _become_root() -> list[str] | None:
    """What goes before a command to run it as root; None where that needs a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run([*sudo, "true"], capture_output=True, check=False)
    return sudo if asked.returncode == 0 else None
