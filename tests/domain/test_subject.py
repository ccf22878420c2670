"""What a press and a trim make of a clip's own tags, whatever other clips lie around it."""

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.domain.game import Clip, ClipId
from reviewer.domain.palettes import Vocabulary
from reviewer.domain.said import NOTHING_SAID, Board, Hooks, place_of
from reviewer.domain.subject import Change, Subject
from reviewer.domain.times import WallMs, WallSpan
from tests.builders import COACH, GOOD, ICE, LATE, TIPOFF, make_clip, make_game

SHOT = make_clip(20, at_ms=12_000, length_ms=6_000, source="SHOT")
TWIN = replace(make_clip(21, at_ms=20_000), source="SHOT")
PLAY = make_clip(22, at_ms=5_000, length_ms=7_000, source="PLAY_BY_PLAY")
GAME = replace(make_game(), clips=(*make_game().clips[:3], SHOT, TWIN))
CLIPS = (*GAME.clips, PLAY)
HOOKS = Hooks(GAME, [PLAY])
TRIMS = st.tuples(st.integers(0, 59_999), st.integers(1, 30_000))


def subject(board: Board, clip: Clip) -> Subject:
    place = place_of(clip)
    assert place is not None
    return Subject(GAME.id, clip, place, board.said.get(clip.id, NOTHING_SAID), HOOKS)


def do(board: Board, change: Change) -> None:
    board.change(change.kept, change.gone)


def values(board: Board) -> dict[ClipId, frozenset[str]]:
    return {clip.id: board.said.get(clip.id, NOTHING_SAID).values for clip in CLIPS}


def span(start_ms: int, length_ms: int) -> WallSpan:
    return WallSpan(WallMs(TIPOFF + start_ms), WallMs(TIPOFF + start_ms + length_ms))


@given(st.sampled_from(CLIPS), st.lists(TRIMS, min_size=1, max_size=3))
@example(PLAY, [(6_000, 5_000)])
@example(GAME.clips[0], [(11_000, 7_000)])
@example(GAME.clips[0], [(5_000, 7_000), (6_000, 9_000)])
@example(TWIN, [(25_000, 10_000)])
def test_however_a_clip_is_trimmed_the_same_clips_say_its_tags(
    clip: Clip, trims: list[tuple[int, int]]
):
    board = Board(HOOKS, Vocabulary.of((COACH,)))
    do(board, subject(board, PLAY).put_on(LATE, "of the play", many=True))
    others = values(board)
    do(board, subject(board, clip).put_on(GOOD, "before", many=False))
    told = values(board)
    assert told[clip.id] == others[clip.id] | {GOOD.id}
    for trim in trims:
        do(board, subject(board, clip).trimmed(span(*trim)))
        assert subject(board, clip).shown == span(*trim)
        assert values(board) == told
    do(board, subject(board, clip).put_on(ICE, "after", many=False))
    for button in (GOOD, ICE):
        assert subject(board, clip).has(button)
        do(board, subject(board, clip).take_off(button))
    assert values(board) == others


@given(TRIMS)
def test_the_whole_clip_again_has_its_tags_where_they_were(trim: tuple[int, int]):
    for clip in CLIPS:
        board = Board(HOOKS, Vocabulary.of((COACH,)))
        do(board, subject(board, clip).put_on(GOOD, "it", many=False))
        (before,) = subject(board, clip).tags
        do(board, subject(board, clip).trimmed(span(*trim)))
        do(board, subject(board, clip).trimmed(subject(board, clip).place[1]))
        assert subject(board, clip).tags == (before,)
        assert subject(board, clip).mark.trim is None
