"""Where typed and pasted words lead, and what is said of words that lead nowhere."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.clock import GameClock, build_clock
from reviewer.domain.errors import Unplayable
from reviewer.domain.game import Game
from reviewer.domain.goto import (
    GoTo,
    GoToClock,
    GoToWall,
    NotAPlace,
    find,
    parse_goto,
    to_clock,
)
from reviewer.domain.moment import times_of
from reviewer.domain.periods import Period, period_short, period_title
from reviewer.domain.times import ClockMs, WallMs, format_clock
from tests.builders import PERIOD_MS, TIPOFF, make_clip, make_game, make_play

ZONE = timezone(timedelta(hours=-5))
QUARTERS = tuple(map(Period, ("Q1", "Q2", "Q3", "Q4", "OT", "OT2")))


def game_of(*periods: str) -> Game:
    """Twenty minutes of each period, an hour apart, in two clips with the clock running."""
    clips = []
    for number, period in enumerate(periods):
        for half in (0, 1):
            clip = make_clip(2 * number + half, "H1", at_ms=half * 600_000, length_ms=600_000)
            later = number * 3_600_000
            clips.append(
                replace(
                    clip,
                    period=Period(period),
                    start=WallMs((clip.start or 0) + later),
                    end=WallMs((clip.end or 0) + later),
                )
            )
    return replace(make_game(), clips=tuple(clips), plays=())


GAME = game_of(*QUARTERS)
CLOCK = build_clock(GAME)
HALVES = game_of("H1", "H2")


def read(text: str, game: Game = GAME, current: str | None = "Q2") -> GoTo:
    clock = CLOCK if game is GAME else build_clock(game)
    period = None if current is None else Period(current)
    return parse_goto(text, game, clock, current=period, zone=ZONE)


def place(period: str, minutes: int, seconds: float) -> GoToClock:
    return GoToClock(Period(period), ClockMs(round((minutes * 60 + seconds) * 1000)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q3 4:12", place("Q3", 4, 12)),
        ("q3 4:12.5", place("Q3", 4, 12.5)),
        ("4:12", place("Q2", 4, 12)),
        (":34.5", place("Q2", 0, 34.5)),
        ("Q4 3.4", place("Q4", 0, 3.4)),
        ("OT 1:00", place("OT", 1, 0)),
        ("2OT 0:30", place("OT2", 0, 30)),
        ("ot2 0:30", place("OT2", 0, 30)),
        ("overtime 1:00", place("OT", 1, 0)),
        ("1OT 1:00", place("OT", 1, 0)),
        ("1st ot 1:00", place("OT", 1, 0)),
        ("3Q 4:12", place("Q3", 4, 12)),
        ("Q3-4:12", place("Q3", 4, 12)),
        ("3rd qtr 4:12", place("Q3", 4, 12)),
        ("2nd overtime, 1:00", place("OT2", 1, 0)),
        ("3rd 4:12", place("Q3", 4, 12)),
        ("3rd quarter at 4:12", place("Q3", 4, 12)),
        ("3rd period 4:12", place("Q3", 4, 12)),
        ("4:12 left in the 3rd", place("Q3", 4, 12)),
        ("4:12 in the 3rd quarter", place("Q3", 4, 12)),
        ("4:12 (Q3)", place("Q3", 4, 12)),
        ("see Q3 4:12 please, bad switch", place("Q3", 4, 12)),
        ("Q3 4:12.", place("Q3", 4, 12)),
        ("4:12, 3rd foul on Ito", place("Q2", 4, 12)),
        ("[19:42] Bob: see Q3 4:12", place("Q3", 4, 12)),
        ("2023-11-14 19:42:10 Bob: see Q3 4:12, not Q1", place("Q3", 4, 12)),
        ("Q3: ATO at 4:12, then 3:58", place("Q3", 4, 12)),
    ],
)
def test_a_clock_is_found_among_words(text: str, expected: GoTo):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["1st half 4:12", "H1 4:12", "1H 4:12", "1st 4:12", "4:12 of the 1st half"]
)
def test_halves_are_named_as_coaches_name_them(text: str):
    assert read(text, HALVES) == place("H1", 4, 12)


def test_a_label_never_seen_is_understood_as_it_stands():
    assert read("golden-set 4:12", game_of("GOLDEN-SET")) == place("GOLDEN-SET", 4, 12)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("17:20:10", "2023-11-14T17:20:10-05:00"),
        ("at 5:20:10 pm", "2023-11-14T17:20:10-05:00"),
        ("17:20:10.250", "2023-11-14T17:20:10.250-05:00"),
        ("2023-11-14T22:20:10Z", "2023-11-14T22:20:10Z"),
        ("2023-11-14 17:20", "2023-11-14T17:20:00-05:00"),
        ("2023-11-14T23:20:10+01:00", "2023-11-14T22:20:10Z"),
        ("1700000410123", "2023-11-14T22:20:10.123Z"),
    ],
)
def test_a_wall_time_in_any_writing(text: str, iso: str):
    expected = datetime.fromisoformat(iso).timestamp() * 1000
    assert read(text) == GoToWall(WallMs(round(expected)))


def test_a_time_of_day_after_midnight_is_of_the_day_the_game_ended():
    late = timezone(timedelta(hours=1))  # there the game began at 23:13
    found = parse_goto("0:20:10", GAME, CLOCK, current=None, zone=late)
    assert found == GoToWall(
        WallMs(round(datetime(2023, 11, 14, 23, 20, 10, tzinfo=UTC).timestamp()) * 1000)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("99:99", "“99:99” is no game clock"),
        ("4:5", "“4:5” is no game clock"),
        ("Q3 24:12", "known from 20:00.0 to 0:00.0; 24:12 is not in it"),
        ("Q7 4:12", "no Q7. It has Q1, Q2, Q3, Q4, OT, OT2."),
        ("3OT 4:12", "no 3OT"),
        ("1st half 4:12", "no 1ST HALF"),
        ("Q3", "needs a clock"),
        ("Q3 19:42:10", "needs a clock"),
        ("bad switch", "no time in that"),
        ("", "no time in that"),
        ("25:00:00", "not a time of day"),
        ("2023-13-45T10:00:00", "not a date"),
    ],
)
def test_what_cannot_be_is_said(text: str, words: str):
    with pytest.raises(NotAPlace) as caught:
        read(text)
    assert words in str(caught.value)


def test_a_clock_alone_needs_a_current_period():
    with pytest.raises(NotAPlace, match="which period"):
        read("4:12", current=None)


def test_a_period_whose_clock_nobody_knows_is_said():
    blind = tuple(replace(clip, start_clock=None, end_clock=None) for clip in HALVES.clips)
    with pytest.raises(NotAPlace, match="Nothing tells the game clock of the 1st half"):
        read("H1 4:12", replace(HALVES, clips=blind))


def test_a_game_without_any_time_has_no_day():
    with pytest.raises(NotAPlace, match="write the date"):
        read("19:42:10", replace(GAME, clips=()))


@given(
    st.sampled_from(QUARTERS),
    st.integers(0, PERIOD_MS // 100).map(lambda tenths: ClockMs(tenths * 100)),
    st.sampled_from(["{0} {1}", "{2} {1}", "{3} at {1}", "see {0} {1} please", "{1} in {0}"]),
)
def test_what_the_screen_shows_leads_back_to_itself(period: Period, clock: ClockMs, form: str):
    text = form.format(period, format_clock(clock), period_title(period), period_short(period))
    assert read(text) == GoToClock(period, clock)
    assert to_clock(period, format_clock(clock), GAME, CLOCK) == GoToClock(period, clock)


@given(st.integers(TIPOFF - 20_000_000, TIPOFF + 20_000_000).map(WallMs))
def test_every_writing_of_a_wall_time_leads_back_to_itself(wall: WallMs):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=wall)
    assert read(str(wall)) == GoToWall(wall)
    assert read(moment.astimezone(ZONE).isoformat(timespec="milliseconds")) == GoToWall(wall)
    assert read(f"{moment.astimezone(ZONE):%H:%M:%S.%f}"[:-3]) == GoToWall(wall)


@given(st.text(max_size=40) | st.from_regex(r"[QHO]?[T0-9:. stndh-]{1,30}", fullmatch=True))
def test_any_words_lead_into_the_game_or_nowhere(text: str):
    with suppress(NotAPlace):
        goto = read(text)
        assert isinstance(goto, GoToWall) or goto.clock <= PERIOD_MS


def test_a_clock_that_stood_leads_to_where_it_stopped():
    first, second = make_clip(0, length_ms=10_000), make_clip(1, at_ms=60_000)
    second = replace(second, start_clock=first.end_clock, end_clock=ClockMs(1_150_000))
    whistle = replace(
        make_play(first, "PERSONAL_FOUL"), wall=WallMs(first.end or 0), clock=first.end_clock
    )
    game = replace(make_game(), clips=(first, second), plays=(whistle,))
    times = times_of(game)
    goto = to_clock("H1", "19:30", game, times.clock)
    assert first.hls is not None
    assert find(goto, times, game).stream == first.hls.stream
    assert find(goto, times, game).media == 30_000


def test_a_place_that_no_stream_shows_says_so():
    times = times_of(GAME)
    unfilmed = replace(GAME, clips=tuple(replace(clip, hls=None) for clip in GAME.clips))
    with pytest.raises(Unplayable, match="no footage of when the clock of the 3rd quarter"):
        find(place("Q3", 4, 12), times_of(unfilmed), unfilmed)
    with pytest.raises(Unplayable):
        find(GoToWall(WallMs(0)), times, GAME)
    with pytest.raises(NotAPlace, match="Nothing tells when"):
        find(place("Q9", 4, 12), times, GAME)


def test_an_empty_clock_knows_no_period():
    with pytest.raises(NotAPlace, match="None of its periods is known"):
        to_clock("Q1", "4:12", replace(GAME, clips=()), GameClock(()))
