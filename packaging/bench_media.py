"""How long footage takes over a line of 25 Mbit/s and 40 ms, beside mpv and a bare QMediaPlayer.

The right frame is read from the bar code in the picture; for mpv it is mpv's own word.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import soak
from bench_footage import RATE, SECONDS, SEGMENT_S, make_footage
from figures import Figure, at_least, at_most
from peers import bare_ms, mpv_ms
from shaped import RATE_BITS_S
from watching import first_frame, heartbeat, ms_until_shown, number_of

from reviewer import app, tour
from reviewer.demo import barcode
from reviewer.domain.game import Clip, ClipId, EventId, Game, Hls
from reviewer.domain.moment import Moment
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, MediaMs, MediaSpan, WallMs
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from reviewer.net.web import Web
from reviewer.opening import open_library
from reviewer.player.deck import Deck
from reviewer.session.playback_state import Showing
from reviewer.session.review import Review
from reviewer.settings import Folders

ROOT = Path(__file__).resolve().parents[1]
_START = WallMs(1_794_682_800_000)
_CLIP_MS, _EVERY_MS = 12_000, 14_000
_A_SEGMENT = SEGMENT_S * RATE
"""Pictures in a segment."""

_COLD, _NEXT, _STEPS, _CHANGES, _LONG = 6, 8, 60, 200, 500
_AHEAD_S = 6.0
_FOLLOWED = 5
_LONGEST_WAIT_S = 30.0
_DRAG_S, _DRAG_MOVES = 6.0, 180
"""A slow hand: over the clip and back, sixty moves a second."""

Work = Callable[[Review, Deck], Awaitable[None]]


def measure() -> Iterator[Figure]:
    """The figures of the media path, with the peers in the same run."""
    footage = ROOT / "build" / "bench" / "720p"
    make_footage(footage)
    app.application()
    with _shaped(footage) as base_url, TemporaryDirectory() as home:
        playlist = f"{base_url}/index.m3u8"
        places_s = [Random(seed).uniform(3, SECONDS - 20) for seed in range(_COLD)]
        mpv = mpv_ms(playlist, places_s)
        bare = bare_ms(playlist, places_s)
        yield from _figures(_Session(playlist, footage, Path(home)), mpv, bare)


def _figures(ours: "_Session", mpv: list[float], bare: list[float]) -> Iterator[Figure]:
    peers = {"mpv": round(median(mpv))} if mpv else {}
    half = at_most(median(mpv) / 2 if mpv else 900)
    tenth = at_most(min(50, median(mpv) / 10) if mpv else 50)
    cold_peers = {**peers, "bare QMediaPlayer": round(median(bare))} if bare else peers
    yield Figure("cold clip, click to frame, median", median(ours.cold()), "ms", half, cold_peers)
    warm, following, on, back, stops, scrubbed, gaps, memory_mb = ours.warm()
    yield Figure("cached clip, click to frame, p95", _rank(warm, 0.95), "ms", at_most(60))
    yield Figure("next clip, key to frame, p95", _rank(following, 0.95), "ms", tenth, peers)
    yield Figure("playing through, gap between clips", max(gaps), "ms", at_most(50))
    yield Figure("step forward, p95", _rank(on, 0.95), "ms", at_most(20))
    yield Figure("step back, p95", _rank(back, 0.95), "ms", at_most(40))
    yield Figure("scrub, pictures a second", scrubbed[0], "1/s", at_least(25))
    yield Figure("GUI thread's stops, p99.9", _rank(stops, 0.999), "ms", at_most(16))
    before_mb, after_mb = memory_mb
    growth = (after_mb / before_mb - 1) * 100
    yield Figure("resident memory, playing 720p", after_mb, "MB", at_most(450))
    yield Figure(f"growth over {_LONG} clip changes", growth, "%", at_most(5))
    yield Figure("fetching and remuxing, share of the line", ours.share(), "%", at_least(95))


def _rank(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


class _Session:
    """Reviews over the slow line, each measurement with the cache it asks for."""

    def __init__(self, playlist: str, footage: Path, home: Path) -> None:
        self._playlist = playlist
        self._footage = footage
        self._home = home

    def cold(self) -> list[float]:
        """Milliseconds to a clip of which nothing is here but the playlist."""
        took: list[float] = []

        async def click(review: Review, deck: Deck) -> None:
            row = tour.playable(review)[len(took) + 1]
            choose = partial(review.clips.choose, row.id)
            first = partial(first_frame, review)
            took.append(await ms_until_shown(review, deck.view, choose, first))

        for index in range(_COLD):
            self._run(f"cold-{index}", click)
        return took

    def warm(self) -> tuple[list[float], ...]:
        """Milliseconds to cached clips, to the next clip, a step on and back; the GUI's stops.

        Last, how many pictures a second a drag shows, the gaps where one clip follows another, and
        the memory held in MB, before and after many changes.
        """
        clicks: list[float] = []
        following: list[float] = []
        on: list[float] = []
        back: list[float] = []
        stops: list[float] = []
        scrubbed: list[float] = []
        gaps: list[float] = []
        memory_mb: list[float] = []

        async def watch(review: Review, deck: Deck) -> None:
            rows = tour.playable(review)
            for row in rows[:_NEXT]:
                await _shown(review, deck, partial(review.clips.choose, row.id))
                await asyncio.sleep(_AHEAD_S)
            with heartbeat(stops):
                for index in range(_CHANGES):
                    row = rows[index * 3 % _NEXT]
                    ms = await _shown(review, deck, partial(review.clips.choose, row.id))
                    clicks.append(ms)
            for count in (0, _LONG):
                for index in range(count):
                    row = rows[index * 3 % _NEXT]
                    await _shown(review, deck, partial(review.clips.choose, row.id))
                memory_mb.append(soak.state().memory_mb)
            await _shown(review, deck, partial(review.clips.choose, rows[0].id))
            for _ in range(_NEXT - 1):
                await asyncio.sleep(1.0)
                step = partial(review.clips.choose_neighbour, 1)
                following.append(await _shown(review, deck, step))
            review.playback.toggle()
            for count, took in ((1, on), (-1, back)):
                for _ in range(_STEPS):
                    frame = review.playback.frame
                    if frame is None:
                        raise RuntimeError("nothing is on screen")
                    wanted = number_of(frame) + count
                    act = partial(review.playback.step, count)
                    took.append(await ms_until_shown(review, deck.view, act, partial(int, wanted)))

            scrubbed.append(await _drag(review, deck))
            await _shown(review, deck, partial(review.clips.choose, rows[0].id))
            review.play_through()
            gaps.extend([await _gap_ms(review) for _ in range(_FOLLOWED)])
            review.play_through()

        self._run("warm", watch)
        return clicks, following, on, back, stops, scrubbed, gaps, memory_mb

    def share(self) -> float:
        """How much of the line's speed a window of a minute is fetched and made at, in percent."""
        speeds: list[float] = []

        async def fetch() -> int:
            web = Web(self._playlist)
            source = HlsSource(web, DiskCache(self._home / "share", 10**10))
            await source.facts(self._playlist)
            begun = time.perf_counter()
            window = await source.window(self._playlist, MediaSpan(MediaMs(0), MediaMs(60_000)))
            took_s = time.perf_counter() - begun
            segments = sorted(self._footage.glob("*.ts"))[: len(window.pictures) // _A_SEGMENT]
            fetched = sum(segment.stat().st_size for segment in segments)
            speeds.append(fetched * 8 / took_s / RATE_BITS_S * 100)
            await web.aclose()
            return 0

        app.run(fetch)
        return speeds[0]

    def _run(self, name: str, work: Work) -> None:
        async def whole() -> int:
            folders = Folders.from_environment({"REVIEWER_HOME": str(self._home / name)})
            web = Web(self._playlist)
            media = HlsSource(web, DiskCache(folders.cache, 10**10))
            deck = Deck()
            deck.view.resize(1280, 720)
            deck.view.show()
            with open_library(folders) as library:
                review = Review(_Made(self._playlist), media, deck, library, app.crashed)
                review.open_game(EventId("bench"))
                await tour.game_shown(review)
                await media.facts(self._playlist)
                await work(review, deck)
                await review.aclose()
            deck.view.hide()
            await web.aclose()
            return 0

        app.run(whole)


async def _shown(review: Review, deck: Deck, act: Callable[[], None]) -> float:
    return await ms_until_shown(review, deck.view, act, partial(first_frame, review))


async def _drag(review: Review, deck: Deck) -> float:
    """Drag over the clip on screen, there and back; pictures a second, each with its own number."""
    state = review.playback.state
    if not isinstance(state, Showing):
        raise TypeError("nothing is on screen")
    span, seen = state.plan.played, list[int | None]()
    deck.frame_shown.connect(lambda _: seen.append(_painted(deck)))
    way = [span.start + span.length_ms * step / _DRAG_MOVES for step in range(_DRAG_MOVES)]
    begun = time.perf_counter()
    for place in way + way[::-1]:
        review.playback.scrub(MediaMs(round(place)))
        await asyncio.sleep(_DRAG_S / 2 / _DRAG_MOVES)
    took_s = time.perf_counter() - begun
    changes = sum(one != other for one, other in pairwise(seen))
    return changes / took_s


async def _gap_ms(review: Review) -> float:
    """Play a clip's last second; how much longer than a picture lasts it is till the next one's."""
    state = review.playback.state
    if not isinstance(state, Showing):
        raise TypeError("nothing is on screen")
    clip, frame_ms = state.clip, state.window.frame_us / 1000
    last = [0.0]
    followed: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def look(_: Moment) -> None:
        now = time.perf_counter()
        state = review.playback.state
        if isinstance(state, Showing) and state.clip != clip and not followed.done():
            followed.set_result((now - last[0]) * 1000 - frame_ms)
        last[0] = now

    await asyncio.sleep(1.0)  # the next clip is made ready meanwhile
    review.playback.seek(MediaMs(state.plan.played.end - 1_000))
    review.playback.moment_changed.connect(look)
    try:
        return await asyncio.wait_for(followed, _LONGEST_WAIT_S)
    finally:
        review.playback.moment_changed.disconnect(look)


def _painted(deck: Deck) -> int | None:
    deck.view.repaint()
    return barcode.read_image(deck.view.picture())


class _Made:
    """A game of clips along the benchmark's stream."""

    def __init__(self, playlist: str) -> None:
        self._playlist = playlist

    async def load_game(self, event: EventId) -> Game:
        starts = range(3_000, SECONDS * 1000 - _CLIP_MS - 2_000, _EVERY_MS)
        return Game(event, "Benchmark", clips=tuple(map(self._clip, starts)))

    def _clip(self, at_ms: int) -> Clip:
        return Clip(
            id=ClipId(f"clip-{at_ms}"),
            period=Period("H1"),
            source="POSSESSION",
            team=None,
            player=None,
            session=None,
            start=WallMs(_START + at_ms),
            end=WallMs(_START + at_ms + _CLIP_MS),
            start_clock=ClockMs(1_200_000 - at_ms),
            end_clock=ClockMs(1_200_000 - at_ms - _CLIP_MS),
            hls=Hls(self._playlist, _START, at_ms / 1000, 0, _CLIP_MS / 1000),
        )


@contextmanager
def _shaped(folder: Path) -> Iterator[str]:
    """The address of a server behind the slow line, in a process of its own."""
    command = [sys.executable, str(ROOT / "packaging" / "shaped.py"), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        if server.stdout is None:
            raise RuntimeError("the server tells no port")
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()
