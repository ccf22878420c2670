"""What takes room on this machine: games and clips kept offline, and the cache with its limit."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from reviewer.domain.counted import counted
from reviewer.domain.game import EventId, Game
from reviewer.domain.offline import KeptGame, format_size
from reviewer.session.offline import Offline
from reviewer.session.review import Review
from reviewer.ui.icon_button import IconButton
from reviewer.ui.surface import dismiss
from reviewer.ui.text import ElidedLabel, Label
from reviewer.ui.theme import Theme

_GB = 1_000_000_000
_LARGEST_GB = 2_000


class _Row(QWidget):
    """One game. Signal: `removed(str)` with its id."""

    removed = Signal(str)

    def __init__(self, kept: KeptGame, theme: Theme) -> None:
        super().__init__()
        self._event = kept.event
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(text=kept.name))
        words.addWidget(Label("small", kept_words(kept)))
        remove = IconButton(theme, "close", f"Remove {kept.name} from this machine")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(remove)
        remove.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.removed.emit(self._event)


class OfflinePage(QWidget):
    """Lists what is kept, newest first, with the way to free it."""

    def __init__(self, review: Review, offline: Offline, theme: Theme) -> None:
        super().__init__()
        self._offline = offline
        self._theme = theme
        self._rows: list[_Row] = []
        self._keep = QPushButton("Keep this game offline…")
        self._keep.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._none = Label("mute", "Nothing is kept offline.")
        self._games = QVBoxLayout()
        self._cached = Label("mute")
        self._limit = QSpinBox(minimum=1, maximum=_LARGEST_GB, suffix=" GB")
        self._limit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._limit.setKeyboardTracking(False)
        self._limit.setAccessibleName("Most footage to hold")
        self._arrange()
        self._keep.clicked.connect(offline.ask_game)
        self._limit.valueChanged.connect(self._on_limit)
        offline.games_changed.connect(self._on_changed)
        review.game_changed.connect(self._on_game)
        self._on_game(review.game)
        self._on_changed()

    def _arrange(self) -> None:
        space = self._theme.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(*(space.m,) * 4)
        column.setSpacing(space.m)
        self._games.setSpacing(space.s)
        column.addWidget(self._keep, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._none)
        column.addLayout(self._games)
        column.addSpacing(space.s)
        column.addWidget(Label("heading", "Footage seen lately"))
        column.addWidget(self._cached)
        row = QHBoxLayout()
        row.addWidget(Label(text="Hold at most"))
        row.addWidget(self._limit)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()

    def _on_changed(self) -> None:
        for row in self._rows:
            dismiss(row)
        self._rows = [_Row(kept, self._theme) for kept in reversed(self._offline.games)]
        for row in self._rows:
            row.removed.connect(self._on_removed)
            self._games.addWidget(row)
        self._none.setVisible(not self._rows)
        self._update_cache()

    def _update_cache(self) -> None:
        cached = format_size(self._offline.cached_bytes)
        self._cached.setText(f"{cached}; the oldest goes first.")
        with QSignalBlocker(self._limit):
            self._limit.setValue(round(self._offline.limit_bytes / _GB))

    def _on_game(self, game: Game | None) -> None:
        self._keep.setEnabled(game is not None)

    def _on_removed(self, event: str) -> None:
        self._offline.remove(EventId(event))

    def _on_limit(self, limit_gb: int) -> None:
        self._offline.set_limit(limit_gb * _GB)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Files may have come and gone."""
        super().showEvent(event)
        self._offline.refresh()
        self._update_cache()


def kept_words(kept: KeptGame) -> str:
    """`Whole game · 9.8 GB`, `3 clips · 210 MB · not finished`."""
    what = "Whole game" if None in kept.wanted else counted(len(kept.wanted), "clip")
    parts = (what, format_size(kept.size_bytes), "not finished" if kept.unfinished else "")
    return " · ".join(part for part in parts if part)
