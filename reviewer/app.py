"""Composition root of everything that needs Qt: the window, and frames for the command line.

The only file that knows qasync.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, closing, contextmanager
from threading import Thread
from typing import Any, TypeAlias, TypeVar

os.environ["QT_FFMPEG_PROTOCOL_WHITELIST"] = "file"  # before QtMultimedia: local files, no network

import qasync
from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication, QProgressDialog

from reviewer.domain.account import Account
from reviewer.domain.errors import LibraryBusy
from reviewer.domain.game import EventId, Game
from reviewer.domain.moment import GameTimes, Moment, times_of
from reviewer.domain.plan import FrameTarget
from reviewer.doorbell import Doorbell, ring
from reviewer.handed_links import HandedLinks
from reviewer.keychain import SystemKeychain
from reviewer.net.web import load_ahead
from reviewer.opening import open_anyhow
from reviewer.player.deck import Deck, DeckView
from reviewer.session.accounts import Left, SignedIn, Then
from reviewer.session.notices import Notices
from reviewer.session.ports import Keychain
from reviewer.session.review import Review
from reviewer.session.scout import scout
from reviewer.session.still import show_still
from reviewer.settings import Folders, SettingsFile, SettingsKeeper
from reviewer.sources import connected, kept_corrections
from reviewer.sweeper import hand_memory_back, sweeping
from reviewer.ui.tokens import RESOURCES
from reviewer.ui.window import MainWindow
from reviewer.workplace import Workplace

_log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_THREADS = 40
"""Looking up a host's name takes one, for half a minute where no name server answers; footage that
is on the disk must not wait for those."""

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
        loop.set_default_executor(ThreadPoolExecutor(_THREADS, "work"))
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
    # FFmpeg writes to stderr by itself; looking for a font of another system only takes a while
    QLoggingCategory.setFilterRules("qt.multimedia.*=false\nqt.qpa.fonts.warning=false")
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
) -> Left:
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
        return Left(Then.END)
    notices = Notices()
    keeper = SettingsKeeper(SettingsFile(folders.settings), on_trouble=notices.told.emit)
    async with AsyncExitStack() as stack:
        stack.enter_context(opened.library)
        bell = None
        if opened.trouble is None:  # from now on a second start finds the library locked
            bell = stack.enter_context(closing(Doorbell(folders.library, account.api_url)))
        limit_bytes = keeper.now.memory.cache_limit_bytes
        sources = await stack.enter_async_context(
            connected(account, folders, notices.told.emit, limit_bytes)
        )
        who = who or SignedIn(account, given="It was given at the start.")
        keys = keychain or SystemKeychain()
        work = Workplace(folders, opened, sources, keeper, keys, who, crashed)
        notices.told.connect(work.review.notice)
        if bell is not None:
            bell.rung.connect(work.come_forward)
        links = links or HandedLinks(application())
        work.begin(event, place)
        try:
            with links.followed(work.follow_link):
                seen = visit(work.window, work.review, work.deck.view) if visit else None
                await (seen or work.leaving.wait())
        finally:
            await work.aclose()
    return work.leaving.left


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


def crashed(error: BaseException) -> None:
    """The last resort: what was not foreseen is logged whole, and the program goes on."""
    _log.error("something unforeseen went wrong", exc_info=error)


def _on_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a callback of the loop raised, which no task is there for."""
    error = context.get("exception")
    crashed(error if error is not None else RuntimeError(context["message"]))
