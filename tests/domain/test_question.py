"""A search is put together choice by choice, kept as a filter, and taken apart again."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.finding import (
    All,
    AnyOf,
    Filter,
    Not,
    OnFloor,
    Reviewed,
    Says,
    Tagged,
)
from reviewer.domain.game import PlayerId
from reviewer.domain.question import CLOCKS, MARGINS, Facet, Question, facet_of, question_of
from tests.domain.test_finding import FILTERS, LEAVES

CHOICES = tuple(leaf for leaf in LEAVES if not isinstance(leaf, Says))
FLOOR = (OnFloor(PlayerId("1")), OnFloor(PlayerId("2")))
GOOD, ISO = Tagged("Grade", "+"), Tagged("Play type", "ISO")


def asked(*choices: Filter) -> Question:
    question = Question()
    for choice in choices:
        question = question.turned(choice)
    return question


def test_choices_of_a_facet_are_alternatives_and_facets_hold_together():
    assert asked(*FLOOR, GOOD, ISO).filter == All((AnyOf(FLOOR), AnyOf((GOOD,)), AnyOf((ISO,))))


def test_a_choice_is_wanted_then_unwanted_then_let_go():
    assert asked(GOOD, GOOD).filter == All((Not(GOOD),))
    assert asked(GOOD, GOOD, GOOD) == Question()


def test_a_lineup_is_asked_for_together():
    question = asked(*FLOOR).together(Facet("OnFloor"), on=True)
    assert question.filter == All((All(FLOOR),))
    assert question.around(Facet("OnFloor")) == All((All(FLOOR),))
    assert asked(*FLOOR).around(Facet("OnFloor")) == All()


def test_choices_are_counted_among_what_the_other_facets_leave():
    question = asked(GOOD, ISO, Reviewed(), Reviewed())
    assert question.around(Facet("Tagged", "Grade")) == All((AnyOf((ISO,)), Not(Reviewed())))
    assert question.around(Facet("Reviewed")) == All(
        (AnyOf((GOOD,)), AnyOf((ISO,)), Not(Reviewed()))
    )


def test_each_group_of_tags_is_a_facet():
    assert facet_of(GOOD) != facet_of(ISO)
    assert asked(GOOD, ISO).without(facet_of(GOOD)) == asked(ISO)


@given(
    st.lists(st.sampled_from(CHOICES), max_size=8),
    st.lists(st.sampled_from(CHOICES), max_size=3),
    st.sampled_from(["", "late roll"]),
)
def test_a_question_comes_back_from_its_filter(turned, together, text):
    question = asked(*turned)
    for choice in together:
        if question.pick(facet_of(choice)).wanted:
            question = question.together(facet_of(choice), on=True)
    question = Question(text, question.picks)
    assert question_of(question.filter).filter == question.filter


@given(FILTERS)
def test_any_filter_becomes_a_question_that_asks_the_same(wanted):
    once = question_of(wanted)
    assert question_of(once.filter).filter == once.filter


def test_what_fits_no_facet_stays_beside_them():
    odd = AnyOf((GOOD, ISO))
    assert question_of(All((odd, Not(Reviewed())))).rest == (odd,)


def test_the_bands_of_score_and_clock_leave_no_gap():
    for bands in (
        sorted((each.least, each.most) for each in MARGINS),
        sorted((each.least_ms, each.most_ms) for each in CLOCKS),
    ):
        for (_, most), (least, _) in pairwise(bands):
            assert least == most + 1
