"""The menu of a clip's row: keep it, its list or the game on this machine, or give it up."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.domain.counted import counted
from reviewer.domain.listing import Row
from reviewer.session.offline import Offline
from reviewer.session.review import Review


def keep_menu(review: Review, row: Row | None, parent: QWidget) -> QMenu:
    """What can be done about keeping this row, to be shown with `popup`; gone once closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    offline = review.offline
    if offline is None:
        return menu
    if row is not None:
        _add_clip(menu, offline, row)
    shown = [shown.clip for shown in review.clips.shown]
    words = f"Keep {'this' if len(shown) == 1 else 'these'} {counted(len(shown), 'clip')} offline…"
    menu.addAction(words, partial(offline.ask_clips, shown)).setEnabled(bool(shown))
    menu.addAction("Keep the game offline…", offline.ask_game).setEnabled(review.game is not None)
    return menu


def _add_clip(menu: QMenu, offline: Offline, row: Row) -> None:
    kept = offline.kept
    if kept is not None and row.id in kept.wanted:
        forget = partial(offline.remove, kept.event, [row.id])
        menu.addAction("Stop keeping this clip", forget)
    else:
        keep = menu.addAction("Keep this clip offline…", partial(offline.ask_clips, [row.clip]))
        keep.setEnabled(row.clip.hls is not None and not (kept is not None and kept.has(row.id)))
    menu.addSeparator()
