"""The menu behind ☰: every command by its group, with its key."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.ui.keys import Command
from reviewer.ui.text import key_words, menu_words


def main_menu(table: tuple[Command, ...], parent: QWidget) -> QMenu:
    """A submenu for every group, to be shown with `popup`; gone once closed.

    Keys stand beside the words: the entries are no shortcuts, which a text field may hold back.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group, members in groupby(table, key=lambda command: command.group):
        submenu = menu.addMenu(group)
        for command in members:
            key = key_words(command.keys[0]) if command.keys else ""
            action = submenu.addAction(f"{menu_words(command.title)}\t{key}", command.run)
            if command.is_on is not None:
                action.setCheckable(True)
                action.setChecked(command.is_on())
    return menu
