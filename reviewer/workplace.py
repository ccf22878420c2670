"""One window at work: its session, its widgets, and what goes on beside them, wired."""

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from reviewer import __version__
from reviewer.crashes import last_crash
from reviewer.domain.game import EventId, Game
from reviewer.domain.links import BadLink, parse_link
from reviewer.helping import Help
from reviewer.opening import Opened
from reviewer.player.deck import Deck
from reviewer.season_file import SeasonFile
from reviewer.session.accounts import Accounts, Left, SignedIn, Then
from reviewer.session.arrival import Arrival
from reviewer.session.care import Care
from reviewer.session.games import Games
from reviewer.session.ports import Keychain
from reviewer.session.review import Review
from reviewer.session.tasks import Tasks
from reviewer.settings import Folders, SettingsKeeper
from reviewer.sources import FrontDoor, Sources, diagnostics, palette_files
from reviewer.ui.keys import Command
from reviewer.ui.notice_bar import News
from reviewer.ui.theme import Theme
from reviewer.ui.time_scale import game_zone
from reviewer.ui.tokens import RESOURCES
from reviewer.ui.window import MainWindow
from reviewer.updates import look_for_update
from reviewer.wall_clock import wall_now

_log = logging.getLogger(__name__)

OnCrash = Callable[[BaseException], None]

_AFTER_A_CRASH = "What you had made is here. What ended it is in a file; nothing was sent."
_UPDATES_ON = "New versions are told of, once a day at most."
_UPDATES_OFF = "New versions are not asked for any more."
WINDOW_SHOWN = "the window is shown"
PICTURE_SHOWN = "the first picture is shown"


class Leaving:
    """Waits until a window is left, and keeps where that leads."""

    def __init__(self) -> None:
        self.left = Left(Then.END)
        self._is_left = asyncio.Event()

    def end(self) -> None:
        self.leave(Left(Then.END))

    def leave(self, left: Left) -> None:
        self.left = left
        self._is_left.set()

    async def wait(self) -> None:
        await self._is_left.wait()


class Workplace:
    """The main window and all that it needs, from `begin` to `aclose`.

    `leaving` ends when the user closes the window, or goes to another account.
    """

    def __init__(
        self,
        folders: Folders,
        opened: Opened,
        sources: Sources,
        keeper: SettingsKeeper,
        keychain: Keychain,
        who: SignedIn,
        on_crash: OnCrash,
    ) -> None:
        self.leaving = Leaving()
        self._folders = folders
        self._opened = opened
        self._keeper = keeper
        self._who = who
        self.deck = Deck()
        self.review = _review(opened, sources, self.deck, keeper, on_crash)
        self._accounts = Accounts(FrontDoor(), keychain, keeper, on_crash, who)
        season = SeasonFile(folders.season, who.account.name)
        self._games = Games(sources.schedule, season, on_crash, wall_now)
        theme = Theme()
        self._help = Help(theme.tokens, self.review.notice, on_crash)
        self.window = MainWindow(
            self.review,
            self.deck.view,
            theme,
            (*self._help.commands(), *_update_commands(keeper, self.review)),
            games=self._games,
            accounts=self._accounts,
        )
        self._diagnostics = _Diagnostics(sources, self.review, on_crash)
        self._aside = Tasks(on_crash)
        self._arrival = Arrival(self.review, game_zone)
        self._milestones = _Milestones(self.review)
        self._connect()

    def begin(self, event: EventId | None, place: str) -> None:
        """Show the window on this game, else on the last one, else on all there are."""
        self.window.restore_layout(dict(self._keeper.now.layout))
        self._aside.start("new versions", self._tell_of_update())
        if self.review.care is not None:
            self.review.care.start()
        self.window.show()
        QTimer.singleShot(0, self._milestones.tell_window)
        for words in self._who.told:
            self.review.notice(words)
        if self.window.library is not None:
            self.window.library.greet(self._opened.rescued)
        self._tell_of_crash()
        last = event or self._games.latest
        if last is None:
            self.window.open_entry()
        else:
            self._arrival.follow(last, place if event else "")

    def come_forward(self, event: str, place: str) -> None:
        """Somebody started the program again, perhaps with a game in mind."""
        self.window.come_forward()
        if event:
            self._arrival.follow(EventId(event), place)
            if self.review.game is not None and self.review.game.id == event:
                self.window.show_work()

    def follow_link(self, text: str) -> None:
        """Go where a `reviewer://` link leads."""
        try:
            link = parse_link(text)
        except BadLink as error:
            self.review.notice(error.sentence)
        else:
            self.come_forward(link.event, link.place)

    async def aclose(self) -> None:
        """Keep how the window stood, hide it, and end all that goes on."""
        self._keeper.keep_layout(self.window.save_layout())
        self.window.leave()
        beside = (self._aside, self._diagnostics, self._help, self._games, self._accounts)
        for each in (*beside, self.review):
            await each.aclose()

    def _connect(self) -> None:
        self._accounts.failed.connect(self.review.notice)
        self._accounts.left.connect(self.leaving.leave)
        self._games.chosen.connect(self.review.open_game)
        self._games.failed.connect(self.review.notice)
        self.review.game_changed.connect(self._games.opened)
        self.review.memory_changed.connect(self._keeper.keep_memory)
        self._help.attend(self.window)
        self.window.diagnostics_requested.connect(self._diagnostics.save)
        self.window.close_requested.connect(self.leaving.end)

    def _tell_of_crash(self) -> None:
        file = last_crash(self._folders.log)
        if file is not None:
            show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(file)))
            news = News("Reviewer broke last time", _AFTER_A_CRASH, "Show file", show)
            self.window.news.tell(news)

    async def _tell_of_update(self) -> None:
        release = await look_for_update(self._keeper, __version__, wall_now(), RESOURCES)
        if release is not None:
            show = partial(QDesktopServices.openUrl, QUrl(release.url))
            title = f"Reviewer {release.version} is there"
            told = f"You have {__version__}. Nothing is installed by itself."
            self.window.news.tell(News(title, told, "Open its page", show, release.notes))


class _Milestones(QObject):
    """Writes into the log how far a start has come: by that it is measured."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review = review
        review.playback.moment_changed.connect(self._tell_picture)

    def tell_window(self) -> None:
        _log.info(WINDOW_SHOWN)

    def _tell_picture(self) -> None:
        self._review.playback.moment_changed.disconnect(self._tell_picture)
        _log.info(PICTURE_SHOWN)


class _Diagnostics:
    """Saves diagnostics of the open game, beside everything else."""

    def __init__(self, sources: Sources, review: Review, on_crash: OnCrash) -> None:
        self._sources = sources
        self._review = review
        self._tasks = Tasks(on_crash)

    def save(self, file: Path) -> None:
        game = self._review.game
        if game is not None:
            self._tasks.start("diagnostics", self._save(game, file))

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _save(self, game: Game, file: Path) -> None:
        packed = await diagnostics(self._sources, game, self._review.notice)
        try:
            await asyncio.to_thread(file.write_bytes, packed)
        except OSError as error:
            self._review.notice(f"{file.name} could not be written: {error.strerror}.")
        else:
            self._review.notice(f"Diagnostics saved in {file.name}, without names and addresses.")


def _review(
    opened: Opened, sources: Sources, deck: Deck, keeper: SettingsKeeper, on_crash: OnCrash
) -> Review:
    library = opened.library
    return Review(
        sources.games,
        sources.media,
        deck,
        library,
        on_crash,
        keeper.now.memory,
        sources.keeper,
        sources.stills,
        palette_files(RESOURCES / "palettes"),
        library,
        Care(library.vault, library, on_crash, opened.trouble),
    )


def _update_commands(keeper: SettingsKeeper, review: Review) -> tuple[Command, ...]:
    """The switch for it, in the menu."""

    def switch() -> None:
        keeper.keep_updates_wanted(wanted=not keeper.updates_wanted)
        review.notice(_UPDATES_ON if keeper.updates_wanted else _UPDATES_OFF)

    def is_on() -> bool:
        return keeper.updates_wanted

    return (Command("Account", "Tell of new versions", (), switch, is_on=is_on),)
