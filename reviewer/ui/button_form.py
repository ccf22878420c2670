"""All that a palette's button says and does, as a form; what is changed there is told at once."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QWidget,
)

from reviewer.domain.palette_edits import is_many
from reviewer.domain.palettes import LONGEST_LEAD_MS, Button, Palette, Press
from reviewer.ui.menu_chip import CheckMenu
from reviewer.ui.text import Label, menu_words
from reviewer.ui.theme import Theme

_GLYPHS = "▲▼◆●■★✶✦○□◇◐◑»›→←↑↓⇄↻⊗⊕⚑❄◎⌂☰✎?!"
_PRESSES = {
    Press.CLIP: "Tags the clip",
    Press.MOMENT: "Tags the moment",
    Press.UNTIL_AGAIN: "Tags until pressed again",
}


class ButtonForm(QWidget):
    """Signal: `edited(Button, bool)` with the button as it shall be, and its group's `many`."""

    edited = Signal(object, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._button: Button | None = None
        self._title = QLineEdit()
        self._code = QLineEdit()
        self._group = QComboBox(editable=True)
        self._many = QCheckBox("Several of it at a time")
        self._colour = QPushButton()
        self._glyph = QComboBox(editable=True)
        self._glyph.addItems(list(_GLYPHS))
        self._key = QKeySequenceEdit()
        self._no_key = QPushButton("No key")
        self._press = QComboBox()
        for press, words in _PRESSES.items():
            self._press.addItem(words, press)
        self._lead, self._lag = _seconds(), _seconds()
        self._links = QPushButton()
        self._link_menu = CheckMenu(self._links)
        self._aliases = QLineEdit(placeholderText="down, blue")
        self._about = QLineEdit(placeholderText="Its definition")
        for button in (self._colour, self._no_key, self._links):
            button.setAutoDefault(False)  # else Enter in any field presses one of them
        self._key.setMaximumSequenceLength(1)
        self._arrange()
        self._connect()

    def show_button(self, palette: Palette, button: Button | None) -> None:
        """Show this button of this palette; nothing can be changed where there is none."""
        self._button = button
        self.setEnabled(button is not None)
        if button is None:
            return
        for widget in self._fields():
            widget.blockSignals(True)  # noqa: FBT003 - Qt's own name for it is the argument
        self._title.setText(button.title)
        self._code.setText(button.code)
        self._group.clear()
        self._group.addItems([group.name for group in palette.groups])
        self._group.setCurrentText(button.group)
        self._many.setChecked(is_many(palette, button.group))
        self._glyph.setCurrentText(button.glyph)
        self._key.setKeySequence(QKeySequence(button.key))
        self._press.setCurrentIndex(list(_PRESSES).index(button.press))
        self._lead.setValue(button.lead_ms / 1000)
        self._lag.setValue(button.lag_ms / 1000)
        self._aliases.setText(", ".join(button.aliases))
        self._about.setText(button.about)
        for widget in self._fields():
            widget.blockSignals(False)  # noqa: FBT003 - as above
        self._show_colour(button.colour)
        self._show_links(palette, button)

    def take_focus(self) -> None:
        """Let the user name the button."""
        self._title.setFocus()
        self._title.selectAll()

    def _fields(self) -> tuple[QWidget, ...]:
        return (
            *(self._title, self._code, self._group, self._many, self._glyph, self._key),
            *(self._press, self._lead, self._lag, self._aliases, self._about),
        )

    def _arrange(self) -> None:
        space = self._theme.tokens.space
        key = QHBoxLayout()
        key.setSpacing(space.s)
        key.addWidget(self._key, 1)
        key.addWidget(self._no_key)
        times = QHBoxLayout()
        times.setSpacing(space.s)
        times.addWidget(self._lead, 1)
        times.addWidget(Label("mute", "before,"))
        times.addWidget(self._lag, 1)
        times.addWidget(Label("mute", "after"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(space.m)
        form.setVerticalSpacing(space.s)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for words, field in (
            *(("Title", self._title), ("Short code", self._code), ("Group", self._group)),
            *(("", self._many), ("Colour", self._colour), ("Glyph", self._glyph), ("Key", key)),
            *(("A press", self._press), ("Moment", times), ("Presses also", self._links)),
            *(("Also called", self._aliases), ("Means", self._about)),
        ):
            label = Label("mute", words)
            label.setMinimumHeight(self._theme.tokens.size.field if words else 0)
            form.addRow(label, field)
            if isinstance(field, QWidget):
                field.setAccessibleName(words)
        for spin, words in ((self._lead, "Seconds before"), (self._lag, "Seconds after")):
            spin.setAccessibleName(words)
        self._key.setAccessibleName("Key")

    def _connect(self) -> None:
        for line in (self._title, self._code, self._aliases, self._about):
            line.editingFinished.connect(self._on_edited)
        for choice in (self._group, self._glyph):
            choice.activated.connect(self._on_edited)
            entry = choice.lineEdit()
            if entry is not None:
                entry.editingFinished.connect(self._on_edited)
        self._many.clicked.connect(self._on_edited)
        self._press.activated.connect(self._on_edited)
        self._key.editingFinished.connect(self._on_edited)
        self._key.keySequenceChanged.connect(self._on_edited)
        self._no_key.clicked.connect(self._on_no_key)
        for spin in (self._lead, self._lag):
            spin.editingFinished.connect(self._on_edited)
        self._colour.clicked.connect(self._on_colour)
        self._links.clicked.connect(self._on_links)
        self._link_menu.triggered.connect(self._on_edited)

    def _show_colour(self, colour: str) -> None:
        side = self._theme.tokens.size.icon
        patch = QPixmap(side, side)
        patch.fill(QColor(colour or self._theme.colors.mute))
        self._colour.setIcon(QIcon(patch))
        self._colour.setText(colour)

    def _show_links(self, palette: Palette, button: Button) -> None:
        self._link_menu.clear()
        for other in palette.buttons:
            if other.id != button.id:
                words = f"{other.glyph} {menu_words(other.title)} · {menu_words(other.group)}"
                action = self._link_menu.addAction(words)
                action.setCheckable(True)
                action.setChecked(other.id in button.links)
                action.setData(other.id)
        count = len(button.links)
        self._links.setText("None" if not count else f"{count} button{'s' if count > 1 else ''}")

    def _linked(self) -> Iterable[str]:
        return (each.data() for each in self._link_menu.actions() if each.isChecked())

    def _on_edited(self) -> None:
        if self._button is None:
            return
        aliases = (name.strip() for name in self._aliases.text().split(","))
        made = replace(
            self._button,
            title=self._title.text().strip(),
            code=self._code.text().strip(),
            group=self._group.currentText().strip(),
            glyph=self._glyph.currentText().strip(),
            key=self._key.keySequence().toString(),
            press=Press(self._press.currentData()),
            lead_ms=round(self._lead.value() * 1000),
            lag_ms=round(self._lag.value() * 1000),
            links=tuple(self._linked()),
            aliases=tuple(filter(None, aliases)),
            about=self._about.text().strip(),
        )
        self.edited.emit(made, self._many.isChecked())

    def _on_no_key(self) -> None:
        self._key.clear()

    def _on_links(self) -> None:
        self._link_menu.popup(self._links.mapToGlobal(QPoint(0, self._links.height())))

    def _on_colour(self) -> None:
        if self._button is not None:
            dialog = QColorDialog(QColor(self._button.colour), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.colorSelected.connect(self._on_colour_picked)
            dialog.open()

    def _on_colour_picked(self, colour: QColor) -> None:
        if self._button is not None:
            changed = replace(self._button, colour=colour.name())
            self.edited.emit(changed, self._many.isChecked())


def _seconds() -> QDoubleSpinBox:
    spin = QDoubleSpinBox(decimals=1, singleStep=0.5, suffix=" s")
    spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
    spin.setRange(0, LONGEST_LEAD_MS / 1000)
    return spin
