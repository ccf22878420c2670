"""A search as it is put together: for each facet what is wanted of it and what is not, and words.

Facets hold together (and), the choices of one are alternatives (or) unless they are asked for
together, and what is not wanted is left out (not).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from reviewer.domain.finding import All, AnyOf, Clock, Filter, Margin, Not, Says, Tagged
from reviewer.domain.times import ClockMs

_FAR = 1_000
_MINUTE_MS = 60_000

MARGINS: tuple[Margin, ...] = (
    Margin(10, _FAR),
    Margin(4, 9),
    Margin(-3, 3),
    Margin(-9, -4),
    Margin(-_FAR, -10),
)
"""The bands of the score that are offered: from far ahead to far behind."""

CLOCKS: tuple[Clock, ...] = tuple(
    Clock(ClockMs(least * _MINUTE_MS), ClockMs(most * _MINUTE_MS - 1))
    for least, most in ((0, 2), (2, 5), (5, 10), (10, 15), (15, 21))
)
"""The bands of the game clock that are offered: the end of a period first."""


@dataclass(frozen=True, slots=True, order=True)
class Facet:
    """One thing that clips are told apart by: a kind of filter; of tags, one group."""

    kind: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """What is asked of one facet: one of the wanted, or all of them `together`; no unwanted."""

    wanted: tuple[Filter, ...] = ()
    unwanted: tuple[Filter, ...] = ()
    together: bool = False

    @property
    def parts(self) -> tuple[Filter, ...]:
        """Filters that all must hold."""
        return (*self._wanted(), *map(Not, self.unwanted))

    @property
    def around(self) -> tuple[Filter, ...]:
        """What holds of those that one more choice would be among."""
        return self.parts if self.together else tuple(map(Not, self.unwanted))

    def _wanted(self) -> tuple[Filter, ...]:
        if not self.wanted:
            return ()
        return (All(self.wanted) if self.together else AnyOf(self.wanted),)


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. `rest` are filters of another shape, from elsewhere, which hold too."""

    text: str = ""
    picks: Mapping[Facet, Pick] = field(default_factory=lambda: MappingProxyType({}))
    rest: tuple[Filter, ...] = ()

    @property
    def filter(self) -> Filter:
        """All of it as one filter."""
        return self._filter(part for pick in self.picks.values() for part in pick.parts)

    def around(self, facet: Facet) -> Filter:
        """What the choices of a facet are counted among."""
        others = (
            part
            for each, pick in self.picks.items()
            for part in (pick.around if each == facet else pick.parts)
        )
        return self._filter(others)

    def pick(self, facet: Facet) -> Pick:
        return self.picks.get(facet, Pick())

    def turned(self, choice: Filter) -> "Question":
        """With a choice wanted that was not asked about, unwanted that was wanted, or let go."""
        facet = facet_of(choice)
        pick = self.pick(facet)
        if choice in pick.wanted:
            wanted = tuple(each for each in pick.wanted if each != choice)
            return self._with(
                facet, replace(pick, wanted=wanted, unwanted=(*pick.unwanted, choice))
            )
        if choice in pick.unwanted:
            unwanted = tuple(each for each in pick.unwanted if each != choice)
            return self._with(facet, replace(pick, unwanted=unwanted))
        return self._with(facet, replace(pick, wanted=(*pick.wanted, choice)))

    def together(self, facet: Facet, *, on: bool) -> "Question":
        """With the choices of a facet asked for all at once, or each for itself."""
        return self._with(facet, replace(self.pick(facet), together=on))

    def without(self, facet: Facet) -> "Question":
        """With nothing asked of this facet."""
        return replace(
            self, picks={each: pick for each, pick in self.picks.items() if each != facet}
        )

    def asking(self, choice: Filter, pick: Pick) -> "Question":
        """With this asked of the facet that a choice belongs to."""
        return self._with(facet_of(choice), pick)

    def _with(self, facet: Facet, pick: Pick) -> "Question":
        asked = {**self.picks, facet: pick}
        return replace(self, picks={each: one for each, one in asked.items() if one != Pick()})

    def _filter(self, parts: Iterable[Filter]) -> Filter:
        said = (Says(self.text),) if self.text else ()
        return All((*said, *parts, *self.rest))


def facet_of(choice: Filter) -> Facet:
    """The facet that a choice belongs to."""
    return Facet(type(choice).__name__, choice.group if isinstance(choice, Tagged) else "")


def question_of(wanted: Filter) -> Question:
    """A filter as a question: what it says of facets is taken apart, anything else is its rest."""
    question = Question()
    for part in wanted.parts if isinstance(wanted, All) else (wanted,):
        question = _and(question, part)
    return question


def _and(question: Question, part: Filter) -> Question:
    match part:
        case Says(text) if not question.text:
            return replace(question, text=text)
        case Not(choice) if (
            _is_choice(choice) and choice not in question.pick(facet_of(choice)).wanted
        ):
            pick = question.pick(facet_of(choice))
            return _put(question, choice, replace(pick, unwanted=(*pick.unwanted, choice)))
        case AnyOf(parts) | All(parts) if _are_choices(parts):
            pick = question.pick(facet_of(parts[0]))
            if not pick.wanted and not set(parts) & set(pick.unwanted):
                fresh = replace(pick, wanted=parts, together=isinstance(part, All))
                return _put(question, parts[0], fresh)
        case _ if _is_choice(part) and not question.pick(facet_of(part)).wanted:
            return _and(question, AnyOf((part,)))
    return replace(question, rest=(*question.rest, part))


def _put(question: Question, choice: Filter, pick: Pick) -> Question:
    return replace(question, picks={**question.picks, facet_of(choice): pick})


def _is_choice(part: Filter) -> bool:
    return not isinstance(part, All | AnyOf | Not | Says)


def _are_choices(parts: tuple[Filter, ...]) -> bool:
    return all(map(_is_choice, parts)) and len(set(map(facet_of, parts))) == 1
