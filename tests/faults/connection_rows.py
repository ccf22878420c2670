"""What can go wrong before a host has heard anything, row by row: ShotTracker or the footage."""

import asyncio
import errno
import os
import socket
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from reviewer.domain.errors import NoNetwork, ProxySignIn, ServiceError, TimedOut
from tests.faults.roads import RoadLoop, Stage
from tests.faults.town import Host, Way
from tests.net.certificates import SELF_SIGNED

Strike = Callable[[Host], AbstractContextManager[None]]


@dataclass(frozen=True)
class Row:
    """A fault on the way to a host, and what it comes to: an error that `says` so, and how soon.

    The limits are for an answer of ShotTracker's, a playlist and a piece of footage.
    """

    name: str
    strike: Strike
    error: type[ServiceError]
    says: str
    api_s: float
    playlist_s: float
    piece_s: float
    way: Way = Way.PLAIN


def _astray(stage: Stage, error: OSError | None) -> Strike:
    def strike(host: Host) -> AbstractContextManager[None]:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, RoadLoop)
        return loop.astray(stage, host.port, error)

    return strike


def _quick(name: str, stage: Stage, error: OSError, says: str) -> Row:
    """Tried again, as all that may pass."""
    return Row(name, _astray(stage, error), NoNetwork, says, 6, 6, 12)


def _silent(name: str, stage: Stage, *says: str) -> Row:
    return Row(name, _astray(stage, None), TimedOut, "|".join(says), 36, 20, 60)


def _certificate(name: str, says: str, strike: Strike) -> Row:
    """Never tried again: it would be the same."""
    says = f"The certificate of .* is not trusted: .*{says}"
    return Row(name, strike, NoNetwork, says, 1, 1, 1, Way.SECURE)


def _proxy(name: str, status: str, error: type[NoNetwork], says: str) -> Row:
    def strike(host: Host) -> AbstractContextManager[None]:
        assert host.proxy is not None
        return host.proxy.shutting(host.port, status)

    return Row(name, strike, error, rf"\(through the proxy\).*{says}", 1, 1, 1, Way.PROXIED)


_NO_NAME = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
_NO_WAY = OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
_TOO_LATE = ("could not be reached in time", "took longer than")

ROWS: tuple[Row, ...] = (
    _quick("no such name", Stage.FINDING, _NO_NAME, "could not be found"),
    _silent("nobody knows the name", Stage.FINDING, *_TOO_LATE),
    _quick("refused", Stage.CONNECTING, ConnectionRefusedError(), "refused the connection"),
    _quick("no way there", Stage.CONNECTING, _NO_WAY, "could not be reached"),
    _silent("connecting never ends", Stage.CONNECTING, *_TOO_LATE),
    _certificate("signed by itself", "self.signed", lambda host: host.showing(SELF_SIGNED)),
    _certificate("expired", "has expired",
                 lambda host: host.showing(host.authority.certificate(host.name, days=-9))),
    _certificate("not valid yet", "not yet valid",
                 lambda host: host.showing(host.authority.certificate(host.name, days=9))),
    _certificate("another host's", "ostname mismatch",
                 lambda host: host.showing(host.authority.certificate("other.example"))),
    Row("garbled on the way", lambda host: host.garbling(), NoNetwork,
        "The connection to .* was lost", 6, 6, 12, Way.SECURE),
    _proxy("the proxy wants a password", "407 Proxy Authentication Required", ProxySignIn,
           "asks for a password"),
    _proxy("the proxy fails", "502 Bad Gateway", NoNetwork, "refused: 502"),
)  # fmt: skip

BY_NAME: Mapping[str, Row] = {row.name: row for row in ROWS}
