"""New versions: asked for once a day at most, where an address is set, and never installed."""

import json
from pathlib import Path

import httpx
import pytest

from reviewer.domain.release import Release
from reviewer.domain.times import WallMs
from reviewer.net.web import Web
from reviewer.settings import SettingsFile, SettingsKeeper
from reviewer.updates import look_for_update
from tests.net.transport import Answer, FakeTransport, Naps

URL = "https://feed.example.test/latest.json"
NOW = WallMs(1_800_000_000_000)
DAY_MS = 86_400_000
FEED = {"version": "0.2.0", "notes": "- Faster.\n- Safer.", "url": "https://example.test/0.2.0"}


class Feed:
    """What the address answers, and how often it was asked."""

    def __init__(self, tmp_path: Path, answer: Answer, url: str = URL) -> None:
        self.resources = tmp_path
        self.transport = FakeTransport(lambda _request: answer)
        tmp_path.mkdir(exist_ok=True)
        file = SettingsFile(tmp_path / "settings.json")
        self.keeper = SettingsKeeper(file, {"REVIEWER_UPDATES_URL": url})

    async def look(self, version: str = "0.1.0", now: WallMs = NOW) -> Release | None:
        return await look_for_update(self.keeper, version, now, self.resources, self._web)

    def _web(self, url: str) -> Web:
        return Web(url, transport=self.transport, sleep=Naps())


def answering(told: object) -> httpx.Response:
    return httpx.Response(200, content=json.dumps(told).encode())


async def test_a_newer_version_is_told_with_its_notes(tmp_path: Path):
    feed = Feed(tmp_path, answering(FEED))
    assert await feed.look() == Release("0.2.0", "- Faster.\n- Safer.", FEED["url"])
    sent = feed.transport.requests[0].headers
    assert "authorization" not in sent


async def test_it_is_asked_once_a_day_at_most(tmp_path: Path):
    feed = Feed(tmp_path, answering(FEED))
    await feed.look()
    assert await feed.look(now=WallMs(NOW + DAY_MS - 1)) is None
    assert len(feed.transport.requests) == 1
    assert await feed.look(now=WallMs(NOW + DAY_MS)) is not None


async def test_nobody_is_asked_without_an_address_or_once_it_is_off(tmp_path: Path):
    feed = Feed(tmp_path, answering(FEED), url="")
    assert await feed.look() is None
    off = Feed(tmp_path, answering(FEED))
    off.keeper.keep_updates_wanted(wanted=False)
    assert await off.look() is None
    assert feed.transport.requests == off.transport.requests == []


async def test_a_build_knows_its_feed_unless_another_is_named(tmp_path: Path):
    (tmp_path / "feed.txt").write_text("https://built-in.example.test/latest.json\n")
    for url, host in (("", "built-in.example.test"), (URL, "feed.example.test")):
        feed = Feed(tmp_path / host, answering(FEED), url)
        feed.resources = tmp_path
        assert await feed.look() is not None
        assert [request.url.host for request in feed.transport.requests] == [host]


@pytest.mark.parametrize("version", ["0.2.0", "0.2", "1.0"])
async def test_this_version_and_older_ones_are_no_news(tmp_path: Path, version: str):
    assert await Feed(tmp_path, answering(FEED)).look(version) is None


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(200, content=b"<html>"),
        httpx.ConnectError("gone"),
        answering({**FEED, "version": "latest"}),
        answering({**FEED, "url": "http://example.test"}),
        answering({**FEED, "url": "file:///etc/passwd"}),
        answering([]),
    ],
)
async def test_what_goes_wrong_is_logged_and_no_trouble_of_the_user_s(
    tmp_path: Path, answer: Answer, caplog: pytest.LogCaptureFixture
):
    assert await Feed(tmp_path, answer).look() is None
    assert "no word of new versions" in caplog.text


async def test_an_address_that_is_not_https_is_not_asked(tmp_path: Path):
    feed = Feed(tmp_path, answering(FEED), url="http://feed.example.test/latest.json")
    assert await feed.look() is None
    assert feed.transport.requests == []
