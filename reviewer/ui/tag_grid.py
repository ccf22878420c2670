"""The buttons of a palette in two columns; under their group's name where groups keep together."""

from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.palettes import Button, Palette
from reviewer.ui.tag_button import TagButton
from reviewer.ui.text import Label
from reviewer.ui.theme import Theme

_COLUMNS = 2
_MANY = 12
"""More buttons than this are easier to find under headings."""


class TagGrid(QScrollArea):
    """As tall as its buttons where there is room, else it scrolls. Signal: `pushed(Button)`."""

    pushed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Palette | None = None
        self._buttons: list[TagButton] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_palette(self, palette: Palette, on: frozenset[str]) -> None:
        """Show its buttons, those pressed whose ids are `on`."""
        if palette != self._shown:
            self._shown = palette
            self._fill(palette)
        for button in self._buttons:
            button.setChecked(button.button.id in on)

    def _fill(self, palette: Palette) -> None:
        self._buttons = []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.tokens.space.s)
        runs = [(name, list(run)) for name, run in groupby(palette.buttons, lambda it: it.group)]
        together = len({name for name, _ in runs}) == len(runs)
        if together and len(palette.buttons) > _MANY:
            for name, run in runs:
                column.addWidget(Label("heading", name))
                column.addLayout(self._grid(run))
        else:
            column.addLayout(self._grid(palette.buttons))
        column.addStretch()
        self.setWidget(page)
        tall = page.sizeHint().height()
        self.setMaximumHeight(tall)
        self.setMinimumHeight(min(tall, self._theme.tokens.size.tag_buttons_min))
        self.updateGeometry()

    def _grid(self, buttons: list[Button] | tuple[Button, ...]) -> QGridLayout:
        space = self._theme.tokens.space
        grid = QGridLayout()
        grid.setHorizontalSpacing(space.xs + 2)
        grid.setVerticalSpacing(space.xs + 2)
        for place, button in enumerate(buttons):
            made = TagButton(button, self._theme)
            made.pushed.connect(self.pushed)
            self._buttons.append(made)
            grid.addWidget(made, place // _COLUMNS, place % _COLUMNS)
        for side in range(_COLUMNS):
            grid.setColumnStretch(side, 1)
        return grid

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())
