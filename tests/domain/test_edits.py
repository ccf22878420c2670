"""The journal's arithmetic: order is no matter, the latest wins, nothing is lost."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.edits import (
    DELETED,
    NOTHING,
    Edit,
    Fields,
    Record,
    Target,
    before_of,
    difference,
    fold,
    to_hold,
    to_revert,
)
from reviewer.domain.game import EventId

TARGETS = [Target("tag", EventId("g"), name) for name in "ab"]
FIELDS = st.dictionaries(st.sampled_from(["note", "flag"]), st.integers(0, 3), min_size=1)
AFTER = st.one_of(FIELDS, st.fixed_dictionaries({DELETED: st.booleans()}))


@st.composite
def histories(draw: st.DrawFn) -> list[Edit]:
    numbers = count()
    return [
        Edit(
            f"e{next(numbers)}",
            draw(st.sampled_from(["Ada", "Bo"])),
            draw(st.integers(0, 3)),
            draw(st.sampled_from(TARGETS)),
            {},
            draw(AFTER),
        )
        for _ in range(draw(st.integers(0, 12)))
    ]


def edit(name: str, time_ms: int, after: Fields, author: str = "Ada") -> Edit:
    return Edit(name, author, time_ms, TARGETS[0], {}, after)


def record(*edits: Edit) -> Record:
    return fold(edits).get(TARGETS[0], NOTHING)


@given(histories(), st.randoms())
def test_a_history_amounts_to_the_same_in_any_order(edits, dice):
    shuffled = list(edits)
    dice.shuffle(shuffled)
    assert fold(shuffled) == fold(edits)


@given(histories(), st.integers(0, 12), st.integers(0, 12))
def test_merged_histories_that_overlap_amount_to_the_whole(edits, first, second):
    mine, theirs = edits[: max(first, second)], edits[min(first, second) :]
    assert fold(theirs, fold(mine)) == fold(edits)
    assert fold(mine, fold(theirs)) == fold(edits)


@given(histories())
def test_every_field_has_the_value_of_its_latest_edit(edits):
    for target, held in fold(edits).items():
        for name, register in held.registers.items():
            said = [one for one in edits if one.target == target and name in one.after]
            latest = max(said, key=lambda one: (one.time_ms, one.author, one.id))
            assert (register.value, register.stamp) == (latest.after[name], latest.stamp)


def test_at_the_same_time_the_author_decides_then_the_id():
    ada, bo = edit("e1", 5, {"note": 1}), edit("e0", 5, {"note": 2}, "Bo")
    assert record(bo, ada).value("note") == 2
    assert record(edit("e2", 5, {"note": 3}), ada).value("note") == 3


def test_a_deletion_is_respected_by_edits_of_other_fields():
    made = edit("e1", 1, {DELETED: False, "note": 1})
    deleted, later = edit("e2", 2, {DELETED: True}), edit("e3", 3, {"note": 2})
    assert not record(made, deleted, later).alive
    assert record(made, deleted, later).values == {"note": 2}


def test_what_nobody_made_is_not_there():
    assert not NOTHING.alive
    assert before_of(NOTHING, {"note": 1}) == {DELETED: True}


def test_only_what_is_new_has_to_be_set():
    held = record(edit("e1", 1, {DELETED: False, "note": 1, "flag": 2}))
    assert to_hold(held, {"note": 1, "flag": 3}) == {"flag": 3}
    assert to_hold(NOTHING, {"note": 1}) == {"note": 1, DELETED: False}


@given(histories(), FIELDS)
def test_setting_what_is_to_be_held_makes_it_so_and_reverting_undoes_it(edits, wanted):
    held = record(*(one for one in edits if one.target == TARGETS[0]))
    after = to_hold(held, wanted)
    past = before_of(held, after)
    made = held.after(edit("new", 9, after))
    assert made.alive
    assert {name: made.value(name) for name in wanted} == wanted
    back = made.after(edit("newer", 10, to_revert(past, after, made)))
    assert back.alive == held.alive
    if held.alive:
        assert {
            name: value for name, value in back.values.items() if value is not None
        } == held.values


def test_reverting_leaves_what_somebody_else_has_said_since():
    held = record(edit("e1", 1, {DELETED: False, "note": 1, "flag": 1}))
    after = {"note": 2, "flag": 2}
    past = before_of(held, after)
    since = held.after(edit("e2", 2, after)).after(edit("e3", 3, {"note": 7}, "Bo"))
    assert to_revert(past, after, since) == {"flag": 1}


@given(histories(), histories())
def test_a_difference_is_what_turns_the_values_of_one_into_the_other(first, second):
    old = fold(first).get(TARGETS[0], NOTHING)
    later = [Edit(f"l{one.id}", "Cy", 9, one.target, {}, one.after) for one in second]
    new = fold(later, fold(first)).get(TARGETS[0], NOTHING)
    turned = old.after(edit("turn", 10, difference(old, new)))
    assert (turned.alive, turned.values) == (new.alive, new.values)
