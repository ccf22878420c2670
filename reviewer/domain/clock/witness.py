"""Rows that carry both times, and what each kind of row says about the clock around it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

from reviewer.domain.game import Clip, Game, Play, Possession, Shot
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs

FRAME_MS = 33
"""What nobody can see: one picture at 30 a second."""


@dataclass(frozen=True, slots=True)
class Halt:
    """How long the clock typically stands before a row of this kind is entered, and after it."""

    before_ms: int = 0
    after_ms: int = 0

    @property
    def is_whistle(self) -> bool:
        """The clock ran until this row and stood from it on."""
        return self.before_ms == 0 and self.after_ms > 0


LIVE = Halt()
_WHISTLED = Halt(0, 12_000)
_AFTER_BASKET = Halt(0, 3_000)

# How play restarts: after a free throw within seconds, by a throw-in after a whistle in about
# twelve, after a time-out in two minutes. Only the ratio of two neighbours' figures is used, and
# only where both stand: half or twice any of them moves the benchmark by at most 0.2 s.
_HALTS = (
    (re.compile(r"FREE.?THROW"), Halt(25_000, 2_000)),
    (re.compile(r"FOUL|CHARGE"), _WHISTLED),
    (re.compile(r"TIME.?OUT|CHALLENGE|REVIEW"), Halt(10_000, 120_000)),
    (re.compile(r"SUBSTITUTION"), Halt(10_000, 15_000)),
    (re.compile(r"JUMP.?BALL"), Halt(10_000, 2_000)),
    (re.compile(r"PERIOD.?START|START.?(OF.?)?PERIOD"), Halt(60_000, 2_000)),
    (re.compile(r"(PERIOD|GAME).?END|END.?(OF.?)?(PERIOD|GAME)"), Halt(10_000, 60_000)),
    (
        re.compile(r"OUT.?OF.?BOUNDS|DEAD.?BALL|VIOLATION|SHOT.?CLOCK|KICKED|INBOUND|TRAVEL"),
        _WHISTLED,
    ),
)
_BASKET_STOPS_BELOW = ClockMs(120_000)
"""The longest stretch at a period's end in which any rule book stops the clock at a basket."""

_STEPS_MS = (1_000, 100, 10)
_LATE_AT_MOST_MS = 3_000
"""Rows that disagree by more than a slow hand are wrong, and say nothing of the others."""
_NOISE_SHARE = 1 / 3
"""A source in which more pairs than this disagree, for each that agrees, is not exact."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A moment at which a source says what the clock showed.

    `grain_ms` is how coarse the source is: 0 where it is exact to the millisecond, 100 where its
    clock is in tenths, 2,000 where clock and wall time are both whole seconds.
    """

    period: Period
    wall: WallMs
    clock: ClockMs
    halt: Halt = LIVE
    grain_ms: int = 0


@dataclass(frozen=True, slots=True)
class Stoppage:
    """A row without a clock that yet says that the clock stood."""

    period: Period
    wall: WallMs
    halt: Halt


@lru_cache(maxsize=1_000)
def halt_of(classification: str) -> Halt:
    """What a play-by-play row of this kind says; a kind never seen says nothing."""
    text = classification.upper()
    return next((halt for pattern, halt in _HALTS if pattern.search(text)), LIVE)


def witnesses_of(game: Game) -> Iterator[Witness]:
    """Every row of the game that can testify, each source with the step it counts in."""
    for source in (
        chain.from_iterable(map(_of_clip, game.clips)),
        chain.from_iterable(map(_of_possession, game.possessions)),
        chain.from_iterable(map(_of_play, game.plays)),
        chain.from_iterable(map(_of_shot, game.shots)),
    ):
        yield from _with_grain(tuple(source))


def stoppages_of(game: Game) -> Iterator[Stoppage]:
    """Fouls, time-outs and the like whose clock the feed does not know."""
    for play in game.plays:
        halt = halt_of(play.classification)
        if play.clock is None and halt != LIVE:
            yield Stoppage(play.period, play.wall, halt)


def _of_clip(clip: Clip) -> Iterator[Witness]:
    return _ends(clip.period, (clip.start, clip.start_clock), (clip.end, clip.end_clock))


def _of_possession(item: Possession) -> Iterator[Witness]:
    return _ends(item.period, (item.start, item.start_clock), (item.end, item.end_clock))


def _ends(period: Period, *ends: tuple[WallMs | None, ClockMs | None]) -> Iterator[Witness]:
    """Both clocks 0 is how the feed says that it does not know."""
    if any(clock for _, clock in ends):
        for wall, clock in ends:
            if wall is not None and clock is not None:
                yield Witness(period, wall, clock)


def _of_play(play: Play) -> Iterator[Witness]:
    if play.clock is not None:
        halt = halt_of(play.classification)
        if halt == LIVE and play.points > 0:
            halt = _after_basket(play.clock)
        yield Witness(play.period, play.wall, play.clock, halt)


def _of_shot(shot: Shot) -> Iterator[Witness]:
    if shot.clock is not None:
        halt = _after_basket(shot.clock) if shot.made else LIVE
        yield Witness(shot.period, shot.wall, shot.clock, halt)


def _after_basket(clock: ClockMs) -> Halt:
    return _AFTER_BASKET if clock <= _BASKET_STOPS_BELOW else LIVE


def _with_grain(source: Sequence[Witness]) -> Iterable[Witness]:
    grain_ms = _grain(source)
    return [replace(w, grain_ms=grain_ms) for w in source] if grain_ms else source


def _grain(source: Sequence[Witness]) -> int:
    """How coarse a source is: the steps of its digits, or else how far its rows disagree.

    Round figures alone prove nothing: rows cut to the second cannot all fit one clock. They gain
    on it, or fall behind by less than any stop takes.
    """
    rows = sorted((w.period, w.wall, w.clock) for w in source)
    pairs = (pair for pair in pairwise(rows) if pair[0][0] == pair[1][0])
    moves = [(b[1] - a[1], abs(b[2] - a[2])) for a, b in pairs]
    gains = sorted(fell - took for took, fell in moves if 0 < fell - took <= _LATE_AT_MOST_MS)
    steps_ms = _step(wall for _, wall, _ in rows) + _step(clock for _, _, clock in rows)
    slips = any(fell > FRAME_MS and 0 < took - fell <= FRAME_MS for took, fell in moves)
    if steps_ms and (slips or (gains and gains[0] <= steps_ms)):
        return steps_ms
    agreeing = sum(fell > FRAME_MS and abs(took - fell) <= FRAME_MS for took, fell in moves)
    apart = [gain for gain in gains if gain > FRAME_MS]
    return apart[len(apart) * 9 // 10] if len(apart) > _NOISE_SHARE * agreeing else 0


def _step(values: Iterable[int]) -> int:
    """The coarsest step that most of the values keep, 0 for none; a few wrong ones do not count."""
    known = tuple(values)
    for step in _STEPS_MS:
        if 2 * sum(value % step == 0 for value in known) > len(known):
            return step
    return 0
