"""Tags find their clip by the wall clock, whatever the provider cut."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.game import EventId, PlayerId
from reviewer.domain.periods import Period
from reviewer.domain.tags import ClipMark, Tag, best_match
from reviewer.domain.times import WallMs, WallSpan

TAG = Tag(
    "t1",
    EventId("g"),
    Period("H1"),
    WallSpan(WallMs(1_000), WallMs(9_000)),
    "Play type",
    ("PRB", "PRR"),
    PlayerId("11"),
    "late\non the roll",
    "red",
    ("ISO",),
)


def span(start: int, end: int) -> WallSpan:
    return WallSpan(WallMs(start), WallMs(end))


SPANS = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda ends: span(*sorted(ends)))


def test_a_tag_and_a_mark_outlive_the_library():
    for kept in (TAG, replace(TAG, player=None, values=())):
        assert Tag.from_fields(kept.target, kept.fields()) == kept
    mark = ClipMark(TAG.game, TAG.period, TAG.span, reviewed=True, note="watch")
    assert ClipMark.from_fields(mark.target, mark.fields()) == mark


def test_two_people_who_mark_one_clip_mark_the_same_thing():
    mine = ClipMark(TAG.game, TAG.period, TAG.span, reviewed=True)
    yours = ClipMark(TAG.game, TAG.period, TAG.span, note="again")
    assert mine.target == yours.target


def test_the_clip_that_agrees_best_is_the_one():
    clips = [("whole", span(0, 100)), ("cut anew", span(12, 31)), ("next", span(31, 50))]
    assert best_match(span(10, 30), clips) == "cut anew"
    assert best_match(span(0, 99), clips) == "whole"


def test_a_moment_belongs_to_the_shortest_clip_around_it():
    clips = [("possession", span(0, 20)), ("shot", span(10, 14))]
    assert best_match(span(12, 12), clips) == "shot"
    assert best_match(span(5, 5), clips) == "possession"
    assert best_match(span(40, 40), clips) is None


def test_too_little_in_common_is_nothing_in_common():
    assert best_match(span(0, 10), [("late", span(6, 16))]) is None
    assert best_match(span(0, 10), [("late", span(5, 15))]) == "late"
    assert best_match(span(0, 10), []) is None


@given(st.lists(SPANS, min_size=1))
def test_a_tag_on_a_clip_as_it_is_cut_is_always_that_clips(spans):
    for wanted in spans:
        assert best_match(wanted, [(one, one) for one in spans]) == wanted


@given(SPANS, st.lists(SPANS))
def test_nothing_matches_what_it_does_not_touch(wanted, spans):
    found = best_match(wanted, [(one, one) for one in spans])
    if found is not None:
        assert found.start <= wanted.end
        assert wanted.start <= found.end
