"""Every fault of the library, through the whole program: named, nothing lost, film can be watched.

What was made before is there during the fault and after it; so is what was acknowledged.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from reviewer.domain.errors import LibraryError
from reviewer.domain.tags import Tag
from reviewer.session.playback_state import Showing
from reviewer.settings import Folders
from tests.faults.desk import GAME, Desk, at_desk
from tests.faults.library_rows import BY_NAME, Row
from tests.faults.origin import open_origin
from tests.virtual import in_virtual_time

MANY = 30


@pytest.mark.parametrize("name", BY_NAME)
def test_a_fault_of_the_library(name: str, hls_of_faults: Path, tmp_path: Path):
    in_virtual_time(partial(go_through, BY_NAME[name], hls_of_faults, tmp_path))


async def go_through(row: Row, footage: Path, home: Path) -> None:
    folder = Folders.from_environment({"REVIEWER_HOME": str(home)}).library
    async with open_origin(footage) as (_, api):
        async with at_desk(api.url, home) as desk:
            assert await desk.open() is None
            made = {desk.tag("before")}
            desk.library.vault.back_up()
        with row.harm(folder):
            async with at_desk(api.url, home, connect=row.connect) as desk:
                made |= await _live_with(row, desk, made)
        async with at_desk(api.url, home) as desk:
            assert desk.review.care is not None
            assert desk.review.care.trouble is None
            assert set(desk.library.kept(Tag, GAME)) == made
    assert bool(list(folder.glob("damaged-*"))) is row.rescued


async def _live_with(row: Row, desk: Desk, before: set[Tag]) -> set[Tag]:
    """Watch and tag as if nothing were; what was acknowledged."""
    care = desk.review.care
    assert care is not None
    _check_told(care.trouble, row.trouble)
    care.start()
    assert await desk.open() is None
    assert isinstance(await desk.choose("first"), Showing)
    assert set(desk.library.kept(Tag, GAME)) == before
    more = {_numbered(next(iter(before)), number) for number in range(MANY)}
    refusal = _refusal(desk, more)
    _check_told(refusal, row.refusal)
    assert set(desk.library.kept(Tag, GAME)) == (before if refusal else before | more)
    assert isinstance(await desk.choose("elsewhere"), Showing)
    assert row.said in "\n".join(desk.said)
    assert desk.crashes == []
    return set() if refusal else more


def _numbered(tag: Tag, number: int) -> Tag:
    return replace(tag, id=f"more-{number}", note="x" * 10_000)


def _refusal(desk: Desk, tags: set[Tag]) -> LibraryError | None:
    try:
        desk.library.save(GAME, "Tag", tags)
    except LibraryError as error:
        return error
    return None


def _check_told(error: LibraryError | None, kind: type[LibraryError] | None) -> None:
    assert type(error) is (kind or type(None))
    if error is not None:
        assert error.title
        assert error.sentence
        assert error.advice
