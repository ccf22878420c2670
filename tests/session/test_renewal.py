"""Addresses of footage that expired: the clips are asked for once more, and what played goes on."""

from dataclasses import replace
from datetime import UTC
from functools import partial

from reviewer.domain.errors import StreamGone
from reviewer.domain.game import EventId, Game
from reviewer.domain.play_clips import MOMENT
from reviewer.domain.times import FrameTime
from reviewer.session.playback_state import Failed
from tests.builders import make_game
from tests.session.room import Room, settled, until

OLD = "https://video.test/H1.m3u8"
NEW = "https://video.test/H1.m3u8?signature=new"


def gone(status: int) -> StreamGone:
    return StreamGone(f"The stream is gone ({status}).", status=status)


def signed_anew(game: Game) -> Game:
    return replace(
        game,
        clips=tuple(
            replace(clip, hls=replace(clip.hls, url=NEW))
            if clip.hls is not None and clip.hls.url == OLD
            else clip
            for clip in game.clips
        ),
    )


async def test_an_expired_address_is_asked_for_again_and_the_clip_plays(room: Room):
    await room.open()
    room.media.failing[OLD] = gone(403)
    room.games.games[make_game().id] = signed_anew(make_game())
    await room.choose("clip-1")
    await until(lambda: room.games.asked.count(make_game().id) == 2)
    await until(lambda: room.player.told("load"))
    assert room.showing.plan.url == NEW
    assert room.why_not("clip-1") is None


async def test_footage_that_stays_gone_is_asked_for_once_more_only(room: Room):
    await room.open()
    room.media.failing[OLD] = gone(404)
    await room.choose("clip-1")
    await until(lambda: room.games.asked.count(make_game().id) == 2)
    await settled()
    await room.choose("clip-1")
    await settled()
    assert room.games.asked.count(make_game().id) == 2
    assert isinstance(room.review.playback.state, Failed)
    assert room.why_not("clip-1") == "The stream is gone (404)."


async def test_what_came_whole_may_expire_again(room: Room):
    await room.open()
    for _ in range(2):
        asked = [*room.games.asked, make_game().id]
        room.media.failing[OLD] = gone(403)
        await room.choose("clip-1")
        await until(partial(asked.__eq__, room.games.asked))
        room.media.failing.clear()
        await room.choose("clip-1")
        assert room.showing.clip.id == "clip-1"


async def test_what_expires_under_a_picture_goes_on_from_there(room: Room):
    await room.open()
    room.media.expiring.add(OLD)
    room.games.games[make_game().id] = signed_anew(make_game())
    room.games.gate.close()
    await room.choose("clip-1")
    frame = FrameTime(room.showing.plan.start + 2_000_000)
    room.player.show_frame(frame)
    room.review.playback.pause()
    room.games.gate.open()
    await until(lambda: len(room.player.told("load")) == 2)
    assert room.showing.plan.url == NEW
    assert room.player.told("load")[-1] == frame
    assert not room.player.playing


async def test_a_moment_of_no_row_goes_on_too(room: Room):
    await room.open()
    room.media.expiring.add(OLD)
    room.games.games[make_game().id] = signed_anew(make_game())
    room.review.go_to("H1 19:12", UTC)
    await until(lambda: len(room.player.told("load")) == 2)
    assert room.showing.clip.source == MOMENT
    assert room.showing.plan.url == NEW


async def test_a_game_that_is_on_its_way_is_not_given_up_for_new_addresses(room: Room):
    await room.open()
    room.media.failing[OLD] = gone(403)
    room.games.gate.close()
    room.review.open_game(EventId("777"))
    await room.choose("clip-1")
    room.games.gate.open()
    await until(lambda: room.review.game is not None and room.review.game.id == "777")
    assert room.games.asked == ["555", "777"]


async def test_other_failures_ask_for_nothing(room: Room):
    await room.open()
    room.media.failing[OLD] = gone(500)
    await room.choose("clip-1")
    await settled()
    assert room.games.asked.count(make_game().id) == 1
