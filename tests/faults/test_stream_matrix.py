"""Every fault of footage, through the whole program: named, in time, no frame at a wrong time.

Each clip is chosen in turn; afterwards the fault is gone, the program starts anew on the same
disk, and all is as if nothing had been. How footage was made stays, and is no fault of anybody's.
"""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from reviewer.domain.errors import ReviewerError
from reviewer.domain.tags import Tag
from reviewer.domain.times import MediaSpan
from reviewer.net.policy import Lane
from reviewer.session.playback_state import Showing
from tests.faults.desk import Desk, at_desk
from tests.faults.origin import CLIPS, ELSEWHERE, RATE, Origin, open_origin
from tests.faults.stream_rows import BY_NAME, Outcome, Row
from tests.faults.suffering import SLACK_S
from tests.hls import expected_numbers, numbers_in
from tests.virtual import in_virtual_time


@pytest.mark.parametrize("name", BY_NAME)
def test_a_fault_of_footage(name: str, hls_of_faults: Path, tmp_path: Path):
    in_virtual_time(partial(go_through, BY_NAME[name], hls_of_faults, tmp_path))


async def go_through(row: Row, footage: Path, home: Path) -> None:
    faults = {path: make(footage / "game") for path, make in row.strikes.items()}
    later = faults if row.lasts else {}
    async with open_origin(footage) as (origin, api):
        with origin.struck(faults):
            async with at_desk(api.url, home) as desk:
                assert await desk.open() is None
                tags = {desk.tag("before")}
                for clip in CLIPS:
                    await _check(desk, clip, row)
                    tags.add(desk.tag(clip))
                await _check(desk, ELSEWHERE, row)
                assert row.said in "\n".join(desk.said)
                assert desk.crashes == []
        with origin.struck(later):
            async with at_desk(api.url, home) as desk:
                assert set(desk.library.kept(Tag)) == tags
                assert await desk.open() is None
                for clip in CLIPS:
                    _check_shown(await desk.choose(clip), row.outcome(clip) if later else None)
                assert desk.crashes == []
        _check_manners(origin)


async def _check(desk: Desk, clip: str, row: Row) -> None:
    now = asyncio.get_running_loop().time
    begun_s = now()
    shown = await desk.choose(clip)
    assert now() - begun_s <= row.within_s + SLACK_S
    outcome = row.outcome(clip)
    _check_shown(shown, outcome)
    if isinstance(outcome, MediaSpan):
        missing_s = (outcome.end - outcome.start) / 1000
        assert f"{missing_s:.1f} s of this footage are missing" in "\n".join(desk.said)
    why_not = {each.id: each.why_not for each in desk.review.clips.shown}[desk.clip(clip).id]
    assert bool(why_not) is isinstance(shown, ReviewerError)


def _check_shown(shown: Showing | ReviewerError, outcome: Outcome) -> None:
    if isinstance(shown, ReviewerError):
        assert type(shown) is outcome
        assert shown.title
        assert shown.sentence
        return
    window = shown.window
    assert numbers_in(window) == expected_numbers(window, RATE)
    if isinstance(outcome, MediaSpan):
        assert window.gaps == (outcome,)
    else:
        assert outcome is None
        assert window.gaps == ()


def _check_manners(origin: Origin) -> None:
    """Nothing of the account reaches the footage's host, and it is not stormed."""
    assert origin.most_at_once <= Lane.MEDIA.value
    assert not any({"authorization", "cookie"} & request.headers.keys() for request in origin.asked)
    assert not any("demo-" in str(request) for request in origin.asked)
