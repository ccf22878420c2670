"""A button that shows an icon, and says in its tip what a click does and by which key."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from reviewer.ui.text import tip
from reviewer.ui.theme import Theme


class IconButton(QPushButton):
    """A button with an icon in place of words."""

    def __init__(self, theme: Theme, icon: str, words: str, key: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._key = key
        side = theme.tokens.size.icon
        self.setProperty("kind", "icon")
        self.setIconSize(QSize(side, side))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedWidth(theme.tokens.size.icon_button)
        self.show_as(icon, words)
        theme.changed.connect(self._on_theme)

    def show_as(self, icon: str, words: str) -> None:
        """Look like this, and say what a click does."""
        self._icon = icon
        self.setAccessibleName(words)
        self.setToolTip(tip(words, self._key))
        self._on_theme()

    def _on_theme(self) -> None:
        colors = self._theme.colors
        primary = self.property("kind") == "primary"
        self.setIcon(self._theme.icon(self._icon, colors.on_accent if primary else colors.text))
