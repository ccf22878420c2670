"""Playlists: an order that two people can change at once, and what is played of it."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.errors import BadEntry
from reviewer.domain.game import EventId
from reviewer.domain.periods import Period
from reviewer.domain.playlists import (
    Footage,
    Item,
    Playlist,
    in_order,
    length_ms,
    put_at,
    rank_between,
    ranks_after,
    without_repeats,
)
from reviewer.domain.times import WallMs, WallSpan

RANKS = st.text("0Vz1", min_size=1, max_size=6).filter(lambda rank: not rank.endswith("0"))


def span(start: int, end: int) -> WallSpan:
    return WallSpan(WallMs(start), WallMs(end))


def item(name: str, rank: str, start: int = 0, end: int = 10, game: str = "g") -> Item:
    return Item(name, "film", rank, Footage(EventId(game), Period("H1"), span(start, end)))


def names(items: tuple[Item, ...]) -> str:
    return "".join(item.id for item in in_order(items, "film"))


def after(items: tuple[Item, ...], saved: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(({item.id: item for item in items} | {item.id: item for item in saved}).values())


def listed(count: int) -> tuple[Item, ...]:
    return tuple(item(chr(97 + at), rank) for at, rank in enumerate(ranks_after("", count)))


@given(RANKS, RANKS)
def test_there_is_always_a_rank_between_two(one, other):
    low, high = sorted((one, other))
    if low < high:
        assert low < rank_between(low, high) < high
    assert rank_between("", low) < low
    assert high < rank_between(high, None)


def test_ranks_at_the_end_stay_short():
    ranks = ranks_after("", 1_000)
    assert all(low < high for low, high in pairwise(ranks))
    assert max(map(len, ranks)) < 30


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 7)), max_size=20))
def test_an_item_that_is_moved_stands_where_it_was_put(moves):
    items = listed(6)
    expected = list("abcdef")
    for which, to in moves:
        moved = in_order(items, "film")[which]
        items = after(items, put_at(in_order(items, "film"), moved, to))
        expected.remove(moved.id)
        expected.insert(max(0, to), moved.id)
        assert names(items) == "".join(expected)


def test_moving_one_item_saves_one_item():
    assert len(put_at(listed(6), listed(6)[5], 1)) == 1


def test_two_people_who_reorder_at_once_both_get_what_they_did():
    items = listed(6)
    mine = put_at(items, items[5], 0)
    yours = put_at(items, items[0], 3)
    assert names(after(after(items, mine), yours)) == "fbcdae"


def test_where_there_is_no_room_all_get_new_ranks():
    items = (item("a", "V"), item("b", "V"), item("c", "W"))
    assert names(after(items, put_at(items, item("x", "z"), 1))) == "axbc"


def test_ranks_do_not_grow_without_end():
    items: tuple[Item, ...] = listed(2)
    for _ in range(2_000):
        first, last = in_order(items, "film")[0], in_order(items, "film")[-1]
        items = after(items, put_at(in_order(items, "film"), last, 0))
        assert names(items) == last.id + first.id
    assert max(len(each.rank) for each in items) <= 100


def test_playlists_and_items_outlive_the_library():
    film = Playlist("film", "Tuesday film", "bigs only")
    assert Playlist.from_fields(film.target, film.fields()) == film
    card = Item("card", "film", "V", None, title="Second half")
    cut = replace(item("a", "W"), trim=span(2, 4), note="watch the roll")
    for each in (card, cut):
        assert Item.from_fields(each.target, each.fields()) == each


@pytest.mark.parametrize(
    "change", [{"rank": "a0"}, {"rank": ""}, {"rank": "é"}, {"footage": {}}, {"trim": [4, 2]}]
)
def test_an_item_that_makes_no_sense_is_refused(change: dict[str, object]):
    made = item("a", "V")
    with pytest.raises(BadEntry):
        Item.from_fields(made.target, {**made.fields(), **change})


def test_the_length_counts_what_is_played():
    cut = replace(item("a", "1", 0, 10_000), trim=span(0, 4_000))
    card = Item("c", "film", "3", None, title="Defence")
    assert length_ms((cut, item("b", "2", 0, 6_000), card)) == 10_000


def test_footage_that_was_seen_is_not_shown_again():
    items = (
        item("a", "1", 10, 20),
        Item("t", "film", "2", None, title="Then"),
        item("b", "3", 5, 30),
        item("c", "4", 12, 18),
        item("d", "5", 12, 18, game="other"),
    )
    shown = [(each.id, each.played) for each in without_repeats(items)]
    assert shown == [
        ("a", span(10, 20)),
        ("t", None),
        ("b", span(5, 10)),
        ("b", span(20, 30)),
        ("d", span(12, 18)),
    ]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_without_repeats_shows_all_there_is_once(ends):
    items = tuple(item(str(at), "V", *sorted(pair)) for at, pair in enumerate(ends))
    shown = [each.played for each in without_repeats(items) if each.played]
    moments = [moment for part in shown for moment in range(part.start, part.end)]
    assert len(moments) == len(set(moments))
    assert set(moments) == {moment for pair in ends for moment in range(*sorted(pair))}
