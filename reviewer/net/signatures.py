"""What signs a URL: others the next time, and for nobody else's eyes or disk."""

import re
from urllib.parse import parse_qsl, urlsplit

_NAME = re.compile(
    r"(?i)[\w-]*(token|signature|sig|hmac)|policy|expires|exp|key-pair-id|x-(amz|goog)-.*"
    r"|hdn[te]a|hdnts|md5"
)
_QUERY = re.compile(r"\?([^\"'\s#]*)")
_BETWEEN, _IS = re.compile(r"&|\\u0026"), re.compile(r"=|\\u003[dD]")
"""JSON may write either as its number."""


def unsigned(url: str) -> str:
    """What a URL names: host, path, and query without what signs it: signing anew hits the cache.

    A query may say which piece is meant (`seg.php?i=3`).
    """
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    meant = [f"{name}={value}" for name, value in pairs if not _NAME.fullmatch(name)]
    return "?".join([parts.netloc + parts.path, *(["&".join(meant)] if meant else [])])


def without_signatures(text: str) -> str:
    """A playlist or JSON whose URLs name the same (see `unsigned`) and open nothing."""
    return _QUERY.sub(_without_signature, text)


def _without_signature(query: re.Match[str]) -> str:
    pairs = _BETWEEN.split(query[1])
    meant = [pair for pair in pairs if not _NAME.fullmatch(_IS.split(pair, maxsplit=1)[0])]
    if len(meant) == len(pairs):
        return query[0]
    return "?" + "&".join(meant) if meant else ""
