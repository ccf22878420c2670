"""Whatever the packaging, a window holds the pictures that were asked for, at their times."""

from fractions import Fraction
from pathlib import Path

import pytest

from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.source import HlsSource
from tests.hls import Packaging, Shelf, expected_numbers, make_hls, numbers_in

PACKAGINGS = {
    "ts": Packaging(),
    "ts without sound": Packaging(sound=False),
    "ts from 10 s on": Packaging(first_pts_s=10),
    "ts whose time stamps wrap": Packaging(first_pts_s=(1 << 33) / 90_000 - 6),
    "ts whose sound begins before the picture": Packaging(sound_ahead_s=Fraction(1, 2)),
    "fmp4 whose sound begins before the picture": Packaging(
        container="fmp4", b_frames=0, sound_ahead_s=Fraction(1, 2)
    ),
    "ts in one file": Packaging(single_file=True),
    "ts with one long GOP": Packaging(gop_s=8, segment_s=8),
    "ts at 29.97": Packaging(rate=Fraction(30_000, 1_001)),
    "ts at 59.94": Packaging(rate=Fraction(60_000, 1_001), frames=960),
    "ts at 50": Packaging(rate=Fraction(50), frames=800),
    "ts at a variable rate": Packaging(dropped=(3, 4, 7), b_frames=0),
    "fmp4 at a variable rate": Packaging(container="fmp4", dropped=(1, 2, 3, 8), b_frames=0),
    "hevc in ts": Packaging(codec="libx265", frames=240),
    "ts at 25": Packaging(rate=Fraction(25), frames=400),
    "fmp4": Packaging(container="fmp4", b_frames=0),
    "fmp4 with B-frames": Packaging(container="fmp4"),
    "fmp4 in one file": Packaging(container="fmp4", single_file=True),
    "fmp4 without sound": Packaging(container="fmp4", sound=False),
    "fmp4 from 10 s on": Packaging(container="fmp4", first_pts_s=10),
    "hevc in fmp4": Packaging(container="fmp4", codec="libx265", frames=240),
}
SPANS = (MediaSpan(MediaMs(0), MediaMs(1_500)), MediaSpan(MediaMs(3_900), MediaMs(7_000)))


@pytest.mark.parametrize("name", PACKAGINGS)
async def test_every_picture_stands_at_its_time(name: str, tmp_path: Path):
    packaging = PACKAGINGS[name]
    make_hls(tmp_path / "hls", packaging)
    shelf = Shelf(tmp_path / "hls")
    web = shelf.web()
    source = HlsSource(web, DiskCache(tmp_path / "cache", 10**9))
    for span in SPANS:
        window = await source.window(shelf.url(), span)
        assert numbers_in(window) == expected_numbers(window, packaging.rate)
        assert window.start <= span.start * 1000
        assert window.end >= span.end * 1000
        assert not window.gaps
    await web.aclose()
