"""The self-test as it runs: a line for each part, as it was tried."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from reviewer.domain.checks import Check
from reviewer.ui.text import Label
from reviewer.ui.tokens import Tokens


class ChecksDialog(QDialog):
    """Shown with `open`; grows with what it is told."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Self-test")
        self.setFixedWidth(tokens.size.command_width)
        space = tokens.space
        self._lines = QVBoxLayout()
        self._lines.setSpacing(space.s)
        self._verdict = Label("title", "Trying every part once…")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space.l,) * 4)
        column.setSpacing(space.m)
        column.addWidget(self._verdict)
        column.addLayout(self._lines)
        column.addStretch()

    def add(self, check: Check) -> None:
        """What came of one part."""
        mark = "✓" if check.ok else "✕"
        heading = Label("good" if check.ok else "bad", f"{mark} {check.name.capitalize()}")
        says = Label("small", check.says)
        says.setWordWrap(True)
        says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.addWidget(heading)
        self._lines.addWidget(says)
        self.adjustSize()

    def finish(self, *, ok: bool) -> None:
        """It is over."""
        self.setWindowTitle("Self-test passed" if ok else "Self-test failed")
        self._verdict.setText("Everything is there and works" if ok else "Something is missing")
