"""What is saved stays: across restarts, through undo and redo, in the file alone."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain.edits import LIBRARY, fold
from reviewer.domain.entries import clean
from reviewer.domain.errors import BadEntry, LibraryBusy
from reviewer.domain.playlists import Item, Playlist
from reviewer.domain.stream_sync import StreamSync
from reviewer.domain.tags import Tag
from reviewer.store.library import Library
from tests.store.desk import (
    GAME,
    NOON,
    OTHER_GAME,
    Clock,
    Ids,
    edits,
    nudged,
    open_library,
    records,
)
from tests.store.season import TAGS


@pytest.fixture
def library(tmp_path: Path):
    with open_library(tmp_path) as opened:
        yield opened


def syncs(library: Library) -> tuple[StreamSync, ...]:
    return library.kept(StreamSync)


def test_saved_values_are_there_after_a_restart(tmp_path: Path):
    with open_library(tmp_path) as library:
        library.save(GAME, "Move the stream", [nudged(40), nudged(80, stream="s2")])
        library.save(OTHER_GAME, "Move the stream", [nudged(7, game=OTHER_GAME)])
    with open_library(tmp_path) as library:
        assert library.kept(StreamSync, GAME) == (nudged(40), nudged(80, stream="s2"))
        assert len(syncs(library)) == 3


@pytest.mark.skipif(os.name == "nt", reason="folders have no mode there")
def test_nobody_else_may_look_into_the_folder(tmp_path: Path):
    with open_library(tmp_path / "new"):
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_second_library_on_the_same_folder_is_refused(tmp_path: Path):
    with open_library(tmp_path), pytest.raises(LibraryBusy, match="Another Reviewer"):
        open_library(tmp_path)
    open_library(tmp_path).close()


def test_undo_takes_back_the_newest_and_says_what_and_where(library: Library):
    library.save(GAME, "Move the stream", [nudged(40)])
    library.save(GAME, "Move it more", [nudged(40, 40)])
    assert library.to_undo(GAME) == "Move it more"
    undone = library.undo(GAME)
    assert undone is not None
    assert (undone.what, undone.targets) == ("Move it more", (nudged().target,))
    assert syncs(library) == (nudged(40),)
    library.undo(GAME)
    assert syncs(library) == ()
    assert library.undo(GAME) is None


def test_what_is_deleted_or_undone_is_known_but_not_kept(library: Library):
    library.save(GAME, "Move the stream", [nudged(40)])
    target = nudged().target
    assert library.is_kept(target)
    library.save(GAME, "Remove", (), gone=[nudged()])
    assert not library.is_kept(target)
    library.undo(GAME)
    assert library.is_kept(target)
    library.undo(GAME)
    assert not library.is_kept(target)
    assert library.known(StreamSync, target) is not None


def test_redo_does_it_again_until_something_new_is_done(library: Library):
    library.save(GAME, "One", [nudged(1)])
    library.save(GAME, "Two", [nudged(2)])
    library.undo(GAME)
    library.undo(GAME)
    assert library.to_redo(GAME) == "One"
    library.redo(GAME)
    assert syncs(library) == (nudged(1),)
    library.save(GAME, "Three", [nudged(3)])
    assert library.redo(GAME) is None
    assert syncs(library) == (nudged(3),)


def test_undo_stays_in_its_game(library: Library):
    library.save(GAME, "Here", [nudged(1)])
    library.save(OTHER_GAME, "There", [nudged(2, game=OTHER_GAME)])
    undone = library.undo(GAME)
    assert undone is not None
    assert undone.what == "Here"
    assert syncs(library) == (nudged(2, game=OTHER_GAME),)
    assert library.undo(LIBRARY) is None


def test_in_a_game_the_latest_of_it_and_of_the_library_is_undone(library: Library):
    library.save(GAME, "First", [nudged(1)])
    library.save(LIBRARY, "Added to film", [Playlist("p", "Film")])
    library.save(GAME, "Last", [nudged(3)])
    undone = [library.undo(GAME) for _ in range(3)]
    assert [each.what for each in undone if each] == ["Last", "Added to film", "First"]
    assert library.kept(Playlist) == ()
    redone = [library.redo(GAME) for _ in range(3)]
    assert [each.what for each in redone if each] == ["First", "Added to film", "Last"]
    assert library.kept(Playlist) == (Playlist("p", "Film"),)


def test_what_was_undone_is_not_done_again_over_something_newer(library: Library):
    library.save(GAME, "Move", [nudged(1)])
    library.undo(GAME)
    library.save(LIBRARY, "Added to film", [Playlist("p", "Film")])
    assert library.redo(GAME) is None
    library.undo(GAME)
    library.save(GAME, "Move", [nudged(2)])
    assert library.redo(OTHER_GAME) is None


def test_another_game_s_changes_are_out_of_reach(library: Library):
    library.save(OTHER_GAME, "There", [nudged(2, game=OTHER_GAME)])
    library.save(LIBRARY, "Added to film", [Playlist("p", "Film")])
    assert library.to_undo(GAME) == "Added to film"
    library.undo(GAME)
    assert library.undo(GAME) is None


@pytest.mark.parametrize("note", ["x" * 10_000_000, "bell\a", "half of a pair \ud83d"])
def test_a_note_that_cannot_be_kept_is_refused_with_a_sentence(library: Library, note: str):
    library.save(GAME, "Tag", [TAGS[0]])
    before = records(library), edits(library)
    with pytest.raises(BadEntry, match=r"longer than 20,000|cannot be shown"):
        library.save(GAME, "Note", [replace(TAGS[0], note=note)])
    with pytest.raises(BadEntry):
        library.save(LIBRARY, "Note", [Item("i", "p", "V", None, note=note)])
    assert (records(library), edits(library)) == before


def test_undo_and_redo_outlive_a_restart(tmp_path: Path):
    with open_library(tmp_path, ids=Ids("first")) as library:
        for by_ms in range(1, 6):
            library.save(GAME, f"Step {by_ms}", [nudged(by_ms)])
        library.undo(GAME)
    with open_library(tmp_path, ids=Ids("second")) as library:
        assert library.to_redo(GAME) == "Step 5"
        library.undo(GAME)
        assert syncs(library) == (nudged(3),)


def test_saving_what_is_there_already_is_no_change(library: Library):
    library.save(GAME, "Move", [nudged(40)])
    library.save(GAME, "Move again", [nudged(40)])
    assert library.to_undo(GAME) == "Move"


def test_deleted_things_are_gone_until_undone(library: Library):
    library.save(GAME, "Move", [nudged(40)])
    library.save(GAME, "Forget", (), gone=[nudged(40), nudged(1, stream="never there")])
    assert syncs(library) == ()
    library.undo(GAME)
    assert syncs(library) == (nudged(40),)


def test_saving_and_deleting_can_be_one_change(library: Library):
    library.save(GAME, "Move", [nudged(40)])
    library.save(GAME, "Replace", [nudged(80, stream="s2")], gone=[nudged(40)])
    assert syncs(library) == (nudged(80, stream="s2"),)
    library.undo(GAME)
    assert syncs(library) == (nudged(40),)


def test_what_was_deleted_is_still_known(library: Library):
    library.save(GAME, "Move", [nudged(40)])
    library.undo(GAME)
    assert syncs(library) == ()
    assert library.known(StreamSync, nudged().target) == nudged(40)
    assert library.known(StreamSync, nudged(stream="never there").target) is None


def test_history_names_who_did_what_when(library: Library):
    library.save(GAME, "Move", [nudged(40)])
    library.save(GAME, "Move", [nudged(80)])
    first, second = edits(library, nudged().target)
    assert (first.author, first.time_ms) == ("Ada", NOON)
    assert second.time_ms > first.time_ms
    assert second.before["corrections"] == first.after["corrections"]


def test_a_clock_set_back_does_not_put_new_work_behind_old(tmp_path: Path):
    clock = Clock()
    with open_library(tmp_path, clock=clock) as library:
        library.save(GAME, "Before", [nudged(1)])
        clock.ms -= 365 * 24 * 3600 * 1000
        library.save(GAME, "After", [nudged(2)])
        times = [edit.time_ms for edit in edits(library, nudged().target)]
        assert times == sorted(set(times))
        assert syncs(library) == (nudged(2),)


def test_a_value_that_could_not_be_read_again_is_refused(library: Library):
    class Odd(StreamSync):
        def fields(self):
            return {"corrections": "none"}

    with pytest.raises(BadEntry, match="not a list"):
        library.save(GAME, "Break", [Odd(GAME, nudged().stream)])
    assert library.to_undo(GAME) is None


@pytest.mark.parametrize(
    ("note", "why"),
    [("x" * 10_000_000, "20,000 characters"), ("bell\a", "shown"), ("\ud800", "shown")],
)
def test_a_note_that_cannot_be_kept_is_refused_and_nothing_changes(
    library: Library, note: str, why: str
):
    library.save(TAGS[0].game, "Tag", [TAGS[0]])
    with pytest.raises(BadEntry, match=why):
        library.save(TAGS[0].game, "Note", [TAGS[1], replace(TAGS[0], note=note)])
    assert library.kept(Tag) == (TAGS[0],)


TEXTS = st.text(max_size=30).map(clean)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3).map(tuple))
def test_any_text_that_can_be_kept_comes_back_as_it_was(library: Library, note, group, values):
    tag = replace(TAGS[0], note=note, group=group, values=values)
    library.save(tag.game, "Tag", [tag])
    assert library.kept(Tag) == (tag,)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), st.sampled_from("ab"), st.integers(-3, 3)),
        st.tuples(st.just("delete"), st.sampled_from("ab"), st.just(0)),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.just(0)),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_undo_is_a_stack_of_states(tmp_path_factory: pytest.TempPathFactory, acts):
    with open_library(tmp_path_factory.mktemp("library")) as library:
        states, at = [syncs(library)], 0
        for act, stream, by_ms in acts:
            _act(library, act, stream, by_ms)
            match act:
                case "undo":
                    at = max(0, at - 1)
                case "redo":
                    at = min(len(states) - 1, at + 1)
                case _ if syncs(library) != states[at]:
                    states, at = [*states[: at + 1], syncs(library)], at + 1
            assert syncs(library) == states[at]


@settings(max_examples=40, deadline=None)
@given(ACTS)
def test_what_is_kept_is_what_the_journal_amounts_to(
    tmp_path_factory: pytest.TempPathFactory, acts
):
    with open_library(tmp_path_factory.mktemp("library")) as library:
        for act, stream, by_ms in acts:
            _act(library, act, stream, by_ms)
        targets = {edit.target for edit in edits(library)}
        assert records(library) == fold(edits(library))
        assert targets == set(records(library))


def _act(library: Library, act: str, stream: str, by_ms: int) -> None:
    match act:
        case "save":
            library.save(GAME, act, [nudged(by_ms, stream=stream)])
        case "delete":
            library.save(GAME, act, (), gone=[nudged(stream=stream)])
        case "undo":
            library.undo(GAME)
        case "redo":
            library.redo(GAME)
