"""Linux: the Debian package, and the archive for everybody else."""

import platform
import shutil
import textwrap
from collections.abc import Iterable
from pathlib import Path

from artefacts import BUILD, FROZEN, MADE, VERSION, debian_arch, size_mb
from debian import LATER, OFFSCREEN, WINDOWS, install_file, remove_package
from icons import SIZES, SVG
from licences import place_in
from shell import Failed, run

DESKTOP = """[Desktop Entry]
Type=Application
Name=Reviewer
GenericName=Basketball video review
Comment=Watch a game possession by possession
Exec={program} open %u
Icon=reviewer
Terminal=false
Categories=AudioVideo;Video;Sports;
MimeType=x-scheme-handler/reviewer;
StartupWMClass=reviewer
"""
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


def remove() -> Path:
    """Remove the package; where its program was."""
    remove_package("reviewer")
    return _PROGRAM


def _make_deb(deb: Path) -> None:
    root = _emptied(BUILD / "deb")
    _link_all(FROZEN / "reviewer", root / _HOME)
    program = root / "usr/bin/reviewer"
    program.parent.mkdir(parents=True)
    program.symlink_to(Path("/") / _HOME / "reviewer")
    _share(root / "usr/share", str(_PROGRAM))
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
    _share(root / "share", "reviewer")
    script = root / "install.sh"
    script.write_text(INSTALL_SH, encoding="utf-8")
    script.chmod(0o755)
    owned = ["--owner=0", "--group=0", "--use-compress-program=xz -T0 -6"]
    if run(["tar", *owned, "-cf", archive, "-C", root.parent, root.name]):
        raise Failed("the archive could not be made (see above)")


def _share(share: Path, program: str) -> None:
    """The menu's entry and the icon, below a `share` folder."""
    entry = share / "applications" / "reviewer.desktop"
    entry.parent.mkdir(parents=True)
    entry.write_text(DESKTOP.format(program=program), encoding="utf-8")
    for source, folder, name in _icons():
        place = share / "icons/hicolor" / folder / "apps"
        place.mkdir(parents=True)
        shutil.copyfile(source, place / name)


def _icons() -> Iterable[tuple[Path, str, str]]:
    for size in SIZES:
        yield MADE / f"reviewer-{size}.png", f"{size}x{size}", "reviewer.png"
    yield SVG, "scalable", "reviewer.svg"


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


INSTALL_SH = textwrap.dedent("""\
    #!/bin/sh
    # Puts Reviewer into this user's menu and makes it open reviewer:// links; --remove undoes it.
    # The program stays where this folder is.
    set -eu
    here=$(cd "$(dirname "$0")" && pwd)
    data=${XDG_DATA_HOME:-$HOME/.local/share}
    entry=$data/applications/reviewer.desktop
    if [ "${1:-}" = --remove ]; then
        rm -f "$entry" "$data"/icons/hicolor/*/apps/reviewer.png
        rm -f "$data"/icons/hicolor/scalable/apps/reviewer.svg
        exit
    fi
    mkdir -p "$data/applications" "$data/icons"
    cp -R "$here/share/icons/hicolor" "$data/icons/"
    while read -r line; do
        case $line in
            Exec=*) printf 'Exec="%s/reviewer" open %%u\\n' "$here" ;;
            *) printf '%s\\n' "$line" ;;
        esac
    done < "$here/share/applications/reviewer.desktop" > "$entry"
    if command -v xdg-mime > /dev/null; then
        xdg-mime default reviewer.desktop x-scheme-handler/reviewer
    fi
    """)
