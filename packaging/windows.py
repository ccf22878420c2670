"""Windows: the version block of the program, and the installer."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from artefacts import FROZEN, MADE, VERSION, size_mb
from shell import ROOT, Failed, run
from windows_signing import can_sign, sign, signing_command

SCRIPT = ROOT / "packaging" / "windows.nsi"
_UNINSTALL_S = 60
_SCHEME = r"Classes\reviewer"
_UNINSTALL = r"Microsoft\Windows\CurrentVersion\Uninstall\Reviewer"
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
    """Sign the programs, make the installer and what removes it, and sign those."""
    for program in FROZEN.joinpath("reviewer").glob("*.exe"):
        sign(program, environ)
    compile_installer(
        FROZEN / "reviewer", installer, signing_command() if can_sign(environ) else ""
    )
    sign(installer, environ)


def compile_installer(source: Path, installer: Path, sign_with: str = "") -> None:
    """Compile the script around a folder; every warning of the compiler is an error.

    `sign_with` is the command that signs the remover, which only the compiler has as a file.
    """
    given = {
        "VERSION": VERSION,
        "SOURCE": source,
        "OUT": installer,
        "ICON": MADE / "reviewer.ico",
        "SIZE_KB": round(size_mb(source) * 1000),
    }
    mark = "/" if os.name == "nt" else "-"
    defines = [f"{mark}D{name}={value}" for name, value in given.items()]
    defines += [f"{mark}DSIGN={sign_with}"] if sign_with else []
    if run([_makensis(), f"{mark}WX", f"{mark}V2", *defines, SCRIPT]):
        raise Failed("the installer could not be compiled (see above)")


def install(installer: Path) -> Path:
    """Install silently, for this user; the program with a terminal."""
    if run([installer, "/S"]):
        raise Failed("the installer failed")
    return _installed() / "reviewer-cli.exe"


def remove() -> None:
    """Remove silently. The remover works from a copy of itself: it is waited for."""
    subprocess.run([_installed() / "uninstall.exe", "/S"], check=True)
    until = time.monotonic() + _UNINSTALL_S
    while _installed().exists() and time.monotonic() < until:
        time.sleep(0.5)


def traces() -> dict[str, bool]:
    """What installing leaves, by name, and whether it is there."""
    menu = Path(os.environ["APPDATA"]) / "Microsoft/Windows/Start Menu/Programs"
    opens = 'reviewer.exe" open "%1"'
    return {
        "the folder": _installed().exists(),
        "the start menu's entry": (menu / "Reviewer.lnk").is_file(),
        "the key of reviewer:// links": _registry(_SCHEME) is not None,
        "reviewer:// links": opens in (_registry(rf"{_SCHEME}\shell\open\command") or ""),
        "the entry among programs": "uninstall.exe" in (_registry(_UNINSTALL) or ""),
    }


def _registry(key: str) -> str | None:
    """The values of a key of this user; None where there is no such key."""
    asked = ["reg", "query", rf"HKCU\Software\{key}"]
    done = subprocess.run(asked, capture_output=True, text=True, errors="replace", check=False)
    return None if done.returncode else done.stdout


def _installed() -> Path:
    return Path(os.environ["LOCALAPPDATA"]) / "Programs" / "Reviewer"


def _makensis() -> str:
    """On PATH, or where its installer puts it."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS" / "makensis.exe"
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        raise Failed("makensis was not found; install NSIS")
    return found
