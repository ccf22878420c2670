"""A field above a list: while one types, what moves in a list moves in the list."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


def moved_in(view: QAbstractItemView, event: QKeyEvent) -> bool:
    """Let a list have a key that moves in it; whether it was one."""
    if event.key() not in _MOVES:
        return False
    view.event(event)
    return True
