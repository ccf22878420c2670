"""Games whose clock is known at every millisecond, and the rows that a feed would give of them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from reviewer.domain.game import Clip, ClipId, EventId, Game, Play
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs, WallSpan

TIP_OFF = WallMs(1_700_000_000_137)


@dataclass(frozen=True, slots=True)
class Stint:
    """The clock runs for `ran_ms` with live rows at `lives` (shares of it), a row of kind
    `stopped_by` stops it (None: no row says so), and it stands for `stood_ms`."""

    ran_ms: int
    lives: tuple[float, ...]
    stopped_by: str | None
    stood_ms: int


@dataclass(frozen=True, slots=True)
class Truth:
    """One period as it was: the corners of wall time against clock."""

    period: Period
    walls: tuple[WallMs, ...]
    clocks: tuple[ClockMs, ...]

    def clock(self, wall: int) -> ClockMs:
        place = min(max(bisect_right(self.walls, wall), 1), len(self.walls) - 1)
        fell = min(
            max(wall - self.walls[place - 1], 0), self.clocks[place - 1] - self.clocks[place]
        )
        return ClockMs(self.clocks[place - 1] - fell)

    @property
    def played(self) -> WallSpan:
        """From the start to the last stop, which is where the feed ends."""
        return WallSpan(self.walls[0], self.walls[-2])

    @property
    def stops(self) -> tuple[WallSpan, ...]:
        """All but the last, which the feed does not see the end of."""
        return tuple(map(WallSpan, self.walls[1:-2:2], self.walls[2:-1:2]))


def truth_of(period: str, start: int, length_ms: int, stints: Sequence[Stint]) -> Truth:
    """What happened: each stint runs and then stands; the period ends with the last."""
    walls, clocks = [start], [length_ms]
    for stint in stints:
        walls += [walls[-1] + stint.ran_ms, walls[-1] + stint.ran_ms + stint.stood_ms]
        clocks += [clocks[-1] - stint.ran_ms] * 2
    return Truth(Period(period), tuple(map(WallMs, walls)), tuple(map(ClockMs, clocks)))


def plays_of(truth: Truth, stints: Sequence[Stint]) -> Iterator[Play]:
    """A row for each live moment of a run, and for each stop that is told of."""
    for index, stint in enumerate(stints):
        start, end = truth.walls[2 * index], truth.walls[2 * index + 1]
        for share in stint.lives:
            yield play_at(truth, WallMs(round(start + share * (end - start))), "TWO_POINT_MISS")
        if stint.stopped_by is not None:
            yield play_at(truth, end, stint.stopped_by)


def play_at(truth: Truth, wall: WallMs, kind: str) -> Play:
    clock, name = truth.clock(wall), f"{truth.period} {wall} {kind}"
    return Play(name, wall, truth.period, clock, None, None, None, None, kind, "", 0)


def clip_of(truth: Truth, start: WallMs, end: WallMs) -> Clip:
    """A possession's clip, with the clock at its two ends."""
    clocks = truth.clock(start), truth.clock(end)
    name = ClipId(f"{truth.period} {start}")
    return Clip(name, truth.period, "POSSESSION", None, None, None, start, end, *clocks, None)


@dataclass(frozen=True, slots=True)
class MadeGame:
    """The truth of each period, and the game as its feed tells it."""

    truths: tuple[Truth, ...]
    game: Game

    def moments(self, count: int = 40) -> Iterator[tuple[Truth, WallMs]]:
        """So many moments of each period's play, evenly spread."""
        for truth in self.truths:
            played = truth.played
            step = played.length_ms / count
            yield from ((truth, WallMs(round(played.start + step * i))) for i in range(count))


WHISTLES = ("PERSONAL_FOUL", "TIMEOUT", "DEAD_BALL_TURNOVER", "Shooting Foul")
_LABELS = (("H1", "H2"), ("Q3", "Q4", "OT"), ("OT2",), ("ERSTES DRITTEL", ""))


def some_stints(kinds: Sequence[str | None]) -> st.SearchStrategy[list[Stint]]:
    """Some runs of a period, each with a stop after it; live rows stand apart from its ends."""
    one = st.builds(
        Stint,
        ran_ms=st.integers(2_000, 45_000),
        lives=st.lists(st.floats(0.1, 0.9), min_size=1, max_size=3).map(tuple),
        stopped_by=st.sampled_from(kinds),
        stood_ms=st.integers(1_000, 60_000),
    )
    return st.lists(one, min_size=4, max_size=8)


def made_game(
    played: Sequence[tuple[str, Sequence[Stint]]],
    *,
    left_ms: int = 0,
    break_ms: int = 300_000,
    restarts_told: bool = False,
) -> MadeGame:
    """A game whose feed is exact to the millisecond, each period ending with `left_ms` to go.

    With `restarts_told` a clip covers each run of the clock; else one clip spans the period.
    """
    truths: list[Truth] = []
    plays: list[Play] = []
    clips: list[Clip] = []
    start = TIP_OFF
    for label, stints in played:
        truth = truth_of(label, start, sum(s.ran_ms for s in stints) + left_ms, stints)
        runs = zip(truth.walls[:-1:2], truth.walls[1::2], strict=True)
        spans = runs if restarts_told else [(truth.played.start, truth.played.end)]
        truths.append(truth)
        plays += plays_of(truth, stints)
        clips += [clip_of(truth, *span) for span in spans]
        start = WallMs(truth.walls[-1] + break_ms)
    game = Game(EventId("made"), "A made game", clips=tuple(clips), plays=tuple(plays))
    return MadeGame(tuple(truths), game)


@st.composite
def made_games(
    draw: st.DrawFn, *, kinds: Sequence[str | None] = WHISTLES, restarts_told: bool = False
) -> MadeGame:
    """Games of all shapes; `kinds` are the rows that stop the clock."""
    labels = draw(st.sampled_from(_LABELS))
    return made_game(
        [(label, draw(some_stints(kinds))) for label in labels],
        left_ms=draw(st.sampled_from([0, 61_234])),
        break_ms=draw(st.integers(60_000, 900_000)),
        restarts_told=restarts_told,
    )
