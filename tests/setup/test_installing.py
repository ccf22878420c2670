"""An installer put to the test, with a stand-in for the system, and the archive in a home."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import archive
import desktop
import pytest
from icons import SIZES
from installing import install_and_remove
from shell import Failed

linux = pytest.mark.skipif(sys.platform != "linux", reason="the archive is for Linux")
posix = pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")


@dataclass
class Place:
    """A system where installing leaves these things, and removing takes some of them away."""

    program: Path
    leaves: set[str]
    takes: set[str]
    there: set[str] = field(default_factory=set)

    def install(self, installer: Path) -> Path:
        self.there |= self.leaves
        return self.program

    def remove(self) -> None:
        self.there -= self.takes

    def traces(self) -> dict[str, bool]:
        return {name: name in self.there for name in ("the program", "links")}


@pytest.fixture
def program(tmp_path):
    """Makes a program whose self-test ends with this code."""

    def made(code):
        path = tmp_path / "program"
        path.write_text(f"#!/bin/sh\nexit {code}\n")
        path.chmod(0o755)
        return path

    return made


BOTH = {"the program", "links"}


@posix
def test_what_is_installed_works_and_goes_again(program):
    place = Place(program(0), leaves=BOTH, takes=BOTH)
    install_and_remove(place, Path("x.deb"))
    assert not place.there


@posix
def test_what_was_not_installed_is_named_and_the_rest_is_removed(program):
    place = Place(program(0), leaves={"the program"}, takes=BOTH)
    with pytest.raises(Failed, match=r"x\.deb did not install links"):
        install_and_remove(place, Path("x.deb"))
    assert not place.there


@posix
def test_what_is_left_behind_is_named(program):
    place = Place(program(0), leaves=BOTH, takes={"the program"})
    with pytest.raises(Failed, match=r"x\.deb leaves behind links"):
        install_and_remove(place, Path("x.deb"))


@posix
def test_what_does_not_work_is_removed(program):
    place = Place(program(1), leaves=BOTH, takes=BOTH)
    with pytest.raises(Failed, match="fails its self-test installed"):
        install_and_remove(place, Path("x.deb"))
    assert not place.there


@pytest.fixture
def packed(monkeypatch, tmp_path, program):
    """The archive with a program that only ends."""
    for size in SIZES:
        (tmp_path / f"reviewer-{size}.png").touch()
    monkeypatch.setattr(desktop, "MADE", tmp_path)
    root = tmp_path / "packed/reviewer-1.0"
    desktop.share(root / "share", "reviewer")
    (root / "install.sh").write_text(archive.INSTALL_SH)
    (root / "install.sh").chmod(0o755)
    shutil.copy(program(0), root / "reviewer")
    packed = tmp_path / "reviewer-1.0.tar"
    subprocess.run(["tar", "-cf", packed, "-C", root.parent, root.name], check=True)
    return packed


@linux
def test_the_archive_comes_into_the_menu_and_out_of_it(packed, tmp_path):
    home = tmp_path / "a home"
    home.mkdir()
    theirs = "[Default Applications]\ntext/html=other.desktop\n"
    (home / ".config").mkdir()
    (home / ".config/mimeapps.list").write_text(theirs)
    install_and_remove(archive.Archive(home), packed)
    left = [path.name for path in home.rglob("*") if path.is_file()]
    assert left == ["mimeapps.list"]
    assert (home / ".config/mimeapps.list").read_text() == theirs


@linux
def test_the_menus_entry_finds_the_program_where_it_was_unpacked(packed, tmp_path):
    home = tmp_path / "a home"
    home.mkdir()
    place = archive.Archive(home)
    program = place.install(packed)
    assert all(place.traces().values())
    entry = (home / ".local/share/applications/reviewer.desktop").read_text()
    assert f'Exec="{program}" open %u\n' in entry
    program.unlink()
    assert not place.traces()["the entry's program"]
