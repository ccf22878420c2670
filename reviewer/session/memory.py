"""What the session remembers from one start to the next."""

from dataclasses import dataclass, field

from reviewer.domain.listing import ClipFilter


@dataclass(frozen=True, slots=True)
class Memory:
    """The filter of the clip list, and the volume (0 to 1).

    `palette` is the id of the one whose buttons are shown, `playlist` that of the one that is
    worked on (None: none was), `cache_limit_bytes` how much footage
    stays on this machine without being kept offline, `height` the quality wished for, in lines
    (None: the best that the line sustains).
    """

    filter: ClipFilter = field(default_factory=ClipFilter)
    volume: float = 1.0
    palette: str = "coach"
    cache_limit_bytes: int = 10_000_000_000
    height: int | None = None
    playlist: str | None = None
