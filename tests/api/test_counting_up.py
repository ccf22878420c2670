"""A feed whose clock counts up: once assembled, the game is the one that counts down."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.api.assemble import Findings, assemble
from reviewer.api.clips import parse_videos
from reviewer.api.parse import parse_catch_up
from reviewer.domain.game import EventId, Game
from reviewer.domain.health import FindingKind, check_health
from reviewer.domain.listing import build_rows
from reviewer.domain.moment import times_of
from reviewer.domain.score import score_line
from reviewer.domain.seen import seen
from reviewer.domain.suggest import Suggester
from reviewer.domain.times import ClockMs, WallMs, format_clock
from tests.api.payloads import TIPOFF, detail, packed, video, videos

QUARTER_MS, CLIP_MS = 720_000, 20_000
Shown = Callable[[int], int]
"""What the scoreboard shows when so many milliseconds of the period have passed."""


def left(elapsed_ms: int) -> int:
    return QUARTER_MS - elapsed_ms


def passed(elapsed_ms: int) -> int:
    return elapsed_ms


def told(shown: Shown, starts: Sequence[int], period: str = "Q4", begin: int = TIPOFF) -> Findings:
    """Clips of 20 s from these moments of a period on, each with a basket, a shot, a possession."""

    def text(elapsed_ms: int) -> str:
        return format_clock(ClockMs(shown(elapsed_ms)))

    clips, plays, shots, possessions = [], [], [], []
    for start in starts:
        middle, end, wall = start + CLIP_MS // 2, start + CLIP_MS, begin + start
        clocks = {"startGameClockMs": shown(start), "endGameClockMs": shown(end)}
        place = {"hlsStartOffset": (wall - TIPOFF) / 1000 + 60, "hlsDuration": CLIP_MS / 1000}
        end_wall = wall + CLIP_MS
        clips.append(video(wall, eventEndTimestamp=end_wall, period=period, **clocks, **place))
        scorer = {"teamId": str(1 + start // CLIP_MS % 2), "period": period}
        plays.append(detail(begin + middle, gameClock=text(middle), **scorer))
        shots.append({"t": begin + middle, "prd": period, "gc": text(middle), "tid": "1"})
        possessions.append(
            {
                "team_id": "1",
                "period": period,
                "start_timestamp": wall,
                "end_timestamp": end_wall,
                "start_game_clock": text(start),
                "end_game_clock": text(end),
            }
        )
    totals = {
        f"{side}TeamScore": {"teamId": n, "value": 0} for side, n in (("home", 1), ("away", 2))
    }
    rows = {"details": plays, "shots": shots, "possessions": possessions, "gameTotals": totals}
    found = Findings(clips=parse_videos(videos(*clips)))
    return found.joined(parse_catch_up(packed(rows)))


def game_of(found: Findings) -> Game:
    return assemble(EventId("up"), found)


WHOLE = range(0, QUARTER_MS, CLIP_MS)


@pytest.fixture
def game() -> Game:
    return game_of(told(passed, WHOLE))


def test_it_is_the_game_of_a_feed_that_counts_down(game: Game):
    assert game == game_of(told(left, WHOLE))
    assert [clip.start_clock for clip in game.clips] == list(map(left, WHOLE))
    assert len({len(rows) for rows in (game.clips, game.plays, game.shots, game.possessions)}) == 1


def test_list_overlay_suggestions_health_and_search_say_the_same_of_it(game: Game):
    early, late = game.clips[3], game.clips[34]
    rows = {row.clip: row.clock for row in build_rows(game, {})}
    assert (rows[early], rows[late]) == ("11:00 – 10:40", "0:40.0 – 0:20.0")
    times = times_of(game)
    assert times.clock.at(early.start or WallMs(0)).clock == early.start_clock == 660_000
    suggester = Suggester(game, score_line(game))
    context = [
        {each.value for each in suggester.suggested(clip) if each.group == "Context"}
        for clip in (early, late)
    ]
    assert context == [set(), {"L2", "CLS"}]
    assert FindingKind.ORDER not in {finding.kind for finding in check_health(game, times)}
    assert {clip.start_clock for clip in seen(game).clips} == {c.start_clock for c in game.clips}


def test_a_feed_that_counts_down_is_left_as_it_is():
    found = told(left, WHOLE)
    game = game_of(found)
    assert (game.clips, game.plays, game.shots) == (
        found.clips.items,
        found.plays.items,
        found.shots.items,
    )


@given(st.sets(st.sampled_from(WHOLE), max_size=1))
def test_a_period_with_too_few_rows_to_tell_is_left_as_it_is(starts: set[int]):
    found = told(passed, sorted(starts))
    found = replace(found, shots=type(found.shots)(), possessions=type(found.possessions)())
    game = game_of(found)
    assert (game.clips, game.plays) == (found.clips.items, found.plays.items)


@given(st.sets(st.sampled_from(WHOLE[:-3]), min_size=1))
def test_whichever_clips_there_are_up_to_the_last_minute_their_clocks_are_what_was_left(
    starts: set[int],
):
    up, down = (game_of(told(shown, sorted(starts | {660_000}))) for shown in (passed, left))
    assert up == down


def test_where_nothing_reaches_the_last_minute_of_a_known_length_no_clock_is_shown():
    game = game_of(told(passed, range(0, 640_000, CLIP_MS)))
    assert {(clip.start_clock, clip.end_clock) for clip in game.clips} == {(None, None)}
    assert {play.clock for play in game.plays} | {shot.clock for shot in game.shots} == {None}


def test_a_possession_whose_clocks_the_feed_does_not_know_has_none():
    unknown = told(lambda elapsed_ms: 0, [0]).possessions
    found = told(passed, WHOLE)
    game = game_of(replace(found, possessions=unknown + found.possessions))
    clocks = [(each.start_clock, each.end_clock) for each in game.possessions]
    assert clocks[:2] == [(None, None), (720_000, 700_000)]


def test_one_period_alone_may_count_up_and_the_others_stay_as_they_are():
    first, second = told(left, WHOLE, "Q3"), told(passed, WHOLE, begin=TIPOFF + 3_600_000)
    found = replace(
        first,
        clips=first.clips + second.clips,
        plays=first.plays + second.plays,
        shots=first.shots + second.shots,
        possessions=first.possessions + second.possessions,
    )
    game = game_of(found)
    halves = [[c.start_clock for c in game.clips if c.period == p] for p in ("Q3", "Q4")]
    assert halves[0] == halves[1] == list(map(left, WHOLE))
