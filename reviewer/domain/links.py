"""Links into the program: `reviewer://game/EVENT?period=Q3&clock=4:12`. Ids and clocks, no more.

They come from messages and web pages, so what is not written exactly so is refused.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from reviewer.domain.errors import DataError
from reviewer.domain.game import EventId
from reviewer.domain.goto import typed_clock
from reviewer.domain.periods import Period

SCHEME = "reviewer:"
_LONGEST = 200
_LINK = re.compile(
    r"reviewer://game/(?P<event>[A-Za-z0-9][A-Za-z0-9._-]{0,99})/?"
    r"(?:\?(?P<query>[A-Za-z0-9=&:.%]+))?"
)
_NONE = Period("")
_PERIOD = re.compile(r"[A-Za-z0-9]{1,12}")
_FORM = "A link looks like reviewer://game/EVENT?period=Q3&clock=4:12."


class BadLink(DataError):
    """A link that is not one of ours, or is damaged."""

    title: ClassVar[str] = "Not a link to a game"


@dataclass(frozen=True, slots=True)
class Link:
    """A game, and perhaps a moment in it: `period` and `clock` are both given, or neither."""

    event: EventId
    period: Period = _NONE
    clock: str = ""

    @property
    def place(self) -> str:
        """The moment as people type it, `Q3 4:12`; empty where only the game is meant."""
        return f"{self.period} {self.clock}".strip()

    def __str__(self) -> str:
        moment = f"?period={self.period}&clock={self.clock}" if self.clock else ""
        return f"{SCHEME}//game/{self.event}{moment}"


def parse_link(text: str) -> Link:
    """What a link means. Raises BadLink."""
    found = _LINK.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise BadLink(f"This link cannot be read. {_FORM}")
    given = _given(found["query"] or "")
    period, clock = given.pop("period", ""), given.pop("clock", "")
    if given or bool(period) != bool(clock):
        raise BadLink(f"This link names no moment: it takes a period and a clock. {_FORM}")
    if clock and (typed_clock(clock) is None or not _PERIOD.fullmatch(period)):
        raise BadLink(f"“{period} {clock}” is no moment of a game. {_FORM}")
    return Link(EventId(found["event"]), Period(period.upper()), clock)


def _given(query: str) -> dict[str, str]:
    """Names and values, each once; browsers may have written `:` as `%3A`."""
    given: dict[str, str] = {}
    for part in query.split("&") if query else ():
        name, mark, value = part.partition("=")
        if not mark or not value or name in given:
            raise BadLink(f"This link is damaged at “{part}”. {_FORM}")
        given[name] = value.replace("%3A", ":").replace("%3a", ":")
    return given
