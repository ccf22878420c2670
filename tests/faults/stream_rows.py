"""What can go wrong with footage, row by row: what strikes where, and what becomes of each clip."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from reviewer.domain import errors
from reviewer.domain.errors import ReviewerError
from reviewer.domain.times import MediaMs, MediaSpan
from tests.faults.api_rows import OK, TEN
from tests.faults.origin import STREAM
from tests.net.faulty import Script, answer, drip, hang, raw, reset

Make: TypeAlias = Callable[[Path], Script]
"""Makes an answer of what lies in the stream's folder."""

Outcome: TypeAlias = type[ReviewerError] | MediaSpan | None
"""What a clip comes to: an error that is told, a gap that is named, or it plays (None)."""

PIECES = tuple(f"game/index{number}.ts" for number in range(4))
FIRST, SECOND, THIRD, LAST = PIECES


_FOUR = "4.0 s of this footage are missing"


def gap(start_s: float, end_s: float) -> MediaSpan:
    return MediaSpan(MediaMs(round(start_s * 1000)), MediaMs(round(end_s * 1000)))


@dataclass(frozen=True)
class Row:
    """A fault of the footage; the fields after `within_s` are what the clips come to.

    `within_s` is for one clip; clips that play do so at once where they do not need what is
    struck. `said` stands among the notices.
    """

    name: str
    strikes: Mapping[str, Make]
    within_s: float
    first: Outcome = None
    second: Outcome = None
    third: Outcome = None
    last: Outcome = None
    long: Outcome = None
    said: str = ""

    def outcome(self, clip: str) -> Outcome:
        found: Outcome = getattr(self, clip, None)
        return found


def _always(script: Script) -> Make:
    return lambda _folder: script


def _status(status: str, *headers: str) -> Make:
    return _always(answer(b"", *headers, status=status))


def _edited(pattern: str, replacement: str) -> Make:
    """The playlist, changed."""

    def make(folder: Path) -> Script:
        text = (folder / "index.m3u8").read_text()
        changed = re.sub(pattern, replacement, text)
        assert changed != text
        return answer(changed.encode())

    return make


def _of(number: int, change: Callable[[bytes], bytes] = bytes) -> Make:
    """A segment's bytes, changed."""
    return lambda folder: answer(change((folder / f"index{number}.ts").read_bytes()))


def _old(data: bytes) -> Script:
    """As servers answered before there were lengths: all until the end is it."""
    return raw(b"HTTP/1.0 200 OK\r\n\r\n" + data)


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2 // 188 * 188 + 100]


def _stalling(folder: Path) -> Script:
    data = (folder / "index1.ts").read_bytes()
    head = OK + f"Content-Length: {len(data)}\r\n\r\n".encode()
    return hang(head + data[:500])


def _playlist(name: str, make: Make, error: type[ReviewerError], within_s: float) -> Row:
    """None of its clips can be had."""
    strikes = {STREAM: make}
    return Row(f"playlist: {name}", strikes, within_s, error, error, error, error, error)


def _plays(name: str, make: Make) -> Row:
    return Row(f"playlist: {name}", {STREAM: make}, 1)


def _second(name: str, make: Make, error: type[ReviewerError], within_s: float) -> Row:
    """The second segment: the clip that lies in it is lost, a longer one has a gap."""
    strikes = {SECOND: make}
    return Row(f"segment: {name}", strikes, within_s, second=error, long=gap(4, 8), said=_FOUR)


def _marked(name: str, before: str, error: type[ReviewerError], **strikes: Make) -> Row:
    """A key from the second segment on."""
    playlist = _edited(r"(#EXTINF.*\nindex1)", before + r"\n\1")
    more = {f"game/{path}": make for path, make in strikes.items()}
    found = {STREAM: playlist, **more}
    return Row(f"key: {name}", found, 1, second=error, third=error, last=error, long=error)


def _refused(name: str, address: str) -> Row:
    hole = gap(4, 8)
    return Row(
        f"address: {name}",
        {STREAM: _edited(r"index1\.ts", address)},
        1,
        second=errors.AddressRefused,
        long=hole,
        said=_FOUR,
    )


PLAYLISTS: tuple[Row, ...] = (
    _playlist("401", _status("401 Unauthorized"), errors.StreamGone, 1),
    _playlist("403", _status("403 Forbidden"), errors.StreamGone, 1),
    _playlist("404", _status("404 Not Found"), errors.StreamGone, 1),
    _playlist("410", _status("410 Gone"), errors.StreamGone, 1),
    _playlist("302 to nowhere", _status("302 Found"), errors.StreamGone, 1),
    _playlist(
        "302 in circles", _status("302 Found", f"Location: /{STREAM}"), errors.ServerFault, 1
    ),
    _playlist(
        "302 to a file", _status("302 Found", "Location: file:///x"), errors.AddressRefused, 1
    ),
    _playlist("429", _status("429 Too Many Requests"), errors.TooBusy, 6),
    _playlist("500", _status("500 Internal Server Error"), errors.ServerFault, 1),
    _playlist("502", _status("502 Bad Gateway"), errors.ServerFault, 6),
    _playlist("503", _status("503 Service Unavailable"), errors.ServerFault, 6),
    _playlist("says nothing", _always(hang()), errors.TimedOut, 20),
    _playlist("stops in the body", _always(hang(TEN)), errors.TimedOut, 20),
    _playlist("drips", _always(drip(OK + b"\r\n", b"#", 1)), errors.TimedOut, 20),
    _playlist("resets", _always(reset()), errors.NoNetwork, 6),
    _playlist("hangs up", _always(raw(b"")), errors.NotAnAnswer, 6),
    _playlist("a page", _always(answer(b"<html>sign in</html>")), errors.BadPlaylist, 1),
    _playlist("empty", _always(answer()), errors.BadPlaylist, 1),
    _playlist("the head alone", _always(answer(b"#EXTM3U\n")), errors.BadPlaylist, 1),
    _playlist("bytes of all kinds", _always(answer(bytes(range(256)))), errors.BadPlaylist, 1),
    _playlist("footage", _of(0), errors.BadPlaylist, 1),
    _playlist("3 MB", _always(answer(b"#EXTM3U\n".ljust(3_000_000))), errors.NotAnAnswer, 1),
    _playlist("10 001 pieces",
              _always(answer(b"#EXTM3U\n" + b"#EXTINF:4,\na.ts\n" * 10_001)),
              errors.BadPlaylist, 2),
    _playlist("21 qualities",
              _always(answer(b"#EXTM3U\n" + b"#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n" * 21)),
              errors.BadPlaylist, 1),
    _playlist("itself as a quality",
              _always(answer(b"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nindex.m3u8\n")),
              errors.BadPlaylist, 1),
    _playlist("no EXTINF", _edited(r"#EXTINF.*\n", ""), errors.BadPlaylist, 1),
    _playlist("EXTINF 0", _edited(r"#EXTINF:[^,]*", "#EXTINF:0"), errors.BadPlaylist, 1),
    _playlist("EXTINF negative", _edited(r"#EXTINF:[^,]*", "#EXTINF:-4"), errors.BadPlaylist, 1),
    _playlist("EXTINF 1e9", _edited(r"#EXTINF:[^,]*", "#EXTINF:1e9"), errors.BadPlaylist, 1),
    _playlist("EXTINF NaN", _edited(r"#EXTINF:[^,]*", "#EXTINF:nan"), errors.BadPlaylist, 1),
    _playlist("an address that is none", _edited(r"index0\.ts", "http://[/a"),
              errors.BadPlaylist, 1),
    _plays("no ENDLIST", _edited("#EXT-X-ENDLIST", "")),
    _plays("HTTP/1.0 until the end", lambda folder: _old((folder / "index.m3u8").read_bytes())),
    _plays("no TARGETDURATION", _edited(r"#EXT-X-TARGETDURATION.*\n", "")),
    _plays("one quality twenty times", _always(answer(
        b"#EXTM3U\n" + b"#EXT-X-STREAM-INF:BANDWIDTH=1\n../other/index.m3u8\n" * 20))),
    Row("playlist: a marked gap", {STREAM: _edited(r"(#EXTINF.*\nindex1)", r"#EXT-X-GAP\n\1")},
        1, second=errors.BadSegment, long=gap(4, 8), said=_FOUR),
    Row("playlist: cut after two pieces", {STREAM: _edited(r"(?s)(index1\.ts).*", r"\1\n")},
        1, third=errors.Unplayable, last=errors.Unplayable),
)  # fmt: skip

SEGMENTS: tuple[Row, ...] = (
    _second("401", _status("401 Unauthorized"), errors.StreamGone, 1),
    _second("403", _status("403 Forbidden"), errors.StreamGone, 1),
    _second("404", _status("404 Not Found"), errors.StreamGone, 1),
    _second("410", _status("410 Gone"), errors.StreamGone, 1),
    _second("429", _status("429 Too Many Requests"), errors.TooBusy, 12),
    _second("500", _status("500 Internal Server Error"), errors.ServerFault, 1),
    _second("503", _status("503 Service Unavailable"), errors.ServerFault, 12),
    _second("204", _status("204 No Content"), errors.BadSegment, 1),
    _second("says nothing", _always(hang()), errors.TimedOut, 60),
    _second("stops in the body", _stalling, errors.TimedOut, 60),
    _second("drips", _always(drip(OK + b"\r\n", b"G", 1)), errors.TimedOut, 60),
    _second("hangs up", _always(raw(b"")), errors.NotAnAnswer, 12),
    _second("empty", _always(answer()), errors.BadSegment, 1),
    _second("a page", _always(answer(b"<html>sign in</html>")), errors.BadSegment, 1),
    _second("zeros", _always(answer(bytes(5_000))), errors.BadSegment, 1),
    _second("65 MB", _always(raw(OK + b"Content-Length: 65000000\r\n\r\n")), errors.NotAnAnswer, 1),
    _second("the one after it", _of(2), errors.BadSegment, 1),
    _second("the one before it", _of(0), errors.BadSegment, 1),
    _second("302 to a file", _status("302 Found", "Location: file:///x"), errors.AddressRefused, 1),
    _second("302 to a private host", _status("302 Found", "Location: https://192.168.1.1/a.ts"),
            errors.AddressRefused, 1),
    Row("segment: HTTP/1.0 until the end",
        {SECOND: lambda folder: _old((folder / "index1.ts").read_bytes())}, 1),
    Row("segment: cut short", {SECOND: _of(1, _half)}, 1,
        second=gap(5.9, 8), long=gap(5.9, 8), said="2.1 s of this footage are missing"),
    Row("segment: resets", {SECOND: _always(reset())}, 12,
        second=errors.NoNetwork, long=errors.NoNetwork),
    Row("segment: the first is gone", {FIRST: _status("404 Not Found")}, 1,
        first=errors.StreamGone),
    Row("segment: the first says nothing", {FIRST: _always(hang())}, 60,
        first=errors.TimedOut),
    Row("segment: the last is gone", {LAST: _status("404 Not Found")}, 1,
        last=errors.StreamGone, long=gap(12, 16), said=_FOUR),
    Row("segment: the last resets", {LAST: _always(reset())}, 12, last=errors.NoNetwork,
        said="The rest of this clip is missing. The connection to"),
    Row("segment: two changed places", {SECOND: _of(2), THIRD: _of(1)}, 1,
        second=errors.BadSegment, third=errors.BadSegment, long=gap(4, 12),
        said="8.0 s of this footage are missing"),
    Row("segment: all are gone", dict.fromkeys(PIECES, _status("404 Not Found")), 1,
        *(errors.StreamGone,) * 5),
    Row("segment: all say nothing", dict.fromkeys(PIECES, _always(hang())), 100,
        *(errors.TimedOut,) * 5),
    Row("segment: all reset", dict.fromkeys(PIECES, _always(reset())), 12,
        *(errors.NoNetwork,) * 5),
)  # fmt: skip

KEYS: tuple[Row, ...] = (
    _marked("missing", '#EXT-X-KEY:METHOD=AES-128,URI="k"', errors.StreamGone),
    _marked("15 bytes", '#EXT-X-KEY:METHOD=AES-128,URI="k"', errors.Unplayable,
            k=_always(answer(b"x" * 15))),
    _marked("17 bytes", '#EXT-X-KEY:METHOD=AES-128,URI="k"', errors.Unplayable,
            k=_always(answer(b"x" * 17))),
    _marked("a wrong one", '#EXT-X-KEY:METHOD=AES-128,URI="k"', errors.BadSegment,
            k=_always(answer(b"x" * 16))),
    _marked("SAMPLE-AES", '#EXT-X-KEY:METHOD=SAMPLE-AES,URI="k"', errors.Unplayable),
)  # fmt: skip

ADDRESSES: tuple[Row, ...] = (
    _refused("a file", "file:///etc/passwd"),
    _refused("concat", "concat:index0.ts|index2.ts"),
    _refused("data", "data:video/mp2t;base64,RwAA"),
    _refused("subfile", "subfile:,start,0,end,9,,:index0.ts"),
    _refused("a private host", "https://192.168.1.1/a.ts"),
    _refused("the host of secrets", "http://169.254.169.254/latest/meta-data"),
    _refused("plain http elsewhere", "http://example.com/a.ts"),
    _refused("with a user", "https://user:word@example.com/a.ts"),
)


def rows() -> Iterator[Row]:
    yield from (*PLAYLISTS, *SEGMENTS, *KEYS, *ADDRESSES)


BY_NAME: Mapping[str, Row] = {row.name: row for row in rows()}
