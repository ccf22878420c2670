"""Other words for names, ids and addresses: the same one gets the same other one everywhere."""

import re
from collections import Counter
from collections.abc import Callable, Collection
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from reviewer.domain.signatures import signs


def word_set(words: str) -> frozenset[str]:
    """Words written one after another, as a set."""
    return frozenset(words.split())


_VOCABULARY = word_set(
    "1st 2nd 3rd 4th a access and at attempt away bad ball basket block blocked bonus bounds by "
    "charge corner court data dead defensive denied double dribble drive dunk ejected elbow end "
    "error flagrant for foul found free from game general goal goaltending half home hook in "
    "inbound invalid jump jumper key kicked lane layup left live long loose lost made make "
    "makes mid miss missed misses no not of offensive on out over overtime paint pass period "
    "personal point pointer points post putback quarter range rebound replay resource "
    "restricted review right rim runner second seconds shooting shot shots side start stats "
    "steal stolen substitution system team technical the three throw time timeout tip to top "
    "travel travelling turnover two violation vs wide wing wins with won"
)
"""What play-by-play is told in; any other word may be somebody's name."""

_GLUE = word_set("a and at by for from in of on the to vs with")
"""Words that may stand in a name without being one."""

_TOKEN = re.compile(r"[^\s,;:.()!?\"'’/–-]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_API_ROOT = "/v1/data/"
_API_WORDS = word_set(
    "v1 data stats games videos details shots possessions teams schedule sensors locations "
    "summary ballscreens SHOTTRACKER"
)
_QUERY_WORDS = frozenset({"from", "to", "id", "game_event_id", "team_id", "type"})
_MOMENT = re.compile(r"1\d{12}")
_EXTENSION = re.compile(r"\.(m3u8?|ts|m4s|mp4|m4v|m4a|aac|mp3|vtt|key)$")
_LONG_NUMBER = 5
"""Numbers with fewer digits are jerseys and points; longer ones may be an id."""


class Pseudonyms:
    """Gives replacements as they are asked for. `ids` and `names` are the originals to hide.

    Ids stay of their type and form, so that what read the originals reads the replacements.
    """

    def __init__(self, ids: Collection[str], names: Collection[str]) -> None:
        self._ids = frozenset(ids)
        words = (word.casefold() for name in names for word in _TOKEN.findall(name))
        self._names = frozenset(words) - _GLUE
        self._given: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()

    def hides(self, text: str) -> bool:
        """Whether a text is itself an id or a part of a name."""
        return text in self._ids or text.casefold() in self._names

    def id(self, original: str) -> str:
        if original.isdigit():
            return self._other("number", original, lambda n: str(9_000_000 + n))
        if _UUID.fullmatch(original):
            return self._other("uuid", original, lambda n: f"00000000-0000-4000-8000-{n:012d}")
        return self._other("id", original, lambda n: f"id{n}")

    def number(self, original: int) -> int:
        """A number that is an id somewhere, if it is too long to be anything else."""
        text = str(original)
        is_id = len(text) >= _LONG_NUMBER and text in self._ids
        return int(self.id(text)) if is_id else original

    def words(self, text: str) -> str:
        """A text with every word replaced that play-by-play does not need, or that is a name."""
        return _TOKEN.sub(lambda found: self._word(found[0]), text)

    def address(self, text: str) -> str:
        """An absolute or relative address with other hosts, folders, files and parameters."""
        try:
            parts = urlsplit(text)
        except ValueError:
            return self.words(text)
        is_api = _API_ROOT in parts.path
        path = "/".join(self._segment(part, is_api=is_api) for part in parts.path.split("/"))
        host = parts.netloc and self._other("host", parts.netloc, lambda n: f"host{n}.example")
        query = [self._parameter(*pair) for pair in parse_qsl(parts.query, keep_blank_values=True)]
        return urlunsplit((parts.scheme, host, path, urlencode(query), ""))

    def _word(self, word: str) -> str:
        if word in self._ids and (len(word) >= _LONG_NUMBER or not word.isdigit()):
            return self.id(word)
        folded = word.casefold()
        is_plain = folded in _VOCABULARY or (word.isdigit() and len(word) < _LONG_NUMBER)
        if is_plain and folded not in self._names:
            return word
        return self._other("name", folded, lambda n: f"Name{n}")

    def _segment(self, segment: str, *, is_api: bool) -> str:
        if is_api and "," in segment:
            return ",".join(self._segment(each, is_api=True) for each in segment.split(","))
        if segment in ("", ".", "..") or (is_api and segment in _API_WORDS):
            return segment
        if segment in self._ids:
            return self.id(segment)
        extension = _EXTENSION.search(segment)
        ending = extension[0] if extension else ""
        return self._other("part", segment, lambda n: f"part{n}") + ending

    def _parameter(self, name: str, value: str) -> tuple[str, str]:
        """What signs is seen to: clips of one stream, each signed on its own, stay together."""
        known = name in _QUERY_WORDS
        ending = "-token" if signs(name) else ""
        shown = name if known else self._other("parameter", name, lambda n: f"q{n}{ending}")
        if known and _MOMENT.fullmatch(value):
            return shown, value
        return shown, self._segment(value, is_api=known)

    def _other(self, kind: str, original: str, form: Callable[[int], str]) -> str:
        """The replacement, which is never itself something to hide."""
        key = (kind, original)
        while key not in self._given:
            self._counts[kind] += 1
            made = form(self._counts[kind])
            if not self.hides(made):
                self._given[key] = made
        return self._given[key]
