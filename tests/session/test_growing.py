"""Windows that grow: what is asked for is shown, not what happens to be there first."""

from collections.abc import AsyncGenerator

from reviewer.domain.game import ClipId
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan
from reviewer.session.playback_state import Showing
from reviewer.session.ports import OnProgress
from tests.fakes import FakeMedia
from tests.session.room import Room, settled


class Piecemeal(FakeMedia):
    """Brings the first second of a span first, and all of it when asked for more."""

    async def windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> AsyncGenerator[MediaWindow, None]:
        yield await self.window(url, MediaSpan(span.start, MediaMs(span.start + 1_000)))
        yield await self.window(url, span, on_progress)


async def open_clip(room: Room, *, lead: bool) -> Showing:
    room.review.playback._media = Piecemeal()
    await room.open()
    clip = next(row.clip for row in room.review.clips.shown if row.id == ClipId("clip-1"))
    room.review.playback.open(clip, play=False, lead=lead)
    await room.arrived()
    await settled()
    return room.showing


async def test_a_start_in_the_lead_in_is_shown_from_the_first_window(room: Room):
    showing = await open_clip(room, lead=True)
    assert room.player.told("load") == [showing.plan.start]
    assert room.player.told("extend") == [showing.window.end]


async def test_a_start_beyond_the_first_window_waits_for_the_one_that_has_it(room: Room):
    showing = await open_clip(room, lead=False)
    start = FrameTime(showing.plan.marked.start * 1000)
    assert room.player.told("load") == [start]
    assert room.player.told("extend") == []
    assert showing.window.start <= start < showing.window.end
