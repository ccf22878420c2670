"""Windows of a stream: time bases, gaps, what is kept, and what is said when it cannot be had."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from reviewer.domain.errors import (
    BadPlaylist,
    MediaError,
    NoNetwork,
    ServerFault,
    StreamGone,
    Unplayable,
)
from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from tests.hls import Packaging, Shelf, join_runs, make_hls, numbers_in

SHORT = Packaging(frames=240)
MIDDLE = MediaSpan(MediaMs(4_500), MediaMs(5_500))
ACROSS = MediaSpan(MediaMs(3_000), MediaMs(9_500))


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("footage")
    make_hls(folder, Packaging(frames=480))
    return folder


@pytest.fixture
def shelf(footage: Path) -> Shelf:
    return Shelf(footage)


@pytest.fixture
async def source(shelf: Shelf, tmp_path: Path) -> AsyncIterator[HlsSource]:
    web = shelf.web()
    yield HlsSource(web, DiskCache(tmp_path / "cache", 10**9))
    await web.aclose()


async def test_a_window_is_fetched_once(shelf: Shelf, source: HlsSource):
    first = await source.window(shelf.url(), MIDDLE)
    asked = shelf.asked.total()
    assert await source.window(shelf.url(), MIDDLE) == first
    assert shelf.asked.total() == asked
    assert shelf.asked["index1.ts"] == 1
    assert shelf.asked["index3.ts"] == 0


async def test_what_is_on_disk_serves_the_next_start(shelf: Shelf, footage: Path, tmp_path: Path):
    windows = []
    for _ in range(2):
        web = shelf.web()
        source = HlsSource(web, DiskCache(tmp_path / "cache", 10**9))
        windows.append(await source.window(shelf.url(), MIDDLE))
        await web.aclose()
    assert windows[0] == windows[1]
    assert shelf.asked["index1.ts"] == 1


async def test_a_stream_that_is_published_anew_shows_its_own_pictures(tmp_path: Path):
    make_hls(tmp_path / "stream", Packaging(frames=480))
    file = tmp_path / "stream" / "index.m3u8"
    head, *pieces = file.read_text().partition("#EXT-X-ENDLIST")[0].split("#EXTINF")
    for left_out in (0, 1):  # live, then over: numbered from 0 once more
        listed = "#EXTINF".join([head, *pieces[left_out:]])
        file.write_text(listed + "#EXT-X-ENDLIST\n" * left_out)
        shelf = Shelf(tmp_path / "stream")
        web = shelf.web()
        window = await HlsSource(web, DiskCache(tmp_path / "cache", 10**9)).window(
            shelf.url(), MIDDLE
        )
        numbers = [round(time * 30 / 1_000_000) + 120 * left_out for time in window.pictures]
        assert numbers_in(window) == numbers
        await web.aclose()


async def test_progress_rises_to_the_whole(shelf: Shelf, source: HlsSource):
    told: list[float] = []
    await source.window(shelf.url(), ACROSS, told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize("container", ["mpegts", "fmp4"])
async def test_a_discontinuity_keeps_every_picture_at_its_time(container: str, tmp_path: Path):
    for index in range(3):
        part = Packaging(container, frames=120, first_number=120 * index, first_pts_s=7.0 * index)
        make_hls(tmp_path / f"run{index}", part)
    join_runs(tmp_path, ["run0", "run1", "run2"])
    shelf = Shelf(tmp_path)
    web = shelf.web()
    source = HlsSource(web, DiskCache(tmp_path / "cache", 10**9))
    window = await source.window(shelf.url(), ACROSS)
    assert numbers_in(window) == [round(time * 30 / 1_000_000) for time in window.pictures]
    assert window.end >= ACROSS.end * 1000
    await web.aclose()


async def test_time_stamps_that_jump_without_a_mark_are_found(tmp_path: Path):
    make_hls(tmp_path / "a", Packaging(frames=120))
    make_hls(tmp_path / "b", Packaging(frames=120, first_number=120, first_pts_s=500))
    join_runs(tmp_path, ["a", "b"], marked=False)
    shelf = Shelf(tmp_path)
    web = shelf.web()
    window = await HlsSource(web, DiskCache(tmp_path / "cache", 10**9)).window(
        shelf.url(), MediaSpan(MediaMs(3_000), MediaMs(6_000))
    )
    assert numbers_in(window) == [round(time * 30 / 1_000_000) for time in window.pictures]
    await web.aclose()


LOST = {
    "gone": httpx.Response(404),
    "refused": httpx.Response(403),
    "a page": httpx.Response(200, content=b"<html>sign in</html>"),
    "damaged": httpx.Response(200, content=b"\x47" + bytes(187) + b"\x47" + bytes(900)),
    "empty": httpx.Response(200),
    "server fault": httpx.Response(500),
}


@pytest.mark.parametrize("why", LOST)
async def test_a_lost_segment_is_a_gap_of_its_length(why: str, shelf: Shelf, source: HlsSource):
    shelf.replies["index1.ts"] = LOST[why]
    window = await source.window(shelf.url(), ACROSS)
    assert window.gaps == (MediaSpan(MediaMs(4_000), MediaMs(8_000)),)
    assert numbers_in(window) == [round(time * 30 / 1_000_000) for time in window.pictures]
    assert not any(4_000_000 <= time < 8_000_000 for time in window.pictures)


async def test_a_window_with_a_gap_is_tried_again(shelf: Shelf, source: HlsSource):
    shelf.replies["index1.ts"] = httpx.Response(404)
    assert (await source.window(shelf.url(), ACROSS)).gaps
    del shelf.replies["index1.ts"]
    assert not (await source.window(shelf.url(), ACROSS)).gaps


async def test_a_window_with_a_gap_stays_as_long_as_somebody_has_it(
    shelf: Shelf, source: HlsSource, tmp_path: Path
):
    shelf.replies["index1.ts"] = httpx.Response(404)
    on_screen = await source.window(shelf.url(), ACROSS)
    for _ in range(20):  # what is fetched ahead, again and again
        await source.window(shelf.url(), ACROSS)
    assert numbers_in(on_screen) == [round(time * 30 / 1_000_000) for time in on_screen.pictures]
    assert len(list((tmp_path / "cache").glob("new-*"))) <= 2


async def test_a_lost_first_segment_moves_nothing(shelf: Shelf, source: HlsSource):
    shelf.replies["index0.ts"] = httpx.Response(404)
    window = await source.window(shelf.url(), MIDDLE)
    assert numbers_in(window) == [round(time * 30 / 1_000_000) for time in window.pictures]


async def test_a_clip_whose_every_segment_is_gone_says_so(shelf: Shelf, source: HlsSource):
    shelf.replies["index1.ts"] = httpx.Response(404)
    with pytest.raises(StreamGone, match="piece of the footage is gone"):
        await source.window(shelf.url(), MIDDLE)


async def test_pieces_whose_addresses_expired_are_found_by_a_new_list(
    shelf: Shelf, source: HlsSource, footage: Path
):
    """Its own address is not signed, so that the clip says the same as before."""
    text = (footage / "index.m3u8").read_text()
    for day in ("monday", "tuesday"):
        shelf.aliases |= {
            f"index{number}.ts?{day}": f"{day}/index{number}.ts" for number in range(9)
        }
    signed = {day: text.replace(".ts", f".ts?{day}").encode() for day in ("monday", "tuesday")}
    shelf.replies["index.m3u8"] = httpx.Response(200, content=signed["monday"])
    shelf.replies["monday/index1.ts"] = httpx.Response(403)
    shelf.replies["tuesday/index1.ts"] = httpx.Response(
        200, content=(footage / "index1.ts").read_bytes()
    )
    with pytest.raises(StreamGone):
        await source.window(shelf.url(), MIDDLE)
    shelf.replies["index.m3u8"] = httpx.Response(200, content=signed["tuesday"])
    window = await source.window(shelf.url(), MIDDLE)
    assert numbers_in(window) == [round(time * 30 / 1_000_000) for time in window.pictures]


async def test_without_network_nothing_is_taken_for_a_gap(shelf: Shelf, source: HlsSource):
    await source.window(shelf.url(), MIDDLE)
    shelf.replies["index2.ts"] = httpx.ConnectError("no route")
    with pytest.raises(NoNetwork):
        await source.window(shelf.url(), ACROSS)


PLAYLISTS = {
    "gone": (httpx.Response(404), StreamGone),
    "expired": (httpx.Response(403), StreamGone),
    "refused": (httpx.Response(400), StreamGone),
    "server fault": (httpx.Response(500), ServerFault),
    "a page": (httpx.Response(200, content=b"<html>sign in</html>"), BadPlaylist),
    "empty": (httpx.Response(200), BadPlaylist),
    "no pieces": (httpx.Response(200, content=b"#EXTM3U\n"), BadPlaylist),
}


@pytest.mark.parametrize("why", PLAYLISTS)
async def test_a_playlist_that_cannot_be_used_says_why(why: str, shelf: Shelf, source: HlsSource):
    shelf.replies["index.m3u8"], error = PLAYLISTS[why]
    with pytest.raises(error):
        await source.window(shelf.url(), MIDDLE)


async def test_a_clip_beyond_the_stream_cannot_be_played(shelf: Shelf, source: HlsSource):
    with pytest.raises(Unplayable):
        await source.window(shelf.url(), MediaSpan(MediaMs(60_000), MediaMs(61_000)))


async def test_encrypted_footage_is_named(shelf: Shelf, source: HlsSource, footage: Path):
    text = (footage / "index.m3u8").read_text()
    key = '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="skd://key"\n#EXTINF'
    shelf.replies["index.m3u8"] = httpx.Response(
        200, content=text.replace("#EXTINF", key, 1).encode()
    )
    with pytest.raises(MediaError, match="encrypted"):
        await source.window(shelf.url(), MIDDLE)


async def test_a_server_without_ranges_gives_the_same_pictures(tmp_path: Path):
    make_hls(tmp_path / "hls", Packaging(frames=240, single_file=True))
    shelf = Shelf(tmp_path / "hls", ranges=False)
    web = shelf.web()
    window = await HlsSource(web, DiskCache(tmp_path / "cache", 10**9)).window(shelf.url(), MIDDLE)
    assert numbers_in(window) == [round(time * 30 / 1_000_000) for time in window.pictures]
    await web.aclose()


async def test_the_best_quality_of_a_master_playlist_is_played(tmp_path: Path):
    make_hls(tmp_path / "low", SHORT)
    make_hls(tmp_path / "high", SHORT)
    (tmp_path / "index.m3u8").write_text(
        "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=100\nlow/index.m3u8\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=900\nhigh/index.m3u8\n"
    )
    shelf = Shelf(tmp_path)
    web = shelf.web()
    await HlsSource(web, DiskCache(tmp_path / "cache", 10**9)).window(shelf.url(), MIDDLE)
    assert shelf.asked["high/index1.ts"] == 1
    assert shelf.asked["low/index1.ts"] == 0
    await web.aclose()


async def test_facts_tell_length_and_date(tmp_path: Path):
    make_hls(tmp_path / "hls", Packaging(frames=240, dated=True))
    shelf = Shelf(tmp_path / "hls")
    web = shelf.web()
    facts = await HlsSource(web, DiskCache(tmp_path / "cache", 10**9)).facts(shelf.url())
    assert facts.length_ms == 8_000
    assert facts.zero_wall is not None
    await web.aclose()
