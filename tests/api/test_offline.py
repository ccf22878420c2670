"""A game that was loaded once opens with the network gone, and says of what day it is."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

import httpx
import pytest

from reviewer.api.copies import FootageIds
from reviewer.api.offline import OfflineGames
from reviewer.domain.errors import NoNetwork, NotPermitted
from reviewer.domain.game import EventId, Game
from reviewer.net.web import Web
from tests.api import payloads
from tests.api.service import (
    API_URL,
    EVENT,
    NOW,
    SECOND,
    Answer,
    Service,
    refusal,
    two_ids,
    whole_game,
)
from tests.net.transport import FakeTransport, Naps


@dataclass
class Shelf:
    """Copies in memory; `full` refuses new ones."""

    blobs: dict[str, bytes] = field(default_factory=dict)
    full: bool = False

    def get(self, key: str) -> bytes | None:
        return self.blobs.get(key)

    def put(self, key: str, data: bytes) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.blobs[key] = data


@pytest.fixture
def service() -> Service:
    return Service(whole_game())


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def games(service: Service, shelf: Shelf, now: Callable[[], float] = lambda: NOW) -> OfflineGames:
    """As after a start of the program."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked for {request.url}")

    nobody = Web(API_URL, transport=FakeTransport(refuse), sleep=Naps())
    ids, told = FootageIds(shelf), service.notices.append
    return OfflineGames(service.client(now=now, ids=ids), nobody, shelf, ids, told, now)


def unsigned(game: Game) -> Game:
    """The game with addresses that open nothing."""
    clips = []
    for clip in game.clips:
        assert clip.hls is not None
        url = clip.hls.url.partition("?")[0]
        clips.append(replace(clip, hls=replace(clip.hls, url=url)))
    return replace(game, clips=tuple(clips))


def with_a_second_game(service: Service) -> None:
    service.answers |= {
        path.replace(EVENT, SECOND): answer for path, answer in service.answers.items()
    }


def cut_off(service: Service) -> None:
    service.answers = dict.fromkeys(service.answers, httpx.ConnectError("gone"))


def paths(loaded: OfflineGames, event: str) -> set[str]:
    """What was asked about a game and answered, without queries."""
    return {answer.path.partition("?")[0] for answer in loaded.answers(EventId(event))}


async def test_the_game_is_the_same_without_the_network(service: Service, shelf: Shelf):
    there = await games(service, shelf).load_game(EventId(EVENT))
    cut_off(service)
    offline = games(service, shelf)
    assert unsigned(await offline.load_game(EventId(EVENT))) == unsigned(there)
    assert len(service.notices) == 1
    assert service.notices[0].startswith("Offline copy from ")
    assert f"stats/games/{EVENT}/videos" in paths(offline, EVENT)


@pytest.mark.parametrize("first", [refusal(403), refusal(404, "Game not found"), b'{"videos":[]}'])
async def test_a_game_that_goes_by_two_ids_is_the_same_without_the_network(
    first: Answer, shelf: Shelf
):
    service, now = two_ids(first), partial(next, count(NOW, 0.25))
    there = await games(service, shelf, now).load_game(EventId(EVENT))
    was_there = dict(service.answers)
    cut_off(service)
    offline = await games(service, shelf, now).load_game(EventId(EVENT))
    assert unsigned(offline) == unsigned(there)
    service.answers = was_there | {
        f"stats/games/{SECOND}/videos": payloads.videos(payloads.video())
    }
    later = await games(service, shelf, now).load_game(EventId(EVENT))
    assert len(later.clips) < len(there.clips)
    cut_off(service)
    offline = await games(service, shelf, now).load_game(EventId(EVENT))
    assert unsigned(offline) == unsigned(later), "what came later is kept in its place"


async def test_a_game_that_loads_beside_another_is_kept_whole(service: Service, shelf: Shelf):
    with_a_second_game(service)
    alone = await games(service, Shelf()).load_game(EventId(EVENT))
    combined = f"stats/games/{EVENT}/details,shots,possessions"
    there, asked, let_go = service.answers[combined], asyncio.Event(), asyncio.Event()

    async def late(_request: httpx.Request) -> httpx.Response:
        asked.set()
        await let_go.wait()
        assert isinstance(there, bytes)
        return httpx.Response(200, content=there)

    service.answers[combined] = late
    loaded = games(service, shelf)
    loading = asyncio.create_task(loaded.load_game(EventId(EVENT)))
    await asked.wait()
    await loaded.load_game(EventId(SECOND))
    let_go.set()
    assert await loading == alone
    cut_off(service)
    assert unsigned(await games(service, shelf).load_game(EventId(EVENT))) == unsigned(alone)


async def test_the_answers_of_each_game_are_its_own(service: Service, shelf: Shelf):
    with_a_second_game(service)
    loaded = games(service, shelf)
    await loaded.load_game(EventId(EVENT))
    await loaded.load_game(EventId(SECOND))
    assert f"stats/games/{EVENT}/videos" in paths(loaded, EVENT)
    assert paths(loaded, SECOND) == {path.replace(EVENT, SECOND) for path in paths(loaded, EVENT)}
    assert paths(loaded, "another") == set()


async def test_answers_are_remembered_of_as_many_games_as_the_session_does(
    service: Service, shelf: Shelf
):
    events = [f"{EVENT[:-1]}{digit}" for digit in range(9)]
    one = dict(service.answers)
    for event in events:
        service.answers |= {path.replace(EVENT, event): answer for path, answer in one.items()}
    loaded = games(service, shelf)
    for event in events:
        await loaded.load_game(EventId(event))
    assert [event for event in events if paths(loaded, event)] == events[1:]


async def test_a_game_never_loaded_cannot_be_had(service: Service, shelf: Shelf):
    cut_off(service)
    with pytest.raises(NoNetwork):
        await games(service, shelf).load_game(EventId(EVENT))


async def test_a_refusal_is_no_reason_to_show_a_copy(service: Service, shelf: Shelf):
    await games(service, shelf).load_game(EventId(EVENT))
    service.answers = dict.fromkeys(service.answers, refusal(403))
    with pytest.raises(NotPermitted):
        await games(service, shelf).load_game(EventId(EVENT))


async def test_a_poorer_answer_does_not_replace_a_richer_copy(service: Service, shelf: Shelf):
    there = await games(service, shelf).load_game(EventId(EVENT))
    rich = dict(service.answers)
    videos = f"stats/games/{EVENT}/videos"
    service.answers = {videos: rich[videos]}
    poorer = await games(service, shelf).load_game(EventId(EVENT))
    assert poorer.missing
    cut_off(service)
    service.answers[videos] = httpx.ConnectError("gone")
    offline = await games(service, shelf).load_game(EventId(EVENT))
    assert unsigned(offline) == unsigned(there)


async def test_no_signature_reaches_the_disk(service: Service, shelf: Shelf):
    signed = "https://video.example.test/game.m3u8?Signature=CANARY&part=1"
    service.answers[f"stats/games/{EVENT}/videos"] = payloads.videos(payloads.video(hlsFile=signed))
    await games(service, shelf).load_game(EventId(EVENT))
    cut_off(service)
    game = await games(service, shelf).load_game(EventId(EVENT))
    hls = game.clips[0].hls
    assert hls is not None
    assert hls.url == "https://video.example.test/game.m3u8?part=1"


async def test_a_damaged_copy_counts_as_none(service: Service, shelf: Shelf):
    await games(service, shelf).load_game(EventId(EVENT))
    shelf.blobs = {key: data[:-9] for key, data in shelf.blobs.items()}
    cut_off(service)
    with pytest.raises(NoNetwork):
        await games(service, shelf).load_game(EventId(EVENT))


async def test_what_a_full_disk_refused_is_kept_once_it_is_asked_for_again(
    service: Service, shelf: Shelf
):
    shelf.full = True
    loaded = games(service, shelf)
    await loaded.load_game(EventId(EVENT))
    with pytest.raises(OSError, match="No space left"):
        await loaded.secure(EventId(EVENT))
    shelf.full = False
    await loaded.secure(EventId("another"))
    assert not shelf.blobs
    await loaded.secure(EventId(EVENT))
    cut_off(service)
    assert (await games(service, shelf).load_game(EventId(EVENT))).clips


async def test_each_game_that_a_full_disk_refused_can_be_kept_later(service: Service, shelf: Shelf):
    with_a_second_game(service)
    shelf.full = True
    loaded = games(service, shelf)
    for event in (EVENT, SECOND):
        await loaded.load_game(EventId(event))
    shelf.full = False
    await loaded.secure(EventId(EVENT))
    cut_off(service)
    assert (await games(service, shelf).load_game(EventId(EVENT))).clips


async def test_a_full_disk_costs_the_copy_alone(service: Service, shelf: Shelf):
    shelf.full = True
    assert (await games(service, shelf).load_game(EventId(EVENT))).clips
    assert service.notices == ["The disk refuses: this game's data are not kept for offline use."]
