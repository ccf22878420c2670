"""The keys of the palette that is shown, each a shortcut of the window."""

from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.domain.palettes import Button
from reviewer.session.review import Review
from reviewer.ui.keys import takes_text


class PaletteKeys(QObject):
    """Presses buttons in the session; where text is typed, their keys are letters and digits."""

    def __init__(self, window: QWidget, review: Review) -> None:
        super().__init__(window)
        self._window = window
        self._review = review
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._buttons: dict[QAction, Button] = {}
        self._group.triggered.connect(self._on_triggered)
        review.palettes.changed.connect(self._on_palettes)
        self._application = cast("QApplication", QApplication.instance())
        self._application.focusChanged.connect(self._on_focus)
        self._on_palettes()

    def let_go(self) -> None:
        """Follow the focus no more: a window that is taken down would move it once again."""
        self._application.focusChanged.disconnect(self._on_focus)

    def _action(self, button: Button) -> QAction:
        action = QAction(button.title, self._group)
        action.setShortcut(QKeySequence(button.key))
        action.setAutoRepeat(False)
        return action

    def _on_palettes(self) -> None:
        for action in self._buttons:
            self._window.removeAction(action)
            self._group.removeAction(action)
            action.deleteLater()
        keyed = (button for button in self._review.palettes.current.buttons if button.key)
        self._buttons = {self._action(button): button for button in keyed}
        self._window.addActions(list(self._buttons))
        self._on_focus(None, QApplication.focusWidget())

    def _on_triggered(self, action: QAction) -> None:
        self._review.tagging.press(self._buttons[action])

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        for action in self._buttons:
            action.setEnabled(not takes_text(new))
