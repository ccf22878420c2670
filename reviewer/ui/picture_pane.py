"""The centre: picture, seek bar and transport, as the playback says, in the time asked for."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.game import Clip
from reviewer.domain.moment import Moment
from reviewer.domain.times import MediaMs, media_ms
from reviewer.session.playback_state import Failed, Idle, Loading, PlaybackState, Showing
from reviewer.session.review import Review
from reviewer.ui.goto_field import GoToField
from reviewer.ui.message_panel import Message, failure
from reviewer.ui.seek_bar import SeekBar
from reviewer.ui.seek_preview import SeekPreview
from reviewer.ui.stage import Stage
from reviewer.ui.theme import Theme
from reviewer.ui.time_scale import TimeMode, TimeScale, game_zone
from reviewer.ui.transport import Transport

_NO_GAME = Message("No game open", "Open one: Ctrl+O shows your games.")
_NO_CLIP = Message("Pick a clip", "Click one on the left, or press Down for the first.")


class PicturePane(QWidget):
    """Shows what plays, or why nothing does. Signals: `full_screen_requested()`,
    `sync_requested()`, `field_left()` when a place was gone to, or not after all.
    """

    full_screen_requested = Signal()
    sync_requested = Signal()
    field_left = Signal()

    def __init__(self, review: Review, screen: QWidget, theme: Theme) -> None:
        super().__init__()
        self._review = review
        self._space = theme.tokens.space
        self._stage = Stage(screen, theme)
        self._goto = GoToField(review, theme.tokens)
        self._stage.hold_field(self._goto)
        self._seek_bar = SeekBar(theme)
        self._transport = Transport(review.playback, review.quality, theme)
        self._mode = TimeMode.CLOCK
        self._scale: TimeScale | None = None
        self._bare = False
        self._patience = QTimer(self, singleShot=True, interval=theme.tokens.time.patience_ms)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._stage, 1)
        self._column.addWidget(self._seek_bar)
        self._column.addWidget(self._transport)
        self._column.setSpacing(self._space.xs)
        self.show_full_screen(on=False)
        if review.previews is not None:
            SeekPreview(self, self._seek_bar, review.playback, review.previews)
        self._connect()
        self._on_state(review.playback.state)

    def show_full_screen(self, *, on: bool) -> None:
        """The picture alone, or with its controls."""
        space = self._space
        self._bare = on
        self._seek_bar.setHidden(on)
        self._transport.setHidden(on)
        margins = (0, 0, 0, 0) if on else (space.m, space.m, space.m, space.s)
        self._column.setContentsMargins(*margins)
        self._show_badge()

    @property
    def field_open(self) -> bool:
        """Whether the user is being asked where to go."""
        return self._goto.isVisible()

    def open_field(self) -> None:
        """Ask the user where to go."""
        self._goto.open()

    def close_field(self) -> None:
        """Ask no more."""
        self._goto.close_field()

    def cycle_time(self) -> None:
        """Show the next of game clock, clip time and time of day."""
        self._mode = self._mode.next
        self._show_again()

    def _connect(self) -> None:
        playback = self._review.playback
        playback.changed.connect(self._on_state)
        playback.moment_changed.connect(self._on_moment)
        playback.waiting_changed.connect(self._on_waiting)
        playback.pace.loop_changed.connect(self._seek_bar.show_loop)
        self._review.game_changed.connect(self._on_game)
        self._review.times_changed.connect(self._show_again)
        self._review.answered.connect(self._stage.toast.say)
        self._review.screening.card_changed.connect(self._stage.card.say)
        self._review.noticed.connect(self._on_noticed)
        self._goto.left.connect(self.field_left)
        self._patience.timeout.connect(self._on_patience_over)
        self._stage.acted.connect(self._on_retry)
        self._stage.badge.clicked.connect(self.sync_requested)
        self._stage.double_clicked.connect(self.full_screen_requested)
        self._seek_bar.sought.connect(self._on_sought)
        self._seek_bar.dropped.connect(playback.dropped)
        self._transport.stepped.connect(self._review.step)
        self._transport.time_clicked.connect(self.cycle_time)
        self._transport.full_screen_requested.connect(self.full_screen_requested)

    def _show_clip(self, showing: Showing) -> None:
        plan, times, game = showing.plan, self._review.times, self._review.game
        if times is None or game is None:
            return
        stops = times.stops(plan.stream, plan.marked)
        self._scale = TimeScale(self._mode, plan, times, game_zone(game))
        self._stage.show_picture()
        self._show_badge()
        self._seek_bar.show_clip(plan.played, plan.marked, stops, self._scale, showing.missing)
        self._transport.show_clip(showing.clip, stops, self._scale)
        frame = self._review.playback.frame
        if frame is not None and plan.shows(frame):
            self._seek_bar.show_head(media_ms(frame))

    def _show_again(self) -> None:
        """What plays is the same; what is said of it may not be."""
        state, frame = self._review.playback.state, self._review.playback.frame
        if isinstance(state, Showing):
            self._show_clip(state)
            if frame is not None and self._review.times is not None:
                self._on_moment(self._review.times.moment(state.plan.stream, frame))

    def _show_badge(self) -> None:
        self._stage.badge.show_report(None if self._bare else self._review.stream_report)

    def _show_instead(self, message: Message) -> None:
        self._stage.show_message(message)
        self._seek_bar.show_nothing()
        self._transport.show_nothing()

    def _on_state(self, state: PlaybackState) -> None:
        if isinstance(state, Loading):
            self._on_loading(state)
            return
        self._patience.stop()
        if isinstance(state, Showing):
            self._show_clip(state)
        elif isinstance(state, Failed):
            self._show_instead(failure(state.error, self._about(state.clip)))
        else:
            self._show_instead(_NO_CLIP if self._review.game is not None else _NO_GAME)

    def _on_loading(self, state: Loading) -> None:
        """A clip that comes at once replaces the last one without a word in between."""
        if self._stage.says_something:
            self._show_instead(_loading(state))
        elif not self._patience.isActive():
            self._patience.start()

    def _on_patience_over(self) -> None:
        state = self._review.playback.state
        if isinstance(state, Loading):
            self._show_instead(_loading(state))
        elif isinstance(state, Showing):
            self._stage.toast.hold("Waiting for footage…")

    def _on_moment(self, moment: Moment) -> None:
        state, game = self._review.playback.state, self._review.game
        if isinstance(state, Showing) and game is not None:
            self._stage.overlay.show_moment(moment, game, state.clip.period)
            self._seek_bar.show_head(media_ms(moment.frame))
            if self._scale is not None:
                self._transport.show_time(self._scale.words(moment))

    def _on_waiting(self, waiting: bool) -> None:
        if waiting:
            self._patience.start()
        else:
            self._patience.stop()
            self._stage.toast.let_go()

    def _on_game(self) -> None:
        if isinstance(self._review.playback.state, Idle):
            self._on_state(self._review.playback.state)

    def _on_noticed(self, words: str) -> None:
        """In full screen there is no other place to say it."""
        if self._bare:
            self._stage.toast.say(words)

    def _on_sought(self, media: int) -> None:
        self._review.playback.scrub(MediaMs(media))

    def _on_retry(self) -> None:
        state = self._review.playback.state
        if isinstance(state, Failed):
            self._review.playback.open(state.clip)

    def _about(self, clip: Clip) -> str:
        game = self._review.game
        return f"Event {game.id if game is not None else ''}, clip {clip.id}"


def _loading(state: Loading) -> Message:
    if not state.stalled:
        return Message("Loading…", remedy="Esc cancels", progress=state.fraction or -1)
    return Message(
        "Nothing arrives",
        "The footage's host has gone quiet. It is asked again by itself.",
        "Esc cancels",
        progress=state.fraction or -1,
    )
