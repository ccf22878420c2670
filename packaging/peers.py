"""What others need for the same: mpv where it is installed, and a QMediaPlayer by itself."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

from reviewer.demo import barcode

_LONGEST_WAIT_S = 30.0


def mpv_ms(playlist: str, places_s: Sequence[float]) -> list[float]:
    """Milliseconds until mpv has a picture of each place, opened anew each time; its own word."""
    if shutil.which("mpv") is None or os.name != "posix":
        return []
    with TemporaryDirectory() as folder, _mpv(Path(folder) / "ipc") as mpv:
        return [mpv.open_ms(playlist, place_s) for place_s in places_s]


class _Mpv:
    """Talks to mpv over its socket."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._lines = link.makefile("r", encoding="utf-8")

    def open_ms(self, playlist: str, place_s: float) -> float:
        begun = time.perf_counter()
        command = ["loadfile", playlist, "replace", f"start={place_s:.3f}"]
        self._link.sendall(json.dumps({"command": command}).encode() + b"\n")
        for line in self._lines:
            if json.loads(line).get("event") == "playback-restart":
                break
        return (time.perf_counter() - begun) * 1000


@contextmanager
def _mpv(path: Path) -> Iterator[_Mpv]:
    options = ["--idle", "--no-config", "--vo=null", "--ao=null", "--really-quiet", "--hr-seek=yes"]
    with subprocess.Popen(["mpv", *options, f"--input-ipc-server={path}"]) as process:
        try:
            until = time.monotonic() + _LONGEST_WAIT_S
            while not path.exists() and time.monotonic() < until:
                time.sleep(0.02)
            with socket.socket(socket.AF_UNIX) as link:
                link.settimeout(_LONGEST_WAIT_S)
                link.connect(str(path))
                yield _Mpv(link)
        finally:
            process.terminate()


def bare_ms(playlist: str, places_s: Sequence[float]) -> list[float]:
    """Milliseconds until a QMediaPlayer that is given the playlist shows the frame of each place.

    In a process of its own: in this one Qt is sealed off the network.
    """
    open_ = {k: v for k, v in os.environ.items() if k != "QT_FFMPEG_PROTOCOL_WHITELIST"}
    arguments = [sys.executable, __file__, playlist, *map(str, places_s)]
    done = subprocess.run(
        arguments,
        env=open_,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # its FFmpeg tells every segment
        text=True,
    )
    return [ms for ms in map(float, done.stdout.split()) if ms == ms]


def _bare_player_ms(playlist: str, place_s: float) -> float:
    player, sink, loop = QMediaPlayer(), QVideoSink(), QEventLoop()
    player.setVideoSink(sink)
    wanted = int(place_s * 30)
    begun, ended = time.perf_counter(), [float("nan")]

    def on_status(status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.LoadedMedia:
            player.setPosition(round(place_s * 1000))
            player.pause()

    def on_frame(frame: QVideoFrame) -> None:
        # its time line is off by up to two frames: what comes within three is let pass
        number = barcode.read_image(frame.toImage()) if frame.isValid() else None
        if number is not None and abs(number - wanted) <= 3:
            ended[0] = time.perf_counter()
            loop.quit()

    player.mediaStatusChanged.connect(on_status)
    sink.videoFrameChanged.connect(on_frame)
    QTimer.singleShot(round(_LONGEST_WAIT_S * 1000), loop.quit)
    player.setSource(QUrl(playlist))
    loop.exec()
    player.setSource(QUrl())
    return (ended[0] - begun) * 1000


if __name__ == "__main__":
    app = QGuiApplication([])
    for place in sys.argv[2:]:
        print(_bare_player_ms(sys.argv[1], float(place)), flush=True)
