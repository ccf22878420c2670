"""Signs each request with HMAC-SHA1 as ShotTracker's gateway checks it."""

import hmac
import time
from base64 import b64encode
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from email.utils import formatdate

import httpx

from reviewer.domain.errors import BadCredentials


@dataclass(frozen=True, slots=True)
class Credentials:
    """What ShotTracker gave the club to sign with."""

    user: str
    secret: str = field(repr=False)

    def check(self) -> None:
        """Raise BadCredentials for what cannot be a user name and a secret."""
        if not self.user or not self.secret:
            raise BadCredentials("There is no user name or no secret.")
        if not self.user.isascii() or not self.user.isprintable() or '"' in self.user:
            raise BadCredentials("The user name has a character in it that cannot be right.")


def authorization(credentials: Credentials, date: str, host: str, request_line: str) -> str:
    """The Authorization header for a `date`, `host` and `GET /path HTTP/1.1`."""
    text = f"date: {date}\nhost: {host}\n{request_line}"
    digest = hmac.digest(credentials.secret.encode(), text.encode(), "sha1")
    return (
        f'hmac username="{credentials.user}",algorithm="hmac-sha1",'
        f'headers="date host request-line",signature="{b64encode(digest).decode()}"'
    )


class Signer(httpx.Auth):
    """Signs afresh each time a request is sent, so that a repeated one is never stale.

    `skew_s` is how far the server's clock is ahead of `now`, which counts seconds since the epoch.
    """

    def __init__(self, credentials: Credentials, now: Callable[[], float] = time.time) -> None:
        self._credentials = credentials
        self._now = now
        self.skew_s = 0.0

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        self._credentials.check()
        date = formatdate(self._now() + self.skew_s, usegmt=True)
        # The query is sent but not signed.
        path = request.url.raw_path.partition(b"?")[0].decode("ascii")
        line = f"{request.method} {path} HTTP/1.1"
        request.headers["Date"] = date
        request.headers["Authorization"] = authorization(
            self._credentials, date, request.headers["Host"], line
        )
        yield request
