"""What to keep of a game, and how its size is told."""

from dataclasses import replace

import pytest

from reviewer.domain.alignment import align
from reviewer.domain.errors import Unplayable
from reviewer.domain.game import ClipId, EventId, Hls
from reviewer.domain.offline import KeptGame, KeptSize, clip_part, format_size, game_part
from reviewer.domain.plan import plan_clip
from tests.builders import make_game, without_footage


@pytest.mark.parametrize(
    ("size_bytes", "told"),
    [
        (0, "0 MB"),
        (340_400_000, "340 MB"),
        (994_999_999, "995 MB"),
        (995_000_000, "1.0 GB"),
        (1_249_000_000, "1.2 GB"),
        (9_949_000_000, "9.9 GB"),
        (12_600_000_000, "13 GB"),
    ],
)
def test_sizes_are_told_to_two_figures(size_bytes: int, told: str):
    assert format_size(size_bytes) == told


def test_a_game_has_each_of_its_streams_once():
    game = make_game()
    part = game_part(game)
    assert part.clip is None
    assert [stretch.url for stretch in part.footage] == [
        "https://video.test/H1.m3u8",
        "https://video.test/H2.m3u8",
    ]


def test_streams_that_only_their_query_tells_apart_are_all_kept():
    game = make_game()
    urls = [
        "https://video.test/play.m3u8?id=1&token=x",
        "https://video.test/play.m3u8?id=2&token=y",
    ]
    clips = tuple(replace(game.clips[0], hls=Hls(url, None, 0, 0, 9)) for url in urls)
    part = game_part(replace(game, clips=clips))
    assert [stretch.url for stretch in part.footage] == urls


def test_a_clip_comes_with_its_lead_and_lag():
    game = make_game()
    alignment = align(game.clips)
    (stretch,) = clip_part(game.clips[1], alignment).footage
    assert stretch.span == plan_clip(game.clips[1], alignment).played


def test_nothing_is_kept_of_what_has_no_footage():
    game = make_game()
    with pytest.raises(Unplayable):
        clip_part(without_footage(game.clips[0]), align(game.clips))


def test_only_what_is_missing_has_to_fit_on_the_disk():
    assert KeptSize(total_bytes=100, here_bytes=60, free_bytes=40).fits
    assert not KeptSize(total_bytes=100, here_bytes=60, free_bytes=39).fits


def test_a_whole_game_has_all_its_clips():
    first, second = ClipId("1"), ClipId("2")
    some = KeptGame(EventId("5"), "Game", frozenset({first, second}), frozenset({first}), 1)
    assert some.has(first)
    assert not some.has(second)
    assert some.unfinished
    whole = KeptGame(EventId("5"), "Game", frozenset({None}), frozenset({None}), 1)
    assert whole.whole
    assert whole.has(second)
    assert not whole.unfinished
