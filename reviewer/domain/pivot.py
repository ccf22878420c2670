"""Clips counted by any two things that tell them apart, from the game's data and its tags."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias

from reviewer.domain.game import ClipId, Game, PlayerId, TeamId
from reviewer.domain.listing import source_title
from reviewer.domain.palettes import Vocabulary
from reviewer.domain.periods import Period, period_rank, period_title
from reviewer.domain.plays import play_words
from reviewer.domain.said import NOTHING_SAID, Said
from reviewer.domain.seen import SeenClip
from reviewer.domain.times import ClockMs, format_clock

_BAND_MS = 5 * 60_000
_LATE_MS = 2 * 60_000
_FORMULA = ("=", "+", "-", "@")
"""With these a spreadsheet begins to reckon; tags may come from somebody else's palette."""

_NUMBER = re.compile(r"[+-]?\d+")
NONE = ""
"""The value of the clips that have none, so that rows and columns add up."""


_Members: TypeAlias = defaultdict[str, list[ClipId]]


class Kind(StrEnum):
    """What clips are told apart by; `TAGS` by the values of one group."""

    PERIOD = "Period"
    SOURCE = "Source"
    TEAM = "Team"
    PLAYER = "Player"
    OUTCOME = "Outcome"
    LINEUP = "Lineup"
    CLOCK = "Clock"
    TAGS = "Tags"


@dataclass(frozen=True, slots=True)
class Axis:
    kind: Kind
    group: str = ""

    @property
    def title(self) -> str:
        return self.group or self.kind.value


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or column; its clips are counted once each, however many cells they are in."""

    value: str
    title: str
    clips: tuple[ClipId, ...]


@dataclass(frozen=True, slots=True)
class Pivot:
    """A table of clips; `clips` are all of them, in game order as everywhere in it."""

    rows: tuple[Heading, ...] = ()
    columns: tuple[Heading, ...] = ()
    cells: Mapping[tuple[str, str], tuple[ClipId, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    clips: tuple[ClipId, ...] = ()

    def at(self, row: Heading | None, column: Heading | None) -> tuple[ClipId, ...]:
        """The clips of a cell; of a whole row or column, or of all, where the other is None."""
        if row is not None and column is not None:
            return self.cells.get((row.value, column.value), ())
        whole = row or column
        return whole.clips if whole is not None else self.clips

    def text(self, corner: str) -> str:
        """The table as spreadsheets paste it: tab separated, with totals."""
        columns = (*self.columns, None)
        lines = [[corner, *(column.title for column in self.columns), "Total"]]
        for row in (*self.rows, None):
            counts = (str(len(self.at(row, column))) for column in columns)
            lines.append([row.title if row is not None else "Total", *counts])
        return "\n".join("\t".join(map(_flat, line)) for line in lines)


class Facts:
    """What the clips of a game can be counted by: read once, asked for any two axes."""

    def __init__(
        self,
        game: Game,
        clips: Sequence[SeenClip],
        said: Mapping[ClipId, Said],
        vocabulary: Vocabulary,
    ) -> None:
        self._game = game
        self._clips = clips
        self._said = said
        self._vocabulary = vocabulary

    @property
    def axes(self) -> tuple[Axis, ...]:
        """Those there are; a group of tags where one of its values was tagged."""
        groups = {chip.button.group for said in self._said.values() for chip in said.chips}
        tagged = (Axis(Kind.TAGS, group) for group in sorted(groups))
        return (*(Axis(kind) for kind in Kind if kind is not Kind.TAGS), *tagged)

    def pivot(self, rows: Axis, columns: Axis) -> Pivot:
        """The table of two axes."""
        cells: defaultdict[tuple[str, str], list[ClipId]] = defaultdict(list)
        along: tuple[_Members, _Members] = (defaultdict(list), defaultdict(list))
        for clip in self._clips:
            ends = self._values(clip, rows), self._values(clip, columns)
            for members, values in zip(along, ends, strict=True):
                for value in values:
                    members[value].append(clip.id)
            for row in ends[0]:
                for column in ends[1]:
                    cells[row, column].append(clip.id)
        return Pivot(
            self._headings(rows, along[0]),
            self._headings(columns, along[1]),
            {place: tuple(clips) for place, clips in cells.items()},
            tuple(clip.id for clip in self._clips),
        )

    def _headings(self, axis: Axis, members: Mapping[str, Sequence[ClipId]]) -> tuple[Heading, ...]:
        made = (
            Heading(value, self._title(axis, value), tuple(clips))
            for value, clips in members.items()
        )
        return tuple(sorted(made, key=lambda each: self._rank(axis, each)))

    def _values(self, clip: SeenClip, axis: Axis) -> tuple[str, ...]:
        """At least one, none twice."""
        match axis.kind:
            case Kind.PERIOD:
                return (clip.period,)
            case Kind.SOURCE:
                return (clip.source,)
            case Kind.TEAM:
                return (clip.team or NONE,)
            case Kind.PLAYER:
                return (clip.player or NONE,)
            case Kind.OUTCOME:
                return (clip.outcome,)
            case Kind.LINEUP:
                return (self._lineup(clip),)
            case Kind.CLOCK:
                return (_band(clip.start_clock),)
            case Kind.TAGS:
                chips = self._said.get(clip.id, NOTHING_SAID).chips
                codes = (chip.button.code for chip in chips if chip.button.group == axis.group)
                return tuple(dict.fromkeys(codes)) or (NONE,)

    def _lineup(self, clip: SeenClip) -> str:
        """The players of the clip's team who were on the floor."""
        players = (self._game.player(player) for player in clip.floor)
        own = (each.id for each in players if each is not None and each.team == clip.team)
        return " ".join(own) if clip.team is not None else NONE

    def _title(self, axis: Axis, value: str) -> str:
        if value == NONE:
            return f"No {axis.title.lower()}"
        match axis.kind:
            case Kind.PERIOD:
                return period_title(Period(value))
            case Kind.SOURCE:
                return source_title(value)
            case Kind.TEAM:
                team = self._game.team(TeamId(value))
                return team.name if team is not None else value
            case Kind.PLAYER:
                return self._label(value)
            case Kind.LINEUP:
                return ", ".join(map(self._label, value.split()))
            case Kind.OUTCOME:
                words = play_words(value)
                return words[:1].upper() + words[1:]
            case Kind.TAGS:
                return self._vocabulary.button(axis.group, value).title
            case Kind.CLOCK:
                least, most = (ClockMs(int(end)) for end in value.split("-"))
                return f"{format_clock(most, tenths=False)} – {format_clock(least, tenths=False)}"

    def _label(self, player: str) -> str:
        known = self._game.player(PlayerId(player))
        return known.label if known is not None else player

    def _rank(self, axis: Axis, heading: Heading) -> tuple[Any, ...]:
        """Clips without a value last; time in its order, the others by how many clips they have."""
        last = heading.value == NONE
        if axis.kind is Kind.PERIOD:
            return (last, *period_rank(Period(heading.value)), heading.title)
        if axis.kind is Kind.CLOCK and not last:
            return (last, -int(heading.value.partition("-")[0]))
        return (last, -len(heading.clips), heading.title)


def _band(clock: ClockMs | None) -> str:
    """Five minutes of the clock as `least-most`; the last two minutes are their own."""
    if clock is None:
        return NONE
    if clock < _LATE_MS:
        return f"0-{_LATE_MS}"
    least = clock // _BAND_MS * _BAND_MS
    return f"{max(least, _LATE_MS)}-{least + _BAND_MS}"


def _flat(words: str) -> str:
    """A cell that a spreadsheet takes for words, never for a formula."""
    flat = " ".join(words.split())
    return f"'{flat}" if flat.startswith(_FORMULA) and not _NUMBER.fullmatch(flat) else flat
