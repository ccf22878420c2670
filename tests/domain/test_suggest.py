"""Suggested tags: what the play-by-play, the possessions and the clock say of a clip."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.demo.script import FULL
from reviewer.demo.simulate import SEED, simulate
from reviewer.domain.game import Clip, EventId, Game, Play, PlayerId, Possession, TeamId
from reviewer.domain.palettes import palette_from_json
from reviewer.domain.periods import Period
from reviewer.domain.score import score_line
from reviewer.domain.suggest import Suggester
from reviewer.domain.times import ClockMs, WallMs
from tests.builders import AWAY, HOME, PERIOD_MS, PLAYERS, make_clip, period_start
from tests.demo.told import told_game

BASKETBALL = Path(__file__).parents[2] / "resources" / "palettes" / "basketball.json"
WE, THEY = HOME.id, AWAY.id
Row = tuple[float, str, TeamId]
"""When, in seconds of the period; what; and whose."""


def play(at_s: float, kind: str, team: TeamId, period: str = "H1") -> Play:
    wall = WallMs(period_start(Period(period)) + round(at_s * 1000))
    return Play(
        id=f"{at_s}-{kind}",
        wall=wall,
        period=Period(period),
        clock=ClockMs(PERIOD_MS - round(at_s * 1000)),
        shot_clock=None,
        team=team,
        player=PlayerId("101" if team == WE else "201"),
        session=None,
        classification=kind,
        description="",
        points={"TWO": 2, "THREE": 3}.get(kind.partition("_")[0], 0) if "MAKE" in kind else 0,
    )


def game_of(*rows: Play, clip: Clip | None = None, **more: object) -> Game:
    clips = (clip or make_clip(team=WE),)
    game = Game(EventId("1"), "", home=HOME, away=AWAY, clips=clips, plays=rows, players=PLAYERS)
    return replace(game, **more)  # type: ignore[arg-type]


def said(game: Game, clip: Clip | None = None) -> set[tuple[str, str]]:
    made = Suggester(game, score_line(game)).suggested(clip or game.clips[0])
    return {(each.group, each.value) for each in made}


def of_group(game: Game, group: str) -> set[str]:
    return {value for its, value in said(game) if its == group}


@pytest.mark.parametrize(
    ("rows", "start"),
    [
        ([(19, "DEFENSIVE_REB", WE)], "DR"),
        ([(19, "LIVE_BALL_TURNOVER", THEY), (19.1, "STEAL", WE)], "ST"),
        ([(19, "LIVE_BALL_TURNOVER", THEY)], "ST"),
        ([(19, "DEAD_BALL_TURNOVER", THEY)], "DB"),
        ([(19, "TWO_POINT_MAKE", THEY)], "MK"),
        ([(18, "TWO_POINT_MAKE", THEY), (19, "TIMEOUT", THEY)], "ATO"),
        ([(18, "DEFENSIVE_REB", WE), (24, "TIMEOUT", WE), (24.5, "SUBSTITUTION", THEY)], "ATO"),
        ([(19, "TIMEOUT", WE), (19.5, "SUBSTITUTION", WE)], "ATO"),
        ([(19, "JUMP_BALL", THEY)], "TIP"),
        ([(19, "OFFENSIVE_REB", WE)], "OR"),
        ([(19, "PERIOD_START", WE)], "PS"),
        ([], "PS"),
        ([(19, "TWO_POINT_MAKE", WE)], None),
        ([(19, "SOMETHING_NEW", THEY)], None),
    ],
)
def test_how_an_attack_began_is_what_came_before_its_first_act(rows: list[Row], start: str | None):
    before = (play(*row) for row in rows)
    game = game_of(*before, play(30, "TWO_POINT_MISS", WE))
    assert of_group(game, "Start") == ({start} if start else set())


@pytest.mark.parametrize(
    ("began", "shot_s", "is_transition"),
    [
        ("DEFENSIVE_REB", 28.0, True),
        ("DEFENSIVE_REB", 28.1, False),
        ("STEAL", 21.0, True),
        ("TIMEOUT", 21.0, False),
        ("TWO_POINT_MISS", 21.0, False),
    ],
)
def test_transition_is_an_act_within_8_s_of_a_live_change(
    began: str, shot_s: float, is_transition: bool
):
    game = game_of(play(20, began, WE), play(shot_s, "TWO_POINT_MAKE", WE))
    assert of_group(game, "Phase") == ({"TR"} if is_transition else set())


@pytest.mark.parametrize(("after_s", "is_putback"), [(2.9, True), (3.1, False)])
def test_a_second_chance_and_a_putback(after_s: float, is_putback: bool):
    game = game_of(
        play(26, "TWO_POINT_MISS", WE),
        play(27, "OFFENSIVE_REB", WE),
        play(27 + after_s, "TWO_POINT_MAKE", WE),
    )
    assert of_group(game, "Rebound") == {"OREB"}
    assert of_group(game, "Play type") == ({"PTB"} if is_putback else set())


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        (["TWO_POINT_MISS"], "X2"),
        (["THREE_POINT_MAKE"], "+3"),
        (["TWO_POINT_MAKE", "FREE_THROW_MAKE"], "+1"),
        (["FREE_THROW_MAKE", "FREE_THROW_MISS"], "FTX"),
        (["LIVE_BALL_TURNOVER"], "TO"),
        (["SHOT_CLOCK_VIOLATION"], "NS"),
        (["SOMETHING_NEW"], None),
        ([], None),
    ],
)
def test_the_outcome_is_that_of_the_play_the_clip_is_about(kinds: list[str], outcome: str | None):
    rows = (play(30 + number, kind, WE) for number, kind in enumerate(kinds))
    assert of_group(game_of(*rows), "Outcome") == ({outcome} if outcome else set())


def test_whose_doing_it_was_is_said_with_the_outcome():
    game = game_of(play(30, "THREE_POINT_MAKE", WE))
    made = Suggester(game, score_line(game)).suggested(game.clips[0])
    assert {each.player for each in made if each.group == "Outcome"} == {PlayerId("101")}


def test_the_side_is_told_from_the_clips_team():
    held = make_clip(team=WE)
    assert held.start is not None
    assert held.end is not None
    possession = Possession(THEY, held.period, None, held.start, held.end, None, None, (), ())
    attack = game_of(clip=held)
    defence = game_of(clip=replace(held, source="BLOCK"), possessions=(possession,))
    unknown = game_of(clip=replace(held, source="BLOCK"))
    assert of_group(attack, "Side") == {"OFF"}
    assert of_group(defence, "Side") == {"DEF"}
    assert of_group(unknown, "Side") == set()


@pytest.mark.parametrize(
    ("period", "left_s", "lead", "context"),
    [
        ("H1", 121, 2, set()),
        ("H1", 120, 2, {"L2"}),
        ("H2", 299, 5, {"CLS"}),
        ("H2", 299, 6, set()),
        ("H2", 301, 2, set()),
        ("OT", 90, 1, {"L2", "CLS"}),
    ],
)
def test_late_and_close(period: str, left_s: int, lead: int, context: set[str]):
    clip = replace(make_clip(team=WE), start_clock=ClockMs(left_s * 1000))
    clip = replace(clip, period=Period(period))
    scored = replace(play(1, "TWO_POINT_MAKE", WE), points=lead, clock=None)
    assert of_group(game_of(scored, clip=clip), "Context") == context


@pytest.mark.parametrize(("shown_ms", "is_late"), [(4_900, True), (5_000, False), (None, False)])
def test_the_end_of_the_shot_clock(shown_ms: int | None, is_late: bool):
    shown = None if shown_ms is None else ClockMs(shown_ms)
    game = game_of(replace(play(30, "TWO_POINT_MISS", WE), shot_clock=shown))
    assert of_group(game, "Context") == ({"EOC"} if is_late else set())


def test_a_clip_without_a_place_in_time_has_none():
    lost = replace(make_clip(team=WE), start=None)
    assert said(game_of(play(30, "TWO_POINT_MISS", WE), clip=lost)) == set()


KINDS = st.sampled_from(
    (
        *("TWO_POINT_MAKE", "THREE_POINT_MISS", "FREE_THROW_MAKE", "OFFENSIVE_REB"),
        *("DEFENSIVE_REB", "STEAL", "LIVE_BALL_TURNOVER", "TIMEOUT", "JUMP_BALL", "PERIOD_START"),
        *("PERSONAL_FOUL", "SUBSTITUTION", "", "NEVER SEEN"),
    )
)
ROWS = st.lists(st.builds(play, st.floats(0, 60), KINDS, st.sampled_from((WE, THEY))), max_size=12)


@given(ROWS)
def test_only_known_values_once_in_a_group_of_one(rows: list[Play]):
    palette = palette_from_json(json.loads(BASKETBALL.read_text("utf-8")))
    known = {(button.group, button.code) for button in palette.buttons}
    game = game_of(*rows)
    made = [
        (each.group, each.value)
        for each in Suggester(game, score_line(game)).suggested(game.clips[0])
    ]
    assert set(made) <= known
    assert len(set(made)) == len(made)
    single = [group.name for group in palette.groups if not group.many]
    assert all(sum(group == name for group, _ in made) <= 1 for name in single)


@given(ROWS, st.integers(-(10**9), 10**9))
def test_the_time_of_day_is_no_matter(rows: list[Play], by_ms: int):
    game = game_of(*rows)
    moved = [replace(row, wall=WallMs(row.wall + by_ms)) for row in rows]
    clip = game.clips[0]
    assert clip.start is not None
    assert clip.end is not None
    later = replace(clip, start=WallMs(clip.start + by_ms), end=WallMs(clip.end + by_ms))
    assert said(game_of(*moved, clip=later)) == said(game)


def test_the_demo_game_has_some_of_everything_it_plays():
    game = told_game(simulate(SEED, FULL))
    suggester = Suggester(game, score_line(game))
    made = {
        (each.group, each.value)
        for clip in game.clips
        if clip.source == "POSSESSION"
        for each in suggester.suggested(clip)
    }
    starts = {value for group, value in made if group == "Start"}
    assert starts == {"TIP", "PS", "MK", "DR", "ST", "DB", "ATO"}
    assert {("Phase", "TR"), ("Rebound", "OREB"), ("Play type", "PTB"), ("Outcome", "+1")} <= made
    assert {("Context", "L2"), ("Context", "CLS")} <= made
