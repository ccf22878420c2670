"""A button of a palette: its colour at the left, glyph, title and key; filled while it is on."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from reviewer.domain.palettes import Button, Press
from reviewer.ui.text import key_words, tip
from reviewer.ui.theme import Theme, faded

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap


class TagButton(QAbstractButton):
    """Looks pressed only when the session says so. Signal: `pushed(Button)`."""

    pushed = Signal(object)

    def __init__(self, button: Button, theme: Theme) -> None:
        super().__init__()
        self._button = button
        self._theme = theme
        self.setText(button.title)
        self.setAccessibleName(button.title)
        self.setToolTip(tip(_told(button), button.key))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    @property
    def button(self) -> Button:
        return self._button

    def _on_clicked(self) -> None:
        self.pushed.emit(self._button)

    def _colour(self) -> QColor:
        return QColor(self._button.colour or self._theme.colors.mute)

    def _paint_ground(self, painter: QPainter, frame: QRectF) -> None:
        colors, tokens = self._theme.colors, self._theme.tokens
        outline = QPainterPath()
        outline.addRoundedRect(frame, tokens.corner.control, tokens.corner.control)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(frame, QColor(colors.raised))
        if self.isChecked():
            painter.fillRect(frame, faded(self._colour().name(), tokens.opacity.tag))
        painter.fillRect(QRectF(0, 0, tokens.size.edge + 1, self.height()), self._colour())
        painter.restore()
        border = colors.line
        if self.isChecked():
            border = self._colour().name()
        elif self.hasFocus():
            border = colors.accent
        elif self.underMouse():
            border = colors.dim
        painter.setPen(QPen(QColor(border)))
        painter.drawPath(outline)

    def _paint_key(self, painter: QPainter, room: QRect) -> int:
        """The key in a cap at the right; returns how much room that took."""
        if not self._button.key:
            return 0
        tokens, colors = self._theme.tokens, self._theme.colors
        font = self._theme.font(tokens.type.cap, QFont.Weight.DemiBold)
        words = key_words(self._button.key).replace("Shift+", "⇧")
        width = QFontMetrics(font).horizontalAdvance(words) + 2 * tokens.space.xs + 2
        height = QFontMetrics(font).height() + 3
        cap = QRectF(room.right() - width, room.center().y() - height / 2, width, height)
        painter.setPen(QPen(QColor(colors.line)))
        painter.setBrush(QColor(colors.bg))
        painter.drawRoundedRect(cap, tokens.corner.small, tokens.corner.small)
        painter.setFont(font)
        painter.setPen(QColor(colors.mute))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)
        return round(width) + tokens.space.xs

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        """Glyph and title; a long title takes two smaller lines."""
        tokens = self._theme.tokens
        body, small = self._theme.font(tokens.type.body), self._theme.font(tokens.type.cap)
        painter.setPen(QColor(self._theme.colors.text))
        painter.setFont(body)
        side = tokens.size.icon
        glyph = QRect(room.left(), room.top(), side, room.height())
        painter.drawText(glyph, Qt.AlignmentFlag.AlignCenter, self._button.glyph)
        words = room.adjusted(side + tokens.space.xs, 0, 0, 0)
        title, metrics = self._button.title, QFontMetrics(body)
        if metrics.horizontalAdvance(title) <= words.width():
            painter.drawText(words, _MIDDLE, title)
            return
        painter.setFont(small)
        if " " in title:
            painter.drawText(words, _MIDDLE | _WRAP, title)
        else:
            elided = QFontMetrics(small).elidedText(
                title, Qt.TextElideMode.ElideRight, words.width()
            )
            painter.drawText(words, _MIDDLE, elided)

    @override
    def nextCheckState(self) -> None:
        """A click asks; the session answers."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.tokens.size.tag_button * 3, self._theme.tokens.size.tag_button)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        space = self._theme.tokens.space
        room = self.rect().adjusted(space.s, 0, -space.xs, 0)
        taken = self._paint_key(painter, room)
        self._paint_words(painter, room.adjusted(0, 0, -taken, 0))


def _told(button: Button) -> str:
    press = {
        Press.CLIP: "",
        Press.MOMENT: "Tags the moment.",
        Press.UNTIL_AGAIN: "Press again to end it.",
    }[button.press]
    also = f"Also: {', '.join(button.aliases)}." if button.aliases else ""
    return "\n".join(filter(None, (f"{button.group}: {button.title}", button.about, press, also)))
