"""What the data know of a clip already, as tags that the user only confirms.

Groups and values are those of the palette “Basketball, every tag”.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from reviewer.domain.game import Clip, Game, Play, PlayerId, Possession, TeamId
from reviewer.domain.listing import PlayIndex
from reviewer.domain.periods import Period, period_rank
from reviewer.domain.plays import leading
from reviewer.domain.score import ScoreLine
from reviewer.domain.times import WallMs, WallSpan

TRANSITION_MS = 8_000
"""An attempt so soon after the ball changed hands met a defence that was not set."""

PUTBACK_MS = 3_000
LATE_MS = 120_000
CLUTCH_MS = 300_000
CLUTCH_POINTS = 5
END_OF_SHOT_CLOCK_MS = 5_000

_OUTCOMES = (
    (re.compile(r"TWO_POINT_MAKE"), "+2"),
    (re.compile(r"TWO_POINT_MISS"), "X2"),
    (re.compile(r"THREE_POINT_MAKE"), "+3"),
    (re.compile(r"THREE_POINT_MISS"), "X3"),
    (re.compile(r"FREE.?THROW_MAKE"), "FTM"),
    (re.compile(r"FREE.?THROW_MISS"), "FTX"),
    (re.compile(r"SHOT.?CLOCK"), "NS"),
    (re.compile(r"OFFENSIVE_FOUL"), "OF"),
    (re.compile(r"TURNOVER"), "TO"),
)
# How an attack may have begun, by the last row before its first own: (row, whose, value, words).
_OWN, _THEIRS = True, False
_STARTS = (
    (re.compile(r"TIME.?OUT"), None, "ATO", "after a time-out"),
    (re.compile(r"OFFENSIVE_REB"), _OWN, "OR", "after an offensive rebound"),
    (re.compile(r"DEFENSIVE_REB"), _OWN, "DR", "after a defensive rebound"),
    (re.compile(r"STEAL"), _OWN, "ST", "after a steal"),
    (re.compile(r"LIVE_BALL_TURNOVER"), _THEIRS, "ST", "after a live-ball turnover"),
    (re.compile(r"TURNOVER|VIOLATION"), _THEIRS, "DB", "after a dead ball"),
    (re.compile(r"_MAKE"), _THEIRS, "MK", "after a make"),
    (re.compile(r"JUMP.?BALL"), None, "TIP", "after a jump ball"),
    (re.compile(r"PERIOD_START"), None, "PS", "from the start of the period"),
)
_LIVE = frozenset({"DR", "ST"})
"""Starts from which the ball goes on in play."""

_BESIDE = re.compile(r"SUBSTITUTION|PERIOD_END|FOUL|BLOCK")
"""Rows that start no attack; a foul is told by what it leads to."""

_NO_ACTION = re.compile(rf"{_BESIDE.pattern}|PERIOD|TIME.?OUT|JUMP.?BALL|DEFENSIVE_REB|STEAL")
"""Rows with which an attack has done nothing yet."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value of a group that the data speak for, why, and whose doing it was."""

    group: str
    value: str
    why: str
    player: PlayerId | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rules go by. `told` are the rows of the clip's team; `start` is the attack's."""

    clip: Clip
    told: Sequence[Play]
    holder: TeamId | None
    start: tuple[str, str] | None
    since: WallMs | None
    margin: int | None
    is_last_period: bool

    @property
    def attempts(self) -> list[Play]:
        return [play for play in self.told if "_POINT_" in play.classification]


class Suggester:
    """Reads one game. The score is that of the play-by-play."""

    def __init__(self, game: Game, scores: ScoreLine) -> None:
        self._game = game
        self._scores = scores
        self._index = PlayIndex(game.plays)
        self._rows = sorted(game.plays, key=attrgetter("wall"))
        self._walls = [row.wall for row in self._rows]
        self._made: dict[Clip, tuple[Suggestion, ...]] = {}
        self._possessions = sorted(game.possessions, key=attrgetter("start"))

    def suggested(self, clip: Clip) -> tuple[Suggestion, ...]:
        """What the data say of a clip, in the order of a coach's questions."""
        if clip not in self._made:
            self._made[clip] = tuple(self._suggest(clip))
        return self._made[clip]

    def _suggest(self, clip: Clip) -> Iterator[Suggestion]:
        if clip.start is None or clip.end is None or clip.end < clip.start:
            return
        facts = self._facts(clip, WallSpan(clip.start, clip.end))
        for rule in _RULES:
            yield from rule(facts)

    def _facts(self, clip: Clip, span: WallSpan) -> _Facts:
        told = self._index.during(clip)
        held = self._possession(clip.period, span)
        holder = held.team if held is not None else _own_possession(clip)
        attacks = holder is not None and holder == clip.team
        first = next((row for row in told if _is_action(row)), None)
        since = held.start if held is not None else span.start
        return _Facts(
            clip=clip,
            told=told,
            holder=holder,
            start=self._start(clip, first.wall if first else span.end) if attacks else None,
            since=since if attacks else None,
            margin=self._margin(span.start),
            is_last_period=_is_last(clip.period),
        )

    def _possession(self, period: Period, span: WallSpan) -> Possession | None:
        """The possession that shares most of a stretch."""
        shared = (
            (min(span.end, each.end) - max(span.start, each.start), each)
            for each in self._possessions[: self._first_after(span.end)]
            if each.period == period and each.end > span.start
        )
        most, held = max(shared, key=lambda each: each[0], default=(0, None))
        return held if most > 0 else None

    def _first_after(self, wall: WallMs) -> int:
        return bisect_right(self._possessions, wall, key=attrgetter("start"))

    def _start(self, clip: Clip, first: WallMs) -> tuple[str, str] | None:
        """How the attack began: what the last row before its first own one says of it."""
        for row in reversed(self._rows[: bisect_left(self._walls, first)]):
            if row.period != clip.period:
                break
            if not _BESIDE.search(row.classification):
                return _start_by(row, clip.team)
        return ("PS", "from the start of the period") if self._rows else None

    def _margin(self, wall: WallMs) -> int | None:
        score = self._scores.at(wall)
        return None if score is None else abs(score.home - score.away)


def _own_possession(clip: Clip) -> TeamId | None:
    return clip.team if clip.source == "POSSESSION" else None


def _is_action(row: Play) -> bool:
    return not _NO_ACTION.search(row.classification)


def _is_last(period: Period) -> bool:
    return period in ("H2", "Q4") or period_rank(period)[0] == 1


def _start_by(row: Play, team: TeamId | None) -> tuple[str, str] | None:
    for pattern, whose, value, words in _STARTS:
        if pattern.search(row.classification) and whose in (None, row.team == team):
            return value, words
    return None


def _side(facts: _Facts) -> Iterator[Suggestion]:
    if facts.holder is not None and facts.clip.team is not None:
        attacks = facts.holder == facts.clip.team
        yield Suggestion("Side", "OFF" if attacks else "DEF", "by who had the ball")


def _started(facts: _Facts) -> Iterator[Suggestion]:
    if facts.start is not None:
        yield Suggestion("Start", *facts.start)


def _transition(facts: _Facts) -> Iterator[Suggestion]:
    if facts.start is None or facts.since is None or facts.start[0] not in _LIVE:
        return
    first = next(filter(_is_action, facts.told), None)
    if first is not None and 0 <= first.wall - facts.since <= TRANSITION_MS:
        after = round((first.wall - facts.since) / 1000)
        yield Suggestion("Phase", "TR", f"{after} s after the change of possession")


def _second_chance(facts: _Facts) -> Iterator[Suggestion]:
    rebounds = [row for row in facts.told if "OFFENSIVE_REB" in row.classification]
    if rebounds:
        yield Suggestion("Rebound", "OREB", "second chance", rebounds[-1].player)
    for rebound in rebounds:
        for shot in facts.attempts:
            if 0 <= shot.wall - rebound.wall <= PUTBACK_MS:
                yield Suggestion("Play type", "PTB", "shot off the offensive rebound", shot.player)
                return


def _outcome(facts: _Facts) -> Iterator[Suggestion]:
    main = leading(facts.told)
    if main is None:
        return
    made = [row for row in facts.attempts if row.classification.endswith("_MAKE")]
    throws = [row for row in facts.told if "FREE" in row.classification]
    if made and len(throws) == 1 and made[-1].player == throws[0].player:
        yield Suggestion("Outcome", "+1", "made, and one free throw", main.player)
        return
    for pattern, value in _OUTCOMES:
        if pattern.search(main.classification):
            yield Suggestion("Outcome", value, "by the play-by-play", main.player)
            return


def _context(facts: _Facts) -> Iterator[Suggestion]:
    clock, margin = facts.clip.start_clock, facts.margin
    if clock is not None and clock <= LATE_MS:
        yield Suggestion("Context", "L2", "began in the last 2 minutes")
    is_late = clock is not None and clock <= CLUTCH_MS and facts.is_last_period
    if is_late and margin is not None and margin <= CLUTCH_POINTS:
        yield Suggestion("Context", "CLS", f"late, and {f'{margin} apart' if margin else 'level'}")
    shown = [row.shot_clock for row in facts.attempts if row.shot_clock is not None]
    if shown and shown[-1] < END_OF_SHOT_CLOCK_MS:
        yield Suggestion("Context", "EOC", f"shot clock at {shown[-1] / 1000:.1f}")


_RULES: tuple[Callable[[_Facts], Iterator[Suggestion]], ...] = (
    _side,
    _started,
    _transition,
    _second_chance,
    _outcome,
    _context,
)
