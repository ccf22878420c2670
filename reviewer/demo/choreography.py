"""Turn the truth of a half into movement: sets, cuts, drives, passes, shots and huddles."""

from collections.abc import Iterable
from functools import partial
from operator import itemgetter
from typing import Final

from reviewer.demo.court import (
    FREE_THROW_MM,
    HALF_LENGTH_MM,
    HALF_WIDTH_MM,
    HOOP_Y_MM,
    Point,
    on_court,
)
from reviewer.demo.marks import Marks
from reviewer.demo.motion import Motion, Slot, towards
from reviewer.demo.people import SimPlayer
from reviewer.demo.script import Dice
from reviewer.demo.truth import SimHalf, SimPlay, SimPossession, SimShot

_SETS: Final = (
    ((0, 8_300), (-5_700, 5_800), (5_700, 5_700), (-6_600, 500), (1_700, 1_600)),
    ((900, 8_100), (-5_300, 6_100), (6_600, 700), (-1_900, 4_300), (2_000, 3_900)),
    ((-800, 8_200), (5_600, 5_600), (-6_700, 600), (6_500, 400), (-1_900, 900)),
)
"""Where an offence sets up, in the half-court frame: guards first, the centre last."""
_LANE: Final = ((2_150, 700), (-2_150, 700), (2_150, 1_700), (-2_150, 1_700), (2_150, 2_700))
_BEHIND: Final = ((2_600, 8_600), (-2_600, 8_600), (900, 9_400), (-900, 9_400))
_HUDDLE: Final = ((0, 0), (900, -900), (900, 900), (1_500, -250), (1_500, 700))
_TIP: Final = ((-2_600, 1_900), (2_600, 1_900), (-2_700, 4_300), (2_700, 4_300), (0, 550))

_BEAT_MS: Final = 1_500
_SET_UP_MS: Final = 3_600
_GUARD_MM: Final = 1_500
_FREE_THROW_FLIGHT_MS: Final = 850
_LINE_GAP_MM: Final = 250
_TABLE_X_MM: Final = -7_100
_BENCH_X_MM: Final = -6_900
_BENCH_Y_MM: Final = 5_200


def choreograph(half: SimHalf) -> Motion:
    """The movement of a half; shots leave from where the shot rows say, at the time they say."""
    return _Choreography(half).motion()


class _Choreography:
    def __init__(self, half: SimHalf) -> None:
        self._half = half
        self._dice = Dice(half.tipoff)
        self._marks = Marks()

    def motion(self) -> Motion:
        self._line_up_for_the_tip()
        for possession in self._half.possessions:
            self._play(possession)
        self._leave()
        return Motion(self._half, self._marks.tracks(), self._marks.touches())

    def _slot(self, side: int, player: SimPlayer, wall: int) -> Slot:
        return side, self._half.lineup(side, wall).index(player)

    def _near(self, place: Point, shake_mm: int) -> Point:
        dice = self._dice
        x = place.x + dice.between(-shake_mm, shake_mm)
        y = place.y + dice.between(-shake_mm, shake_mm)
        return Point(
            min(max(x, -HALF_WIDTH_MM), HALF_WIDTH_MM),
            min(max(y, -HALF_LENGTH_MM), HALF_LENGTH_MM),
        )

    def _line_up_for_the_tip(self) -> None:
        for side in (0, 1):
            end = self._half.hoop_end(side)
            for index, (x, y) in enumerate(_TIP):
                self._marks.move((side, index), self._half.tipoff, Point(x * end, -y * end))
        first = self._half.possessions[0]
        self._marks.touch(self._half.tipoff - 500, Point(0, 0))
        taker = (first.side, 0) if first.began == "JUMP_BALL" else (first.side, 1)
        self._marks.touch(self._half.tipoff + 450, taker, 800, 2_500)

    def _leave(self) -> None:
        for side in (0, 1):
            self._gather(side, self._half.end + 4_500)

    def _play(self, possession: SimPossession) -> None:
        """A possession, stretch by stretch, and how the ball comes back into play after it."""
        later = [p for p in self._half.possessions if p.start > possession.start]
        until = later[0].start if later else self._half.end
        for stretch in self._half.stretches:
            start, end = max(stretch.start, possession.start), min(stretch.end, until)
            if start >= end:
                continue
            if not stretch.running:
                self._dead(possession.side, start, end)
                if end < possession.end:
                    self._spread(possession.side, end - 1_200, self._set_up(possession.side, []))
                    self._throw_in(end, possession.side)
            elif start < possession.end:
                self._live(possession.side, start, min(end, possession.end))
        if later and until > possession.end:
            self._throw_in(until, later[0].side)

    # live ball

    def _live(self, side: int, start: int, end: int) -> None:
        shots = [s for s in self._half.shots if start < s.wall <= end and s.side == side]
        beats = _beats(start, shots[0].release if shots else end)
        places = self._set_up(side, shots)
        handler = self._first_handler(side, start)
        for beat in beats:
            self._spread(side, beat, places)
            places = self._cut(places, shots)
        if shots:
            self._feed(handler, shots[0])
        else:
            self._pass_around(handler, beats)
        moments = [(shot.release, partial(self._shoot, shot)) for shot in shots]
        moments += [
            (play.wall, partial(self._ball_changes_hands, side, play))
            for play in self._half.plays
            if start < play.wall <= end
        ]
        for _, happen in sorted(moments, key=itemgetter(0)):
            happen()

    def _set_up(self, side: int, shots: list[SimShot]) -> list[Point]:
        shape = self._dice.pick(_SETS)
        places = [self._near(on_court(x, y, self._half.hoop_end(side)), 500) for x, y in shape]
        return self._with_shooter(places, shots)

    def _with_shooter(self, places: list[Point], shots: list[SimShot]) -> list[Point]:
        """The shooter works near his spot; whoever had that place takes his."""
        if not shots:
            return places
        shot = shots[0]
        index = self._slot(shot.side, shot.player, shot.release)[1]
        spot = Point(shot.x_mm, shot.y_mm)
        return [self._near(spot, 900) if i == index else place for i, place in enumerate(places)]

    def _cut(self, places: list[Point], shots: list[SimShot]) -> list[Point]:
        """Two players change places, the others drift."""
        one, other = self._dice.shuffle(range(len(places)))[:2]
        moved = list(places)
        moved[one], moved[other] = places[other], places[one]
        return self._with_shooter([self._near(place, 350) for place in moved], shots)

    def _spread(self, side: int, wall: int, places: list[Point]) -> None:
        """The offence in its places, each guard between his man and the basket."""
        hoop = Point(0, HOOP_Y_MM * self._half.hoop_end(side))
        for index, place in enumerate(places):
            self._marks.move((side, index), wall, place)
            guard = self._near(towards(place, hoop, _GUARD_MM), 250)
            self._marks.move((1 - side, index), wall + 120, guard)

    def _first_handler(self, side: int, start: int) -> Slot:
        """Who has the ball as the clock starts; thrown in, it reaches a guard at that moment."""
        owner = self._marks.last_touch.owner
        if not isinstance(owner, Point) and owner[0] == side:
            return owner
        handler = (side, self._dice.between(0, 1))
        self._marks.touch(max(start, self._marks.last_touch.wall + 300), handler)
        return handler

    def _pass_around(self, handler: Slot, beats: Iterable[int]) -> None:
        side, index = handler
        for beat in beats:
            index = (index + self._dice.between(1, 3)) % 5
            self._marks.touch(beat + 300, (side, index))

    def _feed(self, handler: Slot, shot: SimShot) -> None:
        """The ball goes by way of the passer to the shooter."""
        shooter = self._slot(shot.side, shot.player, shot.release)
        passer = self._slot(shot.side, shot.passer, shot.release) if shot.passer else handler
        middle = (self._marks.last_touch.wall + shot.release) // 2
        if passer != handler:
            self._marks.touch(middle, passer)
        if shooter != passer:
            self._marks.touch(max(middle + 500, shot.release - 800), shooter)

    def _shoot(self, shot: SimShot) -> None:
        slot = self._slot(shot.side, shot.player, shot.release)
        spot = Point(shot.x_mm, shot.y_mm)
        hoop = Point(0, shot.hoop_end * HOOP_Y_MM)
        self._marks.move(slot, shot.release, spot, at_any_pace=True)
        self._marks.move((1 - shot.side, slot[1]), shot.release, towards(spot, hoop, 800))
        if self._marks.last_touch.owner != slot:
            self._marks.touch(shot.release - 300, slot)
        self._marks.touch(shot.release, slot)
        self._marks.hold(shot.release + 150)
        for side in (0, 1):
            for index in (3, 4):
                near = on_court(900 if index == 3 else -900, 900 + 700 * side, shot.hoop_end)
                self._marks.move((side, index), shot.wall, self._near(near, 350))
        self._marks.touch(shot.wall, hoop, shot.wall - shot.release, 3_500)
        self._marks.hold(shot.wall)

    def _ball_changes_hands(self, side: int, play: SimPlay) -> None:
        """A rebound, a steal, or a ball lost over the line, while `side` attacks."""
        if play.kind == "DEAD_BALL_TURNOVER":
            line = Point(HALF_WIDTH_MM + 300, 6_000 * self._half.hoop_end(side))
            self._marks.touch(play.wall, line, 500)
            self._marks.hold(play.wall)
        slot = self._slot_of(play)
        if slot is not None and play.kind.endswith("_REB"):
            self._rebound(slot, play.wall, self._half.hoop_end(side))
        elif slot is not None and play.kind == "STEAL":
            self._marks.touch(play.wall, slot, 350)
            self._marks.hold(play.wall)

    def _slot_of(self, play: SimPlay) -> Slot | None:
        if play.side is None or play.player is None:
            return None
        return self._slot(play.side, play.player, play.wall)

    def _rebound(self, slot: Slot, wall: int, hoop_end: int) -> None:
        place = self._near(on_court(0, 1_300, hoop_end), 700)
        self._marks.move(slot, wall, place)
        self._marks.touch(wall, slot, 700, 1_200)
        self._marks.hold(wall)

    # dead ball

    def _dead(self, side: int, start: int, end: int) -> None:
        """The clock stands while `side` has, or had, the ball."""
        plays = [play for play in self._half.plays if start <= play.wall <= end]
        is_timeout = any(play.kind == "TIMEOUT" for play in plays)
        if is_timeout:
            for team in (0, 1):
                self._gather(team, start + min(3_500, (end - start) * 2 // 5))
            self._marks.hold(end - min(3_000, (end - start) * 2 // 5))
        for play in plays:
            slot = self._slot_of(play)
            if slot is None or play.wall == start:
                continue
            if play.kind.startswith("FREE_THROW_"):
                self._free_throw(slot, play.wall)
            elif play.kind == "SUBSTITUTION" and not is_timeout:
                self._marks.hold(play.wall - 2_000)
                self._marks.move(slot, play.wall, Point(_TABLE_X_MM, 700 if slot[0] else -700))
            elif play.kind.endswith("_REB"):
                self._rebound(slot, play.wall, self._half.hoop_end(side))

    def _gather(self, side: int, wall: int) -> None:
        bench_y = _BENCH_Y_MM if side else -_BENCH_Y_MM
        for index, (x, y) in enumerate(_HUDDLE):
            self._marks.move((side, index), wall, Point(_BENCH_X_MM + x, bench_y + y))

    def _free_throw(self, shooter: Slot, wall: int) -> None:
        side, ready = shooter[0], wall - 1_600
        end = self._half.hoop_end(side)
        helpers = [(side, index) for index in range(5) if index != shooter[1]]
        guards = [(1 - side, index) for index in (4, 3, 2, 1, 0)]
        on_lane = (guards[0], guards[1], helpers[-1], helpers[-2], guards[2])
        rest = (*helpers[:-2], *guards[3:])
        for slots, spots in ((on_lane, _LANE), (rest, _BEHIND)):
            for slot, (x, y) in zip(slots, spots, strict=True):
                self._marks.move(slot, ready, on_court(x, y, end))
        self._marks.move(shooter, ready, on_court(0, FREE_THROW_MM + 150, end))
        self._marks.touch(ready, shooter, 600)
        self._marks.touch(wall - _FREE_THROW_FLIGHT_MS, shooter)
        self._marks.touch(wall, Point(0, end * HOOP_Y_MM), _FREE_THROW_FLIGHT_MS, 3_000)
        self._marks.hold(wall)

    def _throw_in(self, wall: int, side: int) -> None:
        """Just before `wall` a forward of `side` stands behind the line; a guard takes his pass."""
        thrower, taker, ready = (side, 3), (side, 0), wall - 500
        behind = self._behind_the_line(side)
        self._marks.move(thrower, ready, behind)
        self._marks.move(taker, wall, towards(behind, Point(0, 0), 3_000))
        self._marks.touch(max(self._marks.last_touch.wall + 300, ready - 200), thrower, 350)
        self._marks.touch(wall, taker, 400)
        self._marks.move(thrower, wall + 200, behind)

    def _behind_the_line(self, side: int) -> Point:
        """Where `side` throws in: by its own basket after a score, else where the ball went out."""
        end, owner = self._half.hoop_end(side), self._marks.last_touch.owner
        if isinstance(owner, Point) and abs(owner.x) > HALF_WIDTH_MM:
            return Point(HALF_WIDTH_MM + _LINE_GAP_MM, owner.y)
        if owner == Point(0, -end * HOOP_Y_MM):
            return Point(900, -end * (HALF_LENGTH_MM + _LINE_GAP_MM))
        return Point(HALF_WIDTH_MM + _LINE_GAP_MM, 5_500 * end)


def _beats(start: int, action: int) -> list[int]:
    """When an offence that starts now is set, and moves on: walls up to half a second before."""
    first = start + min(_SET_UP_MS, (action - start) * 7 // 10)
    return list(range(first, action - 500, _BEAT_MS))
