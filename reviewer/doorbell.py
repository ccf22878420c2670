"""One window for one library: a second start asks the first one to come forward, and ends."""

import ctypes
import getpass
import json
import logging
import sys
from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reviewer.domain.errors import NONSENSE
from reviewer.domain.game import EventId

_log = logging.getLogger(__name__)

_PATIENCE_MS = 5_000
"""A window at work on a busy computer may take that long to hear the bell."""

_ANYBODY = -1
_HEARD = b"heard\n"
_LONGEST = 10_000


def ring(folder: Path, event: EventId | None, api_url: str, place: str = "") -> bool:
    """Ask the window that has this library to come forward, with a game; whether it did.

    `place` is a moment of the game, like `Q3 4:12`.
    """
    if sys.platform == "win32":  # else the window that is rung may only flash in the task bar
        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    asked = {"event": event, "api_url": api_url, "place": place}
    socket.write(json.dumps(asked).encode() + b"\n")
    answered = socket.waitForReadyRead(_PATIENCE_MS) and socket.readAll().data() == _HEARD
    socket.abort()
    return answered


class Doorbell(QObject):
    """Answers for the window that has the library. Signal: `rung(EventId, str)` with a place
    in the game; "" for neither.

    A game of another ShotTracker is not passed on: this window could not open it.
    """

    rung = Signal(str, str)

    def __init__(self, folder: Path, api_url: str) -> None:
        super().__init__()
        self._api_url = api_url
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(_name(folder))  # of a process that was killed
        if not self._server.listen(_name(folder)):
            why = self._server.errorString()
            _log.warning("a second start will not find this window: %s", why)

    def close(self) -> None:
        """Answer no more."""
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setParent(self)
            socket.readyRead.connect(self._on_asked)
            socket.disconnected.connect(socket.deleteLater)
            self._answer(socket)

    def _on_asked(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._answer(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        event, place = _wanted(bytes(socket.readLine(_LONGEST).data()), self._api_url)
        socket.write(_HEARD)
        self.rung.emit(event, place)


def _wanted(line: bytes, api_url: str) -> tuple[EventId, str]:
    try:
        asked = json.loads(line)
        if asked["api_url"] == api_url:
            return EventId(str(asked["event"] or "")), str(asked["place"])
    except NONSENSE:
        pass  # of an older version, or not ours: the window comes forward all the same
    return EventId(""), ""


def _name(folder: Path) -> str:
    """A name that this user's windows on this library have alone."""
    place = blake2b(f"{getpass.getuser()} {folder.resolve()}".encode(), digest_size=8)
    return f"reviewer-{place.hexdigest()}"
