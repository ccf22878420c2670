"""A chip that is on or off."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton


class SwitchChip(QPushButton):
    """Checkable; a click leaves the focus where it was, so that keys go on working there."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
