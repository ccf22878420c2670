"""In, out and loop are pictures: what was marked on one is played exactly from it and to it."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from fractions import Fraction

import pytest

from reviewer.domain.game import EventId
from reviewer.domain.media import MediaWindow
from reviewer.domain.periods import Period
from reviewer.domain.playlists import Footage, Pick
from reviewer.domain.times import FrameTime, MediaSpan, WallMs, WallSpan
from reviewer.session.ports import OnProgress
from tests.builders import TIPOFF
from tests.fakes import FakeMedia
from tests.session.room import Room

RATES = [Fraction(24_000, 1001), Fraction(25), Fraction(30_000, 1001), Fraction(60_000, 1001)]
LENGTH = 7
"""Pictures from an in to its out."""


@pytest.fixture(params=RATES, ids=lambda rate: f"{float(rate):.2f}")
async def shot(request: pytest.FixtureRequest, room: Room) -> Room:
    """Clip 1, 20 s to 40 s of its footage, at one of the usual rates."""
    room.media.rate = request.param
    await room.open()
    await room.choose("clip-1")
    return room


def picture(room: Room, number: int) -> FrameTime:
    return FrameTime(round(number * 1_000_000 / room.media.rate))


def numbers(room: Room) -> range:
    """Pictures in the midst of the clip, with every way there is to round their times."""
    first = int(25 * room.media.rate)
    return range(first, first + 12)


def show(room: Room, number: int) -> None:
    room.player.show_frame(picture(room, number))


def number_at(room: Room, time: object) -> int:
    """The picture that a player would show."""
    assert isinstance(time, int)
    return round(room.showing.window.picture_at(FrameTime(time)) * room.media.rate / 1_000_000)


def last_before(room: Room, stop: object) -> int:
    """The picture at which a player would stop."""
    assert isinstance(stop, int)
    window = room.showing.window
    return number_at(room, window.pictures[window.last_before(FrameTime(stop))])


async def test_a_clip_goes_from_the_in_to_the_out_it_was_given(shot: Room):
    tagging, playback = shot.review.tagging, shot.review.playback
    for number in numbers(shot):
        tagging.clear_trim()
        show(shot, number)
        tagging.set_in()
        show(shot, number + LENGTH)
        tagging.set_out()
        tagging.go_in()
        assert number_at(shot, shot.player.told("seek")[-1]) == number
        tagging.go_out()
        assert number_at(shot, shot.player.told("seek")[-1]) == number + LENGTH
        playback.pace.toggle_loop()
        loop = playback.pace.loop
        assert loop is not None
        assert number_at(shot, loop.start * 1000) == number
        assert last_before(shot, loop.end * 1000) == number + LENGTH
        playback.pace.toggle_loop()


async def test_an_item_plays_from_the_in_to_the_out_it_was_given(shot: Room):
    review = shot.review
    span = WallSpan(WallMs(TIPOFF + 20_000), WallMs(TIPOFF + 40_000))
    review.playlists.make("Film", [Pick(Footage(EventId("555"), Period("H1"), span), "Item")])
    (item,) = review.playlists.items
    for number in numbers(shot):
        review.playlists.trim(item.id, None)
        review.screening.play(item.id)
        await shot.arrived()
        show(shot, number)
        review.set_in()
        await shot.arrived()
        assert number_at(shot, review.playback.frame) == number
        show(shot, number + LENGTH)
        review.set_out()
        await shot.arrived()
        assert number_at(shot, review.playback.frame) == number + LENGTH, "the picture stays"
        plan = shot.showing.plan
        assert number_at(shot, plan.start) == number
        assert last_before(shot, plan.stop) == number + LENGTH
        review.screening.play(item.id)
        await shot.arrived()
        assert number_at(shot, review.playback.frame) == number
        show(shot, number + LENGTH + 1)
        played = review.playlists.items[0].played
        assert played is not None
        earlier = WallMs(played.start - 1_000)
        review.playlists.trim(item.id, WallSpan(earlier, played.end))
        await shot.arrived()
        start = number_at(shot, shot.showing.plan.start)
        assert number_at(shot, review.playback.frame) == start, "it is beyond the out"


async def test_at_the_out_playing_on_is_playing_again(shot: Room):
    tagging, player = shot.review.tagging, shot.player
    for number in numbers(shot):
        show(shot, number)
        tagging.set_out()
        stop = shot.showing.plan.stop
        show(shot, last_before(shot, stop))
        player.pause()
        sought = len(player.told("seek"))
        shot.review.playback.toggle()
        assert player.told("seek")[sought:] == [shot.showing.plan.start]
        show(shot, last_before(shot, stop) - 1)
        player.pause()
        shot.review.playback.toggle()
        assert len(player.told("seek")) == sought + 1


async def test_a_loop_holds_both_pictures_it_was_marked_on(shot: Room):
    pace = shot.review.playback.pace
    for number in numbers(shot):
        for first, second in ((number, number + LENGTH), (number + LENGTH, number)):
            show(shot, first)
            shot.review.mark_loop()
            show(shot, second)
            shot.review.mark_loop()
            assert pace.loop is not None
            assert number_at(shot, pace.loop.start * 1000) == number
            assert last_before(shot, pace.loop.end * 1000) == number + LENGTH
            shot.review.mark_loop()


class Piecemeal(FakeMedia):
    """Brings what lies before a picture first, then all of it."""

    def __init__(self, rate: Fraction) -> None:
        super().__init__()
        self.rate = rate
        self.before: FrameTime | None = None

    async def windows(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> AsyncGenerator[MediaWindow, None]:
        whole = await self.window(url, span, on_progress)
        if self.before is not None:
            pictures = tuple(time for time in whole.pictures if time < self.before)
            yield replace(whole, pictures=pictures, end=self.before, whole=False)
        yield whole


async def test_an_in_where_the_second_piece_of_footage_begins_waits_for_that(shot: Room):
    review, clip = shot.review, shot.showing.clip
    review.playback._media = media = Piecemeal(shot.media.rate)
    for number in numbers(shot):
        show(shot, number)
        review.tagging.set_in()
        media.before = picture(shot, number)
        review.playback.open(clip, lead=False)
        await shot.arrived()
        assert number_at(shot, review.playback.frame) == number


class Lossy(FakeMedia):
    """Some pictures cannot be had; the one before them stands meanwhile."""

    def __init__(self, rate: Fraction) -> None:
        super().__init__()
        self.rate = rate
        self.lost: tuple[FrameTime, ...] = ()

    async def window(
        self, url: str, span: MediaSpan, on_progress: OnProgress | None = None
    ) -> MediaWindow:
        window = await super().window(url, span, on_progress)
        return replace(window, pictures=tuple(t for t in window.pictures if t not in self.lost))


async def test_an_out_before_lost_footage_ends_there_when_that_is_found(shot: Room):
    review, clip = shot.review, shot.showing.clip
    review.playback._media = media = Lossy(shot.media.rate)
    for number in numbers(shot):
        media.lost = tuple(picture(shot, number + each) for each in range(1, 40))
        review.playback.open(clip)
        await shot.arrived()
        show(shot, number)
        review.tagging.set_out()
        await shot.arrived()
        assert last_before(shot, shot.showing.plan.marked.end * 1000) == number
        media.lost = ()
        review.playback.reload()
        await shot.arrived()
        assert last_before(shot, shot.showing.plan.marked.end * 1000) == number
