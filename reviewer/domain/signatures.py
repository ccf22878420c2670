"""What signs a URL, and what of its query says what is meant (`play.m3u8?id=2`)."""

import re
from urllib.parse import parse_qsl

_NAME = re.compile(
    r"(?i)[\w-]*(token\w*|signature|sig|hmac)|sign|policy|expires|exp|key-pair-id|x-(amz|goog)-.*"
    r"|hdn[te]a|hdnt[sl]|md5|auth[_-]?key|awsaccesskeyid|googleaccessid"
    r"|s[eprtv]|spr|sk(e|s|t|v|oid|tid)"
)
"""Of the last line are those of Azure."""


def signs(name: str) -> bool:
    """Whether a parameter of this name signs a URL: it is another the next time."""
    return _NAME.fullmatch(name) is not None


def unsigned_query(query: str) -> str:
    """A query without what signs it, in its order and with its `?`; empty where no more is said."""
    pairs = parse_qsl(query, keep_blank_values=True)
    meant = "&".join(f"{name}={value}" for name, value in pairs if not signs(name))
    return f"?{meant}" if meant else ""
