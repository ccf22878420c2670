"""What the session remembers from one start to the next."""

from dataclasses import dataclass, field, replace

from reviewer.domain.game import EventId, Game
from reviewer.domain.listing import ClipFilter

_RECENTS = 12


@dataclass(frozen=True, slots=True)
class RecentGame:
    id: EventId
    name: str


@dataclass(frozen=True, slots=True)
class Memory:
    """Games opened, newest first, the filter of the clip list, and the volume (0 to 1).

    `palette` is the id of the one whose buttons are shown, `cache_limit_bytes` how much footage
    stays on this machine without being kept offline, `height` the quality wished for, in lines
    (None: the best that the line sustains).
    """

    recents: tuple[RecentGame, ...] = ()
    filter: ClipFilter = field(default_factory=ClipFilter)
    volume: float = 1.0
    palette: str = "coach"
    cache_limit_bytes: int = 10_000_000_000
    height: int | None = None

    def with_game(self, game: Game) -> "Memory":
        """With this game as the newest of the recent ones."""
        others = tuple(recent for recent in self.recents if recent.id != game.id)
        newest = RecentGame(game.id, game.name)
        return replace(self, recents=(newest, *others)[:_RECENTS])
