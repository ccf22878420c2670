"""Filters are kept as they were made, and read with care."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.errors import BadEntry
from reviewer.domain.finding import (
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
    SmartList,
    Tagged,
    filter_from_json,
    filter_json,
    meant,
)
from reviewer.domain.game import EventId, PlayerId, TeamId
from reviewer.domain.palettes import Button
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs

LEAVES: tuple[Filter, ...] = (
    InGame(EventId("g")),
    InPeriod(Period("Q3")),
    From("POSSESSION"),
    Of(TeamId("10")),
    Involves(PlayerId("11")),
    OnFloor(PlayerId("12")),
    Ended("TWO_POINT_MAKE"),
    Margin(-5, 5),
    Clock(ClockMs(0), ClockMs(120_000)),
    Tagged("Play type", "PRB"),
    Flagged("red"),
    Reviewed(),
    AfterTimeOut(),
    Says("late roll"),
)
FILTERS: st.SearchStrategy[Filter] = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)


@given(FILTERS)
def test_a_smart_list_outlives_the_library(wanted):
    made = SmartList("s", "Close games", wanted)
    assert SmartList.from_fields(made.target, json.loads(json.dumps(made.fields()))) == made


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"is": "Everything"},
        {"is": "All", "parts": 7},
        {"is": "Not"},
        {"is": "Margin", "least": 0, "most": "5"},
        {"is": "Clock", "least_ms": -1, "most_ms": 0},
    ],
)
def test_what_is_no_filter_is_refused(value: object):
    with pytest.raises(BadEntry):
        filter_from_json(value)


def test_a_filter_of_endless_depth_is_refused():
    deep: Filter = Reviewed()
    for _ in range(25):
        deep = Not(deep)
    with pytest.raises(BadEntry, match="nested"):
        filter_from_json(filter_json(deep))


ICE = Button("ICE", "Ice", "PnR coverage", "#d279d2", "❄", aliases=("down", "blue side"))
ISO = Button("ISO", "Isolation", "Play type", "#ff8a3d", "◆")


def test_a_word_also_means_the_tags_that_go_by_it():
    iced = Tagged("PnR coverage", "ICE")
    assert meant("DOWN", [ICE, ISO]) == All((AnyOf((Says("down"), iced)),))
    assert meant("sid late", [ICE, ISO]) == All((AnyOf((Says("sid"), iced)), Says("late")))


def test_one_letter_means_no_tag_yet():
    assert meant("i", [ICE, ISO]) == All((Says("i"),))
    assert meant("  ", [ICE, ISO]) == All()
