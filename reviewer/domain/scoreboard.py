"""What the scoreboard in the picture shows, as the user reads it, made a correction."""

from reviewer.domain.clock import GameClock, PeriodClock
from reviewer.domain.corrections import BadCorrection, Reading
from reviewer.domain.goto import typed_clock
from reviewer.domain.periods import Period, period_title
from reviewer.domain.times import ClockMs, MediaMs, WallMs, WallSpan, format_clock

_STOOD_MS = 1_500
"""A clock that is on the scoreboard for longer than this stood."""


def read_scoreboard(
    typed: str, period: Period, media: MediaMs, now: WallMs | None, clock: GameClock
) -> Reading:
    """The picture at `media` shows the clock that the user typed, in this period.

    `now` is when the picture is taken to be so far: where that clock stood for a while, the
    moment nearest to it is meant. Raises BadCorrection for a clock that cannot be.
    """
    shown = typed_clock(typed.strip())
    if shown is None:
        raise BadCorrection(
            f"“{typed.strip()}” is no game clock.", remedy="Type it like 7:32.4 or 0:05.1."
        )
    known = _known(period, shown, clock)
    span = _on_the_scoreboard(shown, known, tenths="." in typed)
    if now is not None and span.length_ms > _STOOD_MS:
        wall = WallMs(min(max(now, span.start), span.end))
    else:
        wall = WallMs((span.start + span.end) // 2)
    return Reading(media, wall, shown=f"{period} {format_clock(shown)}")


def _known(period: Period, shown: ClockMs, clock: GameClock) -> PeriodClock:
    known = next((each for each in clock.periods if each.period == period), None)
    if known is None:
        raise BadCorrection(f"The data have no clock for the {period_title(period)}.")
    if not known.last <= shown <= known.first:
        raise BadCorrection(
            f"The {period_title(period)} runs from {format_clock(known.first)} "
            f"to {format_clock(known.last)}."
        )
    return known


def _on_the_scoreboard(shown: ClockMs, known: PeriodClock, *, tenths: bool) -> WallSpan:
    """A scoreboard cuts: 7:32.4 is on it from 7:32.499 until the clock falls below 7:32.400."""
    hidden_ms = 99 if tenths else 999
    last = known.when(shown)
    first = known.when(ClockMs(min(shown + hidden_ms, known.first)))
    if first is None or last is None:
        raise BadCorrection(f"The data do not say when it was {format_clock(shown)}.")
    return WallSpan(first.start, last.end)
