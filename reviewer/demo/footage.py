"""The footage of a simulated game: real HLS, the first half as MPEG-TS, the second as fMP4."""

import json
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from queue import SimpleQueue
from tempfile import mkdtemp
from threading import Event
from typing import Final, Self

import av
from av import VideoFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from reviewer.demo.art import HEIGHT_PX, WIDTH_PX
from reviewer.demo.choreography import choreograph
from reviewer.demo.picture import Painter
from reviewer.demo.sound import BLOCK, RATE_HZ, Soundtrack
from reviewer.demo.truth import FOOTAGE_VERSION, FPS, SimGame, SimHalf

Progress = Callable[[int, int], None]
"""Told frames done and frames in all; what it raises ends the work."""

GOP_S: Final = 2
SEGMENT_S: Final = 4

_MANIFEST: Final = "manifest.json"
_ABANDONED_S: Final = 3_600
"""No making takes that long: what is older was left behind."""
_PROGRESS_EVERY: Final = 30
_HLS: Final = {
    "hls_time": str(SEGMENT_S),
    "hls_playlist_type": "vod",
    "hls_list_size": "0",
    "hls_flags": "independent_segments",
}
_GOP_FRAMES: Final = GOP_S * FPS
_X264: Final = f"keyint={_GOP_FRAMES}:min-keyint={_GOP_FRAMES}:scenecut=0:open-gop=0:threads=1"


def is_ready(game: SimGame, folder: Path) -> bool:
    """Whether the folder holds this game's footage, whole and of this version."""
    try:
        found = json.loads((folder / _MANIFEST).read_text())
    except (OSError, ValueError):
        return False
    return bool(found == _manifest(game))


def make_footage(
    game: SimGame, folder: Path, progress: Progress = lambda _done, _total: None
) -> None:
    """Make the footage in `folder` unless it is there already.

    It is made beside the folder and moved there when whole, so what is found is never half-made.
    Needs a QGuiApplication for the text, on any thread. Raises what `progress` raises, OSError,
    and av.FFmpegError.
    """
    if is_ready(game, folder):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    workshop = Path(mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    try:
        _encode_halves(game, workshop, progress)
        (workshop / _MANIFEST).write_text(json.dumps(_manifest(game)))
        shutil.rmtree(folder, ignore_errors=True)
        workshop.rename(folder)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Clear away what an earlier making left behind when it was killed."""
    for leftover in folder.parent.glob(f"{folder.name}-*"):
        if time.time() - leftover.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(leftover, ignore_errors=True)


def _manifest(game: SimGame) -> dict[str, object]:
    digest = blake2b(repr(game).encode(), digest_size=16).hexdigest()
    return {"version": FOOTAGE_VERSION, "game": digest, "frames": game.frames}


def _encode_halves(game: SimGame, folder: Path, progress: Progress) -> None:
    """A thread for each half; `progress` is called, and may raise, in the caller's."""
    steps: SimpleQueue[int | Future[None]] = SimpleQueue()
    stop = Event()
    with ThreadPoolExecutor(len(game.halves)) as pool:
        for half in game.halves:
            job = pool.submit(_encode_half, game, half, folder, steps.put, stop)
            job.add_done_callback(steps.put)
        try:
            _follow(steps, game, progress)
        finally:
            stop.set()


def _follow(steps: "SimpleQueue[int | Future[None]]", game: SimGame, progress: Progress) -> None:
    """Pass on the steps until both halves are done; raises what failed."""
    done_frames, running = 0, len(game.halves)
    while running:
        step = steps.get()
        if isinstance(step, Future):
            step.result()
            running -= 1
        else:
            done_frames += step
            progress(done_frames, game.frames)


def _encode_half(
    game: SimGame, half: SimHalf, folder: Path, step: Callable[[int], None], stop: Event
) -> None:
    painter = Painter(game, half, choreograph(half))
    with _Encoder(half, folder / half.period.lower()) as encoder:
        for frame in range(half.frames):
            if stop.is_set():
                return
            encoder.add(frame, painter.paint(frame).frame())
            if frame % _PROGRESS_EVERY == _PROGRESS_EVERY - 1:
                step(_PROGRESS_EVERY)
    step(half.frames % _PROGRESS_EVERY)


class _Encoder:
    """Writes one half as HLS: pictures as they come, and the sound that belongs to them."""

    def __init__(self, half: SimHalf, folder: Path) -> None:
        folder.mkdir()
        is_fmp4 = half.period != "H1"
        here = folder.as_posix()  # FFmpeg finds a file's folder by its slashes, on Windows too
        pattern = here.replace("%", "%%")
        options = {
            **_HLS,
            "hls_segment_type": "fmp4" if is_fmp4 else "mpegts",
            "hls_fmp4_init_filename": "init.mp4",
            "hls_segment_filename": f"{pattern}/seg%03d.{'m4s' if is_fmp4 else 'ts'}",
        }
        self._output = av.open(f"{here}/index.m3u8", "w", format="hls", options=options)
        self._video = _add_video(self._output, b_frames=0 if is_fmp4 else 2)
        self._audio = _add_audio(self._output)
        self._soundtrack = Soundtrack(half)
        self._blocks = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._output.mux(self._video.encode(None))
        self._output.mux(self._audio.encode(None))
        self._output.close()

    def add(self, number: int, picture: VideoFrame) -> None:
        picture.pts = number
        self._output.mux(self._video.encode(picture))
        while self._blocks * BLOCK * FPS < (number + 1) * RATE_HZ:
            self._output.mux(self._audio.encode(self._soundtrack.frame(self._blocks)))
            self._blocks += 1


def _add_video(output: OutputContainer, *, b_frames: int) -> VideoStream:
    stream = output.add_stream("libx264", rate=FPS)
    stream.width, stream.height, stream.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
    stream.codec_context.thread_count = 1
    stream.codec_context.options = {
        "preset": "ultrafast",
        "qp": "21",
        "x264-params": f"{_X264}:bframes={b_frames}:b-adapt=0",
    }
    return stream


def _add_audio(output: OutputContainer) -> AudioStream:
    stream = output.add_stream("aac", rate=RATE_HZ, layout="mono")
    stream.codec_context.bit_rate = 48_000
    stream.codec_context.options = {"aac_coder": "fast"}
    return stream
