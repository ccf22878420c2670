"""A whole session with a marked secret and marked signatures: they may be found nowhere then."""

import asyncio
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from reviewer import app, tour
from reviewer.crashes import Watch
from reviewer.demo import gateway, server
from reviewer.demo.documents import Documents
from reviewer.demo.server import DemoServer
from reviewer.domain.account import Account
from reviewer.domain.game import EventId
from reviewer.log import hide
from reviewer.player.deck import DeckView
from reviewer.session.offline import Keeping, KeptAll, Sized
from reviewer.session.review import Review
from reviewer.settings import Folders
from reviewer.ui.window import MainWindow
from tests.footage import short_game
from tests.logs import logging_to

SECRET = "canary-secret/+7f3a"
SIGNATURE = "canarysignature9c1e"
MARKS = (SECRET, SIGNATURE, "canary-secret%2F%2B7f3a", "canary-secret/%2B7f3a")


@dataclass
class Seen:
    """What could be read in the window, and on the clipboard."""

    texts: list[str] = field(default_factory=list)

    def look(self, window: QWidget) -> None:
        for widget in window.findChildren(QWidget):
            self.texts += [widget.accessibleName(), widget.toolTip(), widget.windowTitle()]
            if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
                self.texts.append(widget.text())
        self.texts.append(QGuiApplication.clipboard().text())


@pytest.fixture
def account(demo_footage: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """A ShotTracker that knows the marked secret, and signs the addresses of its footage."""
    plain = Documents.stream_url

    def signed(documents: Documents, folder: str) -> str:
        return f"{plain(documents, folder)}&X-Amz-Signature={SIGNATURE}&token={SIGNATURE}"

    monkeypatch.setattr(Documents, "stream_url", signed)
    marked = gateway.Credentials("demo-user", SECRET)
    monkeypatch.setattr(server, "CREDENTIALS", marked)
    with DemoServer(short_game(), demo_footage) as running:
        yield Account(running.base_url, marked.user, SECRET)


def test_no_secret_is_found_in_any_file_text_or_clipboard(account: Account, tmp_path: Path):
    folders = Folders.from_environment({"REVIEWER_HOME": str(tmp_path / "home")})
    folders.make()
    seen = Seen()
    with logging_to(folders.log), Watch(folders.log):
        hide(account.secret)
        visit = partial(_use, seen=seen, out=tmp_path)
        app.run(partial(app.show_window, account, folders, EventId("demo"), visit))
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    names = {path.name for path in written}
    assert {"reviewer.log", "settings.json", "diagnostics.zip", "tour.png"} <= names
    assert "canary went wrong" in (folders.log / "reviewer.log").read_text("utf-8")
    for mark in MARKS:
        assert [text for text in seen.texts if mark in text] == []
        assert [path for path in written if _holds(path.read_bytes(), mark.encode())] == []
        assert [path for path in written if mark in path.name] == []


def _holds(data: bytes, mark: bytes) -> bool:
    """Whether a file holds these bytes, packed or not."""
    return mark in data or any(mark in part for part in _unpacked(data))


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What a zip holds, and what was packed by zlib anywhere in a file."""
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    for place in re.finditer(rb"x[\x01\x9c\xda]", data):
        try:
            yield zlib.decompressobj().decompress(data[place.start() :])
        except zlib.error:
            continue


def test_the_search_finds_what_is_packed():
    mark = SECRET.encode()
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", mark * 3)
    assert _holds(packed.getvalue(), mark)
    assert _holds(b"head" + zlib.compress(b"{" + mark * 3 + b"}"), mark)
    assert not _holds(b"head" + zlib.compress(b"nothing"), mark)


async def _use(
    window: MainWindow, review: Review, view: DeckView, *, seen: Seen, out: Path
) -> None:
    """Both halves played, a game kept offline, diagnostics saved, and several things gone wrong."""
    await tour.show_halves(window, review, view, file=out / "tour.png", truth=short_game())
    seen.look(window)
    await _keep(review)
    window.diagnostics_requested.emit(out / "diagnostics.zip")
    await _until((out / "diagnostics.zip").exists)
    review.clips.choose(next(row.id for row in review.clips.shown if row.why_not is not None))
    for event in ("demo-forbidden", "demo-html"):
        review.open_game(EventId(event))
        await asyncio.sleep(0.3)
        seen.look(window)
        for button in window.findChildren(QAbstractButton):
            if button.isVisible() and button.text() == "Copy details":
                button.click()
                seen.look(window)
    window.open_entry()
    await asyncio.sleep(0.3)
    window.pages.show_account()
    window.pages.show_offline()
    seen.look(window)
    app.crashed(RuntimeError(f"canary went wrong: {SECRET} https://x.test/a?Signature={SIGNATURE}"))


async def _keep(review: Review) -> None:
    offline = review.offline
    assert offline is not None
    offline.ask_game()
    await _until(lambda: isinstance(offline.state, Sized))
    offline.confirm()
    await _until(lambda: not isinstance(offline.state, Sized | Keeping))
    assert isinstance(offline.state, KeptAll)


async def _until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while True:
            if condition():
                return
            await asyncio.sleep(0.02)
