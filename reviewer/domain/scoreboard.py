"""What the scoreboard in the picture shows, as the user reads it, made a correction."""

from reviewer.domain.clock import GameClock
from reviewer.domain.corrections import BadCorrection, Reading
from reviewer.domain.periods import Period, period_title
from reviewer.domain.times import MediaMs, WallMs, format_clock, parse_clock


def read_scoreboard(
    typed: str, period: Period, media: MediaMs, now: WallMs | None, clock: GameClock
) -> Reading:
    """The picture at `media` shows the clock that the user typed, in this period.

    `now` is when the picture is taken to be so far: where that clock stood for a while, the
    moment nearest to it is meant. Raises BadCorrection for a clock that cannot be.
    """
    shown = parse_clock(typed)
    if shown is None:
        raise BadCorrection(
            f"“{typed.strip()}” is no game clock.", remedy="Type it like 7:32.4 or 0:05.1."
        )
    known = next((each for each in clock.periods if each.period == period), None)
    if known is None:
        raise BadCorrection(f"The data have no clock for {period_title(period)}.")
    if not known.last <= shown <= known.first:
        raise BadCorrection(
            f"The {period_title(period)} runs from {format_clock(known.first)} "
            f"to {format_clock(known.last)}."
        )
    span = clock.when(period, shown)
    if span is None:
        raise BadCorrection(f"The data do not say when it was {format_clock(shown)}.")
    # a scoreboard cuts: 7:32.4 is on it until just before the clock falls below
    early = clock.when(period, type(shown)(min(shown + _hidden_ms(typed), known.first)))
    start = early.start if early is not None else span.start
    middle = WallMs((start + span.end) // 2)
    stood = span.length_ms > _STOOD_MS
    wall = WallMs(min(max(now, start), span.end)) if stood and now is not None else middle
    return Reading(media, wall, shown=f"{period} {format_clock(shown)}")


_STOOD_MS = 1_500


def _hidden_ms(typed: str) -> int:
    """How much of the clock a reading to the tenth, or to the second, does not show."""
    return 99 if "." in typed else 999
