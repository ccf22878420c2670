"""The pivot: two things to count by, and a table whose cells play their clips."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
)
from typing_extensions import override

from reviewer.domain.pivot import Axis
from reviewer.session.breakdown import Breakdown
from reviewer.ui.drawer import DrawerPage
from reviewer.ui.key_map import KEEPS_ARROWS
from reviewer.ui.menu_button import MenuButton
from reviewer.ui.pivot_model import PivotModel
from reviewer.ui.text import ElidedLabel, KeyButton, menu_words
from reviewer.ui.theme import Theme

_HINT = "A click plays, a double click makes a playlist"


class PivotTable(QTableView):
    """A table view whose keys are Enter and copy. Signals: `entered_cell(QModelIndex)`, `copied()`.

    Letters are keys of the window.
    """

    entered_cell = Signal(QModelIndex)
    copied = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_cell.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Letters are taken."""


class AxisButton(MenuButton):
    """Says what rows or columns are counted by; its menu has the others. Signal: `picked(Axis)`."""

    picked = Signal(object)

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self._axis: Axis | None = None
        self._others: tuple[Axis, ...] = ()
        self._menu.triggered.connect(self._on_triggered)

    def show_axis(self, axis: Axis, others: tuple[Axis, ...]) -> None:
        """Say this one and offer all of them."""
        self._axis, self._others = axis, others
        self.setText(menu_words(f"{self._words}: {axis.title} ▾"))
        self.setAccessibleName(self._words)

    def _on_triggered(self, action: QAction) -> None:
        self.picked.emit(self._others[action.data()])

    @override
    def _fill(self) -> None:
        self._menu.clear()
        for place, each in enumerate(self._others):
            action = self._menu.addAction(menu_words(each.title))
            action.setCheckable(True)
            action.setChecked(each == self._axis)
            action.setData(place)


class PivotPage(DrawerPage):
    """Shows the breakdown of the open game."""

    def __init__(self, breakdown: Breakdown, theme: Theme) -> None:
        super().__init__()
        self._breakdown = breakdown
        self._rows = AxisButton("Rows")
        self._columns = AxisButton("Columns")
        self._swap = QPushButton("⇄ Swap")
        self._swap.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._copy = KeyButton("Copy", "Ctrl+C", theme.tokens.space)
        self._model = PivotModel(breakdown, theme, self)
        self._table = PivotTable()
        self._set_up_table(theme)
        self._arrange(theme)
        breakdown.changed.connect(self._on_changed)
        theme.changed.connect(self._table.viewport().update)
        self._rows.picked.connect(self._on_rows)
        self._columns.picked.connect(self._on_columns)
        self._swap.clicked.connect(breakdown.swap)
        self._copy.clicked.connect(self._on_copy)
        self._table.copied.connect(self._on_copy)
        self._table.clicked.connect(self._on_activated)
        self._table.entered_cell.connect(self._on_activated)
        self._table.doubleClicked.connect(self._on_double)
        self._table.horizontalHeader().sectionClicked.connect(self._on_column)
        self._table.verticalHeader().sectionClicked.connect(self._on_row)
        self._on_changed()

    @override
    def take_focus(self) -> None:
        """Give the table the keys, on its first cell."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._model.index(0, 0))

    def _set_up_table(self, theme: Theme) -> None:
        table, size = self._table, theme.tokens.size
        table.setModel(self._model)
        table.setAccessibleName("Pivot")
        table.setProperty(*KEEPS_ARROWS)
        table.setShowGrid(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setCornerButtonEnabled(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        down, across = table.verticalHeader(), table.horizontalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(size.pivot_row)
        down.setMaximumWidth(size.pivot_heading)
        across.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        across.setMinimumSectionSize(size.pivot_column)
        for header in (down, across):
            header.setSectionsClickable(True)
            header.setHighlightSections(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _arrange(self, theme: Theme) -> None:
        space = theme.tokens.space
        top = QHBoxLayout()
        top.setSpacing(space.s)
        for button in (self._rows, self._columns, self._swap):
            top.addWidget(button)
        top.addWidget(ElidedLabel("small", _HINT), 1)
        top.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.s, space.m, 0)
        column.setSpacing(space.s)
        column.addLayout(top)
        column.addWidget(self._table, 1)

    def _on_changed(self) -> None:
        axes = tuple(self._breakdown.axes)
        self._rows.show_axis(self._breakdown.rows, axes)
        self._columns.show_axis(self._breakdown.columns, axes)
        if self._table.hasFocus() and not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._model.index(0, 0))

    def _on_rows(self, axis: Axis) -> None:
        self._breakdown.set_axes(axis, self._breakdown.columns)

    def _on_columns(self, axis: Axis) -> None:
        self._breakdown.set_axes(self._breakdown.rows, axis)

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self._breakdown.play(self._model.row_at(index), self._model.column_at(index))

    def _on_double(self, index: QModelIndex) -> None:
        self._breakdown.make_playlist(self._model.row_at(index), self._model.column_at(index))

    def _on_column(self, section: int) -> None:
        self._on_activated(self._model.index(self._model.rowCount() - 1, section))

    def _on_row(self, section: int) -> None:
        self._on_activated(self._model.index(section, self._model.columnCount() - 1))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._breakdown.text)
