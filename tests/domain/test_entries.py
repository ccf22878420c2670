"""What people type and import is kept clean, or refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.entries import LONGEST_NOTE, Entry, clean
from reviewer.domain.errors import BadEntry


def test_typed_text_loses_what_cannot_be_seen():
    assert clean("  late\x00 on\r\nthe\x1b roll\t!\u0000 ") == "late on\nthe roll\t!"
    assert clean("e\u0301") == "\u00e9"
    assert clean("\ud800x") == "x"


def test_a_note_of_ten_megabytes_is_refused():
    with pytest.raises(BadEntry, match="20,000 characters"):
        clean("x" * 10_000_000)


@given(st.text(st.characters(), max_size=50))
def test_clean_text_is_text_that_is_kept(text):
    kept = clean(text)
    assert clean(kept) == kept
    assert Entry({"note": kept}, "A tag").text("note", LONGEST_NOTE) == kept


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (True, "not a whole number"),
        (1.0, "not a whole number"),
        (None, "not a whole number"),
        (-1, "out of range"),
        (2**53 + 1, "out of range"),
    ],
)
def test_a_number_that_is_none_is_refused(value: object, why: str):
    with pytest.raises(BadEntry, match=f"A tag: “x” is {why}"):
        Entry({"x": value}, "A tag").whole("x")


@pytest.mark.parametrize("value", [[1], [1, 2, 3], [2, 1], ["1", 2], [-1, 2], "12", None])
def test_a_stretch_that_is_none_is_refused(value: object):
    with pytest.raises(BadEntry, match="stretch of time"):
        Entry({"span": value}, "A tag").span("span")
