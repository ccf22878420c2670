"""The row under the picture: buttons, the clock of the frame, speed and volume."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget
from typing_extensions import override

from reviewer.domain.game import Clip
from reviewer.domain.listing import source_title
from reviewer.domain.play_clips import MOMENT
from reviewer.domain.times import MediaSpan
from reviewer.session.pace import RATES
from reviewer.session.playback import Playback
from reviewer.session.quality import Quality
from reviewer.ui.icon_button import IconButton
from reviewer.ui.menu_button import MenuButton
from reviewer.ui.text import ElidedLabel, Label, key_words, tip
from reviewer.ui.theme import Theme
from reviewer.ui.time_scale import TimeMode, TimeScale

_FULL = 100


class PlayButton(IconButton):
    """The one button in the accent colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "play", "Play", "Space")
        self.setProperty("kind", "primary")
        self.setFixedWidth(theme.tokens.size.play_width)
        self.show_as("play", "Play")

    def show_playing(self, playing: bool) -> None:
        """Offer to pause or to play."""
        self.show_as("pause" if playing else "play", "Pause" if playing else "Play")


class SpeedButton(MenuButton):
    """Shows the speed and a menu of others. Signal: `picked(float)`."""

    picked = Signal(float)

    def __init__(self) -> None:
        super().__init__(above=True)
        for rate in RATES:
            action = self._menu.addAction(f"{rate:g}×")
            action.setCheckable(True)
            action.setData(rate)
        slower, faster = key_words("["), key_words("]")
        self.setToolTip(
            tip(f"Speed ({slower} slower, {faster} faster, {key_words('Backspace')} 1×)")
        )
        self._menu.triggered.connect(self._on_triggered)

    def show_rate(self, rate: float) -> None:
        self.setText(f"{rate:g}×")
        self.setAccessibleName(f"Speed {rate:g}")
        for action in self._menu.actions():
            action.setChecked(action.data() == rate)

    def _on_triggered(self, action: QAction) -> None:
        self.picked.emit(action.data())


class QualityButton(MenuButton):
    """What pictures are fetched in; seen where there is a choice."""

    def __init__(self, quality: Quality) -> None:
        super().__init__(above=True)
        self._quality = quality
        self.setToolTip(tip("Quality of the picture"))
        self._menu.triggered.connect(self._on_triggered)
        quality.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        words = _quality_words(self._quality.wanted)
        self.setText(words)
        self.setAccessibleName(f"Quality: {words}")
        self.setVisible(len(self._quality.offered) > 1)

    def _on_triggered(self, action: QAction) -> None:
        self._quality.want(action.data())

    @override
    def _fill(self) -> None:
        self._menu.clear()
        for height in (None, *self._quality.offered):
            action = self._menu.addAction(_quality_words(height))
            action.setCheckable(True)
            action.setChecked(height == self._quality.wanted)
            action.setData(height)


def _quality_words(height: int | None) -> str:
    return "Auto" if height is None else f"{height}p"


class VolumeControl(QWidget):
    """Loudness and silence. Signal: `changed(float)`, from 0 to 1."""

    changed = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._before_mute = _FULL
        self._mute = IconButton(theme, "volume", "Mute")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _FULL)
        self._slider.setAccessibleName("Volume")
        self._slider.setToolTip(tip("Volume"))
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.setFixedWidth(theme.tokens.size.volume_width)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.space.s)
        row.addWidget(self._mute)
        row.addWidget(self._slider)
        self._mute.clicked.connect(self._on_mute)
        self._slider.valueChanged.connect(self._on_value)

    def show_volume(self, volume: float) -> None:
        value = round(volume * _FULL)
        if self._slider.value() != value:
            self._slider.setValue(value)
        self._mute.show_as(*(("volume", "Mute") if value else ("muted", "Sound on")))

    def _on_mute(self) -> None:
        if self._slider.value():
            self._before_mute = self._slider.value()
            self._slider.setValue(0)
        else:
            self._slider.setValue(self._before_mute)

    def _on_value(self, value: int) -> None:
        self.changed.emit(value / _FULL)


class TimeLabel(Label):
    """The time of the frame on screen. Signal: `clicked()`."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__("large")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_mode(self, mode: TimeMode) -> None:
        """Say which time this is, and which one comes next."""
        self.setToolTip(tip(f"{mode.value}. Click for: {mode.next.value.lower()}", "W"))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class Transport(QWidget):
    """Shows how the clip plays. Signals: `stepped(int)` to another clip, `time_clicked()`,
    `full_screen_requested()`; the rest goes to the playback itself.
    """

    stepped = Signal(int)
    time_clicked = Signal()
    full_screen_requested = Signal()

    def __init__(self, playback: Playback, quality: Quality, theme: Theme) -> None:
        super().__init__()
        self._previous = IconButton(theme, "previous", "Previous clip", "Up")
        self._play = PlayButton(theme)
        self._next = IconButton(theme, "next", "Next clip", "Down")
        self._time = TimeLabel()
        self._span = ElidedLabel("mute")
        self._speed = SpeedButton()
        self._quality = QualityButton(quality)
        self._replay = IconButton(theme, "replay", "Replay from the lead-in", "Home")
        self._volume = VolumeControl(theme)
        self._full = IconButton(theme, "full_screen", "Full screen", "F")
        self._arrange(theme)
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        self._play.clicked.connect(playback.toggle)
        self._replay.clicked.connect(playback.replay)
        self._time.clicked.connect(self.time_clicked)
        self._full.clicked.connect(self.full_screen_requested)
        self._speed.picked.connect(playback.pace.set_rate)
        self._volume.changed.connect(playback.set_volume)
        playback.playing_changed.connect(self._play.show_playing)
        playback.pace.rate_changed.connect(self._speed.show_rate)
        playback.volume_changed.connect(self._volume.show_volume)
        self._speed.show_rate(playback.pace.rate)
        self._volume.show_volume(playback.volume)
        self.show_nothing()

    def show_clip(self, clip: Clip, stops: tuple[MediaSpan, ...], scale: TimeScale | None) -> None:
        """Say what the time runs through, and how long the clock stands."""
        stood_ms = sum(stop.length_ms for stop in stops)
        parts = (
            scale.span_words(clip) if scale is not None else "",
            source_title(MOMENT) if clip.source == MOMENT else "",
            f"clock stood {round(stood_ms / 1000)} s" if stood_ms >= 1000 else "",
        )
        self._span.show_text(" · ".join(filter(None, parts)))
        if scale is not None:
            self._time.show_mode(scale.mode)
        self._enable(on=True)

    def show_time(self, words: str) -> None:
        """Say which time this frame has."""
        self._time.setText(words)

    def show_nothing(self) -> None:
        """No clip is on screen."""
        self._time.setText("")
        self._span.show_text("")
        self._enable(on=False)

    def _enable(self, *, on: bool) -> None:
        for button in (self._play, self._replay):
            button.setEnabled(on)

    def _arrange(self, theme: Theme) -> None:
        self._time.setFont(theme.font(theme.tokens.type.large))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.space.s)
        for button in (self._previous, self._play, self._next):
            row.addWidget(button)
        row.addSpacing(theme.tokens.space.xs)
        row.addWidget(self._time)
        row.addWidget(self._span, 1)
        controls = (self._speed, self._quality, self._replay, self._volume, self._full)
        for control in controls:
            row.addWidget(control)

    def _on_previous(self) -> None:
        self.stepped.emit(-1)

    def _on_next(self) -> None:
        self.stepped.emit(1)
