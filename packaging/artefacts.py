"""What a build is called, where it goes, and how large it may be."""

import re
from pathlib import Path

from shell import ROOT

_SAYS = (ROOT / "reviewer" / "__init__.py").read_text(encoding="utf-8")
VERSION = "".join(re.findall(r'__version__ = "(.+)"', _SAYS))
BUNDLE_ID = "app.reviewer"
BUILD, DIST = ROOT / "build", ROOT / "dist"
MADE, FROZEN = BUILD / "made", BUILD / "frozen"
UNPACKED_MB, DOWNLOAD_MB = 350, 130

_X64 = ("x86_64", "amd64", "x64")
_NAMES = {
    "deb": ("reviewer_{version}_{arch}.deb", {"x64": "amd64", "arm64": "arm64"}),
    "tar": ("reviewer-{version}-linux-{arch}.tar.xz", {"x64": "x86_64", "arm64": "aarch64"}),
    "setup": ("reviewer-{version}-windows-{arch}-setup.exe", {"x64": "x64", "arm64": "arm64"}),
    "dmg": ("reviewer-{version}-macos-{arch}.dmg", {"x64": "x86_64", "arm64": "arm64"}),
}


def artefact(kind: str, machine: str, version: str = VERSION) -> str:
    """The file name of a `deb`, `tar`, `setup` or `dmg` for what `platform.machine()` says."""
    name, archs = _NAMES[kind]
    return name.format(version=version, arch=archs[architecture(machine)])


def debian_arch(machine: str) -> str:
    """The architecture as Debian calls it."""
    return _NAMES["deb"][1][architecture(machine)]


def architecture(machine: str) -> str:
    """`x64` or `arm64`; ValueError for what nothing is built for."""
    lower = machine.lower()
    if lower in _X64:
        return "x64"
    if lower in ("arm64", "aarch64"):
        return "arm64"
    raise ValueError(f"nothing is built for {machine}")


def size_mb(path: Path) -> float:
    """A file, or all files of a folder, in millions of bytes; what is linked counts once."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(f.stat().st_size for f in files if f.is_file() and not f.is_symlink()) / 1e6
