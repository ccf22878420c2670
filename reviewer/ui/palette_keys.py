"""The keys of the palette that is shown, each a shortcut of the window."""

from functools import partial
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.session.review import Review
from reviewer.ui.keys import takes_text


class PaletteKeys(QObject):
    """Presses buttons in the session; where text is typed, their keys are letters and digits."""

    def __init__(self, window: QWidget, review: Review) -> None:
        super().__init__(window)
        self._window = window
        self._review = review
        self._actions: list[QAction] = []
        review.palettes.changed.connect(self._on_palettes)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._on_focus)
        self._on_palettes()

    def _on_palettes(self) -> None:
        for action in self._actions:
            self._window.removeAction(action)
            action.deleteLater()
        buttons = self._review.palettes.current.buttons
        self._actions = [QAction(button.title, self) for button in buttons if button.key]
        keyed = (button for button in buttons if button.key)
        for action, button in zip(self._actions, keyed, strict=True):
            action.setShortcut(QKeySequence(button.key))
            action.setAutoRepeat(False)
            action.triggered.connect(partial(self._review.tagging.press, button))
        self._window.addActions(self._actions)
        self._on_focus(None, QApplication.focusWidget())

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        for action in self._actions:
            action.setEnabled(not takes_text(new))
