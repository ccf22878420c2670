"""Takes secrets out of whatever is logged or shown: by the name beside them and by value."""

import logging
import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

HIDDEN = "•••"

_NAMES = (
    r"authorization|api[-_]?key|[\w-]*token|[\w-]*secret|password|signature|[\w-]*sig|policy"
    r"|expires|key-pair-id|x-amz-[\w-]+|x-goog-[\w-]+|hdn[te]a|hdnts|set-cookie|cookie"
)
_HEADER = re.compile(r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie)(['\"]?\s*[:=]\s*)[^\r\n]+")
_PAIR = re.compile(
    rf"(?i)(?<![\w-])({_NAMES})(['\"]?\s*[:=]\s*['\"]?)(?!{HIDDEN})[^\s&;,'\"<>)\]}}/]+"
)
_URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]*://[^\s'\"<>]+")
_SHORTEST_SECRET = 4


def redact_url(url: str) -> str:
    """Scheme, host and path alone: queries, fragments and user info carry secrets."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return HIDDEN
    host = parts.netloc.rpartition("@")[2]
    path = _PAIR.sub(rf"\1\2{HIDDEN}", parts.path)
    return f"{parts.scheme}://{host}{path}"


class Redaction(logging.Filter):
    """Put on the root's handlers. `secrets` are values that may appear nowhere."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = [form for secret in secrets for form in _forms(secret)]

    def hide(self, secret: str) -> None:
        """Let this value appear nowhere either, from now on."""
        self._secrets += [form for form in _forms(secret) if form not in self._secrets]

    def redact(self, text: str) -> str:
        """The text without what identifies or signs."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = _URL.sub(lambda found: redact_url(found[0]), text)
        text = _HEADER.sub(rf"\1\2{HIDDEN}", text)
        return _PAIR.sub(rf"\1\2{HIDDEN}", text)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.redact(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        if record.exc_text:
            record.exc_text = self.redact(record.exc_text)
        return True


def quiet_libraries() -> None:
    """httpx and httpcore tell whole addresses and headers below WARNING."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _forms(secret: str) -> list[str]:
    """A secret as it is and as it looks inside an address, if it is long enough to be one."""
    if len(secret) < _SHORTEST_SECRET:
        return []
    return sorted({secret, quote(secret), quote(secret, safe="")}, key=len, reverse=True)
