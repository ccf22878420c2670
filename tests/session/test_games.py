"""The schedule in pieces: asked near today first, each failing by itself, kept for offline."""

from collections.abc import AsyncIterator
from datetime import UTC

import pytest

from reviewer.domain.errors import NoNetwork, NotPermitted
from reviewer.domain.game import EventId
from reviewer.domain.score import Score
from reviewer.domain.season import Season, View, Wanted
from reviewer.domain.times import WallMs, WallSpan
from reviewer.session.games import Games
from tests.builders import TIPOFF, make_game, make_scheduled
from tests.fakes import FakeSchedule, FakeSeason
from tests.session.room import settled, until

DAY_MS = 86_400_000
PIECE_MS = 31 * DAY_MS
NOW = WallMs(TIPOFF + DAY_MS)
TOMORROW = (NOW // DAY_MS + 1) * DAY_MS
GONE = NoNetwork("api.test could not be found.")


class Hall:
    """The games over fakes, and what they said."""

    def __init__(self, crashes: list[BaseException], store: FakeSeason) -> None:
        self.schedule, self.store = FakeSchedule(), store
        self.games = Games(self.schedule, store, crashes.append, lambda: NOW, UTC)
        self.failed: list[str] = []
        self.games.failed.connect(self.failed.append)

    def ids(self) -> list[str]:
        return [game.id for section in self.games.sections for game in section.games]

    def add(self, event: str, days: int) -> None:
        self.schedule.games.append(make_scheduled(event, WallMs(TIPOFF + days * DAY_MS)))

    async def refresh(self) -> None:
        self.games.refresh()
        await settled()


@pytest.fixture
async def hall(crashes: list[BaseException]) -> AsyncIterator[Hall]:
    made = Hall(crashes, FakeSeason())
    yield made
    await made.games.aclose()


async def test_the_month_before_and_the_one_to_come_are_asked_first(hall: Hall):
    hall.add("1", 0)
    hall.add("2", 20)
    await hall.refresh()
    assert hall.schedule.asked[:2] == [
        (TOMORROW - PIECE_MS, TOMORROW),
        (TOMORROW, TOMORROW + PIECE_MS),
    ]
    assert hall.ids() == ["1"]
    hall.games.look_for(Wanted(View.UPCOMING))
    assert hall.ids() == ["2"]


async def test_further_pieces_follow_without_a_gap(hall: Hall):
    hall.add("1", 0)
    hall.add("2", -40)
    await hall.refresh()
    hall.games.go_further()
    await settled()
    assert hall.schedule.asked[2:] == [(TOMORROW - 2 * PIECE_MS, TOMORROW - PIECE_MS)]
    assert hall.ids() == ["1", "2"]
    hall.games.look_for(Wanted(View.UPCOMING))
    hall.games.go_further()
    await settled()
    assert hall.schedule.asked[3:] == [(TOMORROW + PIECE_MS, TOMORROW + 2 * PIECE_MS)]


async def test_a_summer_without_games_is_stepped_over(hall: Hall):
    hall.add("1", -130)
    await hall.refresh()
    assert hall.ids() == ["1"]
    assert hall.games.reach is not None
    assert hall.games.reach.number == -5


async def test_where_there_is_nothing_it_stops_after_a_year(hall: Hall):
    await hall.refresh()
    await until(lambda: not hall.games.loading)
    assert hall.games.reach is not None
    assert hall.games.reach.number == -12


async def test_the_newest_request_wins(hall: Hall):
    hall.add("1", 0)
    hall.schedule.gate.close()
    await hall.refresh()
    hall.schedule.games.clear()
    hall.add("2", 0)
    await hall.refresh()
    hall.schedule.gate.open()
    await settled()
    assert hall.ids() == ["2"]


async def test_a_piece_that_fails_says_so_and_leaves_the_rest(hall: Hall):
    hall.add("1", 0)
    await hall.refresh()
    hall.schedule.failing = GONE
    hall.games.go_further()
    await settled()
    (piece,) = hall.games.failures
    assert (piece.number, piece.error) == (-2, GONE)
    assert hall.ids() == ["1"]
    hall.games.go_further()
    await settled()
    assert len(hall.schedule.asked) == 3, "not beyond what is missing"
    hall.schedule.failing = None
    hall.games.retry()
    await until(lambda: not hall.games.failures and not hall.games.loading)
    assert hall.schedule.asked[3] == hall.schedule.asked[2]


async def test_what_was_seen_is_there_with_the_network_gone(
    hall: Hall, crashes: list[BaseException]
):
    hall.add("1", 0)
    await hall.refresh()
    later = Hall(crashes, hall.store)
    later.schedule.failing = GONE
    await later.refresh()
    assert later.ids() == ["1"]
    assert len(later.games.failures) == 2
    await later.games.aclose()


async def test_an_opened_game_is_the_latest_one(hall: Hall):
    assert not hall.games.latest
    hall.games.opened(make_game())
    assert hall.games.latest == "555"
    assert hall.ids()[0] == "555"
    assert hall.store.season.games[EventId("555")].score == Score(home=61, away=58)


async def test_a_disk_that_refuses_is_told_and_nothing_is_lost(hall: Hall):
    hall.store.failing = OSError(28, "No space left on device")
    hall.games.opened(make_game())
    assert hall.games.latest == "555"
    assert hall.failed == ["The games are not kept for offline use: No space left on device."]


async def test_scores_are_asked_once_for_what_is_over(hall: Hall):
    for event, days in (("1", 0), ("2", -1), ("3", 5)):
        hall.add(event, days)
    hall.schedule.scores[EventId("1")] = Score(home=70, away=64)
    await hall.refresh()
    for _ in range(2):
        hall.games.want_scores(map(EventId, ("1", "2", "3", "nobody")))
        await settled()
    assert hall.schedule.scored == ["1", "2"]
    assert hall.store.season.games[EventId("1")].score == Score(home=70, away=64)


async def test_a_score_is_asked_for_again_while_the_game_may_have_gone_on(hall: Hall):
    hall.schedule.games.append(make_scheduled("1", WallMs(NOW - 4 * 3_600_000)))
    for points in (64, 71):
        hall.schedule.scores[EventId("1")] = Score(home=70, away=points)
        await hall.refresh()
        hall.games.want_scores([EventId("1")])
        await settled()
        assert hall.store.season.games[EventId("1")].score == Score(home=70, away=points)


async def test_a_score_that_may_not_be_seen_holds_up_no_other(hall: Hall):
    hall.add("1", 0)
    await hall.refresh()
    hall.schedule.failing = NotPermitted("Your account may not see this game's data.")
    hall.games.want_scores([EventId("1")])
    await settled()
    assert hall.schedule.scored == ["1"]
    assert hall.games.failures == ()


async def test_what_is_to_be_opened_is_said(hall: Hall):
    chosen: list[str] = []
    hall.games.chosen.connect(chosen.append)
    hall.games.choose(EventId("1"))
    assert chosen == ["1"]


async def test_closing_while_the_schedule_is_asked_leaves_nothing_behind(
    crashes: list[BaseException],
):
    hall = Hall(crashes, FakeSeason(Season().heard(WallSpan(NOW, NOW), [])))
    hall.schedule.gate.close()
    await hall.refresh()
    await hall.games.aclose()
    hall.schedule.gate.open()
    await settled()
    assert hall.games.loading
