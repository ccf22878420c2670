"""Whether all that the program needs came along: each part is made to do its work once."""

import asyncio
import importlib
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage

from reviewer.demo import barcode
from reviewer.domain.checks import Check
from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import EventId, StreamId
from reviewer.domain.media import MediaWindow
from reviewer.domain.periods import Period
from reviewer.domain.tags import Tag
from reviewer.domain.times import FrameTime, WallMs, WallSpan
from reviewer.media.remux import Piece, write_window
from reviewer.net.policy import PLAYLIST
from reviewer.net.trust import refuses_strangers
from reviewer.net.web import Web
from reviewer.opening import open_library
from reviewer.player.deck import Deck
from reviewer.settings import Folders
from reviewer.ui.tokens import RESOURCES
from reviewer.versions import multimedia_plugin, versions

CLIP: Final = RESOURCES / "selftest.ts"
CLIP_S: Final = 2
CLIP_FRAMES: Final = CLIP_S * 30
LIMIT_S: Final = 10.0
"""What one check may take; whatever takes longer hangs."""
_FEWEST_SHOWN: Final = CLIP_FRAMES // 4
"""A slow machine leaves pictures out, but not that many."""

_ICON: Final = RESOURCES / "icon.svg"
_ICON_PX: Final = 64

_Told = Callable[[Check], None]


async def self_test(told: _Told) -> bool:
    """Try one part after the other; `told` hears of each. Whether all is there and works."""
    with TemporaryDirectory(prefix="reviewer-") as place:
        results = [
            await _tried("footage plugin", _in_thread(multimedia_plugin), told),
            await _tried("footage", lambda: _footage(Path(place)), told),
            await _tried("icons", _icons, told),
            await _tried("network", _network, told),
            await _tried("library", lambda: _library(Path(place)), told),
            await _tried("trust store", _in_thread(_trust_store), told),
            await _tried("key ring", _in_thread(_key_ring), told),
            await _tried("versions", _in_thread(_versions), told),
        ]
    return all(results)


async def _tried(name: str, check: Callable[[], Awaitable[str]], told: _Told) -> bool:
    try:
        async with asyncio.timeout(LIMIT_S):
            result = Check(name, ok=True, says=await check())
    except TimeoutError:
        result = Check(name, ok=False, says=f"Nothing came of it within {LIMIT_S:.0f} s.")
    except (ReviewerError, OSError, ImportError) as error:
        result = Check(name, ok=False, says=str(error))
    told(result)
    return result.ok


def _in_thread(check: Callable[[], str]) -> Callable[[], Awaitable[str]]:
    """In a thread that nobody has to wait for: one that hangs ends with the program."""

    async def run() -> str:
        answer: Future[str] = Future()
        answer.set_running_or_notify_cancel()
        Thread(target=_answer, args=(check, answer), daemon=True).start()
        return await asyncio.wrap_future(answer)

    return run


def _answer(check: Callable[[], str], answer: "Future[str]") -> None:
    try:
        answer.set_result(check())
    except (OSError, ImportError) as error:
        answer.set_exception(error)


async def _footage(place: Path) -> str:
    """Remux the clip the way that footage comes in, and play it the way that it is watched."""
    file = place / "window.mp4"
    piece = Piece(CLIP.read_bytes(), 0, CLIP_S * 1_000_000, 0, None, 100_000)
    made = await asyncio.to_thread(write_window, [piece], file)
    window = MediaWindow(file, StreamId("self-test"), made.pictures, made.end, made.gaps)
    if len(window.pictures) != CLIP_FRAMES:
        raise OSError(f"Remuxing left {len(window.pictures)} of {CLIP_FRAMES} pictures.")
    with _qt_heard() as heard:
        try:
            shown = await _played(window)
        except TimeoutError as late:
            words = " ".join(heard) or "Qt says nothing."
            raise OSError(f"The player showed nothing. {words}") from late
    return f"{shown} of {CLIP_FRAMES} pictures remuxed, played and read by their bar codes"


async def _played(window: MediaWindow) -> int:
    """Play to the end; how many pictures were on screen, each with the number it should have."""
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    read: dict[int, int | None] = {}
    deck = Deck()

    def on_shown(frame: FrameTime) -> None:
        read[window.index_at(frame)] = barcode.read_image(deck.view.picture())

    def on_finished() -> None:
        if not done.done():
            done.set_result(None)

    def on_failed(words: str) -> None:
        if not done.done():
            done.set_exception(OSError(f"The clip could not be decoded: {words}"))

    deck.frame_shown.connect(on_shown)
    deck.finished.connect(on_finished)
    deck.failed.connect(on_failed)
    deck.set_volume(0.0)
    try:
        deck.load(window, window.start, window.end, play=True)
        async with asyncio.timeout(LIMIT_S - 1):
            await done
    finally:
        deck.clear()
        deck.view.deleteLater()
        deck.deleteLater()
    wrong = [(index, number) for index, number in read.items() if index != number]
    if wrong:
        raise OSError("Picture {} showed the bar code {}.".format(*wrong[0]))
    if len(read) < _FEWEST_SHOWN:
        raise OSError(f"Only {len(read)} of {CLIP_FRAMES} pictures were shown.")
    return len(read)


async def _icons() -> str:
    """Draw the program's icon as the window does, and read it as style sheets read theirs."""
    drawn = QIcon(str(_ICON)).pixmap(QSize(_ICON_PX, _ICON_PX), 1.0).toImage()
    if not _shows_the_icon(drawn):
        raise OSError("Icons are not drawn: Qt's plugins for SVG are missing.")
    if not _shows_the_icon(QImage(str(_ICON))):
        raise OSError("Drawings cannot be read: Qt's plugin qsvg is missing.")
    return f"the program's own, as an icon and as a picture, on {QGuiApplication.platformName()}"


def _shows_the_icon(image: QImage) -> bool:
    """It has a white mark in its middle, and nothing in its corners."""
    middle = image.pixelColor(image.rect().center()) if not image.isNull() else QColor()
    return middle == QColor("white") and image.pixelColor(0, 0).alpha() == 0


async def _network() -> str:
    """Ask a server on this computer, the way that everything is asked."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        url = "http://127.0.0.1:{1}/".format(*server.sockets[0].getsockname())
        web = Web(url)
        try:
            reply = await web.get(url, PLAYLIST)
        finally:
            await web.aclose()
    if reply.body != b"hello":
        raise OSError(f"A server on this computer was heard to say {reply.body!r}.")
    return "a request made, and its answer read"


async def _library(place: Path) -> str:
    """On the thread that opened it: SQLite wants that."""
    folders = Folders.from_environment({"REVIEWER_HOME": str(place)})
    game = EventId("self-test")
    tag = Tag("1", game, Period("Q1"), WallSpan(WallMs(0), WallMs(1_000)), "Grade", ("+",))
    with open_library(folders) as library:
        library.save(game, "Tag", [tag])
    with open_library(folders) as library:
        if tag not in library.kept(Tag, game):
            raise OSError("A tag that was saved could not be read again.")
    return "a tag saved, and read again"


def _trust_store() -> str:
    if not refuses_strangers():
        raise OSError("A certificate that nobody vouches for was believed.")
    return "this system's own; a stranger's certificate is refused"


def _key_ring() -> str:
    """Linux may run without one, when nobody is signed in on its desktop; others always have it."""
    keyring = importlib.import_module("keyring")
    if sys.platform == "linux":
        importlib.import_module("secretstorage")
    backend = keyring.get_keyring()
    works = backend.priority > 0
    if not works and sys.platform != "linux":
        raise OSError(f"This system's key ring was not found, only {backend.name}.")
    return backend.name if works else "none is running here; the secret is asked for at each start"


def _versions() -> str:
    return ", ".join(f"{name} {version}" for name, version in versions().items())


@contextmanager
def _qt_heard() -> Iterator[list[str]]:
    """What Qt complains of meanwhile."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("qt")
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
