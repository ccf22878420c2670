"""Plays the list from one clip to the next by itself, with or without what was seen already."""

from collections import defaultdict

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import Unplayable
from reviewer.domain.game import Clip, StreamId
from reviewer.domain.plan import PlaybackPlan, unseen_from
from reviewer.domain.times import FrameTime, MediaSpan
from reviewer.session.clip_list import ClipList
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Failed, PlaybackState, Showing


class PlayThrough(QObject):
    """Goes on where a clip ends or fails, while it is on. Signal: `changed()` when it is or not."""

    changed = Signal()

    def __init__(self, clips: ClipList, playback: Playback) -> None:
        super().__init__()
        self._clips = clips
        self._playback = playback
        self._on = False
        self._repeats = True
        self._seen: defaultdict[StreamId, list[MediaSpan]] = defaultdict(list)
        playback.finished.connect(self._on_finished)
        playback.changed.connect(self._on_playback)

    @property
    def on(self) -> bool:
        return self._on

    @property
    def repeats(self) -> bool:
        """Whether footage that was seen in a clip before comes again in the next."""
        return self._repeats

    def toggle(self) -> None:
        """Play on by itself, from the clip on screen or the list's first, or no more."""
        self._on = not self._on
        self._seen.clear()
        self.changed.emit()
        if self._on and not isinstance(self._playback.state, Showing):
            self._clips.choose_neighbour(1)
        elif self._on and not self._playback.playing:
            self._playback.toggle()

    def play_from_first(self) -> None:
        """Play the list from its first clip, and on by itself."""
        self._seen.clear()
        if self._clips.shown:
            self._clips.choose(self._clips.shown[0].id)
        if not self._on:
            self._on = True
            self.changed.emit()

    def stop(self) -> None:
        """Play no further than the clip on screen."""
        if self._on:
            self.toggle()

    def toggle_repeats(self) -> None:
        """Show overlapping footage once, or as often as clips have it."""
        self._repeats = not self._repeats
        self._seen.clear()
        self.changed.emit()

    def following(self) -> tuple[Clip, FrameTime] | None:
        """The clip to go on with and where it begins; None where it is off or the list ends."""
        if not self._on:
            return None
        state = self._playback.state
        now = state.plan if isinstance(state, Showing) else None
        for row in self._clips.after_current():
            begin = self._begin(row.clip, now) if row.why_not is None else None
            if begin is not None:
                return row.clip, begin
        return None

    def _begin(self, clip: Clip, now: PlaybackPlan | None) -> FrameTime | None:
        """Where a clip begins after the one on screen; None where nothing of it is to be shown."""
        try:
            plan = self._playback.plan(clip)
        except Unplayable:
            return None
        if self._repeats:
            return plan.start
        seen = list(self._seen[plan.stream])
        if now is not None and now.stream == plan.stream:
            seen.append(now.played)
        begin = unseen_from(plan.played, seen)
        return None if begin is None else FrameTime(begin * 1000)

    def _on_playback(self, state: PlaybackState) -> None:
        if isinstance(state, Failed):
            self._go_on()

    def _on_finished(self) -> None:
        state = self._playback.state
        if isinstance(state, Showing):
            self._seen[state.plan.stream].append(state.plan.played)
        self._go_on()

    def _go_on(self) -> None:
        following = self.following()
        if following is not None:
            clip, begin = following
            self._clips.choose(clip.id, begin)
        elif self._on:
            self.toggle()
