"""The gate in front of the demo's API: signed requests pass, others hear why not."""

import hmac
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha1
from typing import Final

MAX_SKEW_S: Final = 300
UNAUTHORIZED: Final = "Unauthorized"
NO_VALID_DATE: Final = (
    "HMAC signature cannot be verified, a valid date or x-date header is required"
    " for HMAC Authentication"
)
NOT_VERIFIABLE: Final = "HMAC signature cannot be verified"
NO_MATCH: Final = "HMAC signature does not match"

_AUTHORIZATION: Final = re.compile(
    r'hmac username="(?P<user>[^"]*)",algorithm="hmac-sha1",'
    r'headers="date host request-line",signature="(?P<signature>[^"]*)"'
)


@dataclass(frozen=True, slots=True)
class Credentials:
    user: str
    secret: str


def refusal(
    method: str, path: str, headers: Mapping[str, str], credentials: Credentials, now_s: float
) -> str | None:
    """Why a request may not pass, or None when its signature is right.

    `path` comes without the query, `headers` with lower-case names.
    """
    if "authorization" not in headers:
        return UNAUTHORIZED
    claim = _AUTHORIZATION.fullmatch(headers["authorization"])
    if claim is None:
        return NOT_VERIFIABLE
    if not _is_recent(headers.get("date", ""), now_s):
        return NO_VALID_DATE
    if claim["user"] != credentials.user:
        return NOT_VERIFIABLE
    wanted = _signature(method, path, headers["date"], headers.get("host", ""), credentials.secret)
    if not hmac.compare_digest(wanted.encode(), claim["signature"].encode()):
        return NO_MATCH
    return None


def _signature(method: str, path: str, date: str, host: str, secret: str) -> str:
    signed = f"date: {date}\nhost: {host}\n{method} {path} HTTP/1.1"
    return b64encode(hmac.digest(secret.encode(), signed.encode(), sha1)).decode()


def _is_recent(date: str, now_s: float) -> bool:
    try:
        when: datetime = parsedate_to_datetime(date)
    except ValueError:
        return False
    return abs(when.timestamp() - now_s) <= MAX_SKEW_S
