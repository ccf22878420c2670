"""A fault of ShotTracker's, lived through at the desk: named, in time, nothing lost."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager

from reviewer.domain.errors import ReviewerError
from reviewer.domain.tags import Tag
from reviewer.session.playback_state import Showing
from tests.faults.api_rows import Told
from tests.faults.desk import Desk

SLACK_S = 1.0
"""Beyond a time limit, until it is said."""


async def suffer(desk: Desk, told: Told, strike: Callable[[], AbstractContextManager[None]]) -> str:
    """First the game was never loaded, then it is open and a clip of it on screen; in between and
    afterwards the fault is gone, and the game opens again by itself. The sentence that was said.
    """
    with strike():
        error = await _opened_in_time(desk, told)
        _check_told(told, error, desk)
    assert await desk.open() is None
    assert len(desk.review.clips.shown) == 6
    before = desk.tag("before")
    assert isinstance(await desk.choose("first"), Showing)
    with strike():
        again = await _opened_in_time(desk, told)
        during = desk.tag("during") if told.error is not None else before
        if told.copy:
            assert again is None
            assert any(words.startswith("Offline copy from") for words in desk.said)
        else:
            _check_told(told, again, desk)
        if told.error is not None:  # what is open stays so
            assert isinstance(desk.review.playback.state, Showing)
            assert isinstance(await desk.choose("elsewhere"), Showing)
    assert await desk.open() is None
    assert set(desk.library.kept(Tag)) == {before, during}
    assert desk.crashes == []
    return error.sentence if error is not None else ""


async def _opened_in_time(desk: Desk, told: Told) -> ReviewerError | None:
    now = asyncio.get_running_loop().time
    begun_s = now()
    error = await desk.open()
    assert now() - begun_s <= told.within_s + SLACK_S
    return error


def _check_told(told: Told, error: ReviewerError | None, desk: Desk) -> None:
    assert type(error) is (told.error or type(None))
    if error is not None:
        assert error.title
        assert error.sentence
        assert error.advice
        return
    game = desk.review.game
    assert game is not None
    assert {gap.what for gap in game.missing} == set(told.missing)
    assert len(game.clips) == told.clips
