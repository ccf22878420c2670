"""The library as a whole in the window: its backups, handing it on, taking another in."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.sharing import Rescued, rescued_words
from reviewer.session.care import AtRest, Care, CareFailed, CareState, Done, Previewed, Working
from reviewer.ui.backup_dialog import BackupDialog
from reviewer.ui.file_dialog import ask_for_file
from reviewer.ui.keys import Command
from reviewer.ui.message_panel import Message, MessagePanel, failure
from reviewer.ui.tokens import Tokens

_FILE = "reviewer-library.zip"
_FILES = "Library packages (*.zip)"
_WATCH = "Film can be watched all the same; nothing is saved until then."


def library_commands(desk: "LibraryDesk") -> tuple[Command, ...]:
    """What can be done to the library, for the menu."""
    group = "Library"
    return (
        Command(group, "Back up now", (), desk.back_up),
        Command(group, "Restore a backup…", (), desk.ask_restore),
        Command(group, "Export for a colleague…", (), desk.ask_export),
        Command(group, "Import a colleague's work…", (), desk.ask_import),
    )


class LibraryDesk(QObject):
    """Asks what the care of the library needs to know, and shows what comes of it."""

    def __init__(self, care: Care, tokens: Tokens, window: QWidget) -> None:
        super().__init__(window)
        self._care = care
        self._tokens = tokens
        self._window = window
        self._dialog = CareDialog(care, tokens, window)

    def back_up(self) -> None:
        """Copy the library now."""
        self._care.back_up()

    def ask_restore(self) -> None:
        """Ask which backup to go back to."""
        dialog = BackupDialog(self._care.backups(), self._tokens, self._window)
        dialog.chosen.connect(self._care.restore)
        dialog.open()

    def ask_export(self) -> None:
        """Ask where to write what was made here."""
        ask_for_file(self._window, "Export the library", _FILES, self._care.export, save_as=_FILE)

    def ask_import(self) -> None:
        """Ask for a colleague's file; what it would change is shown before it does."""
        ask_for_file(self._window, "Import a colleague's work", _FILES, self._care.preview)

    def greet(self, rescued: Rescued | None = None) -> None:
        """Say what has to be known of the library at the start, if anything."""
        if self._care.trouble is not None:
            told = failure(self._care.trouble, "Opening the library", can_retry=False)
            message = Message(
                told.title, told.sentence, told.remedy, _WATCH, None, "Watch", told.details
            )
        elif rescued is not None:
            message = Message("Library rescued", rescued_words(rescued), action="Go on")
        else:
            return
        note = _Dialog(self._tokens, self._window)
        note.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        note.panel.show_message(message)
        note.panel.acted.connect(note.accept)
        note.open()


class _Dialog(QDialog):
    """A message in a window of its own."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Library")
        self.setMinimumWidth(tokens.size.message_width)
        self.panel = MessagePanel(tokens)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tokens.space.s,) * 4)
        column.addWidget(self.panel)


class CareDialog(_Dialog):
    """What goes on with the library; nothing else can be done in the window meanwhile."""

    def __init__(self, care: Care, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(tokens, parent)
        self._care = care
        self.panel.acted.connect(self._on_acted)
        self.panel.dismissed.connect(care.dismiss)
        care.changed.connect(self._on_changed)

    def _on_changed(self, state: CareState) -> None:
        if isinstance(state, AtRest):
            self.hide()
            return
        can_dismiss = isinstance(state, Previewed | CareFailed)
        self.panel.show_message(_message(state), can_dismiss=can_dismiss)
        self.adjustSize()
        self.open()

    def _on_acted(self) -> None:
        if isinstance(self._care.state, Previewed) and self._care.state.preview.edits:
            self._care.take_in()
        else:
            self._care.dismiss()

    @override
    def reject(self) -> None:
        """Esc: what works is not stopped, and everything else is left."""
        self._care.dismiss()


def _message(state: Working | Previewed | Done | CareFailed) -> Message:
    match state:
        case Working(what):
            return Message(f"{what}…", progress=-1)
        case Previewed(path, preview, words):
            title = f"Import “{path.name}”?" if preview.edits else f"“{path.name}”"
            action = "Import" if preview.edits else "Close"
            return Message(title, "\n".join(words), action=action)
        case Done(words):
            return Message("Done", words, action="Close")
        case CareFailed(what, error):
            return failure(error, what, can_retry=False)
