"""What a customer sends: nothing of who it is, and everything that the numbers have to say."""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.api.clips import parse_videos
from reviewer.api.diagnostics import diagnostics_zip
from reviewer.api.heard import Heard, heard, hearing
from reviewer.api.parse import parse_catch_up, parse_roster, parse_schedule
from reviewer.domain.alignment import align
from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import EventId
from reviewer.media.playlist import MediaPlaylist, parse_playlist
from reviewer.net.web import Reply
from tests.api import payloads
from tests.api.service import EVENT, Service, refusal, whole_game

SECRET = st.text("bcdfghjkvwxz", min_size=3, max_size=8).map("zq".__add__)
NUMBER = st.integers(48_150_000, 48_159_999)


@dataclass(frozen=True)
class Secrets:
    """Whatever may not leave the house."""

    event: str
    sessions: tuple[str, str]
    teams: tuple[int, int]
    players: tuple[int, int]
    names: tuple[str, str, str, str]
    host: str
    folders: tuple[str, str]
    token: str

    @property
    def all(self) -> list[str]:
        numbers = (*self.teams, *self.players)
        words = (*self.sessions, *map(str, numbers), *self.names, *self.folders)
        return [self.event, self.host, self.token, *words]


@st.composite
def secrets(draw: st.DrawFn) -> Secrets:
    words = draw(st.lists(SECRET, min_size=9, max_size=9, unique=True))
    numbers = draw(st.lists(NUMBER, min_size=4, max_size=4, unique=True))
    ids = [str(each) for each in draw(st.lists(st.uuids(version=4), min_size=3, max_size=3))]
    return Secrets(
        event=ids[0],
        sessions=(ids[1], ids[2]),
        teams=(numbers[0], numbers[1]),
        players=(numbers[2], numbers[3]),
        names=(words[0].title(), words[1].upper(), f"O'{words[2].title()}", words[3]),
        host=f"{words[4]}.{words[5]}.test",
        folders=(words[6], words[7]),
        token=words[8],
    )


def answers(hidden: Secrets) -> list[Heard]:
    """A game as ShotTracker tells it, full of names."""
    first, last, surname, town = hidden.names
    url = (
        f"https://{hidden.host}/{hidden.folders[0]}/{hidden.folders[1]}.m3u8?Policy={hidden.token}"
    )
    shared = {"sessionId": hidden.sessions[0], "hlsFile": url, "gameId": hidden.event}
    source = {"source": "POSSESSION", "teamId": str(hidden.teams[0]), "playerId": None}
    items = [
        payloads.video(payloads.TIPOFF + n * 20_137, sourceKey=source, **shared)
        | {"hlsStartOffset": 60 + n * 20.137, "location": f"/{hidden.folders[0]}/{town}"}
        for n in range(4)
    ]
    row = payloads.detail(
        teamId=str(hidden.teams[0]),
        sessionId=hidden.sessions[0],
        pid=str(hidden.players[0]),
        eventId=hidden.sessions[1],
        description=f"{first} {last} made 3, assist {surname} (2 of 5)",
        key={"actorId": str(hidden.players[0]), "timestamp": payloads.TIPOFF},
    ) | {"notes": {"by": f"ask {last} at {hidden.host}", town: hidden.players[1]}}
    shot = json.loads(payloads.DOCUMENTED_SHOT) | {
        "pid": str(hidden.players[0]),
        "players": [str(hidden.players[1])],
        "shotDefenders": [hidden.players[1]],
        "sid": hidden.sessions[0],
    }
    roster = {
        "id": hidden.teams[0],
        "name": f"{town} {last}",
        "logo_image_link": f"//{hidden.host}/{hidden.folders[0]}/logo.png",
        "players": [
            {"id": hidden.players[0], "first_name": first, "last_name": last}
            | {"jersey_number": 7, "jersey_number_str": "07", "position": "center"},
            {"id": hidden.players[1], "display_name": f"{first} {surname}"},
        ],
    }
    schedule = {
        "games": [
            {
                "event_id": hidden.event,
                "tipoff_at": payloads.TIPOFF,
                "home_team_id": hidden.teams[0],
            }
            | {"home_team_name": town, "facility_name": f"{surname} Hall"}
            | {"_results": f"https://{hidden.host}/v1/data/games/{hidden.sessions[1]}"}
        ]
    }
    told = {
        f"stats/games/{hidden.event}/videos": {"videos": items},
        f"stats/games/{hidden.event}/details,shots": {"details": [row], "shots": [shot]},
        f"teams/{hidden.teams[0]},SHOTTRACKER?game_event_id={hidden.event}": roster,
        "schedule/games?from=1663870000000": schedule,
    }
    return [heard(path, reply(payloads.packed(value))) for path, value in told.items()]


def reply(body: bytes, status: int = 200) -> Reply:
    return Reply(status, {}, body, "https://api.example.test/")


def playlists(hidden: Secrets) -> list[tuple[str, str]]:
    base = f"https://{hidden.host}/{hidden.folders[0]}/"
    media = (
        f"#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:4\n## made by {hidden.names[1]}\n"
        f'#EXT-X-KEY:METHOD=AES-128,URI="{base}{hidden.token}.key",IV=0x1f\n'
        f'#EXT-X-MAP:URI="{hidden.folders[1]}.mp4",BYTERANGE="800@0"\n'
        f"#EXT-X-{hidden.names[1]}:{hidden.names[0]}\n"
        f'#EXT-X-DATERANGE:ID="{hidden.names[0]}",X-TEAM="{hidden.names[3]}"\n'
        "#EXT-X-PROGRAM-DATE-TIME:2022-09-22T18:06:40.000Z\n"
        f"#EXTINF:4.004,{hidden.names[0]}\n{hidden.folders[1]}/{hidden.token}-1.ts\n"
        f"#EXTINF:3.5,\n../{hidden.folders[0]}/b.ts?sig={hidden.token}\n#EXT-X-ENDLIST\n"
    )
    return [(f"{base}{hidden.folders[1]}.m3u8?Policy={hidden.token}", media)]


def opened(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def answer(files: dict[str, str], number: int) -> bytes:
    return files[f"answers/{number:03d}.json"].encode()


@given(secrets())
def test_nothing_of_who_it_is_survives(hidden: Secrets):
    files = opened(diagnostics_zip(answers(hidden), playlists(hidden)))
    everything = "\n".join([*files, *files.values()]).casefold()
    parts = [
        part for secret in hidden.all for part in secret.casefold().split("'") if len(part) > 2
    ]
    assert [part for part in parts if part in everything] == []
    assert hidden.host.split(".")[0] not in everything


@given(secrets())
def test_what_reads_the_originals_reads_the_rest_the_same(hidden: Secrets):
    files = opened(diagnostics_zip(answers(hidden), playlists(hidden)))
    before = parse_videos(answers(hidden)[0].body).items
    after = parse_videos(answer(files, 1)).items
    assert [(c.start, c.end, c.start_clock, c.period, c.source) for c in after] == [
        (c.start, c.end, c.start_clock, c.period, c.source) for c in before
    ]
    assert len({clip.hls.stream for clip in after if clip.hls}) == 1
    one, other = align(before).report, align(after).report
    assert (one.unit, one.delay, one.residuals, one.why) == (
        other.unit,
        other.delay,
        other.residuals,
        other.why,
    )


@given(secrets())
def test_the_same_one_is_the_same_other_one_everywhere(hidden: Secrets):
    files = opened(diagnostics_zip(answers(hidden), playlists(hidden)))
    clips = parse_videos(answer(files, 1)).items
    told = parse_catch_up(answer(files, 2))
    people = parse_roster(answer(files, 3))
    (game,) = parse_schedule(answer(files, 4)).items
    assert told.plays is not None
    assert told.shots is not None
    (play,), (shot,) = told.plays.items, told.shots.items
    team, player = people.teams[0], people.players[0]
    assert {clip.team for clip in clips} == {play.team, team.id} == {team.id}
    assert play.player == shot.player == player.id
    assert game.home is not None
    assert game.home.id == team.id
    assert play.description.startswith(f"{player.name} made 3")
    assert play.description.endswith("(2 of 5)")
    assert (player.jersey, play.points, play.clock) == ("07", 2, 1_190_000)
    index = json.loads(files["index.json"])
    assert game.id in index[0]["address"]
    assert index[-1]["address"].startswith("https://host")
    assert next(clip.hls.url for clip in clips if clip.hls) == index[-1]["address"]


@given(secrets())
def test_a_playlist_keeps_its_shape(hidden: Secrets):
    files = opened(diagnostics_zip([], playlists(hidden)))
    playlist = parse_playlist(files["playlists/001.m3u8"], "https://host1.example/part1/part2.m3u8")
    assert isinstance(playlist, MediaPlaylist)
    assert [segment.duration_us for segment in playlist.segments] == [4_004_000, 3_500_000]
    assert playlist.segments[0].wall == 1_663_870_000_000
    assert playlist.segments[0].resource.url.startswith("https://host1.example/part1/part")


@given(secrets())
def test_equal_input_gives_an_equal_file(hidden: Secrets):
    first, second = (diagnostics_zip(answers(hidden), playlists(hidden)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("body", [b"<html>zqsecret</html>", b'{"videos":[{"gameId":"zqsecr', b""])
def test_what_is_no_json_is_only_measured(body: bytes):
    files = opened(diagnostics_zip([heard("games/1", reply(body, 502))], [("zq", "<p>zqx</p>")]))
    assert json.loads(answer(files, 1)) == {"unreadable_bytes": len(body)}
    assert json.loads(files["index.json"])[0]["status"] == 502
    assert "zqx" not in files["playlists/001.m3u8"]


@given(st.lists(st.tuples(st.sampled_from("123"), SECRET), min_size=1, max_size=6))
def test_clips_share_a_stream_where_they_did(signed: list[tuple[str, str]]):
    """However each was signed, and where only the query tells two streams apart."""
    urls = [
        f"https://cdn.test/play.m3u8?id={half}&Policy={token}&zqtoken={token}"
        for half, token in signed
    ]
    items = [payloads.video(payloads.TIPOFF + n * 20_137, hlsFile=u) for n, u in enumerate(urls)]
    told = payloads.packed({"videos": items})
    files = opened(diagnostics_zip([heard("stats/games/1/videos", reply(told))], []))
    sent = [clip.hls.stream for clip in parse_videos(answer(files, 1)).items if clip.hls]
    halves = [half for half, _ in signed]
    assert [sent.index(stream) for stream in sent] == [halves.index(half) for half in halves]
    assert "zq" not in answer(files, 1).decode()


def test_a_refusal_keeps_its_words():
    body = payloads.application_error(403, "No access to SHOTS data")
    files = opened(diagnostics_zip([heard("stats/1/shots", reply(body, 403))], []))
    assert json.loads(answer(files, 1))["message"] == "No access to SHOTS data"


def test_odd_json_is_survived():
    odd: Any = {"": None, "a b": [True, 1.5, {"id": -1}], "name": "名前 🏀", "teamId": {"x": ["y"]}}
    files = opened(diagnostics_zip([heard("odd", reply(payloads.packed(odd)))], []))
    assert "名前" not in files["answers/001.json"]


async def test_what_a_game_was_made_of_is_heard_and_nothing_else():
    told = whole_game() | {"teams/2,SHOTTRACKER": refusal(403, "Restricted resource")}
    service = Service(told)
    client = service.client()
    with hearing() as told_now:
        await client.load_game(EventId(EVENT))
    kept = {asked.partition("?")[0]: answer for asked, answer in told_now.items()}
    assert kept[f"stats/games/{EVENT}/videos"].body == told[f"stats/games/{EVENT}/videos"]
    assert kept["teams/2,SHOTTRACKER"].status == 403
    service.answers[f"stats/games/{EVENT}/videos"] = httpx.ConnectError("gone")
    with hearing() as told_now, pytest.raises(ReviewerError):
        await client.load_game(EventId(EVENT))
    assert f"stats/games/{EVENT}/videos" not in told_now
