"""Plays the chosen clip: plan, footage, player; and says what the frame on screen shows."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import aclosing
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from reviewer.domain.errors import ReviewerError, Unplayable
from reviewer.domain.game import Clip, ClipId
from reviewer.domain.moment import GameTimes, Moment
from reviewer.domain.periods import Period
from reviewer.domain.plan import PlaybackPlan, plan_clip, trimmed
from reviewer.domain.times import FrameTime, MediaMs, WallMs, WallSpan, media_ms
from reviewer.session.pace import Pace
from reviewer.session.patience import Patience
from reviewer.session.playback_state import Failed, Idle, Loading, PlaybackState, Showing
from reviewer.session.ports import MediaSource, Player
from reviewer.session.supply import Supply
from reviewer.session.tasks import Tasks


class Playback(QObject):
    """What plays.

    Signals: `changed(PlaybackState)`, `moment_changed(Moment)` for every frame shown,
    `fetched()` when all of the clip is here and its first picture on screen, `finished()` when it
    was played to its end, `playing_changed(bool)`, `waiting_changed(bool)` while what plays waits
    for more footage, `volume_changed(float)`, `troubled(str)` with what is amiss while the picture
    stays.
    """

    changed = Signal(object)
    moment_changed = Signal(object)
    fetched = Signal()
    finished = Signal()
    playing_changed = Signal(bool)
    waiting_changed = Signal(bool)
    volume_changed = Signal(float)
    troubled = Signal(str)

    def __init__(
        self, media: MediaSource, player: Player, on_crash: Callable[[BaseException], None]
    ) -> None:
        super().__init__()
        self._media = media
        self._player = player
        self._tasks = Tasks(on_crash)
        self._patience = Patience(self._tasks, self._on_stall)
        self._times: GameTimes | None = None
        self._state: PlaybackState = Idle()
        self._frame: FrameTime | None = None
        self._volume = 1.0
        self._scrubbing = False
        self._plays_on = False
        self._trims: Mapping[ClipId, WallSpan] = {}
        self._supply: Supply | None = None
        self._again: Callable[[], None] | None = None
        """What was asked for last, once more."""
        self._pictured = asyncio.Event()
        self.pace = Pace(player, self._shown_plan, lambda: self._frame, lambda: self.until)
        player.frame_shown.connect(self._on_frame)
        player.playing_changed.connect(self.playing_changed)
        player.waiting_changed.connect(self.waiting_changed)
        player.finished.connect(self._on_finished)
        player.failed.connect(self._on_player_failed)

    @property
    def state(self) -> PlaybackState:
        return self._state

    @property
    def playing(self) -> bool:
        return self._player.playing

    @property
    def volume(self) -> float:
        return self._volume

    @property
    def frame(self) -> FrameTime | None:
        """The frame on screen."""
        return self._frame

    @property
    def until(self) -> FrameTime | None:
        """When the frame on screen is over; before lost footage it stands no longer than usual."""
        if self._frame is None or not isinstance(self._state, Showing):
            return None
        window = self._state.window
        following = window.shown_until(window.index_at(self._frame))
        return min(following, FrameTime(self._frame + window.frame_us))

    @property
    def out(self) -> WallMs | None:
        """The end of what ends with the frame on screen: when that is over."""
        until = self.until
        if self._times is None or until is None or not isinstance(self._state, Showing):
            return None
        return self._times.alignment.to_wall(self._state.plan.stream, until)

    @property
    def moment(self) -> Moment | None:
        """What the frame on screen shows, and when that was."""
        if self._frame is None or self._times is None or not isinstance(self._state, Showing):
            return None
        return self._times.moment(self._state.plan.stream, self._frame)

    @property
    def period(self) -> Period | None:
        """The period on screen."""
        moment = self.moment
        if moment is not None and moment.reading.period is not None:
            return moment.reading.period
        return self._state.clip.period if isinstance(self._state, Showing) else None

    def set_times(self, times: GameTimes) -> None:
        """Use these time lines from now on: the clip's place and the frame are read again."""
        self._times = times
        if isinstance(self._state, Showing):
            self._replan(self._state)
        elif isinstance(self._state, Failed) and isinstance(self._state.error, Unplayable):
            self._seek_elsewhere(self._state)
        if self._frame is not None:
            self._on_frame(self._frame)

    def set_trims(self, trims: Mapping[ClipId, WallSpan]) -> None:
        """Play these clips from their in to their out from now on."""
        if trims != self._trims:
            self._trims = trims
            if isinstance(self._state, Showing):
                self._replan(self._state)

    def open(
        self, clip: Clip, *, play: bool = True, lead: bool = True, at: FrameTime | None = None
    ) -> None:
        """Play a clip: from its lead-in, its very start, or the picture `at`, where it has that.

        What was loading is given up.
        """
        self._start(clip, play=play, lead=lead, at=at)

    def replay(self) -> None:
        """Play the clip that is on screen again, from its lead-in."""
        if isinstance(self._state, Showing):
            self._player.seek(self._state.plan.start)
            self._player.play()

    def reload(self) -> None:
        """Fetch the clip on screen anew, and go on from its frame."""
        if isinstance(self._state, Showing):
            self._start(self._state.clip, play=self._player.playing, at=self._frame)

    def pause(self) -> None:
        """Hold the frame that is on screen."""
        self._player.pause()

    def close(self) -> None:
        """Show nothing."""
        self._tasks.cancel("clip")
        self._frame = None
        self._player.clear()
        self._set(Idle())

    def cancel(self) -> None:
        """Stop loading."""
        if isinstance(self._state, Loading):
            self.close()

    def toggle(self) -> None:
        """Play or pause; at the end, play again from the lead-in."""
        if not isinstance(self._state, Showing):
            return
        if self._player.playing:
            self._player.pause()
        elif self._at_end(self._state):
            self._player.seek(self._state.plan.start)
            self._player.play()
        else:
            self._player.play()

    def seek(self, media: MediaMs) -> None:
        """Show the frame of this moment of the stream, within the clip with its lead and lag."""
        if isinstance(self._state, Showing):
            played = self._state.plan.played
            self._player.seek(FrameTime(min(max(media, played.start), played.end) * 1000))

    def seek_last(self, end: MediaMs) -> None:
        """Show the last frame of what ends at this moment of the stream."""
        if isinstance(self._state, Showing):
            window = self._state.window
            self._player.seek(window.pictures[window.last_before(FrameTime(end * 1000))])

    def scrub(self, media: MediaMs) -> None:
        """Follow a drag with pictures; what played goes on when it is `dropped`."""
        if not isinstance(self._state, Showing):
            return
        if not self._scrubbing:
            self._scrubbing = True
            self._plays_on = self._player.playing
        played = self._state.plan.played
        self._player.scrub(FrameTime(min(max(media, played.start), played.end) * 1000))

    def dropped(self) -> None:
        """The drag is over."""
        if self._scrubbing and self._plays_on:
            self._player.play()
        self._scrubbing = False

    def skip(self, by_ms: int) -> None:
        """Seek forward or back from the frame on screen."""
        if self._frame is not None:
            self.seek(MediaMs(media_ms(self._frame) + by_ms))

    def step(self, count: int) -> None:
        """Pause, `count` frames on or back."""
        if isinstance(self._state, Showing):
            self._player.step(count)

    def set_volume(self, volume: float) -> None:
        """Loudness from 0 to 1."""
        self._volume = volume
        self._player.set_volume(volume)
        self.volume_changed.emit(volume)

    async def aclose(self) -> None:
        await self._tasks.aclose()
        self._player.clear()

    def _start(
        self, clip: Clip, *, play: bool, lead: bool = True, at: FrameTime | None = None
    ) -> None:
        self._again = partial(self._start, clip, play=play, lead=lead, at=at)
        self._player.pause()
        self._scrubbing = False
        self.pace.settle()
        self._pictured.clear()
        self._set(Loading(clip, 0.0))
        self._tasks.start("clip", self._open(clip, play=play, lead=lead, at=at))

    async def _open(self, clip: Clip, *, play: bool, lead: bool, at: FrameTime | None) -> None:
        """From the frame `at` where the clip has it."""
        plan: PlaybackPlan | None = None
        try:
            plan = self.plan(clip)
            start = plan.start if lead else FrameTime(plan.marked.start * 1000)
            if at is not None and plan.shows(at):
                start = at
            with self._patience.watching():
                await self._bring(clip, plan, start, play=play)
            await self._pictured.wait()  # until then nothing else may have the machine
            if isinstance(self._state, Showing):
                self._player.glance(self._state.window, plan.start)
            self.fetched.emit()
        except ReviewerError as error:
            self._fail(Failed(clip, error, plan))

    async def _bring(self, clip: Clip, plan: PlaybackPlan, start: FrameTime, *, play: bool) -> None:
        on_progress = partial(self._on_progress, clip)
        self._supply = Supply(self._media, plan, start, on_progress, self.troubled.emit)
        async with aclosing(self._supply.windows()) as windows:
            async for window in windows:
                self._on_window(Showing(clip, plan, window), start, play=play)

    def _on_window(self, showing: Showing, start: FrameTime, *, play: bool) -> None:
        """Show the first window at once; a longer one of the same clip goes on from it."""
        goes_on = isinstance(self._state, Showing)
        if isinstance(self._state, Showing) and showing.window.end < self._state.window.end:
            return  # asked for again, it grows from its beginning
        if not goes_on:
            self._frame = None
        self._set(showing)
        if goes_on:
            self._player.extend(showing.window)
        else:
            self._player.load(showing.window, start, showing.plan.stop, play=play)
        self._replan(showing)

    def _replan(self, showing: Showing) -> None:
        """The clip may lie elsewhere by now; the frame stays while more footage is fetched.

        Where it lies in no footage any more the picture stays as well: it shows what is wrong.
        """
        try:
            plan = self.plan(showing.clip)
        except Unplayable:
            return
        if plan == showing.plan:
            return
        if showing.window.has(plan.start) and not showing.window.ends_before(plan.stop):
            self._player.set_stop(plan.stop)
            self._set(Showing(showing.clip, plan, showing.window))
        else:
            self._start(showing.clip, play=self._player.playing, at=self._frame)

    def _seek_elsewhere(self, failed: Failed) -> None:
        """What was not to be found may lie where it would be sought by now."""
        try:
            plan = self.plan(failed.clip)
        except Unplayable:
            return
        if plan != failed.plan and self._again is not None:
            self._again()

    def plan(self, clip: Clip) -> PlaybackPlan:
        """Where a clip lies now. Raises Unplayable."""
        if self._times is None:
            raise Unplayable("The game is not loaded yet.")
        plan, trim = plan_clip(clip, self._times.alignment), self._trims.get(clip.id)
        return trimmed(plan, self._times.alignment, trim) if trim is not None else plan

    def _shown_plan(self) -> PlaybackPlan | None:
        return self._state.plan if isinstance(self._state, Showing) else None

    def _fail(self, failed: Failed) -> None:
        self._frame = None
        self._player.clear()
        self._set(failed)

    def _at_end(self, showing: Showing) -> bool:
        if self._frame is None:
            return False
        window = showing.window
        return window.index_at(self._frame) >= window.last_before(showing.plan.stop)

    def _on_stall(self) -> None:
        if isinstance(self._state, Loading):
            self._set(replace(self._state, stalled=True))
        elif isinstance(self._state, Showing) and self._supply is not None:
            self._supply.stall()

    def _on_progress(self, clip: Clip, fraction: float) -> None:
        self._patience.heard()
        if isinstance(self._state, Loading) and self._state.clip is clip:
            self._set(Loading(clip, fraction))

    def _on_frame(self, frame: FrameTime) -> None:
        self._frame = frame
        self._pictured.set()
        if (moment := self.moment) is not None:
            self.moment_changed.emit(moment)

    def _on_finished(self) -> None:
        if isinstance(self._state, Showing):
            self.finished.emit()

    def _on_player_failed(self, words: str) -> None:
        if isinstance(self._state, Showing):
            error = Unplayable(f"The footage could not be decoded ({words}).")
            self._fail(Failed(self._state.clip, error, self._state.plan))

    def _set(self, state: PlaybackState) -> None:
        self._state = state
        self.changed.emit(state)
