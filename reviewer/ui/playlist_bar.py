"""The line at the foot of the right column: the current playlist, to open and to drop clips on."""

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton
from typing_extensions import override

from reviewer.domain.item_rows import total_words
from reviewer.session.review import Review
from reviewer.ui.clip_model import CLIPS
from reviewer.ui.text import ElidedLabel, Label, tip
from reviewer.ui.tokens import Tokens


class PlaylistBar(QPushButton):
    """Names the playlist that is worked on, how many items it has, and how long they are."""

    def __init__(self, review: Review, tokens: Tokens) -> None:
        super().__init__()
        self._review = review
        self._name = ElidedLabel("heading")
        self._total = Label("heading")
        self.setObjectName("playlist_bar")
        self.setAccessibleName("Open the playlist")
        self.setToolTip(tip("The playlist; clips can be dropped here", "Shift+P"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(tokens.size.status_bar + tokens.space.xs)
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.space.m, 0, tokens.space.m, 0)
        for label in (self._name, self._total):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._name, 1)
        row.addWidget(self._total)
        review.playlists.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        playlists = self._review.playlists
        current = playlists.current
        self._name.show_text(f"Playlist · {current.name}" if current is not None else "Playlist")
        self._total.setText(
            total_words(playlists.items) if current is not None else "P adds a clip"
        )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CLIPS):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """In the order of the list, at the end."""
        self._review.add_clips(json.loads(bytes(event.mimeData().data(CLIPS).data())))
        event.acceptProposedAction()
