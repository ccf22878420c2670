"""What can be looked for in the library: conditions on a clip, combined by and, or and not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from reviewer.domain.edits import LIBRARY, Fields, Target
from reviewer.domain.entries import Entry, entry
from reviewer.domain.errors import BadEntry
from reviewer.domain.game import EventId, PlayerId, TeamId
from reviewer.domain.palettes import Button
from reviewer.domain.periods import Period
from reviewer.domain.times import ClockMs

_DEEPEST = 20
_TELLING = 2
"""From how many letters on a word may mean a tag: fewer begin too many names."""
_AHEAD = (-1_000, 1_000)

AFTER_TIMEOUT = "ATO"
"""The code by which palettes tag what came after a time-out."""


@dataclass(frozen=True, slots=True)
class InGame:
    game: EventId


@dataclass(frozen=True, slots=True)
class InPeriod:
    period: Period


@dataclass(frozen=True, slots=True)
class From:
    """The clip's source, as the feed calls it."""

    source: str


@dataclass(frozen=True, slots=True)
class Of:
    """The clip's team."""

    team: TeamId


@dataclass(frozen=True, slots=True)
class Involves:
    """The clip's own player, or one named in a tag of it."""

    player: PlayerId


@dataclass(frozen=True, slots=True)
class OnFloor:
    player: PlayerId


@dataclass(frozen=True, slots=True)
class Ended:
    """The classification of the play that the clip is about."""

    outcome: str


@dataclass(frozen=True, slots=True)
class Margin:
    """How far the clip's team was ahead when it began, both ends included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock showed when the clip began, both ends included."""

    least_ms: ClockMs
    most_ms: ClockMs


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag with this value of this group."""

    group: str
    value: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """A tag of this colour."""

    colour: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Marked as reviewed."""


@dataclass(frozen=True, slots=True)
class AfterTimeOut:
    """An attack from a time-out: as the game's data suggest, or as someone tagged it."""


@dataclass(frozen=True, slots=True)
class Says:
    """Every word, or beginning of one, is in what the clip, its tags and its notes say."""

    text: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; all clips where there are no parts."""

    parts: tuple["Filter", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; no clip where there are no parts."""

    parts: tuple["Filter", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    part: "Filter"


Filter = (
    InGame | InPeriod | From | Of | Involves | OnFloor | Ended | Margin | Clock | Tagged | Flagged
    | Reviewed | AfterTimeOut | Says | All | AnyOf | Not
)  # fmt: skip

EVERYTHING = All()


@dataclass(frozen=True, slots=True)
class SmartList:
    """A filter that was saved under a name."""

    KIND: ClassVar[str] = "smart_list"

    id: str
    name: str
    filter: Filter

    @property
    def target(self) -> Target:
        return Target(self.KIND, LIBRARY, self.id)

    def fields(self) -> Fields:
        return {"name": self.name, "filter": filter_json(self.filter)}

    @classmethod
    def from_fields(cls, target: Target, fields: Fields) -> Self:
        return cls(
            target.id,
            Entry(fields, "A smart list").text("name"),
            filter_from_json(fields.get("filter")),
        )


def meant(text: str, buttons: Iterable[Button]) -> Filter:
    """What typed words look for: each is said of the clip, or begins a word of a tag's names.

    So `ice` also finds what was tagged `Down` where a palette says that these are the same.
    """
    known = [(button, " ".join(button.names).split()) for button in buttons]
    return All(tuple(_meant(word, known) for word in text.casefold().split()))


def filter_json(wanted: Filter) -> Mapping[str, object]:
    """A filter as plain JSON."""
    match wanted:
        case All(parts) | AnyOf(parts):
            inner: Mapping[str, object] = {"parts": [filter_json(part) for part in parts]}
        case Not(part):
            inner = {"part": filter_json(part)}
        case _:
            inner = {name: getattr(wanted, name) for name in wanted.__slots__}
    return {"is": type(wanted).__name__, **inner}


def filter_from_json(value: object, deepest: int = _DEEPEST) -> Filter:
    """What `filter_json` wrote. Raises BadEntry on anything else, and where it is too deep."""
    if deepest == 0:
        raise BadEntry("A filter is too deeply nested.")
    made = entry(value, "A filter")
    match made.text("is"):
        case "All":
            return All(_parts(made, deepest))
        case "AnyOf":
            return AnyOf(_parts(made, deepest))
        case "Not":
            return Not(filter_from_json(made.value("part"), deepest - 1))
        case kind:
            return _leaf(kind, made)


def _meant(word: str, known: Iterable[tuple[Button, list[str]]]) -> Filter:
    named = {
        Tagged(button.group, button.code): None
        for button, names in known
        if len(word) >= _TELLING and any(name.startswith(word) for name in names)
    }
    return AnyOf((Says(word), *named)) if named else Says(word)


def _parts(made: Entry, deepest: int) -> tuple[Filter, ...]:
    return tuple(filter_from_json(part, deepest - 1) for part in made.items("parts"))


def _leaf(kind: str, made: Entry) -> Filter:
    if kind not in _LEAVES:
        raise BadEntry(f"A filter asks for “{kind}”, which this Reviewer does not know.")
    return _LEAVES[kind](made)


_LEAVES: Mapping[str, Callable[[Entry], Filter]] = {
    "InGame": lambda made: InGame(EventId(made.text("game"))),
    "InPeriod": lambda made: InPeriod(Period(made.text("period"))),
    "From": lambda made: From(made.text("source")),
    "Of": lambda made: Of(TeamId(made.text("team"))),
    "Involves": lambda made: Involves(PlayerId(made.text("player"))),
    "OnFloor": lambda made: OnFloor(PlayerId(made.text("player"))),
    "Ended": lambda made: Ended(made.text("outcome")),
    "Margin": lambda made: Margin(made.whole("least", *_AHEAD), made.whole("most", *_AHEAD)),
    "Clock": lambda made: Clock(ClockMs(made.whole("least_ms")), ClockMs(made.whole("most_ms"))),
    "Tagged": lambda made: Tagged(made.text("group"), made.text("value")),
    "Flagged": lambda made: Flagged(made.text("colour")),
    "Reviewed": lambda _made: Reviewed(),
    "AfterTimeOut": lambda _made: AfterTimeOut(),
    "Says": lambda made: Says(made.text("text")),
}
