"""Choices in words, in the order a coach expects, and typed ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.choices import Wording, facets, question_title, typed_range
from reviewer.domain.finding import (
    AfterTimeOut,
    Clock,
    Ended,
    Filter,
    Flagged,
    From,
    InGame,
    InPeriod,
    Involves,
    Margin,
    Of,
    OnFloor,
    Reviewed,
    Tagged,
)
from reviewer.domain.found import Names
from reviewer.domain.game import EventId, PlayerId, TeamId
from reviewer.domain.palettes import Button, Group, Palette, Vocabulary
from reviewer.domain.periods import Period
from reviewer.domain.question import CLOCKS, MARGINS, Facet, Question
from reviewer.domain.times import ClockMs

ICE = Button("ICE", "Ice", "PnR coverage", "#d279d2", "❄")
DROP = Button("DROP", "Drop", "PnR coverage", "#d279d2", "▼")
WORDING = Wording(
    Names(
        {TeamId("10"): "North Ridge"},
        {PlayerId("1"): "Sam Okafor", PlayerId("2"): "Zoe Adeyemi"},
    ),
    {EventId("555"): "Harbor City at North Ridge"},
    Vocabulary.of([Palette("p", "P", (Group("PnR coverage"),), (ICE, DROP))]),
)


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        (InGame(EventId("555")), "Harbor City at North Ridge"),
        (InGame(EventId("777")), "Game 777"),
        (InPeriod(Period("Q3")), "3rd quarter"),
        (From("POSSESSION"), "Possession"),
        (Of(TeamId("10")), "North Ridge"),
        (OnFloor(PlayerId("1")), "Sam Okafor"),
        (Involves(PlayerId("9")), "#9"),
        (Ended("THREE_POINT_MAKE"), "Made 3"),
        (Tagged("PnR coverage", "ICE"), "Ice"),
        (Tagged("PnR coverage", "NEW"), "NEW"),
        (Flagged("red"), "Red"),
        (AfterTimeOut(), "After a time-out"),
        (Reviewed(), "Reviewed"),
        (MARGINS[0], "Ahead by 10 or more"),
        (MARGINS[1], "Ahead by 4 to 9"),
        (MARGINS[2], "Within 3"),
        (MARGINS[3], "Behind by 4 to 9"),
        (MARGINS[4], "Behind by 10 or more"),
        (Margin(-7, 2), "From -7 to +2"),
        (CLOCKS[0], "2:00 – 0:00"),
        (CLOCKS[-1], "Before 15:00"),
    ],
)
def test_a_choice_reads_as_a_coach_would_say_it(choice: Filter, title: str):
    assert WORDING.title(choice) == title


def test_choices_stand_in_their_order_with_their_state():
    question = Question().turned(Ended("X")).turned(Ended("X")).turned(Ended("TWO_POINT_MAKE"))
    counts: dict[Filter, int] = {
        InPeriod(Period("H2")): 1,
        InPeriod(Period("H1")): 2,
        Involves(PlayerId("1")): 1,
        Involves(PlayerId("2")): 1,
        Ended("THREE_POINT_MISS"): 1,
        Ended("TWO_POINT_MAKE"): 4,
        Tagged("PnR coverage", "DROP"): 1,
        Tagged("PnR coverage", "ICE"): 1,
    }
    made = facets(question, counts, WORDING)
    titles = {kind: [one.title for one in each[0].choices] for kind, each in made.items()}
    assert titles["InPeriod"] == ["1st half", "2nd half"]
    assert titles["Involves"] == ["Zoe Adeyemi", "Sam Okafor"]
    assert titles["Tagged"] == ["Ice", "Drop"]
    assert titles["Margin"][0] == "Ahead by 10 or more"
    outcomes = [(one.title, one.count, one.state) for one in made["Ended"][0].choices]
    assert outcomes == [("Made 2", 4, True), ("Missed 3", 1, None), ("X", 0, False)]


def test_a_question_has_a_name():
    question = Question("roll").turned(Tagged("PnR coverage", "ICE")).turned(Reviewed())
    question = question.turned(Reviewed()).turned(OnFloor(PlayerId("1")))
    question = question.turned(OnFloor(PlayerId("2"))).together(Facet("OnFloor"), on=True)
    title = question_title(question, WORDING)
    assert title == "“roll”, Sam Okafor + Zoe Adeyemi, not Reviewed, Ice"
    assert question_title(Question(), WORDING) == "All clips"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("4:00 to 1:30", Clock(ClockMs(90_000), ClockMs(240_000))),
        ("0:30-2:00", Clock(ClockMs(30_000), ClockMs(120_000))),
        ("-5 to 5", Margin(-5, 5)),
        ("3..-2", Margin(-2, 3)),
        ("5 – 10", Margin(5, 10)),
        ("4:00 to 5", None),
        ("4:99 to 1:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_range_is_typed_in_many_ways(text: str, wanted: Filter | None):
    assert typed_range(text) == wanted


@given(st.text(max_size=12))
def test_anything_may_be_typed_as_a_range(text):
    assert typed_range(text) is None or isinstance(typed_range(text), Margin | Clock)
