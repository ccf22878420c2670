"""How fast footage plays, which way, and what of it over and over."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reviewer.domain.plan import PlaybackPlan
from reviewer.domain.times import FrameTime, MediaMs, MediaSpan, media_ms
from reviewer.session.ports import Player

RATES = (0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
FASTEST = 4.0
"""How fast the shuttle plays, either way."""


class Pace(QObject):
    """Speed, shuttle and loop of what plays.

    Signals: `rate_changed(float)`, `loop_changed(MediaSpan | None)`. `plan` and `frame` say what
    is on screen, `until` when that frame is over; None where nothing is.
    """

    rate_changed = Signal(float)
    loop_changed = Signal(object)

    def __init__(
        self,
        player: Player,
        plan: Callable[[], PlaybackPlan | None],
        frame: Callable[[], FrameTime | None],
        until: Callable[[], FrameTime | None],
    ) -> None:
        super().__init__()
        self._player = player
        self._plan = plan
        self._frame = frame
        self._until = until
        self._rate = 1.0
        self._shuttling = False
        self._loop: MediaSpan | None = None
        self._mark: MediaSpan | None = None

    @property
    def rate(self) -> float:
        return self._rate

    @property
    def loop(self) -> MediaSpan | None:
        """What is played over and over."""
        return self._loop

    @property
    def loop_start(self) -> MediaMs | None:
        """Where a loop will begin whose end is not marked yet."""
        return self._mark.start if self._mark is not None else None

    def set_rate(self, rate: float) -> None:
        """Speed; 1.0 is real time."""
        self._rate, self._shuttling = rate, False
        self._player.set_rate(rate)
        self.rate_changed.emit(rate)

    def change_rate(self, steps: int) -> None:
        """Faster or slower by steps of `RATES`."""
        nearest = min(range(len(RATES)), key=lambda index: abs(RATES[index] - self._rate))
        self.set_rate(RATES[min(max(nearest + steps, 0), len(RATES) - 1)])

    def shuttle(self, direction: int) -> None:
        """Play forward (1) or back (-1), at each call twice as fast, up to 4 times."""
        if self._plan() is None:
            return
        goes_that_way = self._player.playing and self._rate * direction > 0
        speed = min(2 * abs(self._rate), FASTEST) if goes_that_way else 1.0
        self.set_rate(direction * max(1.0, speed))
        self._shuttling = True
        self._player.play()

    def stop_shuttle(self) -> None:
        """Pause, and play forward at normal speed the next time."""
        self._player.pause()
        self._end_shuttle()

    def toggle_loop(self) -> None:
        """Play the clip without its lead and lag over and over, or once again."""
        if (plan := self._plan()) is not None:
            self._set_loop(None if self._loop else plan.marked)

    def mark_loop(self) -> None:
        """Mark the frame on screen as a loop's first, then as its last; the third time no more."""
        frame, until = self._frame(), self._until()
        if frame is None or until is None:
            return
        here = MediaSpan(media_ms(frame), media_ms(until))
        if self._loop is not None:
            self._set_loop(None)
        elif self._mark is None:
            self._mark = here
        elif here != self._mark:
            first, last = sorted((self._mark, here))
            self._set_loop(MediaSpan(first.start, last.end))
            self._player.play()

    def settle(self) -> None:
        """A clip begins: forward, and not looping; a speed that was picked stays."""
        self._end_shuttle()
        self._mark = None
        if self._loop is not None:
            self._set_loop(None)

    def _end_shuttle(self) -> None:
        if self._shuttling:
            self.set_rate(1.0)

    def _set_loop(self, loop: MediaSpan | None) -> None:
        self._loop, self._mark = loop, None
        self._player.set_loop(loop)
        self.loop_changed.emit(loop)
