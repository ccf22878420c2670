"""Play a whole game: from a seed and a size to the truth of every millisecond."""

from collections.abc import Callable
from functools import partial
from typing import Final

from reviewer.demo.court import THREE_SPOTS, TWO_SPOTS
from reviewer.demo.people import SimPlayer
from reviewer.demo.script import Card, Dice, Ending, GameSize, Pause
from reviewer.demo.table import SIDES, Table
from reviewer.demo.truth import SimGame, SimHalf, SimPossession
from reviewer.domain.periods import period_title
from reviewer.domain.times import WallMs

SEED: Final = 114
"""The game that is shown: close, with a turn in the second half."""
FIRST_TIPOFF: Final = WallMs(1_794_682_800_417)
"""14 November 2026, 19:00 UTC, and a bit: no round number hides a mistake."""
HALF_TIME_MS: Final = 154_963

_TICK_MS: Final = 100
"""The table stops its clock on whole tenths, so that a clock written in tenths loses nothing."""
_LIVE_MARGIN_MS: Final = 4_000
"""What a possession may take beyond its live time: rebound, putback, inbound."""
_BUZZER_SHOT_MS: Final = 600


def simulate(seed: int, size: GameSize) -> SimGame:
    """The game of a seed: equal arguments give an equal game."""
    dice = Dice(seed)
    halves: list[SimHalf] = []
    tipoff, score = FIRST_TIPOFF, (0, 0)
    for number, deck in enumerate(size.decks, start=1):
        table = Table(dice, number, tipoff, size.half_ms, score)
        _Half(table, size).play(dice.shuffle(deck) if size.shuffled else deck)
        half = table.half(size.name, before_ms=size.before_ms, after_ms=size.after_ms)
        tipoff, score = WallMs(half.end + HALF_TIME_MS), half.score(half.end)
        halves.append(half)
    return SimGame(seed, size.name, *SIDES, tuple(halves))


class _Half:
    """Plays the cards of one half at the table.

    Every way to end a possession returns the moment it ended, and leaves the table at the moment
    the next one begins.
    """

    def __init__(self, table: Table, size: GameSize) -> None:
        self._table = table
        self._dice = table.dice
        self._size = size
        self._began = "JUMP_BALL" if table.offence == 0 else "INBOUND"

    def play(self, cards: tuple[Card, ...] | list[Card]) -> None:
        title = period_title(self._table.period)
        self._table.log("PERIOD_START", f"Start of the {title}")
        if self._began == "JUMP_BALL":
            self._tip()
        turn = 0
        while self._table.clock_ms > self._size.live.high_ms + _LIVE_MARGIN_MS:
            self._possession(partial(self._play_card, cards[turn % len(cards)]))
            turn += 1
        self._possession(self._play_to_the_buzzer)
        self._table.reset_shot_clock(None)
        self._table.log("PERIOD_END", f"End of the {title}")

    def _tip(self) -> None:
        side = self._table.offence
        tipper = self._table.fives[side][4]
        self._table.log("JUMP_BALL", f"{tipper.name} wins the tip", side, tipper)

    def _possession(self, play: Callable[[], WallMs]) -> None:
        start, side, began = self._table.wall, self._table.offence, self._began
        players, opponents = (tuple(self._table.fives[who]) for who in (side, 1 - side))
        self._table.reset_shot_clock(self._size.shot_clock_ms)
        end = play()
        self._table.log_possession(SimPossession(start, end, side, began, players, opponents))

    def _play_card(self, card: Card) -> WallMs:
        live_ms = self._dice.length_ms(self._size.live, step=_TICK_MS)
        if card.pause is not None:
            first_ms = live_ms * 2 // 5 // _TICK_MS * _TICK_MS
            self._table.run(first_ms)
            self._pause(card.pause)
            live_ms -= first_ms
        self._table.run(live_ms)
        return self._ENDINGS[card.ending](self)

    def _play_to_the_buzzer(self) -> WallMs:
        self._table.run(self._table.clock_ms - _BUZZER_SHOT_MS)
        self._shoot(three=True, made=False)
        self._table.run(_BUZZER_SHOT_MS)
        return self._table.wall

    def _pause(self, pause: Pause) -> None:
        if pause is Pause.TIMEOUT:
            side = self._table.offence
            self._table.log("TIMEOUT", f"{SIDES[side].name} time-out", side)
            self._stand_and_substitute(self._dice.length_ms(self._size.timeout))
        else:
            self._foul_on(self._any_attacker())
            self._stand_and_substitute(self._dice.length_ms(self._size.dead_ball))

    def _any_attacker(self) -> SimPlayer:
        return self._dice.pick(self._table.fives[self._table.offence])

    def _change(self, began: str) -> None:
        """The other side has the ball from here on."""
        self._table.offence = self._table.defence
        self._began = began

    def _stand_and_substitute(self, length_ms: int) -> None:
        """The clock stands; half-way through, one player of each side makes room for another."""
        self._table.stand(length_ms // 2)
        for side in (0, 1):
            self._table.substitute(side)
        self._table.stand(length_ms - length_ms // 2)

    def _foul_on(self, fouled: SimPlayer) -> None:
        fouler = self._table.opposite(fouled)
        text = f"{fouler.name} foul on {fouled.name}"
        self._table.log("PERSONAL_FOUL", text, self._table.defence, fouler)

    def _shoot(self, *, three: bool, made: bool) -> None:
        shooter, passer = self._dice.shuffle(self._table.fives[self._table.offence])[:2]
        spot = self._dice.pick(THREE_SPOTS if three else TWO_SPOTS)
        self._table.log_shot(spot, shooter, passer, made=made)

    def _make(self, *, three: bool) -> WallMs:
        self._shoot(three=three, made=True)
        return self._after_basket()

    def _after_basket(self) -> WallMs:
        end = self._table.wall
        self._table.reset_shot_clock(None)
        if self._table.clock_ms <= self._size.late_ms:
            self._table.stand(self._dice.length_ms(self._size.dead_ball))
        else:
            self._table.run(self._dice.between(1_200, 1_800, step=_TICK_MS))
        self._change("INBOUND")
        return end

    def _miss(self, *, three: bool) -> WallMs:
        self._shoot(three=three, made=False)
        self._table.run(self._dice.between(700, 1_100, step=_TICK_MS))
        return self._defensive_rebound()

    def _defensive_rebound(self) -> WallMs:
        side = self._table.defence
        taker = self._dice.pick(self._table.fives[side])
        self._table.log("DEFENSIVE_REB", f"{taker.name} defensive rebound", side, taker)
        self._change("DEFENSIVE_REB")
        return self._table.wall

    def _putback(self) -> WallMs:
        self._shoot(three=False, made=False)
        self._table.run(800)
        side = self._table.offence
        taker = self._table.fives[side][self._dice.between(2, 4)]
        self._table.log("OFFENSIVE_REB", f"{taker.name} offensive rebound", side, taker)
        self._table.reset_shot_clock(self._size.second_shot_clock_ms)
        self._table.run(1_400)
        self._table.log_shot(TWO_SPOTS[0], taker, None, made=True)
        return self._after_basket()

    def _steal(self) -> WallMs:
        loser, side = self._any_attacker(), self._table.offence
        taker = self._table.opposite(loser)
        text = f"{loser.name} turnover, bad pass"
        self._table.log("LIVE_BALL_TURNOVER", text, side, loser)
        self._table.log("STEAL", f"{taker.name} steal", 1 - side, taker)
        self._change("STEAL")
        return self._table.wall

    def _dead_ball_turnover(self, *, why: str) -> WallMs:
        loser, end = self._any_attacker(), self._table.wall
        text = f"{loser.name} turnover, {why}"
        self._table.log("DEAD_BALL_TURNOVER", text, self._table.offence, loser)
        self._table.reset_shot_clock(None)
        self._stand_and_substitute(self._dice.length_ms(self._size.dead_ball))
        self._change("INBOUND")
        return end

    def _fouled_shooting(self) -> WallMs:
        shooter = self._any_attacker()
        self._foul_on(shooter)
        return self._free_throws(shooter, 2)

    def _and_one(self) -> WallMs:
        shooter = self._any_attacker()
        self._table.log_shot(TWO_SPOTS[0], shooter, None, made=True)
        self._foul_on(shooter)
        return self._free_throws(shooter, 1)

    def _free_throws(self, shooter: SimPlayer, count: int) -> WallMs:
        """The last one made ends the possession; missed, the rebound does, and starts the clock."""
        self._table.reset_shot_clock(None)
        made = False
        for number in range(1, count + 1):
            self._table.stand(self._dice.length_ms(self._size.free_throw))
            made = self._dice.between(0, 3) > 0
            result, verb = ("MAKE", "made") if made else ("MISS", "missed")
            text = f"{shooter.name} {verb} free throw {number} of {count}"
            kind = f"FREE_THROW_{result}"
            self._table.log(kind, text, self._table.offence, shooter, int(made))
        if not made:
            self._table.stand(self._dice.between(650, 950))
            return self._defensive_rebound()
        end = self._table.wall
        self._stand_and_substitute(self._dice.length_ms(self._size.dead_ball))
        self._change("INBOUND")
        return end

    _ENDINGS: Final[dict[Ending, Callable[["_Half"], WallMs]]] = {
        Ending.MAKE_TWO: partial(_make, three=False),
        Ending.MAKE_THREE: partial(_make, three=True),
        Ending.MISS_TWO: partial(_miss, three=False),
        Ending.MISS_THREE: partial(_miss, three=True),
        Ending.PUTBACK: _putback,
        Ending.AND_ONE: _and_one,
        Ending.FREE_THROWS: _fouled_shooting,
        Ending.STEAL: _steal,
        Ending.OUT_OF_BOUNDS: partial(_dead_ball_turnover, why="out of bounds"),
        Ending.VIOLATION: partial(_dead_ball_turnover, why="travelling"),
    }
