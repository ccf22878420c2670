"""Every fault of ShotTracker's answers, through the whole program: named, in time, nothing lost.

First where the game was never loaded, then where it is open and a clip of it on screen; in between
and afterwards the fault is gone, and the game opens again by itself.
"""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from reviewer.domain.errors import ReviewerError
from reviewer.domain.tags import Tag
from reviewer.session.playback import Showing
from tests.faults.api_rows import BY_NAME, Row
from tests.faults.desk import Desk, at_desk
from tests.faults.origin import open_origin
from tests.virtual import in_virtual_time

SLACK_S = 1.0
"""Beyond a time limit, until it is said."""


@pytest.mark.parametrize("name", BY_NAME)
def test_a_fault_of_the_api(name: str, hls_of_faults: Path, tmp_path: Path):
    in_virtual_time(partial(_suffer, BY_NAME[name], hls_of_faults, tmp_path))


async def _suffer(row: Row, footage: Path, home: Path) -> None:
    async with open_origin(footage) as (origin, api), at_desk(api.url, home) as desk:
        with origin.struck({row.at: row.script}):
            _check_told(row, await _opened_in_time(desk, row), desk)
        assert await desk.open() is None
        assert len(desk.review.clips.shown) == 6
        before = desk.tag("before")
        assert isinstance(await desk.choose("first"), Showing)
        with origin.struck({row.at: row.script}):
            again = await _opened_in_time(desk, row)
            during = desk.tag("during") if row.error is not None else before
            if row.copy:
                assert again is None
                assert any(words.startswith("Offline copy from") for words in desk.said)
            else:
                _check_told(row, again, desk)
            if row.error is not None:  # what is open stays so
                assert isinstance(desk.review.playback.state, Showing)
                assert isinstance(await desk.choose("elsewhere"), Showing)
        assert await desk.open() is None
        assert set(desk.library.kept(Tag)) == {before, during}
        assert desk.crashes == []


async def _opened_in_time(desk: Desk, row: Row) -> ReviewerError | None:
    now = asyncio.get_running_loop().time
    begun_s = now()
    error = await desk.open()
    assert now() - begun_s <= row.within_s + SLACK_S
    return error


def _check_told(row: Row, error: ReviewerError | None, desk: Desk) -> None:
    assert type(error) is (row.error or type(None))
    if error is not None:
        assert error.title
        assert error.sentence
        assert error.advice
        return
    game = desk.review.game
    assert game is not None
    assert {gap.what for gap in game.missing} == set(row.missing)
    assert len(game.clips) == row.clips
