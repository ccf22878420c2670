"""Windows: the version block of the program, its signature, and the installer."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from artefacts import FROZEN, MADE, VERSION, size_mb
from shell import ROOT, Failed, run, say

SCRIPT = ROOT / "packaging" / "windows.nsi"
_UNINSTALL_S = 60
_VERSION_BLOCK = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("FileDescription", "Reviewer"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("OriginalFilename", "reviewer.exe"),
      StringStruct("ProductName", "Reviewer"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ]
)
"""


def version_block(version: str) -> str:
    """What Explorer shows of the program, in PyInstaller's form."""
    numbers = tuple(int(part) for part in version.split("."))
    return _VERSION_BLOCK.format(numbers=(*numbers, 0), version=version)


def pack(installer: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Sign the programs, make the installer, and sign that."""
    for program in FROZEN.joinpath("reviewer").glob("*.exe"):
        sign(program, environ)
    compile_installer(FROZEN / "reviewer", installer)
    sign(installer, environ)


def compile_installer(source: Path, installer: Path) -> None:
    """Compile the script around a folder; every warning of the compiler is an error."""
    given = {
        "VERSION": VERSION,
        "SOURCE": source,
        "OUT": installer,
        "ICON": MADE / "reviewer.ico",
        "SIZE_KB": round(size_mb(source) * 1000),
    }
    mark = "/" if os.name == "nt" else "-"
    defines = [f"{mark}D{name}={value}" for name, value in given.items()]
    if run([_makensis(), f"{mark}WX", f"{mark}V2", *defines, SCRIPT]):
        raise Failed("the installer could not be compiled (see above)")


def sign(file: Path, environ: Mapping[str, str]) -> None:
    """With the certificate whose thumbprint is in WINDOWS_CERT_SHA1; else a warning."""
    thumbprint = environ.get("WINDOWS_CERT_SHA1", "")
    if not thumbprint:
        say(f"warning: WINDOWS_CERT_SHA1 is not set: {file.name} is not signed")
        return
    stamp = ["/tr", environ.get("WINDOWS_TIMESTAMP_URL", "http://timestamp.digicert.com")]
    command = ["signtool", "sign", "/fd", "SHA256", "/sha1", thumbprint, "/td", "SHA256"]
    if run([*command, *stamp, file]):
        raise Failed(f"{file.name} could not be signed (see above)")


def install(installer: Path) -> Path:
    """Install silently, for this user; the program with a terminal."""
    if run([installer, "/S"]):
        raise Failed("the installer failed")
    return _installed() / "reviewer-cli.exe"


def remove() -> Path:
    """Remove silently; where it was. The remover works from a copy of itself: it is waited for."""
    subprocess.run([_installed() / "uninstall.exe", "/S"], check=True)
    until = time.monotonic() + _UNINSTALL_S
    while _installed().exists() and time.monotonic() < until:
        time.sleep(0.5)
    return _installed()


def _installed() -> Path:
    return Path(os.environ["LOCALAPPDATA"]) / "Programs" / "Reviewer"


def _makensis() -> str:
    """On PATH, or where its installer puts it."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS" / "makensis.exe"
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        raise Failed("makensis was not found; install NSIS")
    return found
