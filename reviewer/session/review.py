"""The session of one window: the open game, its clips, what plays, and what was corrected."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QObject, Signal

from reviewer.domain.alignment import StreamReport, align
from reviewer.domain.errors import ReviewerError
from reviewer.domain.found import FoundMoment
from reviewer.domain.game import Clip, EventId, Game
from reviewer.domain.goto import GoToWall, find, parse_goto
from reviewer.domain.health import Finding, check_health
from reviewer.domain.item_rows import pick_of
from reviewer.domain.moment import GameTimes, times_of
from reviewer.domain.plan import why_not
from reviewer.domain.play_clips import clip_at, extra_clips
from reviewer.domain.playlists import Pick
from reviewer.domain.times import FrameTime, WallMs
from reviewer.session.breakdown import Breakdown
from reviewer.session.care import Care
from reviewer.session.clip_list import ClipList
from reviewer.session.correcting import Correcting
from reviewer.session.finder import Finder
from reviewer.session.found_player import FoundPlayer
from reviewer.session.history import History
from reviewer.session.loader import GameLoaded, GameLoader, GameState
from reviewer.session.memory import Memory
from reviewer.session.offline import Offline
from reviewer.session.palettes import Palettes
from reviewer.session.play_through import PlayThrough
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Failed, Idle, PlaybackState, Showing
from reviewer.session.playlists import Playlists
from reviewer.session.ports import (
    Catalogue,
    GameSource,
    Keeper,
    Library,
    MediaSource,
    PaletteFiles,
    Player,
    Stills,
    Undone,
)
from reviewer.session.posters import Posters
from reviewer.session.previews import Previews
from reviewer.session.quality import Quality
from reviewer.session.remembering import Remembering
from reviewer.session.renewal import Renewal
from reviewer.session.scout import Scouted, scout
from reviewer.session.screening import OpenGame, Screening
from reviewer.session.shots import Shots
from reviewer.session.spare_line import SpareLine
from reviewer.session.sync import Sync
from reviewer.session.tagging import Tagging
from reviewer.session.tasks import Tasks


class Review(QObject):
    """Holds the controllers together; widgets are given this and nothing else.

    Signals: `game_changed(Game)` when another game is open, `times_changed(GameTimes)` when its
    time lines are known better or were corrected, `memory_changed(Memory)`
    when there is something new to remember, `noticed(str)`, and `answered(str)` with what the
    user's last step came to, in a few words. `offline` is None where nothing can be kept on
    this machine, `posters` and `previews` where no pictures can be made, `finder` where games are
    not catalogued.
    """

    game_changed = Signal(object)
    times_changed = Signal(object)
    memory_changed = Signal(object)
    noticed = Signal(str)
    answered = Signal(str)

    def __init__(
        self,
        games: GameSource,
        media: MediaSource,
        player: Player,
        library: Library,
        on_crash: Callable[[BaseException], None],
        memory: Memory = Memory(),  # noqa: B008 - a frozen value
        keeper: Keeper | None = None,
        stills: Stills | None = None,
        palettes: PaletteFiles | None = None,
        catalogue: Catalogue | None = None,
        care: Care | None = None,
    ) -> None:
        super().__init__()
        self._media = media
        self._tasks = Tasks(on_crash)
        self.loader = GameLoader(games, on_crash)
        self.clips = ClipList()
        self.playback = Playback(media, player, on_crash)
        self.through = PlayThrough(self.clips, self.playback)
        self.quality = Quality(media, self.playback, on_crash)
        self.sync = Sync(library)
        self.correcting = Correcting(self.sync, self.playback, self._opened)
        self.history = History(library)
        self.palettes = Palettes(library, palettes, memory.palette)
        self.tagging = Tagging(library, self.palettes, self.clips, self.playback)
        self.playlists = Playlists(library, current=memory.playlist)
        self.screening = Screening(
            self.playlists, self.playback, self.through, self.loader, self._opened, on_crash
        )
        self.offline = Offline(keeper, on_crash) if keeper is not None else None
        self.posters = Posters(stills, on_crash) if stills is not None else None
        self.previews = Previews(stills, on_crash) if stills is not None else None
        self.breakdown = Breakdown(self.clips, self.through, self.palettes, on_crash)
        self.shots = Shots(self.clips, self.through)
        self._catalogue = catalogue
        self.finder: Finder | None = None
        if catalogue is not None:
            showing = (self.loader, self.clips, self.playback, self.through, self._show_found)
            self.finder = Finder(library, catalogue, self.palettes, FoundPlayer(*showing), on_crash)
        self.care = care
        orders = (self.clips, self.through, self.screening)
        self._spare_line = SpareLine(
            media, player, self.playback, *orders, self.offline, self.posters, on_crash
        )
        self._game: Game | None = None
        self._times: GameTimes | None = None
        self._scouted = Scouted({}, {})
        self._renewal = Renewal(self.loader, self.clips, self.playback)
        self.clips.set_filter(memory.filter)
        self.playback.set_volume(memory.volume)
        self.quality.want(memory.height)
        kept = (self.clips, self.palettes, self.playlists, self.playback, self.quality)
        self._remembering = Remembering(memory, *kept, self.offline)
        self._connect()

    @property
    def game(self) -> Game | None:
        return self._game

    @property
    def times(self) -> GameTimes | None:
        return self._times

    @property
    def stream_report(self) -> StreamReport | None:
        """How the stream on screen was brought together with the data."""
        state = self.playback.state
        if self._times is None or not isinstance(state, Showing):
            return None
        return self._times.alignment.report.stream(state.plan.stream)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the open game, worst first."""
        if self._game is None or self._times is None:
            return ()
        dead = self._scouted.findings(self._game.clips)
        return (*dead, *check_health(self._game, self._times))

    def open_game(self, event: EventId) -> None:
        """Load a game and show it; the one that is shown stays until then."""
        self.loader.open(event)

    def notice(self, words: str) -> None:
        """Tell the user something in one line."""
        self.noticed.emit(words)

    def go_to(self, text: str, zone: tzinfo) -> None:
        """Show the moment that a text names: `Q3 4:12`, `4:12`, `19:42:10`.

        `zone` is where a bare time of day holds. Raises NotAPlace or Unplayable, saying why not.
        """
        if self._game is None or self._times is None:
            return
        goto = parse_goto(
            text, self._game, self._times.clock, current=self.playback.period, zone=zone
        )
        target = find(goto, self._times, self._game)
        clip = clip_at(self._game, self._times, target)
        self.playback.open(clip, play=False, lead=False)

    def play_through(self) -> None:
        """Play the list to its end by itself, or stop doing so."""
        self.through.toggle()
        self.answered.emit("Plays through the list" if self.through.on else "Stops after this clip")

    def mark_loop(self) -> None:
        """Mark here a loop's start, then its end; the third time play on without it."""
        self.playback.pace.mark_loop()
        if self.playback.pace.loop_start is not None:
            self.answered.emit("Loop starts here – Ctrl+L again at its end")
        elif isinstance(self.playback.state, Showing):
            self.answered.emit("Loop" if self.playback.pace.loop is not None else "No loop")

    def toggle_repeats(self) -> None:
        """Whether playing through shows again what clips before have shown."""
        self.through.toggle_repeats()
        again = "Overlaps are shown again" if self.through.repeats else "Overlaps are shown once"
        self.answered.emit(again)

    def step(self, by: int) -> None:
        """Show the next (1) or previous (-1) of what is gone through: a playlist, or the clips."""
        if self.screening.item is not None:
            self.screening.step(by)
        else:
            self.clips.choose_neighbour(by)

    def picks(self, clips: Iterable[Clip]) -> tuple[Pick, ...]:
        """Clips of the open game as something for a playlist; those without a time are left out."""
        if self._game is None:
            return ()
        game, rows = self._game.id, {row.id: row for row in self.clips.rows}
        picks = (pick_of(game, clip, rows.get(clip.id)) for clip in clips)
        return tuple(pick for pick in picks if pick is not None)

    def add_clips(self, ids: Collection[str], at: int | None = None) -> None:
        """Put clips of the open game on the current playlist, in the order of the list."""
        clips = (row.clip for row in self.clips.rows if row.id in ids)
        self.playlists.add(self.picks(clips), at)

    def add_to_playlist(self) -> None:
        """Put the selected clips on the current playlist, or the one on screen."""
        state, selected = self.playback.state, self.clips.selected
        on_screen = [state.clip] if isinstance(state, Showing) else []
        picks = self.picks(selected if len(selected) > 1 else on_screen)
        if picks:
            self.playlists.add(picks)
        else:
            self.answered.emit("Pick a clip first")

    @property
    def trimmable(self) -> bool:
        """Whether there is something to begin or end with the picture on screen."""
        return self.screening.item is not None or self.tagging.subject is not None

    def set_in(self) -> None:
        """What is on screen begins with this picture: a playlist's item, else the clip."""
        if self.screening.item is not None:
            self.item_in()
        else:
            self.tagging.set_in()

    def set_out(self) -> None:
        """What is on screen ends with this picture: a playlist's item, else the clip."""
        if self.screening.item is not None:
            self.item_out()
        else:
            self.tagging.set_out()

    def item_in(self) -> None:
        """The playlist's item on screen begins with this picture."""
        moment = self.playback.moment
        if moment is not None and moment.wall is not None:
            self.screening.set_in(moment.wall)

    def item_out(self) -> None:
        """The playlist's item on screen ends with this picture."""
        if (out := self.playback.out) is not None:
            self.screening.set_out(out)

    def game_names(self) -> Mapping[EventId, str]:
        """What the games that were opened here are called."""
        try:
            games = self._catalogue.games() if self._catalogue is not None else ()
        except ReviewerError as error:
            self.notice(str(error))
            return {}
        return {game.id: game.name for game in games}

    async def aclose(self) -> None:
        await self._tasks.aclose()
        await self._spare_line.aclose()
        await self.quality.aclose()
        library_work = (self.breakdown, self.finder, self.care, self.screening)
        for aside in (*library_work, self.offline, self.posters, self.previews):
            if aside is not None:
                await aside.aclose()
        await self.loader.aclose()
        await self.playback.aclose()

    def _connect(self) -> None:
        self.loader.changed.connect(self._on_loader)
        self.screening.told.connect(self.notice)
        self.clips.chosen.connect(self._on_chosen)
        self.playback.changed.connect(self._on_playback)
        self.playback.troubled.connect(self.notice)
        self._remembering.changed.connect(self.memory_changed)
        self.sync.changed.connect(self._on_sync)
        self.history.turned.connect(self._on_turned)
        self.breakdown.playlist_wanted.connect(self._on_cell_playlist)
        for speaker in (self.history, self.correcting, self.tagging, self.playlists):
            speaker.answered.connect(self.answered)
            speaker.failed.connect(self.notice)
        if self.finder is not None:
            self.finder.failed.connect(self.notice)
            self.finder.playlist_wanted.connect(self._on_found_playlist)
            self.tagging.changed.connect(self.finder.refresh)
        if self.care is not None:
            self.care.noticed.connect(self.notice)
            self.care.replaced.connect(self._on_replaced)
        if self.offline is not None:
            self.offline.failed.connect(self.notice)

    def _show(self, game: Game) -> None:
        if self._game is None or self._game.id != game.id:
            self.playback.close()
            self._times = None  # of the game before, which corrections of this one do not concern
            self._scouted = Scouted({}, {})
        # the same game anew has the same streams; those that failed may be there by now
        self._game, self._scouted = game, replace(self._scouted, failures={})
        self.history.open(game.id)
        self._correct(lambda: self.sync.open(game.id))
        self._correct(lambda: self.palettes.open(game.id))
        self._draw_up()
        self.game_changed.emit(game)
        self._tasks.start("scout", self._scout(game))
        self._renewal.on_game(game)
        self.breakdown.open(game)
        self.shots.open(game)
        if self.finder is not None:
            self.finder.open(game)
        self.screening.on_game()

    async def _scout(self, game: Game) -> None:
        """What the streams say of themselves makes the alignment surer."""
        scouted = await scout(self._media, game.clips)
        self._scouted = replace(scouted, facts={**self._scouted.facts, **scouted.facts})
        self._draw_up()

    def _draw_up(self) -> None:
        """Time lines and list, from what is known and corrected by now."""
        if self._game is None:
            return
        game, scouted = self._game, self._scouted
        times = times_of(game, scouted.facts, self.sync.corrections)
        self._times = times
        extras = extra_clips(game, times.alignment)
        reasons = {
            clip.id: why_not(clip, times.alignment) or scouted.why_not(clip)
            for clip in (*game.clips, *extras)
        }
        cannot = {clip: why for clip, why in reasons.items() if why is not None}
        self._correct(lambda: self.tagging.open(game, times, extras))
        self.clips.set_game(game, cannot, extras)
        self.playback.set_times(times)
        self._spare_line.open(game, times.alignment)
        self.times_changed.emit(times)

    def _opened(self) -> OpenGame | None:
        if self._game is None or self._times is None:
            return None
        return OpenGame(self._game, self._times)

    def _correct(self, act: Callable[[], None], told: str = "") -> None:
        """Change what the library keeps; its trouble is told, and nothing is changed then."""
        try:
            act()
        except ReviewerError as error:
            self.notice(str(error))
            return
        if told:
            self.answered.emit(told)

    def _on_turned(self, undone: Undone) -> None:
        """What was undone is shown, and its clip with it."""
        finders = (self.finder.turned,) if self.finder is not None else ()
        for look_again in (self.palettes.turned, self.tagging.turned, *finders):
            self._correct(partial(look_again, undone))
        self.playlists.refresh()
        self._correct(self.sync.refresh)
        self._correct(lambda: self._go_where(undone))

    def _go_where(self, undone: Undone) -> None:
        """To the first clip on which what was undone hangs, unless one of them is on screen."""
        touched = self.tagging.known(undone)
        clips = [clip for value in touched for clip in self.tagging.clips_of(value)]
        state = self.playback.state
        on_screen = None if isinstance(state, Idle) else state.clip.id
        if clips and on_screen not in clips:
            self.clips.choose(clips[0])
        elif touched and not clips:
            self._show_moment(touched[0].span.start)

    def _show_moment(self, wall: WallMs) -> None:
        if self._game is not None and self._times is not None:
            target = find(GoToWall(wall), self._times, self._game)
            clip = clip_at(self._game, self._times, target)
            self.playback.open(clip, play=False, lead=False)

    def _show_found(self, wall: WallMs) -> None:
        self._correct(partial(self._show_moment, wall))

    def _on_found_playlist(self, name: str, moments: Iterable[FoundMoment]) -> None:
        self.playlists.make(name, [moment.pick for moment in moments])

    def _on_cell_playlist(self, name: str, clips: Iterable[Clip]) -> None:
        self.playlists.make(name, self.picks(clips))

    def _on_loader(self, state: GameState) -> None:
        if isinstance(state, GameLoaded):
            self._show(state.game)

    def _on_replaced(self) -> None:
        """The library was restored, or another's taken in: nothing shown may be of before."""
        self.playlists.refresh()
        for look_again in (self.palettes.refresh, self.tagging.refresh, self.sync.refresh):
            self._correct(look_again)
        if self.finder is not None and self._game is not None:
            self.finder.open(self._game)
            self.finder.refresh()

    def _on_chosen(self, clip: Clip, at: FrameTime | None) -> None:
        self.playback.open(clip, at=at)

    def _on_sync(self) -> None:
        """A correction moves the footage against the data; list and clock stay as they are."""
        if self._game is None or self._times is None:
            return
        alignment = align(self._game.clips, self._scouted.facts, self.sync.corrections)
        self._times = replace(self._times, alignment=alignment)
        self.tagging.set_times(self._times)
        self.playback.set_times(self._times)
        self._spare_line.open(self._game, alignment)
        self.times_changed.emit(self._times)

    def _on_playback(self, state: PlaybackState) -> None:
        if isinstance(state, Failed):
            self.clips.mark(state.clip.id, state.error.sentence)
        elif isinstance(state, Showing):
            self.clips.mark(state.clip.id, None)
