"""What is wrong with the game: findings by gravity, and the clips that they are about."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.game import Clip, ClipId
from reviewer.domain.health import Finding, Severity
from reviewer.domain.times import format_clock
from reviewer.session.review import Review
from reviewer.ui.file_dialog import ask_for_file
from reviewer.ui.flow_layout import FlowLayout
from reviewer.ui.surface import dismiss
from reviewer.ui.text import Label, menu_words, tip
from reviewer.ui.tokens import Spaces, Tokens

_AT_FIRST = 6
_FILE = "reviewer-diagnostics.zip"
_HEADINGS = {
    Severity.PROBLEM: ("bad", "✕ Problems"),
    Severity.WARNING: ("warn", "▲ To check"),
    Severity.NOTE: ("heading", "Good to know"),
}


class ClipButton(QPushButton):
    """Leads to one clip. Signal: `picked(str)` with its id."""

    picked = Signal(str)

    def __init__(self, clip: Clip) -> None:
        super().__init__(menu_words(_place(clip)))
        self._clip = clip.id
        self.setProperty("kind", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(tip(f"Play clip {clip.id}"))
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.picked.emit(self._clip)


class ClipButtons(QWidget):
    """The first few clips, and the others on demand. Signal: `picked(str)`."""

    picked = Signal(str)

    def __init__(self, clips: tuple[Clip, ...], space: Spaces) -> None:
        super().__init__()
        self._rest = clips[_AT_FIRST:]
        self._flow = FlowLayout(space.xs)
        self._more = QPushButton(f"{len(self._rest)} more")
        self._more.setProperty("kind", "quiet")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setLayout(self._flow)
        self._add(clips[:_AT_FIRST])
        if self._rest:
            self._flow.addWidget(self._more)
            self._more.clicked.connect(self._on_more)

    def _add(self, clips: Iterable[Clip]) -> None:
        for clip in clips:
            button = ClipButton(clip)
            button.picked.connect(self.picked)
            self._flow.addWidget(button)

    def _on_more(self) -> None:
        self._more.hide()
        self._add(self._rest)


class HealthPage(QWidget):
    """Lists the session's findings. Signal: `diagnostics_requested(Path)`, where to save them."""

    diagnostics_requested = Signal(object)

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__()
        self._review = review
        self._space = tokens.space
        self._shown: tuple[Finding, ...] | None = None
        self._list = QWidget()
        self._save = QPushButton("Save diagnostics…")
        self._save.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(tokens.space.m,) * 4)
        self._column.setSpacing(tokens.space.m)
        self._column.addWidget(self._list)
        self._column.addWidget(self._save, alignment=Qt.AlignmentFlag.AlignLeft)
        hint = Label("small", "What ShotTracker sent, without names, ids or addresses.")
        hint.setWordWrap(True)
        self._column.addWidget(hint)
        self._column.addStretch()
        self._save.clicked.connect(self._on_save)
        review.times_changed.connect(self._on_times)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        if findings == self._shown:
            return
        self._shown = findings
        fresh = self._listed(findings)
        self._column.replaceWidget(self._list, fresh)
        dismiss(self._list)
        self._list = fresh
        self._list.show()

    def _listed(self, findings: tuple[Finding, ...]) -> QWidget:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._space.s)
        for severity, (role, title) in _HEADINGS.items():
            members = [finding for finding in findings if finding.severity is severity]
            if members:
                column.addWidget(Label(role, title))
            for finding in members:
                self._add(finding, column)
        if not findings:
            column.addWidget(Label("good", "✓ Nothing to check"))
        return fresh

    def _add(self, finding: Finding, column: QVBoxLayout) -> None:
        sentence = Label(text=finding.sentence)
        sentence.setWordWrap(True)
        column.addWidget(sentence)
        wanted = frozenset(finding.clips)
        game = self._review.game
        clips = tuple(clip for clip in game.clips if clip.id in wanted) if game is not None else ()
        if clips:
            buttons = ClipButtons(clips, self._space)
            buttons.picked.connect(self._on_picked)
            column.addWidget(buttons)
        column.addSpacing(self._space.s)

    def _on_times(self) -> None:
        if self.isVisible():
            self._show_findings(self._review.findings)

    def _on_picked(self, clip: str) -> None:
        self._review.clips.choose(ClipId(clip))

    def _on_save(self) -> None:
        answer = self.diagnostics_requested.emit
        ask_for_file(self, "Save diagnostics", "Zip files (*.zip)", answer, save_as=_FILE)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._show_findings(self._review.findings)


def _place(clip: Clip) -> str:
    shown = format_clock(clip.start_clock, tenths=False) if clip.start_clock is not None else ""
    return f"{clip.period} {shown}".strip() or clip.id
