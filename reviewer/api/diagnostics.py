"""One file that a customer can send: what ShotTracker and its streams said, without who it is.

Structure, numbers, times, clocks and jersey numbers stay. Of texts only what is known to tell
nothing stays; everything else is replaced.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reviewer.api.heard import Heard
from reviewer.api.pseudonyms import Pseudonyms, word_set

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_ID_KEY = re.compile(
    r"(?:.*(?:_ids?|Ids?)|id|ids|[ptsgfh]id|players|shotDefenders|sensor|tag|key|token)"
)
_NAME_KEY = re.compile(r".*name.*", re.IGNORECASE)
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_KEPT_KEYS = word_set(
    "period prd classification type sessionType sst st s status source gender sport seasonType "
    "possession_type details act baseStats actualStats attributes position game_type "
    "jersey_number_str"
)
_CODE = re.compile(r"[A-Z0-9_]{1,40}|[a-z]{1,12}")
_TIME = re.compile(
    r"(?:\d{1,3}:){0,2}\d{1,2}(?:\.\d{1,3})?|\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?"
)
_LIKE_ID = re.compile(r"[0-9a-fA-F-]{32,36}|\d{5,}")
_TAGS = word_set(
    "#EXTM3U #EXTINF #EXT-X-VERSION #EXT-X-TARGETDURATION #EXT-X-MEDIA-SEQUENCE #EXT-X-ENDLIST "
    "#EXT-X-DISCONTINUITY #EXT-X-DISCONTINUITY-SEQUENCE #EXT-X-PLAYLIST-TYPE #EXT-X-BYTERANGE "
    "#EXT-X-MAP #EXT-X-KEY #EXT-X-GAP #EXT-X-BITRATE #EXT-X-PROGRAM-DATE-TIME #EXT-X-START "
    "#EXT-X-INDEPENDENT-SEGMENTS #EXT-X-I-FRAMES-ONLY #EXT-X-MEDIA #EXT-X-STREAM-INF "
    "#EXT-X-I-FRAME-STREAM-INF #EXT-X-SESSION-KEY #EXT-X-DATERANGE #EXT-X-ALLOW-CACHE"
)
_ATTRIBUTE = re.compile(r"([A-Z0-9-]+)=(\"[^\"]*\"|[^,\"]*)")
_FIGURE = re.compile(r"-?[0-9.@x]*|0[xX][0-9a-fA-F]+|VOD|EVENT|YES|NO|NONE|AES-128|AUDIO|VIDEO")
_OWN_ATTRIBUTE = re.compile(r"X-.*")
_CODECS = re.compile(r"[a-z0-9]{4}(?:\.[A-Za-z0-9.]+)?(?:,[a-z0-9]{4}(?:\.[A-Za-z0-9.]+)?)*")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def diagnostics_zip(answers: Iterable[Heard], playlists: Iterable[tuple[str, str]]) -> bytes:
    """A zip of all answers and playlists (address, text), with an index of what is what."""
    read = [(answer, _parsed(answer.body)) for answer in answers]
    originals = [pair for _, value in read for pair in _texts(value, "")]
    names = Pseudonyms(
        ids={text for key, text in originals if _ID_KEY.fullmatch(key)},
        names={text for key, text in originals if _NAME_KEY.fullmatch(key)},
    )
    files: dict[str, str] = {}
    index: list[Json] = []
    for number, (answer, value) in enumerate(read, start=1):
        file = f"answers/{number:03d}.json"
        files[file] = json.dumps(_replaced(value, "", names), indent=1)
        asked = names.address(f"/v1/data/{answer.path}")
        index.append({"file": file, "address": asked, "status": answer.status})
    for number, (url, text) in enumerate(playlists, start=1):
        file = f"playlists/{number:03d}.m3u8"
        files[file] = _playlist(text, names)
        index.append({"file": file, "address": names.address(url)})
    return _zipped({"index.json": json.dumps(index, indent=1), **files})


def _parsed(body: bytes) -> Json:
    try:
        value: Json = json.loads(body)
    except (ValueError, RecursionError):
        return {"unreadable_bytes": len(body)}
    return value


def _texts(value: Json, key: str) -> Iterator[tuple[str, str]]:
    """Every text and every number that may stand for an id, with the key it stands under."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _texts(member, name)
    elif isinstance(value, list):
        for member in value:
            yield from _texts(member, key)
    elif isinstance(value, str) and value:
        yield key, value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield key, str(value)


def _replaced(value: Json, key: str, names: Pseudonyms) -> Json:
    match value:
        case dict():
            return {_key(name, names): _replaced(each, name, names) for name, each in value.items()}
        case list():
            return [_replaced(each, key, names) for each in value]
        case str():
            return _text(value, key, names)
        case bool() | None | float():
            return value
        case int() if _ID_KEY.fullmatch(key) and value >= 0:
            return int(names.id(str(value)))
        case _:
            return names.number(value)


def _key(name: str, names: Pseudonyms) -> str:
    is_plain = _PLAIN_KEY.fullmatch(name) and not names.hides(name)
    return name if is_plain else names.words(name)


def _text(text: str, key: str, names: Pseudonyms) -> str:
    if not text:
        return text
    if _ID_KEY.fullmatch(key):
        return names.id(text)
    if "://" in text or text.startswith("/"):
        return names.address(text)
    if key in _KEPT_KEYS and _CODE.fullmatch(text) and not names.hides(text):
        return text
    if _TIME.fullmatch(text) and not names.hides(text):
        return text
    return names.id(text) if _LIKE_ID.fullmatch(text) else names.words(text)


def _playlist(text: str, names: Pseudonyms) -> str:
    if not text.lstrip("\ufeff \r\n\t").startswith("#EXTM3U"):
        return f"# no playlist: {len(text)} characters\n"
    return "".join(f"{_line(line.strip(), names)}\n" for line in text.lstrip("\ufeff").splitlines())


def _line(line: str, names: Pseudonyms) -> str:
    if line and not line.startswith("#"):
        return names.address(line)
    tag, colon, payload = line.partition(":")
    if tag not in _TAGS:
        return "#" if line else ""
    return f"{tag}{colon}{_payload(tag, payload, names)}"


def _payload(tag: str, payload: str, names: Pseudonyms) -> str:
    if tag == "#EXTINF":
        duration = payload.partition(",")[0]
        return f"{duration if _FIGURE.fullmatch(duration) else names.words(duration)},"
    if _is_plain(payload):
        return payload
    attributes = _ATTRIBUTE.findall(payload)
    return ",".join(_attribute(name, value, names) for name, value in attributes)


def _attribute(name: str, value: str, names: Pseudonyms) -> str:
    if _OWN_ATTRIBUTE.fullmatch(name):
        return "X-OWN=0"
    bare = value.strip('"')
    if name == "URI":
        shown = names.address(bare)
    elif _CODECS.fullmatch(bare) if name == "CODECS" else _is_plain(bare):
        shown = bare
    else:
        shown = names.words(bare)
    return f'{name}="{shown}"' if value.startswith('"') else f"{name}={shown}"


def _is_plain(value: str) -> bool:
    return bool(_FIGURE.fullmatch(value) or _TIME.fullmatch(value))


def _zipped(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name, _EPOCH), text, ZIP_DEFLATED)
    return made.getvalue()
