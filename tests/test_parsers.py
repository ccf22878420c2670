"""Everything that reads what others wrote: on any input only the declared errors come out.

The probes of footage: `tests/media/test_hostile_bytes.py`.
"""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.api.clips import parse_videos
from reviewer.api.parse import parse_catch_up, parse_game_event, parse_roster, parse_schedule
from reviewer.api.possessions import parse_possessions
from reviewer.api.shots import parse_session_shots
from reviewer.domain.account import AccountName
from reviewer.domain.errors import (
    BadData,
    BadEntry,
    BadPackage,
    BadPlaylist,
    LibraryNewer,
)
from reviewer.domain.finding import All, Says, Tagged, filter_from_json, filter_json
from reviewer.domain.game import EventId, SessionId
from reviewer.domain.goto import NotAPlace, parse_goto
from reviewer.domain.links import BadLink, parse_link
from reviewer.domain.listing import ClipFilter
from reviewer.domain.moment import times_of
from reviewer.domain.palettes import Button, Group, Palette, palette_from_json, palette_json
from reviewer.domain.periods import Period
from reviewer.domain.release import read_release
from reviewer.domain.score import Score
from reviewer.domain.season import Season
from reviewer.domain.times import WallMs, WallSpan
from reviewer.media.pins import Pins, Record
from reviewer.media.playlist import parse_playlist
from reviewer.season_file import SeasonFile
from reviewer.session.memory import Memory
from reviewer.settings import Settings, SettingsFile
from reviewer.store.package import read_package
from tests.api import payloads
from tests.builders import TIPOFF, make_game, make_scheduled
from tests.hostile import HOSTILE
from tests.store.desk import open_library
from tests.store.season import TAGS

_PIECES = st.binary(max_size=6) | st.sampled_from(
    [b"[", b"]", b"{", b"}", b'"', b",", b"null", b"-1", b"1e400", b"\\ud800", b"\xff", b"9" * 400,
     b"[]", b"{}", b"true", b"[" * 20_000]
)  # fmt: skip
_VALUE = re.compile(rb'"[^"]*"|-?\d[\d.]*|null|true|false')


@dataclass(frozen=True)
class Reader:
    """Something that reads, a good input for it, and what it may raise."""

    read: Callable[[bytes], object]
    good: Callable[[], bytes]
    errors: tuple[type[Exception], ...]


def of_api(read: Callable[[bytes], object], good: bytes) -> Reader:
    return Reader(read, lambda: good, (BadData,))


def of_json(read: Callable[[Any], object], good: object) -> Reader:
    """Reads a JSON value that was read already, as the library does."""

    def read_text(data: bytes) -> object:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return None
        return read(value)

    return Reader(read_text, lambda: json.dumps(good).encode(), (BadEntry,))


def _package(data: bytes) -> object:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "package"
        path.write_bytes(data)
        return read_package(path)


@cache
def _good_package() -> bytes:
    with TemporaryDirectory() as folder:
        with open_library(Path(folder) / "library") as library:
            library.save(TAGS[0].game, "Tag", TAGS)
            library.vault.export(Path(folder) / "package")
        return (Path(folder) / "package").read_bytes()


def _repacked(data: bytes) -> object:
    """The damage is inside: what is unpacked, not the archive."""
    with TemporaryDirectory() as folder:
        good, path = Path(folder) / "good", Path(folder) / "package"
        good.write_bytes(_good_package())
        with zipfile.ZipFile(good) as before, zipfile.ZipFile(path, "w") as after:
            journal = _journal(before)
            for member in before.infolist():
                kept = before.read(member)
                after.writestr(member.filename, data if member.filename == journal else kept)
        return read_package(path)


@cache
def _packed_lines() -> bytes:
    with TemporaryDirectory() as folder:
        good = Path(folder) / "good"
        good.write_bytes(_good_package())
        with zipfile.ZipFile(good) as file:
            return file.read(_journal(file))


def _journal(file: zipfile.ZipFile) -> str:
    """The member with the edits: by far the largest."""
    return max(file.infolist(), key=lambda member: member.file_size).filename


def _of_file(save: Callable[[Path], object], load: Callable[[Path], object]) -> Reader:
    """A file that the program wrote, and somebody else changed: it is read, or as good as none."""

    def read(data: bytes) -> object:
        with TemporaryDirectory() as folder:
            save(Path(folder))
            (file,) = Path(folder).iterdir()
            file.write_bytes(data)
            return load(Path(folder))

    @cache
    def good() -> bytes:
        with TemporaryDirectory() as folder:
            save(Path(folder))
            (file,) = Path(folder).iterdir()
            return file.read_bytes()

    return Reader(read, good, ())


def _goto(data: bytes) -> object:
    game = make_game()
    clock = times_of(game).clock
    text = data.decode("utf-8", "replace")
    return parse_goto(text, game, clock, current=game.clips[0].period, zone=UTC)


PALETTE = Palette("p", "Mine", (Group("Play type"),), (Button("PRB", "Ball", "Play type", "", ""),))
COACH = AccountName("coach")
SETTINGS = Settings(
    memory=Memory(filter=ClipFilter(periods=frozenset({Period("H1")})), volume=0.4, height=720),
    layout={"geometry": "abc"},
    accounts=(COACH,),
    current=COACH,
)
SEASON = (
    Season()
    .heard(WallSpan(WallMs(0), WallMs(2 * TIPOFF)), [make_scheduled("1", TIPOFF)])
    .scored(EventId("1"), Score(home=3, away=4), WallMs(TIPOFF))
)
RECORD = Record(
    EventId("555"), "Game", 720, {"clip": ["a"]}, {"a": {"0" * 40: 3}}, {"1" * 40: 4}, ["1" * 40]
)
WANTED = All((Says("late"), Tagged("Play type", "PRB")))
PLAYLIST = (
    b'#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-MEDIA-SEQUENCE:3\n#EXT-X-MAP:URI="i.mp4"\n'
    b'#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0x1\n#EXT-X-PROGRAM-DATE-TIME:2026-01-05T12:00:00Z\n'
    b"#EXTINF:4.0,\n#EXT-X-BYTERANGE:100@0\na.ts?i=1\n#EXT-X-DISCONTINUITY\n#EXTINF:4,\nb.ts\n"
    b'#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1x1,AUDIO="a"\nq.m3u8\n#EXT-X-ENDLIST\n'
)
READERS = {
    "clips": of_api(parse_videos, payloads.videos(payloads.video(), payloads.video(1))),
    "plays and shots": of_api(
        parse_catch_up,
        b'{"details":[%b],"shots":[%b],"gameTotals":%b}'
        % (payloads.DOCUMENTED_DETAIL, payloads.DOCUMENTED_SHOT, payloads.DOCUMENTED_TOTALS),
    ),
    "schedule": of_api(parse_schedule, payloads.DOCUMENTED_SCHEDULE),
    "game": of_api(parse_game_event, payloads.DOCUMENTED_GAME_EVENT),
    "roster": of_api(parse_roster, payloads.DOCUMENTED_ROSTER),
    "possessions": of_api(
        lambda data: parse_possessions(data, SessionId("s")), payloads.DOCUMENTED_POSSESSIONS
    ),
    "shots of a session": of_api(
        lambda data: parse_session_shots(data, SessionId("s")), payloads.DOCUMENTED_SESSION_SHOTS
    ),
    "playlist": Reader(
        lambda data: parse_playlist(data.decode("utf-8", "replace"), "https://a.example/x.m3u8"),
        lambda: PLAYLIST,
        (BadPlaylist,),
    ),
    "palette": of_json(palette_from_json, palette_json(PALETTE)),
    "filter": of_json(filter_from_json, filter_json(WANTED)),
    "package": Reader(_package, _good_package, (BadPackage, LibraryNewer)),
    "edits": Reader(_repacked, _packed_lines, (BadPackage, LibraryNewer)),
    "release": Reader(
        read_release,
        lambda: b'{"version": "0.2.0", "notes": "News", "url": "https://a.test/"}',
        (BadData,),
    ),
    "link": Reader(
        lambda data: parse_link(data.decode("utf-8", "replace")),
        lambda: b"reviewer://game/7?period=Q3&clock=4:12",
        (BadLink,),
    ),
    "settings": _of_file(
        lambda folder: SettingsFile(folder / "settings.json").save(SETTINGS),
        lambda folder: SettingsFile(folder / "settings.json").load(),
    ),
    "games on the disk": _of_file(
        lambda folder: SeasonFile(folder, COACH).save(SEASON),
        lambda folder: SeasonFile(folder, COACH).load(),
    ),
    "record of what is kept": _of_file(
        lambda folder: Pins(folder).save(RECORD),
        lambda folder: Pins(folder).games(),
    ),
    "go to": Reader(_goto, lambda: b"H1 19:30", (NotAPlace,)),
}


@pytest.mark.parametrize("name", READERS)
@HOSTILE
@given(st.data())
def test_nothing_else_comes_out(name: str, data: st.DataObject):
    reader = READERS[name]
    given_to_it = data.draw(st.binary(max_size=300) | _damaged(reader.good()))
    try:
        reader.read(given_to_it)
    except reader.errors:
        return


@pytest.mark.parametrize("name", READERS)
def test_what_is_good_is_read(name: str):
    reader = READERS[name]
    assert reader.read(reader.good()) is not None


@st.composite
def _damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """With some bytes, or whole values, changed, taken out or put in."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 8))):
        values = [each.span() for each in _VALUE.finditer(data)]
        anywhere = draw(st.integers(0, len(data)))
        a_few = anywhere, anywhere + draw(st.integers(0, 20))
        start, end = draw(st.just(a_few) | st.sampled_from(values or [a_few]))
        data[start:end] = draw(_PIECES)
    return bytes(data)
