"""Finding in the open game and in all of them: asked, counted, played, saved."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from reviewer.domain.errors import DiskFull
from reviewer.domain.finding import (
    AfterTimeOut,
    Ended,
    Filter,
    InGame,
    InPeriod,
    Of,
    SmartList,
    Tagged,
)
from reviewer.domain.found import FoundMoment
from reviewer.domain.game import ClipId, EventId, Game
from reviewer.domain.periods import Period
from reviewer.domain.question import Facet
from reviewer.domain.tags import Tag
from reviewer.domain.times import WallMs, WallSpan
from reviewer.session.finder import Finder
from reviewer.session.review import Review
from reviewer.store.library import Library
from tests.builders import AWAY, HOME, make_game, make_play
from tests.fakes import FakeGames, FakeMedia, FakePaletteFiles, FakePlayer
from tests.session.room import heard, settled, until
from tests.store.desk import how_many, open_library

MADE_TWO = Ended("TWO_POINT_MAKE")
GOOD = Tagged("Grade", "++")


@dataclass
class Search:
    """A session that finds, over a library on the disk."""

    review: Review
    finder: Finder
    library: Library
    games: FakeGames
    player: FakePlayer
    noticed: list[str] = field(default_factory=list)
    wanted: list[tuple[str, tuple[FoundMoment, ...]]] = field(default_factory=list)

    async def open(self, event: str = "555") -> None:
        self.review.open_game(EventId(event))
        await until(lambda: self.review.game is not None and self.review.game.id == event)
        await self.catalogued(event)

    async def catalogued(self, event: str) -> None:
        """Until the game is in the catalogue."""
        scope = InGame(EventId(event))
        await heard(self.finder.changed, lambda: how_many(self.library, scope) > 0)
        await settled()

    @property
    def clips(self) -> list[tuple[str, str | None]]:
        return [(moment.game, moment.clip) for moment in self.finder.moments]

    def count(self, choice: Filter) -> int | None:
        """The live count beside a choice."""
        every = (each for kind in self.finder.facets.values() for each in kind)
        counted = {one.choice: one.count for facet in every for one in facet.choices}
        return counted.get(choice)

    def on_screen(self) -> str | None:
        return getattr(getattr(self.review.playback.state, "clip", None), "id", None)

    async def ended(self) -> None:
        """The clip on screen plays to its end."""
        self.player.pause()
        self.player.finished.emit()
        await settled()


def timed_out(game: Game) -> Game:
    """A time-out was called before the third clip."""
    called = replace(make_play(game.clips[1], "TIMEOUT", 9), wall=WallMs(game.plays[1].wall + 200))
    return replace(game, plays=(*game.plays, called))


@pytest.fixture
async def search(tmp_path: Path, crashes: list[BaseException]) -> AsyncIterator[Search]:
    games = FakeGames(timed_out(make_game()), make_game(3, event="777"), make_game(210, event="9"))
    player = FakePlayer()
    with open_library(tmp_path) as library:
        review = Review(
            games,
            FakeMedia(),
            player,
            library,
            crashes.append,
            palettes=FakePaletteFiles(),
            catalogue=library,
        )
        assert review.finder is not None
        made = Search(review, review.finder, library, games, player)
        review.noticed.connect(made.noticed.append)
        review.finder.playlist_wanted.connect(lambda *wanted: made.wanted.append(wanted))
        review.finder.set_active(on=True)
        yield made
        await review.aclose()


def tag(game: str, clip: FoundMoment, *values: str, group: str = "Grade") -> Tag:
    return Tag(f"tag-{clip.clip}-{group}", EventId(game), clip.period, clip.span, group, values)


async def test_a_game_that_is_opened_can_be_found_in(search: Search):
    await search.open()
    assert search.clips == [("555", f"clip-{number}") for number in range(6)]
    assert search.count(InPeriod(Period("H2"))) == 3
    assert search.count(AfterTimeOut()) == 1


async def test_choices_leave_what_they_say_with_counts_among_what_is_left(search: Search):
    await search.open()
    search.finder.turn(Of(HOME.id))
    assert [clip for _, clip in search.clips] == ["clip-1", "clip-3", "clip-5"]
    assert search.count(Of(AWAY.id)) == 3
    search.finder.turn(Of(HOME.id))
    assert [clip for _, clip in search.clips] == ["clip-0", "clip-2", "clip-4"]
    assert search.count(Of(HOME.id)) == 0
    search.finder.clear()
    assert search.finder.total == 6


async def test_typed_words_find_what_is_said_and_what_is_tagged(search: Search):
    await search.open()
    first, second = search.finder.moments[:2]
    game = EventId("555")
    search.library.save(
        game, "Tag", [tag("555", first, "++"), replace(tag("555", second, "-"), note="late")]
    )
    search.finder.refresh()
    assert search.count(GOOD) == 1
    search.finder.set_text("late")
    assert [clip for _, clip in search.clips] == ["clip-1"]
    search.finder.set_text("made 3")
    assert search.finder.total > 0
    assert all("Made 3" in moment.title for moment in search.finder.moments)


async def test_tags_are_counted_together_or_each_for_itself(search: Search):
    await search.open()
    first = search.finder.moments[0]
    search.library.save(EventId("555"), "Tag", [tag("555", first, "++", "T")])
    search.finder.refresh()
    search.finder.turn(GOOD)
    search.finder.turn(Tagged("Grade", "Q"))
    assert search.finder.total == 1
    search.finder.set_together(Facet("Tagged", "Grade"), on=True)
    assert search.finder.total == 0


async def test_all_games_are_searched_and_a_clip_of_another_opens_it(search: Search):
    await search.open("777")
    await search.open("555")
    search.finder.set_everywhere(on=True)
    assert search.finder.total == 9
    assert search.count(InGame(EventId("777"))) == 3
    other = next(moment for moment in search.finder.moments if moment.game == "777")
    search.finder.play(other)
    await until(lambda: search.on_screen() == other.clip)
    assert search.review.game is not None
    assert search.review.game.id == "777"
    assert search.games.asked == ["777", "555"]


async def test_who_chooses_another_clip_meanwhile_stays_in_the_game(search: Search):
    await search.open()
    search.finder.set_everywhere(on=True)
    found = search.finder.moments[0]
    for event in map(str, range(10, 18)):  # after so many others it is not in memory any more
        search.games.games[EventId(event)] = make_game(3, event=event)
        await search.open(event)
    search.games.gate.close()
    search.finder.play(found)
    search.review.clips.choose(ClipId("clip-2"))
    await until(lambda: search.on_screen() == "clip-2")
    search.games.gate.open()
    await settled()
    assert search.review.game is not None
    assert search.review.game.id == "17"


async def test_a_clip_that_the_list_filters_away_plays_as_well(search: Search):
    await search.open()
    search.review.clips.set_filter(replace(search.review.clips.filter, text="nothing of the kind"))
    search.finder.play(search.finder.moments[3])
    await until(lambda: search.on_screen() == "clip-3")


async def test_a_tag_outside_every_clip_plays_from_its_start(search: Search):
    await search.open()
    end = search.finder.moments[-1].span.end
    loose = WallSpan(WallMs(end - 500), WallMs(end + 9_500))
    made = replace(tag("555", search.finder.moments[-1], "Q"), span=loose)
    search.library.save(EventId("555"), "Tag", [made])
    search.finder.turn(Tagged("Grade", "Q"))
    (found,) = search.finder.moments
    assert found.clip is None
    search.finder.play(found)
    await settled()
    assert (search.on_screen() or "").startswith("moment-")


async def test_results_play_one_after_another(search: Search):
    await search.open()
    search.finder.turn(InPeriod(Period("H2")))
    search.finder.play_all()
    await until(lambda: search.on_screen() == "clip-3")
    assert search.review.clips.only is not None
    assert search.review.clips.only.title == "2nd half"
    await settled()
    await search.ended()
    assert search.on_screen() == "clip-4"


async def test_results_of_several_games_play_game_after_game(search: Search):
    await search.open("777")
    await search.open("555")
    search.finder.set_everywhere(on=True)
    search.finder.turn(MADE_TWO)
    played: list[tuple[str, str | None]] = []
    search.finder.play_all()
    for _ in search.finder.moments:
        await until(lambda: len(search.player.told("load")) > len(played))
        await settled()
        assert search.review.game is not None
        played.append((search.review.game.id, search.on_screen()))
        await search.ended()
    assert played == search.clips
    assert len({game for game, _ in played}) == 2


async def test_who_stops_playing_through_stays_in_the_game(search: Search):
    await search.open("777")
    await search.open("555")
    search.finder.set_everywhere(on=True)
    search.finder.play_all()
    await settled()
    search.review.through.stop()
    await search.ended()
    assert search.review.game is not None
    assert search.review.game.id == search.finder.moments[0].game


async def test_results_become_a_playlist(search: Search):
    await search.open("9")
    search.finder.turn(Of(HOME.id))
    search.finder.make_playlist()
    (name, moments) = search.wanted[0]
    assert name == HOME.name
    assert len(moments) == search.finder.total == 105
    made = search.review.playlists.current
    assert made is not None
    assert made.name == HOME.name
    items = search.review.playlists.items
    assert [item.footage for item in items] == [moment.pick.footage for moment in moments]


async def test_results_are_read_page_by_page(search: Search):
    await search.open("9")
    assert (search.finder.total, len(search.finder.moments)) == (210, 200)
    search.finder.read_more()
    assert len(set(search.clips)) == 210
    search.finder.read_more()
    assert len(search.finder.moments) == 210


async def test_a_smart_list_is_saved_used_renamed_deleted_and_brought_back(search: Search):
    finder = search.finder
    await search.open()
    finder.turn(MADE_TWO)
    finder.save_list(" Twos ")
    assert [each.name for each in finder.lists] == ["Twos"]
    assert finder.title == "Twos"
    finder.clear()
    assert finder.title == "All clips"
    finder.use_list(finder.lists[0])
    assert finder.question.filter == finder.lists[0].filter
    finder.turn(Of(HOME.id))
    assert finder.title == "Made 2, North Ridge"
    finder.save_list("Twos")
    assert len(finder.lists) == 1
    finder.rename_list(finder.lists[0], "Our twos")
    assert finder.title == "Our twos"
    finder.delete_list(finder.lists[0])
    assert not search.library.kept(SmartList)
    search.review.history.undo()
    assert [each.name for each in finder.lists] == ["Our twos"]


async def test_smart_lists_are_there_the_next_time(search: Search):
    await search.open()
    search.finder.turn(MADE_TWO)
    search.finder.save_list("Twos")
    await search.open("777")
    assert [each.name for each in search.finder.lists] == ["Twos"]


async def test_what_nobody_looks_at_is_not_searched(search: Search):
    await search.open()
    search.finder.set_active(on=False)
    search.finder.turn(MADE_TWO)
    assert search.finder.total == 6
    search.finder.set_active(on=True)
    await until(lambda: search.finder.total < 6)


async def test_a_library_that_cannot_be_written_is_told_and_the_game_stays(
    search: Search, monkeypatch: pytest.MonkeyPatch
):
    def full(_game: object) -> Iterator[None]:
        yield
        raise DiskFull("There is no room left to keep that.")

    monkeypatch.setattr(search.library, "saving_game", full)
    search.review.open_game(EventId("555"))
    await heard(search.review.noticed, lambda: search.noticed)
    assert "no room" in search.noticed[0]
    assert search.review.game is not None


async def test_undo_of_a_tag_is_found_at_once(search: Search):
    await search.open()
    search.library.save(EventId("555"), "Tag", [tag("555", search.finder.moments[0], "++")])
    search.finder.turn(GOOD)
    assert search.finder.total == 1
    search.review.history.undo()
    assert search.clips == []
