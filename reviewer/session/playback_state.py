"""What playing a clip has come to."""

from dataclasses import dataclass
from typing import TypeAlias

from reviewer.domain.errors import ReviewerError
from reviewer.domain.game import Clip
from reviewer.domain.media import MediaWindow
from reviewer.domain.plan import PlaybackPlan
from reviewer.domain.times import MediaSpan


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is chosen."""


@dataclass(frozen=True, slots=True)
class Loading:
    """Footage is on its way; `fraction` is from 0 to 1, `stalled` says that nothing comes."""

    clip: Clip
    fraction: float
    stalled: bool = False


@dataclass(frozen=True, slots=True)
class Showing:
    clip: Clip
    plan: PlaybackPlan
    window: MediaWindow

    @property
    def missing(self) -> tuple[MediaSpan, ...]:
        """The stretches of what is played whose footage could not be had."""
        return self.window.gaps_in(self.plan.played)


@dataclass(frozen=True, slots=True)
class Failed:
    """`plan` is where the clip was sought; None where that was not known."""

    clip: Clip
    error: ReviewerError
    plan: PlaybackPlan | None = None


PlaybackState: TypeAlias = Idle | Loading | Showing | Failed
