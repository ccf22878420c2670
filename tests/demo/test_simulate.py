"""The simulated game: the same for a seed, whole, and with a clock that behaves."""

import json
from hashlib import blake2b
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.demo.documents import Documents
from reviewer.demo.script import FULL, SHORT, GameSize
from reviewer.demo.simulate import SEED, simulate
from reviewer.demo.truth import FPS, SimGame, SimHalf

GAMES = {size.name: simulate(SEED, size) for size in (SHORT, FULL)}
GOLDEN = {"short": "9fb990a6784de1b5", "full": "5c35e3a74df94466"}

games = pytest.mark.parametrize("game", GAMES.values(), ids=GAMES.keys())


@games
def test_a_seed_always_gives_the_same_documents(game: SimGame):
    documents = Documents(game, "http://127.0.0.1:1")
    everything = [
        documents.videos(),
        documents.event(),
        documents.catch_up(["stats", "details", "shots", "possessions"]),
    ]
    text = json.dumps(everything, sort_keys=True)

    assert blake2b(text.encode(), digest_size=8).hexdigest() == GOLDEN[game.size]


@given(st.integers(0, 2**32), st.sampled_from([SHORT, FULL]))
def test_every_seed_plays_a_whole_game(seed: int, size: GameSize):
    game = simulate(seed, size)

    assert game == simulate(seed, size)
    for half in game.halves:
        assert_clock_behaves(half, size)


def assert_clock_behaves(half: SimHalf, size: GameSize) -> None:
    assert half.clock(half.tipoff) == size.half_ms
    assert half.clock(half.end) == 0
    for earlier, later in pairwise(half.stretches):
        assert earlier.end == later.start
        assert later.clock == earlier.clock_at(earlier.end)
        assert earlier.running is not later.running
    assert all(s.end > s.start for s in half.stretches)
    assert all(p.end - p.start > 0 for p in half.possessions)
    assert all(a.end <= b.start for a, b in pairwise(half.possessions))
    assert all(a.wall <= b.wall for a, b in pairwise(half.plays))


@given(st.data())
def test_the_clock_never_runs_backward_nor_faster_than_time(data: st.DataObject):
    half = data.draw(st.sampled_from([h for game in GAMES.values() for h in game.halves]))
    span = st.integers(half.tipoff - 9_000, half.end + 9_000)
    earlier, later = sorted((data.draw(span), data.draw(span)))

    assert 0 <= half.clock(earlier) - half.clock(later) <= later - earlier


@given(st.data())
def test_the_shot_clock_stands_when_the_clock_stands(data: st.DataObject):
    half = data.draw(st.sampled_from([h for game in GAMES.values() for h in game.halves]))
    wall = data.draw(st.integers(half.tipoff - 2_000, half.end + 2_000))
    shot_clock = half.shot_clock(wall)

    assert shot_clock is None or 0 < shot_clock <= max(half.clock(wall), 1)
    if half.standing_since(wall) is not None and half.standing_since(wall + 1) is not None:
        assert half.shot_clock(wall + 1) == shot_clock


@games
def test_the_clock_stops_as_in_a_real_game(game: SimGame):
    for half in game.halves:
        stops = [s.end - s.start for s in half.stretches if not s.running]
        assert stops
        assert max(stops) < 30_000
        assert all(stretch.clock % 100 == 0 for stretch in half.stretches)


def test_the_whole_game_is_long_enough():
    game = GAMES["full"]

    assert game.frames >= 8 * 60 * FPS
    assert sum(len(half.possessions) for half in game.halves) >= 40
    for half in game.halves:
        stood = sum(s.end - s.start for s in half.stretches if not s.running)
        assert 0.3 <= stood / FULL.half_ms <= 0.45


@games
def test_a_game_has_every_feature(game: SimGame):
    kinds = {play.kind for half in game.halves for play in half.plays}

    assert kinds >= {
        "PERIOD_START",
        "JUMP_BALL",
        "TWO_POINT_MAKE",
        "TWO_POINT_MISS",
        "THREE_POINT_MAKE",
        "THREE_POINT_MISS",
        "FREE_THROW_MAKE",
        "FREE_THROW_MISS",
        "PERSONAL_FOUL",
        "TIMEOUT",
        "LIVE_BALL_TURNOVER",
        "DEAD_BALL_TURNOVER",
        "STEAL",
        "OFFENSIVE_REB",
        "DEFENSIVE_REB",
        "SUBSTITUTION",
        "PERIOD_END",
    }
    assert any(not play.clock_known for half in game.halves for play in half.plays)


@games
def test_a_late_basket_stops_the_clock(game: SimGame):
    late_ms = {"short": SHORT, "full": FULL}[game.size].late_ms
    late = [
        (half, shot)
        for half in game.halves
        for shot in half.shots
        if shot.made and half.clock(shot.wall) <= late_ms
    ]

    assert late
    for half, shot in late:
        assert half.standing_since(shot.wall) == shot.wall


@games
def test_the_score_is_the_sum_of_the_rows(game: SimGame):
    last = game.halves[-1]
    points = [0, 0]
    for half in game.halves:
        assert half.score(half.tipoff) == tuple(points)
        for play in half.plays:
            if play.side is not None:
                points[play.side] += play.points

    assert last.score(last.end) == tuple(points)
    assert points[0] != points[1]


@games
def test_five_different_players_are_on_the_floor(game: SimGame):
    for half in game.halves:
        for possession in half.possessions:
            assert len({p.id for p in (*possession.players, *possession.opponents)}) == 10
            assert possession.players == half.lineup(possession.side, possession.start)


@given(st.data())
def test_frames_and_moments_agree(data: st.DataObject):
    half = data.draw(st.sampled_from(GAMES["full"].halves))
    frame = data.draw(st.integers(0, half.frames - 1))
    wall = half.wall_of_frame(frame)

    assert half.frame_showing(wall + 1) == frame
    assert half.reading(frame).clock == half.clock(wall)


def test_the_footage_starts_before_the_tip_and_ends_after_the_buzzer():
    for half in (half for game in GAMES.values() for half in game.halves):
        assert half.wall_of_frame(0) < half.tipoff - 2_000
        assert half.wall_of_frame(half.frames - 1) > half.end + 2_000
