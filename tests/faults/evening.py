"""A coach's evening, and whether all that the program said in it still holds the next morning."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from shutil import rmtree

from reviewer.domain.entries import Kept
from reviewer.domain.errors import LibraryError, ReviewerError
from reviewer.domain.finding import SmartList
from reviewer.domain.playlists import Item, Playlist
from reviewer.domain.tags import Tag
from reviewer.media.pins import Pins
from reviewer.session.care import Care, CareFailed, Working
from reviewer.session.finder import Finder
from reviewer.session.offline import KeepFailed, KeptAll, Offline, Sized
from reviewer.session.playback_state import Showing
from reviewer.settings import Folders, SettingsFile
from reviewer.store.package import read_package
from tests.faults.desk import GAME, Desk, at_desk
from tests.faults.disk import looking_on
from tests.faults.origin import RATE
from tests.hls import expected_numbers, numbers_in
from tests.store.desk import edits

VOLUME = 0.5
_LIST, _FOUND = "Tuesday film", "Everything"
_NOWHERE = "http://127.0.0.1:9"


@dataclass
class Lived:
    """What an evening came to: what the program said it had kept, and what it said besides."""

    kept: set[Kept] = field(default_factory=set)
    offline: list[str] = field(default_factory=list)
    """Clips that play with the network gone."""
    package: tuple[Path, int] | None = None
    """What was exported, and how many edits it should hold."""
    backed_up: bool = False
    told: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def has_told(self, words: str) -> bool:
        return any(words in told for told in self.told)


class Evening:
    """Goes through all that a coach does; what fails has to be told, and to go well the second
    time.
    """

    def __init__(self, desk: Desk, lived: Lived, home: Path) -> None:
        assert desk.review.finder is not None
        assert desk.review.offline is not None
        assert desk.review.care is not None
        self._desk = desk
        self._lived = lived
        self._home = home
        self._finder: Finder = desk.review.finder
        self._offline: Offline = desk.review.offline
        self._care: Care = desk.review.care
        self._unfound: list[str] = []
        self._finder.failed.connect(self._unfound.append)

    async def live(self) -> None:
        """Watch, tag, make and play a list, find, keep, export, back up."""
        self._care.start()
        if not await self._twice("opening", self._open):
            return
        await self._watch_and_tag()
        await self._keep("first")
        if await self._twice("a playlist", self._make_list):
            await self._play_list()
        await self._find()
        await self._keep("elsewhere")
        self._desk.review.playback.set_volume(VOLUME)
        await self._twice("the export", self._export)
        self._lived.backed_up = await self._twice("the backup", self._back_up)
        playlists = self._desk.review.playlists
        self._lived.kept |= {*playlists.lists, *playlists.items, *self._finder.lists}

    async def _twice(self, what: str, deed: Callable[[], Awaitable[str]]) -> bool:
        """Whether it went well at last. `deed` says what went wrong, or nothing."""
        for number in (1, 2):
            trouble = await deed()
            if not trouble:
                return True
            self._lived.told.append(trouble)
            if number == 2 and self._care.trouble is None:
                self._lived.wrong.append(f"{what} failed twice: {trouble}")
        return False

    async def _open(self) -> str:
        error = await self._desk.open()
        return error.title if error is not None else ""

    async def _watch_and_tag(self) -> None:
        for name in ("first", "second", "long"):
            self._look(await self._desk.choose(name))
            self._tag(name)
        self._saved(self._undo)
        self._look(await self._desk.choose("elsewhere"))
        self._tag("elsewhere")

    async def _make_list(self) -> str:
        review, said = self._desk.review, len(self._desk.said)
        clips = [self._desk.clip(name) for name in ("second", "elsewhere")]
        review.playlists.make(_LIST, review.picks(clips))
        review.playlists.add_card("Ours", 1)
        if len(review.playlists.items) == 3:
            return ""
        review.playlists.delete()
        return " ".join(self._desk.said[said:])

    async def _play_list(self) -> None:
        """The title card stands in between, and the next clip follows by itself."""
        screening = self._desk.review.screening
        for act in (screening.play, self._go_on):
            self._look(await self._desk.shown(act))
        screening.stop()

    def _go_on(self) -> None:
        if isinstance(self._desk.review.playback.state, Showing):
            self._desk.player.finished.emit()
        else:
            self._desk.review.screening.step(1)

    async def _find(self) -> None:
        game = self._desk.review.game
        assert game is not None
        clips = {clip.id for clip in game.clips}
        self._finder.set_active(on=True)
        self._finder.set_everywhere(on=True)
        await self._desk.until(lambda: clips <= self._found or self._unfound)
        if self._finder.moments:
            moment = self._finder.moments[0]
            self._look(await self._desk.shown(partial(self._finder.play, moment)))
        await self._twice("a smart list", self._save_list)

    @property
    def _found(self) -> set[object]:
        return {moment.clip for moment in self._finder.moments}

    async def _save_list(self) -> str:
        said = len(self._desk.said)
        self._finder.save_list(_FOUND)
        return "" if self._finder.lists else " ".join(self._desk.said[said:])

    async def _keep(self, name: str) -> None:
        if await self._twice(f"keeping “{name}”", partial(self._bring, name)):
            self._lived.offline.append(name)

    async def _bring(self, name: str) -> str:
        """Keep a clip; it is only done once the program lists it as kept."""
        offline = self._offline
        offline.ask_clips([self._desk.clip(name)])
        await self._desk.until(lambda: isinstance(offline.state, Sized | KeepFailed))
        offline.confirm()
        await self._desk.until(lambda: isinstance(offline.state, KeptAll | KeepFailed))
        if isinstance(offline.state, KeepFailed):
            return offline.state.error.title
        assert isinstance(offline.state, KeptAll)
        return " ".join(error.title for error in offline.state.lost)

    async def _export(self) -> str:
        path = self._home / "ours.zip"
        trouble = await self._cared(partial(self._care.export, path))
        if not trouble:
            with looking_on():
                self._lived.package = path, len(edits(self._desk.library))
        return trouble

    async def _back_up(self) -> str:
        return await self._cared(self._care.back_up)

    async def _cared(self, act: Callable[[], None]) -> str:
        act()
        await self._desk.until(lambda: not isinstance(self._care.state, Working))
        state = self._care.state
        self._care.dismiss()
        return state.error.title if isinstance(state, CareFailed) else ""

    def _look(self, shown: Showing | ReviewerError) -> None:
        look(shown, self._lived)

    def _tag(self, word: str) -> None:
        self._saved(lambda: self._lived.kept.add(self._desk.tag(word)))

    def _undo(self) -> None:
        undone = self._desk.library.undo(GAME)
        gone = undone.targets if undone is not None else ()
        self._lived.kept = {each for each in self._lived.kept if each.target not in gone}

    def _saved(self, act: Callable[[], object]) -> None:
        try:
            act()
        except LibraryError as error:
            self._lived.told.append(error.title)


def look(shown: Showing | ReviewerError, lived: Lived) -> None:
    """Every picture has to stand at its time."""
    if isinstance(shown, ReviewerError):
        lived.told.append(shown.title)
    elif numbers_in(shown.window) != expected_numbers(shown.window, RATE):
        lived.wrong.append("a picture stands at a wrong time")
    elif shown.window.gaps:
        lived.told.append("a gap")


async def look_again(home: Path, lived: Lived) -> None:
    """The next morning, with the network gone and the cache empty."""
    folders = Folders.from_environment({"REVIEWER_HOME": str(home)})
    rmtree(folders.cache / "media", ignore_errors=True)
    async with at_desk(_NOWHERE, home) as desk:
        there: set[Kept] = set()
        for kind in (Tag, Playlist, Item, SmartList):
            there.update(desk.library.kept(kind))
        if there != lived.kept:
            lived.wrong.append(f"these differ: {there ^ lived.kept}")
        _look_after(desk, folders, lived)
        if lived.offline:
            await _play_offline(desk, Pins(folders.kept / "media"), lived)
        lived.wrong += map(repr, desk.crashes)


def _look_after(desk: Desk, folders: Folders, lived: Lived) -> None:
    """Settings, export and backups."""
    volume = SettingsFile(folders.settings).load().memory.volume
    if volume != VOLUME and not lived.has_told("Settings cannot be saved"):
        lived.wrong.append(f"the volume is {volume}")
    if lived.package is not None:
        path, edits = lived.package
        if len(read_package(path)) != edits:
            lived.wrong.append("the export lacks something")
    backups = desk.library.vault.backups()
    if backups:
        desk.library.vault.restore(backups[0])
    elif lived.backed_up:
        lived.wrong.append("there is no backup")


async def _play_offline(desk: Desk, pins: Pins, lived: Lived) -> None:
    error = await desk.open()
    if error is not None:
        lived.wrong.append(f"the game is kept, and does not open: {error}")
        return
    done = {clip for game in pins.games() for clip in game.done}
    for name in lived.offline:
        if desk.clip(name).id not in done:
            lived.wrong.append(f"“{name}” is kept, and forgotten")
        shown = await desk.choose(name)
        if isinstance(shown, ReviewerError) or shown.window.gaps:
            lived.wrong.append(f"“{name}” is kept, and does not play: {shown}")
        else:
            look(shown, lived)
