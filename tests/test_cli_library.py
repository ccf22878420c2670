"""`reviewer library`: handed on while a window has it open, and taken in with a look before."""

import io
from pathlib import Path

import pytest

from reviewer.domain.edits import LIBRARY
from reviewer.domain.playlists import Playlist
from reviewer.opening import open_library
from reviewer.settings import Folders
from tests.command import Run
from tests.store.desk import open_library as open_desk


@pytest.fixture
def folders(home: Path) -> Folders:
    return Folders.from_environment()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    with open_desk(tmp_path / "kim", author="Kim") as kim:
        kim.save(LIBRARY, "Film", [Playlist("k", "Kim's film")])
        kim.vault.export(tmp_path / "kim.zip")
    return tmp_path / "kim.zip"


class Typed(io.StringIO):
    """A terminal at which this is typed."""

    def isatty(self) -> bool:
        return True


def kept(folders: Folders) -> tuple[Playlist, ...]:
    with open_library(folders) as library:
        return library.kept(Playlist)


def test_a_library_is_handed_on_while_the_window_has_it(run: Run, folders: Folders, tmp_path: Path):
    with open_library(folders) as library:
        library.save(LIBRARY, "Film", [Playlist("p", "Tuesday film")])
        code, out, _ = run("library", "export", tmp_path / "mine.zip")
    assert code == 0
    assert "mine.zip" in out
    with open_desk(tmp_path / "bo", author="Bo") as bo:
        bo.vault.take_in(tmp_path / "mine.zip", "Import")
        assert bo.kept(Playlist) == (Playlist("p", "Tuesday film"),)


def test_without_a_library_nothing_is_handed_on(run: Run, tmp_path: Path):
    code, _, err = run("library", "export", tmp_path / "mine.zip")
    assert code == 6
    assert "No library yet" in err


def test_a_file_is_taken_in_after_its_preview(run: Run, folders: Folders, package: Path):
    code, out, _ = run("library", "import", package, "--yes")
    assert code == 0
    assert out.startswith("1 playlist new\nBy Kim\nImported.")
    assert kept(folders) == (Playlist("k", "Kim's film"),)
    code, out, _ = run("library", "import", package, "--yes")
    assert (code, out) == (0, "Nothing new: all of it is here already.\n")


@pytest.mark.parametrize(("typed", "imported"), [("y\n", 1), ("n\n", 0), ("\n", 0)])
def test_it_asks_first(
    run: Run,
    folders: Folders,
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    imported: int,
):
    monkeypatch.setattr("sys.stdin", Typed(typed))
    code, _, err = run("library", "import", package)
    assert code == 0
    assert ("Nothing was changed" in err) == (not imported)
    assert len(kept(folders)) == imported


def test_where_nobody_can_be_asked_it_takes_a_yes(
    run: Run, folders: Folders, package: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    code, out, err = run("library", "import", package)
    assert code == 2
    assert "1 playlist new" in out
    assert "--yes" in err
    assert kept(folders) == ()


def test_the_window_s_library_is_not_changed_from_under_it(
    run: Run, folders: Folders, package: Path
):
    with open_library(folders) as library:
        code, _, err = run("library", "import", package, "--yes")
        assert library.kept(Playlist) == ()
    assert code == 6
    assert "Another Reviewer has this library open" in err
    assert "close it first" in err


def test_a_file_that_is_no_package_is_refused(run: Run, folders: Folders, tmp_path: Path):
    (tmp_path / "odd.zip").write_bytes(b"holiday pictures")
    code, _, err = run("library", "import", tmp_path / "odd.zip", "--yes")
    assert code == 6
    assert "Not a library package" in err
    assert kept(folders) == ()
