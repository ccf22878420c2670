"""Dresses the window: the tokens as Qt colours, fonts, icons and style sheet, dark or light."""

from functools import cache
from string import Template
from typing import Literal, TypeAlias

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.ui.tokens import RESOURCES, Palette, Tokens, load_tokens, style_values

Scheme: TypeAlias = Literal["dark", "light"]

_BASE_STYLE = "fusion"  # so that the style sheet renders the same on every system
_ICON_SCALE = 3  # icons are drawn larger than shown, so that they stay sharp on any screen


class Theme(QObject):
    """What everything looks like now. Signal: `changed()` when the scheme did.

    Follows the system's scheme, and is dark where there is none, unless one is given.
    """

    changed = Signal()

    def __init__(self, scheme: Scheme | None = None, tokens: Tokens | None = None) -> None:
        super().__init__()
        self._tokens = tokens or load_tokens()
        self._template = Template((RESOURCES / "style.qss").read_text("utf-8"))
        self._forced = scheme
        if QApplication.style().name() != _BASE_STYLE:
            QApplication.setStyle(_BASE_STYLE)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)

    @property
    def scheme(self) -> Scheme:
        if self._forced is not None:
            return self._forced
        hint = QGuiApplication.styleHints().colorScheme()
        return "light" if hint == Qt.ColorScheme.Light else "dark"

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def colors(self) -> Palette:
        """The colours of the chrome."""
        return self._tokens.light if self.scheme == "light" else self._tokens.dark

    def font(self, size_px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The system's font with tabular figures."""
        font = QFont(QApplication.font())
        font.setPixelSize(size_px)
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, color: str) -> QIcon:
        """An icon of `resources/icons` in this colour; paler where its button is off."""
        size = self._tokens.size.icon * _ICON_SCALE
        icon = QIcon(_drawn(name, color, size))
        icon.addPixmap(_drawn(name, self.colors.dim, size), QIcon.Mode.Disabled)
        return icon

    def dress(self, window: QWidget) -> None:
        """Give a window and all in it the present look."""
        window.setPalette(_qt_palette(self.colors))
        window.setFont(self.font(self._tokens.type.body))
        window.setStyleSheet(self._template.substitute(style_values(self._tokens, self.colors)))

    def _on_scheme(self) -> None:
        if self._forced is None:
            self.changed.emit()


def faded(color: str, opacity: float) -> QColor:
    """A colour with this opacity, from 0 to 1."""
    mixed = QColor(color)
    mixed.setAlphaF(opacity)
    return mixed


@cache
def _drawn(name: str, color: str, size: int) -> QPixmap:
    source = (RESOURCES / "icons" / f"{name}.svg").read_bytes()
    drawing = QSvgRenderer(QByteArray(source.replace(b"currentColor", color.encode())))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _qt_palette(colors: Palette) -> QPalette:
    """For what a style sheet does not reach: menus' marks, placeholders, selections."""
    role = QPalette.ColorRole
    palette = QPalette()
    for part, color in (
        (role.Window, colors.panel),
        (role.Base, colors.bg),
        (role.Button, colors.raised),
        (role.WindowText, colors.text),
        (role.Text, colors.text),
        (role.ButtonText, colors.text),
        (role.PlaceholderText, colors.dim),
        (role.Highlight, colors.accent),
        (role.HighlightedText, colors.on_accent),
    ):
        palette.setColor(part, QColor(color))
    return palette
