"""Plays one media window to the frame: what is asked for is what is on screen."""

import logging
from dataclasses import dataclass
from typing import Final

from av import VideoFrame
from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime, MediaSpan
from reviewer.player.film_player import FilmPlayer, before
from reviewer.player.screen import Screen
from reviewer.player.speakers import Speakers

_log = logging.getLogger(__name__)
_READY: Final = (QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia)
_SETTLED_MS: Final = 150
"""Steps and drags that pause this long are over: Qt is brought to the frame on screen."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """What to do once the window is open."""

    at: FrameTime
    play: bool


class ClipPlayer(QObject):
    """A player of local files that reports the stream's time of the frame on screen.

    Qt plays forward and opens windows; what Qt is slow at or cannot do, steps, drags and reverse,
    shows pictures of the film. Signals: `frame_shown(FrameTime)`, `playing_changed(bool)`,
    `finished()` at the stop, `reached_start()` where reverse play ends, `failed(str)` with the
    decoder's words, once per window.
    """

    frame_shown = Signal(object)
    playing_changed = Signal(bool)
    finished = Signal()
    reached_start = Signal()
    failed = Signal(str)

    def __init__(self, screen: Screen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._speakers = Speakers(self)
        self._film = FilmPlayer(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED_MS)
        self._window: MediaWindow | None = None
        self._cue: _Cue | None = None
        self._stop_at: FrameTime | None = None
        self._shown: FrameTime | None = None
        self._loop: MediaSpan | None = None
        self._rate = 1.0
        self._by_film = False
        self._qt_at: int | None = None
        self._sought: int | None = None
        self._wrapping = False
        self._told_playing = False
        for ours in (self._player, self._sink, self._speakers):
            _keep_python_out(ours)
        self._player.setVideoSink(self._sink)
        self._player.setAudioOutput(self._speakers)
        self._player.setPitchCompensation(True)
        self._connect()

    def _connect(self) -> None:
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.playingChanged.connect(self._tell_playing)
        self._player.errorOccurred.connect(self._on_error)
        self._film.shown.connect(self._on_picture)
        self._film.reached_start.connect(self._on_start_reached)
        self._film.failed.connect(self._fail)
        self._settle.timeout.connect(self._on_settled)

    @property
    def shown(self) -> FrameTime | None:
        """The frame on screen; None before the first one of a window."""
        return self._shown

    @property
    def playing(self) -> bool:
        cued = self._cue is not None and self._cue.play
        return cued or self._film.running or self._player.isPlaying()

    def load(
        self,
        window: MediaWindow,
        at: FrameTime,
        stop_at: FrameTime,
        *,
        play: bool,
        first: VideoFrame | None = None,
    ) -> None:
        """Open a window at the picture of `at`; playing stops before `stop_at`.

        Where that picture is at hand as `first` it is on screen before Qt has opened the window.
        """
        is_new = self._window != window
        self._leave_film()
        if is_new:
            self._cue = None
            self._player.stop()  # says once more that the old file is loaded: not to be heeded
            self._player.setSource(QUrl())  # the same path may hold another file by now
            self._film.open(window)
        self._window, self._stop_at, self._shown = window, stop_at, None
        self._wrapping = False
        self._qt_at = self._sought = None
        self._cue = _Cue(at, play)
        if first is not None:
            self._show(first, window.picture_at(at))
        if is_new:
            self._player.setSource(QUrl.fromLocalFile(str(window.path)))
        elif self._player.mediaStatus() != QMediaPlayer.MediaStatus.LoadingMedia:
            self._carry_out_cue()
        self._tell_playing()

    def set_stop(self, stop_at: FrameTime) -> None:
        """Playing stops before this from now on."""
        self._stop_at = stop_at

    def clear(self) -> None:
        """Close the window and go black."""
        self._close()
        self._shown = None
        self._player.setSource(QUrl())
        self._screen.clear()

    def play(self) -> None:
        """Play on from the frame on screen, in the direction of the rate."""
        if self._cue is not None:
            self._cue = _Cue(self._cue.at, play=True)
        elif self._window is not None and self._rate > 0:
            self._play_forward(self._window)
        elif self._window is not None and self._shown is not None:
            heading = self._heading_for(self._window, self._shown)
            index = before(heading, self._looped(self._window))
            if index is not None:
                self._play_back(self._window, index)

    def pause(self) -> None:
        """Keep the frame on screen."""
        if self._cue is not None:
            self._cue = _Cue(self._cue.at, play=False)
        else:
            self._halt()

    def seek(self, time: FrameTime) -> None:
        """Show the picture of this time, and play on where it played; kept until it can be done."""
        if self._cue is not None:
            self._cue = _Cue(time, self._cue.play)
        elif self._window is None:
            return
        elif self._film.running:
            self._play_back(self._window, self._window.index_at(time))
        elif not self._player.isPlaying() and self._film.holds(self._window.index_at(time)):
            self._show_by_film(self._window.index_at(time))
        else:
            self._film.stop()
            self._by_film = False
            self._seek(self._window, time)

    def scrub(self, time: FrameTime) -> None:
        """Pause, and follow a drag: the newest time wins, with pictures on the way to it."""
        if self._cue is not None:
            self._cue = _Cue(time, play=False)
        elif self._window is not None:
            self._halt()
            self._show_by_film(self._window.index_at(time), glimpses=True)

    def step(self, count: int) -> None:
        """Show the picture `count` pictures away, and stay there; steps under way add up."""
        if self._window is None or self._shown is None:
            return
        index = self._heading_for(self._window, self._shown) + count
        index = min(max(index, 0), len(self._window.pictures) - 1)
        if self._cue is not None:
            self._cue = _Cue(self._window.pictures[index], play=False)
        else:
            self._halt()
        self._show_by_film(index)

    def set_rate(self, rate: float) -> None:
        """Speed from -4 to 4, never 0; 1.0 is real time, the pitch is kept. Reverse is mute."""
        was_playing = self._film.running or self._player.isPlaying()
        turned = self._rate < 0 or rate < 0
        self._rate = rate
        if rate > 0:
            self._player.setPlaybackRate(rate)
        if was_playing and turned:
            self.play()

    def set_loop(self, loop: MediaSpan | None) -> None:
        """From now on play these pictures over and over, in either direction."""
        self._loop = loop
        if self._film.running:
            self.play()

    def set_volume(self, volume: float) -> None:
        """Loudness from 0 to 1."""
        self._speakers.setVolume(volume)

    def _carry_out_cue(self) -> None:
        cue, self._cue = self._cue, None
        if cue is None or self._window is None:
            return
        self._seek(self._window, cue.at)
        if cue.play and self._rate > 0:
            self._player.play()
        else:
            self._player.pause()
        if cue.play and self._rate < 0:
            self._play_back(self._window, self._window.index_at(cue.at))

    def _play_forward(self, window: MediaWindow) -> None:
        if self._shown is not None:
            self._bring_qt_along(window, self._heading_for(window, self._shown))
        self._leave_film()
        self._player.play()

    def _leave_film(self) -> None:
        """Give the screen back to Qt."""
        self._settle.stop()
        self._film.rest()
        self._by_film = False

    def _play_back(self, window: MediaWindow, index: int) -> None:
        self._by_film = True
        self._settle.stop()
        self._film.run_back(index, -self._rate, self._looped(window))
        self._player.pause()
        self._tell_playing()

    def _heading_for(self, window: MediaWindow, shown: FrameTime) -> int:
        """The picture on screen, or the one on its way there."""
        at_rest = window.index_at(shown)
        coming = self._film.coming if self._by_film else self._sought
        return at_rest if coming is None else coming

    def _halt(self) -> None:
        if self.playing:
            self._settle.start()
        if self._film.running:
            self._film.stop()
        self._player.pause()
        self._tell_playing()

    def _show_by_film(self, index: int, *, glimpses: bool = False) -> None:
        self._by_film = True
        self._film.show(index, glimpses=glimpses)

    def _on_settled(self) -> None:
        """Make ready for what may come next: steps, or playing on."""
        if self._window is not None and self._shown is not None:
            index = self._window.index_at(self._shown)
            self._bring_qt_along(self._window, index)
            self._film.prepare(index)

    def _bring_qt_along(self, window: MediaWindow, index: int) -> None:
        """Have Qt stand on the picture that the film shows."""
        if self._by_film and self._qt_at != index:
            self._seek(window, window.pictures[index])

    def _seek(self, window: MediaWindow, time: FrameTime) -> None:
        """Aim at the middle of the picture, so that no rounding lands on its neighbour."""
        index = window.index_at(time)
        middle = (window.pictures[index] + window.shown_until(index)) / 2
        self._qt_at = self._sought = index
        self._player.setPosition(int((middle - window.start) / 1000))

    def _looped(self, window: MediaWindow) -> range | None:
        """The pictures of the loop."""
        if self._loop is None:
            return None
        first = window.index_at(FrameTime(self._loop.start * 1000))
        last = window.last_before(FrameTime(self._loop.end * 1000))
        return range(first, max(first, last) + 1)

    def _on_frame(self, frame: QVideoFrame) -> None:
        window = self._window
        if window is None or self._cue is not None or self._by_film or not frame.isValid():
            return
        index = window.index_at(FrameTime(window.start + frame.startTime()))
        if not self._player.isPlaying():
            self._show_by_qt(window, frame, index)
        elif (loop := self._looped(window)) is not None:
            self._play_looped(window, frame, index, loop)
        else:
            self._play_to_stop(window, frame, index)

    def _play_looped(
        self, window: MediaWindow, frame: QVideoFrame, index: int, loop: range
    ) -> None:
        if index < loop.stop:
            self._wrapping = False
            self._show_by_qt(window, frame, index)
        if index >= loop.stop - 1 and not self._wrapping:
            self._wrapping = True
            self._seek(window, window.pictures[loop.start])

    def _play_to_stop(self, window: MediaWindow, frame: QVideoFrame, index: int) -> None:
        last = self._last(window)
        passed = self._shown is not None and self._shown >= window.pictures[last]
        if index <= last or passed:
            self._show_by_qt(window, frame, index)
        if index >= last and self._player.isPlaying():
            self._stop(window)

    def _stop(self, window: MediaWindow) -> None:
        """Stand at the last picture, whatever Qt still has under way, or left out at high speed."""
        last = self._last(window)
        self._by_film = True
        self._qt_at = None
        self._player.pause()
        if self._shown is None or self._shown < window.pictures[last]:
            self._film.show(last)
        self.finished.emit()

    def _last(self, window: MediaWindow) -> int:
        """The picture to stop at."""
        if self._stop_at is None:
            return len(window.pictures) - 1
        return window.last_before(self._stop_at)

    def _show_by_qt(self, window: MediaWindow, frame: QVideoFrame, index: int) -> None:
        self._qt_at, self._sought = index, None
        self._show(frame, window.pictures[index])

    def _on_picture(self, index: int, frame: VideoFrame) -> None:
        if self._window is None or not self._by_film:
            return
        if not self._film.running:
            self._settle.start()
        self._show(frame, self._window.pictures[index])

    def _show(self, frame: QVideoFrame | VideoFrame, shown: FrameTime) -> None:
        self._shown = shown
        self._screen.show_frame(frame)
        self.frame_shown.emit(shown)

    def _on_start_reached(self) -> None:
        self._settle.start()
        self._tell_playing()
        self.reached_start.emit()

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status in _READY:
            self._carry_out_cue()
        elif status == QMediaPlayer.MediaStatus.EndOfMedia and self._window is not None:
            self._on_end(self._window)

    def _on_end(self, window: MediaWindow) -> None:
        """Qt ran past the last picture, which it need not have shown at high speed."""
        loop = self._looped(window)
        if loop is not None:
            self._seek(window, window.pictures[loop.start])
            self._player.play()
        else:
            self._stop(window)

    def _tell_playing(self) -> None:
        if self._told_playing != self.playing:
            self._told_playing = not self._told_playing
            self.playing_changed.emit(self._told_playing)

    def _on_error(self, error: QMediaPlayer.Error, words: str) -> None:
        _log.info("the player says: %s (%s)", words, error.name)
        self._fail(words)

    def _fail(self, words: str) -> None:
        if self._window is not None:
            self._close()
            self.failed.emit(words)

    def _close(self) -> None:
        self._window = self._cue = self._stop_at = None
        self._settle.stop()
        self._film.close()
        self._by_film = False
        self._tell_playing()


def _keep_python_out(ours: QObject) -> None:
    """WORKAROUND: Qt's playing threads disconnect from these objects, and PySide then looks for a
    Python `disconnectNotify`, for which it waits for the GIL, while the GUI thread holds it and
    waits for them. It looks only once in an object's life: let that be now, on this thread.
    """
    ours.objectNameChanged.connect(ours.deleteLater)
    ours.objectNameChanged.disconnect(ours.deleteLater)
