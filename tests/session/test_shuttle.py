"""Drags, the shuttle and the loop: what the player is told, and what goes on afterwards."""

from reviewer.domain.times import MediaMs, MediaSpan
from tests.session.room import Room


async def test_a_drag_pauses_and_what_played_goes_on_when_it_is_dropped(playing: Room):
    playback = playing.review.playback
    playback.scrub(MediaMs(25_000))
    playback.scrub(MediaMs(26_000))
    assert playing.player.told("scrub") == [25_000_000, 26_000_000]
    assert not playing.player.playing
    playback.dropped()
    assert playing.player.playing


async def test_what_stood_before_a_drag_stands_after_it(playing: Room):
    playback = playing.review.playback
    playback.pause()
    playback.scrub(MediaMs(25_000))
    playback.dropped()
    assert not playing.player.playing


async def test_a_drag_stays_within_the_clip(playing: Room):
    playing.review.playback.scrub(MediaMs(0))
    assert playing.player.told("scrub") == [playing.showing.plan.start]


async def test_the_shuttle_doubles_up_to_four_and_turns_at_once(playing: Room):
    playback = playing.review.playback
    for direction in (1, 1, 1, -1, -1, -1, -1, 1):
        playback.pace.shuttle(direction)
    assert playing.player.told("rate") == [2.0, 4.0, 4.0, -1.0, -2.0, -4.0, -4.0, 1.0]
    assert playing.player.playing


async def test_pausing_the_shuttle_ends_it(playing: Room):
    playback = playing.review.playback
    playback.pace.shuttle(-1)
    playback.pace.stop_shuttle()
    assert not playing.player.playing
    assert playback.pace.rate == 1.0


async def test_the_next_clip_plays_forward(playing: Room):
    playing.review.playback.pace.shuttle(-1)
    await playing.choose("clip-2")
    assert playing.review.playback.pace.rate == 1.0


async def test_the_speed_goes_on_from_where_the_shuttle_left_it(playing: Room):
    playback = playing.review.playback
    playback.pace.shuttle(1)
    playback.pace.shuttle(1)
    playback.pace.change_rate(-1)
    assert playback.pace.rate == 3.0


async def test_a_loop_is_the_clip_itself_and_ends_with_it(playing: Room):
    playback = playing.review.playback
    looped: list[object] = []
    playback.pace.loop_changed.connect(looped.append)
    marked = playing.showing.plan.marked
    playback.pace.toggle_loop()
    playback.pace.toggle_loop()
    playback.pace.toggle_loop()
    await playing.choose("clip-2")
    assert playing.player.told("loop") == [marked, None, marked, None]
    assert looped == [marked, None, marked, None]
    assert isinstance(marked, MediaSpan)


async def test_a_loop_is_marked_on_the_way_and_let_go(playing: Room):
    review = playing.review
    playing.show(25_000)
    review.mark_loop()
    assert playing.player.told("loop") == []
    playing.show(28_000)
    review.mark_loop()
    span = MediaSpan(MediaMs(25_000), MediaMs(28_040))  # the last picture stands 40 ms
    assert playing.player.told("loop") == [span]
    assert review.playback.pace.loop == span
    review.mark_loop()
    assert playing.player.told("loop") == [span, None]
    assert playing.answered == ["Loop starts here – Ctrl+L again at its end", "Loop", "No loop"]


async def test_a_loop_may_be_marked_from_its_end_and_needs_a_length(playing: Room):
    playing.show(28_000)
    playing.review.mark_loop()
    playing.review.mark_loop()
    playing.show(25_000)
    playing.review.mark_loop()
    await playing.choose("clip-2")
    span = MediaSpan(MediaMs(25_000), MediaMs(28_040))  # the last picture stands 40 ms
    assert playing.player.told("loop") == [span, None]
