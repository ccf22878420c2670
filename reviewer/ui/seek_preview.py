"""The picture above the seek bar of the moment under the mouse."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from reviewer.domain.times import MediaMs
from reviewer.session.playback import Playback
from reviewer.session.playback_state import Showing
from reviewer.session.previews import Previews
from reviewer.ui.seek_bar import SeekBar


class SeekPreview(QLabel):
    """Lies over `pane` above its seek bar, out of the mouse's way; hidden while there is none."""

    def __init__(self, pane: QWidget, bar: SeekBar, playback: Playback, previews: Previews) -> None:
        super().__init__(pane)
        self._pane = pane
        self._bar = bar
        self._playback = playback
        self._previews = previews
        self._hovered: MediaMs | None = None
        self.setObjectName("seek_preview")
        self.setAccessibleName("Preview")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        bar.hovered.connect(self._on_hovered)
        previews.arrived.connect(self._on_arrived)
        playback.changed.connect(self._on_left)

    def _place(self, media: MediaMs) -> None:
        """In the middle above the moment, within the bar."""
        x = round(self._bar.x_of(media)) - self.width() // 2
        x = max(0, min(x, self._bar.width() - self.width()))
        self.move(self._bar.mapTo(self._pane, QPoint(x, -self.height())))

    def _on_hovered(self, media: MediaMs | None) -> None:
        state = self._playback.state
        self._hovered = media
        if media is None or not isinstance(state, Showing):
            self._on_left()
        else:
            self._previews.ask(state.window, media)
            self._place(media)

    def _on_arrived(self, _media: int, picture: bytes) -> None:
        if self._hovered is None:
            return
        pixmap = QPixmap()
        pixmap.loadFromData(picture)
        self.setPixmap(pixmap)
        self.resize(pixmap.size() + QSize(2, 2))
        self._place(self._hovered)
        self.show()
        self.raise_()

    def _on_left(self) -> None:
        self._hovered = None
        self._previews.stop()
        self.hide()
