"""Two people, one history: whatever each did, both end with the same library."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain.edits import DELETED, LIBRARY, NOTHING, Edit, Fields, Target, fold
from reviewer.domain.entries import Kept
from reviewer.domain.errors import BadEntry, BadPackage
from reviewer.domain.finding import Says
from reviewer.domain.palettes import Palette
from reviewer.domain.playlists import Footage, Item, Playlist
from reviewer.domain.tags import ClipMark, Tag
from reviewer.domain.times import WallMs, WallSpan
from reviewer.store.kinds import check
from reviewer.store.library import Library
from reviewer.store.rescue import rescue
from tests.store.desk import (
    GAME,
    NOON,
    OTHER_GAME,
    Clock,
    Ids,
    edits,
    how_many,
    open_library,
    records,
    shared,
)
from tests.store.season import MARKS as SEASON_MARKS
from tests.store.season import TAGS

TAG = replace(TAGS[0], game=GAME)
MARK = replace(SEASON_MARKS[0], game=GAME)


class Pair:
    """Ada's and Bo's libraries, and the packages that they hand each other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.clocks = {name: Clock() for name in ("Ada", "Bo")}
        self.desks = {
            name: open_library(folder / name, author=name, clock=clock, ids=Ids(name))
            for name, clock in self.clocks.items()
        }
        self.ada, self.bo = self.desks.values()

    def package(self, library: Library) -> Path:
        path = self._folder / "package.zip"
        library.vault.export(path)
        return path

    def give(self, giver: Library, taker: Library) -> None:
        taker.vault.take_in(self.package(giver), "Import")

    def exchange(self) -> None:
        mine = self._folder / "mine.zip"
        self.ada.vault.export(mine)
        self.give(self.bo, self.ada)
        self.bo.vault.take_in(mine, "Import")

    def close(self) -> None:
        self.ada.close()
        self.bo.close()


@pytest.fixture
def pair(tmp_path: Path):
    made = Pair(tmp_path)
    yield made
    made.close()


def test_what_one_made_the_other_gets_once(pair: Pair):
    pair.ada.save(GAME, "Tag", [TAG])
    pair.ada.save(LIBRARY, "Playlist", [Playlist("p", "Film"), Item("i", "p", "V", None)])
    pair.ada.save(LIBRARY, "Palette", [Palette("c", "Coach", (), ())])
    for _ in range(2):
        pair.give(pair.ada, pair.bo)
    assert pair.bo.kept(Tag) == (TAG,)
    assert pair.bo.kept(Playlist) == (Playlist("p", "Film"),)
    assert len(pair.bo.kept(Item)) == len(pair.bo.kept(Palette)) == 1
    assert how_many(pair.bo, Says("tagger")) == 1


def test_the_later_word_on_a_field_wins_and_the_other_stays_in_history(pair: Pair):
    pair.ada.save(GAME, "Tag", [TAG])
    pair.exchange()
    pair.clocks["Bo"].ms += 9_000
    pair.bo.save(GAME, "Note", [replace(TAG, note="Bo's note")])
    pair.ada.save(GAME, "Note", [replace(TAG, note="Ada's note", flag="red")])
    pair.exchange()
    for library in pair.desks.values():
        (tag,) = library.kept(Tag)
        assert (tag.note, tag.flag) == ("Bo's note", "red")
        told = [edit.after.get("note") for edit in edits(library, TAG.target)]
        assert "Ada's note" in told


def test_deletions_are_respected(pair: Pair):
    pair.ada.save(GAME, "Tag", [TAG])
    pair.exchange()
    pair.ada.save(GAME, "Delete", (), gone=[TAG])
    pair.clocks["Bo"].ms += 9_000
    pair.bo.save(GAME, "Note", [replace(TAG, note="too late")])
    pair.exchange()
    assert pair.ada.kept(Tag) == pair.bo.kept(Tag) == ()


def test_reorders_at_the_same_time_both_count(pair: Pair):
    items = [Item(name, "p", rank, None) for name, rank in zip("abc", "FVk", strict=True)]
    pair.ada.save(LIBRARY, "Playlist", [Playlist("p", "Film"), *items])
    pair.exchange()
    pair.ada.save(LIBRARY, "Move", [replace(items[2], rank="8")])
    pair.bo.save(LIBRARY, "Move", [replace(items[0], rank="a")])
    pair.exchange()
    for library in pair.desks.values():
        assert [item.id for item in sorted(library.kept(Item), key=lambda it: it.rank)] == [*"cba"]


def test_a_preview_says_what_an_import_would_do_and_does_nothing(pair: Pair):
    other = replace(TAG, id="other", game=OTHER_GAME)
    pair.ada.save(GAME, "Tag", [TAG, replace(TAG, id="gone")])
    pair.exchange()
    pair.bo.save(GAME, "Delete", (), gone=[replace(TAG, id="gone")])
    pair.bo.save(GAME, "Note", [replace(TAG, note="new"), other])
    package = pair.package(pair.bo)
    before = records(pair.ada)
    preview = pair.ada.vault.preview(package)
    assert (preview.made, preview.changed, preview.deleted, preview.edits) == (1, 1, 1, 3)
    assert (preview.authors, preview.games) == (("Bo",), (GAME, OTHER_GAME))
    assert records(pair.ada) == before
    assert pair.ada.vault.take_in(package, "Import") == preview
    assert pair.ada.vault.preview(package).edits == 0


def test_an_import_is_undone_and_redone_as_a_whole(pair: Pair):
    pair.ada.save(GAME, "Tag", [TAG])
    pair.exchange()
    pair.bo.save(GAME, "Note", [replace(TAG, note="new"), replace(TAG, id="more")])
    pair.give(pair.bo, pair.ada)
    undone = pair.ada.undo(LIBRARY)
    assert undone is not None
    assert undone.what == "Import"
    assert pair.ada.kept(Tag) == (TAG,)
    assert how_many(pair.ada, Says("new")) == 0
    pair.ada.redo(LIBRARY)
    assert {tag.note for tag in pair.ada.kept(Tag)} == {"new", TAG.note}
    assert len(pair.ada.kept(Tag)) == 2


def test_undoing_an_import_brings_back_what_was_here_and_not_what_the_other_saw(pair: Pair):
    pair.ada.save(GAME, "Tag", [TAG, replace(TAG, id="second")])
    pair.exchange()
    pair.ada.save(GAME, "Note", [replace(TAG, note="Ada's")])
    pair.bo.save(GAME, "Note", [replace(TAG, id="second", note="Bo's, earlier")])
    pair.clocks["Ada"].ms += 9_000
    pair.ada.save(GAME, "Note", [replace(TAG, id="second", note="Ada's")])
    pair.clocks["Bo"].ms += 20_000
    pair.bo.save(GAME, "Note", [replace(TAG, note="Bo's, later")])
    pair.give(pair.bo, pair.ada)
    assert [tag.note for tag in pair.ada.kept(Tag)] == ["Bo's, later", "Ada's"]
    pair.ada.undo(LIBRARY)
    assert [tag.note for tag in pair.ada.kept(Tag)] == ["Ada's", "Ada's"]


def test_an_import_that_was_undone_can_be_had_again(pair: Pair):
    pair.bo.save(GAME, "Tag", [TAG, replace(TAG, id="second")])
    package = pair.package(pair.bo)
    for _ in range(2):
        pair.ada.vault.take_in(package, "Import")
        assert pair.ada.vault.preview(package).edits == 0
        pair.ada.undo(LIBRARY)
        assert pair.ada.kept(Tag) == ()
        pair.ada.save(LIBRARY, "Film", [Playlist("p", "Film")], gone=pair.ada.kept(Playlist))
        assert pair.ada.redo(LIBRARY) is None
        preview = pair.ada.vault.preview(package)
        assert (preview.made, preview.edits, preview.authors) == (2, 2, ("Bo",))
    pair.ada.vault.take_in(package, "Import")
    assert pair.ada.kept(Tag) == pair.bo.kept(Tag)
    assert how_many(pair.ada, Says("tagger")) == 1


def test_undoing_an_import_takes_nothing_from_anybody_else(pair: Pair):
    pair.ada.save(GAME, "Tag", [replace(TAG, id="shared")])
    pair.exchange()
    pair.bo.save(GAME, "Tag", [TAG, replace(TAG, id="shared", note="Bo's")])
    pair.give(pair.bo, pair.ada)
    pair.ada.undo(LIBRARY)
    assert pair.ada.kept(Tag) == (replace(TAG, id="shared"),)
    pair.ada.save(GAME, "Tag", [replace(TAG, id="Ada's")])
    theirs = pair.bo.kept(Tag)
    preview = pair.bo.vault.take_in(pair.package(pair.ada), "Import")
    assert (preview.made, preview.changed, preview.deleted) == (1, 0, 0)
    assert set(pair.bo.kept(Tag)) == {*theirs, replace(TAG, id="Ada's")}


def test_what_was_undone_is_not_handed_on_nor_brought_back_by_a_rescue(pair: Pair, tmp_path: Path):
    pair.ada.save(GAME, "Tag", [replace(TAG, id="Ada's")])
    pair.bo.save(GAME, "Tag", [TAG])
    pair.give(pair.bo, pair.ada)
    pair.ada.undo(LIBRARY)
    with open_library(tmp_path / "Cy", author="Cy") as cy:
        assert cy.vault.take_in(pair.package(pair.ada), "Import").authors == ("Ada",)
        assert cy.kept(Tag) == pair.ada.kept(Tag)
    pair.ada.close()
    rescue(tmp_path / "Ada", Clock())
    with open_library(tmp_path / "Ada", ids=Ids("after")) as rescued:
        assert rescued.kept(Tag) == (replace(TAG, id="Ada's"),)
        assert rescued.vault.preview(pair.package(pair.bo)).made == 1


def test_imports_upon_each_other_are_undone_and_redone_in_turn(pair: Pair):
    states = []
    for note in ("first", "second", "third"):
        pair.bo.save(GAME, "Note", [replace(TAG, note=note)])
        states.append(pair.ada.kept(Tag))
        pair.give(pair.bo, pair.ada)
    for _ in range(2):
        for state in reversed(states):
            pair.ada.undo(LIBRARY)
            assert pair.ada.kept(Tag) == state
        for state in [*states[1:], pair.bo.kept(Tag)]:
            pair.ada.redo(LIBRARY)
            assert pair.ada.kept(Tag) == state
    assert records(pair.ada) == records(pair.bo)


def test_an_earlier_package_is_nothing_new_where_a_later_one_was_undone(pair: Pair, tmp_path: Path):
    pair.bo.save(GAME, "Tag", [TAG])
    earlier = tmp_path / "earlier.zip"
    pair.bo.vault.export(earlier)
    pair.ada.vault.take_in(earlier, "Import")
    pair.bo.save(GAME, "Note", [replace(TAG, note="later")])
    pair.give(pair.bo, pair.ada)
    pair.ada.undo(LIBRARY)
    assert pair.ada.vault.preview(earlier).edits == 0
    assert pair.ada.vault.preview(pair.package(pair.bo)).changed == 1


def test_an_import_leaves_a_backup_of_what_was(pair: Pair):
    pair.bo.save(GAME, "Tag", [TAG])
    pair.give(pair.bo, pair.ada)
    (backup,) = pair.ada.vault.backups()
    pair.ada.vault.restore(backup)
    assert pair.ada.kept(Tag) == ()


def test_work_after_an_import_from_a_clock_that_is_ahead_is_not_behind_it(pair: Pair):
    pair.clocks["Bo"].ms += 10**9
    pair.bo.save(GAME, "Tag", [TAG])
    pair.give(pair.bo, pair.ada)
    pair.ada.save(GAME, "Note", [replace(TAG, note="after")])
    pair.exchange()
    assert {tag.note for tag in (*pair.ada.kept(Tag), *pair.bo.kept(Tag))} == {"after"}


def test_a_history_that_was_tampered_with_is_refused_as_a_whole(pair: Pair):
    pair.ada.save(GAME, "Tag", [TAG])
    pair.give(pair.ada, pair.bo)
    forged = open_library(pair.ada.vault.folder.parent / "forged", author="Ada", ids=Ids("Ada"))
    with forged:
        forged.save(GAME, "Tag", [replace(TAG, note="never said")])
        forged.save(GAME, "Tag", [replace(TAG, id="more")])
        package = pair.package(forged)
    with pytest.raises(BadPackage, match="otherwise"):
        pair.bo.vault.take_in(package, "Import")
    assert pair.bo.kept(Tag) == (TAG,)


@pytest.mark.parametrize(
    ("kind", "values"),
    [("hologram", {}), ("tag", {"note": "only"}), ("tag", {**TAG.fields(), "x": 1})],
)
def test_a_record_that_is_not_what_it_claims_to_be_is_refused(kind: str, values: Fields):
    made = Edit("e", "Ada", NOON, Target(kind, GAME, "t"), {}, {**values, DELETED: False})
    with pytest.raises(BadEntry):
        check(made.target, NOTHING.after(made))
    gone = Edit("f", "Ada", NOON + 1, made.target, {}, {DELETED: True})
    check(made.target, NOTHING.after(made).after(gone))


VALUES = st.builds(
    lambda name, note, flag, start: replace(
        TAG,
        id=name,
        note=note,
        flag=flag,
        span=WallSpan(WallMs(NOON + start), WallMs(NOON + start + 5)),
    ),
    st.sampled_from("abc"),
    st.sampled_from(["", "x", "y"]),
    st.sampled_from(["", "red"]),
    st.sampled_from([0, 2, 10]),
)
MARKS = st.builds(
    lambda start, note, reviewed: replace(
        MARK, span=WallSpan(WallMs(NOON + start), WallMs(NOON + 20)), note=note, reviewed=reviewed
    ),
    st.sampled_from([0, 2]),
    st.sampled_from(["", "x", "y"]),
    st.booleans(),
)
LISTS = st.builds(Playlist, st.sampled_from("pq"), st.sampled_from(["Film", "Bigs"]))
ITEMS = st.builds(
    lambda name, playlist, rank, footage, trim, note: Item(
        name, playlist, rank, footage, trim if footage else None, note=note
    ),
    st.sampled_from("ijk"),
    st.sampled_from("pq"),
    st.sampled_from("8FVk"),
    st.sampled_from([None, Footage(GAME, TAG.period, TAG.span)]),
    st.sampled_from([None, WallSpan(WallMs(NOON), WallMs(NOON + 3))]),
    st.sampled_from(["", "x"]),
)


def sequences(*which: str) -> st.SearchStrategy[list[tuple[str, str, Kept, int]]]:
    act = st.tuples(
        st.sampled_from(["Ada", "Bo"]),
        st.sampled_from(which),
        VALUES | MARKS | LISTS | ITEMS,
        st.integers(-5, 5),
    )
    return st.lists(act, max_size=14)


USUAL = ("save", "save", "save", "delete", "undo", "redo", "give")
ACTS = sequences(*USUAL)
WIDER_ACTS = sequences(*USUAL, "give", "undo import", "redo import")


@settings(max_examples=30, deadline=None)
@given(ACTS)
def test_both_end_with_the_same_library_whatever_they_did(
    tmp_path_factory: pytest.TempPathFactory, acts
):
    pair = Pair(tmp_path_factory.mktemp("pair"))
    for who, act, value, later_ms in acts:
        pair.clocks[who].ms += later_ms
        _act(pair, who, act, value)
    pair.exchange()
    assert records(pair.ada) == records(pair.bo)
    for kind in (Tag, ClipMark, Playlist, Item):
        assert pair.ada.kept(kind) == pair.bo.kept(kind)
    assert records(pair.ada) == fold(shared(pair.bo))
    assert len(shared(pair.ada)) == len(shared(pair.bo))
    for word in ("x", "y"):
        assert set(pair.ada.find(Says(word), 9).moments) == set(pair.bo.find(Says(word), 9).moments)
    pair.close()


@settings(max_examples=30, deadline=None)
@given(WIDER_ACTS)
def test_an_import_may_be_undone_redone_and_repeated_at_any_time(
    tmp_path_factory: pytest.TempPathFactory, acts
):
    folder = tmp_path_factory.mktemp("pair")
    pair = Pair(folder)
    for who, act, value, later_ms in acts:
        pair.clocks[who].ms += later_ms
        _act(pair, who, act, value)
    before, theirs = _all_kept(pair.ada), folder / "bo.zip"
    expected = pair.bo.vault.preview(pair.package(pair.ada))
    pair.bo.vault.export(theirs)
    if pair.ada.vault.take_in(theirs, "Import").edits:
        after, settled = _all_kept(pair.ada), records(pair.ada)
        pair.ada.undo(LIBRARY)
        assert _all_kept(pair.ada) == before
        assert pair.bo.vault.preview(pair.package(pair.ada)) == expected
        pair.ada.redo(LIBRARY)
        assert (_all_kept(pair.ada), records(pair.ada)) == (after, settled)
        pair.ada.undo(LIBRARY)
        pair.ada.save(OTHER_GAME, "Tag", [replace(TAG, id="z", game=OTHER_GAME)])
        pair.ada.save(OTHER_GAME, "Delete", (), gone=[replace(TAG, id="z", game=OTHER_GAME)])
        pair.ada.vault.take_in(theirs, "Import")
        assert _all_kept(pair.ada) == after
    assert pair.ada.vault.preview(theirs).edits == 0
    pair.exchange()
    assert records(pair.ada) == records(pair.bo) == fold(shared(pair.ada)) == fold(shared(pair.bo))
    pair.close()


def _all_kept(library: Library) -> list[tuple[Kept, ...]]:
    return [library.kept(kind) for kind in (Tag, ClipMark, Playlist, Item)]


def _act(pair: Pair, who: str, act: str, value: Kept) -> None:
    library = pair.desks[who]
    match act:
        case "save":
            library.save(GAME, act, [value])
        case "delete":
            library.save(GAME, act, (), gone=[value])
        case "undo":
            library.undo(GAME)
        case "redo":
            library.redo(GAME)
        case "undo import":
            library.undo(LIBRARY)
        case "redo import":
            library.redo(LIBRARY)
        case "give":
            pair.give(pair.ada if who == "Bo" else pair.bo, library)
