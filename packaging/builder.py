"""The frozen program and its installers, for the system that this runs on."""

import argparse
import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path
from tempfile import TemporaryDirectory

import linux
import macos
import native
import probe
import windows
from archive import Archive
from artefacts import (
    BUILD,
    DIST,
    DOWNLOAD_MB,
    FROZEN,
    MADE,
    UNPACKED_MB,
    VERSION,
    artefact,
    size_mb,
)
from icons import make_icons
from installing import System, install_and_remove
from licences import pinned, place_in, write_licences
from lock import RUNTIME
from shell import ROOT, Failed, run, say

SPEC = ROOT / "packaging" / "reviewer.spec"


def main(arguments: Sequence[str]) -> int:
    """Freeze, test, pack; with `--install` also install, test and remove."""
    parser = argparse.ArgumentParser(prog="dev.py build", description=main.__doc__)
    parser.add_argument("--install", action="store_true", help="install it, test it, remove it")
    wanted = parser.parse_args(arguments)
    try:
        freeze()
        probe.probe_all()
        made = _pack()
        if wanted.install:
            _try_installers(made)
    except Failed as failure:
        print(f"dev: {failure}", file=sys.stderr)
        return 1
    return 0


def freeze() -> None:
    """Make the frozen folder, and see that it holds what is known, and no more than it may."""
    say("drawing icons")
    make_icons(MADE)
    # where new versions of this build will be told of; nobody is asked where it is not given
    feed = os.environ.get("REVIEWER_UPDATES_URL", "")
    (MADE / "feed.txt").write_text(feed, encoding="utf-8")
    (MADE / "version.txt").write_text(windows.version_block(VERSION), encoding="utf-8")
    shutil.rmtree(FROZEN, ignore_errors=True)
    say("freezing")
    freezer = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    if run([*freezer, "--distpath", FROZEN, "--workpath", BUILD / "work", SPEC]):
        raise Failed("the program could not be frozen (see above)")
    strangers = unpinned(json.loads((MADE / "modules.json").read_text(encoding="utf-8")))
    if strangers:
        raise Failed(f"packages that are not pinned came along: {', '.join(strangers)}")
    bundle = FROZEN / ("Reviewer.app" if platform.system() == "Darwin" else "reviewer")
    say("listing licences")
    parts = native.parts_of(native.code_in(bundle))
    write_licences(RUNTIME.read_text(encoding="utf-8"), parts, place_in(bundle))
    see_size("unpacked", bundle, UNPACKED_MB)


def unpinned(modules: Sequence[str]) -> list[str]:
    """The packages of these top-level modules that the runtime lock does not name."""
    pins = pinned(RUNTIME.read_text(encoding="utf-8"))
    owners = packages_distributions()
    names = {
        owner.lower().replace("_", "-").replace(".", "-")
        for m in modules
        for owner in owners.get(m, ())
    }
    return sorted(names - pins.keys())


def _pack() -> list[Path]:
    """The files to hand out, the one to install first."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    system, machine = platform.system(), platform.machine()
    kinds = {"Linux": ("deb", "tar"), "Windows": ("setup",), "Darwin": ("dmg",)}[system]
    files = [DIST / artefact(kind, machine) for kind in kinds]
    packing: dict[str, Callable[..., None]] = {
        "Linux": linux.pack,
        "Windows": windows.pack,
        "Darwin": macos.pack,
    }
    say("packing")
    packing[system](*files)
    if system == "Linux" and shutil.which("makensis"):
        _try_windows_script()
    for file in files:
        see_size(file.name, file, DOWNLOAD_MB)
    return files


def _try_windows_script() -> None:
    """Compile Windows' installer around a stand-in, so that its script is never found broken."""
    say("compiling the Windows installer around a stand-in")
    stand_in = BUILD / "stand-in"
    stand_in.mkdir(exist_ok=True)
    (stand_in / "reviewer.exe").write_bytes(b"MZ")
    windows.compile_installer(stand_in, BUILD / "stand-in-setup.exe")


def _try_installers(made: Sequence[Path]) -> None:
    systems: dict[str, System] = {"Linux": linux, "Windows": windows, "Darwin": macos}
    with TemporaryDirectory(prefix="a home ") as home:
        kinds = [systems[platform.system()], Archive(Path(home))]
        for system, installer in zip(kinds, made, strict=False):  # Linux alone has both
            install_and_remove(system, installer)


def see_size(name: str, path: Path, limit_mb: int) -> None:
    size = size_mb(path)
    say(f"{name}: {size:.1f} MB (at most {limit_mb})")
    if size > limit_mb:
        raise Failed(f"{name} has {size:.1f} MB; at most {limit_mb} are allowed")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
