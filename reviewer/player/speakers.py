"""Sound that follows the system's output as devices come and go."""

from PySide6.QtCore import QObject
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices


class Speakers(QAudioOutput):
    """The system's output: also after the headphones were pulled, and where there was none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._on_devices_changed)

    def _on_devices_changed(self) -> None:
        device = QMediaDevices.defaultAudioOutput()
        if device != self.device():
            self.setDevice(device)
