"""Moves the data against the footage by small steps: everywhere, or from this picture on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.ui.switch_chip import SwitchChip
from reviewer.ui.text import Label, key_words, tip
from reviewer.ui.tokens import Spaces

STEP_MS = 500
_STEPS = (
    ("−0.5 s", "Alt+Shift+Left", 0, -STEP_MS),
    ("−1 frame", "Alt+Left", -1, 0),
    ("+1 frame", "Alt+Right", 1, 0),
    ("+0.5 s", "Alt+Shift+Right", 0, STEP_MS),
)
"""What a button says, its key, and by how many frames or milliseconds it moves."""
_HINT = "+ when the clock shown here is ahead of the scoreboard, − when it is behind."


class NudgeControl(QWidget):
    """Signals: `nudged_frames(int)`, `nudged(int)` by milliseconds."""

    nudged_frames = Signal(int)
    nudged = Signal(int)

    def __init__(self, space: Spaces) -> None:
        super().__init__()
        self._everywhere = SwitchChip("Whole stream")
        self._from_here = SwitchChip("From here on")
        self._everywhere.setChecked(True)
        switches = QButtonGroup(self)
        reach = QHBoxLayout()
        for switch in (self._everywhere, self._from_here):
            switches.addButton(switch)
            reach.addWidget(switch)
        reach.addStretch()
        keys = f"{key_words('Alt+Left')}, {key_words('Alt+Right')}; with Shift 0.5 s"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s)
        column.addLayout(reach)
        column.addLayout(self._steps(space.xs))
        for words in (keys, _HINT):
            label = Label("small", words)
            label.setWordWrap(True)
            column.addWidget(label)

    @property
    def from_here(self) -> bool:
        """Whether a nudge holds from the picture on screen on; else everywhere."""
        return self._from_here.isChecked()

    def _steps(self, spacing: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(spacing)
        group = QButtonGroup(self)
        group.idClicked.connect(self._on_step)
        for number, (words, key, _, _) in enumerate(_STEPS):
            button = QPushButton(words)
            button.setProperty("kind", "step")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(tip(f"Move the data by {words}", key))
            group.addButton(button, number)
            row.addWidget(button)
        return row

    def _on_step(self, number: int) -> None:
        _, _, frames, by_ms = _STEPS[number]
        if frames:
            self.nudged_frames.emit(frames)
        else:
            self.nudged.emit(by_ms)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """A switch that nobody sees is back where it started."""
        self._everywhere.setChecked(True)
