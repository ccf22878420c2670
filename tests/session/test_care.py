"""Care of the library as a window shows it: what is going on, what came of it, what went wrong."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.edits import LIBRARY
from reviewer.domain.errors import BadPackage, LibraryReadOnly
from reviewer.domain.playlists import Playlist
from reviewer.domain.sharing import Backup
from reviewer.session.care import AtRest, Care, CareFailed, CareState, Done, Previewed, Working
from reviewer.store.library import Library
from reviewer.store.vault import Vault
from tests.session.room import settled
from tests.store.desk import Ids, kims_package, open_library

FILM = Playlist("p", "Tuesday film")


class Desk:
    """A library with one playlist, its care, and what that said."""

    def __init__(self, library: Library, care: Care) -> None:
        self.library, self.care = library, care
        self.states: list[CareState] = []
        self.noticed: list[str] = []
        self.replaced = 0
        self._told = asyncio.Event()
        care.changed.connect(self._on_changed)
        care.noticed.connect(self.noticed.append)
        care.replaced.connect(self._count)

    async def done(self) -> CareState:
        while isinstance(self.care.state, Working):
            await self._told.wait()
            self._told.clear()
        return self.care.state

    def _on_changed(self, state: CareState) -> None:
        self.states.append(state)
        self._told.set()

    def _count(self) -> None:
        self.replaced += 1


async def threads_done() -> None:
    """Let what threads were asked for end, and its outcome arrive; none can be asked after."""
    await settled()
    await asyncio.get_running_loop().shutdown_default_executor()
    await settled()


@pytest.fixture
async def desk(tmp_path: Path, crashes: list[BaseException]) -> AsyncIterator[Desk]:
    with open_library(tmp_path / "ada", ids=Ids("Ada")) as library:
        library.save(LIBRARY, "Film", [FILM])
        care = Care(library.vault, library, crashes.append)
        yield Desk(library, care)
        await care.aclose()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return kims_package(tmp_path)


async def test_a_colleague_s_file_is_previewed_then_taken_in(desk: Desk, package: Path):
    desk.care.preview(package)
    assert desk.states == [Working("Reading the file")]
    state = await desk.done()
    assert isinstance(state, Previewed)
    assert state.words == ("1 playlist new", "By Kim")
    assert desk.replaced == 0
    desk.care.take_in()
    assert await desk.done() == Done("“kim.zip” is imported. Undo takes it back.")
    assert (desk.replaced, len(desk.library.kept(Playlist))) == (1, 2)
    undone = desk.library.undo(LIBRARY)
    assert undone is not None
    assert undone.what == "Import from Kim"


async def test_what_is_refused_leaves_the_library_as_it_was(desk: Desk, tmp_path: Path):
    (tmp_path / "odd.zip").write_bytes(b"holiday pictures")
    desk.care.preview(tmp_path / "odd.zip")
    state = await desk.done()
    assert isinstance(state, CareFailed)
    assert isinstance(state.error, BadPackage)
    desk.care.take_in()
    desk.care.dismiss()
    assert desk.states[2:] == [AtRest()]
    assert desk.library.kept(Playlist) == (FILM,)


async def test_nothing_is_done_to_a_library_that_is_left(desk: Desk):
    await desk.care.aclose()
    desk.care.back_up()
    await settled()
    assert not desk.care.backups()


async def test_a_backup_is_made_listed_and_restored(desk: Desk):
    desk.care.back_up()
    assert isinstance(await desk.done(), Done)
    (backup,) = desk.care.backups()
    assert backup.size_bytes == backup.path.stat().st_size > 0
    desk.library.save(LIBRARY, "Delete", (), gone=[FILM])
    desk.care.restore(backup)
    assert await desk.done() == Done("Restored. What was there before is backup 2.")
    assert desk.replaced == 1
    assert desk.library.kept(Playlist) == (FILM,)


async def test_the_library_is_handed_on(desk: Desk, tmp_path: Path):
    desk.care.export(tmp_path / "ada.zip")
    assert isinstance(await desk.done(), Done)
    with open_library(tmp_path / "bo", author="Bo") as bo:
        bo.vault.take_in(tmp_path / "ada.zip", "Import")
        assert bo.kept(Playlist) == (FILM,)


async def test_one_thing_at_a_time(desk: Desk, package: Path):
    desk.care.preview(package)
    desk.care.back_up()
    desk.care.dismiss()
    assert desk.states == [Working("Reading the file")]
    assert isinstance(await desk.done(), Previewed)
    assert desk.care.backups() == []


async def test_the_day_s_backup_is_made_at_the_start(desk: Desk):
    desk.care.start()
    await threads_done()
    assert len(desk.care.backups()) == 1
    assert desk.noticed == []


class OnNetwork(Vault):
    on_network_drive = True

    def back_up_if_due(self) -> Backup | None:
        raise LibraryReadOnly("“backups” cannot be used: Permission denied.")


async def test_what_must_be_known_of_the_library_s_place_is_told(desk: Desk, crashes):
    vault = OnNetwork(*(getattr(desk.library.vault, name) for name in ("folder", "now", "author")))
    care = Care(vault, desk.library, crashes.append)
    care.noticed.connect(desk.noticed.append)
    care.start()
    await threads_done()
    assert "network drive" in desk.noticed[0]
    assert desk.noticed[1].startswith("No backup was made today. “backups” cannot be used")
    await care.aclose()


async def test_a_library_that_is_only_looked_at_is_left_alone(desk: Desk, crashes, package: Path):
    trouble = LibraryReadOnly("The library's file may only be read.")
    care = Care(replace(desk.library.vault, watching=True), desk.library, crashes.append, trouble)
    looking = Desk(desk.library, care)
    care.start()
    care.preview(package)
    assert isinstance(await looking.done(), Previewed)
    care.take_in()
    assert isinstance(await looking.done(), CareFailed)
    assert care.backups() == []
    assert desk.library.kept(Playlist) == (FILM,)
    await care.aclose()
