"""What can be chosen in a search, in words and in an order that a coach expects."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.domain.finding import (
    AfterTimeOut,
    Clock,
    Ended,
    Filter,
    Flagged,
    From,
    InGame,
    InPeriod,
    Involves,
    Margin,
    Of,
    OnFloor,
    Reviewed,
    Tagged,
)
from reviewer.domain.found import Names
from reviewer.domain.game import EventId
from reviewer.domain.listing import source_title
from reviewer.domain.palettes import Vocabulary
from reviewer.domain.periods import period_rank, period_title
from reviewer.domain.plays import play_words
from reviewer.domain.question import CLOCKS, MARGINS, Facet, Question, facet_of
from reviewer.domain.times import ClockMs, format_clock, parse_clock

TITLES: Mapping[str, str] = {
    "InGame": "Game",
    "InPeriod": "Period",
    "Of": "Team",
    "Involves": "Player",
    "OnFloor": "On the floor",
    "Ended": "Outcome",
    "From": "Source",
    "Margin": "Score",
    "Clock": "Clock",
    "Tagged": "Tags",
    "AfterTimeOut": "After a time-out",
    "Reviewed": "Reviewed",
    "Flagged": "Flag",
}
"""What each kind of facet is called."""

TOGETHER = frozenset({"Tagged", "Involves", "OnFloor", "Flagged"})
"""Facets of which a clip can have several choices at once."""

_FAR = MARGINS[0].most
_RANGE = re.compile(
    r"(?P<one>[+-]?\d{1,3}(?::\d\d(?:\.\d)?)?)\s*(?:to|[-–…,]|\.\.)\s*"
    r"(?P<other>[+-]?\d{1,3}(?::\d\d(?:\.\d)?)?)"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A choice, how it reads, how many moments it would leave, and whether it is asked for.

    `state` is True where it is wanted, False where it is not, None where nothing is said of it.
    """

    choice: Filter
    title: str
    count: int
    state: bool | None


@dataclass(frozen=True, slots=True)
class FacetChoices:
    """A facet with its choices; `together` where all that are wanted must hold at once."""

    facet: Facet
    title: str
    choices: tuple[Counted, ...]
    together: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What choices are called."""

    names: Names
    games: Mapping[EventId, str]
    vocabulary: Vocabulary

    def title(self, choice: Filter) -> str:
        """`3rd quarter`, `Sam Okafor`, `Made 3`; the value itself where it has no other name."""
        match choice:
            case InGame(game):
                return self.games.get(game) or f"Game {game}"
            case InPeriod(period):
                return period_title(period)
            case From(source):
                return source_title(source)
            case Of(team):
                return self.names.teams.get(team, f"Team {team}")
            case Involves(player) | OnFloor(player):
                return self.names.players.get(player, f"#{player}")
            case Ended(outcome):
                words = play_words(outcome)
                return words[:1].upper() + words[1:]
            case Tagged(group, value):
                return self.vocabulary.button(group, value).title
            case Flagged(colour):
                return colour.capitalize()
        return _band_title(choice)

    def rank(self, choice: Filter, count: int) -> tuple[Any, ...]:
        """Where it stands among those of its facet."""
        match choice:
            case InPeriod(period):
                return period_rank(period)
            case Margin(least):
                return (-least,)
            case Clock(least):
                return (least,)
            case Involves() | OnFloor():
                name = self.title(choice)
                return (name.split()[-1].casefold(), name)
            case Tagged(group, value):
                known = list(self.vocabulary.known)
                place = f"{group}/{value}"
                return (known.index(place) if place in known else len(known), value)
            case Ended() | From():
                return (-count, self.title(choice))
        return (self.title(choice),)


def facets(
    question: Question, counts: Mapping[Filter, int], wording: Wording
) -> Mapping[str, Sequence[FacetChoices]]:
    """Every facet that there are choices of, by its kind; of tags, a facet for each group."""
    there: defaultdict[Facet, dict[Filter, int]] = defaultdict(dict)
    asked = (each for pick in question.picks.values() for each in (*pick.wanted, *pick.unwanted))
    for choice in (*asked, *MARGINS, *CLOCKS, *counts):
        there[facet_of(choice)][choice] = counts.get(choice, 0)
    made: defaultdict[str, list[FacetChoices]] = defaultdict(list)
    for facet in sorted(there):
        ordered = sorted(there[facet].items(), key=lambda each: wording.rank(*each))
        pick = question.pick(facet)
        counted = tuple(
            Counted(choice, wording.title(choice), count, _state(choice, question))
            for choice, count in ordered
        )
        made[facet.kind].append(
            FacetChoices(facet, facet.group or TITLES[facet.kind], counted, pick.together)
        )
    return made


def typed_range(text: str) -> Margin | Clock | None:
    """`4:00 to 1:30` as a stretch of the clock, `-5 to 5` as one of the score; None for others."""
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        return None
    ends = match["one"], match["other"]
    clocks = [parse_clock(end) for end in ends if ":" in end]
    if len(clocks) == 1 or None in clocks:
        return None
    if clocks:
        return Clock(*sorted(clock for clock in clocks if clock is not None))
    least, most = sorted(map(int, ends))
    return Margin(least, most) if least >= -_FAR and most <= _FAR else None


def question_title(question: Question, wording: Wording) -> str:
    """A name for what is asked: `After a time-out, Made 3, not 1st half`."""
    said = [f"“{question.text}”"] if question.text else []
    for facet in sorted(question.picks):
        pick = question.picks[facet]
        word = " + " if pick.together else " / "
        wanted = word.join(wording.title(choice) for choice in pick.wanted)
        said += [wanted] if wanted else []
        said += [f"not {wording.title(choice)}" for choice in pick.unwanted]
    return ", ".join((*said, *(["more"] if question.rest else []))) or "All clips"


def _state(choice: Filter, question: Question) -> bool | None:
    pick = question.pick(facet_of(choice))
    if choice in pick.wanted:
        return True
    return False if choice in pick.unwanted else None


def _band_title(choice: Filter) -> str:
    match choice:
        case Margin(least, most) if most >= _FAR:
            return f"Ahead by {least} or more"
        case Margin(least, most) if least <= -_FAR:
            return f"Behind by {-most} or more"
        case Margin(least, most) if least == -most:
            return f"Within {most}"
        case Margin(least, most) if least >= 0:
            return f"Ahead by {least} to {most}"
        case Margin(least, most) if most <= 0:
            return f"Behind by {-most} to {-least}"
        case Margin(least, most):
            return f"From {least:+} to {most:+}"
        case Clock(least) if choice == CLOCKS[-1]:
            return f"Before {format_clock(least, tenths=False)}"
        case Clock(least, most):
            ends = (format_clock(ClockMs(end), tenths=False) for end in (most + 1, least))
            return " – ".join(ends)
        case AfterTimeOut() | Reviewed():
            return TITLES[type(choice).__name__]
    return ""
