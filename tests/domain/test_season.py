"""The games of an account: merged by id, found by words, teams and days."""

from datetime import UTC, date, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.game import EventId, Team, TeamId
from reviewer.domain.score import Score
from reviewer.domain.season import (
    Season,
    SeasonGame,
    View,
    Wanted,
    day_title,
    day_words,
    sections,
)
from reviewer.domain.times import WallMs, WallSpan
from tests.builders import AWAY, HOME, TIPOFF, make_game, make_scheduled

DAY_MS = 86_400_000
NOW = WallMs(TIPOFF + DAY_MS)
ALL = WallSpan(WallMs(0), WallMs(10**14))
LAKESIDE = Team(TeamId("30"), "Lakeside")


def season_of(*days: int) -> Season:
    """One game for each number of days after the tip-off of the builders."""
    listed = [make_scheduled(str(day), WallMs(TIPOFF + day * DAY_MS)) for day in days]
    return Season().heard(ALL, listed)


def titles(season: Season, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008
    return [section.title for section in sections(season, wanted, NOW, UTC)]


def ids(season: Season, wanted: Wanted) -> list[str]:
    shown = sections(season, wanted, NOW, UTC)
    return [game.id for section in shown for game in section.games]


def test_played_games_go_back_from_today_and_upcoming_ones_on():
    season = season_of(-400, 0, 1, 2, 9)
    assert titles(season) == ["Today", "Yesterday", "Mon 10 Oct 2022"]
    assert titles(season, Wanted(View.UPCOMING)) == ["Today", "Tomorrow", "Thu 23 Nov"]


def test_within_a_day_the_latest_comes_first_where_it_goes_back():
    hours = [make_scheduled(str(hour), WallMs(TIPOFF - hour * 3_600_000)) for hour in range(3)]
    season = Season().heard(ALL, hours)
    assert ids(season, Wanted()) == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lakeside", ["2"]),
        ("RIDGE lake", ["2"]),
        ("arena", ["1", "2"]),
        ("14 nov", ["1"]),
        ("2023-11-13", ["2"]),
        ("final", ["1", "2"]),
        ("nobody", []),
        ("  ", ["1", "2"]),
    ],
)
def test_every_word_must_be_there(text: str, found: list[str]):
    season = Season().heard(
        ALL,
        [make_scheduled("1", TIPOFF), make_scheduled("2", WallMs(TIPOFF - DAY_MS), away=LAKESIDE)],
    )
    assert ids(season, Wanted(text=text)) == found


def test_one_team_or_several():
    season = Season().heard(
        ALL, [make_scheduled("1", TIPOFF), make_scheduled("2", TIPOFF, away=LAKESIDE)]
    )
    assert ids(season, Wanted(teams=frozenset({LAKESIDE.id}))) == ["2"]
    assert len(ids(season, Wanted(teams=frozenset({LAKESIDE.id, AWAY.id})))) == 2
    assert [(choice.title, choice.count) for choice in season.teams] == [
        (HOME.name, 2),
        (AWAY.name, 1),
        ("Lakeside", 1),
    ]


def test_a_game_that_is_listed_again_keeps_what_is_known_of_it():
    season = season_of(0).seen(make_game(event="0"), NOW)
    again = season.heard(ALL, [make_scheduled("0", WallMs(TIPOFF + 3_600_000), status="ACTIVE")])
    (game,) = again.lately
    assert (game.score, game.opened) == (Score(home=61, away=58), NOW)
    assert (game.tipoff, game.status) == (TIPOFF + 3_600_000, "ACTIVE")


def test_what_is_listed_no_more_goes_unless_it_was_opened():
    season = season_of(-40, 0, 1).seen(make_game(event="1"), NOW)
    span = WallSpan(WallMs(TIPOFF - DAY_MS), WallMs(TIPOFF + 2 * DAY_MS))
    assert set(season.heard(span, []).games) == {"-40", "1"}


def test_games_opened_lately_come_first_while_nothing_is_looked_for():
    season = season_of(0, -1, -2, -3, -4)
    for at, event in enumerate(("0", "-1", "-2", "-4")):
        season = season.seen(make_game(event=event), WallMs(NOW + at))
    assert titles(season)[0] == "Opened lately"
    assert ids(season, Wanted())[:3] == ["-4", "-2", "-1"]
    assert "Opened lately" not in titles(season, Wanted(text="ridge"))
    assert "Opened lately" not in titles(season, Wanted(View.UPCOMING))


def test_a_game_by_its_id_alone_is_known_from_then_on():
    season = Season().seen(make_game(event="555"), NOW)
    (game,) = season.lately
    assert (game.name, game.tipoff) == ("Harbor City at North Ridge", TIPOFF)
    assert season.scored(EventId("nobody"), Score(1, 2), NOW) == season


@pytest.mark.parametrize(
    ("hours", "kept", "decided"), [(1, False, False), (4, True, False), (25, True, True)]
)
def test_what_a_game_stands_at_is_no_result_while_it_may_go_on(
    hours: int, *, kept: bool, decided: bool
):
    (game,) = Season().seen(make_game(), WallMs(TIPOFF + hours * 3_600_000)).lately
    assert (game.score is not None, game.decided) == (kept, decided)


@pytest.mark.parametrize(
    ("status", "hours", "words"),
    [
        ("ACTIVE", 1, "Live"),
        ("ACTIVE", -1, ""),
        ("ACTIVE", 30, ""),
        ("FINAL", 30, "Final"),
        ("RAINED_OUT", 1, "Rained out"),
        ("", 1, ""),
    ],
)
def test_a_status_is_told_in_a_coach_s_words(status: str, hours: int, words: str):
    tipoff = WallMs(NOW - hours * 3_600_000)
    assert SeasonGame(EventId("1"), "A at B", tipoff, status=status).state(NOW) == words


def test_a_day_is_that_of_the_zone():
    late = WallMs(TIPOFF // DAY_MS * DAY_MS + 23 * 3_600_000)
    game = SeasonGame(EventId("1"), "A at B", late)
    day = game.day(UTC)
    assert day is not None
    assert game.day(timezone(timedelta(hours=2))) == day + timedelta(days=1)
    assert SeasonGame(EventId("2"), "A at B").day(UTC) is None


def test_a_game_without_a_date_is_shown_last():
    listed = [make_scheduled("1", TIPOFF)]
    season = Season().heard(ALL, listed).seen(make_game(0, event="x"), NOW)
    assert titles(season)[-1] == "No date"


def test_days_in_words():
    assert day_title(date(2026, 11, 14), date(2026, 11, 24)) == "Sat 14 Nov"
    assert day_words(TIPOFF, NOW, UTC) == "14 Nov"
    assert day_words(WallMs(0), NOW, UTC) == "1 Jan 1970"


@given(
    days=st.lists(st.integers(-500, 500), unique=True, max_size=30),
    pieces=st.lists(st.integers(-500, 500), min_size=2, max_size=6),
)
def test_hearing_a_season_piece_by_piece_is_hearing_it_at_once(days: list[int], pieces: list[int]):
    listed = [make_scheduled(str(day), WallMs(TIPOFF + day * DAY_MS)) for day in days]
    bounds = sorted({-501, 501, *pieces})
    season = Season()
    for first, last in pairwise(bounds):
        span = WallSpan(WallMs(TIPOFF + first * DAY_MS), WallMs(TIPOFF + last * DAY_MS))
        inside = [game for game in listed if span.start <= (game.tipoff or 0) < span.end]
        season = season.heard(span, inside)
    assert season.games == Season().heard(ALL, listed).games
