"""The main job on real footage: every clip of the demo game, to the frame, with its clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import app
from reviewer.demo import barcode
from reviewer.demo.server import DemoServer
from reviewer.demo.truth import SimGame, SimHalf
from reviewer.domain.account import Account
from reviewer.domain.game import Clip, EventId
from reviewer.domain.moment import GameTimes, times_of
from reviewer.domain.plan import target_in_clip, why_not
from reviewer.domain.times import format_clock
from reviewer.player.deck import Deck
from reviewer.session.scout import scout
from reviewer.session.still import show_still
from reviewer.settings import Folders
from reviewer.sources import Sources, connected
from tests.footage import short_game


@pytest.fixture
def server(demo_footage: Path) -> Iterator[DemoServer]:
    with DemoServer(short_game(), demo_footage) as server:
        yield server


@pytest.fixture
def account(server: DemoServer) -> Account:
    return Account(server.base_url, server.user, server.secret)


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders.from_environment({"REVIEWER_HOME": str(tmp_path)})


def half_of(truth: SimGame, clip: Clip) -> SimHalf:
    return next(half for half in truth.halves if half.period == clip.period)


def test_every_clip_shows_its_frame_and_its_clock(
    account: Account, folders: Folders, server: DemoServer
):
    """At its start, in its middle and at its end; both packagings."""
    checked: list[str] = []

    async def work() -> int:
        async with connected(account, folders, print) as sources:
            game = await sources.games.load_game(EventId("demo"))
            scouted = await scout(sources.media, game.clips)
            times = times_of(game, scouted.facts)
            deck = Deck()
            for clip in game.clips:
                if why_not(clip, times.alignment) or scouted.why_not(clip):
                    continue
                length_ms = clip.length_ms or 0
                for after_ms in (0, length_ms // 2, length_ms):
                    await check(sources, times, deck, clip, after_ms)
                checked.append(clip.period)
            deck.clear()
        return 0

    async def check(
        sources: Sources,
        times: GameTimes,
        deck: Deck,
        clip: Clip,
        after_ms: int,
    ) -> None:
        target = target_in_clip(clip, times.alignment, after_ms)
        frame = await show_still(sources.media, deck, target.url, target.media)
        number = barcode.read_image(deck.view.picture())
        half = half_of(short_game(), clip)
        assert clip.start is not None
        assert number == half.frame_showing(clip.start + after_ms)
        moment = times.moment(target.stream, frame)
        truth = half.reading(number)
        assert moment.wall == truth.wall
        assert moment.reading.clock is not None
        assert format_clock(moment.reading.clock) == format_clock(truth.clock)
        assert moment.score is not None
        assert (moment.score.home, moment.score.away) == (truth.home_score, truth.away_score)

    app.run(work)
    assert checked.count("H1") >= 10
    assert checked.count("H2") >= 10
    asked = [request.path for request in server.requests]
    assert not any("location" in path or "poster" in path for path in asked)
    assert not any(
        request.had_authorization for request in server.requests if "/media/" in request.path
    )
