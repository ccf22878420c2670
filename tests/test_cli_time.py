"""The commands about time: alignment and its health, the game clock, a frame by its clock."""

import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reviewer.demo import barcode
from reviewer.demo.server import DemoServer
from reviewer.domain.clock import Certainty
from tests.command import Run
from tests.footage import short_game

FRAME_MS = 33


def test_align_tells_what_was_decided_and_how_surely(run: Run):
    code, out, _ = run("align", "demo", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["event"], told["verified"], told["unit"]) == ("demo", True, "seconds")
    assert (told["delay"], told["unit_decided"]) == ("added", True)
    assert told["residual_ms"] == {"median": 0, "p95": 0, "max": 0}
    assert [stream["sync"] for stream in told["streams"]] == ["verified"] * 3
    assert all(stream["corrections"] == [] for stream in told["streams"])
    assert [period["period"] for period in told["clock"]] == ["H1", "H2"]
    assert {finding["kind"] for finding in told["health"]} == {"no clock", "overlap"}
    (gone,) = told["unreachable"].values()
    assert "gone (404)" in gone


def test_align_reads_well_without_json(run: Run):
    code, out, _ = run("align", "demo")
    assert code == 0
    assert "Offsets are in seconds" in out
    assert "verified ±1 ms." in out
    assert "Clock of the 1st half: known from 0:26.0 to 0:00.0." in out
    assert "note: 1 clip has no game clock of its own." in out


@pytest.mark.usefixtures("server")
def test_align_finds_what_is_amiss(run: Run):
    code, out, _ = run("align", "demo-odd", "--json")
    told = json.loads(out)
    assert code == 0
    found = {finding["kind"]: finding for finding in told["health"]}
    assert found["no footage"]["severity"] == "problem"
    assert len(found["no footage"]["clips"]) > 0
    assert "no clip" in found


@pytest.mark.usefixtures("server")
def test_align_of_a_game_without_footage_says_so(run: Run):
    code, out, _ = run("align", "demo-empty")
    assert code == 0
    assert "No clip has footage." in out
    assert "Without footage" in out


def test_walls_are_told_as_clocks_in_the_order_asked(run: Run):
    half = short_game().halves[0]
    walls = [half.tipoff + 20_000, half.tipoff + 1_234, 0, half.end + 80_000]
    code, out, _ = run("clock", "demo", "--wall", *walls, "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["wall_ms"] for row in rows] == walls
    for row, wall in zip(rows[:2], walls, strict=False):
        assert (row["period"], row["clock_ms"]) == ("H1", half.clock(wall))
        assert (row["certainty"], row["bound_ms"]) == (Certainty.EXACT, 0)
    for row in rows[2:]:
        assert (row["clock_ms"], row["certainty"], row["bound_ms"]) == (None, "unknown", None)


@pytest.mark.parametrize(
    ("period", "shown", "clock_ms"), [("H1", "0:17.1", 17_100), ("h2", ":13.3", 13_300)]
)
def test_a_clock_is_told_as_the_time_it_was_showing(
    run: Run, period: str, shown: str, clock_ms: int
):
    code, out, _ = run("clock", "demo", "--period", period, "--clock", shown, "--json")
    told = json.loads(out)
    half = next(half for half in short_game().halves if half.period == period.upper())
    stop = next(each for each in half.stretches if not each.running and each.clock == clock_ms)
    assert code == 0
    assert (told["period"], told["clock_ms"]) == (half.period, clock_ms)
    assert (told["start_wall_ms"], told["end_wall_ms"]) == (stop.start, stop.end + 1)


def test_the_clock_reads_well_without_json(run: Run):
    half = short_game().halves[0]
    _, out, _ = run("clock", "demo", "--wall", half.tipoff, 5)
    assert out == f"{half.tipoff}: H1 0:26.0\n5: not known\n"
    _, out, _ = run("clock", "demo", "--period", "1st", "--clock", "0:25")
    assert out == f"H1 0:25.0: from {half.tipoff + 1_000} to {half.tipoff + 1_001}\n"


def test_the_clock_opens_no_stream(run: Run, server: DemoServer):
    wall = short_game().halves[0].tipoff
    assert run("clock", "demo-later", "--wall", wall)[0] == 0
    assert run("clock", "demo-odd", "--wall", wall)[0] == 0
    assert not [request.path for request in server.requests if "/media/" in request.path]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--period", "H1", "--clock", "99:99"), 2, "“99:99” is no game clock"),
        (("--period", "H1", "--clock", "4:5"), 2, "Write it like 4:12"),
        (("--period", "H1", "--clock", "25:00"), 6, "25:00 is not in it"),
        (("--period", "Q3", "--clock", "0:10"), 6, "no Q3. It has H1, H2."),
        (("--clock", "0:10"), 2, "--period and --clock go together"),
        (("--wall", "5", "--period", "H1"), 2, "--period and --clock go together"),
        (("--wall", "soon"), 2, "invalid int"),
        (("--wall", "5", "--clock", "0:10"), 2, "not allowed with"),
        ((), 2, "required"),
    ],
)
@pytest.mark.parametrize("command", ["clock", "frame"])
def test_what_cannot_be_is_said(
    run: Run, tmp_path: Path, command: str, arguments: tuple[str, ...], code: int, words: str
):
    picture = tmp_path / "frame.png"
    out = ("--out", picture) if command == "frame" else ()
    got, answer, err = run(command, "demo", *arguments, *out)
    assert (got, answer) == (code, "")
    assert words in err
    assert not picture.exists()


@pytest.mark.parametrize(
    ("period", "shown", "clock_ms"), [("H1", "0:20.4", 20_400), ("2nd", "0:13.3", 13_300)]
)
def test_a_frame_by_its_clock_shows_that_clock(
    run: Run, tmp_path: Path, period: str, shown: str, clock_ms: int
):
    picture = tmp_path / "frame.png"
    code, out, _ = run(
        "frame", "demo", "--period", period, "--clock", shown, "--out", picture, "--json"
    )
    told = json.loads(out)
    half = next(half for half in short_game().halves if half.period == told["period"])
    number = barcode.read_image(QImage(str(picture)))
    assert code == 0
    assert number is not None
    truth = half.reading(number)
    assert truth.clock == told["clock_ms"]
    assert 0 <= truth.clock - clock_ms <= FRAME_MS
    assert told["clock_certainty"] == "exact"


def test_diagnostics_are_saved_without_names(run: Run, tmp_path: Path):
    file = tmp_path / "demo.zip"
    code, out, _ = run("align", "demo", "--diagnostics", file)
    assert code == 0
    assert "Health" in out
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    everything = "".join(files.values())
    game = short_game()
    names = [game.home.name, game.away.name, *(p.last for team in game.teams for p in team.players)]
    ids = [half.session for half in game.halves]
    assert [each for each in (*names, *ids, "127.0.0.1", "demo") if each in everything] == []
    assert sum(name.startswith("playlists/") for name in files) == 2
    assert str(game.halves[0].tipoff) in everything


def test_diagnostics_that_cannot_be_written_are_told(run: Run, tmp_path: Path):
    code, _, err = run("align", "demo", "--diagnostics", tmp_path / "nowhere" / "demo.zip")
    assert code == 2
    assert "could not be written" in err


@pytest.mark.usefixtures("server")
def test_diagnostics_of_bad_footage_are_of_what_there_is(run: Run, tmp_path: Path):
    file = tmp_path / "bad.zip"
    code, _, err = run("align", "demo-bad-footage", "--diagnostics", file)
    assert code == 0
    assert "Without a playlist" in err
    with zipfile.ZipFile(file) as archive:
        assert "playlists/001.m3u8" in archive.namelist()
