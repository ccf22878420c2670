"""Real HLS for tests, the frame number drawn in, in any packaging; and a web to find it on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import httpx
from av.video.stream import VideoStream

from reviewer.demo import barcode
from reviewer.domain.media import MediaWindow
from reviewer.net.web import Web

WIDTH, HEIGHT = 256, 144
BASE = "http://127.0.0.1:1"
"""Where the footage seems to lie; nothing listens there, the transport answers."""

_GREY = 110


@dataclass(frozen=True)
class Packaging:
    """How a stream is cut and wrapped. Times in seconds."""

    container: str = "mpegts"
    rate: Fraction = Fraction(30)
    frames: int = 480
    segment_s: int = 4
    gop_s: int = 2
    b_frames: int = 2
    codec: str = "libx264"
    sound: bool = True
    first_pts_s: float = 0.0
    single_file: bool = False
    dated: bool = False
    first_number: int = 0


def make_hls(folder: Path, packaging: Packaging = Packaging()) -> Path:
    """Write the stream into `folder`; returns its playlist."""
    folder.mkdir(parents=True, exist_ok=True)
    playlist = folder / "index.m3u8"
    output = av.open(str(playlist), "w", format="hls", options=dict(_muxer(packaging)))
    rate = packaging.rate
    gop = round(packaging.gop_s * rate)
    video = cast("VideoStream", output.add_stream(packaging.codec, rate=rate))
    video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    video.codec_context.time_base = 1 / rate
    video.options = _encoder(packaging, gop)
    audio = output.add_stream("aac", rate=48_000, layout="mono") if packaging.sound else None
    heard = 0
    for index in range(packaging.frames):
        frame = _picture(packaging.first_number + index)
        frame.pts, frame.time_base = index, 1 / rate
        output.mux(video.encode(frame))
        while audio is not None and Fraction(heard, 48_000) < (index + 1) / rate:
            output.mux(audio.encode(_silence(heard)))
            heard += 1024
    output.mux(video.encode(None))
    if audio is not None:
        output.mux(audio.encode(None))
    output.close()
    return playlist


def _muxer(packaging: Packaging) -> dict[str, Any]:
    flags = ["independent_segments"]
    if packaging.single_file:
        flags.append("single_file")
    if packaging.dated:
        flags.append("program_date_time")
    return {
        "hls_time": str(packaging.segment_s),
        "hls_list_size": "0",
        "hls_playlist_type": "vod",
        "hls_segment_type": packaging.container,
        "hls_flags": "+".join(flags),
        "output_ts_offset": str(packaging.first_pts_s),
    }


def _encoder(packaging: Packaging, gop: int) -> dict[str, Any]:
    fixed = f"keyint={gop}:min-keyint={gop}:scenecut=0:open-gop=0:bframes={packaging.b_frames}"
    if packaging.codec == "libx265":
        return {"preset": "ultrafast", "x265-params": f"{fixed}:log-level=none"}
    return {"preset": "ultrafast", "crf": "30", "x264-params": fixed}


def _picture(number: int) -> av.VideoFrame:
    frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
    luma, *chroma = frame.planes
    grey = bytes([_GREY]) * luma.line_size
    code = barcode.luma_row(number)
    coded = code + grey[len(code) :]
    plain_rows = HEIGHT - barcode.BLOCK_PX
    luma.update(grey * plain_rows + coded * barcode.BLOCK_PX)
    for plane in chroma:
        plane.update(b"\x80" * plane.buffer_size)
    return frame


def _silence(pts: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
    frame.planes[0].update(bytes(frame.planes[0].buffer_size))
    frame.sample_rate, frame.pts, frame.time_base = 48_000, pts, Fraction(1, 48_000)
    return frame


def numbers_in(window: MediaWindow) -> list[int | None]:
    """The frame numbers read from every picture of a window's file, in the order shown."""
    with av.open(str(window.path)) as file:
        return [
            barcode.read_luma(_bottom_row(frame)) for frame in file.decode(file.streams.video[0])
        ]


def _bottom_row(frame: av.VideoFrame) -> bytes:
    luma = frame.planes[0]
    start = (frame.height - barcode.BLOCK_PX // 2) * luma.line_size
    return bytes(luma)[start : start + barcode.WIDTH_PX]


@dataclass
class Shelf:
    """Footage that a `Web` finds at `BASE`. `replies` overrides what a path answers."""

    folder: Path
    replies: dict[str, httpx.Response | httpx.RequestError] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    ranges: bool = True

    def web(self) -> Web:
        async def no_wait(_seconds: float) -> None: ...

        return Web(BASE, transport=httpx.MockTransport(self._answer), sleep=no_wait)

    def url(self, path: str = "index.m3u8") -> str:
        return f"{BASE}/{path}"

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.lstrip("/")
        self.asked[path] += 1
        override = self.replies.get(path)
        if isinstance(override, httpx.RequestError):
            raise override
        if override is not None:
            return _reply(override.status_code, override.content)
        file = self.folder / path
        if not file.is_file():
            return _reply(404, b"")
        return self._part(file.read_bytes(), request.headers.get("range"))

    def _part(self, data: bytes, wanted: str | None) -> httpx.Response:
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", wanted or "")
        if match is None or not self.ranges:
            return _reply(200, data)
        first, last = int(match[1]), int(match[2])
        return _reply(206, data[first : last + 1])


def _reply(status: int, body: bytes) -> httpx.Response:
    """An answer that is still to be read, as one from the network is."""
    return httpx.Response(status, stream=httpx.ByteStream(body))


def join_runs(folder: Path, parts: Sequence[str], *, marked: bool = True) -> Path:
    """One playlist over the streams in these subfolders, with a discontinuity between them."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:10"]
    for index, part in enumerate(parts):
        if index and marked:
            lines.append("#EXT-X-DISCONTINUITY")
        for line in (folder / part / "index.m3u8").read_text().splitlines():
            if line.startswith("#EXT-X-MAP"):
                lines.append(line.replace('URI="', f'URI="{part}/'))
            elif line.startswith("#EXTINF"):
                lines.append(line)
            elif line and not line.startswith("#"):
                lines.append(f"{part}/{line}")
    playlist = folder / "index.m3u8"
    playlist.write_text("\n".join([*lines, "#EXT-X-ENDLIST"]))
    return playlist
