"""The pivot counts every clip where it belongs, and its totals are those of its clips."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.game import ClipId, EventId, PlayerId, Team, TeamId
from reviewer.domain.palettes import Button, Vocabulary
from reviewer.domain.periods import Period
from reviewer.domain.pivot import Axis, Facts, Kind
from reviewer.domain.said import Chip, Said
from reviewer.domain.seen import SeenClip, seen
from reviewer.domain.tags import Tag
from reviewer.domain.times import ClockMs, WallMs, WallSpan
from tests.builders import AWAY, HOME, make_game

GAME = make_game(8)
GOOD, BAD = (Button(code, title, "Grade", "", "") for code, title in (("+", "Good"), ("-", "Poor")))
AXES = [Axis(kind) for kind in Kind if kind is not Kind.TAGS] + [Axis(Kind.TAGS, "Grade")]

CLIPS = st.builds(
    SeenClip,
    id=st.uuids().map(lambda id_: ClipId(str(id_))),
    period=st.sampled_from([Period("H1"), Period("H2"), Period("OT"), Period("")]),
    span=st.just(WallSpan(WallMs(0), WallMs(1))),
    source=st.sampled_from(["POSSESSION", "SHOT", ""]),
    team=st.sampled_from([None, HOME.id, AWAY.id]),
    player=st.sampled_from([None, PlayerId("101"), PlayerId("999")]),
    start_clock=st.none() | st.integers(0, 1_200_000).map(ClockMs),
    end_clock=st.none(),
    title=st.just(""),
    words=st.just(""),
    outcome=st.sampled_from(["", "TWO_POINT_MAKE", "TIMEOUT"]),
    margin=st.none(),
    floor=st.lists(st.sampled_from(list(GAME.players)), unique=True).map(tuple),
)


def said_of(clip: SeenClip, *buttons: Button) -> Said:
    values = tuple(button.code for button in buttons)
    tag = Tag("t", EventId("555"), clip.period, clip.span, "Grade", values)
    return Said(tuple(Chip(tag, button) for button in buttons))


def facts(clips, said=None) -> Facts:
    return Facts(GAME, clips, said or {}, Vocabulary())


@given(
    st.lists(CLIPS, max_size=12, unique_by=lambda clip: clip.id),
    st.sampled_from(AXES),
    st.sampled_from(AXES),
    st.data(),
)
def test_cells_rows_columns_and_all_agree(clips, rows, columns, data):
    tags = st.lists(st.sampled_from([GOOD, BAD]), unique=True)
    said = {clip.id: said_of(clip, *data.draw(tags)) for clip in clips}
    table = facts(clips, said).pivot(rows, columns)
    everything = {clip.id for clip in clips}
    assert set(table.clips) == everything
    for headings in (table.rows, table.columns):
        assert {clip for heading in headings for clip in heading.clips} == everything
        assert len({heading.value for heading in headings}) == len(headings)
    for row in table.rows:
        across = {clip for column in table.columns for clip in table.at(row, column)}
        assert across == set(row.clips) == set(table.at(row, None))
        for column in table.columns:
            assert set(table.at(row, column)) == set(row.clips) & set(column.clips)
            assert len(set(table.at(row, column))) == len(table.at(row, column))


@given(st.lists(CLIPS, max_size=12, unique_by=lambda clip: clip.id))
def test_a_clip_that_has_one_value_is_counted_once(clips):
    table = facts(clips).pivot(Axis(Kind.TEAM), Axis(Kind.CLOCK))
    assert sum(len(found) for found in table.cells.values()) == len(clips)
    assert sum(len(row.clips) for row in table.rows) == len(clips)


def test_a_game_without_a_tag_has_a_table():
    table = facts(seen(GAME).clips).pivot(Axis(Kind.OUTCOME), Axis(Kind.PERIOD))
    assert [column.title for column in table.columns] == ["1st half", "2nd half"]
    assert {row.title for row in table.rows} == {"Made 2", "Missed 3", "Made 3", "Turnover"}
    assert sum(len(row.clips) for row in table.rows) == 8


def test_groups_of_tags_are_axes_once_they_are_used():
    clips = seen(GAME).clips
    assert Axis(Kind.TAGS, "Grade") not in facts(clips).axes
    tagged = facts(clips, {clips[0].id: said_of(clips[0], GOOD)})
    assert Axis(Kind.TAGS, "Grade") in tagged.axes
    table = tagged.pivot(Axis(Kind.TAGS, "Grade"), Axis(Kind.TEAM))
    assert [(row.title, len(row.clips)) for row in table.rows] == [("+", 1), ("No grade", 7)]


def test_the_clock_is_told_in_bands_from_the_start_with_the_last_two_minutes_apart():
    clips = seen(make_game(100)).clips
    table = facts(clips).pivot(Axis(Kind.CLOCK), Axis(Kind.TEAM))
    titles = [row.title for row in table.rows]
    assert titles[0] == "25:00 – 20:00"
    assert titles[-1] == "5:00 – 2:00"


def test_a_lineup_is_the_players_of_the_clips_own_team():
    clip = seen(GAME).clips[0]
    players = tuple(sorted(GAME.players))
    table = facts([clip_with(clip, players)]).pivot(Axis(Kind.LINEUP), Axis(Kind.TEAM))
    assert [row.title for row in table.rows] == ["#11 Ito, #4 Adeyemi"]


def clip_with(clip: SeenClip, floor: tuple[PlayerId, ...]) -> SeenClip:
    return replace(clip, floor=floor)


def test_the_table_is_copied_with_its_totals():
    table = facts(seen(GAME).clips).pivot(Axis(Kind.TEAM), Axis(Kind.PERIOD))
    assert table.text("Team / Period") == (
        "Team / Period\t1st half\t2nd half\tTotal\n"
        "Harbor City\t2\t2\t4\nNorth Ridge\t2\t2\t4\nTotal\t4\t4\t8"
    )


def test_a_title_with_tabs_stays_in_its_cell():
    odd = Team(TeamId("10"), "North\tRidge\n")
    table = Facts(replace(GAME, home=odd), seen(GAME).clips, {}, Vocabulary())
    text = table.pivot(Axis(Kind.TEAM), Axis(Kind.PERIOD)).text("T")
    assert {line.count("\t") for line in text.splitlines()} == {3}


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("\t@now", "'@now"),
        ("-5 to 5", "'-5 to 5"),
        ("+2", "+2"),
    ],
)
def test_no_title_becomes_a_formula(name: str, cell: str):
    odd = Team(TeamId("10"), name)
    table = Facts(replace(GAME, home=odd), seen(GAME).clips, {}, Vocabulary())
    text = table.pivot(Axis(Kind.TEAM), Axis(Kind.PERIOD)).text("T")
    assert cell in {line.split("\t")[0] for line in text.splitlines()}
