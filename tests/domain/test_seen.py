"""What the library remembers of a game."""

from dataclasses import replace

from reviewer.domain.game import PlayerId, Possession
from reviewer.domain.seen import seen
from reviewer.domain.times import WallMs
from tests.builders import AWAY, HOME, TIPOFF, make_clip, make_game, make_play

GAME = make_game(4)


def test_a_seen_clip_says_what_it_is_found_by():
    first = seen(GAME).clips[0]
    clip = GAME.clips[0]
    assert (first.id, first.period, first.team) == (clip.id, clip.period, clip.team)
    assert (first.span.start, first.span.end) == (clip.start, clip.end)
    assert first.outcome == GAME.plays[0].classification
    assert "made 2" in first.words
    assert first.title.startswith("Made 2")


def test_the_game_begins_where_its_first_clip_does():
    assert seen(GAME).tipoff == TIPOFF
    assert seen(replace(GAME, clips=())).tipoff is None


def test_the_margin_is_seen_from_the_clips_team():
    margins = {clip.team: clip.margin for clip in seen(GAME).clips[1:3]}
    assert margins == {HOME.id: -2, AWAY.id: 2}


def test_without_play_by_play_there_is_no_margin():
    assert seen(replace(GAME, plays=())).clips[0].margin is None


def test_clips_without_a_place_in_time_are_left_out():
    lost = replace(make_clip(9), start=None)
    backward = replace(make_clip(8), end=WallMs(TIPOFF - 1))
    assert len(seen(replace(GAME, clips=(*GAME.clips, lost, backward))).clips) == len(GAME.clips)


def test_who_was_on_the_floor_comes_from_the_possession_that_shares_most():
    clip = GAME.clips[1]
    assert clip.start is not None
    assert clip.end is not None
    start, end, middle = clip.start, clip.end, WallMs(clip.start + 4_000)
    one, two, three = PlayerId("1"), PlayerId("2"), PlayerId("3")
    before = Possession(HOME.id, clip.period, None, start, middle, None, None, (three,), ())
    during = Possession(AWAY.id, clip.period, None, middle, end, None, None, (two,), (one,))
    game = replace(GAME, possessions=(before, during))
    assert seen(game).clips[1].floor == (one, two)
    assert seen(game).clips[3].floor == ()


def test_an_attack_from_a_time_out_is_known_from_the_plays():
    called = replace(make_play(GAME.clips[0], "TIMEOUT", 7), wall=WallMs(TIPOFF + 20_100))
    change = replace(
        called, id="change", wall=WallMs(TIPOFF + 20_200), classification="SUBSTITUTION"
    )
    game = replace(GAME, plays=(*GAME.plays, called, change))
    assert [clip.after_timeout for clip in seen(game).clips] == [False, True, False, False]


def test_a_time_out_at_the_end_of_a_half_starts_nothing_in_the_next():
    end = GAME.clips[1].end
    assert end is not None
    called = replace(make_play(GAME.clips[1], "TIMEOUT", 7), wall=end)
    game = replace(GAME, plays=(*GAME.plays, called))
    assert not any(clip.after_timeout for clip in seen(game).clips)
