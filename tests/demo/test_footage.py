"""The footage: real streams whose every frame says which it is, and shows the truth."""

import os
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from av import VideoFrame
from PySide6.QtGui import QImage

from reviewer.demo.barcode import read_image
from reviewer.demo.footage import SEGMENT_S, is_ready, make_footage
from reviewer.demo.script import SHORT
from reviewer.demo.simulate import SEED, simulate
from reviewer.demo.truth import FPS, SimHalf
from reviewer.domain.times import format_clock
from tests.footage import read_clock, short_game

GAME = short_game()
EVERY = 17

halves = pytest.mark.parametrize("half", GAME.halves, ids=lambda half: half.period)


def frames(playlist: Path) -> Iterator[VideoFrame]:
    with av.open(str(playlist), options={"protocol_whitelist": "file"}) as stream:
        yield from stream.decode(video=0)


def image_of(frame: VideoFrame) -> QImage:
    rgb = frame.reformat(format="rgb24")
    line = rgb.planes[0].line_size
    pixels = bytes(rgb.planes[0])
    return QImage(pixels, rgb.width, rgb.height, line, QImage.Format.Format_RGB888).copy()


@halves
def test_frames_show_their_number_and_the_true_clock(demo_footage: Path, half: SimHalf):
    number = -1
    for number, frame in enumerate(frames(demo_footage / half.period.lower() / "index.m3u8")):
        if number % EVERY == 0:
            image = image_of(frame)
            assert read_image(image) == number
            assert read_clock(image) == format_clock(half.reading(number).clock)

    assert number == half.frames - 1


@halves
def test_streams_are_what_was_ordered(demo_footage: Path, half: SimHalf):
    with av.open(str(demo_footage / half.period.lower() / "index.m3u8")) as stream:
        video, audio = stream.streams.video[0].codec_context, stream.streams.audio[0]
        assert (video.width, video.height, video.codec.name) == (960, 540, "h264")
        assert audio.codec_context.codec.name == "aac"


def test_the_first_half_is_mpeg_ts_and_the_second_fmp4(demo_footage: Path):
    first = (demo_footage / "h1" / "index.m3u8").read_text()
    second = (demo_footage / "h2" / "index.m3u8").read_text()

    assert "EXT-X-MAP" not in first
    assert (demo_footage / "h1" / "seg000.ts").read_bytes()[0] == 0x47
    assert '#EXT-X-MAP:URI="init.mp4"' in second
    assert (demo_footage / "h2" / "seg000.m4s").read_bytes()[4:8] in (b"styp", b"moof", b"sidx")


@halves
def test_segments_are_whole_and_listed_by_local_name(demo_footage: Path, half: SimHalf):
    folder = demo_footage / half.period.lower()
    lines = (folder / "index.m3u8").read_text().splitlines()
    lengths = [float(line[8:-1]) for line in lines if line.startswith("#EXTINF:")]
    names = [line for line in lines if not line.startswith("#")]

    assert lines[-1] == "#EXT-X-ENDLIST"
    assert lengths[:-1] == [SEGMENT_S] * (len(lengths) - 1)
    assert sum(lengths) == pytest.approx(half.frames / FPS, abs=0.05)
    assert all((folder / name).is_file() and "/" not in name for name in names)


def test_each_segment_starts_with_a_key_frame(demo_footage: Path):
    for segment in sorted((demo_footage / "h1").glob("*.ts")):
        with av.open(str(segment)) as stream:
            first = next(stream.demux(video=0))
            assert first.is_keyframe


def test_ready_means_this_very_game(demo_footage: Path, tmp_path: Path):
    assert is_ready(GAME, demo_footage)
    assert not is_ready(simulate(SEED + 1, SHORT), demo_footage)
    assert not is_ready(GAME, tmp_path / "nowhere")


def test_ready_footage_is_not_made_again(demo_footage: Path):
    def complain(done: int, total: int) -> None:
        raise AssertionError("made again")

    make_footage(GAME, demo_footage, complain)


def test_what_a_killed_making_left_is_cleared_away(qapp, tmp_path: Path):
    abandoned, under_way = tmp_path / "footage-old", tmp_path / "footage-new"
    for folder in (abandoned, under_way):
        folder.mkdir()
    os.utime(abandoned, (0, 0))

    with pytest.raises(Cancelled):
        make_footage(GAME, tmp_path / "footage", cancel)

    assert list(tmp_path.iterdir()) == [under_way]


class Cancelled(Exception):
    pass


def cancel(done: int, total: int) -> None:
    raise Cancelled


def test_a_cancelled_making_leaves_nothing(qapp, tmp_path: Path):
    seen = []

    def cancel_soon(done: int, total: int) -> None:
        seen.append((done, total))
        if len(seen) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_footage(GAME, tmp_path / "footage", cancel_soon)

    assert seen == sorted(seen)
    assert {total for _, total in seen} == {GAME.frames}
    assert list(tmp_path.iterdir()) == []
