"""Plays one media window to the frame: what is asked for is what is on screen."""

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

from reviewer.domain.media import MediaWindow
from reviewer.domain.times import FrameTime
from reviewer.player.screen import Screen

_log = logging.getLogger(__name__)
_READY = (QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia)
_HALF_MILLISECOND_US = 500


@dataclass(frozen=True, slots=True)
class _Cue:
    """What to do once the window is open."""

    at: FrameTime
    play: bool


class ClipPlayer(QObject):
    """A player of local files that reports the stream's time of the frame on screen.

    Signals: `frame_shown(FrameTime)`, `playing_changed(bool)`, `finished()` at the stop,
    `failed(str)` with the decoder's words.
    """

    frame_shown = Signal(object)
    playing_changed = Signal(bool)
    finished = Signal()
    failed = Signal(str)

    def __init__(self, screen: Screen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._screen = screen
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._audio = QAudioOutput(self)
        self._player.setVideoSink(self._sink)
        self._player.setAudioOutput(self._audio)
        self._window: MediaWindow | None = None
        self._cue: _Cue | None = None
        self._stop_at: FrameTime | None = None
        self._shown: FrameTime | None = None
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.playingChanged.connect(self.playing_changed)
        self._player.errorOccurred.connect(self._on_error)

    @property
    def shown(self) -> FrameTime | None:
        """The frame on screen; None before the first one of a window."""
        return self._shown

    @property
    def playing(self) -> bool:
        return self._player.isPlaying() or (self._cue is not None and self._cue.play)

    def load(self, window: MediaWindow, at: FrameTime, stop_at: FrameTime, *, play: bool) -> None:
        """Open a window at the picture of `at`; playing stops before `stop_at`."""
        url = QUrl.fromLocalFile(str(window.path))
        is_new = self._player.source() != url
        if is_new:
            self._cue = None
            self._player.stop()  # says once more that the old file is loaded: not to be heeded
        self._window, self._stop_at, self._shown = window, stop_at, None
        self._cue = _Cue(at, play)
        if is_new:
            self._player.setSource(url)
        elif self._player.mediaStatus() != QMediaPlayer.MediaStatus.LoadingMedia:
            self._carry_out_cue()

    def clear(self) -> None:
        """Close the window and go black."""
        self._window = self._cue = self._stop_at = self._shown = None
        self._player.setSource(QUrl())
        self._screen.clear()

    def play(self) -> None:
        """Play on from the frame on screen; from the start again where it stopped."""
        if self._cue is not None:
            self._cue = _Cue(self._cue.at, play=True)
        elif self._window is not None:
            self._player.play()

    def pause(self) -> None:
        """Keep the frame on screen."""
        if self._cue is not None:
            self._cue = _Cue(self._cue.at, play=False)
        else:
            self._player.pause()

    def seek(self, time: FrameTime) -> None:
        """Show the picture of this time; before the window is open, remember it."""
        if self._cue is not None:
            self._cue = _Cue(time, self._cue.play)
        elif self._window is not None:
            self._seek(self._window, time)

    def step(self, count: int) -> None:
        """Show the picture `count` pictures away, and stay there."""
        if self._window is None or self._shown is None:
            return
        self._player.pause()
        self.seek(self._window.stepped(self._shown, count))

    def set_rate(self, rate: float) -> None:
        """Speed, 1.0 is real time; the pitch is kept."""
        self._player.setPlaybackRate(rate)

    def set_volume(self, volume: float) -> None:
        """Loudness from 0 to 1."""
        self._audio.setVolume(volume)

    def _carry_out_cue(self) -> None:
        cue, self._cue = self._cue, None
        if cue is None or self._window is None:
            return
        self._seek(self._window, cue.at)
        if cue.play:
            self._player.play()
        else:
            self._player.pause()

    def _seek(self, window: MediaWindow, time: FrameTime) -> None:
        """Aim at the middle of the picture, so that no rounding lands on its neighbour."""
        index = window.index_at(time)
        middle = (window.pictures[index] + window.shown_until(index)) / 2
        self._player.setPosition(int((middle - window.start) / 1000))

    def _on_frame(self, frame: QVideoFrame) -> None:
        if self._window is None or self._cue is not None or not frame.isValid():
            return
        time = FrameTime(self._window.start + frame.startTime() + _HALF_MILLISECOND_US)
        self._shown = self._window.picture_at(time)
        self._screen.show_frame(frame)
        self.frame_shown.emit(self._shown)
        if self._player.isPlaying() and self._is_last(self._window, self._shown):
            self._player.pause()
            self.finished.emit()

    def _is_last(self, window: MediaWindow, shown: FrameTime) -> bool:
        index = window.index_at(shown)
        until = window.shown_until(index)
        last = index == len(window.pictures) - 1
        return last or (self._stop_at is not None and until >= self._stop_at)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if status in _READY:
            self._carry_out_cue()
        elif status == QMediaPlayer.MediaStatus.InvalidMedia:
            self._cue = None

    def _on_error(self, error: QMediaPlayer.Error, words: str) -> None:
        _log.info("the player says: %s (%s)", words, error.name)
        self.failed.emit(words)
