"""The embedded game shows itself: plays clips, takes pictures, and holds the clock to the truth."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from reviewer.demo import barcode
from reviewer.demo.truth import SimGame
from reviewer.domain.errors import TimedOut
from reviewer.domain.listing import Row
from reviewer.domain.moment import Moment
from reviewer.domain.times import ClockMs, format_clock
from reviewer.player.deck import DeckView
from reviewer.session.loader import GameFailed, GameLoaded, GameState
from reviewer.session.playback_state import Failed, PlaybackState
from reviewer.session.review import Review

PLAY_MS = 2_000
_LONGEST_WAIT_S = 30.0
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood on screen at one moment: the frame by its bar code, and what was said of it."""

    row: Row
    number: int | None
    moment: Moment
    window: QPixmap


async def take_screenshot(window: QWidget, review: Review, screen: DeckView, *, file: Path) -> None:
    """Play the first clip for 2 s and save the window."""
    await game_shown(review)
    shown = await _play(window, review, screen, playable(review)[0])
    _save(shown.window, file)


async def show_halves(
    window: QWidget, review: Review, screen: DeckView, *, file: Path, truth: SimGame
) -> None:
    """Play the first clip of each half; save the window and print what was shown."""
    await game_shown(review)
    firsts: dict[str, Row] = {}
    for row in playable(review):
        firsts.setdefault(row.clip.period, row)
    print(f"{'clip':12} {'period':6} {'frame':>6} {'clock':>8} {'expected':>8}  as it should be")
    for index, row in enumerate(firsts.values()):
        shown = await _play(window, review, screen, row)
        name = file.stem if index == 0 else f"{file.stem}-{row.clip.period.lower()}"
        _save(shown.window, file.with_stem(name))
        print(_line(shown, truth))


async def game_shown(review: Review) -> None:
    """Wait until the game is listed. Raises what went wrong, or TimedOut."""
    settled: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def look(state: GameState) -> None:
        if isinstance(state, GameFailed):
            settled.set_exception(state.error)
        elif isinstance(state, GameLoaded):
            settled.set_result(None)

    with _connected(review.loader.changed, look):
        look(review.loader.state)
        await _in_time(settled)


def playable(review: Review) -> list[Row]:
    """The rows of the list that nothing speaks against."""
    return [row for row in review.clips.shown if row.why_not is None]


async def _play(window: QWidget, review: Review, screen: DeckView, row: Row) -> Shown:
    """Play a clip until `PLAY_MS` after its start; what was on screen then."""
    taken: asyncio.Future[Shown] = asyncio.get_running_loop().create_future()

    def take(moment: Moment) -> None:
        # here and now: a frame later the picture and the moment would be others
        start = row.clip.start or 0
        if not taken.done() and moment.wall is not None and moment.wall >= start + PLAY_MS:
            number = barcode.read_image(screen.picture())
            taken.set_result(Shown(row, number, moment, window.grab()))

    def look(state: PlaybackState) -> None:
        if not taken.done() and isinstance(state, Failed):
            taken.set_exception(state.error)

    playback = review.playback
    with _connected(playback.moment_changed, take), _connected(playback.changed, look):
        review.clips.choose(row.id)
        shown = await _in_time(taken)
    playback.toggle()
    return shown


@contextmanager
def _connected(signal: SignalInstance, slot: Callable[[Any], None]) -> Iterator[None]:
    signal.connect(slot)
    try:
        yield
    finally:
        signal.disconnect(slot)


async def _in_time(future: asyncio.Future[_T]) -> _T:
    try:
        async with asyncio.timeout(_LONGEST_WAIT_S):
            return await future
    except TimeoutError as error:
        raise TimedOut("The demo did not play.") from error


def _save(picture: QPixmap, file: Path) -> None:
    if not picture.save(str(file)):
        raise OSError(f"{file} could not be written")
    print(f"saved {file}")


def _line(shown: Shown, truth: SimGame) -> str:
    clip = shown.row.clip
    half = next(half for half in truth.halves if half.period == clip.period)
    expected = None if shown.number is None else half.reading(shown.number).clock
    told = shown.moment.reading.clock
    verdict = "yes" if _clock(told) == _clock(expected) else "NO"
    return (
        f"{clip.id:12} {clip.period:6} {shown.number!s:>6} {_clock(told):>8} "
        f"{_clock(expected):>8}  {verdict}"
    )


def _clock(clock: ClockMs | None) -> str:
    return "–" if clock is None else format_clock(clock)
