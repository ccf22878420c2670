"""Addresses of footage that expired: the clips are asked for once more, and once only."""

from dataclasses import replace

from reviewer.domain.errors import StreamGone
from reviewer.domain.game import Game
from reviewer.session.playback import Failed
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


async def test_other_failures_ask_for_nothing(room: Room):
    await room.open()
    room.media.failing[OLD] = gone(500)
    await room.choose("clip-1")
    await settled()
    assert room.games.asked.count(make_game().id) == 1
