"""The Help commands of the window: what this program is, and whether all of it works."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer.session.tasks import Tasks
from reviewer.ui.about_dialog import AboutDialog
from reviewer.ui.checks_dialog import ChecksDialog
from reviewer.ui.keys import Command
from reviewer.ui.tokens import Tokens


class Help:
    """Opens dialogs over the window that it was told of with `attend`."""

    def __init__(
        self,
        tokens: Tokens,
        notice: Callable[[str], None],
        on_crash: Callable[[BaseException], None],
    ) -> None:
        self._tokens = tokens
        self._notice = notice
        self._tasks = Tasks(on_crash)
        self._window: QWidget | None = None

    def attend(self, window: QWidget) -> None:
        self._window = window

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("Help", "Self-test", (), self.run_self_test),
            Command("Help", "About, licences", (), self.show_about),
        )

    def show_about(self) -> None:
        """Versions and licences."""
        from reviewer.about import about

        if self._window is None:
            return
        try:
            told = about()
        except OSError as error:
            self._notice(str(error))
        else:
            AboutDialog(told, self._tokens, self._window).open()

    def run_self_test(self) -> None:
        """Try every part while the user looks on; closing the dialog ends it."""
        if self._window is not None:
            dialog = ChecksDialog(self._tokens, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.rejected.connect(self._on_closed)
            dialog.open()
            self._tasks.start("self-test", self._test(dialog))

    async def aclose(self) -> None:
        await self._tasks.aclose()

    async def _test(self, dialog: ChecksDialog) -> None:
        from reviewer.selftest import self_test

        dialog.finish(ok=await self_test(dialog.add))

    def _on_closed(self) -> None:
        self._tasks.cancel("self-test")
