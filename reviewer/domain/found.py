"""What a search comes to: moments of games, and how many of them each choice would leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reviewer.domain.finding import Filter
from reviewer.domain.game import ClipId, EventId, PlayerId, TeamId
from reviewer.domain.listing import clock_span
from reviewer.domain.periods import Period
from reviewer.domain.playlists import Footage, Pick
from reviewer.domain.times import ClockMs, WallMs, WallSpan


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """A clip as last seen, or the stretch of tags that no clip covers (`clip` is None then).

    `tags` are groups and values that were said of it, `note` the first note.
    """

    game: EventId
    game_name: str
    period: Period
    span: WallSpan
    clip: ClipId | None
    source: str
    team: TeamId | None
    player: PlayerId | None
    start_clock: ClockMs | None
    end_clock: ClockMs | None
    title: str
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def pick(self) -> Pick:
        """As something for a playlist."""
        clock = clock_span(self.start_clock, self.end_clock)
        title = " · ".join(filter(None, (clock, self.title)))
        return Pick(Footage(self.game, self.period, self.span), title)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a filter leaves, and how many moments that are in all.

    `counts` says of every choice that there is how many moments it would leave.
    """

    total: int
    moments: tuple[FoundMoment, ...]
    counts: Mapping[Filter, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class KnownGame:
    """A game that was opened once."""

    id: EventId
    name: str
    tipoff: WallMs | None


@dataclass(frozen=True, slots=True)
class Names:
    """What teams and players are called."""

    teams: Mapping[TeamId, str] = field(default_factory=lambda: MappingProxyType({}))
    players: Mapping[PlayerId, str] = field(default_factory=lambda: MappingProxyType({}))
