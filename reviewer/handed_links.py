"""Links as macOS hands them over: to the program that runs, not at its start."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from reviewer.domain.links import SCHEME


class HandedLinks(QObject):
    """Hears of them as long as it lives. What comes while no window is there to follow it waits
    for one; of several the last.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._follow: Callable[[str], None] | None = None
        self._waiting: str | None = None
        application.installEventFilter(self)

    @contextmanager
    def followed(self, follow: Callable[[str], None]) -> Iterator[None]:
        """Within it links are followed as they come, and at once what waited."""
        waiting, self._waiting = self._waiting, None
        self._follow = follow
        try:
            if waiting is not None:
                follow(waiting)
            yield
        finally:
            self._follow = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent):
            return super().eventFilter(watched, event)
        link = event.url().toString()
        if not link.startswith(SCHEME):
            return super().eventFilter(watched, event)
        if self._follow is not None:
            self._follow(link)
        else:
            self._waiting = link
        return True
