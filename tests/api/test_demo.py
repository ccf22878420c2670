"""The client and the embedded ShotTracker understand each other, over a real connection."""

import time
from collections.abc import AsyncIterator, Iterator

import pytest

from reviewer.api.client import Credentials, ShotTracker
from reviewer.demo.script import SHORT
from reviewer.demo.server import DemoServer
from reviewer.demo.simulate import SEED, simulate
from reviewer.domain.errors import (
    BadCredentials,
    BadData,
    NotAnAnswer,
    NotPermitted,
    ServerFault,
    UnknownGame,
)
from reviewer.domain.game import EventId
from reviewer.net.web import Web

DEMO = EventId("demo")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    with DemoServer(simulate(SEED, SHORT), tmp_path_factory.mktemp("footage")) as serving:
        yield serving


@pytest.fixture
async def web(server: DemoServer) -> AsyncIterator[Web]:
    door = Web(server.base_url)
    yield door
    await door.aclose()


@pytest.fixture
def client(server: DemoServer, web: Web) -> ShotTracker:
    return ShotTracker(web, server.base_url, Credentials(server.user, server.secret))


async def test_the_demo_game_is_loaded_whole(client: ShotTracker, server: DemoServer):
    game = await client.load_game(DEMO)
    assert game.missing == ()
    assert [session.period for session in game.sessions] == ["H1", "H2"]
    assert len({clip.id for clip in game.clips}) == len(game.clips) > 0
    assert len(game.plays) > 0
    assert all(possession.session for possession in game.possessions)
    actors = {clip.player for clip in game.clips} | {play.player for play in game.plays}
    assert actors - {None} <= game.players.keys()
    assert not any("location" in request.path for request in server.requests)


@pytest.mark.parametrize(
    ("event", "error"),
    [
        ("demo-forbidden", NotPermitted),
        ("demo-broken", ServerFault),
        ("demo-html", NotAnAnswer),
        ("demo-truncated", BadData),
        ("no-such-game", UnknownGame),
    ],
)
async def test_games_made_to_go_wrong(client: ShotTracker, event: str, error: type[Exception]):
    with pytest.raises(error):
        await client.load_game(EventId(event))


@pytest.mark.parametrize(
    ("event", "missing"),
    [("demo-details-denied", ["play-by-play"]), ("demo-empty", ["footage"])],
)
async def test_games_that_lack_something(client: ShotTracker, event: str, missing: list[str]):
    game = await client.load_game(EventId(event))
    assert [entry.what for entry in game.missing] == missing


async def test_a_wrong_secret_is_refused(server: DemoServer, web: Web):
    client = ShotTracker(web, server.base_url, Credentials(server.user, "wrong"))
    with pytest.raises(BadCredentials):
        await client.load_game(DEMO)


async def test_a_wrong_clock_is_corrected(server: DemoServer, web: Web):
    told: list[str] = []
    client = ShotTracker(
        web,
        server.base_url,
        Credentials(server.user, server.secret),
        now=lambda: time.time() - 420,
        notice=told.append,
    )
    assert (await client.load_game(DEMO)).clips
    assert told == ["This computer's clock is 7 minutes slow; set it right."]
