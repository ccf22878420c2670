"""Two players behind one picture: one is watched, the other stands ready with what comes next."""

from av import VideoFrame
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget

from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaSpan
from reviewer.player.clip_player import ClipPlayer
from reviewer.player.glances import Glances
from reviewer.player.screen import Screen


class DeckView(QStackedWidget):
    """The picture of whichever player is watched."""

    def picture(self) -> QImage:
        """The picture on screen at its own resolution; null where there is none."""
        return self._screen().picture()

    def picture_rect(self) -> QRectF:
        """Where in the widget the picture lies."""
        return self._screen().picture_rect()

    def _screen(self) -> Screen:
        screen = self.currentWidget()
        if not isinstance(screen, Screen):
            raise TypeError("the deck shows screens only")
        return screen


class Deck(QObject):
    """A player that changes clips without a pause.

    What is `prepare`d stands open and paused in the second player, so that loading it is only a
    change of pictures. `extend` gives a longer window of the clip that plays; the deck goes over
    to it where the present one ends. Signals: as those of `ClipPlayer`, of the watched one, and
    `waiting_changed(bool)` when it came to the end of what there is so far, and when that is over.
    """

    frame_shown = Signal(object)
    playing_changed = Signal(bool)
    waiting_changed = Signal(bool)
    finished = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = DeckView()
        self._glances = Glances(self)
        self._seats = (_Seat(self), _Seat(self))
        self._watched, self._ready = self._seats
        self._stop_at: FrameTime | None = None
        self._longer: MediaWindow | None = None
        self._waiting = False
        self._watched.watch()

    @property
    def shown(self) -> FrameTime | None:
        """The frame on screen; None before the first one of a window."""
        return self._watched.player.shown

    @property
    def playing(self) -> bool:
        return self._waiting or self._watched.player.playing

    def load(self, window: MediaWindow, at: FrameTime, stop_at: FrameTime, *, play: bool) -> None:
        """Open a window at the picture of `at`, at once where it was prepared."""
        self._stop_at, self._longer = stop_at, None
        self._wait(on=False)
        if self._ready.shows(window, at):
            self._change_over()
        first = self._glances.picture(window, window.index_at(at))
        self._watched.load(window, at, stop_at, play=play, first=first)

    def prepare(self, window: MediaWindow, at: FrameTime) -> None:
        """Have this window stand ready at the picture of `at`, unless a longer one does."""
        if self._longer is None:
            self._ready.load(window, at, window.end, play=False)

    def glance(self, window: MediaWindow, at: FrameTime) -> None:
        """Have the picture of `at` ready to be shown at once, should this window be loaded."""
        self._glances.want(window, window.index_at(at))

    def extend(self, window: MediaWindow) -> None:
        """There is more of what is being watched: `window` holds it and what follows."""
        present = self._watched.window
        if present is None or self._stop_at is None or window.end <= present.end:
            return
        self._longer = window
        if self._waiting:
            self._go_over(window.picture_at(present.end), play=True)
        else:
            self._ready.load(window, window.picture_at(present.end), self._stop_at, play=False)

    def set_stop(self, stop_at: FrameTime) -> None:
        """Playing stops before this from now on."""
        self._stop_at = stop_at
        self._watched.player.set_stop(stop_at)

    def clear(self) -> None:
        """Close everything and go black."""
        self._stop_at = self._longer = None
        self._wait(on=False)
        self._glances.close()
        for seat in self._seats:
            seat.clear()

    def play(self) -> None:
        self._watched.player.play()

    def pause(self) -> None:
        self._wait(on=False)
        self._watched.player.pause()

    def seek(self, time: FrameTime) -> None:
        """Show the picture of this time, in the longer window where the present one ends before."""
        present = self._watched.window
        self._wait(on=False)
        if present is not None and self._longer is not None and not present.reaches(time):
            self._go_over(time, play=self.playing)
        else:
            self._watched.player.seek(time)

    def scrub(self, time: FrameTime) -> None:
        """Pause, and follow a drag: the newest time wins, with pictures on the way to it."""
        present = self._watched.window
        if present is not None and self._longer is not None and not present.reaches(time):
            self._go_over(time, play=False)
        else:
            self._watched.player.scrub(time)

    def set_loop(self, loop: MediaSpan | None) -> None:
        """Play this stretch over and over, until told None."""
        for seat in self._seats:
            seat.player.set_loop(loop)

    def step(self, count: int) -> None:
        """Show the picture `count` pictures away, and stay there."""
        present, longer = self._watched.window, self._longer
        if present is not None and longer is not None and self.shown == present.pictures[-1]:
            self._go_over(longer.stepped(present.pictures[-1], count), play=False)
        else:
            self._watched.player.step(count)

    def set_rate(self, rate: float) -> None:
        """Speed, 1.0 is real time; the pitch is kept."""
        for seat in self._seats:
            seat.player.set_rate(rate)

    def set_volume(self, volume: float) -> None:
        """Loudness from 0 to 1."""
        for seat in self._seats:
            seat.player.set_volume(volume)

    def on_finished(self, seat: "_Seat") -> None:
        """The watched player came to its stop, or to the end of what there was so far."""
        shown, longer = seat.player.shown, self._longer
        if shown is not None and longer is not None and longer.picture_at(shown) == shown:
            index = longer.index_at(shown)
            if self._stop_at is not None and index < longer.last_before(self._stop_at):
                self._go_over(longer.pictures[index + 1], play=True)
                return
        if longer is None and self._ends_early(seat.window):
            self._wait(on=True)
        else:
            self.finished.emit()

    def _ends_early(self, window: MediaWindow | None) -> bool:
        """Whether more of the clip is on its way than this window has."""
        stop_at = self._stop_at
        return (
            window is not None
            and stop_at is not None
            and not window.whole
            and window.ends_before(stop_at)
        )

    def _wait(self, *, on: bool) -> None:
        if self._waiting != on:
            self._waiting = on
            self.waiting_changed.emit(on)

    def is_watched(self, seat: "_Seat") -> bool:
        return seat is self._watched

    def _go_over(self, time: FrameTime, *, play: bool) -> None:
        longer, stop_at = self._longer, self._stop_at
        if longer is not None and stop_at is not None:
            self._longer = None
            self._wait(on=False)
            self._change_over()
            self._watched.load(longer, time, stop_at, play=play)

    def _change_over(self) -> None:
        self._watched.player.pause()
        self._watched, self._ready = self._ready, self._watched
        self._watched.watch()


class _Seat(QObject):
    """One of the two players with its screen; passes on what it says while it is watched."""

    def __init__(self, deck: Deck) -> None:
        super().__init__(deck)
        self._deck = deck
        self._screen = Screen()
        self.player = ClipPlayer(self._screen, self)
        self.window: MediaWindow | None = None
        deck.view.addWidget(self._screen)
        self.player.frame_shown.connect(self._on_frame)
        self.player.playing_changed.connect(self._on_playing)
        self.player.finished.connect(self._on_finished)
        self.player.failed.connect(self._on_failed)

    def watch(self) -> None:
        """Be the one whose picture is seen."""
        self._deck.view.setCurrentWidget(self._screen)
        if self.player.shown is not None:
            self._deck.frame_shown.emit(self.player.shown)

    def shows(self, window: MediaWindow, at: FrameTime) -> bool:
        """Whether it stands at exactly this picture."""
        return self.window == window and self.player.shown == window.picture_at(at)

    def load(
        self,
        window: MediaWindow,
        at: FrameTime,
        stop_at: FrameTime,
        *,
        play: bool,
        first: VideoFrame | None = None,
    ) -> None:
        self.window = window
        self.player.load(window, at, stop_at, play=play, first=first)

    def clear(self) -> None:
        self.window = None
        self.player.clear()

    def _on_frame(self, frame: FrameTime) -> None:
        if self._deck.is_watched(self):
            self._deck.frame_shown.emit(frame)

    def _on_playing(self, playing: bool) -> None:
        if self._deck.is_watched(self):
            self._deck.playing_changed.emit(playing)

    def _on_finished(self) -> None:
        if self._deck.is_watched(self):
            self._deck.on_finished(self)

    def _on_failed(self, words: str) -> None:
        if self._deck.is_watched(self):
            self._deck.failed.emit(words)
        else:
            self.window = None  # it is loaded anew, and then told, when it is wanted
