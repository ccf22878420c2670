"""Playlists word for word, with those that a list of qualities leads to."""

import httpx
import pytest

from reviewer.domain.errors import StreamGone
from reviewer.media.texts import PlaylistText, playlist_texts
from reviewer.net.web import Web
from tests.net.transport import FakeTransport, Naps

BASE = "https://cdn.example.test/game"
MEDIA = "#EXTM3U\n#EXTINF:4,\na.ts\n#EXT-X-ENDLIST\n"
MASTER = (
    '#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="a",URI="sound.m3u8"\n'
    '#EXT-X-STREAM-INF:BANDWIDTH=2,AUDIO="a"\nhigh.m3u8\n'
    '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"\nlow.m3u8\n'
)


def web(files: dict[str, str], status: int = 404) -> Web:
    def answer(request: httpx.Request) -> httpx.Response:
        text = files.get(request.url.path.removeprefix("/game/"))
        return httpx.Response(200, text=text) if text is not None else httpx.Response(status)

    return Web(BASE, transport=FakeTransport(answer), sleep=Naps())


async def texts(files: dict[str, str], status: int = 404) -> tuple[PlaylistText, ...]:
    return await playlist_texts(web(files, status), f"{BASE}/index.m3u8")


@pytest.mark.parametrize("text", [MEDIA, "<p>sign in</p>", "#EXTM3U\n#EXTINF:soon,\na.ts\n"])
async def test_a_playlist_by_itself_is_taken_as_it_is(text: str):
    assert await texts({"index.m3u8": text}) == (PlaylistText(f"{BASE}/index.m3u8", text),)


async def test_a_list_of_qualities_leads_to_each_that_can_be_had():
    found = await texts({"index.m3u8": MASTER, "high.m3u8": MEDIA, "sound.m3u8": MEDIA})
    places = [each.url.removeprefix(f"{BASE}/") for each in found]
    assert places == ["index.m3u8", "high.m3u8", "sound.m3u8"]


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_a_stream_that_cannot_be_had_says_so(status: int):
    with pytest.raises(StreamGone, match=str(status)):
        await texts({}, status)
