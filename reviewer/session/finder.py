"""Finding clips in the open game or in all that were ever opened, and the lists saved of it."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from reviewer.domain.choices import FacetChoices, Wording, facets, question_title
from reviewer.domain.edits import LIBRARY
from reviewer.domain.entries import clean
from reviewer.domain.errors import ReviewerError
from reviewer.domain.finding import All, Filter, InGame, SmartList, meant
from reviewer.domain.found import Found, FoundMoment, Names
from reviewer.domain.game import EventId, Game
from reviewer.domain.palettes import Vocabulary
from reviewer.domain.question import Facet, Question, question_of
from reviewer.domain.seen import seen
from reviewer.session.found_player import FoundPlayer
from reviewer.session.palettes import Palettes
from reviewer.session.ports import Catalogue, Library, Undone
from reviewer.session.tasks import Tasks

PAGE = 200
"""Results that are read at once."""

_NOTHING = Found(0, ())


class Finder(QObject):
    """One search at a time, answered while somebody looks.

    Signals: `changed()` when what is asked or found is another, `more()` when further results were
    read, `lists_changed()`, `playlist_wanted(str, object)` with a name and the moments,
    `failed(str)`.
    """

    changed = Signal()
    more = Signal()
    lists_changed = Signal()
    playlist_wanted = Signal(str, object)
    failed = Signal(str)

    def __init__(
        self,
        library: Library,
        catalogue: Catalogue,
        palettes: Palettes,
        player: FoundPlayer,
        on_crash: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._library = library
        self._catalogue = catalogue
        self._palettes = palettes
        self._player = player
        self._tasks = Tasks(on_crash)
        self._question = Question()
        self._everywhere = False
        self._game: EventId | None = None
        self._active = False
        self._found = _NOTHING
        self._moments: tuple[FoundMoment, ...] = ()
        self._wording = Wording(Names(), {}, Vocabulary())
        self._lists: tuple[SmartList, ...] = ()
        self._current: str | None = None

    @property
    def question(self) -> Question:
        return self._question

    @property
    def everywhere(self) -> bool:
        """Whether all games are searched, not the open one alone."""
        return self._everywhere

    @property
    def total(self) -> int:
        """How many moments there are to what is asked."""
        return self._found.total

    @property
    def moments(self) -> tuple[FoundMoment, ...]:
        """Those that were read so far."""
        return self._moments

    @property
    def facets(self) -> Mapping[str, Sequence[FacetChoices]]:
        """What can be chosen, by kind, with live counts."""
        return facets(self._question, self._found.counts, self._wording)

    @property
    def wording(self) -> Wording:
        """What teams, players, games and tags are called."""
        return self._wording

    @property
    def title(self) -> str:
        """What is asked, as a name: the smart list's own where it is as saved."""
        return self.current.name if self.current else question_title(self._question, self._wording)

    @property
    def lists(self) -> tuple[SmartList, ...]:
        """The smart lists, by name."""
        return self._lists

    @property
    def current(self) -> SmartList | None:
        """The smart list that was chosen, as long as it is what is asked."""
        chosen = next((each for each in self._lists if each.id == self._current), None)
        same = chosen is not None and question_of(chosen.filter) == self._question
        return chosen if same else None

    def set_active(self, *, on: bool) -> None:
        """Whether somebody looks; what is asked is answered then."""
        self._active = on
        if on:
            self._tasks.start("find", self._first_answer())

    def set_text(self, text: str) -> None:
        """Look for these words too."""
        self.ask(replace(self._question, text=text))

    def turn(self, choice: Filter) -> None:
        """Want a choice, then not want it, then let it go."""
        self.ask(self._question.turned(choice))

    def set_together(self, facet: Facet, *, on: bool) -> None:
        """Ask for the choices of a facet all at once, or each for itself."""
        self.ask(self._question.together(facet, on=on))

    def clear(self) -> None:
        """Ask for nothing in particular."""
        self._current = None
        self.ask(Question())

    def set_everywhere(self, *, on: bool) -> None:
        """Search all games, or the open one alone."""
        self._everywhere = on
        self.ask(self._question if on else self._question.without(Facet("InGame")))

    def ask(self, question: Question) -> None:
        """Look for this."""
        self._question = question
        self._answer()

    def refresh(self) -> None:
        """Answer again: what is kept has changed."""
        if self._active:
            self._answer()

    def read_more(self) -> None:
        """Read the results that follow those that were read."""
        if len(self._moments) < self._found.total:
            self._guarded(self._read_more)

    def play(self, moment: FoundMoment) -> None:
        """Play one of the results."""
        self._player.play(moment)

    def play_all(self) -> None:
        """List all results and play them one after another."""
        self._guarded(lambda: self._player.play_all(self.title, self._all()))

    def make_playlist(self, name: str = "") -> None:
        """Ask for a playlist of all results."""
        self._guarded(lambda: self.playlist_wanted.emit(name or self.title, self._all()))

    def save_list(self, name: str) -> None:
        """Keep what is asked under a name, in place of the smart list that has it."""
        same = next((each for each in self._lists if each.name == clean(name)), None)
        made = SmartList(same.id if same else str(uuid4()), clean(name), self._question.filter)
        self._current = made.id
        self._keep(f"Save “{made.name}”", made)

    def use_list(self, chosen: SmartList) -> None:
        """Ask what a smart list asks."""
        self._current = chosen.id
        self.ask(question_of(chosen.filter))

    def rename_list(self, chosen: SmartList, name: str) -> None:
        """Call a smart list something else."""
        if clean(name):
            self._keep(f"Rename “{chosen.name}”", replace(chosen, name=clean(name)))

    def delete_list(self, chosen: SmartList) -> None:
        """Delete a smart list; undo brings it back."""
        self._keep(f"Delete “{chosen.name}”", gone=chosen)

    def open(self, game: Game) -> None:
        """This game is open: it is put in the catalogue, a little at a time, beside all else."""
        another = game.id != self._game
        self._game = game.id
        self._guarded(self._read_lists)
        self._tasks.start("catalogue", self._catalogue_game(game))
        if another and not self._everywhere:
            self.refresh()
        self._player.on_game(game.id)

    def turned(self, undone: Undone) -> None:
        """Look again after an undo or redo. Raises LibraryErrors."""
        if any(target.kind == SmartList.KIND for target in undone.targets):
            self._read_lists()
            self.lists_changed.emit()
        self.refresh()

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _catalogue_game(self, game: Game) -> None:
        made = await asyncio.to_thread(seen, game)
        await self._taken(self._catalogue.saving_game(made))
        await self._taken(self._catalogue.read_ahead())
        self._guarded(self._read_names)
        self.refresh()

    async def _first_answer(self) -> None:
        await self._taken(self._catalogue.read_ahead())
        self._guarded(self._read_names)
        self._answer()

    async def _taken(self, steps: Iterator[None]) -> None:
        """Between any two steps the window lives."""
        try:
            for _ in steps:
                await asyncio.sleep(0)
        except ReviewerError as error:
            self.failed.emit(str(error))

    def _answer(self) -> None:
        if self._active:
            self._guarded(self._ask_catalogue)
        self.changed.emit()

    def _ask_catalogue(self) -> None:
        question = self._meant()
        around = {facet: self._scoped(question.around(facet)) for facet in question.picks}
        game = None if self._everywhere else self._game
        self._found = self._catalogue.answer(self._scoped(question.filter), around, game, PAGE)
        self._moments = self._found.moments
        self._wording = replace(self._wording, vocabulary=self._palettes.vocabulary)

    def _read_names(self) -> None:
        """Games are catalogued seldom, and asked about at every keystroke."""
        games = {known.id: known.name for known in self._catalogue.games()}
        self._wording = replace(self._wording, names=self._catalogue.names(), games=games)

    def _read_more(self) -> None:
        wanted = self._scoped(self._meant().filter)
        self._moments += self._catalogue.find(wanted, PAGE, len(self._moments)).moments
        self.more.emit()

    def _all(self) -> tuple[FoundMoment, ...]:
        wanted = self._scoped(self._meant().filter)
        return self._catalogue.find(wanted, max(self._found.total, 1)).moments

    def _meant(self) -> Question:
        """The words also mean the tags that go by them."""
        said = meant(self._question.text, self._palettes.vocabulary.known.values())
        rest = (*self._question.rest, said) if self._question.text else self._question.rest
        return replace(self._question, text="", rest=rest)

    def _scoped(self, wanted: Filter) -> Filter:
        if self._everywhere:
            return wanted
        return All((InGame(self._game or LIBRARY), wanted))

    def _keep(
        self, what: str, made: SmartList | None = None, gone: SmartList | None = None
    ) -> None:
        game = self._game or LIBRARY
        kept, deleted = ([made] if made else []), ([gone] if gone else [])
        self._guarded(lambda: self._library.save(game, what, kept, gone=deleted))
        self._guarded(self._read_lists)
        self.lists_changed.emit()

    def _read_lists(self) -> None:
        lists = self._library.kept(SmartList)
        self._lists = tuple(sorted(lists, key=lambda each: each.name.casefold()))

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except ReviewerError as error:
            self.failed.emit(str(error))
