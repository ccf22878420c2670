"""HLS playlists as values: what to fetch, how long it is, and where time bases change.

The parser underneath accepts nonsense, so everything it returns is checked here.
"""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import m3u8

from reviewer.domain.errors import NONSENSE, BadPlaylist
from reviewer.domain.times import WallMs

MAX_SEGMENTS = 10_000
MAX_VARIANTS = 20
MAX_SEGMENT_S = 3_600.0
_SOUND_CODECS = ("mp4a", "ac-3", "ec-3", "opus", "flac")
_GARBLED = "The stream's playlist is garbled"


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to fetch: a URL, and the bytes of it where the playlist says which."""

    url: str
    start: int | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """How segments are encrypted; `iv` is None where it is the segment's sequence number."""

    method: str
    url: str | None
    iv: bytes | None
    format: str = "identity"
    """Anything else is copy protection."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a media playlist. Times are microseconds from the playlist's start."""

    number: int
    resource: Resource
    start_us: int
    duration_us: int
    run: int
    """Segments of one run share a time base; a discontinuity begins the next run."""
    init: Resource | None
    key: Key | None
    wall: WallMs | None
    gap: bool

    @property
    def end_us(self) -> int:
        return self.start_us + self.duration_us


@dataclass(frozen=True, slots=True)
class Variant:
    """One quality of a master playlist."""

    url: str
    bandwidth: int
    width: int | None
    height: int | None
    audio: str | None
    """URL of its separate audio playlist."""


@dataclass(frozen=True, slots=True)
class MasterPlaylist:
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class MediaPlaylist:
    segments: tuple[Segment, ...]
    ended: bool

    @property
    def length_us(self) -> int:
        return self.segments[-1].end_us

    def covering(self, start_us: int, end_us: int) -> range:
        """Indexes of the segments that the stretch touches; empty where it lies outside."""
        touched = [
            index
            for index, segment in enumerate(self.segments)
            if segment.end_us > start_us and segment.start_us < end_us
        ]
        return range(touched[0], touched[-1] + 1) if touched else range(0)


def parse_playlist(text: str, url: str) -> MasterPlaylist | MediaPlaylist:
    """Read a playlist fetched from `url`. Raises BadPlaylist, saying what is wrong with it."""
    if not text.lstrip("\ufeff \r\n\t").startswith("#EXTM3U"):
        raise BadPlaylist("The stream's address answers with something that is no playlist.")
    try:
        playlist = m3u8.loads(text, uri=url)
    except NONSENSE as error:
        raise BadPlaylist(f"{_GARBLED}.") from error
    if playlist.playlists:
        return _master(playlist, url)
    return _media(playlist, url)


def _master(playlist: Any, url: str) -> MasterPlaylist:
    if len(playlist.playlists) > MAX_VARIANTS:
        raise BadPlaylist(f"The stream offers more than {MAX_VARIANTS} qualities.")
    audio = _audio(playlist, url)
    shown = (item for item in playlist.playlists if item.uri and not _sound_only(item))
    variants = tuple(_variant(item, url, audio) for item in shown)
    if not variants:
        raise BadPlaylist("The stream's playlist names no footage.")
    return MasterPlaylist(variants)


def _audio(playlist: Any, url: str) -> dict[str, str]:
    """The address of each group's sound; of several the default, which may be in the footage."""
    groups: dict[str, str | None] = {}
    for media in playlist.media:
        if media.type == "AUDIO" and (media.group_id not in groups or media.default == "YES"):
            groups[media.group_id] = media.uri
    return {group: _absolute(url, uri) for group, uri in groups.items() if uri}


def _sound_only(item: Any) -> bool:
    codecs = (item.stream_info.codecs or "").lower().split(",")
    return all(codec.strip().startswith(_SOUND_CODECS) for codec in codecs)


def _variant(item: Any, url: str, audio: dict[str, str]) -> Variant:
    info = item.stream_info
    width, height = info.resolution or (None, None)
    address = _absolute(url, item.uri)
    return Variant(address, info.bandwidth or 0, width, height, audio.get(info.audio))


def _media(playlist: Any, url: str) -> MediaPlaylist:
    if not playlist.segments:
        raise BadPlaylist("The stream's playlist is empty.", remedy="Try again later.")
    if len(playlist.segments) > MAX_SEGMENTS:
        raise BadPlaylist(f"The stream has more than {MAX_SEGMENTS} pieces.")
    segments: list[Segment] = []
    run, follow, start_us = 0, 0, 0
    number = _first_number(playlist.media_sequence)
    for item in playlist.segments:
        if item.discontinuity and segments:
            run += 1
        resource = _resource(url, item.uri, item.byterange, follow)
        follow = (resource.start or 0) + (resource.length or 0)
        duration_us = _duration_us(item.duration)
        init = item.init_section
        segments.append(
            Segment(
                number=number,
                resource=resource,
                start_us=start_us,
                duration_us=duration_us,
                run=run,
                init=_resource(url, init.uri, init.byterange, 0) if init else None,
                key=_key(item.key, url),
                wall=_wall(item.program_date_time),
                gap=bool(item.gap_tag),
            )
        )
        start_us += duration_us
        number += 1
    return MediaPlaylist(tuple(segments), ended=bool(playlist.is_endlist))


def _first_number(number: int | None) -> int:
    if number is not None and not 0 <= number < 1 << 63:
        raise BadPlaylist(f"{_GARBLED}: its count of pieces.")
    return number or 0


def _duration_us(seconds: float | None) -> int:
    if seconds is None or not math.isfinite(seconds) or not 0 < seconds <= MAX_SEGMENT_S:
        raise BadPlaylist("The stream's playlist does not say how long its pieces are.")
    return round(seconds * 1_000_000)


def _resource(base: str, uri: str | None, byterange: str | None, follow: int) -> Resource:
    """`follow` is where a byte range without an offset begins: after the one before it."""
    if not uri:
        raise BadPlaylist("The stream's playlist names a piece without an address.")
    if not byterange:
        return Resource(_absolute(base, uri))
    try:
        length, offset = (int(part or follow) for part in byterange.partition("@")[::2])
    except ValueError as error:
        raise BadPlaylist(f"{_GARBLED}: a byte range.") from error
    if length <= 0 or offset < 0:
        raise BadPlaylist(f"{_GARBLED}: a byte range.")
    return Resource(_absolute(base, uri), offset, length)


def _absolute(base: str, uri: str) -> str:
    try:
        return urljoin(base, uri)
    except ValueError as error:
        raise BadPlaylist(f"{_GARBLED}: an address.") from error


def _key(key: Any, base: str) -> Key | None:
    if key is None or key.method in (None, "NONE"):
        return None
    try:
        iv = int(key.iv, 16).to_bytes(16, "big") if key.iv else None
    except (ValueError, OverflowError) as error:
        raise BadPlaylist(f"{_GARBLED}: a key.") from error
    url = _absolute(base, key.uri) if key.uri else None
    return Key(key.method, url, iv, key.keyformat or "identity")


def _wall(moment: datetime | None) -> WallMs | None:
    if moment is None:
        return None
    try:
        return WallMs(round(moment.timestamp() * 1000))
    except (ValueError, OverflowError) as error:
        raise BadPlaylist(f"{_GARBLED}: a date.") from error
