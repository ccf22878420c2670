"""The library as a whole in the window: dialogs that ask, preview, and say what came of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QListView, QPushButton, QWidget

from reviewer.domain.edits import LIBRARY
from reviewer.domain.errors import LibraryError, LibraryNewer
from reviewer.domain.playlists import Playlist
from reviewer.domain.sharing import Rescued
from reviewer.session.care import AtRest, Care, Working
from reviewer.store.library import Library
from reviewer.ui.keys import Command
from reviewer.ui.library_desk import LibraryDesk, library_commands
from reviewer.ui.window import MainWindow
from tests.store.desk import Ids, kims_package, open_library
from tests.ui.desk import Desk, settled

FILM = Playlist("p", "Tuesday film")


@dataclass
class Counter:
    """The library's desk in the window, and the hands of a test on its dialogs."""

    window: MainWindow
    library: Library
    care: Care
    desk: LibraryDesk

    async def done(self) -> None:
        """Wait until nothing is being worked on."""
        told = asyncio.Event()
        self.care.changed.connect(lambda _state: told.set())
        while isinstance(self.care.state, Working):
            await told.wait()
            told.clear()
        await settled()

    @property
    def dialog(self) -> QDialog:
        """The one that is open."""
        every = self.window.findChildren(QDialog)
        (found,) = [each for each in every if each.isVisible()]
        return found

    def says(self, words: str) -> bool:
        labels = self.dialog.findChildren(QLabel)
        return any(words in label.text() for label in labels if label.isVisible())

    def click(self, name: str) -> None:
        (button,) = [each for each in self.dialog.findChildren(QPushButton) if each.text() == name]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def run(self, title: str) -> None:
        """Run a command of the menu."""
        next(each for each in self.commands if each.title == title).run()

    def pick(self, path: Path) -> None:
        """Choose this file in the file dialog that is open."""
        assert isinstance(self.dialog, QFileDialog)
        dialog = self.dialog
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        own = (Path(QStandardPaths.writableLocation(documents)), Path.home())
        assert Path(dialog.directory().path()) in own, "not where the program lies"
        dialog.close()
        dialog.fileSelected.emit(str(path))

    @property
    def commands(self) -> tuple[Command, ...]:
        return library_commands(self.desk)


@pytest.fixture
async def counter(desk: Desk, tmp_path: Path) -> AsyncIterator[Counter]:
    crashes: list[BaseException] = []
    with open_library(tmp_path / "ada", ids=Ids("Ada")) as library:
        library.save(LIBRARY, "Film", [FILM])
        care = Care(library.vault, library, crashes.append)
        made = LibraryDesk(care, desk.theme.tokens, desk.window)
        yield Counter(desk.window, library, care, made)
        await care.aclose()
    assert not crashes


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return kims_package(tmp_path)


def dialogs(window: QWidget) -> list[QDialog]:
    return [each for each in window.findChildren(QDialog) if each.isVisible()]


async def test_an_import_is_previewed_done_and_told(counter: Counter, package: Path):
    counter.run("Import a colleague's work…")
    counter.pick(package)
    await counter.done()
    assert counter.says("Import “kim.zip”?")
    assert counter.says("1 playlist new\nBy Kim")
    counter.click("Import")
    await counter.done()
    assert counter.says("“kim.zip” is imported. Undo takes it back.")
    assert len(counter.library.kept(Playlist)) == 2
    counter.click("Close")
    assert dialogs(counter.window) == []


async def test_an_import_can_be_left(counter: Counter, package: Path):
    counter.care.preview(package)
    await counter.done()
    QTest.keyClick(counter.dialog, Qt.Key.Key_Escape)
    assert counter.care.state == AtRest()
    assert dialogs(counter.window) == []
    assert counter.library.kept(Playlist) == (FILM,)


async def test_a_file_that_brings_nothing_says_so(counter: Counter, package: Path):
    counter.library.vault.take_in(package, "Import")
    counter.care.preview(package)
    await counter.done()
    assert counter.says("Nothing new")
    counter.click("Close")
    assert counter.care.state == AtRest()


async def test_a_file_that_is_no_package_is_told_with_a_remedy(counter: Counter, tmp_path: Path):
    (tmp_path / "odd.zip").write_bytes(b"holiday pictures")
    counter.care.preview(tmp_path / "odd.zip")
    await counter.done()
    assert counter.says("Not a library package")
    assert counter.says("Ask for the file again.")
    counter.click("Dismiss")
    assert dialogs(counter.window) == []


async def test_work_cannot_be_closed_away(counter: Counter):
    counter.run("Back up now")
    assert counter.says("Backing up the library…")
    QTest.keyClick(counter.dialog, Qt.Key.Key_Escape)
    assert counter.dialog.isVisible()
    await counter.done()
    assert counter.says("The library is backed up.")


async def test_the_library_is_exported_where_it_is_asked_to(counter: Counter, tmp_path: Path):
    counter.run("Export for a colleague…")
    counter.pick(tmp_path / "ada.zip")
    await counter.done()
    assert counter.says("without footage")
    assert (tmp_path / "ada.zip").is_file()


async def test_a_backup_is_picked_by_its_date_and_restored(counter: Counter):
    counter.library.vault.back_up()
    counter.library.save(LIBRARY, "Delete", (), gone=[FILM])
    counter.run("Restore a backup…")
    rows = counter.dialog.findChild(QListView)
    assert rows is not None
    assert "2026, " in rows.model().index(0, 0).data()
    assert rows.model().index(0, 0).data().endswith(" kB")
    QTest.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        pos=rows.visualRect(rows.model().index(0, 0)).center(),
    )
    counter.click("Restore")
    await counter.done()
    assert counter.says("What was there before is backup 2.")
    assert counter.library.kept(Playlist) == (FILM,)


async def test_without_a_backup_it_says_when_there_will_be_one(counter: Counter):
    counter.run("Restore a backup…")
    assert counter.says("There is no backup yet.")
    counter.click("Cancel")


@pytest.mark.parametrize(
    ("trouble", "rescued", "words"),
    [
        (LibraryNewer("It was last used by a newer Reviewer."), None, "From a newer Reviewer"),
        (LibraryNewer("It was last used by a newer Reviewer."), None, "nothing is saved"),
        (None, Rescued(1234, 12, Path("damaged-1.sqlite3")), "1,234 changes could be read"),
        (None, Rescued(1, 0, Path("damaged-1.sqlite3")), "kept as “damaged-1.sqlite3”"),
    ],
)
async def test_what_is_amiss_at_the_start_is_said_in_a_small_window(
    counter: Counter, trouble: LibraryError | None, rescued: Rescued | None, words: str
):
    counter.care.trouble = trouble
    counter.desk.greet(rescued)
    assert counter.says(words)
    counter.click("Watch" if trouble else "Go on")
    assert dialogs(counter.window) == []


async def test_where_nothing_is_amiss_nothing_is_said(counter: Counter):
    counter.desk.greet()
    assert dialogs(counter.window) == []
