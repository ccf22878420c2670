"""The scorer's table during one half: keeps the clock and writes everything down."""

from typing import Final
from uuid import NAMESPACE_URL, uuid5

from reviewer.demo.court import Spot, on_court
from reviewer.demo.people import AWAY, HOME, SimPlayer
from reviewer.demo.script import Dice
from reviewer.demo.truth import (
    FPS,
    Lineup,
    ShotClockReset,
    SimHalf,
    SimPlay,
    SimPossession,
    SimShot,
    Stretch,
)
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs, WallMs

DELAY_MS: Final = 1_400
"""The picture shows the game this much later than the data."""
FLIGHT_MS: Final = 900
"""From a shot's release to the rim."""

_HARDLY_TIMED: Final = ("SUBSTITUTION", "DEFENSIVE_REB", "STEAL")
"""Kinds of rows that often come without a clock."""
_CORRECTED_EVERY: Final = 45
SIDES: Final = (HOME, AWAY)


class Table:
    """A mutable record of one half; `half` gives the finished truth."""

    def __init__(
        self, dice: Dice, number: int, tipoff: WallMs, clock_ms: int, score: tuple[int, int]
    ) -> None:
        self.dice = dice
        self.period = Period(f"H{number}")
        self.wall = tipoff
        self.clock_ms = clock_ms
        self.offence = (number - 1) % 2
        self.fives = [list(team.players[:5]) for team in SIDES]
        self._benches = [list(team.players[5:]) for team in SIDES]
        self._home_end = 1 if number % 2 else -1
        self._tipoff = tipoff
        self._score = score
        self._stretches: list[Stretch] = []
        self._resets: list[ShotClockReset] = []
        self._plays: list[SimPlay] = []
        self._shots: list[SimShot] = []
        self._possessions: list[SimPossession] = []
        self._lineups = [Lineup(tipoff, side, tuple(self.fives[side])) for side in (0, 1)]

    @property
    def defence(self) -> int:
        return 1 - self.offence

    def run(self, length_ms: int) -> None:
        self._pass_time(length_ms, running=True)
        self.clock_ms -= length_ms

    def stand(self, length_ms: int) -> None:
        self._pass_time(length_ms, running=False)

    def _pass_time(self, length_ms: int, *, running: bool) -> None:
        start, clock = self.wall, ClockMs(self.clock_ms)
        if self._stretches and self._stretches[-1].running is running:
            last = self._stretches.pop()
            start, clock = last.start, last.clock
        self.wall = WallMs(self.wall + length_ms)
        self._stretches.append(Stretch(start, self.wall, clock, running))

    def reset_shot_clock(self, length_ms: int | None) -> None:
        """Start it anew, or turn it off: None, or less than that left in the half."""
        is_on = length_ms is not None and length_ms <= self.clock_ms
        shot_clock = ClockMs(length_ms) if is_on and length_ms is not None else None
        self._resets.append(ShotClockReset(self.wall, shot_clock))

    def log(
        self,
        kind: str,
        text: str,
        side: int | None = None,
        player: SimPlayer | None = None,
        points: int = 0,
    ) -> None:
        known = kind not in _HARDLY_TIMED or self.dice.between(0, 3) > 0
        corrected = len(self._plays) % _CORRECTED_EVERY == 20
        play = SimPlay(self.wall, kind, text, side, player, points, known, corrected)
        self._plays.append(play)

    def log_shot(
        self, spot: Spot, shooter: SimPlayer, passer: SimPlayer | None, *, made: bool
    ) -> None:
        """A shot by the offence from near `spot` that reaches the rim now."""
        hoop_end = self._home_end if self.offence == 0 else -self._home_end
        shake_x, shake_y = self.dice.between(-180, 180), self.dice.between(-150, 150)
        place = on_court(spot.x + shake_x, spot.y + shake_y, hoop_end)
        shot = SimShot(
            wall=self.wall,
            release=WallMs(self.wall - FLIGHT_MS),
            side=self.offence,
            player=shooter,
            defender=self.opposite(shooter),
            passer=passer,
            made=made,
            spot=spot,
            x_mm=int(place.x),
            y_mm=int(place.y),
            hoop_end=hoop_end,
        )
        self._shots.append(shot)
        points = 3 if spot.is_three else 2
        kind = f"{'THREE' if spot.is_three else 'TWO'}_POINT_{'MAKE' if made else 'MISS'}"
        text = f"{shooter.name} {'made' if made else 'missed'} {points} {spot.name}"
        self.log(kind, text, self.offence, shooter, points if made else 0)

    def log_possession(self, possession: SimPossession) -> None:
        self._possessions.append(possession)

    def substitute(self, side: int) -> None:
        """One player of a side makes room for the one who has rested longest."""
        slot = self.dice.between(0, 4)
        leaving, entering = self.fives[side][slot], self._benches[side].pop(0)
        self.fives[side][slot] = entering
        self._benches[side].append(leaving)
        self._lineups.append(Lineup(self.wall, side, tuple(self.fives[side])))
        self.log("SUBSTITUTION", f"{entering.name} in for {leaving.name}", side, entering)

    def opposite(self, attacker: SimPlayer) -> SimPlayer:
        """Who guards a player of the offence."""
        return self.fives[self.defence][self.fives[self.offence].index(attacker)]

    def half(self, name: str, *, before_ms: int, after_ms: int) -> SimHalf:
        """The truth of the half, its stream starting before tip-off and ending after the end."""
        start = self._tipoff - before_ms + DELAY_MS
        footage_ms = self.wall + DELAY_MS + after_ms - start
        return SimHalf(
            period=self.period,
            session=str(uuid5(NAMESPACE_URL, f"demo/{name}/{self.period}")),
            home_end=self._home_end,
            video_start=WallMs(start),
            delay_ms=DELAY_MS,
            frames=footage_ms * FPS // 1000,
            score_before=self._score,
            stretches=tuple(self._stretches),
            shot_clock_resets=tuple(self._resets),
            plays=tuple(self._plays),
            shots=tuple(self._shots),
            possessions=tuple(self._possessions),
            lineups=tuple(self._lineups),
        )
