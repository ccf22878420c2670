"""Composition root of everything that needs Qt: the window, and frames for the command line.

The only file that knows qasync.
"""

import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, TypeAlias, TypeVar

os.environ["QT_FFMPEG_PROTOCOL_WHITELIST"] = "file"  # before QtMultimedia: local files, no network

import qasync
from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QIcon, QImage
from PySide6.QtWidgets import QApplication, QProgressDialog

from reviewer import __version__
from reviewer.crashes import last_crash
from reviewer.domain.account import Account
from reviewer.domain.errors import LibraryBusy
from reviewer.domain.game import EventId, Game
from reviewer.domain.links import BadLink, parse_link
from reviewer.domain.moment import GameTimes, Moment, times_of
from reviewer.domain.plan import FrameTarget
from reviewer.domain.times import WallMs
from reviewer.doorbell import Doorbell, ring
from reviewer.handed_links import HandedLinks
from reviewer.helping import Help
from reviewer.keychain import SystemKeychain
from reviewer.net.web import load_ahead
from reviewer.opening import open_anyhow
from reviewer.player.deck import Deck, DeckView
from reviewer.season_file import SeasonFile
from reviewer.session.accounts import Accounts, SignedIn, Then
from reviewer.session.arrival import Arrival
from reviewer.session.care import Care
from reviewer.session.games import Games
from reviewer.session.notices import Notices
from reviewer.session.ports import Keychain
from reviewer.session.review import Review
from reviewer.session.scout import scout
from reviewer.session.still import show_still
from reviewer.session.tasks import Tasks
from reviewer.settings import Folders, Keeper, SettingsFile
from reviewer.sources import (
    FrontDoor,
    Sources,
    connected,
    diagnostics,
    kept_corrections,
    palette_files,
)
from reviewer.sweeper import hand_memory_back, sweeping
from reviewer.ui.keys import Command
from reviewer.ui.notice_bar import News
from reviewer.ui.theme import Theme
from reviewer.ui.time_scale import game_zone
from reviewer.ui.tokens import RESOURCES
from reviewer.ui.window import MainWindow
from reviewer.updates import look_for_update

_log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_AFTER_A_CRASH = "What you had made is here. What ended it is in a file; nothing was sent."
_UPDATES_ON = "New versions are told of, once a day at most."
_UPDATES_OFF = "New versions are not asked for any more."
WINDOW_SHOWN = "the window is shown"
PICTURE_SHOWN = "the first picture is shown"
_SCREENS = {"DISPLAY", "WAYLAND_DISPLAY"}
_HARMLESS = (
    "pa_context_connect() failed",  # no sound card: footage plays without sound
    "No audio device detected",
    "This plugin does not support propagateSizeHints()",  # no screen at all
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
    "No RHI backend. Using CPU conversion.",  # no GPU: pictures are converted without it
)


_T = TypeVar("_T")
Visit: TypeAlias = Callable[[MainWindow, Review, DeckView], Coroutine[Any, Any, None]]


def run(work: Callable[[], Coroutine[Any, Any, _T]]) -> _T:
    """Run `work` with Qt and asyncio on one loop, to its result."""
    Thread(target=load_ahead, name="load ahead", daemon=True).start()
    application()
    with sweeping(), qasync.QEventLoop(QApplication.instance()) as loop:
        loop.set_exception_handler(_on_loop_error)
        result: _T = loop.run_until_complete(work())
        return result


def application(*, window: bool = True) -> QApplication:
    """The one QApplication, made on first use; without a `window` it needs no screen."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if not window and sys.platform == "linux" and not _SCREENS & os.environ.keys():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # its FFmpeg writes to stderr raw
    qInstallMessageHandler(_log_qt)
    hand_memory_back()
    made = QApplication(sys.argv[:1])
    made.setApplicationName("Reviewer")
    made.setDesktopFileName("reviewer")
    made.setWindowIcon(QIcon(str(RESOURCES / "icon.svg")))
    made.setQuitOnLastWindowClosed(False)
    return made


@contextmanager
def progress_shown(title: str) -> Iterator[Callable[[int, int], None]]:
    """A window for work that has to be waited for; it appears when that takes a while.

    The yielded function is told what is done of how much, and raises KeyboardInterrupt once
    the user has closed the window.
    """
    dialog = QProgressDialog(title, "Cancel", 0, 0)
    dialog.setWindowTitle("Reviewer")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)

    def progress(done: int, total: int) -> None:
        dialog.setMaximum(total)
        dialog.setValue(done)
        if dialog.wasCanceled():
            raise KeyboardInterrupt

    try:
        yield progress
    finally:
        dialog.close()
        dialog.deleteLater()


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    level = logging.INFO if message.endswith(_HARMLESS) else _QT_LEVELS[kind]
    logging.getLogger("qt").log(level, "%s", message)


async def show_window(
    account: Account,
    folders: Folders,
    event: EventId | None,
    visit: Visit | None = None,
    *,
    keychain: Keychain | None = None,
    who: SignedIn | None = None,
    place: str = "",
    links: HandedLinks | None = None,
) -> Then:
    """The window on this game, else on the last one, until it is left; where that leads.

    `place` is a moment of that game to go to, like `Q3 4:12`. `links` are followed as they come.

    Where another window has the library, that one comes forward instead. A `visit` does
    something with the window, and then it closes by itself. `who` says how the account was
    signed in.
    """
    opened = open_anyhow(folders)
    if isinstance(opened.trouble, LibraryBusy) and ring(
        folders.library, event, account.api_url, place
    ):
        opened.library.close()
        return Then.END
    notices = Notices()
    keeper = Keeper(SettingsFile(folders.settings), on_trouble=notices.told.emit)
    settings = keeper.now
    deck = Deck()
    async with AsyncExitStack() as stack:
        library = stack.enter_context(opened.library)
        limit_bytes = settings.memory.cache_limit_bytes
        sources = await stack.enter_async_context(
            connected(account, folders, notices.told.emit, limit_bytes)
        )
        care = Care(library.vault, library, crashed, opened.trouble)
        review = Review(
            sources.games,
            sources.media,
            deck,
            library,
            crashed,
            settings.memory,
            sources.keeper,
            sources.stills,
            palette_files(RESOURCES / "palettes"),
            library,
            care,
        )
        who = who or SignedIn(account, given="It was given at the start.")
        accounts = Accounts(FrontDoor(), keychain or SystemKeychain(), keeper, crashed, who)
        notices.told.connect(review.notice)
        accounts.failed.connect(review.notice)
        season = SeasonFile(folders.season, account.name)
        games = Games(sources.schedule, season, crashed, _now)
        games.chosen.connect(review.open_game)
        games.failed.connect(review.notice)
        review.game_changed.connect(games.opened)
        theme = Theme()
        helping = Help(theme.tokens, review.notice, crashed)
        more = (*helping.commands(), *_update_commands(keeper, review))
        window = MainWindow(review, deck.view, theme, more, games=games, accounts=accounts)
        helping.attend(window)
        window.restore_layout(dict(settings.layout))
        review.memory_changed.connect(keeper.keep_memory)
        handing_on = _HandingOn(sources, review)
        aside = Tasks(crashed)
        aside.start("new versions", _tell_of_update(window, keeper))
        window.diagnostics_requested.connect(handing_on.save)
        arrival = Arrival(review, game_zone)
        links = links or HandedLinks(application())
        leaving = Leaving()
        window.close_requested.connect(leaving.end)
        accounts.left.connect(leaving.leave)
        if opened.trouble is None:
            bell = stack.enter_context(closing(Doorbell(folders.library, account.api_url)))
            bell.rung.connect(partial(_come_forward, window, arrival))
        care.start()
        milestones = _Milestones(review)
        window.show()
        QTimer.singleShot(0, milestones.tell_window)
        for words in who.told:
            review.notice(words)
        if window.library is not None:
            window.library.greet(opened.rescued)
        _tell_of_crash(window, folders)
        last = event or games.latest
        if last is None:
            window.open_entry()
        else:
            arrival.follow(last, place if event else "")
        try:
            with links.followed(partial(_follow_link, window, arrival, review)):
                await (visit(window, review, deck.view) if visit else leaving.wait())
        finally:
            keeper.keep_layout(window.save_layout())
            window.leave()
            await aside.aclose()
            await handing_on.aclose()
            await helping.aclose()
            await games.aclose()
            await accounts.aclose()
            await review.aclose()
    return leaving.then


def _come_forward(window: MainWindow, arrival: Arrival, event: str, place: str) -> None:
    """Somebody started the program again, perhaps with a game in mind."""
    window.come_forward()
    if event:
        arrival.follow(EventId(event), place)


def _follow_link(window: MainWindow, arrival: Arrival, review: Review, text: str) -> None:
    try:
        link = parse_link(text)
    except BadLink as error:
        review.notice(error.sentence)
    else:
        _come_forward(window, arrival, link.event, link.place)


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


async def grab_frame(
    account: Account,
    folders: Folders,
    locate: Callable[[Game, GameTimes], FrameTarget],
    notice: Callable[[str], None],
    event: EventId,
) -> tuple[QImage, Moment]:
    """The picture at a place of a game, as the window would show it, and what holds there."""
    deck = Deck()
    async with connected(account, folders, notice) as sources:
        game = await sources.games.load_game(event)
        scouted = await scout(sources.media, game.clips)
        times = times_of(game, scouted.facts, kept_corrections(folders, game.id))
        target = locate(game, times)
        frame = await show_still(sources.media, deck, target.url, target.media)
        picture = deck.view.picture().copy()
        deck.clear()
        return picture, times.moment(target.stream, frame)


def _now() -> WallMs:
    return WallMs(time.time_ns() // 1_000_000)


def crashed(error: BaseException) -> None:
    """The last resort: what was not foreseen is logged whole, and the program goes on."""
    _log.error("something unforeseen went wrong", exc_info=error)


def _on_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a callback of the loop raised, which no task is there for."""
    error = context.get("exception")
    crashed(error if error is not None else RuntimeError(context["message"]))


def _tell_of_crash(window: MainWindow, folders: Folders) -> None:
    file = last_crash(folders.log)
    if file is not None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(file)))
        window.news.tell(News("Reviewer broke last time", _AFTER_A_CRASH, "Show file", show))


async def _tell_of_update(window: MainWindow, keeper: Keeper) -> None:
    release = await look_for_update(keeper, __version__, _now())
    if release is not None:
        show = partial(QDesktopServices.openUrl, QUrl(release.url))
        title = f"Reviewer {release.version} is there"
        told = f"You have {__version__}. Nothing is installed by itself."
        window.news.tell(News(title, told, "Open its page", show, release.notes))


def _update_commands(keeper: Keeper, review: Review) -> tuple[Command, ...]:
    """The switch for it, in the menu."""

    def switch() -> None:
        keeper.keep_updates_wanted(wanted=not keeper.updates_wanted)
        review.notice(_UPDATES_ON if keeper.updates_wanted else _UPDATES_OFF)

    def is_on() -> bool:
        return keeper.updates_wanted

    return (Command("Account", "Tell of new versions", (), switch, is_on=is_on),)


class Leaving:
    """Waits until a window is left, and keeps where that leads."""

    def __init__(self) -> None:
        self.then = Then.END
        self._left = asyncio.Event()

    def end(self) -> None:
        self.leave(Then.END)

    def leave(self, then: Then) -> None:
        self.then = then
        self._left.set()

    async def wait(self) -> None:
        await self._left.wait()


class _HandingOn:
    """Saves diagnostics of the open game, beside everything else."""

    def __init__(self, sources: Sources, review: Review) -> None:
        self._sources = sources
        self._review = review
        self._tasks = Tasks(crashed)

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
