"""Streams as they are found: every picture that is there stands at its time, the rest is a gap."""

import shutil
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from reviewer.domain.errors import BadSegment
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import MediaMs, MediaSpan
from tests.hls import (
    Packaging,
    Shelf,
    expected_numbers,
    join_runs,
    make_hls,
    numbers_in,
    rewrite,
    window_of,
)

LONG = (0.5, 15.5)


def is_exact(window: MediaWindow) -> bool:
    return numbers_in(window) == expected_numbers(window)


def gap(start_s: float, end_s: float) -> MediaSpan:
    return MediaSpan(MediaMs(round(start_s * 1000)), MediaMs(round(end_s * 1000)))


@pytest.fixture(scope="module")
def footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four segments of 4 s."""
    folder = tmp_path_factory.mktemp("footage")
    make_hls(folder, Packaging())
    return folder


@pytest.fixture
def hls(footage: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    shutil.copytree(footage, tmp_path / "hls")
    return tmp_path / "hls"


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
@pytest.mark.parametrize("containers", [("mpegts",) * 3, ("fmp4",) * 3, ("mpegts", "fmp4", "fmp4")])
async def test_runs_of_other_sizes_are_decoded_right(
    codec: str, containers: tuple[str, ...], tmp_path: Path
):
    """Also backwards: a picture of the first run after one of the second."""
    sizes = [(256, 144), (320, 192), (256, 144)]
    for index, (container, size) in enumerate(zip(containers, sizes, strict=True)):
        first = 120 * index
        part = Packaging(container, frames=120, first_number=first, size=size, codec=codec)
        make_hls(tmp_path / f"run{index}", part)
    join_runs(tmp_path, ["run0", "run1", "run2"])
    window = await window_of(Shelf(tmp_path), tmp_path / "cache", (0.5, 11.5))
    assert is_exact(window)
    assert len(window.pictures) == 360
    assert not window.gaps


async def test_a_run_of_another_codec_is_a_gap(tmp_path: Path):
    make_hls(tmp_path / "a", Packaging(frames=120))
    make_hls(tmp_path / "b", Packaging(frames=120, first_number=120, codec="libx265"))
    join_runs(tmp_path, ["a", "b"])
    window = await window_of(Shelf(tmp_path), tmp_path / "cache", (0.5, 7))
    assert is_exact(window)
    assert window.gaps == (gap(4, 8),)
    alone = await window_of(Shelf(tmp_path), tmp_path / "cache", (4.5, 7))
    assert is_exact(alone)
    assert not alone.gaps


@pytest.mark.parametrize(("container", "b_frames"), [("mpegts", 2), ("mpegts", 0), ("fmp4", 0)])
async def test_segments_that_begin_between_key_frames(
    container: str, b_frames: int, tmp_path: Path
):
    flags = ("split_by_time",)
    cut = Packaging(container, gop_s=8, segment_s=3, flags=flags, b_frames=b_frames)
    make_hls(tmp_path / "hls", cut)
    window = await window_of(Shelf(tmp_path / "hls"), tmp_path / "cache", (1, 15))
    assert is_exact(window)
    assert len(window.pictures) == round(window.end * 30 / 1e6) >= 450
    assert not window.gaps


async def test_a_stream_that_begins_between_key_frames(hls: Path, tmp_path: Path):
    """Time 0 is its first picture, though it cannot be shown."""
    make_hls(tmp_path / "long", Packaging(gop_s=4, segment_s=1, flags=("split_by_time",)))
    rewrite(tmp_path / "long", drop_segments("index0.ts", "index1.ts"))
    window = await window_of(Shelf(tmp_path / "long"), tmp_path / "cache", (2.5, 6))
    assert numbers_in(window) == [number + 58 for number in expected_numbers(window)]


def drop_segments(*names: str) -> Callable[[str], str]:
    """Takes pieces out of a playlist, with the line of their length."""
    dropped = 0

    def line(old: str) -> str:
        nonlocal dropped
        if old.startswith("#EXTINF") and dropped < len(names):
            return ""
        if old in names:
            dropped += 1
            return ""
        return old

    return line


@pytest.mark.parametrize("container", ["mpegts", "fmp4"])
async def test_lengths_in_whole_seconds_do_not_add_up(container: str, tmp_path: Path):
    """3.4 s are called 3: the time stamps are believed, and the window reaches far enough."""
    flags = ("independent_segments", "round_durations")
    cut = Packaging(container, gop_s=1.7, segment_s=3.4, flags=flags, frames=900)
    make_hls(tmp_path / "hls", cut)
    shelf = Shelf(tmp_path / "hls")
    for span_s in ((0.5, 2), (12, 14), (20, 21.5)):
        window = await window_of(shelf, tmp_path / "cache", span_s)
        assert is_exact(window)
        assert window.start <= span_s[0] * 1e6
        assert window.end >= span_s[1] * 1e6
        assert not window.gaps


async def test_runs_that_the_playlist_calls_too_short_do_not_mix(tmp_path: Path):
    for index in range(2):
        part = Packaging(frames=102, gop_s=1.7, segment_s=3.4, first_number=102 * index)
        make_hls(tmp_path / f"run{index}", part)
        rewrite(tmp_path / f"run{index}", lambda line: "#EXTINF:3," if "EXTINF" in line else line)
    join_runs(tmp_path, ["run0", "run1"])
    window = await window_of(Shelf(tmp_path), tmp_path / "cache", (0.5, 5))
    assert numbers_in(window) == list(range(204))
    assert expected_numbers(window)[:90] == list(range(90))
    assert [number + 12 for number in expected_numbers(window)[102:]] == list(range(102, 204))


QUERIES: dict[str, Callable[[int], str]] = {
    "a query": lambda i: f"seg.php?i={i}",
    "a query and a signature": lambda i: f"seg.php?Signature=abc{i}&i={i}&Expires=9",
    "no extension": lambda i: f"segment-{i}",
    "another extension": lambda i: f"segment{i}.txt",
    "a fragment": lambda i: f"part{i}.ts#t={i}",
    "percent signs and letters of all kinds": lambda i: f"ha%20lf/zw%C3%B6lf-é{i}.ts",
    "dots": lambda i: f"down/../part{i}.ts",
    "an absolute address": lambda i: f"http://127.0.0.1:1/part{i}.ts?x=%2F",
    "a host alone": lambda i: f"//127.0.0.1:1/part{i}.ts",
}


@pytest.mark.parametrize("how", QUERIES)
async def test_pieces_by_any_name(how: str, hls: Path, tmp_path: Path):
    shelf = Shelf(hls)
    names = {f"index{i}.ts": QUERIES[how](i) for i in range(4)}
    rewrite(hls, lambda line: names.get(line, line))
    for file, name in names.items():
        url = httpx.URL(shelf.url()).join(name)
        path = url.path.lstrip("/")
        shelf.aliases[f"{path}?{url.query.decode()}"] = file
    window = await window_of(shelf, tmp_path / "cache", LONG)
    assert is_exact(window)
    assert len(window.pictures) == 480
    assert not window.gaps


async def test_a_signature_that_changes_costs_no_second_fetch(hls: Path, tmp_path: Path):
    shelf = Shelf(hls)
    for signature in ("one", "two"):
        rewrite(
            hls,
            lambda line: (
                f"{line.partition('?')[0]}?X-Amz-Signature={signature}"  # noqa: B023
                if line.startswith("index")
                else line
            ),
        )
        await window_of(shelf, tmp_path / "cache", (0.5, 3 if signature == "one" else 6))
    assert shelf.asked["index0.ts"] == 1


async def test_a_marked_hole_is_a_gap_and_is_not_asked_for(hls: Path, tmp_path: Path):
    rewrite(hls, lambda line: f"#EXT-X-GAP\n{line}" if line == "index1.ts" else line)
    shelf = Shelf(hls)
    window = await window_of(shelf, tmp_path / "cache", LONG)
    assert is_exact(window)
    assert window.gaps == (gap(4, 8),)
    assert shelf.asked["index1.ts"] == 0


@pytest.mark.parametrize("names", ["init.mp4", "init.php?run="])
async def test_an_init_section_for_every_run(names: str, tmp_path: Path):
    shelf = Shelf(tmp_path)
    for index in range(2):
        size = [(256, 144), (320, 192)][index]
        make_hls(
            tmp_path / f"run{index}",
            Packaging("fmp4", frames=120, first_number=120 * index, size=size),
        )
    join_runs(tmp_path, ["run0", "run1"])
    if "?" in names:
        for index in range(2):
            shelf.aliases[f"init.php?run={index}"] = f"run{index}/init.mp4"
        rewrite(
            tmp_path,
            lambda line: line.replace("run0/init.mp4", "init.php?run=0").replace(
                "run1/init.mp4", "init.php?run=1"
            ),
        )
    window = await window_of(shelf, tmp_path / "cache", (0.5, 7))
    assert is_exact(window)
    assert not window.gaps


@pytest.fixture
def swapped(hls: Path) -> Shelf:
    other = {"index1.ts": "index2.ts", "index2.ts": "index1.ts"}
    rewrite(hls, lambda line: other.get(line, line))
    return Shelf(hls)


@pytest.mark.parametrize("span_s", [LONG, (2, 6), (10, 15)])
async def test_pieces_that_changed_places_do_not_show_at_a_wrong_time(
    span_s: tuple[float, float], swapped: Shelf, tmp_path: Path
):
    window = await window_of(swapped, tmp_path / "cache", span_s)
    assert is_exact(window)
    assert window.gaps


async def test_a_clip_of_nothing_else_says_so(swapped: Shelf, tmp_path: Path):
    with pytest.raises(BadSegment, match="out of place"):
        await window_of(swapped, tmp_path / "cache", (6, 10))


async def test_what_was_kept_while_pieces_had_changed_places_is_fetched_again(
    hls: Path, tmp_path: Path
):
    change_places(hls)
    window = await window_of(Shelf(hls), tmp_path / "cache", (2, 6))
    assert window.gaps
    change_places(hls)
    window = await window_of(Shelf(hls), tmp_path / "cache", (9, 11))
    assert is_exact(window)
    assert not window.gaps


def change_places(hls: Path) -> None:
    second, third = (hls / f"index{number}.ts" for number in (1, 2))
    kept = second.read_bytes()
    second.write_bytes(third.read_bytes())
    third.write_bytes(kept)


@pytest.mark.parametrize(("at", "instead"), [(1, 0), (2, 1), (2, 3), (1, 3), (3, 2)])
async def test_a_piece_that_came_twice_does_not_show_at_a_wrong_time(
    at: int, instead: int, hls: Path, tmp_path: Path
):
    shutil.copy(hls / f"index{instead}.ts", hls / f"index{at}.ts")
    window = await window_of(Shelf(hls), tmp_path / "cache", LONG)
    assert is_exact(window)
    assert window.gaps == (gap(4 * at, 4 * at + 4),)


async def test_a_piece_with_sound_alone_is_a_gap(hls: Path, tmp_path: Path):
    make_hls(tmp_path / "sound", Packaging(picture=False))
    shutil.copy(tmp_path / "sound" / "index1.ts", hls / "index1.ts")
    window = await window_of(Shelf(hls), tmp_path / "cache", LONG)
    assert is_exact(window)
    assert window.gaps == (gap(4, 8),)


async def test_time_stamps_that_start_anew_without_a_mark(tmp_path: Path):
    for index in range(3):
        make_hls(tmp_path / f"part{index}", Packaging(frames=240, first_number=240 * index))
    join_runs(tmp_path, ["part0", "part1", "part2"], marked=False)
    shelf = Shelf(tmp_path)
    for span_s in ((0.5, 23), (6, 10), (8.5, 11), (12.5, 15), (20.5, 23)):
        window = await window_of(shelf, tmp_path / "cache", span_s)
        assert is_exact(window)
        assert not window.gaps


async def test_every_segment_counting_from_zero(tmp_path: Path):
    for index in range(4):
        make_hls(tmp_path / f"part{index}", Packaging(frames=120, first_number=120 * index))
    join_runs(tmp_path, [f"part{index}" for index in range(4)], marked=False)
    for span_s in (LONG, (4.5, 7), (12.5, 15)):
        window = await window_of(Shelf(tmp_path), tmp_path / "cache", span_s)
        assert is_exact(window)
        assert not window.gaps


async def test_a_date_on_every_piece_moves_nothing(tmp_path: Path):
    make_hls(tmp_path / "hls", Packaging(dated=True))
    window = await window_of(Shelf(tmp_path / "hls"), tmp_path / "cache", LONG)
    assert is_exact(window)
    assert not window.gaps
