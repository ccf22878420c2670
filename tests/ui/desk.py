"""The window on a session over fakes, and the hands and eyes of a test on it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListView,
    QWidget,
)

from reviewer.domain.game import ClipId, EventId
from reviewer.domain.times import WallMs
from reviewer.session.games import Games
from reviewer.session.playback_state import Failed, Showing
from reviewer.session.review import Review
from reviewer.ui.theme import Theme
from reviewer.ui.window import MainWindow
from tests.builders import TIPOFF
from tests.fakes import (
    FakeGames,
    FakeKeeper,
    FakeLibrary,
    FakeMedia,
    FakePlayer,
    FakeSchedule,
    FakeSeason,
    FakeStills,
)

_PATIENCE = 2000
W = TypeVar("W", bound=QWidget)


async def until(condition: Callable[[], object]) -> None:
    """Let tasks and Qt's events run until this holds."""
    for _ in range(_PATIENCE):
        if condition():
            return
        await asyncio.sleep(0)
        QApplication.processEvents()
    raise AssertionError("it never came about")


def write(text: str) -> None:
    """Type where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


async def settled() -> None:
    """Let all that is on its way arrive."""
    for _ in range(20):
        await asyncio.sleep(0)
        QApplication.processEvents()


def make_season(schedule: FakeSchedule, crashes: list[BaseException]) -> Games:
    """The account's games, on the day after those of the builders."""
    now = WallMs(TIPOFF + 86_400_000)
    return Games(schedule, FakeSeason(), crashes.append, lambda: now, UTC)


@dataclass(slots=True)
class Desk:
    review: Review
    window: MainWindow
    screen: QWidget
    theme: Theme
    games: FakeGames
    media: FakeMedia
    player: FakePlayer
    library: FakeLibrary
    keeper: FakeKeeper
    stills: FakeStills
    season: Games
    schedule: FakeSchedule

    async def open(self, event: str = "555") -> None:
        """Open a game and wait until it is shown."""
        self.review.open_game(EventId(event))
        await until(lambda: self.review.game is not None and self.review.game.id == event)
        await settled()

    async def choose(self, clip: str) -> None:
        """Choose a clip and wait until it is on screen or has failed."""
        self.review.clips.choose(ClipId(clip))
        await self.arrived()

    async def arrived(self) -> None:
        await until(lambda: isinstance(self.review.playback.state, Showing | Failed))
        await settled()

    def shown_clip(self) -> str | None:
        """The clip on screen."""
        state = self.review.playback.state
        return state.clip.id if isinstance(state, Showing) else None

    def named(self, kind: type[W], name: str) -> W:
        """The one visible widget with this accessible name or text."""
        found = self._all_named(kind, name)
        assert len(found) == 1, f"{len(found)} × {name!r}"
        return found[0]

    def named_or_none(self, kind: type[W], name: str) -> W | None:
        """The first visible widget with this accessible name or text, if there is one."""
        return next(iter(self._all_named(kind, name)), None)

    def _all_named(self, kind: type[W], name: str) -> list[W]:
        return [w for w in self.window.findChildren(kind) if w.isVisible() and _is(w, name)]

    def sees(self, text: str) -> bool:
        """Whether a visible label says this, wholly or in part, cut off for want of room or not."""
        labels = self.window.findChildren(QLabel)
        said = (f"{w.text()}\n{w.accessibleName()}" for w in labels if w.isVisible())
        return any(text in words for words in said)

    def click(self, name: str) -> None:
        """Click the button of this name."""
        QTest.mouseClick(self.named(QAbstractButton, name), Qt.MouseButton.LeftButton)

    def type(self, field: str, text: str) -> None:
        """Type into a field, as if after a click on it."""
        edit = self.named(QLineEdit, field)
        edit.setFocus()
        QTest.keyClicks(edit, text)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    @property
    def question(self) -> QInputDialog:
        """The dialog that asks for words."""
        (dialog,) = [each for each in self.window.findChildren(QInputDialog) if each.isVisible()]
        return dialog

    def answer(self, text: str) -> None:
        """Type into the dialog that asks for words, and accept it."""
        dialog = self.question
        dialog.setTextValue(text)
        dialog.accept()

    @property
    def rows(self) -> QListView:
        return self.named(QListView, "Clips")

    def click_row(self, row: int) -> None:
        """Click a row of the clip list."""
        rect = self.rows.visualRect(self.rows.model().index(row, 0))
        where = rect.center() - QPoint(20, 0)
        QTest.mouseClick(self.rows.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def row_texts(self) -> list[str]:
        """What the rows of the clip list say to a screen reader."""
        model = self.rows.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]


def legible(field: QAbstractSpinBox) -> bool:
    """Whether there is room for what a field holds."""
    text = field.findChild(QLineEdit)
    return text is not None and text.width() > text.fontMetrics().horizontalAdvance(text.text())


def _is(widget: QWidget, name: str) -> bool:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return name in (widget.accessibleName(), text)
