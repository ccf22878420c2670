from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.game import EventId
from reviewer.domain.links import BadLink, Link, parse_link
from reviewer.domain.periods import Period

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", fullmatch=True)
PERIODS = st.sampled_from(["H1", "H2", "Q3", "OT", "OT2"])
CLOCKS = st.builds("{}:{:02}".format, st.integers(0, 20), st.integers(0, 59))


@given(IDS, PERIODS, CLOCKS)
def test_a_link_means_what_it_was_made_from(event, period, clock):
    link = Link(EventId(event), Period(period), clock)
    assert parse_link(str(link)) == link
    assert link.place == f"{period} {clock}"


@given(IDS)
def test_a_link_may_name_the_game_alone(event):
    assert parse_link(str(Link(EventId(event)))) == Link(EventId(event))


@given(st.text() | st.from_regex(r"reviewer://game/.{0,40}"))
def test_any_other_text_is_refused_and_never_more_than_that(text):
    with suppress(BadLink):
        link = parse_link(text)
        assert parse_link(str(link)) == link


@pytest.mark.parametrize(
    "text",
    ["reviewer://game/7?clock=4:12&period=q3", "reviewer://game/7/?period=Q3&clock=4%3A12"],
)
def test_order_case_and_the_ways_of_browsers_make_no_difference(text):
    assert parse_link(text) == Link(EventId("7"), Period("Q3"), "4:12")


@pytest.mark.parametrize(
    "text",
    [
        "https://game/7",
        "reviewer://user@game/7",
        "reviewer://game:80/7",
        "reviewer://open/7",
        "reviewer://game/../7",
        "reviewer://game/a/b",
        "reviewer://game/7#there",
        "reviewer://game/7?period=Q3",
        "reviewer://game/7?clock=4:12",
        "reviewer://game/7?period=Q3&clock=4:5",
        "reviewer://game/7?period=Q3&clock=4:12&clock=4:13",
        "reviewer://game/7?period=Q3&clock=4:12&api=evil",
        "reviewer://game/7?period=%2e%2e&clock=4:12",
        "reviewer://game/" + "7" * 300,
        "reviewer://game/7\n",
        "",
    ],
)
def test_what_is_not_written_so_is_refused(text):
    with pytest.raises(BadLink):
        parse_link(text)
