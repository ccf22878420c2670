"""The quality of the picture: what is offered, what is wished for, and what is remembered."""

from reviewer.domain.errors import StreamGone
from reviewer.session.memory import Memory
from tests.builders import make_game
from tests.session.room import Room, make_room, settled


async def test_what_a_stream_offers_is_known_once_it_is_on_screen(room: Room):
    room.media.offered = (1080, 720, 360)
    await room.open()
    await room.choose("clip-1")
    assert room.review.quality.offered == (1080, 720, 360)


async def test_another_quality_goes_on_from_the_frame_on_screen(playing: Room):
    playing.media.offered = (1080, 720)
    asked = len(playing.media.asked)
    playing.review.quality.want(720)
    await playing.arrived()
    assert playing.media.preferred == 720
    assert len(playing.media.asked) > asked
    assert playing.player.told("load")[-1] == 30_000_000
    assert playing.player.playing


async def test_it_is_asked_for_from_the_start_the_next_time(crashes: list[BaseException]):
    room = make_room(make_game(), crashes=crashes)
    kept: list[Memory] = []
    room.review.memory_changed.connect(kept.append)
    room.review.quality.want(360)
    await room.review.aclose()
    again = make_room(make_game(), crashes=crashes, memory=kept[-1])
    assert again.media.preferred == 360
    assert again.review.quality.wanted == 360
    await again.review.aclose()


async def test_a_stream_that_cannot_say_offers_nothing(playing: Room):
    playing.media.offered = (1080, 720)
    playing.media.failing["https://video.test/H2.m3u8"] = StreamGone("Gone.")
    await playing.choose("clip-3")
    await settled()
    assert playing.review.quality.offered == ()
