"""Palettes as files."""

import json
from pathlib import Path

import pytest

from reviewer.domain.errors import BadEntry, LibraryReadOnly
from reviewer.sources import palette_files
from reviewer.store.palette_files import LARGEST_FILE, PaletteFiles, read_palette
from tests.builders import COACH

SHIPPED = Path(__file__).parents[2] / "resources" / "palettes"
FILES = PaletteFiles(())


def test_the_simplest_palette_comes_first():
    assert [each.name for each in palette_files(SHIPPED).shipped] == [
        *("Coach", "Coordinator", "Basketball, every tag")
    ]


def test_what_is_written_reads_as_it_was(tmp_path: Path):
    file = tmp_path / "ours.json"
    FILES.write(file, COACH)
    assert FILES.read(file) == COACH
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"format": "reviewer-palette"}', b"null"],
    ids=["empty", "cut", "list", "bytes", "deep", "bare", "null"],
)
def test_what_is_no_palette_is_refused(tmp_path: Path, content: bytes):
    file = tmp_path / "ours.json"
    file.write_bytes(content)
    with pytest.raises(BadEntry):
        read_palette(file)


def test_a_huge_file_is_not_even_read(tmp_path: Path):
    file = tmp_path / "ours.json"
    file.write_text(json.dumps("x" * LARGEST_FILE))
    with pytest.raises(BadEntry, match="too large"):
        read_palette(file)


def test_a_place_that_cannot_be_written_is_told_and_left_as_it_was(tmp_path: Path):
    with pytest.raises(LibraryReadOnly, match="No such file"):
        FILES.write(tmp_path / "nowhere" / "ours.json", COACH)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LibraryReadOnly):
        FILES.read(tmp_path / "nothing.json")
