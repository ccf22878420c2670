"""What was marked on a picture is played from that very picture to that very picture."""

import asyncio
from fractions import Fraction
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from reviewer.demo import barcode
from reviewer.domain.media import MediaWindow
from reviewer.domain.moment import times_of
from reviewer.domain.periods import Period
from reviewer.domain.plan import PlaybackPlan, plan_clip
from reviewer.domain.play_clips import stretch_clip
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan, WallMs, WallSpan, media_ms
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from reviewer.player.clip_player import ClipPlayer
from reviewer.player.deck import Deck
from reviewer.player.screen import Screen
from tests.builders import make_game
from tests.hls import Packaging, Shelf, make_hls, numbers_in, window_of
from tests.player.reading import number_on

RATE = Fraction(30_000, 1001)
MARKS = [(64, 71), (65, 72), (66, 73), (119, 120), (90, 90)]
"""In and out: rounded down and up where they become milliseconds, over a border, on one frame."""


@pytest.fixture(scope="module")
def ntsc(tmp_path_factory: pytest.TempPathFactory) -> MediaWindow:
    """Frames 0 to 179, at 29.97 a second; a segment begins with 120."""
    folder = tmp_path_factory.mktemp("ntsc")
    make_hls(folder / "hls", Packaging(rate=RATE, frames=180))
    made = asyncio.run(window_of(Shelf(folder / "hls"), folder / "cache", (0.5, 5.5)))
    assert numbers_in(made) == list(range(180))
    return made


def item(window: MediaWindow, first: int, last: int) -> PlaybackPlan:
    """How a playlist's item plays whose in and out are these frames of the window."""
    game = make_game()
    times = times_of(game)
    assert game.clips[0].hls is not None
    stream = game.clips[0].hls.stream

    def wall(time: FrameTime) -> WallMs:
        found = times.alignment.to_wall(stream, time)
        assert found is not None
        return found

    span = WallSpan(wall(window.pictures[first]), wall(window.shown_until(last)))
    clip = stretch_clip(game, times, Period("H1"), span, cut=True)
    return plan_clip(clip, times.alignment)


@pytest.fixture
def drawn(player: ClipPlayer, screen: Screen) -> list[int | None]:
    """The numbers of the frames shown."""
    seen: list[int | None] = []
    player.frame_shown.connect(lambda _: seen.append(number_on(screen)))
    return seen


@pytest.mark.parametrize(("first", "last"), MARKS)
def test_an_item_plays_from_its_in_to_its_out(
    qtbot: QtBot,
    player: ClipPlayer,
    ntsc: MediaWindow,
    drawn: list[int | None],
    first: int,
    last: int,
):
    plan = item(ntsc, first, last)
    with qtbot.waitSignal(player.finished, timeout=10_000):
        player.load(ntsc, plan.start, plan.stop, play=True)
    qtbot.waitUntil(lambda: drawn[-1:] == [last])
    assert drawn[0] == first
    assert set(drawn) <= set(range(first, last + 1))
    player.seek(plan.start)
    qtbot.waitUntil(lambda: drawn[-1] == first)


@pytest.mark.parametrize(("first", "last"), [(64, 71), (65, 72), (66, 73)])
def test_a_loop_goes_round_between_the_frames_it_was_marked_on(
    qtbot: QtBot,
    player: ClipPlayer,
    ntsc: MediaWindow,
    drawn: list[int | None],
    first: int,
    last: int,
):
    start, end = media_ms(ntsc.pictures[first]), media_ms(ntsc.shown_until(last))
    player.set_loop(MediaSpan(start, end))
    player.load(ntsc, FrameTime(start * 1000), ntsc.end, play=True)
    qtbot.waitUntil(lambda: drawn.count(last) >= 3, timeout=10_000)
    player.pause()
    assert drawn[0] == first
    assert set(drawn) <= set(range(first, last + 1))
    turns = {(one, next_) for one, next_ in pairwise(drawn) if one == last and next_ != last}
    assert turns == {(last, first)}


@pytest.mark.parametrize("number", range(60, 72))
def test_what_is_gone_to_is_the_frame_it_was(
    qtbot: QtBot, player: ClipPlayer, ntsc: MediaWindow, drawn: list[int | None], number: int
):
    player.load(ntsc, ntsc.pictures[30], ntsc.end, play=False)
    qtbot.waitUntil(lambda: drawn[-1:] == [30])
    player.seek(FrameTime(media_ms(ntsc.pictures[number]) * 1000))
    qtbot.waitUntil(lambda: drawn[-1] == number)
    player.scrub(FrameTime(media_ms(ntsc.pictures[number + 50]) * 1000))
    qtbot.waitUntil(lambda: drawn[-1] == number + 50)


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> list[MediaWindow]:
    """Windows of a stream whose first segment ends with frame 56, and longer ones."""
    folder = tmp_path_factory.mktemp("growing")
    make_hls(folder / "hls", Packaging(rate=RATE, frames=171, segment_s=1.5, gop_s=1.9))

    async def fetch() -> list[MediaWindow]:
        web = Shelf(folder / "hls").web()
        source = HlsSource(web, DiskCache(folder / "cache", 10**9))
        span = MediaSpan(MediaMs(500), MediaMs(5_000))
        windows = [window async for window in source.windows(Shelf(folder).url(), span)]
        await web.aclose()
        return windows

    return asyncio.run(fetch())


@pytest.mark.parametrize("comes_on", [False, True])
def test_an_out_where_the_footage_so_far_ends_is_no_reason_to_wait_or_go_on(
    qtbot: QtBot, growing: list[MediaWindow], *, comes_on: bool
):
    short, *_, whole = growing
    assert not short.whole
    assert len(short.pictures) == 57
    deck = Deck()
    qtbot.addWidget(deck.view)
    seen: list[int | None] = []
    waited: list[bool] = []
    deck.frame_shown.connect(lambda _: seen.append(barcode.read_image(deck.view.picture())))
    deck.waiting_changed.connect(waited.append)
    plan = item(whole, 50, 56)
    with qtbot.waitSignal(deck.finished, timeout=10_000):
        deck.load(short, plan.start, plan.stop, play=True)
        if comes_on:
            deck.extend(whole)
    qtbot.waitUntil(lambda: seen[-1:] == [56])
    assert seen[0] == 50
    assert set(seen) <= set(range(50, 57))
    assert waited == []
    deck.clear()
