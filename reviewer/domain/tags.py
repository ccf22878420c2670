"""What a coordinator says of a stretch of a game: tags, and the marks and notes of clips.

They hang on the game, the period and the wall clock, so they survive clips that are cut anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Self, TypeVar

from reviewer.domain.edits import Fields, Target
from reviewer.domain.entries import LONGEST_NOTE, Entry, span_json
from reviewer.domain.game import EventId, PlayerId
from reviewer.domain.periods import Period
from reviewer.domain.times import WallSpan

K = TypeVar("K")

LEAST_SHARE = 0.5
"""How much of the shorter of a clip and a tag must lie in both for the tag to be the clip's."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One or more values of a palette's group, said of a stretch of a game.

    `suggested` is what the data suggested there: a tag with the same values accepts it, one
    with others overrides it; who did, and when, the journal knows.
    """

    KIND: ClassVar[str] = "tag"

    id: str
    game: EventId
    period: Period
    span: WallSpan
    group: str
    values: tuple[str, ...]
    player: PlayerId | None = None
    note: str = ""
    flag: str = ""
    """The name of a colour, or empty."""
    suggested: tuple[str, ...] = ()

    @property
    def target(self) -> Target:
        return Target(self.KIND, self.game, self.id)

    def fields(self) -> Fields:
        return {
            "period": self.period,
            "span": span_json(self.span),
            "group": self.group,
            "values": list(self.values),
            "player": self.player,
            "note": self.note,
            "flag": self.flag,
            "suggested": list(self.suggested),
        }

    @classmethod
    def from_fields(cls, target: Target, fields: Fields) -> Self:
        entry = Entry(fields, "A tag")
        player = entry.maybe_text("player")
        return cls(
            id=target.id,
            game=target.game,
            period=Period(entry.text("period")),
            span=entry.span("span"),
            group=entry.text("group"),
            values=entry.texts("values"),
            player=None if player is None else PlayerId(player),
            note=entry.text("note", LONGEST_NOTE),
            flag=entry.text("flag"),
            suggested=entry.texts("suggested"),
        )


@dataclass(frozen=True, slots=True)
class ClipMark:
    """What is said of a clip as a whole. Two people who mark one clip mark the same thing."""

    KIND: ClassVar[str] = "mark"

    game: EventId
    period: Period
    span: WallSpan
    reviewed: bool = False
    note: str = ""
    trim: WallSpan | None = None
    """What is to be seen of it, where that is not all."""

    @property
    def shown(self) -> WallSpan:
        """From the clip's in to its out."""
        return self.trim or self.span

    @property
    def target(self) -> Target:
        return Target(self.KIND, self.game, f"{self.period}:{self.span.start}-{self.span.end}")

    def fields(self) -> Fields:
        return {
            "period": self.period,
            "span": span_json(self.span),
            "reviewed": self.reviewed,
            "note": self.note,
            "trim": span_json(self.trim) if self.trim else None,
        }

    @classmethod
    def from_fields(cls, target: Target, fields: Fields) -> Self:
        entry = Entry(fields, "A clip's mark")
        period, span = Period(entry.text("period")), entry.span("span")
        note = entry.text("note", LONGEST_NOTE)
        trim = entry.maybe_span("trim")
        return cls(target.game, period, span, entry.flag("reviewed"), note, trim)


def best_match(span: WallSpan, choices: Iterable[tuple[K, WallSpan]]) -> K | None:
    """Which of a period's stretches another belongs to: the one that agrees best with it.

    A stretch of no length belongs to the shortest one around it. None where none shares enough.
    """
    agreed = [(_agreement(span, choice), key) for key, choice in choices]
    best, key = max(agreed, key=lambda each: each[0], default=(0.0, None))
    return key if best > 0 else None


def _agreement(one: WallSpan, other: WallSpan) -> float:
    """1 for equal stretches, less the more they differ, 0 for those that share too little."""
    shared_ms = min(one.end, other.end) - max(one.start, other.start)
    if shared_ms < LEAST_SHARE * min(one.length_ms, other.length_ms):
        return 0.0
    whole_ms = max(one.end, other.end) - min(one.start, other.start)
    return (shared_ms + 1) / (whole_ms + 1)
