"""AES-128 as HLS has it is opened; everything else is named."""

from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

from reviewer.domain.errors import BadSegment, MediaError, StreamGone, Unplayable
from tests.hls import (
    Packaging,
    Shelf,
    expected_numbers,
    make_hls,
    numbers_in,
    rewrite,
    window_of,
)

SECRET = bytes(range(16))
IV = bytes.fromhex("000102030405060708090a0b0c0d0eff")
SPAN_S = (4.5, 7.5)


def encrypted(data: bytes, iv: bytes) -> bytes:
    padder = PKCS7(128).padder()
    cipher = Cipher(AES128(SECRET), CBC(iv)).encryptor()
    return cipher.update(padder.update(data) + padder.finalize()) + cipher.finalize()


def encrypt(folder: Path, *, iv: bytes | None = None, first: int = 0, init: bool = False) -> None:
    """Encrypt a stream in place. Without `iv` the number of a segment is its own."""
    suffix = "m4s" if (folder / "init.mp4").exists() else "ts"
    for index, segment in enumerate(sorted(folder.glob(f"index*.{suffix}"))):
        number = (first + index).to_bytes(16, "big")
        segment.write_bytes(encrypted(segment.read_bytes(), iv or number))
    if init:
        section = folder / "init.mp4"
        section.write_bytes(encrypted(section.read_bytes(), iv or bytes(16)))
    (folder / "the.key").write_bytes(SECRET)
    with_iv = f",IV=0x{iv.hex()}" if iv else ""
    key = f'#EXT-X-KEY:METHOD=AES-128,URI="the.key"{with_iv}'
    sequence = f"#EXT-X-MEDIA-SEQUENCE:{first}"
    rewrite(folder, lambda line: sequence if "MEDIA-SEQUENCE" in line else line)
    before = "#EXT-X-MAP" if init else "#EXTINF"
    lines = (folder / "index.m3u8").read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(before))
    (folder / "index.m3u8").write_text("\n".join([*lines[:at], key, *lines[at:]]))


STREAMS: dict[str, tuple[Packaging, bytes | None, int, bool]] = {
    "ts, the vector is its number": (Packaging(), None, 0, False),
    "ts, counted from 700": (Packaging(), None, 700, False),
    "ts, with a vector": (Packaging(), IV, 0, False),
    "fmp4, its init section in clear": (Packaging("fmp4"), IV, 0, False),
    "fmp4, its init section encrypted": (Packaging("fmp4"), IV, 0, True),
}


@pytest.mark.parametrize("name", STREAMS)
async def test_encrypted_footage_is_shown(name: str, tmp_path: Path):
    packaging, iv, first, init = STREAMS[name]
    make_hls(tmp_path / "hls", packaging)
    encrypt(tmp_path / "hls", iv=iv, first=first, init=init)
    shelf = Shelf(tmp_path / "hls")
    window = await window_of(shelf, tmp_path / "cache", SPAN_S)
    assert numbers_in(window) == expected_numbers(window)
    assert not window.gaps
    assert shelf.asked["the.key"] == 1


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    make_hls(tmp_path / "hls", Packaging(frames=300))
    encrypt(tmp_path / "hls")
    return Shelf(tmp_path / "hls")


async def test_the_key_never_reaches_the_disk(shelf: Shelf, tmp_path: Path):
    await window_of(shelf, tmp_path / "cache", SPAN_S)
    kept = [path.read_bytes() for path in (tmp_path / "cache").iterdir()]
    assert kept
    assert not any(SECRET in data for data in kept)


async def test_what_was_decrypted_needs_no_key_again(shelf: Shelf, tmp_path: Path):
    await window_of(shelf, tmp_path / "cache", SPAN_S)
    shelf.replies["the.key"] = httpx.ConnectError("no route")
    window = await window_of(shelf, tmp_path / "cache", (4.6, 7.4))
    assert numbers_in(window) == expected_numbers(window)


KEYS: dict[str, tuple[httpx.Response, type[MediaError], str]] = {
    "missing": (httpx.Response(404), StreamGone, r"key .* refused \(404\)"),
    "refused": (httpx.Response(403), StreamGone, r"key .* refused \(403\)"),
    "too short": (httpx.Response(200, content=SECRET[:15]), Unplayable, "15 bytes instead of 16"),
    "empty": (httpx.Response(200), Unplayable, "0 bytes instead of 16"),
    "a page": (
        httpx.Response(200, content=b"<html>sign in please</html>"),
        Unplayable,
        "is not one",
    ),
    "another": (
        httpx.Response(200, content=bytes(16)),
        BadSegment,
        "cannot be decrypted|no footage",
    ),
}


@pytest.mark.parametrize("why", KEYS)
async def test_a_key_that_is_none_is_named(why: str, shelf: Shelf, tmp_path: Path):
    answer, error, sentence = KEYS[why]
    shelf.replies["the.key"] = answer
    with pytest.raises(error, match=sentence) as raised:
        await window_of(shelf, tmp_path / "cache", SPAN_S)
    if error is StreamGone:
        assert raised.value.status == answer.status_code


PROTECTED = {
    "sample-aes": 'METHOD=SAMPLE-AES,URI="skd://key"',
    "widevine": 'METHOD=SAMPLE-AES-CTR,URI="data:x",KEYFORMAT="urn:uuid:edef8ba9"',
    "fairplay": 'METHOD=AES-128,URI="skd://key",KEYFORMAT="com.apple.streamingkeydelivery"',
    "a key without address": "METHOD=AES-128",
}


@pytest.mark.parametrize("why", PROTECTED)
async def test_copy_protection_is_named(why: str, tmp_path: Path):
    make_hls(tmp_path / "hls", Packaging(frames=120))
    tag = f"#EXT-X-KEY:{PROTECTED[why]}"
    rewrite(tmp_path / "hls", lambda line: f"{line}\n{tag}" if "TARGETDURATION" in line else line)
    with pytest.raises(Unplayable, match="encrypted in a way"):
        await window_of(Shelf(tmp_path / "hls"), tmp_path / "cache", (0, 1))


async def test_keys_change_along_the_stream(tmp_path: Path):
    make_hls(tmp_path / "hls", Packaging(frames=360))
    encrypt(tmp_path / "hls")
    clear = make_hls(tmp_path / "clear", Packaging(frames=360)).parent / "index2.ts"
    (tmp_path / "hls" / "index2.ts").write_bytes(clear.read_bytes())
    none = "#EXT-X-KEY:METHOD=NONE\nindex2.ts"
    rewrite(tmp_path / "hls", lambda line: none if line == "index2.ts" else line)
    window = await window_of(Shelf(tmp_path / "hls"), tmp_path / "cache", (4.5, 11))
    assert numbers_in(window) == expected_numbers(window)
    assert not window.gaps
