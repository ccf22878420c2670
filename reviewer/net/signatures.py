"""URLs and texts without what signs them, which is for nobody else's eyes or disk."""

import re
from urllib.parse import urlsplit

from reviewer.domain.signatures import signs, unsigned_query

_QUERY = re.compile(r"\?([^\"'\s#]*)")
_BETWEEN, _IS = re.compile(r"&|\\u0026"), re.compile(r"=|\\u003[dD]")
"""JSON may write either as its number."""


def unsigned(url: str) -> str:
    """What a URL names: host, path, and query without what signs it: signing anew hits the cache.

    A query may say which piece is meant (`seg.php?i=3`).
    """
    parts = urlsplit(url)
    return parts.netloc + parts.path + unsigned_query(parts.query)


def without_signatures(text: str) -> str:
    """A playlist or JSON whose URLs name the same (see `unsigned`) and open nothing."""
    return _QUERY.sub(_without_signature, text)


def _without_signature(query: re.Match[str]) -> str:
    pairs = _BETWEEN.split(query[1])
    meant = [pair for pair in pairs if not signs(_IS.split(pair, maxsplit=1)[0])]
    if len(meant) == len(pairs):
        return query[0]
    return "?" + "&".join(meant) if meant else ""
