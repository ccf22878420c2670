"""Every play, shot and possession as something to play, and where the list keeps it."""

from dataclasses import replace

import pytest

from reviewer.demo.script import SHORT
from reviewer.demo.simulate import SEED, simulate
from reviewer.domain.clock import build_clock
from reviewer.domain.game import Clip, Game, PlayerId, Possession, Shot
from reviewer.domain.listing import (
    Choice,
    ClipFilter,
    build_rows,
    choices,
    filtered,
    grouped,
    offered,
)
from reviewer.domain.moment import times_of
from reviewer.domain.plan import plan_clip, why_not
from reviewer.domain.play_clips import (
    EXTRA_SOURCES,
    PLAY_BY_PLAY,
    POSSESSIONS,
    SHOTS,
    extra_clips,
    reach_of,
    without_clip,
)
from reviewer.domain.times import WallMs
from tests.builders import AWAY, make_clip, make_game, without_footage
from tests.demo.told import told_game


def shot_of(clip: Clip) -> Shot:
    assert clip.end is not None
    return Shot(
        wall=WallMs(clip.end - 700),
        period=clip.period,
        clock=clip.end_clock,
        shot_clock=None,
        team=clip.team,
        player=PlayerId("101"),
        session=None,
        made=True,
        is_three=True,
        x_mm=0,
        y_mm=7_000,
    )


def possession_of(clip: Clip) -> Possession:
    assert clip.start is not None
    assert clip.end is not None
    assert clip.team is not None
    clocks = clip.start_clock, clip.end_clock
    return Possession(clip.team, clip.period, None, clip.start, clip.end, *clocks, (), ())


def whole_game() -> Game:
    """Six clips; a shot in the first, and a possession between two clips of the first half."""
    game = make_game()
    clips = tuple(clip for clip in game.clips if clip.id != "clip-1")
    return replace(
        game,
        clips=clips,
        plays=tuple(replace(play, id=f"row-{n}") for n, play in enumerate(game.plays)),
        shots=(shot_of(game.clips[0]),),
        possessions=tuple(map(possession_of, game.clips)),
    )


GAME = whole_game()
ALIGNMENT = times_of(GAME).alignment
EXTRAS = extra_clips(GAME, ALIGNMENT)


def of_source(source: str) -> list[Clip]:
    return [clip for clip in EXTRAS if clip.source == source]


def test_every_play_and_shot_and_every_possession_without_a_clip_is_there_once():
    assert len(of_source(PLAY_BY_PLAY)) == len(GAME.plays)
    assert len(of_source(SHOTS)) == 1
    (missing,) = of_source(POSSESSIONS)
    assert missing.start == make_game().clips[1].start
    assert len({clip.id for clip in EXTRAS} | {clip.id for clip in GAME.clips}) == len(EXTRAS) + 5


def test_ids_stay_when_the_feed_changes_around_them():
    fewer = replace(GAME, plays=GAME.plays[1:], clips=GAME.clips[1:])
    later = {clip.id for clip in extra_clips(fewer, times_of(fewer).alignment)}
    gone = {clip.id for clip in EXTRAS} - later
    assert gone == {of_source(PLAY_BY_PLAY)[0].id}


def test_a_row_lies_within_its_clip_and_the_clip_shows_it():
    for play, clip in zip(GAME.plays, of_source(PLAY_BY_PLAY), strict=True):
        plan = plan_clip(clip, ALIGNMENT)
        shown = ALIGNMENT.to_media(plan.stream, play.wall)
        assert shown is not None
        assert shown - plan.marked.start == reach_of(play.classification).lead_ms
        assert plan.marked.end - shown == reach_of(play.classification).lag_ms


@pytest.mark.parametrize(
    "kind", ["TWO_POINT_MAKE", "FREE_THROW_MISS", "PERSONAL_FOUL", "TIMEOUT", "never seen"]
)
def test_every_kind_has_a_lead_and_a_lag(kind: str):
    reach = reach_of(kind)
    assert 1_000 < reach.lead_ms < 10_000
    assert 1_000 < reach.lag_ms < 10_000


def test_a_row_that_no_stream_shows_says_so():
    blind = replace(GAME, clips=tuple(map(without_footage, GAME.clips)))
    alignment = times_of(blind).alignment
    whys = {why_not(clip, alignment) for clip in extra_clips(blind, alignment)}
    assert whys == {"No footage for this clip"}


def test_the_same_row_twice_is_one_clip():
    doubled = replace(GAME, plays=GAME.plays * 2, shots=GAME.shots * 2)
    assert extra_clips(doubled, ALIGNMENT) == EXTRAS


def test_the_clip_of_another_team_or_of_a_player_is_not_the_possessions_clip():
    clip = make_clip(0)
    possession = possession_of(clip)
    others = (replace(clip, team=None), replace(clip, player=PlayerId("101")))
    assert without_clip(replace(GAME, clips=others, possessions=(possession,))) == (possession,)
    assert without_clip(replace(GAME, clips=(clip,), possessions=(possession,))) == ()


def test_in_the_demo_every_play_of_both_halves_can_be_played():
    game = told_game(simulate(SEED, SHORT))
    alignment = times_of(game).alignment
    extras = extra_clips(game, alignment)
    assert len(extras) == len(game.plays) + len(game.shots)
    assert {why_not(clip, alignment) for clip in extras} == {None}


def test_extra_clips_move_no_clock():
    assert build_clock(GAME) == build_clock(replace(GAME, clips=GAME.clips))
    assert all(clip.hls is None or clip.hls.start_offset is None for clip in EXTRAS)


def test_a_fresh_list_shows_what_shottracker_cut_and_offers_the_rest():
    rows = build_rows(GAME, {}, EXTRAS)
    assert [row.clip for row in filtered(offered(rows, ClipFilter()), ClipFilter())] == list(
        GAME.clips
    )
    first, *others = choices(GAME, EXTRAS).sources
    assert first == Choice("POSSESSION", "Possession", 5)
    assert set(others) == {
        Choice(PLAY_BY_PLAY, "Play-by-play", 6),
        Choice(POSSESSIONS, "Possessions", 1),
        Choice(SHOTS, "Shots", 1),
    }


def test_asked_for_they_stand_in_game_order_under_their_own_words():
    rows = build_rows(GAME, {}, EXTRAS)
    wanted = ClipFilter(sources=frozenset({"POSSESSION", PLAY_BY_PLAY, SHOTS}))
    shown = filtered(offered(rows, wanted), wanted)
    starts = [row.clip.start or 0 for row in shown]
    assert starts == sorted(starts)
    (made,) = [row for row in shown if row.clip.source == SHOTS]
    assert (made.what, made.who, made.team) == ("Made 3", "#2 Okafor", AWAY.name)
    assert made.clock == "19:40"
    first = next(row for row in shown if row.clip.source == PLAY_BY_PLAY)
    assert first.what == "Made 2"


def test_totals_count_what_is_on_offer():
    rows = build_rows(GAME, {}, EXTRAS)
    fresh = ClipFilter()
    assert [
        group.total
        for group in grouped(offered(rows, fresh), filtered(offered(rows, fresh), fresh))
    ] == [2, 3]
    wanted = ClipFilter(sources=frozenset({SHOTS}))
    (group,) = grouped(offered(rows, wanted), filtered(offered(rows, wanted), wanted))
    assert (len(group.rows), group.total) == (1, 3)


def test_extra_sources_survive_when_a_filter_is_fitted_to_a_game():
    wanted = ClipFilter(sources=EXTRA_SOURCES)
    assert wanted.only_known(choices(GAME, EXTRAS)).sources == EXTRA_SOURCES
    assert wanted.only_known(choices(GAME)).sources == frozenset()
