"""Makes keys work in a window; what has the focus keeps the keys that it needs."""

from typing import TypeGuard, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from reviewer.ui.keys import Command

KEEPS_ARROWS = ("keys", "arrows")
"""The property of a widget in which the arrow keys move about."""

_ARROWS = frozenset({"Left", "Right", "Up", "Down", "Home", "Shift+Up", "Shift+Down"})


class KeyMap(QObject):
    """The shortcuts of a table of commands, which may be another one later."""

    def __init__(self, window: QWidget, table: tuple[Command, ...]) -> None:
        super().__init__(window)
        self._window = window
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._commands: dict[QAction, Command] = {}
        self._group.triggered.connect(self._on_triggered)
        self._application = cast("QApplication", QApplication.instance())
        self._application.focusChanged.connect(self._on_focus)
        self.set_table(table)

    def set_table(self, table: tuple[Command, ...]) -> None:
        """Make these commands work, in place of those before."""
        for action in self._commands:
            self._window.removeAction(action)
            self._group.removeAction(action)
            action.deleteLater()
        self._commands = {self._action(command): command for command in table}
        self._window.addActions(list(self._commands))
        self._on_focus(None, QApplication.focusWidget())

    def let_go(self) -> None:
        """Follow the focus no more: a window that is taken down would move it once again."""
        self._application.focusChanged.disconnect(self._on_focus)

    def _action(self, command: Command) -> QAction:
        action = QAction(command.title, self._group)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setAutoRepeat(command.repeats)
        return action

    def _on_triggered(self, action: QAction) -> None:
        self._commands[action].run()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        for action, command in self._commands.items():
            action.setEnabled(not _keeps(new, command))


def takes_text(focus: QWidget | None) -> TypeGuard[QWidget]:
    """Whether keys are typed into the widget that has the focus."""
    return isinstance(focus, QLineEdit | QPlainTextEdit | QAbstractSpinBox | QComboBox)


def _keeps(focus: QWidget | None, command: Command) -> bool:
    """Whether the focused widget has its own use for a command's key."""
    if focus is None or not focus.isVisible():
        return False
    if takes_text(focus):
        return not command.in_text
    if isinstance(focus, QAbstractButton):
        return "Space" in command.keys
    if isinstance(focus, QAbstractItemView) and "Return" in command.keys:
        return True
    if isinstance(focus, QAbstractSlider) or _moves_about(focus):
        return not _ARROWS.isdisjoint(command.keys)
    return False


def _moves_about(focus: QWidget) -> bool:
    name, value = KEEPS_ARROWS
    return bool(focus.property(name) == value)
