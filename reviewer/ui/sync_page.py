"""What lies behind the badge: how the footage on screen was aligned, and corrections of it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.alignment import StreamReport
from reviewer.session.playback_state import Loading, PlaybackState
from reviewer.session.review import Review
from reviewer.ui.correction_list import CorrectionList
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.nudge_control import NudgeControl
from reviewer.ui.scoreboard_entry import ScoreboardEntry
from reviewer.ui.surface import restyle
from reviewer.ui.sync_words import badge_words, game_evidence, stream_evidence
from reviewer.ui.text import KeyButton, Label, Sentences
from reviewer.ui.theme import Theme

_NOTHING = "Play a clip to see how its footage agrees with the data."


class SyncPage(QWidget):
    """Tells of the stream on screen, and corrects it in the session."""

    def __init__(self, review: Review, theme: Theme) -> None:
        super().__init__()
        self._review = review
        self._state = Label("sync")
        self._stream_why = Sentences("mute", theme.tokens.space.xs)
        self._game_why = Sentences("mute", theme.tokens.space.xs)
        self._nudge = NudgeControl(theme.tokens.space)
        self._scoreboard = ScoreboardEntry(review, theme.tokens.space)
        self._corrections = CorrectionList(theme)
        self._undo = KeyButton("Undo", "Ctrl+Z", theme.tokens.space)
        self._redo = KeyButton("Redo", "Ctrl+Shift+Z", theme.tokens.space)
        self._rest = QWidget()
        self._arrange(theme)
        self._nudge.nudged_frames.connect(self.nudge_frames)
        self._nudge.nudged.connect(self.nudge)
        self._corrections.removed.connect(self._on_removed)
        self._undo.clicked.connect(review.history.undo)
        self._redo.clicked.connect(review.history.redo)
        review.times_changed.connect(self._on_times)
        review.playback.changed.connect(self._on_playback)
        review.playback.moment_changed.connect(self._scoreboard.show_period)
        self._show_report(review.stream_report)

    def nudge_frames(self, count: int) -> None:
        """Move the data by frames, as far as the switch says."""
        self._review.correcting.nudge_frames(count, from_here=self._nudge.from_here)

    def nudge(self, by_ms: int) -> None:
        """Move the data, as far as the switch says."""
        self._review.correcting.nudge(by_ms, from_here=self._nudge.from_here)

    def _show_report(self, report: StreamReport | None) -> None:
        times = self._review.times
        self._rest.setVisible(report is not None)
        if report is None or times is None:
            self._state.setText(_NOTHING)
            restyle(self._state, "sync", "")
            return
        whole = times.alignment.report
        self._state.setText(badge_words(report))
        restyle(self._state, "sync", report.sync.value)
        self._stream_why.show_sentences(stream_evidence(report, whole))
        self._game_why.show_sentences(game_evidence(whole))
        self._corrections.show_corrections(report.corrections.history)

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        self._state.setWordWrap(True)
        column = QVBoxLayout(self._rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s)
        column.addWidget(self._stream_why)
        for title, part in (
            ("Move the data", self._nudge),
            ("The scoreboard shows…", self._scoreboard),
            ("Your corrections", self._corrections),
        ):
            column.addSpacing(space.s)
            column.addWidget(Label("heading", title))
            column.addWidget(part)
        steps = FlowLayout(space.xs)
        steps.addWidget(self._undo)
        steps.addWidget(self._redo)
        column.addLayout(steps)
        column.addSpacing(space.s)
        column.addWidget(Label("heading", "The whole game"))
        column.addWidget(self._game_why)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.m, space.xs, space.m, space.m)
        outer.setSpacing(space.s)
        outer.addWidget(self._state)
        outer.addWidget(self._rest)
        outer.addStretch()

    def _on_times(self) -> None:
        self._on_playback(self._review.playback.state)

    def _on_playback(self, state: PlaybackState) -> None:
        """What is loading has no report yet; the last one stands until then."""
        if isinstance(state, Loading):
            return
        self._scoreboard.show_period()
        self._show_report(self._review.stream_report)

    def _on_removed(self, number: int) -> None:
        report = self._review.stream_report
        if report is not None:
            self._review.correcting.remove(report.stream, number)
