"""Every command by its name: a box to type into, with the commands that fit below it."""

from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.ui.keys import Command
from reviewer.ui.list_keys import moved_in
from reviewer.ui.text import key_words
from reviewer.ui.tokens import Tokens


def fitting(table: tuple[Command, ...], typed: str) -> tuple[Command, ...]:
    """The commands in whose group and title every typed word begins a word."""
    words = typed.casefold().split()
    return tuple(command for command in table if _fits(command, words))


def _fits(command: Command, words: list[str]) -> bool:
    named = f"{command.group} {command.title}".casefold().replace(",", " ").split()
    return all(any(name.startswith(word) for name in named) for word in words)


class CommandBox(QDialog):
    """Runs the command that is picked, after it has closed."""

    def __init__(self, table: tuple[Command, ...], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._window = parent
        self.setObjectName("command_box")
        self._table = table
        self._found: tuple[Command, ...] = ()
        self._entry = QLineEdit(placeholderText="Type a command")
        self._entry.setAccessibleName("Command")
        self._model = QStringListModel(self)
        self._list = QListView()
        self._list.setAccessibleName("Commands")
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        space, size = tokens.space, tokens.size
        self.setFixedSize(size.command_width, size.command_height)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.s, space.s, space.s, space.s)
        column.setSpacing(space.s)
        column.addWidget(self._entry)
        column.addWidget(self._list)
        self._entry.textChanged.connect(self._on_typed)
        self._entry.returnPressed.connect(self._on_picked)
        self._list.clicked.connect(self._on_picked)

    def ask(self) -> None:
        """Come up at the top of the window, with everything on offer."""
        left = (self._window.width() - self.width()) // 2
        self.move(self._window.mapToGlobal(QPoint(left, self._window.height() // 8)))
        self._entry.clear()
        self._on_typed("")
        self.open()
        self._entry.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_typed(self, typed: str) -> None:
        self._found = fitting(self._table, typed)
        self._model.setStringList([_words(command) for command in self._found])
        self._list.setCurrentIndex(self._model.index(0))

    def _on_picked(self) -> None:
        row = self._list.currentIndex().row()
        if 0 <= row < len(self._found):
            self.close()
            self._found[row].run()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The entry has the focus; what moves in a list moves in the list."""
        if not moved_in(self._list, event):
            super().keyPressEvent(event)


def _words(command: Command) -> str:
    keys = "  ".join(map(key_words, command.keys))
    mark = "  ✓" if command.is_on is not None and command.is_on() else ""
    return f"{command.group} · {command.title}{mark}" + (f"   {keys}" if keys else "")
