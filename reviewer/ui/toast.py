"""A few words over the picture in answer to a key, gone again by themselves."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from reviewer.ui.text import Label
from reviewer.ui.tokens import Times


class Toast(Label):
    """Keeps its place in the middle; the newest words replace older ones."""

    def __init__(self, times: Times, parent: QWidget | None = None) -> None:
        super().__init__("toast", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self, singleShot=True, interval=times.toast_ms)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str) -> None:
        """Show this for a moment."""
        self._show(words)
        self._timer.start()

    def hold(self, words: str) -> None:
        """Show this until it is let go, or something else is said."""
        self._timer.stop()
        self._show(words)

    def let_go(self) -> None:
        """Take away what is held."""
        if not self._timer.isActive():
            self.hide()

    def _show(self, words: str) -> None:
        middle = self.geometry().center()
        self.setText(words)
        self.show()
        self.adjustSize()
        self.move(middle.x() - self.width() // 2, self.y())
