"""Bytes that mean harm: nothing but the declared error comes out, and nothing else is opened."""

import os
import socket
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.domain.errors import BadSegment, Unplayable
from reviewer.media.demux import first_picture_us, is_footage, is_whole
from reviewer.media.keys import decrypted
from reviewer.media.remux import Piece, Sound, write_window
from tests.hls import Packaging, make_hls
from tests.hostile import HOSTILE

SHORT = {
    "ts": Packaging(frames=12),
    "fmp4": Packaging("fmp4", frames=12),
    "silent": Packaging(frames=12, sound=False),
    "hevc": Packaging("fmp4", frames=12, codec="libx265"),
}
STARTS = [
    b"\x47" + bytes(187) + b"\x47",
    b"\0\0\0\x18ftypiso5",
    b"\0\0\0\x08moov",
    b"ID3\4\0\0\0\0\0\x10",
]


@cache
def footage(name: str) -> bytes:
    """A whole segment, with its init section."""
    with TemporaryDirectory() as folder:
        make_hls(Path(folder), SHORT[name])
        parts = (Path(folder) / name for name in ("init.mp4", "index0.m4s", "index0.ts"))
        return b"".join(part.read_bytes() for part in parts if part.exists())


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Real footage with some bytes changed, taken out or put in."""
    data = bytearray(footage(draw(st.sampled_from(sorted(SHORT)))))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 200))
        data[at : at + length] = draw(st.binary(max_size=8))
    return bytes(data)


def started(rest: bytes, start: bytes) -> bytes:
    return start + rest


ANY_BYTES = st.one_of(
    st.binary(max_size=600),
    st.builds(started, st.binary(max_size=600), st.sampled_from(STARTS)),
    damaged(),
)


@HOSTILE
@given(ANY_BYTES)
def test_looking_for_a_picture_raises_nothing_else(data: bytes):
    try:
        first_us = first_picture_us(data)
    except BadSegment:
        return
    assert isinstance(first_us, int)


@HOSTILE
@given(
    st.lists(ANY_BYTES, min_size=1, max_size=3),
    ANY_BYTES,
    st.none() | st.integers(-(1 << 70), 1 << 70),
)
def test_writing_a_window_raises_nothing_else(parts: list[bytes], sound: bytes, origin: int | None):
    pieces = [
        Piece(part, 400_000 * i, 400_000, 0, origin, 500_000, sounds=(Sound(sound, 0),))
        for i, part in enumerate(parts)
    ]
    with TemporaryDirectory() as folder:
        try:
            window = write_window(pieces, Path(folder) / "window.mp4")
        except (BadSegment, Unplayable):
            return
    assert list(window.pictures) == sorted(window.pictures)
    assert window.end > window.pictures[-1]


@HOSTILE
@given(damaged())
def test_what_was_written_can_be_read(data: bytes):
    pieces = [
        Piece(data, 0, 400_000, 0, None, 500_000),
        Piece(footage("ts"), 400_000, 400_000, 0, None, 500_000),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "window.mp4"
        try:
            window = write_window(pieces, path)
        except (BadSegment, Unplayable):
            return
        with av.open(str(path)) as file:
            packets = [packet for packet in file.demux(video=0) if packet.pts is not None]
    assert len(packets) == len(window.pictures)


def with_time(seconds_up: bytes) -> bytes:
    """Footage whose first fragment begins at another time."""
    data = footage("fmp4")
    at = data.index(b"tfdt") + 8
    return data[:at] + seconds_up.ljust(8, b"\0") + data[at + 8 :]


def endless() -> bytes:
    """HEVC with one byte of its sequence parameters changed."""
    plain, changed = bytes.fromhex("16595912930b"), bytes.fromhex("165959a8930b")
    assert plain in footage("hevc")
    return footage("hevc").replace(plain, changed)


TRAPS = {
    "a codec that nobody knows": lambda: footage("fmp4").replace(b"avc1", b"zzzz"),
    "sound that nobody knows": lambda: footage("fmp4").replace(b"mp4a", b"zzzz"),
    "a time beyond all numbers": lambda: with_time(b"\x7f\xff\xff\xff"),
    "a time before all numbers": lambda: with_time(b"\x80"),
    "sound that comes late": lambda: footage("silent") + footage("ts"),
    "parameters that the writer would count on for ever": endless,
    "a second movie": lambda: footage("fmp4") + footage("hevc"),
}


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("origin", [None, 0])
def test_traps_for_the_demuxer(trap: str, origin: int | None, tmp_path: Path):
    pieces = [
        Piece(TRAPS[trap](), 0, 400_000, 0, origin, 500_000),
        Piece(footage("ts"), 400_000, 400_000, 0, None, 500_000),
    ]
    window = write_window(pieces, tmp_path / "window.mp4")
    assert window.end >= 790_000 or window.gaps  # what is not there is named


@HOSTILE
@given(ANY_BYTES)
def test_whether_bytes_are_footage_is_always_answered(data: bytes):
    assert not is_footage(data) or is_whole(data) in (True, False)


@HOSTILE
@given(
    st.binary(max_size=200),
    st.binary(min_size=16, max_size=16),
    st.binary(min_size=16, max_size=16),
)
@example(b"", bytes(16), bytes(16))
def test_decrypting_raises_nothing_else(data: bytes, secret: bytes, iv: bytes):
    try:
        decrypted(data, secret, iv)
    except BadSegment:
        return


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port that nobody may knock at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def texts(port: int, secret: Path) -> dict[str, str]:
    here = f"http://127.0.0.1:{port}/a.ts"
    return {
        "a playlist of the network": f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{here}\n",
        "a playlist of files": f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile://{secret}\n",
        "concat": f"ffconcat version 1.0\nfile '{here}'\nfile '{secret}'\n",
        "dash": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period>'
        f"<AdaptationSet><Representation><BaseURL>{here}</BaseURL></Representation>"
        f"</AdaptationSet></Period></MPD>",
        "sdp": f"v=0\nm=video {port} RTP/AVP 96\nc=IN IP4 127.0.0.1\n",
    }


@pytest.mark.parametrize("kind", sorted(texts(0, Path())))
@pytest.mark.parametrize("before", [b"", b"\x47" + bytes(187) + b"\x47", b"\0\0\0\x08free"])
def test_text_that_names_other_footage_is_not_followed(
    kind: str, before: bytes, listener: socket.socket, tmp_path: Path
):
    secret = tmp_path / "secret.ts"
    secret.write_bytes(footage("ts"))
    text = texts(listener.getsockname()[1], secret)[kind].encode()
    assert_nothing_shown(before + text, tmp_path)
    assert_nobody_knocked(listener)


def box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def alias(path: str) -> bytes:
    """A data reference as QuickTime has it: an alias record that ends with an absolute path."""
    name = path.encode()
    name += bytes(len(name) % 2)
    fixed = bytes(10 + 1 + 27 + 12 + 1 + 63 + 16 + 2 + 2 + 16)
    tags = b"\0\2" + len(name).to_bytes(2, "big") + name + b"\xff\xff\0\0"
    return box(b"alis", bytes(4) + fixed + tags)


def pointing_at(path: Path, movie: bytes) -> bytes:
    """The same MP4, emptied of its pictures, saying that they lie in the file at `path`."""
    itself, elsewhere = box(b"url ", b"\0\0\0\1"), alias(str(path))
    out = bytearray(movie.replace(itself, elsewhere))
    for kind in (b"dref", b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        at = out.index(kind) - 4
        size = int.from_bytes(out[at : at + 4], "big") + len(elsewhere) - len(itself)
        out[at : at + 4] = size.to_bytes(4, "big")
    start, end = out.index(b"mdat") + 4, out.index(b"moov") - 4
    out[start:end] = bytes(end - start)
    return bytes(out)


@pytest.mark.skipif(os.name == "nt", reason="such references name no drive")
def test_an_mp4_whose_pictures_lie_in_another_file_is_not_followed(tmp_path: Path):
    plain = tmp_path / "plain.mp4"
    write_window([Piece(footage("silent"), 0, 400_000, 0, None, 500_000)], plain)
    movie = pointing_at(plain, plain.read_bytes())
    careless = {"enable_drefs": "1", "use_absolute_path": "1"}
    with av.open(BytesIO(movie), "r", format="mp4", options=careless) as file:
        assert any(any(bytes(packet)) for packet in file.demux())
    assert not any(any(picture) for picture in shown_by(movie, tmp_path))


def shown_by(data: bytes, folder: Path) -> list[bytes]:
    """The packets that a window made of these bytes holds."""
    path = folder / "window.mp4"
    try:
        write_window([Piece(data, 0, 400_000, 0, None, 500_000)], path)
    except BadSegment:
        return []
    with av.open(str(path)) as file:
        return [bytes(packet) for packet in file.demux(video=0) if packet.pts is not None]


def assert_nothing_shown(data: bytes, folder: Path) -> None:
    assert shown_by(data, folder) == []


def assert_nobody_knocked(listener: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        listener.accept()
