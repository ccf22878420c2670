"""Tagging: a key, a clip or a moment, on the disk before it is shown, and undone where it was."""

from dataclasses import replace

import pytest

from reviewer.domain.errors import BadEntry, DiskFull, LibraryReadOnly
from reviewer.domain.game import ClipId, EventId, PlayerId
from reviewer.domain.listing import NOT_REVIEWED, ClipFilter
from reviewer.domain.palettes import Button
from reviewer.domain.periods import Period
from reviewer.domain.said import Said
from reviewer.domain.tags import ClipMark, Tag
from reviewer.domain.times import WallMs, WallSpan
from tests.builders import FLAG, GOOD, HELP, ICE, LATE, POOR, PRESS, TIPOFF, make_game
from tests.session.room import Room, make_room, settled

GAME = EventId("555")
HERE = TIPOFF + 30_000
FRAME_MS = 40
"""How long a picture stands: the one on screen at the out is shown to its end."""
CLIP_1 = WallSpan(WallMs(TIPOFF + 20_000), WallMs(TIPOFF + 40_000))


def said(room: Room, clip: str = "clip-1") -> Said:
    return next(row.said for row in room.review.clips.shown if row.id == clip)


def values(room: Room, clip: str = "clip-1") -> set[str]:
    return set(said(room, clip).values)


def tags(room: Room) -> tuple[Tag, ...]:
    return room.library.kept(Tag, GAME)


def press(room: Room, *buttons: Button) -> None:
    for button in buttons:
        room.review.tagging.press(button)


async def test_a_press_tags_the_clip_on_screen_and_a_second_one_takes_it_off(playing: Room):
    press(playing, GOOD)
    assert values(playing) == {"Grade/++"}
    assert [tag.span for tag in tags(playing)] == [CLIP_1]
    assert playing.review.tagging.is_on(GOOD)
    press(playing, GOOD)
    assert values(playing) == set()
    assert tags(playing) == ()
    assert playing.answered == ["Good", "Good off"]


async def test_a_group_of_one_holds_one_and_a_group_of_many_all(playing: Room):
    press(playing, GOOD, POOR, LATE, HELP)
    assert values(playing) == {"Grade/-", "Off-ball/LATE", "Off-ball/HELP"}
    grades = [tag for tag in tags(playing) if tag.group == "Grade"]
    assert len(grades) == 1, "it is the same tag with another value"


async def test_linked_buttons_go_along_both_ways(playing: Room):
    press(playing, HELP)
    assert values(playing) == {"Off-ball/HELP", "Off-ball/LATE"}
    press(playing, HELP)
    assert values(playing) == set()
    assert len(playing.library.changes) == 2, "each press is one change"


async def test_buttons_that_are_linked_in_a_ring_are_pressed_once(playing: Room):
    palette = playing.review.palettes.current
    ring = [replace(each, links=(HELP.id,)) if each == LATE else each for each in palette.buttons]
    playing.review.palettes.save(replace(palette, buttons=tuple(ring)))
    press(playing, HELP)
    assert len(tags(playing)) == 2


async def test_a_moment_s_button_tags_the_moment_with_lead_and_lag(playing: Room):
    press(playing, FLAG, FLAG)
    spans = {tag.span for tag in tags(playing)}
    assert spans == {WallSpan(WallMs(HERE - FLAG.lead_ms), WallMs(HERE + FLAG.lag_ms))}
    assert len(tags(playing)) == 2
    assert values(playing) == {"Admin/FLAG"}, "and the clip that shows it says so"
    assert not playing.review.tagging.is_on(FLAG)


async def test_press_again_ends_it(playing: Room):
    press(playing, PRESS)
    assert [tag.span.start for tag in tags(playing)] == [HERE - PRESS.lead_ms]
    assert playing.review.tagging.is_on(PRESS)
    playing.show(36_000)
    press(playing, PRESS)
    (tag,) = tags(playing)
    assert tag.span == WallSpan(WallMs(HERE - 5_000), WallMs(HERE + 6_000 + PRESS.lag_ms))
    assert not playing.review.tagging.is_on(PRESS)


async def test_an_undo_of_something_else_does_not_forget_that_it_runs(playing: Room):
    press(playing, PRESS, GOOD)
    playing.review.history.undo()
    playing.show(36_000)
    press(playing, PRESS)
    (tag,) = tags(playing)
    assert tag.span.end == HERE + 6_000 + PRESS.lag_ms


async def test_what_was_said_of_it_meanwhile_stays(playing: Room):
    press(playing, PRESS)
    (begun,) = tags(playing)
    playing.review.tagging.set_tag_note(begun, "after the time-out")
    playing.show(36_000)
    press(playing, PRESS)
    (tag,) = tags(playing)
    assert tag.note == "after the time-out"
    assert tag.span.end == HERE + 6_000 + PRESS.lag_ms


async def test_what_was_taken_off_meanwhile_begins_anew(playing: Room):
    press(playing, PRESS)
    (chip,) = said(playing).chips
    playing.review.tagging.remove([chip])
    assert not playing.review.tagging.is_on(PRESS)
    playing.show(36_000)
    press(playing, PRESS)
    (tag,) = tags(playing)
    assert tag.id != chip.tag.id
    assert tag.span.start == HERE + 6_000 - PRESS.lead_ms


async def test_without_a_picture_it_goes_on(playing: Room):
    press(playing, PRESS)
    playing.review.playback.close()
    press(playing, PRESS)
    assert playing.noticed == ["There is no picture with a time to tag."]
    assert playing.review.tagging.is_on(PRESS)


async def test_what_was_ended_before_it_began_is_a_stretch_all_the_same(playing: Room):
    press(playing, PRESS)
    playing.show(21_000)
    press(playing, PRESS)
    (tag,) = tags(playing)
    assert tag.span.start < tag.span.end


async def test_without_a_picture_there_is_no_moment_to_tag(room: Room):
    await room.open()
    press(room, FLAG, PRESS, GOOD)
    assert tags(room) == ()
    assert room.noticed == ["There is no picture with a time to tag."] * 3


async def test_several_selected_clips_are_tagged_at_once_as_one_change(playing: Room):
    playing.review.clips.select([ClipId("clip-0"), ClipId("clip-2")])
    press(playing, GOOD)
    assert [values(playing, f"clip-{n}") for n in range(3)] == [{"Grade/++"}, set(), {"Grade/++"}]
    assert playing.answered == ["Good on 2 clips"]
    playing.review.clips.select([ClipId("clip-0"), ClipId("clip-1")])
    press(playing, GOOD)
    assert values(playing, "clip-1") == {"Grade/++"}, "what is not on all goes on all"
    press(playing, GOOD)
    assert values(playing, "clip-0") == values(playing, "clip-1") == set()
    assert playing.showing.clip.id == "clip-1", "the clip on screen stays"


async def test_another_choice_ends_the_selection(playing: Room):
    playing.review.clips.select([ClipId("clip-0"), ClipId("clip-1")])
    await playing.choose("clip-2")
    press(playing, GOOD)
    assert [len(values(playing, f"clip-{n}")) for n in range(3)] == [0, 0, 1]


@pytest.mark.parametrize("error", [DiskFull("No room."), LibraryReadOnly("Only read.")])
async def test_what_cannot_be_kept_is_not_shown_and_is_told(playing: Room, error: DiskFull):
    press(playing, GOOD)
    playing.library.failing = error
    press(playing, POOR, FLAG, PRESS)
    playing.review.tagging.toggle_reviewed()
    playing.review.tagging.set_in()
    assert values(playing) == {"Grade/++"}
    assert not said(playing).reviewed
    assert not playing.review.tagging.is_on(PRESS)
    assert playing.noticed == [str(error)] * 5


@pytest.mark.parametrize(
    ("typed", "value"),
    [("ice", "ICE"), ("Down", "ICE"), (" blue ", "ICE"), ("goo", "++"), ("bad", "-")],
)
async def test_a_typed_tag_answers_to_any_of_its_names(playing: Room, typed: str, value: str):
    playing.review.tagging.type(typed)
    assert {tag.values for tag in tags(playing)} == {(value,)}


@pytest.mark.parametrize("typed", ["", "  ", "nothing like it"])
async def test_what_no_palette_knows_is_refused(playing: Room, typed: str):
    with pytest.raises(BadEntry, match="No tag is called"):
        playing.review.tagging.type(typed)


async def test_suggestions_are_accepted_overridden_and_kept(playing: Room):
    tagging = playing.review.tagging
    assert [(each.group, each.value) for each in tagging.suggestions] == [
        ("Side", "OFF"),
        ("Start", "MK"),
        ("Outcome", "X3"),
    ]
    tagging.type("made 2")
    outcome = next(tag for tag in tags(playing) if tag.group == "Outcome")
    assert (outcome.values, outcome.suggested) == (("+2",), ("X3",))
    tagging.accept(tagging.suggestions[0])
    side = next(tag for tag in tags(playing) if tag.group == "Side")
    assert side.values == side.suggested == ("OFF",)
    tagging.accept_all()
    assert tagging.suggestions == ()
    assert values(playing) == {"Side/OFF", "Start/MK", "Outcome/+2"}


async def test_an_accepted_outcome_names_its_player(playing: Room):
    playing.review.tagging.accept_all()
    players = {tag.player for tag in tags(playing) if tag.group == "Outcome"}
    assert players == {PlayerId("101")}


async def test_all_selected_clips_are_accepted_each_with_its_own(playing: Room):
    playing.review.clips.select([ClipId("clip-0"), ClipId("clip-1")])
    playing.review.tagging.accept_all()
    outcomes = [values(playing, f"clip-{n}") & {"Outcome/+2", "Outcome/X3"} for n in (0, 1)]
    assert outcomes == [{"Outcome/+2"}, {"Outcome/X3"}]
    assert len(playing.library.changes) == 1


async def test_reviewed_is_a_toggle_that_filters(playing: Room):
    playing.review.tagging.toggle_reviewed()
    assert said(playing).reviewed
    playing.review.clips.set_filter(ClipFilter(reviewed=frozenset({NOT_REVIEWED})))
    assert "clip-1" not in [row.id for row in playing.review.clips.shown]
    playing.review.clips.choose_neighbour(1)
    await playing.arrived()
    assert playing.showing.clip.id == "clip-2", "the next one after where it was"
    playing.review.history.undo()
    await playing.arrived()
    assert not said(playing).reviewed


async def test_a_filter_by_tag_stays_in_force_when_its_last_tag_goes(playing: Room):
    press(playing, GOOD)
    playing.review.clips.set_filter(ClipFilter(tags=frozenset({"Grade/++"})))
    assert [row.id for row in playing.review.clips.shown] == ["clip-1"]
    press(playing, GOOD)
    assert not playing.review.clips.shown
    playing.review.history.undo()
    assert [row.id for row in playing.review.clips.shown] == ["clip-1"]


async def test_the_search_finds_tags_by_their_names_and_notes(playing: Room):
    press(playing, ICE)
    playing.review.tagging.set_note(playing.showing.clip, "Weak-side tagger late")
    for words in ("blue", "tagger late"):
        playing.review.clips.set_filter(ClipFilter(text=words))
        assert [row.id for row in playing.review.clips.shown] == ["clip-1"]


async def test_a_note_is_kept_in_one_spelling(playing: Room):
    clip = playing.showing.clip
    playing.review.tagging.set_note(clip, "late\r\non the roll\x00\x1b[31m ")
    assert said(playing).note == "late\non the roll[31m"
    playing.review.tagging.set_note(clip, "late\non the roll[31m")
    assert len(playing.library.changes) == 1, "the same note is no change"
    with pytest.raises(BadEntry, match="longer than 20,000 characters"):
        playing.review.tagging.set_note(clip, "x" * 10_000_000)
    assert said(playing).note == "late\non the roll[31m"


async def test_in_and_out_trim_what_plays_and_the_clip_s_own_tags(playing: Room):
    tagging = playing.review.tagging
    press(playing, GOOD, FLAG)
    tagging.set_in()
    playing.show(36_000)
    tagging.set_out()
    await settled()
    trimmed = WallSpan(WallMs(HERE), WallMs(HERE + 6_000 + FRAME_MS))
    assert [tag.span for tag in tags(playing) if tag.group == "Grade"] == [trimmed]
    assert [tag.span.start for tag in tags(playing) if tag.group == "Admin"] == [HERE - 5_000]
    marked = playing.showing.plan.marked
    assert (marked.start, marked.end) == (30_000, 36_000 + FRAME_MS)
    assert playing.answered[-2:] == ["In 19:30.0", "Out 19:24.0"]
    assert values(playing) == {"Grade/++", "Admin/FLAG"}
    tagging.go_in()
    assert playing.player.told("seek")[-1] == 30_000_000
    tagging.go_out()
    assert playing.player.told("seek")[-1] == 36_000_000
    tagging.clear_trim()
    await settled()
    assert playing.showing.plan.marked.start == 20_000
    assert [tag.span for tag in tags(playing) if tag.group == "Grade"] == [CLIP_1]


async def test_an_in_behind_the_out_is_refused(playing: Room):
    playing.review.tagging.set_out()
    playing.show(31_000)
    playing.review.tagging.set_in()
    assert playing.noticed == ["The in must lie before the out. Nothing was changed."]


async def test_a_tag_can_be_given_a_player_a_flag_and_a_note(playing: Room):
    press(playing, GOOD)
    tagging = playing.review.tagging
    for fields in ({"player": PlayerId("201")}, {"flag": "red"}):
        (tag,) = tags(playing)
        tagging.change(tag, **fields)
    (tag,) = tags(playing)
    tagging.set_tag_note(tag, " see Ito\x07 ")
    (tag,) = tags(playing)
    assert (tag.player, tag.flag, tag.note) == ("201", "red", "see Ito")
    tagging.remove(said(playing).chips)
    assert tags(playing) == ()


async def test_undo_goes_to_the_clip_and_redo_too(playing: Room):
    press(playing, GOOD)
    await playing.choose("clip-2")
    playing.review.history.undo()
    await playing.arrived()
    assert playing.showing.clip.id == "clip-1"
    assert values(playing) == set()
    await playing.choose("clip-0")
    playing.review.history.redo()
    await playing.arrived()
    assert playing.showing.clip.id == "clip-1"
    assert playing.answered == ["Good", "Undone: Good", "Done again: Good"]


async def test_undo_stays_where_the_clip_on_screen_is_one_of_those(playing: Room):
    playing.review.clips.select([ClipId("clip-0"), ClipId("clip-1")])
    press(playing, GOOD)
    loads = len(playing.player.told("load"))
    playing.review.history.undo()
    await settled()
    assert len(playing.player.told("load")) == loads


async def test_undo_takes_all_of_it_back_across_restarts(
    playing: Room, crashes: list[BaseException]
):
    press(playing, GOOD, POOR)
    playing.review.tagging.set_in()
    again = make_room(make_game(), crashes=crashes, library=playing.library)
    await again.open()
    assert values(again) == {"Grade/-"}
    assert again.review.history.to_undo() == "In 19:30.0"
    for _ in range(3):
        again.review.history.undo()
    await again.arrived()
    assert values(again) == set()
    assert again.showing.plan.marked.start == 20_000
    assert again.review.history.to_redo() == "Good"
    await again.review.aclose()


async def test_undo_is_of_the_open_game_alone(playing: Room):
    press(playing, GOOD)
    await playing.open("777")
    playing.review.history.undo()
    assert playing.answered[-1] == "Nothing to undo"
    assert len(tags(playing)) == 1


async def test_tags_hang_on_the_clips_as_they_are_cut_now(
    playing: Room, crashes: list[BaseException]
):
    press(playing, GOOD)
    playing.review.tagging.toggle_reviewed()
    cut_anew = make_game(length_ms=18_000)
    again = make_room(cut_anew, crashes=crashes, library=playing.library)
    await again.open()
    assert values(again, "clip-1") == {"Grade/++"}
    await again.choose("clip-1")
    assert again.review.tagging.is_on(GOOD)
    again.review.tagging.toggle_reviewed()
    assert len(again.library.kept(ClipMark, GAME)) == 1, "the mark there is is used on"
    press(again, GOOD)
    assert tags(again) == ()
    await again.review.aclose()


async def test_what_is_said_of_a_play_s_clip_shows_there_and_on_the_possession(playing: Room):
    playing.review.clips.set_filter(ClipFilter(sources=frozenset({"PLAY_BY_PLAY", "POSSESSION"})))
    extra = next(row for row in playing.review.clips.shown if row.clip.source == "PLAY_BY_PLAY")
    await playing.choose(extra.id)
    press(playing, GOOD)
    assert values(playing, extra.id) == values(playing, "clip-1") == {"Grade/++"}


async def choose_play(room: Room) -> ClipId:
    """Put the clip of the play that ended clip 1 on screen, in its midst."""
    sources = frozenset({"PLAY_BY_PLAY", "POSSESSION"})
    room.review.clips.set_filter(ClipFilter(sources=sources))
    plays = [row for row in room.review.clips.shown if row.clip.source == "PLAY_BY_PLAY"]
    play = next(row for row in plays if (row.clip.start or 0) > CLIP_1.start)
    await room.choose(play.id)
    room.show(37_000)
    return play.id


async def test_what_is_marked_on_a_play_s_clip_leaves_the_possession_as_it_was(
    playing: Room, crashes: list[BaseException]
):
    tagging, possession = playing.review.tagging, playing.showing.clip
    tagging.set_note(possession, "watch 12")
    tagging.toggle_reviewed()
    before = said(playing)
    play = await choose_play(playing)
    tagging.set_in()
    tagging.set_note(playing.showing.clip, "the shot")
    assert said(playing) == before
    tagging.set_note(possession, "watch 23")
    assert said(playing, play).note == "the shot"
    again = make_room(make_game(), crashes=crashes, library=playing.library)
    await again.open()
    assert await choose_play(again) == play
    (possession_said, play_said) = said(again), said(again, play)
    assert (possession_said.note, possession_said.reviewed) == ("watch 23", True)
    assert (play_said.note, play_said.reviewed) == ("the shot", False)
    marks = [each.mark for each in (possession_said, play_said) if each.mark is not None]
    assert [mark.shown.start - TIPOFF for mark in marks] == [20_000, 37_000]
    await again.review.aclose()


async def test_what_is_undone_on_a_play_s_clip_leaves_the_possession_as_it_was(playing: Room):
    tagging, possession = playing.review.tagging, playing.showing.clip
    tagging.set_note(possession, "watch 12")
    tagging.toggle_reviewed()
    before = said(playing)
    play = await choose_play(playing)
    tagging.toggle_reviewed()
    await playing.choose("clip-0")
    playing.review.history.undo()
    await playing.arrived()
    assert playing.showing.clip.id == play, "undo goes to the clip that was marked"
    assert not said(playing, play).reviewed
    assert said(playing) == before
    await playing.choose("clip-1")
    playing.show(30_000)
    tagging.set_in()
    (kept,) = [mark for mark in playing.library.kept(ClipMark, GAME) if mark.span == CLIP_1]
    assert (kept.note, kept.reviewed, kept.shown.start) == ("watch 12", True, HERE)


async def test_a_play_s_clip_that_is_trimmed_keeps_its_tags(
    playing: Room, crashes: list[BaseException]
):
    tagging, play = playing.review.tagging, await choose_play(playing)
    press(playing, GOOD, ICE)
    tagging.set_in()
    assert values(playing, play) == values(playing) == {"Grade/++", "Coverage/ICE"}
    press(playing, GOOD)
    assert values(playing, play) == values(playing) == {"Coverage/ICE"}
    press(playing, POOR)
    again = make_room(make_game(), crashes=crashes, library=playing.library)
    await again.open()
    assert await choose_play(again) == play
    assert values(again, play) == {"Grade/-", "Coverage/ICE"}
    assert again.showing.plan.marked.start == 37_000
    again.review.tagging.clear_trim()
    for _ in range(4):
        again.review.history.undo()
    assert values(again, play) == {"Grade/++", "Coverage/ICE"}
    for _ in range(3):
        again.review.history.redo()
    assert values(again, play) == {"Grade/-", "Coverage/ICE"}
    press(again, POOR, ICE)
    assert tags(again) == ()
    await again.review.aclose()


async def test_a_tag_no_palette_knows_is_shown_by_its_own_name(playing: Room):
    strange = Tag("t", GAME, Period("H1"), CLIP_1, "Ours", ("XYZ",))
    playing.library.save(GAME, "import", [strange])
    playing.review.tagging.refresh()
    assert [chip.button.title for chip in said(playing).chips] == ["XYZ"]
