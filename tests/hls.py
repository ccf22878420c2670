"""Real HLS for tests, the frame number drawn in, in any packaging; and a web to find it on."""

import asyncio
import re
from array import array
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import httpx
from av.video.stream import VideoStream

from reviewer.demo import barcode
from reviewer.domain.media import MediaWindow
from reviewer.domain.times import MediaMs, MediaSpan
from reviewer.media.cache import DiskCache
from reviewer.media.fetch import BEGINNING_BYTES
from reviewer.media.source import HlsSource
from reviewer.net.web import Web

BASE = "http://127.0.0.1:1"
"""Where the footage seems to lie; nothing listens there, the transport answers."""

_GREY = 110
_FRAME = 1024
_BEEP_S = 0.1
_BEGINNING = f"bytes=0-{BEGINNING_BYTES - 1}"
_ID3_CLOCK = b"com.apple.streaming.transportStreamTimestamp\0"


@dataclass(frozen=True)
class Packaging:
    """How a stream is cut and wrapped. Times in seconds."""

    container: str = "mpegts"
    rate: Fraction = Fraction(30)
    frames: int = 480
    segment_s: float = 4
    gop_s: float = 2
    b_frames: int = 2
    codec: str = "libx264"
    size: tuple[int, int] = (256, 144)
    picture: bool = True
    sound: bool = True
    """A beep at the start of every second."""
    sound_hz: int = 48_000
    sound_ahead_s: Fraction = Fraction(0)
    """How long it is heard before the first picture."""
    dropped: tuple[int, ...] = ()
    """Of every ten pictures, those left out: a variable frame rate."""
    first_pts_s: float = 0.0
    single_file: bool = False
    dated: bool = False
    first_number: int = 0
    flags: tuple[str, ...] = ("independent_segments",)


def make_hls(folder: Path, packaging: Packaging = Packaging()) -> Path:
    """Write the stream into `folder`; returns its playlist."""
    folder.mkdir(parents=True, exist_ok=True)
    playlist = folder / "index.m3u8"
    output = av.open(playlist.as_posix(), "w", format="hls", options=dict(_muxer(packaging)))
    rate, hz = packaging.rate, packaging.sound_hz
    video = _video_track(output, packaging) if packaging.picture else None
    audio = output.add_stream("aac", rate=hz, layout="mono") if packaging.sound else None
    ahead = packaging.sound_ahead_s
    heard = 0
    for index in range(packaging.frames):
        if video is not None and index % 10 not in packaging.dropped:
            frame = _picture(packaging.first_number + index, packaging.size)
            frame.pts, frame.time_base = index + round(ahead * rate), 1 / rate
            output.mux(video.encode(frame))
        while audio is not None and Fraction(heard, hz) < (index + 1) / rate + ahead:
            output.mux(audio.encode(_beeping(heard, hz)))
            heard += _FRAME
    for track in (video, audio):
        if track is not None:
            output.mux(track.encode(None))
    output.close()
    return playlist


def _video_track(output: av.container.OutputContainer, packaging: Packaging) -> VideoStream:
    video = cast("VideoStream", output.add_stream(packaging.codec, rate=packaging.rate))
    video.width, video.height = packaging.size
    video.pix_fmt = "yuv420p"
    video.codec_context.time_base = Fraction(1) / packaging.rate
    video.options = _encoder(packaging, round(packaging.gop_s * packaging.rate))
    return video


def _muxer(packaging: Packaging) -> dict[str, Any]:
    flags = [*packaging.flags]
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


def _picture(number: int, size: tuple[int, int]) -> av.VideoFrame:
    frame = av.VideoFrame(*size, "yuv420p")
    luma, *chroma = frame.planes
    grey = bytes([_GREY]) * luma.line_size
    code = barcode.luma_row(number)
    coded = code + grey[len(code) :]
    plain_rows = frame.height - barcode.BLOCK_PX
    luma.update(grey * plain_rows + coded * barcode.BLOCK_PX)
    for plane in chroma:
        plane.update(b"\x80" * plane.buffer_size)
    return frame


def _beeping(pts: int, hz: int) -> av.AudioFrame:
    frame = av.AudioFrame(format="fltp", layout="mono", samples=_FRAME)
    times = range(pts, pts + _FRAME)
    samples = (0.5 * (-1) ** (at // 24) if at % hz < _BEEP_S * hz else 0 for at in times)
    plane = array("f", samples).tobytes()
    frame.planes[0].update(plane.ljust(frame.planes[0].buffer_size, b"\0"))
    frame.sample_rate, frame.pts, frame.time_base = hz, pts, Fraction(1, hz)
    return frame


def beeps_in(window: MediaWindow) -> list[float]:
    """When beeps begin in a window's file, in seconds of the stream; empty without sound."""
    begun: list[float] = []
    heard_s = -1.0
    with av.open(str(window.path)) as file:
        for frame in file.decode(audio=0) if file.streams.audio else ():
            samples = array("f", bytes(frame.planes[0])[: 4 * frame.samples])
            frame_s = float((frame.pts or 0) * Fraction(frame.time_base or 0))
            loud = [
                frame_s + at / frame.sample_rate for at, level in enumerate(samples) if level > 0.2
            ]
            for time_s in loud:
                if time_s > heard_s + _BEEP_S:
                    begun.append(time_s + window.start / 1_000_000)
                heard_s = time_s
    return begun


def numbers_in(window: MediaWindow) -> list[int | None]:
    """The frame numbers read from every picture of a window's file, in the order shown."""
    return numbers_in_file(window.path)


def numbers_in_file(path: Path) -> list[int | None]:
    """The same of any file."""
    with av.open(str(path)) as file:
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
    aliases: dict[str, str] = field(default_factory=dict)
    """Files by the path and query that they are asked for with, where that is not their name."""
    asked: Counter[str] = field(default_factory=Counter)
    glimpsed: Counter[str] = field(default_factory=Counter)
    """Files of which no more than the beginning was asked for."""
    ranges: bool = True
    held: dict[str, tuple[float, asyncio.Event]] = field(default_factory=dict)
    """Files that stop at a share of them until the event is set; they say how long they are."""

    def web(self) -> Web:
        async def no_wait(_seconds: float) -> None: ...

        return Web(BASE, transport=httpx.MockTransport(self._answer), sleep=no_wait)

    def url(self, path: str = "index.m3u8") -> str:
        return f"{BASE}/{path}"

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.lstrip("/")
        path = self.aliases.get(f"{path}?{request.url.query.decode()}", path)
        wanted = request.headers.get("range")
        (self.glimpsed if wanted == _BEGINNING else self.asked)[path] += 1
        override = self.replies.get(path)
        if isinstance(override, httpx.RequestError):
            raise override
        if override is not None:
            return _reply(override.status_code, override.content)
        file = self.folder / path
        if not file.is_file():
            return _reply(404, b"")
        if path in self.held:
            return _held(file.read_bytes(), *self.held[path])
        return self._part(file.read_bytes(), wanted)

    def _part(self, data: bytes, wanted: str | None) -> httpx.Response:
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", wanted or "")
        if match is None or not self.ranges:
            return _reply(200, data)
        first, last = int(match[1]), int(match[2])
        return _reply(206, data[first : last + 1])


def _held(data: bytes, share: float, release: asyncio.Event) -> httpx.Response:
    async def pieces() -> AsyncIterator[bytes]:
        cut = round(len(data) * share)
        yield data[:cut]
        await release.wait()
        yield data[cut:]

    length = {"Content-Length": str(len(data))}
    return httpx.Response(200, headers=length, content=pieces())


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


def rewrite(folder: Path, line: Callable[[str], str]) -> None:
    """Change the playlist in `folder` line by line; a line may become several or none ("")."""
    playlist = folder / "index.m3u8"
    lines = (line(old) for old in playlist.read_text().splitlines())
    playlist.write_text("\n".join(new for new in lines if new))


def pack_sound(folder: Path) -> None:
    """Turn the MPEG-TS sound in `folder` into packed AAC: ID3 with the time, then ADTS."""
    for segment in folder.glob("*.ts"):
        with av.open(str(segment), format="mpegts") as file:
            packets = [packet for packet in file.demux(audio=0) if packet.pts is not None]
            clock = ((packets[0].pts or 0) % (1 << 33)).to_bytes(8, "big")
            frame = b"PRIV" + (len(_ID3_CLOCK) + 8).to_bytes(4, "big") + b"\0\0"
            tag = frame + _ID3_CLOCK + clock
            id3 = b"ID3\4\0\0" + bytes([0, 0, len(tag) >> 7, len(tag) & 0x7F]) + tag
            segment.with_suffix(".aac").write_bytes(id3 + b"".join(map(bytes, packets)))
    rewrite(folder, lambda line: line.replace(".ts", ".aac"))


async def window_of(
    shelf: Shelf, cache: Path, span_s: tuple[float, float], path: str = "index.m3u8"
) -> MediaWindow:
    """The window over these seconds of a stream on the shelf, fetched by a program just started."""
    span = MediaSpan(MediaMs(round(span_s[0] * 1000)), MediaMs(round(span_s[1] * 1000)))
    web = shelf.web()
    try:
        return await HlsSource(web, DiskCache(cache, 10**9)).window(shelf.url(path), span)
    finally:
        await web.aclose()


def expected_numbers(window: MediaWindow, rate: Fraction = Fraction(30)) -> list[int]:
    """The numbers that a window's pictures must show, if every one stands at its time."""
    return [round(time * rate / 1_000_000) for time in window.pictures]
