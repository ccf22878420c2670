"""What a user keeps on this machine, so that it plays with the network gone."""

from dataclasses import dataclass

from reviewer.domain.alignment import Alignment
from reviewer.domain.errors import ReviewerError, Unplayable
from reviewer.domain.game import Clip, ClipId, EventId, Game
from reviewer.domain.plan import plan_clip
from reviewer.domain.times import MediaSpan


@dataclass(frozen=True, slots=True)
class Stretch:
    """Footage to keep: a span of a stream, or all of it."""

    url: str
    span: MediaSpan | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What is kept and removed as one: a clip, or with `clip` None the whole game."""

    clip: ClipId | None
    footage: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Parts of a game that are wanted offline, in the order to fetch them."""

    event: EventId
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class KeptSize:
    """What an order comes to: about so many bytes in all, `here_bytes` of them on this machine."""

    total_bytes: int
    here_bytes: int
    free_bytes: int
    """Room on the disk."""

    @property
    def fits(self) -> bool:
        return self.total_bytes - self.here_bytes <= self.free_bytes


@dataclass(frozen=True, slots=True)
class KeptSoFar:
    """How far an order has come; `error` is what became of the latest piece, where it failed."""

    done_bytes: int
    total_bytes: int
    error: ReviewerError | None = None


@dataclass(frozen=True, slots=True)
class KeptGame:
    """What is kept of a game. `wanted` has `None` in it where the whole game is; so has `done`."""

    event: EventId
    name: str
    wanted: frozenset[ClipId | None]
    done: frozenset[ClipId | None]
    size_bytes: int

    @property
    def whole(self) -> bool:
        """Whether all of the game plays with the network gone."""
        return None in self.done

    @property
    def unfinished(self) -> bool:
        return self.wanted != self.done

    def has(self, clip: ClipId) -> bool:
        """Whether a clip plays with the network gone."""
        return self.whole or clip in self.done


def game_part(game: Game) -> Part:
    """All of the game's footage. Raises Unplayable where there is none."""
    urls = {clip.hls.stream: clip.hls.url for clip in game.clips if clip.hls is not None}
    if not urls:
        raise Unplayable("This game has no footage to keep.")
    return Part(None, tuple(Stretch(url) for url in urls.values()))


def clip_part(clip: Clip, alignment: Alignment) -> Part:
    """A clip with its lead and lag. Raises Unplayable where its place is not known."""
    plan = plan_clip(clip, alignment)
    return Part(clip.id, (Stretch(plan.url, plan.played),))


def format_size(size_bytes: int) -> str:
    """`1.2 GB`, `340 MB`: to two figures, as people speak of disks."""
    if size_bytes >= 9_950_000_000:
        return f"{size_bytes / 1e9:.0f} GB"
    if size_bytes >= 995_000_000:
        return f"{size_bytes / 1e9:.1f} GB"
    return f"{size_bytes / 1e6:.0f} MB"
