"""A button that opens a menu, and the question that some of its entries ask."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QWidget


class MenuButton(QPushButton):
    """Its menu is filled when it opens: below the button, or above one that stands low."""

    def __init__(self, words: str = "", menu: QMenu | None = None, *, above: bool = False) -> None:
        super().__init__(words)
        self._menu = menu or QMenu()
        self._menu.setParent(self, self._menu.windowFlags())
        self._above = above
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)

    @property
    def menu_words(self) -> list[str]:
        """What its menu offers now."""
        self._fill()
        return [action.text() for action in self._menu.actions() if action.text()]

    def pick(self, words: str) -> None:
        """Run the entry of its menu that says this."""
        self._fill()
        next(action for action in self._menu.actions() if action.text() == words).trigger()

    def _fill(self) -> None:
        """Put into the menu what it is to offer now; nothing to do where it always does."""

    def _on_clicked(self) -> None:
        self._fill()
        top = -self._menu.sizeHint().height() if self._above else self.height()
        self._menu.popup(self.mapToGlobal(QPoint(0, top)))


def ask_words(
    parent: QWidget,
    title: str,
    label: str,
    words: str,
    answer: Callable[[str], None],
    *,
    long: bool = False,
) -> None:
    """Have some words changed; `answer` is told them, unless the user cancels."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput, long)
    dialog.setTextValue(words)
    dialog.textValueSelected.connect(answer)
    dialog.open()
