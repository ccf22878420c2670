"""The row under the picture: buttons, the clock of the frame, speed and volume."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSlider, QWidget

from reviewer.domain.game import Clip
from reviewer.domain.moment import Moment
from reviewer.domain.times import MediaSpan, format_clock, format_length
from reviewer.session.playback import RATES, Playback
from reviewer.ui.clock_overlay import clock_words
from reviewer.ui.text import ElidedLabel, Label, key_words, tip
from reviewer.ui.theme import Theme

_FULL = 100


class IconButton(QPushButton):
    """A button with an icon in place of words."""

    def __init__(self, theme: Theme, icon: str, words: str, key: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._key = key
        side = theme.tokens.size.icon
        self.setProperty("kind", "icon")
        self.setIconSize(QSize(side, side))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedWidth(theme.tokens.size.icon_button)
        self.show_as(icon, words)
        theme.changed.connect(self._on_theme)

    def show_as(self, icon: str, words: str) -> None:
        """Look like this, and say what a click does."""
        self._icon = icon
        self.setAccessibleName(words)
        self.setToolTip(tip(words, self._key))
        self._on_theme()

    def _on_theme(self) -> None:
        colors = self._theme.colors
        primary = self.property("kind") == "primary"
        self.setIcon(self._theme.icon(self._icon, colors.on_accent if primary else colors.text))


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


class SpeedButton(QPushButton):
    """Shows the speed and a menu of others. Signal: `picked(float)`."""

    picked = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._menu = QMenu(self)
        for rate in RATES:
            action = self._menu.addAction(f"{rate:g}×")
            action.setCheckable(True)
            action.setData(rate)
        slower, faster = key_words("["), key_words("]")
        self.setToolTip(
            tip(f"Speed ({slower} slower, {faster} faster, {key_words('Backspace')} 1×)")
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        self._menu.triggered.connect(self._on_triggered)

    def show_rate(self, rate: float) -> None:
        self.setText(f"{rate:g}×")
        self.setAccessibleName(f"Speed {rate:g}")
        for action in self._menu.actions():
            action.setChecked(action.data() == rate)

    def _on_clicked(self) -> None:
        above = QPoint(0, -self._menu.sizeHint().height())
        self._menu.popup(self.mapToGlobal(above))

    def _on_triggered(self, action: QAction) -> None:
        self.picked.emit(action.data())


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


class Transport(QWidget):
    """Shows how the clip plays. Signals: `stepped(int)` to another clip, `replayed()`,
    `full_screen_requested()`; the rest goes to the playback itself.
    """

    stepped = Signal(int)
    replayed = Signal()
    full_screen_requested = Signal()

    def __init__(self, playback: Playback, theme: Theme) -> None:
        super().__init__()
        self._previous = IconButton(theme, "previous", "Previous clip", "Up")
        self._play = PlayButton(theme)
        self._next = IconButton(theme, "next", "Next clip", "Down")
        self._clock = Label("large")
        self._span = ElidedLabel("mute")
        self._speed = SpeedButton()
        self._replay = IconButton(theme, "replay", "Replay from the lead-in", "Home")
        self._volume = VolumeControl(theme)
        self._full = IconButton(theme, "full_screen", "Full screen", "F")
        self._arrange(theme)
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        self._play.clicked.connect(playback.toggle)
        self._replay.clicked.connect(self.replayed)
        self._full.clicked.connect(self.full_screen_requested)
        self._speed.picked.connect(playback.set_rate)
        self._volume.changed.connect(playback.set_volume)
        playback.playing_changed.connect(self._play.show_playing)
        playback.rate_changed.connect(self._speed.show_rate)
        playback.volume_changed.connect(self._volume.show_volume)
        self._speed.show_rate(playback.rate)
        self._volume.show_volume(playback.volume)
        self.show_nothing()

    def show_clip(self, clip: Clip, stops: tuple[MediaSpan, ...]) -> None:
        """Say what the clock runs through, and how long it stands."""
        stood_ms = sum(stop.length_ms for stop in stops)
        stood = f"clock stood {round(stood_ms / 1000)} s" if stood_ms >= 1000 else ""
        self._span.show_text(" · ".join(part for part in (_span_words(clip), stood) if part))
        self._enable(on=True)

    def show_moment(self, moment: Moment) -> None:
        """Say what the clock showed on this frame."""
        self._clock.setText(clock_words(moment.reading))

    def show_nothing(self) -> None:
        """No clip is on screen."""
        self._clock.setText("")
        self._span.show_text("")
        self._enable(on=False)

    def _enable(self, *, on: bool) -> None:
        for button in (self._play, self._replay):
            button.setEnabled(on)

    def _arrange(self, theme: Theme) -> None:
        self._clock.setFont(theme.font(theme.tokens.type.large))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.tokens.space.s)
        for button in (self._previous, self._play, self._next):
            row.addWidget(button)
        row.addSpacing(theme.tokens.space.xs)
        row.addWidget(self._clock)
        row.addWidget(self._span, 1)
        for control in (self._speed, self._replay, self._volume, self._full):
            row.addWidget(control)

    def _on_previous(self) -> None:
        self.stepped.emit(-1)

    def _on_next(self) -> None:
        self.stepped.emit(1)


def _span_words(clip: Clip) -> str:
    if clip.start_clock is not None and clip.end_clock is not None:
        return f"of {format_clock(clip.start_clock)} – {format_clock(clip.end_clock)}"
    return f"of {format_length(clip.length_ms)}" if clip.length_ms is not None else ""
