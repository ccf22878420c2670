"""Footage for the benchmarks: 720p at 4 Mbit/s in 6 s segments, the frame number drawn in."""

from fractions import Fraction
from pathlib import Path
from random import Random

import av

from reviewer.demo import barcode

RATE = 30
SECONDS = 180
SEGMENT_S = 6
_WIDTH, _HEIGHT = 1280, 720
_GOP = 2 * RATE
_BITS_S = 3_900_000
_X264 = (
    f"keyint={_GOP}:min-keyint={_GOP}:scenecut=0:open-gop=0:bframes=2:nal-hrd=cbr:"
    f"vbv-maxrate={_BITS_S // 1000}:vbv-bufsize={_BITS_S // 1000}:bitrate={_BITS_S // 1000}"
)


def make_footage(folder: Path) -> None:
    """Write `index.m3u8` and its segments, unless they are there."""
    if (folder / "whole").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "hls_time": str(SEGMENT_S),
        "hls_list_size": "0",
        "hls_playlist_type": "vod",
        "hls_segment_filename": str(folder / "%03d.ts"),
    }
    output = av.open(str(folder / "index.m3u8"), "w", format="hls", options=options)
    video = output.add_stream("libx264", rate=RATE)
    video.width, video.height, video.pix_fmt = _WIDTH, _HEIGHT, "yuv420p"
    video.codec_context.time_base = Fraction(1, RATE)
    video.options = {"preset": "ultrafast", "x264-params": _X264}
    audio = output.add_stream("aac", rate=48_000, layout="mono")
    heard = 0
    for number in range(SECONDS * RATE):
        frame = _picture(number)
        frame.pts, frame.time_base = number, Fraction(1, RATE)
        output.mux(video.encode(frame))
        while heard * RATE < (number + 1) * 48_000:
            output.mux(audio.encode(_silence(heard)))
            heard += 1024
    output.mux(video.encode(None))
    output.mux(audio.encode(None))
    output.close()
    (folder / "whole").touch()


_NOISE = Random(1).randbytes(4 * _WIDTH)


def _picture(number: int) -> av.VideoFrame:
    """Grain that moves, which takes its bits, over the bar code."""
    frame = av.VideoFrame(_WIDTH, _HEIGHT, "yuv420p")
    luma, *chroma = frame.planes
    width = luma.line_size
    plain = bytes([110]) * width
    grain = _NOISE[number * 7 % 2_000 :][:width].ljust(width, b"n")
    rows = [grain if row % 12 == number % 12 else plain for row in range(_HEIGHT - 8)]
    code = barcode.luma_row(number)
    luma.update(b"".join(rows) + (code + plain[len(code) :]) * barcode.BLOCK_PX)
    for plane in chroma:
        plane.update(b"\x80" * plane.buffer_size)
    return frame


def _silence(pts: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
    frame.planes[0].update(bytes(frame.planes[0].buffer_size))
    frame.sample_rate, frame.pts, frame.time_base = 48_000, pts, Fraction(1, 48_000)
    return frame
