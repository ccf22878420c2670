"""What is kept of the open game's clips: read from the library, hung on them, and changed there."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from reviewer.domain.game import Clip, ClipId, Game
from reviewer.domain.moment import GameTimes
from reviewer.domain.said import NOTHING_SAID, Board, Hooks, place_of
from reviewer.domain.subject import Change, Subject
from reviewer.domain.suggest import Suggester
from reviewer.domain.tags import ClipMark, Tag
from reviewer.session.clip_list import ClipList
from reviewer.session.palettes import Palettes
from reviewer.session.playback import Playback
from reviewer.session.ports import Library, Undone


class TagBoard(QObject):
    """Tags and marks are shown in the list, and clips trimmed, once they are on disk.

    Signal: `changed()` when what is said of a clip is another.
    """

    changed = Signal()

    def __init__(
        self, library: Library, palettes: Palettes, clips: ClipList, playback: Playback
    ) -> None:
        super().__init__()
        self._library = library
        self._palettes = palettes
        self._clips = clips
        self._playback = playback
        self._game: Game | None = None
        self._hooks: Hooks | None = None
        self._board: Board | None = None
        self._suggester: Suggester | None = None
        palettes.changed.connect(self._on_palettes)

    @property
    def game(self) -> Game | None:
        """The open game."""
        return self._game

    def open(self, game: Game, times: GameTimes, extras: Sequence[Clip]) -> None:
        """Take up what is kept for a game, or go by its clips as they are now.

        Raises LibraryErrors.
        """
        another = self._game is None or self._game.id != game.id
        self._game = game
        self._hooks, self._suggester = Hooks(game, extras), Suggester(game, times.scores)
        if another:
            self._hang(())
            self.refresh()
        elif self._board is not None:
            self._hang(self._board.values)

    def refresh(self) -> None:
        """Read again all that is kept. Raises LibraryErrors."""
        if self._game is not None:
            game = self._game.id
            self._hang((*self._library.kept(Tag, game), *self._library.kept(ClipMark, game)))

    def known(self, undone: Undone) -> tuple[Tag | ClipMark, ...]:
        """What is known of all in the open game that was touched, there or not.

        Raises LibraryErrors.
        """
        kinds: dict[str, type[Tag] | type[ClipMark]] = {Tag.KIND: Tag, ClipMark.KIND: ClipMark}
        known = (
            self._library.known(kinds[target.kind], target)
            for target in undone.targets
            if target.kind in kinds and self._game is not None and target.game == self._game.id
        )
        return tuple(value for value in known if value is not None)

    def look_again(self, known: Sequence[Tag | ClipMark]) -> None:
        """Show these where they are there, and no more where they are not. Raises LibraryErrors."""
        there = [value for value in known if self._library.is_kept(value.target)]
        if self._board is not None:
            self._board.change(there, known)
            self._show()

    def clips_of(self, value: Tag | ClipMark) -> tuple[ClipId, ...]:
        """The clips that show a tag, or that a mark is about."""
        return self._hooks.of(value) if self._hooks is not None else ()

    def subject(self, clip: Clip) -> Subject | None:
        """A clip with what is said of it; None where nothing can be."""
        place = place_of(clip)
        if place is None or self._game is None or self._suggester is None:
            return None
        if self._hooks is None or self._board is None:
            return None
        said = self._board.said.get(clip.id, NOTHING_SAID)
        suggested = self._suggester.suggested(clip)
        return Subject(self._game.id, clip, place, said, self._hooks, suggested)

    def now(self, tag: Tag) -> Tag | None:
        """A tag as it is by now; None where it was taken off."""
        found = self._board.now(tag) if self._board is not None else None
        return found if isinstance(found, Tag) else None

    def keep(self, what: str, change: Change) -> None:
        """Write a change into the library, then show it. Raises LibraryErrors."""
        if self._game is None:
            return
        self._library.save(self._game.id, what, change.kept, gone=change.gone)
        if self._board is not None:
            self._board.change(change.kept, change.gone)
            self._show()

    def _hang(self, values: Iterable[Tag | ClipMark]) -> None:
        """Hang all that is said on the clips as they are now."""
        if self._hooks is not None:
            self._board = Board(self._hooks, self._palettes.vocabulary, values)
            self._show()

    def _show(self) -> None:
        said = self._board.said if self._board is not None else {}
        self._clips.set_said(said)
        trims = {
            clip: each.mark.trim
            for clip, each in said.items()
            if each.mark is not None and each.mark.trim is not None
        }
        self._playback.set_trims(trims)
        self.changed.emit()

    def _on_palettes(self) -> None:
        """Other looks and names, and other buttons."""
        if self._board is not None:
            self._hang(self._board.values)
