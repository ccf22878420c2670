"""A game that was loaded once opens with the network gone, and says of what day it is."""

from dataclasses import dataclass, field, replace

import httpx
import pytest

from reviewer.api.offline import OfflineGames
from reviewer.domain.errors import NoNetwork, NotPermitted
from reviewer.domain.game import EventId, Game
from reviewer.net.web import Web
from tests.api import payloads
from tests.api.service import API_URL, EVENT, NOW, Service, refusal, whole_game
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


def games(service: Service, shelf: Shelf) -> OfflineGames:
    """As after a start of the program."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked for {request.url}")

    nobody = Web(API_URL, transport=FakeTransport(refuse), sleep=Naps())
    return OfflineGames(service.client(), nobody, shelf, service.notices.append, lambda: NOW)


def unsigned(game: Game) -> Game:
    """The game with addresses that open nothing."""
    clips = []
    for clip in game.clips:
        assert clip.hls is not None
        url = clip.hls.url.partition("?")[0]
        clips.append(replace(clip, hls=replace(clip.hls, url=url)))
    return replace(game, clips=tuple(clips))


def cut_off(service: Service) -> None:
    service.answers = dict.fromkeys(service.answers, httpx.ConnectError("gone"))


async def test_the_game_is_the_same_without_the_network(service: Service, shelf: Shelf):
    there = await games(service, shelf).load_game(EventId(EVENT))
    cut_off(service)
    offline = games(service, shelf)
    assert unsigned(await offline.load_game(EventId(EVENT))) == unsigned(there)
    assert len(service.notices) == 1
    assert service.notices[0].startswith("Offline copy from ")
    assert f"stats/games/{EVENT}/videos" in {answer.path for answer in offline.answers}


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


async def test_a_full_disk_costs_the_copy_alone(service: Service, shelf: Shelf):
    shelf.full = True
    assert (await games(service, shelf).load_game(EventId(EVENT))).clips
    assert service.notices == ["The disk refuses: this game's data are not kept for offline use."]
