"""What is said hangs on the clips as they are now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.game import ClipId
from reviewer.domain.palettes import Vocabulary
from reviewer.domain.periods import Period
from reviewer.domain.said import Board, Hooks, Said, place_of
from reviewer.domain.tags import ClipMark, Tag
from reviewer.domain.times import WallMs, WallSpan
from tests.builders import COACH, DATA, TIPOFF, make_clip, make_game

GAME = make_game()
WORDS = Vocabulary.of((COACH, DATA))


def tag(start_ms: int, end_ms: int, number: int = 0, *values: str) -> Tag:
    span = WallSpan(WallMs(TIPOFF + start_ms), WallMs(TIPOFF + end_ms))
    return Tag(f"tag-{number}", GAME.id, Period("H1"), span, "Grade", values or ("++",))


def mark(start_ms: int, end_ms: int, note: str = "") -> ClipMark:
    span = WallSpan(WallMs(TIPOFF + start_ms), WallMs(TIPOFF + end_ms))
    return ClipMark(GAME.id, Period("H1"), span, note=note)


def hung(values: Iterable[Tag | ClipMark], hooks: Hooks | None = None) -> Mapping[ClipId, Said]:
    return Board(hooks or Hooks(GAME), WORDS, values).said


def test_two_clips_of_one_stretch_say_the_same():
    twin = replace(GAME.clips[0], id=make_clip(9).id, source="SHOT")
    hooks = Hooks(replace(GAME, clips=(*GAME.clips, twin)))
    place = place_of(twin)
    assert place is not None
    assert hooks.clips(place) == (GAME.clips[0].id, twin.id)


def test_an_extra_clip_takes_only_what_is_its_own():
    extra = make_clip(9, at_ms=5_000, length_ms=8_000)
    hooks = Hooks(GAME, [extra])
    said = hung([tag(5_000, 13_000), tag(6_000, 12_000, 1)], hooks)
    assert len(said[extra.id].chips) == 1
    assert len(said[GAME.clips[0].id].chips) == 2


def test_what_lies_on_no_clip_hangs_nowhere():
    lost = tag(900_000, 910_000)
    assert hung([lost]) == {}
    assert Hooks(GAME).clips((Period("Q9"), lost.span)) == ()


def test_chips_stand_in_the_order_of_their_moments():
    tags = [tag(10_000, 15_000, 1, "-"), tag(2_000, 6_000, 2, "++")]
    (said,) = hung(tags).values()
    assert [chip.button.title for chip in said.chips] == ["Good", "Poor"]
    assert said.values == {"Grade/++", "Grade/-"}


def test_a_mark_without_a_tag_is_said_too():
    place = place_of(GAME.clips[2])
    assert place is not None
    noted = ClipMark(GAME.id, *place, note="Late ON the roll")
    said = hung([noted])[GAME.clips[2].id]
    assert (said.note, said.reviewed, said.words) == ("Late ON the roll", False, "late on the roll")


def test_a_mark_of_an_extra_clip_is_said_of_that_alone():
    extra = make_clip(9, at_ms=5_000, length_ms=8_000)
    assert set(hung([mark(5_000, 13_000)], Hooks(GAME, [extra]))) == {extra.id}


def test_a_mark_of_a_stretch_of_both_is_said_of_both():
    extra = make_clip(9, at_ms=0)
    both = {GAME.clips[0].id, extra.id}
    assert set(hung([mark(0, 20_000)], Hooks(GAME, [extra]))) == both


def test_a_mark_whose_clip_is_gone_is_said_of_the_clip_around_it_where_that_has_none():
    clip, gone = GAME.clips[0].id, mark(5_000, 13_000, "of the play")
    for own in (mark(0, 20_000, "own"), mark(1_000, 20_000, "of the clip as it was cut")):
        for order in ((gone, own), (own, gone)):
            board = Board(Hooks(GAME), WORDS, order)
            assert board.said[clip].mark == own
            board.change((), [own])
            assert board.said[clip].mark == gone, "what it covered is uncovered"


def test_where_palettes_differ_the_first_says_how_a_value_looks():
    other = replace(COACH, buttons=(replace(COACH.buttons[0], title="Great"),))
    assert Vocabulary.of((other, COACH)).button("Grade", "++").title == "Great"
    assert Vocabulary.of((COACH, other)).button("Grade", "++").title == "Good"
    assert Vocabulary.of((COACH,)).many == {"Off-ball", "Admin"}


@given(st.integers(0, 59_999), st.integers(1, 5_000))
def test_a_moment_within_the_footage_of_the_clips_hangs_on_the_one_that_shows_most(
    start_ms: int, length_ms: int
):
    moment = tag(start_ms, min(start_ms + length_ms, 60_000))
    (clip,) = hung([moment])
    shared = {
        each.id: min(moment.span.end, each.end or 0) - max(moment.span.start, each.start or 0)
        for each in GAME.clips[:3]
    }
    assert shared[clip] == max(shared.values())


SPANS = st.tuples(st.integers(0, 70_000), st.integers(1, 30_000))
AROUND = st.tuples(st.sampled_from([0, 5_000, 12_000]), st.sampled_from([8_000, 13_000, 20_000]))
STEPS = st.lists(st.tuples(st.integers(0, 3), SPANS, st.booleans()), max_size=12)


@given(STEPS)
def test_change_by_change_it_comes_to_the_same_as_all_at_once(
    steps: list[tuple[int, tuple[int, int], bool]],
):
    board, now = Board(Hooks(GAME), WORDS), dict[int, Tag]()
    for number, (start_ms, length_ms), keep in steps:
        made = tag(start_ms, start_ms + length_ms, number)
        if keep:
            now[number] = made
            board.change([made])
        else:
            now.pop(number, None)
            board.change((), [made])
    said = {clip: each for clip, each in board.said.items() if each != Said()}
    assert said == hung(now.values())


@given(st.lists(st.tuples(AROUND, st.booleans(), st.text("ab", max_size=2)), max_size=12))
def test_marks_come_and_go_and_each_clip_says_its_own(
    steps: list[tuple[tuple[int, int], bool, str]],
):
    extra = make_clip(9, at_ms=5_000, length_ms=8_000)
    hooks = Hooks(GAME, [extra])
    board, now = Board(hooks, WORDS), dict[WallSpan, ClipMark]()
    for (start_ms, length_ms), keep, note in steps:
        made = mark(start_ms, start_ms + length_ms, note)
        if keep:
            now[made.span] = made
            board.change([made])
        else:
            now.pop(made.span, None)
            board.change((), [made])
    said = {clip: each for clip, each in board.said.items() if each != Said()}
    assert said == hung(now.values(), hooks)
    for clip in (*GAME.clips[:3], extra):
        place = place_of(clip)
        assert place is not None
        if place[1] in now:
            assert said[clip.id].mark == now[place[1]]
