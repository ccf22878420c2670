"""One frame of a stream on screen, the same way as the window shows it."""

import asyncio

from reviewer.domain.errors import TimedOut, Unplayable
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan
from reviewer.session.ports import MediaSource, Player

_LONGEST_WAIT_S = 10.0


async def show_still(media: MediaSource, player: Player, url: str, at: MediaMs) -> FrameTime:
    """Bring the picture of this moment on screen, paused; returns which one it is.

    Raises a MediaError where it cannot be shown, a ServiceError where the network fails.
    """
    window = await media.window(url, MediaSpan(at, MediaMs(at + 1)))
    time = FrameTime(at * 1000)
    if not window.has(time):
        raise Unplayable("The stream has no picture there.")
    if any(gap.start <= at < gap.end for gap in window.gaps):
        raise Unplayable("That piece of the footage is missing.")
    shown: asyncio.Future[FrameTime] = asyncio.get_running_loop().create_future()

    def on_shown(frame: FrameTime) -> None:
        if not shown.done() and frame == window.picture_at(time):
            shown.set_result(frame)

    def on_failed(words: str) -> None:
        if not shown.done():
            shown.set_exception(Unplayable(f"The footage could not be decoded ({words})."))

    player.frame_shown.connect(on_shown)
    player.failed.connect(on_failed)
    try:
        player.load(window, time, window.end, play=False)
        async with asyncio.timeout(_LONGEST_WAIT_S):
            return await shown
    except TimeoutError as error:
        raise TimedOut("The player showed no picture.") from error
    finally:
        player.frame_shown.disconnect(on_shown)
        player.failed.disconnect(on_failed)
