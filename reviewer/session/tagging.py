"""Tags and marks of the open game: made here, kept in the library, shown once they are on disk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from reviewer.domain.entries import clean
from reviewer.domain.errors import BadEntry, ReviewerError
from reviewer.domain.game import Clip, ClipId, Game, PlayerId
from reviewer.domain.moment import GameTimes, Moment
from reviewer.domain.palettes import Button, Press
from reviewer.domain.periods import Period
from reviewer.domain.plan import CUT
from reviewer.domain.play_clips import MOMENT
from reviewer.domain.said import Chip
from reviewer.domain.subject import Change, Subject, all_reviewed, together, without
from reviewer.domain.suggest import Suggestion
from reviewer.domain.tags import ClipMark, Tag
from reviewer.domain.times import WallMs, WallSpan, format_clock
from reviewer.session.clip_list import ClipList
from reviewer.session.palettes import Palettes
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Idle, PlaybackState, Showing
from reviewer.session.ports import Library, Undone
from reviewer.session.tag_board import TagBoard

_NO_MOMENT = "There is no picture with a time to tag."


class Tagging(QObject):
    """Knows what is said of each clip, and changes it for the clip on screen or all selected ones.

    Signals: `changed()` when what is said, or what it is said of, is another; `answered(str)`
    with what a key came to; `failed(str)` where nothing was changed.
    """

    changed = Signal()
    answered = Signal(str)
    failed = Signal(str)

    def __init__(
        self, library: Library, palettes: Palettes, clips: ClipList, playback: Playback
    ) -> None:
        super().__init__()
        self._board = TagBoard(library, palettes, clips, playback)
        self._palettes = palettes
        self._clips = clips
        self._playback = playback
        self._times: GameTimes | None = None
        self._moment: Moment | None = None
        self._running: dict[str, Tag] = {}
        self._about: ClipId | None = None
        self._board.changed.connect(self.changed)
        clips.selection_changed.connect(self.changed)
        playback.changed.connect(self._on_playback)
        playback.moment_changed.connect(self._on_moment)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """What a press is about: the clips that are selected, else the clip on screen."""
        selected = self._clips.selected
        if len(selected) > 1:
            return tuple(filter(None, map(self._board.subject, selected)))
        subject = self.subject
        return (subject,) if subject is not None else ()

    @property
    def subject(self) -> Subject | None:
        """The clip on screen; None where that is a moment of no clip."""
        state = self._playback.state
        if isinstance(state, Idle) or state.clip.source in (MOMENT, CUT):
            return None
        return self._board.subject(state.clip)

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What the data suggest for these clips and nobody decided, each once."""
        every = (each for subject in self.subjects for each in subject.open_suggestions)
        return tuple({(each.group, each.value): each for each in every}.values())

    @property
    def people(self) -> tuple[PlayerId, ...]:
        """Who may be named in a tag: the players of the game, by their teams."""
        game = self._board.game
        if game is None:
            return ()
        return tuple(sorted(game.players, key=lambda each: (game.players[each].team or "", each)))

    @property
    def on(self) -> frozenset[str]:
        """The ids of the values that a press would take off these clips, or end."""
        said = [subject.values for subject in self.subjects]
        on_all = frozenset.intersection(*said) if said else frozenset()
        timed = {each.id for each in self._palettes.current.buttons if each.press is not Press.CLIP}
        return (on_all - timed) | set(filter(self._begun, self._running))

    def is_on(self, button: Button) -> bool:
        """Whether a press would take it off these clips, or end it."""
        return button.id in self.on

    def open(self, game: Game, times: GameTimes, extras: Sequence[Clip]) -> None:
        """Take up what is kept for a game, or go by its clips as they are now.

        Raises LibraryErrors.
        """
        before, self._times = self._board.game, times
        if before is None or before.id != game.id:
            self._running.clear()
            self._moment = None
        self._board.open(game, times, extras)

    def set_times(self, times: GameTimes) -> None:
        """The footage lies otherwise now."""
        self._times = times

    def refresh(self) -> None:
        """Read again all that is kept. Raises LibraryErrors."""
        self._board.refresh()

    def turned(self, undone: Undone) -> None:
        """Look again at what an undo or redo touched. Raises LibraryErrors."""
        self._board.look_again(self._board.known(undone))

    def known(self, undone: Undone) -> tuple[Tag | ClipMark, ...]:
        """What is known of all in the open game that was undone. Raises LibraryErrors."""
        return self._board.known(undone)

    def clips_of(self, value: Tag | ClipMark) -> tuple[ClipId, ...]:
        """The clips that show a tag, or that a mark is about."""
        return self._board.clips_of(value)

    def press(self, button: Button) -> None:
        """Tag with a button, or take its tag off; what it is linked to goes along."""
        if button.press is Press.UNTIL_AGAIN:
            self._press_timed(button)
        elif button.press is Press.CLIP and self.subjects:
            self._press_clips(button)
        else:
            self._press_moment(button)

    def type(self, typed: str) -> None:
        """Tag with the value that is called so, by any of its names. Raises BadEntry."""
        found = self._palettes.vocabulary.completions(clean(typed)) if typed.strip() else ()
        if not found:
            raise BadEntry(f"No tag is called “{typed.strip()}”.")
        self.press(found[0])

    def accept(self, suggestion: Suggestion) -> None:
        """Say what the data suggested, of all clips for which they do."""
        self._accept(lambda each: (each.group, each.value) == (suggestion.group, suggestion.value))

    def accept_all(self) -> None:
        """Say all that the data suggest."""
        self._accept(lambda _each: True)

    def remove(self, chips: Sequence[Chip]) -> None:
        """Take a value of these tags away."""
        more = f" on {len(chips)} clips" if len(chips) > 1 else ""
        changes = (without(chip.tag, chip.button.code) for chip in chips)
        self._change(f"{chips[0].button.title} off{more}", together(changes))

    def change(self, tag: Tag, **fields: object) -> None:
        """Set a tag's `player` or `flag`."""
        changed = replace(tag, **fields)  # type: ignore[arg-type]
        self._change(f"{self._title(tag)} changed", Change((changed,)))

    def set_tag_note(self, tag: Tag, text: str) -> None:
        """Say something of a tag. Raises BadEntry, LibraryErrors."""
        what = f"{self._title(tag)} changed"
        self._board.keep(what, Change((replace(tag, note=clean(text)),)))
        self.answered.emit(what)

    def set_note(self, clip: Clip, text: str) -> None:
        """Say something of a clip as a whole. Raises BadEntry, LibraryErrors."""
        subject, note = self._board.subject(clip), clean(text)
        if subject is not None and note != subject.said.note:
            mark = replace(subject.mark, note=note)
            self._board.keep("Note" if note else "Note removed", Change((mark,)))

    def toggle_reviewed(self) -> None:
        """Mark the clips as reviewed, or as not."""
        subjects = self.subjects
        on = not all_reviewed(subjects)
        marks = (replace(subject.mark, reviewed=on) for subject in subjects)
        self._change(f"{'Reviewed' if on else 'Not reviewed'}{_of(subjects)}", Change((*marks,)))

    def set_in(self) -> None:
        """The clip begins with the frame on screen."""
        subject, wall = self.subject, self._wall
        if subject is not None and wall is not None:
            self._trim_to(subject, WallSpan(wall, subject.shown.end), "In")

    def set_out(self) -> None:
        """The clip ends with the frame on screen."""
        subject, out = self.subject, self._playback.out
        if subject is not None and out is not None:
            self._trim_to(subject, WallSpan(subject.shown.start, out), "Out")

    def clear_trim(self) -> None:
        """Show all of the clip again."""
        if (subject := self.subject) is not None:
            self._change("In and out removed", subject.trimmed(subject.place[1]))

    def go_in(self) -> None:
        """Show where the clip begins."""
        if (subject := self.subject) is not None:
            self.go_to(subject.shown.start)

    def go_out(self) -> None:
        """Show the last frame of the clip."""
        state, subject = self._playback.state, self.subject
        if isinstance(state, Showing) and subject is not None and self._times is not None:
            shown = self._times.alignment.span(state.plan.stream, subject.shown)
            if shown is not None:
                self._playback.seek_last(shown.end)

    def go_to(self, wall: WallMs) -> None:
        """Show this moment of the clip on screen."""
        state = self._playback.state
        if isinstance(state, Showing) and self._times is not None:
            media = self._times.alignment.to_media(state.plan.stream, wall)
            if media is not None:
                self._playback.seek(media)

    @property
    def _wall(self) -> WallMs | None:
        return self._moment.wall if self._moment is not None else None

    def _press_clips(self, button: Button) -> None:
        subjects, pressed = self.subjects, self._with_links(button)
        on = not all(subject.has(button) for subject in subjects)
        many = self._palettes.vocabulary.many
        changes = (
            subject.put_on(each, str(uuid4()), many=each.group in many)
            if on
            else subject.take_off(each)
            for subject in subjects
            for each in pressed
        )
        word = button.title if on else f"{button.title} off"
        self._change(f"{word}{_of(subjects)}", together(changes))

    def _press_moment(self, button: Button) -> None:
        tags = [self._moment_tag(each) for each in self._with_links(button)]
        made = tuple(tag for tag in tags if tag is not None)
        if made:
            self._change(f"{button.title}{self._at()}", Change(made))
        else:
            self.failed.emit(_NO_MOMENT)

    def _press_timed(self, button: Button) -> None:
        """The first press is on disk at once; the next one says how long it went on."""
        begun, wall = self._begun(button.id), self._wall
        tag = self._moment_tag(button) if begun is None else begun
        if tag is None or wall is None:
            self.failed.emit(_NO_MOMENT)
        elif begun is None:
            if self._change(f"{button.title} from here on", Change((tag,))):
                self._running[button.id] = tag
                self.changed.emit()
        else:
            start, end = begun.span.start, WallMs(wall + button.lag_ms)
            ended = replace(begun, span=WallSpan(min(start, end), max(start, end)))
            if self._change(f"{button.title} until here", Change((ended,))):
                del self._running[button.id]
                self.changed.emit()

    def _begun(self, id_: str) -> Tag | None:
        """The tag that a press would end, as it is by now: it may be taken off, or say more."""
        tag = self._running.get(id_)
        return self._board.now(tag) if tag is not None else None

    def _moment_tag(self, button: Button) -> Tag | None:
        wall, period, game = self._wall, self._period, self._board.game
        if wall is None or period is None or game is None:
            return None
        span = WallSpan(WallMs(wall - button.lead_ms), WallMs(wall + button.lag_ms))
        return Tag(str(uuid4()), game.id, period, span, button.group, (button.code,))

    @property
    def _period(self) -> Period | None:
        state = self._playback.state
        on_screen = self._moment.reading.period if self._moment is not None else None
        if on_screen is not None or isinstance(state, Idle):
            return on_screen
        return state.clip.period or None

    def _with_links(self, button: Button) -> tuple[Button, ...]:
        """A button and all that are pressed with it, each once."""
        known, pressed, waiting = self._palettes.vocabulary.known, {button.id: button}, [button]
        while waiting:
            links = waiting.pop().links
            fresh = [known[link] for link in links if link in known and link not in pressed]
            pressed |= {each.id: each for each in fresh}
            waiting += fresh
        return tuple(pressed.values())

    def _accept(self, wanted: Callable[[Suggestion], bool]) -> None:
        vocabulary = self._palettes.vocabulary
        subjects = self.subjects
        accepted = [
            (subject, each, vocabulary.button(each.group, each.value))
            for subject in subjects
            for each in subject.open_suggestions
            if wanted(each)
        ]
        titles = list(dict.fromkeys(button.title for _, _, button in accepted))
        changes = (
            subject.put_on(
                button, str(uuid4()), many=button.group in vocabulary.many, accepted=each
            )
            for subject, each, button in accepted
        )
        what = titles[0] if len(titles) == 1 else f"{len(titles)} suggested tags"
        self._change(f"{what}{_of(subjects)}", together(changes))

    def _trim_to(self, subject: Subject, shown: WallSpan, word: str) -> None:
        if shown.start >= shown.end:
            self.failed.emit("The in must lie before the out. Nothing was changed.")
        else:
            self._change(f"{word}{self._at()}", subject.trimmed(shown))

    def _at(self) -> str:
        clock = self._moment.reading.clock if self._moment is not None else None
        return f" {format_clock(clock)}" if clock is not None else ""

    def _change(self, what: str, change: Change) -> bool:
        """Whether it was kept; where it was not, that is told."""
        if not change:
            return False
        try:
            self._board.keep(what, change)
        except ReviewerError as error:
            self.failed.emit(str(error))
            return False
        self.answered.emit(what)
        return True

    def _title(self, tag: Tag) -> str:
        return self._palettes.vocabulary.button(tag.group, tag.values[0]).title

    def _on_moment(self, moment: Moment) -> None:
        self._moment = moment

    def _on_playback(self, state: PlaybackState) -> None:
        about = None if isinstance(state, Idle) else state.clip.id
        if not isinstance(state, Showing):
            self._moment = None
        if about != self._about:
            self._about = about
            self.changed.emit()


def _of(subjects: Iterable[Subject]) -> str:
    count = sum(1 for _ in subjects)
    return f" on {count} clips" if count > 1 else ""
