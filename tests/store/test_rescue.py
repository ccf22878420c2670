"""A damaged library: refused, kept, and what can be read of it brought into a new one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.domain.edits import LIBRARY
from reviewer.domain.errors import LibraryBusy, LibraryDamaged
from reviewer.domain.finding import Says
from reviewer.domain.sharing import Rescued
from reviewer.domain.tags import Tag
from reviewer.store.place import FILE
from reviewer.store.rescue import rescue
from tests.store.desk import Clock, Ids, how_many, open_library
from tests.store.season import TAGS

GAME = TAGS[0].game
COUNT = 400
PAGE = 4096


def made(number: int) -> Tag:
    return replace(TAGS[0], id=f"{number:04}", note=f"note {number}")


def fill(folder: Path, *, backup_after: int | None = None) -> None:
    with open_library(folder) as library:
        for number in range(COUNT):
            library.save(GAME, "Tag", [made(number)])
            if number + 1 == backup_after:
                library.vault.back_up()


def rescued(folder: Path) -> tuple[Rescued, tuple[Tag, ...]]:
    told = rescue(folder, Clock())
    with open_library(folder, ids=Ids("after")) as library:
        tags = library.kept(Tag)
        assert how_many(library, Says("note")) == (1 if tags else 0)
        assert library.undo(GAME) is None
        assert library.undo(LIBRARY) is None
        library.save(GAME, "Tag", [replace(TAGS[0], id="new")])
        library.undo(GAME)
    return told, tags


def no_header(content: bytes) -> bytes:
    return b"\0" * 100 + content[100:]


def torn(content: bytes) -> bytes:
    return content[: len(content) // 2 // PAGE * PAGE]


def scratched(content: bytes) -> bytes:
    """A hole in the middle, as a bad sector leaves it."""
    middle = len(content) // 2 // PAGE * PAGE
    return content[:middle] + b"\xff" * 4 * PAGE + content[middle + 4 * PAGE :]


@pytest.mark.parametrize("damage", [no_header, torn], ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_refused_and_left_as_it_is(
    tmp_path: Path, damage: Callable[[bytes], bytes]
):
    fill(tmp_path)
    file = tmp_path / FILE
    file.write_bytes(damage(file.read_bytes()))
    content = file.read_bytes()
    with pytest.raises(LibraryDamaged) as caught:
        open_library(tmp_path)
    assert "Rescue" in caught.value.advice
    assert file.read_bytes() == content


@pytest.mark.parametrize("damage", [no_header, torn, scratched], ids=lambda damage: damage.__name__)
def test_with_a_backup_all_that_it_holds_comes_back(
    tmp_path: Path, damage: Callable[[bytes], bytes]
):
    fill(tmp_path, backup_after=COUNT)
    file = tmp_path / FILE
    file.write_bytes(damage(file.read_bytes()))
    content = file.read_bytes()
    told, tags = rescued(tmp_path)
    assert tags == tuple(made(number) for number in range(COUNT))
    assert told.edits == COUNT
    assert told.kept_as.read_bytes() == content


def test_without_a_backup_a_bad_sector_costs_what_was_in_it_and_no_more(tmp_path: Path):
    fill(tmp_path)
    file = tmp_path / FILE
    content = file.read_bytes()
    found = []
    for page in range(len(content) // PAGE // 4, len(content) // PAGE, 9):
        at = page * PAGE
        folder = tmp_path / str(page)
        folder.mkdir()
        (folder / FILE).write_bytes(content[:at] + b"\xff" * PAGE + content[at + PAGE :])
        told, tags = rescued(folder)
        assert set(tags) <= {made(number) for number in range(COUNT)}
        assert told.edits == len(tags)
        found.append(len(tags))
    assert max(found) == COUNT
    assert min(found) > COUNT // 4


def test_without_anything_to_read_a_library_is_begun_anew(tmp_path: Path):
    (tmp_path / FILE).write_bytes(b"\0" * 50_000)
    told, tags = rescued(tmp_path)
    assert tags == ()
    assert (told.edits, told.from_backup) == (0, 0)
    assert told.kept_as.stat().st_size == 50_000


def test_the_newest_backup_that_can_be_read_is_used(tmp_path: Path):
    fill(tmp_path, backup_after=10)
    with open_library(tmp_path, ids=Ids("more")) as library:
        broken = library.vault.back_up()
    broken.path.write_bytes(b"\0" * 50_000)
    (tmp_path / FILE).write_bytes(b"\0" * 50_000)
    told, tags = rescued(tmp_path)
    assert tags == tuple(made(number) for number in range(10))
    assert told.from_backup == 10


def test_a_library_that_is_open_is_not_rescued_from_under_its_window(tmp_path: Path):
    with open_library(tmp_path), pytest.raises(LibraryBusy):
        rescue(tmp_path, Clock())
