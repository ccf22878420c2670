"""The menu of one tag: whose it is, a coloured flag, a note, and taking it off."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.domain.said import Chip
from reviewer.session.review import Review
from reviewer.ui.text import menu_words
from reviewer.ui.tokens import Tokens


def tag_menu(
    review: Review, chip: Chip, tokens: Tokens, ask_note: Callable[[Chip], None], parent: QWidget
) -> QMenu:
    """What can be done with a tag, to be shown with `popup`; gone once closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addMenu(_players(review, chip, menu))
    menu.addMenu(_flags(review, chip, tokens, menu))
    menu.addAction("Note of this tag…", partial(ask_note, chip))
    menu.addSeparator()
    menu.addAction("Take it off", partial(review.tagging.remove, (chip,)))
    return menu


def _players(review: Review, chip: Chip, parent: QWidget) -> QMenu:
    menu = QMenu("Player", parent)
    _choice(review, menu, chip, "Nobody", player=None)
    team = None
    for player in review.tagging.people:
        known = review.game.player(player) if review.game is not None else None
        if known is None:
            continue
        if known.team != team:
            team = known.team
            menu.addSeparator()
        _choice(review, menu, chip, known.label, player=player)
    return menu


def _flags(review: Review, chip: Chip, tokens: Tokens, parent: QWidget) -> QMenu:
    menu = QMenu("Flag", parent)
    _choice(review, menu, chip, "None", flag="")
    for field in fields(tokens.flag):
        patch = QPixmap(tokens.size.icon, tokens.size.icon)
        patch.fill(QColor(getattr(tokens.flag, field.name)))
        _choice(review, menu, chip, field.name.capitalize(), patch, flag=field.name)
    return menu


def _choice(
    review: Review,
    menu: QMenu,
    chip: Chip,
    words: str,
    picture: QPixmap | None = None,
    **change: str | None,
) -> None:
    (name, value), *_ = change.items()
    action = menu.addAction(menu_words(words), partial(review.tagging.change, chip.tag, **change))
    action.setCheckable(True)
    action.setChecked(getattr(chip.tag, name) == value)
    if picture is not None:
        action.setIcon(QIcon(picture))
