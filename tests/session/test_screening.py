"""A playlist on screen: item after item, across games, with title cards and without repeats."""

import pytest

from reviewer.domain.errors import NoNetwork, StreamGone
from reviewer.domain.game import Clip, EventId
from reviewer.domain.playlists import Footage, Pick
from reviewer.domain.tags import ClipMark
from reviewer.domain.times import WallMs, WallSpan
from reviewer.session.loader import GameLoading
from reviewer.session.playback_state import Failed, Showing
from tests.builders import make_game
from tests.session.room import Room, settled, until


@pytest.fixture
async def film(room: Room) -> Room:
    """Two clips of the first game, one of the other one, and a clip of the first again."""
    await room.open()
    first, other = make_game(), make_game(3, event="777")
    picks = [
        *(picked("555", clip, clip.id) for clip in first.clips[:2]),
        picked("777", other.clips[0], "other"),
        picked("555", first.clips[2], "last"),
    ]
    room.review.playlists.make("Film", picks)
    return room


def picked(game: str, clip: Clip, title: str, later: int = 0, shorter: int = 0) -> Pick:
    assert clip.start is not None
    assert clip.end is not None
    span = WallSpan(WallMs(clip.start + later), WallMs(clip.end - shorter))
    return Pick(Footage(EventId(game), clip.period, span), title)


def on_screen(room: Room) -> tuple[str, str, int | None]:
    """The item and the game on screen, and where the clip starts."""
    review = room.review
    assert review.screening.item is not None
    assert review.game is not None
    return review.screening.item.title, review.game.id, room.showing.clip.start


async def shown(room: Room, title: str) -> None:
    review = room.review

    def there() -> bool:
        item, state = review.screening.item, review.playback.state
        return item is not None and item.title == title and isinstance(state, Showing)

    await until(there)
    await settled()


async def test_the_list_plays_from_item_to_item_and_from_game_to_game(film: Room):
    film.review.screening.play()
    for title, game in (("clip-0", "555"), ("clip-1", "555"), ("other", "777"), ("last", "555")):
        await shown(film, title)
        assert on_screen(film)[:2] == (title, game)
        assert film.player.playing
        film.player.finished.emit()
    await settled()
    assert on_screen(film)[0] == "last"


async def test_a_game_that_was_loaded_once_is_not_asked_for_again(film: Room):
    film.review.screening.play()
    await shown(film, "clip-0")
    await until(lambda: film.games.asked == ["555", "777"])
    for title in ("clip-1", "other", "last"):
        film.review.step(1)
        await shown(film, title)
    film.review.step(-1)
    await shown(film, "other")
    assert film.games.asked == ["555", "777"]


async def test_an_item_plays_with_its_lead_in_and_a_trimmed_one_to_the_frame(film: Room):
    review = film.review
    review.screening.play(review.playlists.items[1].id)
    await shown(film, "clip-1")
    plan = film.showing.plan
    assert plan.marked.start - plan.played.start == 2_000
    played = review.playlists.items[1].played
    assert played is not None
    review.screening.set_in(WallMs(played.start + 3_000))
    review.screening.set_out(WallMs(played.end - 4_000))
    await shown(film, "clip-1")
    trimmed = film.showing.plan
    assert trimmed.played == trimmed.marked
    assert trimmed.played.start == plan.marked.start + 3_000
    assert trimmed.played.end == plan.marked.end - 4_000


async def test_a_trim_goes_on_with_the_picture_on_screen(film: Room):
    review = film.review
    review.screening.play(review.playlists.items[0].id)
    await shown(film, "clip-0")
    film.show(8_000)
    played = review.playlists.items[0].played
    assert played is not None
    review.screening.set_in(WallMs(played.start + 4_000))
    await shown(film, "clip-0")
    assert film.player.told("load")[-1] == 8_000_000


async def test_in_and_out_trim_the_item_on_screen_and_no_clip(film: Room):
    review = film.review
    review.screening.play(review.playlists.items[1].id)
    await shown(film, "clip-1")
    marked = film.showing.plan.marked
    film.show(marked.start + 3_000)
    review.set_in()
    await shown(film, "clip-1")
    film.show(marked.end - 4_000)
    review.set_out()
    await shown(film, "clip-1")
    played = film.showing.plan.played
    assert (played.start, played.end) == (marked.start + 3_000, marked.end - 4_000 + 40)
    assert film.library.kept(ClipMark, EventId("555")) == ()


async def test_the_list_can_wait_after_each_item_and_begin_again(film: Room):
    screening = film.review.screening
    screening.toggle_goes_on()
    screening.play()
    await shown(film, "clip-0")
    film.player.finished.emit()
    await settled()
    assert on_screen(film)[0] == "clip-0"
    screening.toggle_loops()
    film.review.step(-1)
    await shown(film, "last")
    screening.toggle_goes_on()
    film.player.finished.emit()
    await shown(film, "clip-0")


async def test_footage_that_was_seen_is_left_out(film: Room):
    review, clip = film.review, make_game().clips[0]
    assert clip.start is not None
    review.playlists.make(
        "Overlaps",
        [
            picked("555", clip, "a", shorter=8_000),
            picked("555", clip, "b", later=4_000),
            picked("555", clip, "c", later=5_000),
        ],
    )
    review.screening.toggle_repeats()
    review.screening.play()
    await shown(film, "a")
    film.player.finished.emit()
    await shown(film, "b")
    assert on_screen(film)[2] == clip.start + 12_000
    film.player.finished.emit()
    await settled()
    assert on_screen(film)[0] == "b"
    assert review.screening.repeats is False


async def test_a_title_card_stands_over_the_picture_until_the_next_item(film: Room):
    review, cards = film.review, list[str]()
    review.screening.card_changed.connect(cards.append)
    review.playlists.add_card("Horns", 1)
    review.screening.play()
    await shown(film, "clip-0")
    film.player.finished.emit()
    assert cards == ["Horns"]
    assert not film.player.playing
    review.step(1)
    assert cards == ["Horns", ""]
    await shown(film, "clip-1")


async def test_a_card_makes_way_by_itself(film: Room):
    review = film.review
    review.playlists.add_card("Horns", 0)
    review.screening.card_s = 0
    review.screening.play()
    await shown(film, "clip-0")


async def test_choosing_a_clip_leaves_the_list(film: Room):
    review = film.review
    review.screening.play()
    await shown(film, "clip-0")
    await film.choose("clip-3")
    assert review.screening.item is None
    film.player.finished.emit()
    await settled()
    assert film.showing.clip.id == "clip-3"
    review.step(1)
    await settled()
    assert film.showing.clip.id == "clip-4"


async def test_choosing_a_clip_while_the_next_game_loads_leaves_the_list(film: Room):
    review = film.review
    await film.choose("clip-3")
    film.games.gate.close()
    review.screening.play(review.playlists.items[2].id)
    await film.choose("clip-4")
    assert review.screening.item is None
    film.games.gate.open()
    await settled()
    assert film.showing.clip.id == "clip-4"
    assert review.game is not None
    assert review.game.id == "555"


async def test_going_back_while_the_next_game_loads_stays_here(film: Room):
    review = film.review
    film.games.gate.close()
    review.screening.play(review.playlists.items[1].id)
    await shown(film, "clip-1")
    review.screening.step(1)
    await settled()
    assert isinstance(review.loader.state, GameLoading)
    review.screening.step(-1)
    await shown(film, "clip-1")
    film.games.gate.open()
    await settled()
    assert on_screen(film)[:2] == ("clip-1", "555")


async def test_playing_through_the_clips_gives_way_to_the_playlist(film: Room):
    review = film.review
    await film.choose("clip-3")
    review.through.toggle()
    review.screening.play()
    await shown(film, "clip-0")
    assert not review.through.on


async def test_an_item_without_footage_is_told_and_passed_over(film: Room):
    review = film.review
    nowhere = Footage(EventId("555"), make_game().clips[0].period, WallSpan(WallMs(5), WallMs(900)))
    review.playlists.add([Pick(nowhere, "nowhere")], at=0)
    review.screening.play()
    await shown(film, "clip-0")
    assert film.noticed[-1] == "nowhere: There is no footage of this any more."


async def test_a_game_that_cannot_be_had_is_told_and_the_list_stops(film: Room):
    film.games.failing[EventId("777")] = NoNetwork("ShotTracker cannot be reached.")
    review = film.review
    review.screening.play(review.playlists.items[2].id)
    await until(lambda: review.screening.item is None)
    assert review.game is not None
    assert review.game.id == "555"


async def test_addresses_that_expired_while_a_game_was_in_memory_are_asked_for_anew(film: Room):
    review = film.review
    url = make_game().clips[0].hls
    assert url is not None
    film.media.failing[url.url] = StreamGone("The stream is gone.", status=403)
    review.screening.play()
    await until(lambda: film.games.asked.count(EventId("555")) == 2)
    film.media.failing.clear()
    await shown(film, "clip-0")
    assert not isinstance(review.playback.state, Failed)


async def test_an_item_that_is_taken_off_while_it_plays_ends_the_list_and_not_the_picture(
    film: Room,
):
    review = film.review
    review.screening.play()
    await shown(film, "clip-0")
    review.playlists.remove([review.playlists.items[0].id])
    assert review.screening.item is None
    assert isinstance(review.playback.state, Showing)


async def test_another_list_can_be_worked_on_while_one_plays(film: Room):
    review = film.review
    review.screening.play()
    await shown(film, "clip-0")
    review.playlists.make("Another", [])
    film.player.finished.emit()
    await shown(film, "clip-1")
