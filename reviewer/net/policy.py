"""How long a request may take, how much it may bring and how often it is tried, per kind."""

from dataclasses import dataclass
from enum import Enum


class Lane(Enum):
    """Requests of one lane share connections; the value is how many may be in flight at once."""

    API = 2
    MEDIA = 4


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of one kind of request. `total_s` holds for all its tries together."""

    lane: Lane
    connect_s: float
    first_byte_s: float
    stall_s: float
    """The longest silence between two pieces of the body."""
    total_s: float
    tries: int
    max_bytes: int
    """Of the body after decompression."""
    redirects: int = 0
    compressed: bool = False
    """Whether the server may send gzip; footage is compressed already."""
    retry_silence: bool = True
    """Whether a server that fell silent is asked again, as one that cannot be reached is."""


_MB = 1_000_000

API = Policy(
    lane=Lane.API,
    connect_s=10,
    first_byte_s=15,
    stall_s=10,
    total_s=60,
    tries=3,
    max_bytes=64 * _MB,
    compressed=True,
    retry_silence=False,
)


def _media(*, total_s: float, tries: int, max_bytes: int) -> Policy:
    """Footage and what belongs to it: one patience, and redirects that are followed."""
    return Policy(
        lane=Lane.MEDIA,
        connect_s=10,
        first_byte_s=10,
        stall_s=5,
        total_s=total_s,
        tries=tries,
        max_bytes=max_bytes,
        redirects=3,
    )


PLAYLIST = _media(total_s=20, tries=3, max_bytes=2 * _MB)

SEGMENT = _media(total_s=60, tries=4, max_bytes=64 * _MB)

INIT = _media(total_s=20, tries=4, max_bytes=1 * _MB)
"""The initialisation section that EXT-X-MAP names."""

KEY = _media(total_s=20, tries=3, max_bytes=16)
"""An AES-128 key."""

FEED = Policy(
    lane=Lane.API,
    connect_s=10,
    first_byte_s=10,
    stall_s=5,
    total_s=20,
    tries=1,
    max_bytes=100_000,
    compressed=True,
    redirects=3,
)
"""The feed of new versions: small, and nobody waits for it."""
