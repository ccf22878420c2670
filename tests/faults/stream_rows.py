"""What can go wrong with footage, row by row: what strikes where, and what becomes of each clip."""

import re
from asyncio import StreamWriter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

from reviewer.domain import errors
from reviewer.domain.errors import ReviewerError
from reviewer.domain.times import MediaMs, MediaSpan
from tests.faults.api_rows import OK, TEN
from tests.faults.origin import PLAIN, STREAM
from tests.hls import Packaging, join_runs, make_hls
from tests.net.faulty import Request, Script, answer, drip, hang, in_turn, raw, reset

Make: TypeAlias = Callable[[Path], Script]
"""Makes an answer of what lies in the stream's folder."""

Outcome: TypeAlias = type[ReviewerError] | MediaSpan | None
"""What a clip comes to: an error that is told, a gap that is named, or it plays (None)."""

PIECES = tuple(f"game/index{number}.ts" for number in range(4))
FIRST, SECOND, THIRD, LAST = PIECES


def gap(start_s: float, end_s: float) -> MediaSpan:
    return MediaSpan(MediaMs(round(start_s * 1000)), MediaMs(round(end_s * 1000)))


@dataclass(frozen=True)
class Row:
    """A fault of the footage; the fields after `within_s` are what the clips come to.

    `within_s` is for one clip; clips that play do so at once where they do not need what is
    struck. `said` stands among the notices, and how much is missing. What `lasts` is so at the
    next start as well: the footage is made so.
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
    lasts: bool = False

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


def _made(folder: Path, name: str, packaging: Packaging) -> Path:
    """Where footage lies that is made otherwise than the stream."""
    there = folder / name
    if not there.exists():
        make_hls(there, packaging)
    return there


def _other(name: str, number: int) -> Make:
    """A segment of other footage of the same."""

    def make(folder: Path) -> Script:
        return answer((_made(folder.parent, name, OTHERS[name]) / f"index{number}.ts").read_bytes())

    return make


def _qualities(*playlists: str) -> Script:
    """The better ones first."""
    lines = (
        f"#EXT-X-STREAM-INF:BANDWIDTH={rank}\n{playlist}\n"
        for rank, playlist in zip(range(len(playlists), 0, -1), playlists, strict=True)
    )
    return answer(f"#EXTM3U\n{''.join(lines)}".encode())


def _growing(folder: Path) -> Script:
    """Two pieces at first, and all four from then on; there may be more to come."""
    lines = (folder / "index.m3u8").read_text().splitlines()
    lines.remove("#EXT-X-ENDLIST")
    return in_turn(*(answer("\n".join(lines[:end]).encode()) for end in (-4, None)))


def _old(data: bytes) -> Script:
    """As servers answered before there were lengths: all until the end is it."""
    return raw(b"HTTP/1.0 200 OK\r\n\r\n" + data)


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2 // 188 * 188 + 100]


def _stalling(folder: Path) -> Script:
    data = (folder / "index1.ts").read_bytes()
    head = OK + f"Content-Length: {len(data)}\r\n\r\n".encode()
    return hang(head + data[:500])


def _in_ranges(data: bytes) -> Script:
    """What is asked for of it, and no more."""

    async def script(request: Request, writer: StreamWriter) -> None:
        first, last = map(int, re.findall(r"\d+", request.headers["range"]))
        told = f"Content-Range: bytes {first}-{last}/{len(data)}"
        part = answer(data[first : last + 1], told, status="206 Partial Content")
        await part(request, writer)

    return script


def _playlist(name: str, make: Make, error: type[ReviewerError], within_s: float) -> Row:
    """None of its clips can be had."""
    strikes = {STREAM: make}
    return Row(f"playlist: {name}", strikes, within_s, error, error, error, error, error)


def _plays(name: str, make: Make) -> Row:
    return Row(f"playlist: {name}", {STREAM: make}, 1)


def _second(name: str, make: Make, error: type[ReviewerError], within_s: float) -> Row:
    """The second segment: the clip that lies in it is lost, a longer one has a gap."""
    strikes = {SECOND: make}
    return Row(f"segment: {name}", strikes, within_s, second=error, long=gap(4, 8))


def _anywhere(
    name: str, make: Make, error: type[ReviewerError], within_s: float
) -> tuple[Row, Row, Row]:
    """The first segment, the second, the last."""
    return (
        Row(f"segment: the first: {name}", {FIRST: make}, within_s, first=error),
        _second(name, make, error, within_s),
        Row(f"segment: the last: {name}", {LAST: make}, within_s, last=error, long=gap(12, 16)),
    )


def _otherwise(
    name: str, other: str, second: Outcome = None, last: Outcome = None
) -> tuple[Row, Row, Row]:
    """A segment that can be shown, if perhaps not together with the others."""
    return (
        Row(f"segment: the first: {name}", {FIRST: _other(other, 0)}, 1, lasts=True),
        Row(f"segment: {name}", {SECOND: _other(other, 1)}, 1, long=second, lasts=True),
        Row(f"segment: the last: {name}", {LAST: _other(other, 3)}, 1, long=last, lasts=True),
    )


def _out_of_place(name: str, strikes: Mapping[str, Make], hole: Outcome, *lost: str) -> Row:
    """Pieces that are others of the same stream."""
    outcomes: dict[str, Any] = dict.fromkeys(lost, errors.BadSegment)
    return Row(f"segment: {name}", strikes, 1, **outcomes, long=hole)


def _packaged(name: str, packaging: Packaging, **strikes: Make) -> Row:
    """It may lawfully be so; `strikes` are within its folder."""
    there = name.replace(" ", "-")

    def make(folder: Path) -> Script:
        _made(folder.parent, there, packaging)
        return _qualities(f"../{there}/index.m3u8")

    return Row(f"packaging: {name}", {STREAM: make, **strikes}, 1, lasts=True)


def _runs(name: str, *parts: Packaging, marked: bool = True, long: Outcome = None) -> Row:
    """Footage of several recordings, each with time stamps of its own."""
    there = name.replace(" ", "-")

    def make(folder: Path) -> Script:
        whole = folder.parent / there
        names = [f"run{number}" for number in range(len(parts))]
        begun = accumulate((part.frames for part in parts), initial=0)
        for run, part, first_number in zip(names, parts, begun, strict=False):
            _made(whole, run, replace(part, first_number=first_number))
        join_runs(whole, names, marked=marked)
        return _qualities(f"../{there}/index.m3u8")

    return Row(f"packaging: {name}", {STREAM: make}, 1, long=long, lasts=True)


def _named(name: str, address: str, path: str) -> Row:
    r"""Its pieces have other names, in which \1 is their number, and are asked for at `path`."""

    def playlist(folder: Path) -> Script:
        text = (folder / "index.m3u8").read_text()

        async def script(request: Request, writer: StreamWriter) -> None:
            there = address.replace("HOST", request.headers["host"])
            named = answer(re.sub(r"index(\d)\.ts", there, text).encode())
            await named(request, writer)

        return script

    def piece(folder: Path) -> Script:
        async def script(request: Request, writer: StreamWriter) -> None:
            number = re.findall(r"part=?(\d)", request.target)[0]
            await answer((folder / f"index{number}.ts").read_bytes())(request, writer)

        return script

    paths = (path.replace(r"\1", str(number)) for number in range(len(PIECES)))
    strikes = {STREAM: playlist, **dict.fromkeys(paths, piece)}
    return Row(f"names: {name}", strikes, 1, lasts=True)


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
    _playlist("504", _status("504 Gateway Timeout"), errors.ServerFault, 6),
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
    _playlist("all qualities are gone", _always(_qualities("a.m3u8", "b.m3u8")),
              errors.StreamGone, 1),
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
    _plays("grows", _growing),
    _plays("one quality", _always(_qualities("../other/index.m3u8"))),
    _plays("one quality twenty times", _always(_qualities(*("../other/index.m3u8",) * 20))),
    _plays("the better quality is gone",
           _always(_qualities("gone.m3u8", "../other/index.m3u8"))),
    Row("playlist: a marked gap", {STREAM: _edited(r"(#EXTINF.*\nindex1)", r"#EXT-X-GAP\n\1")},
        1, second=errors.BadSegment, long=gap(4, 8)),
    Row("playlist: cut after two pieces", {STREAM: _edited(r"(?s)(index1\.ts).*", r"\1\n")},
        1, third=errors.Unplayable, last=errors.Unplayable),
)  # fmt: skip

SEGMENTS: tuple[Row, ...] = (
    *_anywhere("404", _status("404 Not Found"), errors.StreamGone, 1),
    *_anywhere("500", _status("500 Internal Server Error"), errors.ServerFault, 1),
    *_anywhere("says nothing", _always(hang()), errors.TimedOut, 60),
    *_anywhere("empty", _always(answer()), errors.BadSegment, 1),
    *_anywhere("a page", _always(answer(b"<html>sign in</html>")), errors.BadSegment, 1),
    *_anywhere("sound alone", _other("sound", 1), errors.BadSegment, 1),
    *_otherwise("another size", "large"),
    *_otherwise("another codec", "hevc", second=gap(8, 16), last=gap(12, 16)),
    _second("401", _status("401 Unauthorized"), errors.StreamGone, 1),
    _second("403", _status("403 Forbidden"), errors.StreamGone, 1),
    _second("410", _status("410 Gone"), errors.StreamGone, 1),
    _second("429", _status("429 Too Many Requests"), errors.TooBusy, 12),
    _second("503", _status("503 Service Unavailable"), errors.ServerFault, 12),
    _second("204", _status("204 No Content"), errors.BadSegment, 1),
    _second("stops in the body", _stalling, errors.TimedOut, 60),
    _second("hangs up", _always(raw(b"")), errors.NotAnAnswer, 12),
    _second("drips", _always(drip(OK + b"\r\n", b"G", 1)), errors.TimedOut, 60),
    _second("zeros", _always(answer(bytes(5_000))), errors.BadSegment, 1),
    _second("65 MB", _always(raw(OK + b"Content-Length: 65000000\r\n\r\n")), errors.NotAnAnswer, 1),
    _second("302 to a file", _status("302 Found", "Location: file:///x"), errors.AddressRefused, 1),
    _second("302 to a private host", _status("302 Found", "Location: https://192.168.1.1/a.ts"),
            errors.AddressRefused, 1),
    Row("segment: HTTP/1.0 until the end",
        {SECOND: lambda folder: _old((folder / "index1.ts").read_bytes())}, 1),
    Row("segment: the first: cut short", {FIRST: _of(0, _half)}, 1, first=gap(1.6, 4)),
    Row("segment: cut short", {SECOND: _of(1, _half)}, 1,
        second=gap(5.9, 8), long=gap(5.9, 8)),
    Row("segment: the last: cut short", {LAST: _of(3, _half)}, 1,
        last=gap(13.9, 16), long=gap(13.9, 16)),
    Row("segment: the first: resets", {FIRST: _always(reset())}, 12, *(errors.NoNetwork,) * 5),
    Row("segment: resets", {SECOND: _always(reset())}, 12,
        second=errors.NoNetwork, long=errors.NoNetwork),
    Row("segment: the last: resets", {LAST: _always(reset())}, 12, last=errors.NoNetwork,
        said="The rest of this clip is missing. The connection to"),
    _out_of_place("the first is the second", {FIRST: _of(1)}, None, "first"),
    _out_of_place("the first is the last", {FIRST: _of(3)}, None, "first"),
    _out_of_place("the second is the first", {SECOND: _of(0)}, gap(4, 8), "second"),
    _out_of_place("the second is the third", {SECOND: _of(2)}, gap(4, 8), "second"),
    _out_of_place("the last is the third", {LAST: _of(2)}, gap(12, 16), "last"),
    _out_of_place("the last is the first", {LAST: _of(0)}, gap(12, 16), "last"),
    _out_of_place("first and second changed places", {FIRST: _of(1), SECOND: _of(0)}, gap(4, 8),
                  "first", "second"),
    _out_of_place("second and third changed places", {SECOND: _of(2), THIRD: _of(1)}, gap(4, 12),
                  "second", "third"),
    _out_of_place("third and last changed places", {THIRD: _of(3), LAST: _of(2)}, gap(8, 16),
                  "third", "last"),
    Row("segment: all are gone", dict.fromkeys(PIECES, _status("404 Not Found")), 1,
        *(errors.StreamGone,) * 5),
    Row("segment: all say nothing", dict.fromkeys(PIECES, _always(hang())), 100,
        *(errors.TimedOut,) * 5),
    Row("segment: all reset", dict.fromkeys(PIECES, _always(reset())), 12,
        *(errors.NoNetwork,) * 5),
)  # fmt: skip

_PIECE, _HALF = replace(PLAIN, frames=40), replace(PLAIN, frames=80)
_FMP4 = replace(PLAIN, container="fmp4")
OTHERS = {
    "sound": replace(PLAIN, picture=False, sound=True),
    "large": replace(PLAIN, size=(320, 192)),
    "hevc": replace(PLAIN, codec="libx265"),
}
PACKAGINGS: tuple[Row, ...] = (
    _packaged("from 10 s on", replace(PLAIN, first_pts_s=10)),
    _packaged("time stamps wrap", replace(PLAIN, first_pts_s=(1 << 33) / 90_000 - 6)),
    _packaged("no B-frames", replace(PLAIN, b_frames=0)),
    _packaged("with sound", replace(PLAIN, sound=True)),
    _packaged("sound begins first", replace(PLAIN, sound=True, sound_ahead_s=Fraction(1, 2))),
    _packaged("fmp4", _FMP4),
    _packaged("hevc in fmp4", replace(_FMP4, codec="libx265")),
    _packaged("one file and Range is ignored", replace(PLAIN, single_file=True)),
    _packaged("one file in ranges", replace(PLAIN, single_file=True),
              **{"one-file-in-ranges/index.ts": lambda folder: _in_ranges(
                  (folder.parent / "one-file-in-ranges" / "index.ts").read_bytes())}),
    _packaged("one fmp4 file", replace(_FMP4, single_file=True)),
    _runs("a discontinuity", _HALF, _HALF),
    _runs("a discontinuity at every piece", *(_PIECE,) * 4),
    _runs("a jump that nobody marked", _HALF, _HALF, marked=False),
    _runs("a jump after the first piece", _PIECE, replace(PLAIN, frames=120), marked=False),
    _runs("a jump before the last piece", replace(PLAIN, frames=120), _PIECE, marked=False),
    _runs("every piece counts from zero", *(_PIECE,) * 4, marked=False),
    _runs("another size from the middle on", _HALF, replace(_HALF, size=(320, 192))),
    _runs("another codec from the middle on", _HALF, replace(_HALF, codec="libx265"),
          long=gap(8, 16)),
    _runs("another container from the middle on", _HALF, replace(_FMP4, frames=80)),
    _runs("an init section for every run", replace(_FMP4, frames=80),
          replace(_FMP4, frames=80, size=(320, 192))),
)  # fmt: skip

NAMES: tuple[Row, ...] = (
    _named("a query", r"seg.php?part=\1", "game/seg.php"),
    _named("a signature in the query", r"seg.php?Signature=a\1&part=\1&Expires=9", "game/seg.php"),
    _named("no extension", r"part\1", r"game/part\1"),
    _named("another extension", r"part\1.txt", r"game/part\1.txt"),
    _named("a fragment", r"part\1.ts#t=\1", r"game/part\1.ts"),
    _named("percent signs", r"ha%20lf/part\1%23.ts", r"game/ha%20lf/part\1%23.ts"),
    _named("letters of all kinds", r"zwölf/part\1.ts", r"game/zw%C3%B6lf/part\1.ts"),
    _named("dots", r"down/../../part\1.ts", r"part\1.ts"),
    _named("from the root", r"/up/part\1.ts", r"up/part\1.ts"),
    _named("a host alone", r"//HOST/up/part\1.ts", r"up/part\1.ts"),
    _named("an absolute address", r"http://HOST/up/part\1.ts?x=%2F", r"up/part\1.ts"),
)

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
    yield from (*PLAYLISTS, *SEGMENTS, *PACKAGINGS, *NAMES, *KEYS, *ADDRESSES)


BY_NAME: Mapping[str, Row] = {row.name: row for row in rows()}
