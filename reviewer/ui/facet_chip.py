"""A chip of the Find page: what can be chosen of one kind, with counts that are always right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QWidgetAction

from reviewer.domain.choices import TOGETHER, Counted, FacetChoices
from reviewer.domain.finding import Filter
from reviewer.domain.question import Facet
from reviewer.ui.menu_chip import CheckMenu, MenuChip
from reviewer.ui.text import menu_words


class FacetChip(MenuChip):
    """Its menu stays open while choices are turned; with several facets each has a menu of its own.

    Signals: `turned(Filter)`, `together_turned(Facet, bool)`, `typed(str)` with a range.
    """

    turned = Signal(object)
    together_turned = Signal(object, bool)
    typed = Signal(str)

    def __init__(self, title: str, max_width: int, range_hint: str = "") -> None:
        super().__init__(title, max_width)
        self._menus: list[QMenu] = []
        self._range = self._range_field(range_hint) if range_hint else None
        self._actions: dict[Filter, QAction] = {}
        self._together: dict[Facet, QAction] = {}
        self._shown: dict[Facet, frozenset[Filter]] = {}
        self._menu.triggered.connect(self._on_triggered)

    def show_facets(self, facets: Sequence[FacetChoices]) -> None:
        """Offer these; choices that are there already keep their places."""
        there = {each.facet: frozenset(one.choice for one in each.choices) for each in facets}
        if there != self._shown:
            self._shown = there
            self._renew(facets)
        for facet in facets:
            for counted in facet.choices:
                _show(self._actions[counted.choice], counted)
            if facet.facet in self._together:
                self._together[facet.facet].setChecked(facet.together)
        self.setEnabled(bool(self._actions) or self._range is not None)
        asked = [one for each in facets for one in each.choices if one.state is not None]
        titles = [one.title if one.state else f"not {one.title}" for one in asked]
        self._show_chosen(titles, "any")

    def _renew(self, facets: Sequence[FacetChoices]) -> None:
        self._empty()
        for facet in facets:
            self._add_facet(self._menu_of(facet, alone=len(facets) == 1), facet)
        if self._range is not None:
            self._menu.addSeparator()
            self._menu.addAction(self._range)
        if self._actions:
            self._menu.addSeparator()
            self._menu.addAction("Again for “not”").setEnabled(False)

    def _menu_of(self, facet: FacetChoices, *, alone: bool) -> QMenu:
        if alone or len(facet.choices) == 1:
            return self._menu
        menu = CheckMenu(self._menu)
        menu.setTitle(menu_words(facet.title))
        self._menus.append(menu)
        self._menu.addMenu(menu)
        return menu

    def _add_facet(self, menu: QMenu, facet: FacetChoices) -> None:
        for counted in facet.choices:
            action = menu.addAction("")
            action.setCheckable(True)
            self._actions[counted.choice] = action
        if facet.facet.kind in TOGETHER and len(facet.choices) > 1:
            menu.addSeparator()
            action = menu.addAction("All of them at once")
            action.setCheckable(True)
            self._together[facet.facet] = action

    def _empty(self) -> None:
        """What a menu was filled with may be what asks for it to be filled anew: it goes later."""
        for action in self._menu.actions():
            self._menu.removeAction(action)
            if action is not self._range:
                action.deleteLater()
        for menu in self._menus:
            menu.deleteLater()
        self._menus.clear()
        self._actions.clear()
        self._together.clear()

    def _range_field(self, hint: str) -> QWidgetAction:
        field = QLineEdit(placeholderText=hint)
        field.setAccessibleName(f"{self._title} between")
        field.returnPressed.connect(self._on_typed)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(field)
        return action

    def _on_triggered(self, action: QAction) -> None:
        for choice, each in self._actions.items():
            if each is action:
                self.turned.emit(choice)
                return
        for facet, each in self._together.items():
            if each is action:
                self.together_turned.emit(facet, action.isChecked())
                return

    def _on_typed(self) -> None:
        self._menu.hide()
        field = self._range.defaultWidget() if self._range is not None else None
        if isinstance(field, QLineEdit):
            typed = field.text()
            field.clear()
            self.typed.emit(typed)


def _show(action: QAction, counted: Counted) -> None:
    words = menu_words(counted.title)
    unwanted = counted.state is False
    action.setText(f"not {words}" if unwanted else f"{words}\t{counted.count}")
    action.setChecked(counted.state is not None)
