"""From what a coach typed or pasted, `see Q3 4:12`, to the picture that shows it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from math import inf
from typing import ClassVar, TypeAlias

from reviewer.domain.clock import GameClock
from reviewer.domain.errors import DataError, Unplayable
from reviewer.domain.game import Game
from reviewer.domain.moment import GameTimes
from reviewer.domain.period_names import period_names, written_out
from reviewer.domain.periods import Period, period_title
from reviewer.domain.plan import FrameTarget, target_at
from reviewer.domain.times import ClockMs, WallMs, WallSpan, format_clock, parse_clock


class NotAPlace(DataError):
    """What was typed names no moment of this game."""

    title: ClassVar[str] = "Cannot go there"


@dataclass(frozen=True, slots=True)
class GoToClock:
    """To where the scoreboard shows `clock` in `period`."""

    period: Period
    clock: ClockMs


@dataclass(frozen=True, slots=True)
class GoToWall:
    """To a wall-clock time."""

    wall: WallMs


GoTo: TypeAlias = GoToClock | GoToWall

_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_KIND = r"\s+(?:half|quarter|qtr|overtime|ot|period)\b"
_LABEL = rf"[hqp]\d{{1,2}}|\d[hq]|\d?ot\d?|overtime|{_ORDINAL}{_KIND}"
_ORDINAL_BEFORE = re.compile(rf"\b({_ORDINAL})[\s,]*(?:at|with|@)?\s*$")
_ORDINAL_AFTER = re.compile(
    rf"\s*(?:left|remaining|to go)?\s*(?:in|of)\s+(?:the\s+)?({_ORDINAL})\b(?!{_KIND})"
)
_CLOCK = re.compile(r"(?<![\d:.])(?:\d*:\d+(?:\.\d+)?|\d{1,2}\.\d{1,3})(?![\d:]|\.\d)")
_TYPED = re.compile(r"(?:\d{0,3}:)?\d{2}(?:\.\d{1,3})?|\d\.\d{1,3}")
_TIME_OF_DAY = re.compile(
    r"(?<![\d:.])(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(?![\d:]|\.\d)(?:\s*([ap])\.?m\b)?"
)
_DATE_TIME = re.compile(
    r"\b\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d{3,6})?)?(?:z|[+-]\d\d:?\d\d)?(?![\d:])"
)
_EPOCH_MS = re.compile(r"(?<![\d:.])\d{12,14}(?![\d:]|\.\d)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EDGE_MS = 1_000
"""A period's first and last row are seldom its first and last moment."""


def parse_goto(
    text: str, game: Game, clock: GameClock, *, current: Period | None, zone: tzinfo
) -> GoTo:
    """Where a text leads. A clock alone is of the `current` period, a bare time of day in `zone`.

    Words around it are ignored; of several clocks the one nearest to a period counts, and a
    clock counts before the time of day that a message carries. Raises NotAPlace for what cannot be.
    """
    words = text.casefold()
    labels = _labels(game, clock)
    rest = words
    for stamp in (_DATE_TIME, _EPOCH_MS, _TIME_OF_DAY):
        rest = stamp.sub(lambda found: " " * len(found[0]), rest)
    shown, label = _clock_and_label(rest, labels)
    if shown is not None:
        period = current if label is None else _known_period(label, labels)
        return _in_period(period, shown, clock, labels)
    if label is not None:
        raise NotAPlace("A period needs a clock beside it, like 4:12.")
    return GoToWall(_wall(words, game, clock, zone))


def to_clock(label: str, shown: str, game: Game, clock: GameClock) -> GoToClock:
    """A period and a clock, each given by itself. Raises NotAPlace for what cannot be."""
    labels = _labels(game, clock)
    return _in_period(_known_period(label.casefold(), labels), shown, clock, labels)


def typed_clock(shown: str) -> ClockMs | None:
    """A clock as people write it, `4:05` and never `4:5`; None where it is not one."""
    minutes = "0" if shown.startswith(":") else ""
    return parse_clock(minutes + shown) if _TYPED.fullmatch(shown) else None


def showing(goto: GoToClock, clock: GameClock) -> WallSpan:
    """For how long the scoreboard showed that. Raises NotAPlace where no row tells."""
    span = clock.when(goto.period, goto.clock)
    if span is None:
        raise NotAPlace(f"Nothing tells when {_spoken(goto)}.")
    return span


def find(goto: GoTo, times: GameTimes, game: Game) -> FrameTarget:
    """The picture to go to. Raises NotAPlace where no row tells, Unplayable without footage.

    A clock that stood for a while leads to where it stopped: a coach who writes down 4:12 saw
    the whistle, and wants what led to it, not the throw-in half a minute later.
    """
    if isinstance(goto, GoToWall):
        return target_at(game, times.alignment, goto.wall)
    span = showing(goto, times.clock)
    for wall in (span.start, WallMs(span.end - 1)):
        if times.alignment.streams_at(wall):
            return target_at(game, times.alignment, wall)
    raise Unplayable(f"There is no footage of when {_spoken(goto)}.")


def _clock_and_label(words: str, labels: Mapping[str, Period]) -> tuple[str | None, str | None]:
    """The clock that stands nearest to a period, and that period; None where there is none."""
    odd = sorted((label for label in labels if _is_odd(label)), key=len, reverse=True)
    pattern = "|".join((_LABEL, *map(re.escape, odd)))
    named = list(re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", words))
    found = [_nearest(words, clock, named) for clock in _CLOCK.finditer(words)]
    if not found:
        return None, named[0][0] if named else None
    _, shown, label = min(found, key=lambda each: each[0])
    return shown, label


def _nearest(
    words: str, clock: re.Match[str], named: Iterable[re.Match[str]]
) -> tuple[float, str, str | None]:
    """How far the nearest period is; `3rd` alone is one only where it belongs to the clock."""
    before = _ORDINAL_BEFORE.search(words[: clock.start()])
    ordinal = before or _ORDINAL_AFTER.match(words[clock.end() :])
    if ordinal is not None:
        return 0, clock[0], ordinal[1]
    gaps = [
        (max(label.start() - clock.end(), clock.start() - label.end()), label[0]) for label in named
    ]
    gap, label = min(gaps, default=(inf, None))
    return gap, clock[0], label


def _labels(game: Game, clock: GameClock) -> dict[str, Period]:
    known = [each.period for each in clock.periods]
    known += [clip.period for clip in game.clips]
    known += [play.period for play in game.plays]
    return period_names(known)


def _is_odd(label: str) -> bool:
    """A label never seen, which has to be looked for as it stands."""
    return any(map(str.isalpha, label)) and not re.fullmatch(rf"{_LABEL}|{_ORDINAL}", label)


def _known_period(label: str, labels: Mapping[str, Period]) -> Period:
    name = written_out(label)
    if name not in labels:
        raise NotAPlace(f"This game has no {label.upper()}. {_has(labels)}")
    return labels[name]


def _has(labels: Mapping[str, Period]) -> str:
    known = list(dict.fromkeys(labels.values()))
    return f"It has {', '.join(known)}." if known else "None of its periods is known."


def _in_period(
    period: Period | None, shown: str, clock: GameClock, labels: Mapping[str, Period]
) -> GoToClock:
    typed = typed_clock(shown.strip())
    if typed is None:
        raise NotAPlace(f"“{shown}” is no game clock. Write it like 4:12 or 0:03.4.")
    if period is None:
        raise NotAPlace(f"Say which period you mean. {_has(labels)}")
    reach = next((each for each in clock.periods if each.period == period), None)
    if reach is None:
        raise NotAPlace(f"Nothing tells the game clock of the {period_title(period)}.")
    if not reach.last - _EDGE_MS < typed < reach.first + _EDGE_MS:
        raise NotAPlace(
            f"The clock of the {period_title(period)} is known from {format_clock(reach.first)} "
            f"to {format_clock(reach.last)}; {shown} is not in it."
        )
    return GoToClock(period, min(max(typed, reach.last), reach.first))


def _spoken(goto: GoToClock) -> str:
    return f"the clock of the {period_title(goto.period)} showed {format_clock(goto.clock)}"


def _wall(words: str, game: Game, clock: GameClock, zone: tzinfo) -> WallMs:
    if found := _DATE_TIME.search(words):
        return _date_time(found[0], zone)
    if found := _EPOCH_MS.search(words):
        return WallMs(int(found[0]))
    if found := _TIME_OF_DAY.search(words):
        return _on_game_day(_time_of_day(found), game, clock, zone)
    raise NotAPlace("There is no time in that. Write it like Q3 4:12, or 19:42:10.")


def _date_time(text: str, zone: tzinfo) -> WallMs:
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError as wrong:
        raise NotAPlace(f"“{text}” is not a date and a time.") from wrong
    return _wall_ms(moment if moment.tzinfo else moment.replace(tzinfo=zone))


def _time_of_day(found: re.Match[str]) -> time:
    hours, minutes, seconds = (int(part) for part in found.group(1, 2, 3))
    if found[5] and 1 <= hours <= 12:
        hours = hours % 12 + (12 if found[5] == "p" else 0)
    try:
        return time(hours, minutes, seconds, int((found[4] or "").ljust(3, "0")) * 1000)
    except ValueError as wrong:
        raise NotAPlace(f"“{found[0]}” is not a time of day.") from wrong


def _on_game_day(shown: time, game: Game, clock: GameClock, zone: tzinfo) -> WallMs:
    """The time of day nearest to the middle of the game, which may end after midnight."""
    walls = [wall for each in clock.periods for wall in (each.span.start, each.span.end)]
    walls = walls or [clip.start for clip in game.clips if clip.start is not None]
    if not walls:
        raise NotAPlace("Nothing tells the day of this game; write the date before the time.")
    middle = WallMs((min(walls) + max(walls)) // 2)
    day = (_EPOCH + timedelta(milliseconds=middle)).astimezone(zone).date()
    days = (day + timedelta(days=step) for step in (-1, 0, 1))
    moments = (_wall_ms(datetime.combine(each, shown, zone)) for each in days)
    return min(moments, key=lambda wall: abs(wall - middle))


def _wall_ms(moment: datetime) -> WallMs:
    return WallMs((moment - _EPOCH) // timedelta(milliseconds=1))
