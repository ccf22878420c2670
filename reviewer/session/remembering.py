"""What the session will be like at the next start, kept up as it changes."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reviewer.session.clip_list import ClipList
from reviewer.session.memory import Memory
from reviewer.session.offline import Offline
from reviewer.session.palettes import Palettes
from reviewer.session.playback import Playback
from reviewer.session.playlists import Playlists
from reviewer.session.quality import Quality


class Remembering(QObject):
    """Signal: `changed(Memory)` when there is something new to remember."""

    changed = Signal(object)

    def __init__(
        self,
        memory: Memory,
        clips: ClipList,
        palettes: Palettes,
        playlists: Playlists,
        playback: Playback,
        quality: Quality,
        offline: Offline | None,
    ) -> None:
        super().__init__()
        self._memory = memory
        self._clips = clips
        self._palettes = palettes
        self._playlists = playlists
        self._quality = quality
        self._offline = offline
        clips.changed.connect(self._on_clips)
        palettes.changed.connect(self._on_palettes)
        playlists.changed.connect(self._on_playlists)
        playback.volume_changed.connect(self._on_volume)
        quality.changed.connect(self._on_quality)
        if offline is not None:
            offline.games_changed.connect(self._on_offline)

    def _on_clips(self) -> None:
        self._remember(replace(self._memory, filter=self._clips.filter))

    def _on_palettes(self) -> None:
        self._remember(replace(self._memory, palette=self._palettes.current.id))

    def _on_playlists(self) -> None:
        current = self._playlists.current
        if current is not None:
            self._remember(replace(self._memory, playlist=current.id))

    def _on_volume(self, volume: float) -> None:
        self._remember(replace(self._memory, volume=volume))

    def _on_quality(self) -> None:
        self._remember(replace(self._memory, height=self._quality.wanted))

    def _on_offline(self) -> None:
        if self._offline is not None:
            limit_bytes = self._offline.limit_bytes
            self._remember(replace(self._memory, cache_limit_bytes=limit_bytes))

    def _remember(self, memory: Memory) -> None:
        if memory != self._memory:
            self._memory = memory
            self.changed.emit(memory)
