"""The copies of the library, with their dates and sizes, to go back to one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.offline import format_size
from reviewer.domain.sharing import Backup
from reviewer.ui.text import Label
from reviewer.ui.tokens import Tokens

_WHAT = "Everything made since is replaced. What is there now is backed up first."
_MB = 1_000_000
_NONE = "There is no backup yet. One is made every day that Reviewer is opened."


class BackupDialog(QDialog):
    """Signal: `chosen(Backup)` with the one to restore."""

    chosen = Signal(object)

    def __init__(self, backups: Sequence[Backup], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._backups = tuple(backups)
        self.setWindowTitle("Restore a backup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._list = QListView()
        self._list.setObjectName("backups")
        self._list.setAccessibleName("Backups")
        self._list.setModel(QStringListModel(list(map(backup_words, self._backups)), self._list))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setVisible(bool(self._backups))
        self._restore = QPushButton("Restore")
        self._restore.setProperty("kind", "primary")
        self._restore.setEnabled(False)
        cancel = QPushButton("Cancel")
        self._restore.clicked.connect(self._on_restore)
        cancel.clicked.connect(self.reject)
        self._list.selectionModel().selectionChanged.connect(self._on_selection)
        self._list.doubleClicked.connect(self._on_restore)
        self._arrange(tokens, cancel)

    def _arrange(self, tokens: Tokens, cancel: QPushButton) -> None:
        space = tokens.space
        self.setMinimumWidth(tokens.size.message_width)
        buttons = QHBoxLayout()
        buttons.setSpacing(space.s)
        buttons.addStretch()
        buttons.addWidget(self._restore)
        buttons.addWidget(cancel)
        what = Label("mute", _WHAT if self._backups else _NONE)
        what.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space.l,) * 4)
        column.setSpacing(space.m)
        column.addWidget(Label("title", "Restore a backup"))
        column.addWidget(what)
        column.addWidget(self._list)
        column.addLayout(buttons)

    def _on_selection(self) -> None:
        self._restore.setEnabled(self._list.selectionModel().hasSelection())

    def _on_restore(self) -> None:
        row = self._list.currentIndex().row()
        if 0 <= row < len(self._backups):
            self.accept()
            self.chosen.emit(self._backups[row])


def backup_words(backup: Backup) -> str:
    """`14 Nov 2026, 18:02 · 32 MB`, in this computer's time."""
    made = datetime.fromtimestamp(backup.made_ms / 1000, UTC).astimezone()
    small = backup.size_bytes < _MB
    size = f"{round(backup.size_bytes / 1000)} kB" if small else format_size(backup.size_bytes)
    return f"{made.day} {made:%b %Y, %H:%M} · {size}"
