"""The clip that the self-test plays: two seconds of the embedded game, bar code and all."""

from fractions import Fraction
from pathlib import Path

import av
from av.video.stream import VideoStream

from reviewer.demo.art import HEIGHT_PX, WIDTH_PX
from reviewer.demo.choreography import choreograph
from reviewer.demo.picture import Painter
from reviewer.demo.script import SHORT
from reviewer.demo.simulate import SEED, simulate
from reviewer.demo.sound import BLOCK, RATE_HZ, Soundtrack
from reviewer.demo.truth import FPS
from reviewer.selftest import CLIP, CLIP_S

FRAMES = CLIP_S * FPS


def make_clip(path: Path) -> None:
    """One MPEG-TS segment of H.264 and AAC. Needs a QGuiApplication for the text."""
    game = simulate(SEED, SHORT)
    half = game.halves[0]
    painter, sound = Painter(game, half, choreograph(half)), Soundtrack(half)
    with av.open(str(path), "w", format="mpegts") as output:
        video = output.add_stream("libx264", rate=FPS)
        _as_small_as_can_be(video)
        audio = output.add_stream("aac", rate=RATE_HZ, layout="mono")
        audio.codec_context.bit_rate = 32_000
        for number in range(FRAMES):
            picture = painter.paint(number).frame()
            picture.pts, picture.time_base = number, Fraction(1, FPS)
            output.mux(video.encode(picture))
        output.mux(video.encode(None))
        for block in range(CLIP_S * RATE_HZ // BLOCK):
            output.mux(audio.encode(sound.frame(block)))
        output.mux(audio.encode(None))


def _as_small_as_can_be(video: VideoStream) -> None:
    video.width, video.height, video.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
    video.codec_context.thread_count = 1  # the same bytes on every machine
    video.codec_context.options = {"preset": "veryslow", "crf": "30"}


if __name__ == "__main__":
    from reviewer import app

    app.application(window=False)
    make_clip(CLIP)
