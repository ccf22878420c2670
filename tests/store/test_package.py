"""Packages from elsewhere: odd, hostile, broken. A clear sentence, and the library as it was."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.edits import LIBRARY
from reviewer.domain.errors import BadPackage, LibraryError, LibraryNewer
from reviewer.domain.game import EventId
from reviewer.domain.playlists import Item, Playlist
from reviewer.domain.tags import Tag
from reviewer.store import package
from reviewer.store.library import Library
from tests.hostile import HOSTILE
from tests.store.desk import Ids, edits, open_library, records
from tests.store.season import TAGS

GAME = EventId("g1")
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Bo's package."""
    folder = tmp_path_factory.mktemp("bo")
    with open_library(folder, author="Bo") as library:
        library.save(GAME, "Tag", TAGS[:3])
        library.save(LIBRARY, "Playlist", [Playlist("p", "Film"), Item("i", "p", "V", None)])
        library.vault.export(folder / "bo.zip")
    return (folder / "bo.zip").read_bytes()


@pytest.fixture
def library(tmp_path: Path):
    with open_library(tmp_path / "ada", ids=Ids("Ada")) as opened:
        opened.save(GAME, "Tag", [TAGS[5]])
        yield opened


def _nested(levels: int) -> object:
    return [_nested(levels - 1)] if levels else []


LONG = "".join(map(str, range(500_000)))
DEEP = _nested(100)


def members(content: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(parts: Members, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def refused(library: Library, content: bytes, folder: Path) -> LibraryError:
    """The error for a package; the library must not have changed."""
    path = folder / "odd.zip"
    path.write_bytes(content)
    before = records(library), edits(library)
    with pytest.raises(LibraryError) as caught:
        library.vault.take_in(path, "Import")
    assert (records(library), edits(library)) == before
    assert library.to_undo(LIBRARY) is None
    return caught.value


def manifest(parts: Members, **change: object) -> Members:
    told = {**json.loads(parts["manifest.json"]), **change}
    return {**parts, "manifest.json": json.dumps(told).encode()}


def journal(parts: Members, change: Callable[[dict[str, Any]], object]) -> Members:
    first, *rest = parts["journal.jsonl"].splitlines(keepends=True)
    edit = json.loads(first)
    change(edit)
    return {**parts, "journal.jsonl": b"".join((json.dumps(edit).encode() + b"\n", *rest))}


def test_a_good_package_is_taken_and_holds_no_more_than_it_should(
    library: Library, good: bytes, tmp_path: Path
):
    path = tmp_path / "good.zip"
    path.write_bytes(good)
    library.vault.take_in(path, "Import")
    assert len(library.kept(Tag)) == 4
    parts = members(good)
    assert set(parts) == {
        *("manifest.json", "journal.jsonl", "palettes.jsonl", "playlists.jsonl"),
    }
    assert parts["playlists.jsonl"].count(b"\n") == 2
    assert b"http" not in b"".join(parts.values())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda parts: manifest(parts, format="other"), "no library package"),
        (lambda parts: manifest(parts, edits=99), "missing"),
        (lambda parts: manifest(parts, edits="5"), "not a whole number"),
        (lambda parts: {**parts, "manifest.json": b"[]"}, "not an object"),
        (lambda parts: {**parts, "manifest.json": b"{"}, "garbled"),
        (lambda parts: {**parts, "../../evil": b"x"}, "other things"),
        (lambda parts: {**parts, "/etc/passwd": b"x"}, "other things"),
        (lambda parts: {"manifest.json": parts["manifest.json"]}, "other things"),
        (lambda parts: {**parts, "journal.jsonl": b""}, "missing"),
        (lambda parts: {**parts, "journal.jsonl": parts["journal.jsonl"][:-9]}, "cut off"),
        (lambda parts: {**parts, "journal.jsonl": b"\xff\xfe\n"}, "garbled"),
        (lambda parts: {**parts, "journal.jsonl": b"[" * 100_000 + b"\n"}, "garbled"),
        (lambda parts: {**parts, "journal.jsonl": b'{"time_ms": NaN}\n'}, "NaN"),
        (lambda parts: {**parts, "journal.jsonl": b"1" * 5_000 + b"\n"}, "garbled"),
        (lambda parts: journal(parts, lambda edit: edit.pop("author")), "“author” is not text"),
        (lambda parts: journal(parts, lambda edit: edit.update(time_ms=-1)), "out of range"),
        (lambda parts: journal(parts, lambda edit: edit.update(after=[])), "not an object"),
        (lambda parts: journal(parts, lambda edit: edit["after"].update(span=[2, 1])), "stretch"),
        (lambda parts: journal(parts, lambda edit: edit["after"].update(note="a\0")), "shown"),
        (lambda parts: journal(parts, lambda edit: edit["after"].update(note="\ud800")), "shown"),
        (lambda parts: journal(parts, lambda edit: edit["after"].update(note="x" * 10**6)), "long"),
        (lambda parts: journal(parts, lambda edit: edit["after"].update(extra=1)), "would have"),
        (lambda parts: journal(parts, lambda edit: edit["before"].update(x=0.5)), "0.5"),
        (lambda parts: journal(parts, lambda edit: edit["before"].update(x=DEEP)), "nested"),
        (lambda parts: journal(parts, lambda edit: edit["after"].pop("note")), "“note”"),
        (lambda parts: journal(parts, lambda edit: edit["after"].update(note=LONG)), "cut off"),
    ],
)
def test_a_package_that_is_not_right_is_refused_with_a_reason(
    library: Library, good: bytes, tmp_path: Path, change: Callable[[Members], Members], why: str
):
    error = refused(library, zipped(change(members(good))), tmp_path)
    assert isinstance(error, BadPackage)
    assert why in error.sentence


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: manifest(parts, version=package.VERSION + 1),
        lambda parts: journal(parts, lambda edit: edit.update(kind="hologram")),
    ],
)
def test_a_package_of_a_newer_program_is_refused_as_such(
    library: Library, good: bytes, tmp_path: Path, change: Callable[[Members], Members]
):
    error = refused(library, zipped(change(members(good))), tmp_path)
    assert isinstance(error, LibraryNewer)


@pytest.mark.parametrize("text", ["A word about the same play, once more. ", "."])
def test_a_long_note_that_was_changed_again_and_again_is_read_back(
    library: Library, tmp_path: Path, text: str
):
    """The journal tells before and after in full each time, which packs as well as can be."""
    note = text * (15_000 // len(text))
    for number in range(150):
        library.save(GAME, "Note", [replace(TAGS[5], note=f"{note}{number}")])
    library.vault.export(tmp_path / "ada.zip")
    assert package.read_package(tmp_path / "ada.zip") == list(edits(library))


@pytest.mark.parametrize(
    ("compression", "size_bytes"),
    [
        (zipfile.ZIP_DEFLATED, package.LARGEST_CONTENT),
        (zipfile.ZIP_BZIP2, 64 * 2**20),
        (zipfile.ZIP_LZMA, 64 * 2**20),
    ],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    library: Library, good: bytes, tmp_path: Path, compression: int, size_bytes: int
):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", compression) as file:
        for name, content in members(good).items():
            with file.open(name, "w") as member:
                member.write(content)
                for _ in range(size_bytes // 2**20 if name == "journal.jsonl" else 0):
                    member.write(b" " * 2**20)
    assert "too large" in refused(library, bomb.getvalue(), tmp_path).sentence


def test_a_zip_that_lies_about_its_size_is_refused(library: Library, good: bytes, tmp_path: Path):
    """Its directory says 10 bytes where 64 MB come out."""
    content = bytearray(zipped({**members(good), "journal.jsonl": b" " * (64 * 2**20)}))
    size = (64 * 2**20).to_bytes(4, "little")
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = (10).to_bytes(4, "little")
    refused(library, bytes(content), tmp_path)


def test_members_of_the_same_name_are_refused(library: Library, good: bytes, tmp_path: Path):
    made = io.BytesIO(good)
    with zipfile.ZipFile(made, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("journal.jsonl", b"")
    assert "other things" in refused(library, made.getvalue(), tmp_path).sentence


def test_a_password_is_said(library: Library, good: bytes, tmp_path: Path):
    content = bytearray(good)
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    assert "password" in refused(library, bytes(content), tmp_path).sentence


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"\0" * 1000])
def test_what_is_no_zip_is_refused(library: Library, tmp_path: Path, content: bytes):
    refused(library, content, tmp_path)


def test_a_file_that_is_not_there_or_too_large_is_refused(library: Library, tmp_path: Path):
    with pytest.raises(BadPackage, match=r"“none\.zip” cannot be read"):
        library.vault.preview(tmp_path / "none.zip")
    huge = tmp_path / "huge.zip"
    with huge.open("wb") as file:
        file.truncate(package.LARGEST_FILE + 1)
    with pytest.raises(BadPackage, match="too large"):
        library.vault.preview(huge)


@HOSTILE
@given(st.data())
def test_a_damaged_package_is_refused_or_read_as_it_was(good: bytes, tmp_path: Path, data):
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.zip"
    path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    try:
        edits = package.read_package(path)
    except (BadPackage, LibraryNewer):
        return
    path.write_bytes(good)
    assert edits == package.read_package(path)


def test_what_cannot_be_written_as_text_in_an_edits_past_does_no_harm(
    library: Library, good: bytes, tmp_path: Path
):
    path = tmp_path / "odd.zip"
    odd = journal(members(good), lambda edit: edit["before"].update(note="\ud800\0"))
    path.write_bytes(zipped(odd))
    library.vault.take_in(path, "Import")
    library.vault.export(path)
    with open_library(tmp_path / "bo", author="Bo") as other:
        other.vault.take_in(path, "Import")
        assert records(other) == records(library)


def test_a_package_that_cannot_be_written_leaves_nothing(library: Library, tmp_path: Path):
    with pytest.raises(LibraryError, match="cannot be used"):
        library.vault.export(tmp_path / "no folder" / "ada.zip")
    assert not list(tmp_path.glob("**/*.unfinished"))


def test_writing_over_a_package_is_all_or_nothing(library: Library, tmp_path: Path):
    path = tmp_path / "ada.zip"
    path.mkdir()
    with pytest.raises(LibraryError):
        library.vault.export(path)
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == []
