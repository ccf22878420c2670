"""Corrections made by the picture on screen: nudges, and readings of its scoreboard."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from reviewer.domain.corrections import BadCorrection
from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import StreamId
from reviewer.domain.periods import Period
from reviewer.domain.scoreboard import read_scoreboard
from reviewer.domain.times import MediaMs, media_ms
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Showing
from reviewer.session.screening import OpenGame
from reviewer.session.sync import Sync


class Correcting(QObject):
    """Brings data and footage together where the user sees that they are not.

    Signals: `answered(str)` with what it came to, `failed(str)` where the library could not keep
    it; nothing is changed then.
    """

    answered = Signal(str)
    failed = Signal(str)

    def __init__(
        self, sync: Sync, playback: Playback, open_game: Callable[[], OpenGame | None]
    ) -> None:
        super().__init__()
        self._sync = sync
        self._playback = playback
        self._open_game = open_game

    def nudge_frames(self, count: int, *, from_here: bool = False) -> None:
        """The data are this many frames later in the picture: in the stream, or from here on."""
        state = self._playback.state
        if isinstance(state, Showing):
            self.nudge(count * round(state.window.frame_us / 1000), from_here=from_here)

    def nudge(self, by_ms: int, *, from_here: bool = False) -> None:
        """The data are so much later in the picture: in the whole stream, or from here on."""
        place = self._place()
        if place is not None:
            stream, media = place
            start = media if from_here else None
            sign = "+" if by_ms > 0 else "−"
            told = f"Footage {sign}{abs(by_ms)} ms{' from here on' if from_here else ''}"
            self._keep(lambda: self._sync.nudge(stream, by_ms, start), told)

    def read_scoreboard(self, typed: str, period: Period | None = None) -> None:
        """The frame on screen shows this clock. Raises BadCorrection, saying why that cannot be."""
        place, here, moment = self._place(), self._open_game(), self._playback.moment
        period = period or self._playback.period
        if place is None or here is None or period is None:
            raise BadCorrection("There is no picture with a period to read.")
        stream, media = place
        now = moment.wall if moment is not None else None
        reading = read_scoreboard(typed, period, media, now, here.times.clock)
        self._keep(lambda: self._sync.read(stream, reading), f"Scoreboard {reading.shown}")

    def remove(self, stream: StreamId, index: int) -> None:
        """Take one correction of a stream's list away again."""
        self._keep(lambda: self._sync.remove(stream, index), "Correction removed")

    def _place(self) -> tuple[StreamId, MediaMs] | None:
        """The stream and the position on screen."""
        state, frame = self._playback.state, self._playback.frame
        if not isinstance(state, Showing) or frame is None:
            return None
        return state.plan.stream, media_ms(frame)

    def _keep(self, change: Callable[[], None], told: str) -> None:
        try:
            change()
        except ReviewerError as error:
            self.failed.emit(str(error))
        else:
            self.answered.emit(told)
