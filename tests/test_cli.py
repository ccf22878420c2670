"""The commands, as a script meets them: output, exit codes, and what is said when it goes wrong."""

import io
import json
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reviewer import cli
from reviewer.demo import barcode
from reviewer.demo.server import DemoServer
from tests.command import Run
from tests.footage import short_game

CLIP_FIELDS = {
    "id", "period", "source", "team_id", "team", "player_id", "player", "start_wall_ms",
    "end_wall_ms", "start_clock_ms", "end_clock_ms", "stream", "media_start_ms", "media_end_ms",
    "playable", "why_not",
}  # fmt: skip


def test_clips_are_listed_in_game_order(run: Run):
    code, out, _ = run("clips", "demo", "--json")
    clips = json.loads(out)
    assert code == 0
    assert all(set(clip) == CLIP_FIELDS for clip in clips)
    order = [(clip["period"], clip["start_wall_ms"]) for clip in clips]
    assert order == sorted(order)
    assert sum(not clip["playable"] for clip in clips) == 1
    (gone,) = [clip["why_not"] for clip in clips if not clip["playable"]]
    assert "gone (404)" in gone


@pytest.mark.parametrize(
    ("option", "value", "field", "expected"),
    [
        ("--period", "h2", "period", "H2"),
        ("--source", "possession", "source", "POSSESSION"),
        ("--team", "north", "team", "North Ridge"),
        ("--player", "Novak", "player", "Peter Novak"),
    ],
)
def test_clips_are_filtered(run: Run, option: str, value: str, field: str, expected: str):
    code, out, _ = run("clips", "demo", option, value, "--json")
    clips = json.loads(out)
    assert code == 0
    assert clips
    assert {clip[field] for clip in clips} == {expected}


def test_clips_read_well_without_json(run: Run):
    code, out, _ = run("clips", "demo")
    assert code == 0
    assert "0:26.0 – 0:22.4 POSSESSION   Harbor City" in out


@pytest.mark.parametrize("period", ["H1", "H2"])
def test_a_frame_is_written_with_its_clock(run: Run, period: str, tmp_path: Path):
    _, out, _ = run("clips", "demo", "--period", period, "--json")
    clip = json.loads(out)[0]
    picture = tmp_path / "frame.png"
    code, out, _ = run(
        "frame", "demo", "--clip", clip["id"], "--at", "1.5", "--out", picture, "--json"
    )
    told = json.loads(out)
    half = next(half for half in short_game().halves if half.period == period)
    number = barcode.read_image(QImage(str(picture)))
    assert code == 0
    assert number == half.frame_showing(clip["start_wall_ms"] + 1_500)
    truth = half.reading(number)
    assert told == {
        "media_ms": round(number * 1000 / 30),
        "wall_ms": truth.wall,
        "period": period,
        "clock_ms": truth.clock,
        "clock_certainty": "exact",
    }


def test_a_frame_by_wall_time_needs_no_clip(run: Run, tmp_path: Path):
    half = short_game().halves[0]
    picture = tmp_path / "frame.png"
    code, out, _ = run("frame", "demo", "--wall", half.tipoff + 5_000, "--out", picture)
    assert code == 0
    assert barcode.read_image(QImage(str(picture))) == half.frame_showing(half.tipoff + 5_000)
    assert "(exact)" in out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("frame", "demo", "--clip", "nope"), 6, "no clip nope"),
        (("frame", "demo", "--wall", "1000"), 5, "No footage covers"),
        (("frame", "demo", "--wall", "1000", "--at", "2"), 2, "--at goes with --clip"),
        (("frame", "demo"), 2, "required"),
    ],
)
def test_a_frame_that_cannot_be_had_says_why(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
):
    got, _, err = run(*arguments, "--out", tmp_path / "frame.png")
    assert got == code
    assert words in err
    assert not (tmp_path / "frame.png").exists()


@pytest.mark.parametrize(
    ("event", "code", "words"),
    [
        ("demo-forbidden", 3, "Request id:"),
        ("demo-unknown", 6, "Request id:"),
        ("demo-broken", 4, "Request id:"),
        ("demo-html", 4, "Sign in to the network"),
        ("demo-truncated", 6, "truncated"),
        ("demo-empty", 0, "Without footage"),
    ],
)
@pytest.mark.usefixtures("server")
def test_a_game_that_cannot_be_had_says_why(run: Run, event: str, code: int, words: str):
    got, out, err = run("clips", event)
    assert (got, out) == (code, "")
    assert words in err


@pytest.mark.usefixtures("server")
def test_odd_items_leave_the_rest_usable(run: Run):
    code, out, _ = run("clips", "demo-odd", "--json")
    clips = json.loads(out)
    assert code == 0
    assert sum(clip["playable"] for clip in clips) >= 15
    assert all(clip["playable"] or clip["why_not"] for clip in clips)


@pytest.mark.usefixtures("server")
def test_a_kind_of_data_that_is_not_allowed_is_named(run: Run):
    code, out, err = run("clips", "demo-details-denied", "--json")
    assert code == 0
    assert json.loads(out)
    assert "play-by-play" in err


@pytest.mark.usefixtures("server")
def test_bad_footage_is_told_clip_by_clip(run: Run, tmp_path: Path):
    _, out, _ = run("clips", "demo-bad-footage", "--json")
    clips = json.loads(out)
    whys = [clip["why_not"] for clip in clips if not clip["playable"]]
    assert any("gone (404)" in why for why in whys)
    assert any("no playlist" in why for why in whys)
    codes = [
        run("frame", "demo-bad-footage", "--clip", clip["id"], "--out", tmp_path / "f.png")[0]
        for clip in clips[:4]
    ]
    assert codes.count(5) == 3


def test_a_wrong_secret_is_told(run: Run, server: DemoServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EVENT_SECRET", "not-the-secret")
    code, _, err = run("clips", "demo-odd")
    assert code == 3
    assert "secret" in err
    assert "not-the-secret" not in err


def test_without_an_account_it_says_how_to_get_one(run: Run):
    code, _, err = run("clips", "some-game")
    assert code == 3
    assert "EVENT_USERNAME" in err


def test_nobody_there_is_told(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("REVIEWER_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("EVENT_USERNAME", "coach")
    monkeypatch.setenv("EVENT_SECRET", "secret")
    code, _, err = run("clips", "some-game")
    assert code == 4
    assert err


def test_what_is_told_into_a_pipe_is_utf8_whatever_the_system_writes(
    monkeypatch: pytest.MonkeyPatch,
):
    pipe = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, encoding="ascii"))
    with pytest.raises(SystemExit):
        cli.main(["clips", "--help"])
    sys.stdout.flush()
    assert "H1, Q3, OT …" in pipe.getvalue().decode("utf-8")
