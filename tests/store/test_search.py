"""Finding: every filter against the same worked out by hand, and words as people type them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain.errors import BadEntry
from reviewer.domain.finding import (
    EVERYTHING,
    AfterTimeOut,
    All,
    AnyOf,
    Clock,
    Ended,
    Filter,
    Flagged,
    From,
    InGame,
    InPeriod,
    Involves,
    Margin,
    Not,
    Of,
    OnFloor,
    Reviewed,
    Says,
    Tagged,
)
from reviewer.domain.found import Found, KnownGame
from reviewer.domain.game import ClipId, EventId, PlayerId
from reviewer.domain.periods import Period
from reviewer.domain.question import Question, facet_of
from reviewer.domain.tags import Tag
from reviewer.domain.times import ClockMs, WallMs, WallSpan
from reviewer.store.library import Library
from tests.builders import AWAY, HOME
from tests.store.desk import Ids, how_many, open_library, see_game
from tests.store.season import GAMES, MARKS, ROWS, TAGS, holds

LEAVES: tuple[Filter, ...] = (
    InGame(GAMES[0].id),
    InPeriod(Period("H2")),
    From("POSSESSION"),
    From("SHOT"),
    Of(AWAY.id),
    Of(HOME.id),
    Involves(PlayerId("202")),
    OnFloor(PlayerId("101")),
    Ended("TWO_POINT_MAKE"),
    Margin(-2, 1),
    Clock(ClockMs(1_150_000), ClockMs(1_190_000)),
    Tagged("Play type", "PRB"),
    Tagged("Grade", "T"),
    Flagged("red"),
    Reviewed(),
    AfterTimeOut(),
    Says("tagger weak"),
    Says("MONTREAL"),
    Says("adeyemi"),
    Says("made"),
    Says(""),
)
FILTERS: st.SearchStrategy[Filter] = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory):
    with open_library(tmp_path_factory.mktemp("library")) as opened:
        for game in GAMES:
            see_game(opened, game)
        opened.save(GAMES[0].id, "Tag", [*TAGS, *MARKS])
        yield opened


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(FILTERS)
def test_a_filter_finds_what_it_says(library: Library, wanted):
    expected = {(row.game, row.clip.id) for row in ROWS if holds(wanted, row)}
    found = library.find(wanted, 100)
    assert {(moment.game, moment.clip) for moment in found.moments} == expected
    assert found.total == how_many(library, wanted) == len(expected)


@pytest.mark.parametrize("wanted", LEAVES, ids=repr)
def test_every_condition_finds_something_or_leaves_something_out(library: Library, wanted: Filter):
    """So that the comparison above is one."""
    found = sum(holds(wanted, row) for row in ROWS)
    assert how_many(library, wanted) == found
    assert found or wanted == From("SHOT")


@given(st.text(max_size=20))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_may_be_typed(library: Library, text):
    assert how_many(library, Says(text)) <= len(ROWS)


@pytest.mark.parametrize(
    "text", ['"', "a OR b", "note:late", "ta*", "(", "NEAR(a b)", "-late", "'"]
)
def test_what_is_typed_is_words_and_nothing_else(library: Library, text: str):
    words = "".join(char if char.isalnum() else " " for char in text)
    assert how_many(library, Says(text)) == how_many(library, Says(words))


def test_the_latest_game_comes_first_and_each_in_order_of_play(library: Library):
    found = library.find(EVERYTHING, 100).moments
    order = [(one.game, one.span.start) for one in found]
    by_game = {game.id: at for at, game in enumerate(GAMES)}
    assert order == sorted(order, key=lambda each: (by_game[each[0]], each[1]))
    assert library.find(EVERYTHING, 3, 2) == Found(len(ROWS), found[2:5])
    assert library.find(EVERYTHING, 3, 99) == Found(len(ROWS), ())


def test_a_found_moment_says_what_it_is(library: Library):
    (first,) = library.find(InGame(GAMES[0].id), 1).moments
    clip = GAMES[0].clips[0]
    assert (first.clip, first.span, first.title) == (clip.id, clip.span, clip.title)
    assert first.game_name == GAMES[0].name


CHOICES = tuple(leaf for leaf in LEAVES if not isinstance(leaf, Says | Margin | Clock))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(FILTERS, st.lists(st.sampled_from(CHOICES), max_size=4), st.booleans())
def test_every_choice_is_counted_among_what_the_rest_leaves(
    library: Library, wanted, turned, together
):
    question = Question(rest=(wanted,))
    for choice in turned:
        question = question.turned(choice)
        question = question.together(facet_of(choice), on=together)
    around = {facet: question.around(facet) for facet in question.picks}
    counts = library.answer(question.filter, around, None, 1).counts
    for choice in CHOICES:
        left = [row for row in ROWS if holds(question.around(facet_of(choice)), row)]
        assert counts.get(choice, 0) == sum(holds(choice, row) for row in left)


def test_the_choices_of_one_game_are_those_that_it_has(library: Library):
    counts = library.answer(InGame(GAMES[1].id), {}, GAMES[1].id, 1).counts
    assert InGame(GAMES[0].id) not in counts
    assert OnFloor(PlayerId("101")) not in counts
    assert counts[InPeriod(Period("H1"))] == 2


def test_what_is_found_says_how_it_was_tagged(library: Library):
    found = library.find(InGame(GAMES[0].id), 2).moments
    assert [moment.tags for moment in found] == [
        (("Play type", "PRB"),),
        (("Grade", "++"), ("Grade", "T")),
    ]


def test_what_was_read_ahead_is_what_is_found_later(tmp_path: Path):
    with open_library(tmp_path) as library:
        for game in GAMES:
            see_game(library, game)
        assert len(list(library.read_ahead())) == len(GAMES)
        assert not list(library.read_ahead())
        library.save(GAMES[0].id, "Tag", [TAGS[0]])
        assert len(list(library.read_ahead())) == 1
        assert how_many(library, Tagged("Play type", "PRB")) == 1


def test_a_change_that_came_to_nothing_leaves_what_is_found_as_it_was(tmp_path: Path):
    with open_library(tmp_path) as library:
        see_game(library, GAMES[0])
        library.save(GAMES[0].id, "Tag", [TAGS[0]])
        before = library.find(EVERYTHING, 10)
        with pytest.raises(BadEntry):
            library.save(GAMES[0].id, "Tag", [TAGS[1], replace(TAGS[2], group="\0")])
        assert library.find(EVERYTHING, 10) == before


def test_a_backup_that_is_restored_is_what_is_found(tmp_path: Path):
    with open_library(tmp_path) as library:
        see_game(library, GAMES[0])
        library.vault.back_up()
        library.save(GAMES[0].id, "Tag", [TAGS[0]])
        assert how_many(library, Tagged("Play type", "PRB")) == 1
        library.vault.restore(library.vault.backups()[0])
        assert how_many(library, Tagged("Play type", "PRB")) == 0


def test_a_game_may_be_saved_while_others_tag_it(tmp_path: Path):
    game, anew = GAMES[0], replace(GAMES[0], clips=GAMES[0].clips[1:])
    with open_library(tmp_path) as library:
        see_game(library, game)
        library.save(game.id, "Tag", TAGS[:4])
        steps = 0
        for steps, _ in enumerate(library.saving_game(anew), 1):
            library.save(game.id, "Note", [replace(TAGS[steps % 4], note="in between")])
        assert steps > 1
        assert how_many(library, Says("in between")) == min(steps, 4)
        assert (
            how_many(library, EVERYTHING) == len(anew.clips) + 1
        )  # the tag of the clip that is gone


def test_a_game_that_was_left_half_saved_is_saved_whole_the_next_time(tmp_path: Path):
    with open_library(tmp_path) as library:
        library.save(GAMES[0].id, "Tag", [TAGS[1]])
        next(library.saving_game(GAMES[0]))
    with open_library(tmp_path, ids=Ids("later")) as library:
        see_game(library, GAMES[0])
        assert found_clips(library) == [GAMES[0].clips[1].id]
        assert how_many(library, EVERYTHING) == len(GAMES[0].clips)


def test_people_and_teams_go_by_their_latest_names(library: Library):
    names = library.names()
    assert names.teams[HOME.id] == HOME.name
    assert names.players[PlayerId("202")] == "Tobi Adeyemi"


def test_the_games_that_were_seen_are_listed(library: Library):
    assert set(library.games()) == {KnownGame(game.id, game.name, game.tipoff) for game in GAMES}


def test_a_tag_outside_every_clip_is_a_moment_of_its_own(tmp_path: Path):
    loose = replace(TAGS[0], span=WallSpan(WallMs(5_000), WallMs(9_000)), note="bench reaction")
    with open_library(tmp_path) as library:
        see_game(library, GAMES[0])
        library.save(loose.game, "Tag", [loose, replace(loose, id="again", note="")])
        (found,) = library.find(Says("bench"), 10).moments
        assert (found.clip, found.span) == (None, loose.span)
        assert how_many(library, Tagged("Play type", "PRB")) == 1
        library.undo(loose.game)
        assert how_many(library, Says("bench")) == 0
        assert how_many(library, EVERYTHING) == len(GAMES[0].clips)


def found_clips(library: Library) -> list[ClipId | None]:
    return [found.clip for found in library.find(Tagged("Grade", "T"), 5).moments]


def test_tags_find_their_clips_again_when_the_game_is_cut_anew(tmp_path: Path):
    game, tag = GAMES[0], TAGS[1]
    later = tuple(
        replace(
            clip,
            id=ClipId(f"new-{clip.id}"),
            span=WallSpan(WallMs(clip.span.start + 900), WallMs(clip.span.end + 1_100)),
        )
        for clip in game.clips
    )
    with open_library(tmp_path) as library:
        library.save(tag.game, "Tag", [tag])
        assert found_clips(library) == [None]
        see_game(library, game)
        assert found_clips(library) == [game.clips[1].id]
        see_game(library, replace(game, clips=later))
        assert found_clips(library) == [later[1].id]
        assert how_many(library, EVERYTHING) == len(later)


def test_what_is_changed_deleted_and_undone_is_found_as_it_is(tmp_path: Path):
    tag = TAGS[0]
    with open_library(tmp_path) as library:
        see_game(library, GAMES[0])
        library.save(tag.game, "Tag", [tag])
        library.save(tag.game, "Change", [replace(tag, values=("ISO",), note="clear out")])
        assert how_many(library, Tagged("Play type", "PRB")) == 0
        assert how_many(library, All((Tagged("Play type", "ISO"), Says("clear")))) == 1
        library.save(tag.game, "Delete", (), gone=[tag])
        assert how_many(library, AnyOf((Tagged("Play type", "ISO"), Says("clear")))) == 0
        library.undo(tag.game)
        library.undo(tag.game)
        assert how_many(library, Tagged("Play type", "PRB")) == 1
        assert how_many(library, Says("tagger")) == 1


def test_saving_a_game_that_is_known_keeps_everything(tmp_path: Path):
    with open_library(tmp_path) as library:
        for _ in range(2):
            see_game(library, GAMES[0])
            library.save(EventId("g1"), "Tag", [TAGS[0]])
        assert library.kept(Tag) == (TAGS[0],)
        assert how_many(library, EVERYTHING) == len(GAMES[0].clips)
