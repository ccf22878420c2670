"""Linux: the Debian package, and the archive for everybody else."""

import platform
import shutil
from pathlib import Path

from archive import INSTALL_SH
from artefacts import BUILD, FROZEN, VERSION, debian_arch, size_mb
from debian import LATER, OFFSCREEN, WINDOWS, install_file, is_installed, remove_package
from desktop import share, traces_in
from licences import place_in
from shell import Failed, run

_ALSO = ("libc6", "libgcc-s1", "libstdc++6")
_HOME = Path("opt/reviewer")
_PROGRAM = Path("/usr/bin/reviewer")


def control(version: str, machine: str, size_kb: int, glibc: str) -> str:
    """The package's description for dpkg; `glibc` is the one it was built with."""
    fields = {
        "Package": "reviewer",
        "Version": version,
        "Architecture": debian_arch(machine),
        "Maintainer": "Reviewer <reviewer@localhost>",
        "Installed-Size": str(size_kb),
        "Depends": ", ".join(depends(glibc)),
        "Section": "video",
        "Priority": "optional",
        "Description": "basketball games, possession by possession\n"
        " The clips of a game by period and source, each played from its right frame,\n"
        " with the game clock on the footage.",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def depends(glibc: str) -> list[str]:
    """Names as Debian 12 has them, or those that later releases gave the same libraries."""
    names = sorted({*OFFSCREEN, *WINDOWS, *_ALSO} - {"libc6"})
    later = (f"{name} | {name}{LATER}" for name in names if name in _RENAMED)
    return [f"libc6 (>= {glibc})", *(n for n in names if n not in _RENAMED), *later]


_RENAMED = frozenset({"libglib2.0-0", "libssl3"})


def pack(deb: Path, archive: Path) -> None:
    """Make both out of the frozen folder."""
    _make_deb(deb)
    _make_archive(archive)


def install(deb: Path) -> Path:
    """Install the package and what it depends on; the program on PATH."""
    install_file(deb)
    return _PROGRAM


def remove() -> None:
    """Remove the package."""
    remove_package("reviewer")


def traces() -> dict[str, bool]:
    """What installing leaves, by name, and whether it is there."""
    return {
        "the package": is_installed("reviewer"),
        "the program": _PROGRAM.exists(),
        "its folder": (Path("/") / _HOME).exists(),
        **traces_in(Path("/usr/share")),
    }


def _make_deb(deb: Path) -> None:
    root = _emptied(BUILD / "deb")
    _link_all(FROZEN / "reviewer", root / _HOME)
    program = root / "usr/bin/reviewer"
    program.parent.mkdir(parents=True)
    program.symlink_to(Path("/") / _HOME / "reviewer")
    share(root / "usr/share", str(_PROGRAM))
    documents = root / "usr/share/doc/reviewer"
    documents.mkdir(parents=True)
    shutil.copyfile(place_in(FROZEN / "reviewer") / "NOTICE.txt", documents / "copyright")
    glibc = platform.libc_ver()[1]
    told = control(VERSION, platform.machine(), round(size_mb(root) * 1000), glibc)
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(told, encoding="utf-8")
    if run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", root, deb]):
        raise Failed("the Debian package could not be made (see above)")


def _make_archive(archive: Path) -> None:
    root = _emptied(BUILD / "tar") / f"reviewer-{VERSION}"
    _link_all(FROZEN / "reviewer", root)
    share(root / "share", "reviewer")
    script = root / "install.sh"
    script.write_text(INSTALL_SH, encoding="utf-8")
    script.chmod(0o755)
    owned = ["--owner=0", "--group=0", "--use-compress-program=xz -T0 -6"]
    if run(["tar", *owned, "-cf", archive, "-C", root.parent, root.name]):
        raise Failed("the archive could not be made (see above)")


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _link_all(source: Path, target: Path) -> None:
    """A copy that takes no room: these files are only read."""
    if run(["cp", "--archive", "--link", source, _parent_made(target)]):
        raise Failed("the frozen folder could not be copied (see above)")


def _parent_made(target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return target
