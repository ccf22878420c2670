"""Changing clips without a pause, and windows that grow while they play."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.demo import barcode
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from reviewer.player.deck import Deck
from tests.hls import Packaging, Shelf, make_hls

FIRST = MediaSpan(MediaMs(500), MediaMs(3_500))
SECOND = MediaSpan(MediaMs(8_500), MediaMs(11_000))
LONG = MediaSpan(MediaMs(500), MediaMs(11_000))


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[MediaWindow]]:
    """A first clip, a second one, and a long one that comes in growing windows."""
    folder = tmp_path_factory.mktemp("deck")
    make_hls(folder / "hls", Packaging(frames=360))

    async def fetch() -> dict[str, list[MediaWindow]]:
        shelf = Shelf(folder / "hls")
        web = shelf.web()
        source = HlsSource(web, DiskCache(folder / "cache", 10**9))
        spans = {"first": FIRST, "second": SECOND, "long": LONG}
        found = {
            name: [window async for window in source.windows(shelf.url(), span)]
            for name, span in spans.items()
        }
        await web.aclose()
        return found

    return asyncio.run(fetch())


@pytest.fixture
def deck(qtbot: QtBot) -> Iterator[Deck]:
    deck = Deck()
    qtbot.addWidget(deck.view)
    yield deck
    deck.clear()


def frame(number: int) -> FrameTime:
    return FrameTime(round(number * 1_000_000 / 30))


def shows(deck: Deck, number: int) -> bool:
    drawn = barcode.read_image(deck.view.picture())
    return deck.shown is not None and round(deck.shown * 30 / 1e6) == number == drawn


def ready(deck: Deck, number: int) -> bool:
    """Whether the player that is not watched stands at this picture."""
    return any(
        deck.view.widget(index) is not deck.view.currentWidget()
        and barcode.read_image(deck.view.widget(index).picture()) == number  # type: ignore[union-attr]
        for index in range(deck.view.count())
    )


def test_what_was_prepared_is_on_screen_within_the_call(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    first, second = windows["first"][-1], windows["second"][-1]
    deck.load(first, frame(20), first.end, play=False)
    qtbot.waitUntil(lambda: shows(deck, 20))
    deck.prepare(second, frame(260))
    qtbot.waitUntil(lambda: ready(deck, 260))
    assert shows(deck, 20)
    told: list[FrameTime] = []
    deck.frame_shown.connect(told.append)
    deck.load(second, frame(260), second.end, play=False)
    assert barcode.read_image(deck.view.picture()) == 260
    assert told[0] == second.picture_at(frame(260))
    qtbot.waitUntil(lambda: shows(deck, 260))


def test_another_clip_than_the_prepared_one_is_loaded(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    first, second = windows["first"][-1], windows["second"][-1]
    deck.load(first, frame(20), first.end, play=False)
    deck.prepare(second, frame(260))
    qtbot.waitUntil(lambda: ready(deck, 260))
    deck.load(second, frame(300), second.end, play=False)
    qtbot.waitUntil(lambda: shows(deck, 300))


def test_a_growing_clip_plays_through_without_losing_a_frame(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    growing = windows["long"]
    assert len(growing) == 3
    assert growing[0].end < growing[1].end < growing[2].end
    seen: list[int | None] = []
    deck.frame_shown.connect(lambda _: seen.append(barcode.read_image(deck.view.picture())))
    deck.load(growing[0], frame(100), FrameTime(frame(140) - 1_000), play=True)
    deck.extend(growing[1])
    deck.extend(growing[2])
    with qtbot.waitSignal(deck.finished, timeout=20_000):
        pass
    assert list(dict.fromkeys(seen)) == sorted(set(seen))  # type: ignore[type-var]
    assert set(range(105, 139)) - set(seen) == set()
    assert seen[-1] == 139


def test_a_seek_beyond_the_present_window_goes_over_to_the_longer_one(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    short, *_, whole = windows["long"]
    deck.load(short, frame(20), whole.end, play=False)
    qtbot.waitUntil(lambda: shows(deck, 20))
    deck.extend(whole)
    deck.seek(frame(300))
    qtbot.waitUntil(lambda: shows(deck, 300))
    deck.step(-1)
    qtbot.waitUntil(lambda: shows(deck, 299))


def test_steps_go_on_over_the_end_of_the_present_window(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    short, *_, whole = windows["long"]
    deck.load(short, frame(119), whole.end, play=False)
    qtbot.waitUntil(lambda: shows(deck, 119))
    deck.extend(whole)
    deck.step(1)
    qtbot.waitUntil(lambda: shows(deck, 120))


def test_a_clip_that_ends_within_its_window_ends_there(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    short, *_, whole = windows["long"]
    deck.load(short, frame(60), frame(75), play=True)
    deck.extend(whole)
    with qtbot.waitSignal(deck.finished, timeout=10_000):
        pass
    assert shows(deck, 74)


def test_clearing_goes_black(qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]):
    first = windows["first"][-1]
    deck.load(first, frame(20), first.end, play=False)
    qtbot.waitUntil(lambda: shows(deck, 20))
    deck.clear()
    assert deck.view.picture().isNull()
    assert deck.shown is None


def test_the_pictures_survive_on_disk(windows: dict[str, list[MediaWindow]]):
    assert all(Path(each[-1].path).is_file() for each in windows.values())


def test_at_the_end_of_what_is_here_it_waits_and_goes_on(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    short, *_, whole = windows["long"]
    assert not short.whole
    told: list[bool] = []
    deck.waiting_changed.connect(told.append)
    deck.finished.connect(lambda: told.append(False))
    deck.load(short, frame(100), whole.end, play=True)
    qtbot.waitUntil(lambda: told == [True], timeout=10_000)
    assert shows(deck, 119)
    assert deck.playing
    deck.extend(whole)
    assert told == [True, False]
    qtbot.waitUntil(lambda: deck.shown is not None and deck.shown > frame(125), timeout=10_000)


def test_who_pauses_while_it_waits_is_not_played_on(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    short, *_, whole = windows["long"]
    told: list[bool] = []
    deck.waiting_changed.connect(told.append)
    deck.load(short, frame(110), whole.end, play=True)
    qtbot.waitUntil(lambda: told == [True], timeout=10_000)
    deck.pause()
    assert told == [True, False]
    assert not deck.playing
    deck.extend(whole)
    deck.step(1)
    qtbot.waitUntil(lambda: shows(deck, 120))


def test_a_picture_that_was_glanced_at_is_on_screen_within_the_call(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]]
):
    first, second = windows["first"][-1], windows["second"][-1]
    deck.load(first, frame(20), first.end, play=False)
    qtbot.waitUntil(lambda: shows(deck, 20))
    deck.glance(second, frame(265))
    told: list[FrameTime] = []
    deck.frame_shown.connect(told.append)

    def on_screen_at_once() -> bool:
        deck.load(second, frame(265), second.end, play=False)
        return shows(deck, 265)

    qtbot.waitUntil(on_screen_at_once, timeout=10_000)
    deck.step(1)
    deck.step(1)
    qtbot.waitUntil(lambda: shows(deck, 267))
    assert told[-1] == second.picture_at(frame(267))


def test_a_glance_at_a_file_that_is_gone_is_no_trouble(
    qtbot: QtBot, deck: Deck, windows: dict[str, list[MediaWindow]], tmp_path: Path
):
    first = windows["first"][-1]
    deck.glance(replace(first, path=tmp_path / "gone.mp4"), frame(20))
    deck.glance(first, frame(20))
    deck.load(first, frame(20), first.end, play=False)
    qtbot.waitUntil(lambda: shows(deck, 20))
